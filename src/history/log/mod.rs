//! What walks have read of commits, to be kept for the next walk of the same repository. What stands in it of
//! a commit follows from the commit alone, the folder, the attributes and how much is read: a walk that uses
//! it gives what a walk without it gives, whatever the commits are that it comes from. What follows from blobs
//! that are missing holds for as long as they are.

mod code;

use std::collections::BTreeMap;

use gix::{ObjectId, bstr::BString, hashtable::HashMap};

use self::code::{Reader, Writer};
use super::{
    commits::{Commit, History},
    simplify::Folder,
    work::{Delta, Renamed, Works},
};

/// Commits that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Log {
    /// The attributes under which lines were counted.
    rules: Vec<u8>,
    paths: Vec<BString>,
    /// Names and addresses as they stand in commits.
    authors: Vec<(String, String)>,
    entries: Vec<Entry>,
    /// What tags point to: the object that a reference names, and the one at the end of its chain.
    ends: Vec<End>,
    /// Place of each entry.
    places: HashMap<ObjectId, usize>,
}

/// An object that a tag names; the one at the end of its chain, which is the same where it is no tag itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    pub(super) named: ObjectId,
    pub(super) end: ObjectId,
}

/// What a commit changes; blobs that are missing for it.
pub(super) type Known = (Vec<Delta>, Vec<Renamed>, Vec<ObjectId>);

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
    work: Option<Known>,
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

    /// Forgets the work of commits that lacked a blob which is there now.
    pub(super) fn forget_found(&mut self, is_there: impl Fn(&ObjectId) -> bool) {
        let mut known = HashMap::default();
        let mut is_there = |id: &ObjectId| *known.entry(*id).or_insert_with(|| is_there(id));
        for entry in &mut self.entries {
            let missing = entry.work.iter().flat_map(|(_, _, missing)| missing);
            if missing.into_iter().any(&mut is_there) {
                entry.work = None;
            }
        }
    }

    /// What is known with what was found: `old` with everything that a walk could read. A commit that lacks
    /// a tree is left out, so that the next walk looks for it again.
    pub(super) fn of(
        old: Option<Self>,
        rules: &[u8],
        history: &History,
        (works, ends): (Works, Vec<End>),
    ) -> Self {
        let old = old.unwrap_or_default();
        let mut log = Self { rules: rules.to_vec(), paths: works.paths, ends, ..old };
        let mut authors: BTreeMap<(String, String), usize> =
            log.authors.iter().cloned().zip(0..).collect();
        for commit in history.commits.iter().filter(|commit| commit.folder.is_some()) {
            let place = log.entries.len();
            if *log.places.entry(commit.id).or_insert(place) == place {
                let author = history.people.written(commit.written);
                let next = authors.len();
                log.entries.push(Entry::of(commit, *authors.entry(author).or_insert(next)));
            }
        }
        for work in works.commits {
            let commit = history.commits.get(work.place);
            if let Some(entry) = commit.and_then(|commit| log.entry_mut(commit.id)) {
                entry.work = Some((work.changes, work.renames, work.missing));
            }
        }
        let mut names: Vec<_> = authors.into_iter().collect();
        names.sort_by_key(|(_, number)| *number);
        log.authors = names.into_iter().map(|(author, _)| author).collect();
        log
    }

    /// How many commits are known, and of how many the work; what tags point to.
    pub(super) fn size(&self) -> (usize, usize, Vec<End>) {
        let works = self.entries.iter().filter(|entry| entry.work.is_some());
        (self.entries.len(), works.count(), self.ends.clone())
    }

    /// What is known of a commit.
    pub(super) fn entry(&self, id: ObjectId) -> Option<&Entry> {
        self.entries.get(*self.places.get(&id)?)
    }

    fn entry_mut(&mut self, id: ObjectId) -> Option<&mut Entry> {
        self.entries.get_mut(*self.places.get(&id)?)
    }

    /// Takes out what a commit changes; [`Log::of`] puts it back.
    pub(super) fn take_work(&mut self, id: ObjectId) -> Option<Known> {
        self.entry_mut(id)?.work.take()
    }

    /// What tags point to.
    pub(super) fn ends(&self) -> &[End] {
        &self.ends
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
