//! What walks have read of commits, to be kept for the next walk of the same repository. What stands in it of
//! a commit follows from the commit alone, the folder, the attributes and how much is read: a walk that uses
//! it gives what a walk without it gives, whatever the commits are that it comes from.

mod code;

use std::collections::BTreeMap;

use gix::{ObjectId, bstr::BString};

use self::code::{Reader, Writer};
use super::{
    commits::{Commit, History},
    simplify::Folder,
    work::{CommitWork, Delta, Renamed, Works},
};

/// Commits that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Log {
    /// The attributes under which lines were counted.
    rules: Vec<u8>,
    paths: Vec<BString>,
    /// Names and addresses as they stand in commits.
    authors: Vec<(String, String)>,
    /// By identifier.
    entries: Vec<Entry>,
}

/// A commit that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) id: ObjectId,
    pub(super) tree: ObjectId,
    pub(super) parents: Vec<ObjectId>,
    pub(super) author: usize,
    pub(super) authored: i64,
    pub(super) committed: i64,
    pub(super) is_boundary: bool,
    pub(super) folder: Folder,
    work: Option<(Vec<Delta>, Vec<Renamed>)>,
}

impl Log {
    /// A log that was kept; `None` when it is none, or is of other `rules`.
    pub(super) fn read(bytes: &[u8], rules: &[u8]) -> Option<Self> {
        let log = Reader::new(bytes).log()?;
        (log.rules == rules).then_some(log)
    }

    /// The log as bytes.
    pub(super) fn bytes(&self) -> Vec<u8> {
        Writer::default().log(self)
    }

    /// What is known with what was found: `old` with everything that a walk could read. What lacks an
    /// object is left out, so that the next walk looks for it again.
    pub(super) fn of(old: Option<Self>, rules: &[u8], history: &History, works: Works) -> Self {
        let old = old.unwrap_or_default();
        let mut log = Self { rules: rules.to_vec(), paths: works.paths, ..old };
        let mut authors: BTreeMap<(String, String), usize> =
            log.authors.iter().cloned().zip(0..).collect();
        let mut known: BTreeMap<ObjectId, Entry> =
            log.entries.drain(..).map(|entry| (entry.id, entry)).collect();
        for commit in history.commits.iter().filter(|commit| commit.folder.is_some()) {
            known.entry(commit.id).or_insert_with(|| {
                let author = history.people.written(commit.written);
                let next = authors.len();
                Entry::of(commit, *authors.entry(author).or_insert(next))
            });
        }
        for work in works.commits.into_iter().filter(CommitWork::is_whole) {
            let commit = history.commits.get(work.place);
            if let Some(entry) = commit.and_then(|commit| known.get_mut(&commit.id)) {
                entry.work = Some((work.changes, work.renames));
            }
        }
        let mut names: Vec<_> = authors.into_iter().collect();
        names.sort_by_key(|(_, number)| *number);
        log.authors = names.into_iter().map(|(author, _)| author).collect();
        log.entries = known.into_values().collect();
        log
    }

    /// How many commits are known, and of how many the work.
    pub(super) fn size(&self) -> (usize, usize) {
        let works = self.entries.iter().filter(|entry| entry.work.is_some());
        (self.entries.len(), works.count())
    }

    /// What is known of a commit.
    pub(super) fn entry(&self, id: ObjectId) -> Option<&Entry> {
        let at = self.entries.binary_search_by(|entry| entry.id.cmp(&id)).ok()?;
        self.entries.get(at)
    }

    /// What a commit changes.
    pub(super) fn work(&self, id: ObjectId) -> Option<(&[Delta], &[Renamed])> {
        let (changes, renames) = self.entry(id)?.work.as_ref()?;
        Some((changes, renames))
    }

    /// Names and addresses by their number.
    pub(super) fn authors(&self) -> &[(String, String)] {
        &self.authors
    }

    /// Paths by their number.
    pub(super) fn paths(&self) -> &[BString] {
        &self.paths
    }
}

impl Entry {
    fn of(commit: &Commit, author: usize) -> Self {
        Self {
            id: commit.id,
            tree: commit.tree,
            parents: commit.parents.clone(),
            author,
            authored: commit.authored,
            committed: commit.committed,
            is_boundary: commit.is_boundary,
            folder: commit.folder.flatten(),
            work: None,
        }
    }
}
