//! Facts of files by what they were read from: path, marks of the path, content.
//!
//! A file is known by the identifier of its bytes. What the index says of an unchanged file stands for
//! those bytes once a run has read them and seen what they are: then the file is not read again.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use super::{
    Answer, Cache, Kind,
    records::{self, Record},
};
use crate::model::FileFacts;

/// The facts of one repository's files. Can be used from many threads.
pub struct Facts<'a> {
    stored: &'a Stored<'a>,
    by_content: BTreeMap<(Place<'a>, &'a [u8]), Known<'a>>,
    by_disk: BTreeMap<(Place<'a>, OnDisk<'a>), &'a [u8]>,
    found: Mutex<Vec<Found>>,
}

/// What earlier runs stored of a repository, as bytes.
///
/// What few files gave lies apart from the rest, so that an edit does not write everything anew.
#[derive(Debug)]
pub struct Stored<'a> {
    cache: &'a Cache,
    repository: &'a str,
    body: Vec<u8>,
    recent: Vec<u8>,
}

/// How many times as large the rest is at least.
const SHARE: usize = 8;

/// Where a file lies, and what is said of the files there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place<'a> {
    /// Path relative to the analysed root.
    pub path: &'a str,
    /// Somebody else's code.
    pub vendored: bool,
    /// Whether a generator wrote it, where an attribute says so.
    pub generated: Option<bool>,
    /// Archives go without it.
    pub export_ignore: bool,
    /// Encoding, where an attribute says so.
    pub encoding: Option<&'a str>,
}

/// What the index says of a file in the worktree that has not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OnDisk<'a> {
    /// The blob.
    pub blob: &'a [u8],
    /// Size on disk, which differs from the blob's where line ends do.
    pub size: u64,
}

/// Vendored, generated, left out of archives.
pub(super) type Marks = (bool, Option<bool>, bool);

struct Known<'a> {
    record: Record<'a>,
    used: AtomicBool,
}

/// A record of this run.
struct Found {
    path: String,
    encoding: Option<String>,
    marks: Marks,
    content: Vec<u8>,
    disk: Option<(Vec<u8>, u64)>,
    facts: Vec<u8>,
}

impl<'a> Stored<'a> {
    pub(super) fn load(cache: &'a Cache, repository: &'a str) -> Self {
        let name = repository.as_bytes();
        let read = |kind| cache.open(kind, name, name).and_then(Answer::read).unwrap_or_default();
        Self { cache, repository, body: read(Kind::Facts), recent: read(Kind::Recent) }
    }

    /// All records; of two for the same content the second one is the newer.
    fn records(&self) -> impl Iterator<Item = Record<'_>> {
        records::read(&self.body).chain(records::read(&self.recent))
    }

    /// The facts by what they were read from.
    pub fn facts(&'a self) -> Facts<'a> {
        let mut facts = Facts {
            stored: self,
            by_content: BTreeMap::new(),
            by_disk: BTreeMap::new(),
            found: Mutex::default(),
        };
        for record in self.records() {
            if let Some(disk) = record.disk {
                facts.by_disk.insert((record.place, disk), record.content);
            }
            let key = (record.place, record.content);
            facts.by_content.insert(key, Known { record, used: AtomicBool::new(false) });
        }
        facts
    }
}

impl Stored<'_> {
    /// Stores new records, and of the known ones those that are still `wanted`, the `used` ones first.
    fn save(
        &self,
        mut body: Vec<u8>,
        wanted: &dyn Fn(&Record<'_>) -> bool,
        used: &dyn Fn(&Record<'_>) -> bool,
    ) {
        // Another run may have stored something in the meantime.
        let now = self.cache.open(Kind::Recent, self.name(), self.name());
        let recent = now.and_then(Answer::read).unwrap_or_default();
        let new = body.len();
        records::read(&recent).filter(wanted).for_each(|one| records::write(&mut body, &one));
        if body.len() <= self.body.len() / SHARE {
            return self.cache.store(Kind::Recent, self.name(), self.name(), &body);
        }
        body.truncate(new);
        let now = Self::load(self.cache, self.repository);
        let mut seen = BTreeSet::new();
        // What was stored last comes first.
        let known = records::read(&now.recent).chain(records::read(&now.body));
        let known = known.filter(|one| seen.insert((one.place, one.content)) && wanted(one));
        let (used, unused): (Vec<_>, Vec<_>) = known.partition(|one| used(one));
        for record in used.iter().chain(&unused) {
            let length = body.len();
            records::write(&mut body, record);
            if body.len() as u64 > self.cache.largest() {
                body.truncate(length);
                break;
            }
        }
        self.cache.store(Kind::Facts, self.name(), self.name(), &body);
        if !now.recent.is_empty() {
            self.cache.store(Kind::Recent, self.name(), self.name(), b"");
        }
    }

    fn name(&self) -> &[u8] {
        self.repository.as_bytes()
    }
}

impl Facts<'_> {
    /// Facts of a file that has not changed since the index was written; nobody needs to read it.
    pub fn on_disk(&self, place: Place<'_>, disk: OnDisk<'_>) -> Option<FileFacts> {
        let content = self.by_disk.get(&(place, disk))?;
        self.with_content(place, content, None)
    }

    /// Facts of a file with these bytes; `disk` is what the index says of it, if that is true.
    pub fn with_content(
        &self,
        place: Place<'_>,
        content: &[u8],
        disk: Option<OnDisk<'_>>,
    ) -> Option<FileFacts> {
        let known = self.by_content.get(&(place, content))?;
        let facts: FileFacts = rmp_serde::from_slice(known.record.facts).ok()?;
        if disk.is_some() && disk != known.record.disk {
            self.add(&Record { disk, ..known.record.clone() });
        }
        known.used.store(true, Ordering::Relaxed);
        Some(facts)
    }

    /// Remembers the facts of a file with these bytes.
    pub fn keep(
        &self,
        place: Place<'_>,
        content: &[u8],
        disk: Option<OnDisk<'_>>,
        facts: &FileFacts,
    ) {
        // What cannot be written is read again the next time.
        if let Ok(facts) = rmp_serde::to_vec_named(facts) {
            self.add(&Record { place, content, disk, facts: &facts });
        }
    }

    fn add(&self, record: &Record<'_>) {
        let found = Found {
            path: record.place.path.to_owned(),
            encoding: record.place.encoding.map(str::to_owned),
            marks: record.place.marks(),
            content: record.content.to_vec(),
            disk: record.disk.map(|disk| (disk.blob.to_vec(), disk.size)),
            facts: record.facts.to_vec(),
        };
        self.found.lock().unwrap_or_else(PoisonError::into_inner).push(found);
    }

    /// Stores what is new: in front what this run met, behind it what earlier ones did, as far as there is
    /// room.
    pub fn save(self) {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if found.is_empty() {
            return;
        }
        // Threads find in any order.
        found.sort_by(|a, b| (a.place(), &a.content).cmp(&(b.place(), &b.content)));
        let mut body = Vec::new();
        found.iter().for_each(|one| records::write(&mut body, &one.record()));
        let is_new = |record: &Record<'_>| {
            let key = |one: &Found| {
                (one.place(), one.content.as_slice()).cmp(&(record.place, record.content))
            };
            found.binary_search_by(key).is_err()
        };
        self.stored.save(body, &is_new, &|record| self.is_used(record));
    }

    fn is_used(&self, record: &Record<'_>) -> bool {
        let known = self.by_content.get(&(record.place, record.content));
        known.is_some_and(|known| known.used.load(Ordering::Relaxed))
    }
}

impl<'a> Place<'a> {
    /// The marks without the texts.
    pub(super) fn marks(self) -> Marks {
        (self.vendored, self.generated, self.export_ignore)
    }

    pub(super) fn new(
        path: &'a str,
        encoding: Option<&'a str>,
        (vendored, generated, export_ignore): Marks,
    ) -> Self {
        Self { path, vendored, generated, export_ignore, encoding }
    }
}

impl Found {
    fn place(&self) -> Place<'_> {
        Place::new(&self.path, self.encoding.as_deref(), self.marks)
    }

    fn record(&self) -> Record<'_> {
        Record {
            place: self.place(),
            content: &self.content,
            disk: self.disk.as_ref().map(|(blob, size)| OnDisk { blob, size: *size }),
            facts: &self.facts,
        }
    }
}

impl fmt::Debug for Facts<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Facts")
            .field("known", &self.by_content.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FileRecord;

    const REPOSITORY: &str = "/there/.git";

    fn cache(folder: &tempfile::TempDir, limit: u64) -> Cache {
        Cache::new(folder.path().to_owned().try_into().unwrap(), limit, &[])
    }

    fn place(path: &str) -> Place<'_> {
        Place { path, ..Place::default() }
    }

    fn disk(blob: &[u8]) -> OnDisk<'_> {
        OnDisk { blob, size: 5 }
    }

    fn facts(path: &str, package: &str) -> FileFacts {
        let file = FileRecord { path: path.into(), bytes: 5, ..FileRecord::default() };
        FileFacts { file, package: Some(package.into()), ..FileFacts::default() }
    }

    /// The package that is known for a content, an index entry.
    fn known(cache: &Cache, path: &str, id: &[u8]) -> (Option<String>, Option<String>) {
        let stored = Stored::load(cache, REPOSITORY);
        let known = stored.facts();
        let package = |facts: Option<FileFacts>| facts?.package.map(String::from);
        (
            package(known.with_content(place(path), id, None)),
            package(known.on_disk(place(path), disk(id))),
        )
    }

    fn keep(cache: &Cache, files: &[(&str, &str)]) {
        let stored = Stored::load(cache, REPOSITORY);
        let known = stored.facts();
        for (path, text) in files {
            let on_disk = text.starts_with("disk").then(|| disk(text.as_bytes()));
            known.keep(place(path), text.as_bytes(), on_disk, &facts(path, text));
        }
        known.save();
    }

    #[test]
    fn facts_are_known_by_path_and_content() {
        let folder = tempfile::tempdir().unwrap();
        let cache = cache(&folder, 1 << 20);
        keep(&cache, &[("a.go", "disk1"), ("b.go", "tree1")]);
        keep(&cache, &[("a.go", "tree2")]);
        let both = |text: &str| (Some(text.to_owned()), Some(text.to_owned()));
        assert_eq!(known(&cache, "a.go", b"disk1"), both("disk1"));
        assert_eq!(known(&cache, "a.go", b"tree2"), (Some("tree2".into()), None));
        assert_eq!(known(&cache, "b.go", b"tree1"), (Some("tree1".into()), None));
        assert_eq!(known(&cache, "b.go", b"disk1"), (None, None));
        let stored = Stored::load(&cache, REPOSITORY);
        for other in [
            Place { vendored: true, ..place("a.go") },
            Place { generated: Some(false), ..place("a.go") },
            Place { export_ignore: true, ..place("a.go") },
            Place { encoding: Some("latin1"), ..place("a.go") },
        ] {
            assert!(stored.facts().with_content(other, b"disk1", None).is_none(), "{other:?}");
        }
        assert!(
            stored.facts().on_disk(place("a.go"), OnDisk { blob: b"disk1", size: 6 }).is_none()
        );
    }

    #[test]
    fn the_index_is_believed_once_the_bytes_were_seen() {
        let folder = tempfile::tempdir().unwrap();
        let cache = cache(&folder, 1 << 20);
        keep(&cache, &[("a.go", "tree1")]);
        let stored = Stored::load(&cache, REPOSITORY);
        let facts = stored.facts();
        assert!(facts.on_disk(place("a.go"), disk(b"tree1")).is_none());
        assert!(facts.with_content(place("a.go"), b"tree1", Some(disk(b"tree1"))).is_some());
        facts.save();
        assert!(known(&cache, "a.go", b"tree1").1.is_some());
    }

    #[test]
    fn another_program_and_another_repository_know_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let cache = cache(&folder, 1 << 20);
        keep(&cache, &[("a.go", "tree1")]);
        let other = Cache::new(folder.path().to_owned().try_into().unwrap(), 1 << 20, &["a query"]);
        assert_eq!(known(&other, "a.go", b"tree1"), (None, None));
        assert!(Stored::load(&cache, "/elsewhere/.git").body.is_empty());
    }

    #[test]
    fn an_edit_does_not_write_everything_anew() {
        let folder = tempfile::tempdir().unwrap();
        let cache = cache(&folder, 1 << 20);
        let names: Vec<String> = (0..16).map(|number| format!("{number}.go")).collect();
        keep(&cache, &names.iter().map(|name| (&**name, "disk1")).collect::<Vec<_>>());
        let whole = Stored::load(&cache, REPOSITORY).body;
        let mut texts = vec!["disk1"; 16];
        for (number, text) in (0..16).zip(["disk2", "tree3", "disk4"].iter().cycle()) {
            keep(&cache, &[(&names[number], text)]);
            texts[number] = text;
            let stored = Stored::load(&cache, REPOSITORY);
            assert!(stored.recent.len() <= stored.body.len() / SHARE);
            assert!(number > 1 || stored.body == whole, "after {number}");
            for (name, text) in names.iter().zip(&texts) {
                assert_eq!(known(&cache, name, text.as_bytes()).0.as_deref(), Some(*text));
                assert_eq!(known(&cache, name, b"disk1").0.as_deref(), Some("disk1"));
            }
        }
        assert_ne!(Stored::load(&cache, REPOSITORY).body, whole);
    }

    #[test]
    fn what_was_not_met_goes_first() {
        let folder = tempfile::tempdir().unwrap();
        let cache = cache(&folder, 3000);
        for name in ["a.go", "b.go", "c.go", "d.go", "e.go", "f.go", "g.go", "h.go"] {
            keep(&cache, &[(name, "tree1")]);
        }
        assert!(known(&cache, "h.go", b"tree1").0.is_some());
        assert!(known(&cache, "g.go", b"tree1").0.is_some());
        assert!(known(&cache, "a.go", b"tree1").0.is_none());
        assert!(cache.held().bytes <= 1500 + 200);
    }
}
