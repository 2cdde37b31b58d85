//! Whether a file that the last output went into still holds it, without reading it: as Git knows of an
//! unchanged file by what the index says of it.

use std::{
    fs::Metadata,
    time::{Duration, SystemTime},
};

use camino::Utf8Path;

use crate::cache::{Cache, Kind};

/// An output file and the files of the cache whose text it may hold, as they were before anybody read them.
#[derive(Debug)]
pub(super) struct Pair<'a> {
    cache: &'a Cache,
    name: Vec<u8>,
    /// Absent where the platform does not say, or when a change right now would show the same times.
    key: Option<Vec<u8>>,
}

impl<'a> Pair<'a> {
    pub(super) fn of(cache: &'a Cache, output: &Utf8Path, answers: &[&Metadata]) -> Self {
        let data = output.symlink_metadata().ok().filter(Metadata::is_file);
        let key = data.and_then(|data| {
            let now = now();
            let all = std::iter::once(&data).chain(answers.iter().copied());
            Some(all.map(|data| state(data, now)).collect::<Option<Vec<_>>>()?.concat())
        });
        let full = std::path::absolute(output.as_std_path()).unwrap_or_default();
        Self { cache, name: full.into_os_string().into_encoded_bytes(), key }
    }

    /// Whether both are as they were when somebody compared them.
    pub(super) fn is_known(&self) -> bool {
        let known = |key: &Vec<u8>| self.cache.open(Kind::Seen, &self.name, key).is_some();
        self.key.as_ref().is_some_and(known)
    }

    /// Remembers that the file holds the answer.
    pub(super) fn keep(&self) {
        if let Some(key) = &self.key {
            self.cache.store(Kind::Seen, &self.name, key, b"");
        }
    }
}

/// Nobody can set the time of the last change of a file, or write to a file without changing it.
#[cfg(unix)]
fn state(data: &Metadata, now: Duration) -> Option<Vec<u8>> {
    use std::os::unix::fs::MetadataExt as _;
    let seconds = u64::try_from(data.ctime()).ok()?;
    let fraction = u32::try_from(data.ctime_nsec()).ok()?;
    let age = now.checked_sub(Duration::new(seconds, fraction))?;
    if age < granularity(fraction) {
        return None;
    }
    let times = [data.mtime(), data.mtime_nsec(), data.ctime(), data.ctime_nsec()];
    let times = times.iter().flat_map(|time| time.to_le_bytes());
    let file = [data.dev(), data.ino(), data.len()];
    Some(file.iter().flat_map(|part| part.to_le_bytes()).chain(times).collect())
}

#[cfg(not(unix))]
fn state(_: &Metadata, _: Duration) -> Option<Vec<u8>> {
    None
}

/// How long two changes of a file may show the same time. A time with less than a millisecond in it is
/// the system's own, which ticks every ten milliseconds at most; others may be those of an old file system.
#[cfg(unix)]
fn granularity(fraction: u32) -> Duration {
    if fraction.is_multiple_of(1_000_000) {
        Duration::from_secs(2)
    } else {
        Duration::from_millis(100)
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "says whether a file is old enough to be known by its times"
)]
fn now() -> Duration {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_is_known_until_it_changes() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(folder.path()).unwrap();
        let cache = Cache::new(folder.join("cache"), 1 << 20, &[]);
        cache.store(Kind::Output, b"name", b"key", b"text");
        let output = folder.join("output");
        fs::write(&output, "text").unwrap();
        let pair = || {
            let answer = cache.open(Kind::Output, b"name", b"key").unwrap();
            Pair::of(&cache, &output, &[answer.data()])
        };
        assert!(pair().key.is_none(), "a change right now would not be seen");
        let settle = || std::thread::sleep(Duration::from_millis(150));
        settle();
        assert!(!pair().is_known());
        pair().keep();
        assert!(pair().is_known());
        let times = output.metadata().unwrap();
        fs::write(&output, "next").unwrap();
        let file = fs::File::options().write(true).open(&output).unwrap();
        file.set_modified(times.modified().unwrap()).unwrap();
        settle();
        assert!(!pair().is_known(), "as long and, for all that can be set, as old");
        pair().keep();
        assert!(pair().is_known());
        cache.store(Kind::Output, b"name", b"key", b"next");
        settle();
        assert!(!pair().is_known(), "another answer");
    }
}
