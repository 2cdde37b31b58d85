//! The folder of the cache: names, atomic writes, the bound on its size.

use std::{fs, io};

use camino::Utf8PathBuf;
use tempfile::NamedTempFile;

use super::file::Draft;
use crate::error::{Error, ErrorKind, Result};

/// Ending of every file of the cache, finished or not. Nothing else in the folder is touched.
const ENDING: &str = ".gpcache";

/// What says to backup programs that a folder can be left out; see <https://bford.info/cachedir/>.
const TAG: (&str, &str) = (
    "CACHEDIR.TAG",
    "Signature: 8a477f597d28d172789f06886806bc55\n# Made by groundplan: `groundplan cache clear` empties the folder.\n",
);

/// A folder with at most `limit` bytes.
#[derive(Clone, Debug)]
pub(super) struct Shelf {
    pub(super) folder: Utf8PathBuf,
    pub(super) limit: u64,
}

/// What a cache holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The folder.
    pub folder: Utf8PathBuf,
    /// Largest size in bytes.
    pub limit: u64,
    /// Number of files.
    pub files: usize,
    /// Their size in bytes.
    pub bytes: u64,
}

/// A file of the cache.
struct Stored {
    path: Utf8PathBuf,
    data: fs::Metadata,
}

/// An answer that is being written.
#[derive(Debug)]
pub struct Writing {
    shelf: Shelf,
    path: Utf8PathBuf,
    /// Nothing once it cannot be stored.
    written: Option<(NamedTempFile, Draft)>,
}

impl Writing {
    /// Adds to the answer. One that takes more than half of the cache is not stored.
    pub fn add(&mut self, bytes: &[u8]) {
        self.written = self.written.take().and_then(|(mut file, mut draft)| {
            draft.add(file.as_file_mut(), bytes).ok()?;
            (draft.size() <= self.shelf.limit / 2).then_some((file, draft))
        });
    }

    /// Stores the answer in place of the last one of its name.
    pub fn finish(self) {
        let Some((mut file, draft)) = self.written else { return };
        // Not forced to the disk: what a power failure leaves of it fails its checksum.
        if draft.finish(file.as_file_mut()).is_ok() && file.persist(&self.path).is_ok() {
            self.shelf.evict();
        }
    }
}

impl Shelf {
    pub(super) fn path(&self, name: &str) -> Utf8PathBuf {
        self.folder.join(format!("{name}{ENDING}"))
    }

    /// Puts an answer under its name, whole or not at all.
    pub(super) fn put(&self, name: &str, identity: &[&[u8]], body: &[u8]) {
        if let Some(mut writing) = self.begin(name, identity) {
            writing.add(body);
            writing.finish();
        }
    }

    /// Starts to write an answer, which appears under its name once it is finished.
    ///
    /// A cache that cannot be written is one that does not save time; nothing else depends on it.
    pub(super) fn begin(&self, name: &str, identity: &[&[u8]]) -> Option<Writing> {
        if identity.iter().map(|part| part.len() as u64).sum::<u64>() > self.limit / 2 {
            return None;
        }
        let mut file = self.new_file().ok()?;
        let draft = Draft::begin(file.as_file_mut(), identity).ok()?;
        Some(Writing { shelf: self.clone(), path: self.path(name), written: Some((file, draft)) })
    }

    fn new_file(&self) -> io::Result<NamedTempFile> {
        if !self.folder.is_dir() {
            fs::create_dir_all(&self.folder)?;
            fs::write(self.folder.join(TAG.0), TAG.1)?;
        }
        tempfile::Builder::new().prefix(".new-").suffix(ENDING).tempfile_in(&self.folder)
    }

    /// Removes the oldest files until the rest is within the limit. Another run may remove them as well.
    fn evict(&self) {
        let mut stored = self.stored();
        let mut bytes: u64 = stored.iter().map(|one| one.data.len()).sum();
        // Files whose time is not known go first.
        stored.sort_by_cached_key(|one| (one.data.modified().ok(), one.path.clone()));
        for one in stored {
            if bytes <= self.limit {
                break;
            }
            bytes -= one.data.len();
            let _ = fs::remove_file(&one.path);
        }
    }

    pub(super) fn held(&self) -> Held {
        let stored = self.stored();
        Held {
            folder: self.folder.clone(),
            limit: self.limit,
            files: stored.len(),
            bytes: stored.iter().map(|one| one.data.len()).sum(),
        }
    }

    pub(super) fn clear(&self) -> Result<Held> {
        let held = self.held();
        for one in self.stored() {
            match fs::remove_file(&one.path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    let message = format!("cannot remove {}", one.path);
                    return Err(Error::new(ErrorKind::Output, message).source(error));
                }
                _ => {}
            }
        }
        Ok(held)
    }

    fn stored(&self) -> Vec<Stored> {
        let Ok(entries) = self.folder.read_dir_utf8() else { return Vec::new() };
        let ours = entries.filter_map(std::result::Result::ok).filter_map(|entry| {
            let data = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            let path = entry.into_path();
            path.as_str().ends_with(ENDING).then_some(Stored { path, data })
        });
        ours.collect()
    }
}

#[cfg(test)]
mod tests {
    use camino::Utf8Path;

    use super::*;

    fn shelf(folder: &tempfile::TempDir, limit: u64) -> Shelf {
        Shelf { folder: Utf8Path::from_path(folder.path()).unwrap().join("below/cache"), limit }
    }

    /// Names of the answers that are left after some of 100 bytes were put one after the other.
    #[track_caller]
    fn check(limit: u64, names: &[&str], expected: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        let shelf = shelf(&folder, limit);
        for (age, name) in names.iter().enumerate() {
            shelf.put(name, &[], &[0; 100 - 28]);
            let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(age as u64);
            if let Ok(file) = fs::File::options().append(true).open(shelf.path(name)) {
                file.set_modified(time).unwrap();
            }
        }
        let mut left: Vec<String> =
            shelf.stored().iter().map(|one| one.path.file_stem().unwrap().to_owned()).collect();
        left.sort();
        assert_eq!(left, expected);
        assert!(shelf.held().bytes <= limit);
    }

    #[test]
    fn the_oldest_go_when_there_is_no_room() {
        check(1000, &["a", "b", "c"], &["a", "b", "c"]);
        check(300, &["a", "b", "c", "d"], &["b", "c", "d"]);
        check(300, &["a", "b", "a", "c", "d"], &["a", "c", "d"]);
        // More than half of the room is for nobody alone.
        check(100, &["a"], &[]);
    }

    #[test]
    fn only_files_of_the_cache_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = shelf(&folder, 1000);
        shelf.put("a", &[], b"answer");
        fs::write(shelf.folder.join("mine.txt"), "mine").unwrap();
        fs::write(shelf.folder.join(".new-1.gpcache"), "a run was killed here").unwrap();
        assert_eq!(shelf.clear().unwrap().files, 2);
        assert_eq!(shelf.held().files, 0);
        assert!(shelf.folder.join("mine.txt").is_file());
        assert!(shelf.folder.join("CACHEDIR.TAG").is_file());
    }

    #[test]
    fn a_folder_that_cannot_be_made_holds_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = shelf(&folder, 1000);
        fs::write(shelf.folder.parent().unwrap(), "a file").unwrap();
        shelf.put("a", &[], b"answer");
        assert_eq!((shelf.held().files, shelf.clear().is_ok()), (0, true));
    }
}
