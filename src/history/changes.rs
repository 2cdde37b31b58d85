//! What each commit changes: pairs of entries, from the names and identifiers in tree differences. No
//! blob is read, no rename is looked for.

use std::collections::BTreeMap;

use gix::{
    ObjectId,
    bstr::{BStr, BString},
    diff::tree::{Recorder, State, recorder::Change as Recorded},
    objs::{TreeRefIter, tree::EntryMode},
};
use rayon::prelude::*;

use super::{
    Objects,
    simplify::{Folder, Step},
};
use crate::error::Stop;

/// Number of a path in [`Changes`].
pub(super) type PathId = u32;

/// The changes of many commits.
#[derive(Default)]
pub(super) struct Changes {
    /// Paths by their number.
    pub(super) paths: Vec<BString>,
    /// Commits that change something, in the order of the steps.
    pub(super) commits: Vec<CommitChanges>,
    /// Commits that lack a tree.
    pub(super) unread: u32,
}

/// What a commit changes, in the order of paths.
pub(super) struct CommitChanges {
    /// Place of the commit in the history.
    pub(super) place: usize,
    pub(super) changes: Vec<Change>,
}

/// A path before and after a commit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Change {
    pub(super) path: PathId,
    pub(super) old: Option<Content>,
    pub(super) new: Option<Content>,
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Content {
    pub(super) id: ObjectId,
    pub(super) kind: Kind,
}

/// What an entry of a tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    File,
    Link,
    /// A commit of another repository.
    Submodule,
}

/// Compares the trees of all steps, until it is called off.
pub(super) fn read(Objects { repo, stop }: Objects<'_>, steps: &[Step]) -> Changes {
    let part = |comparer: &mut Comparer, steps: &[Step]| part((comparer, stop), steps);
    let parts: Vec<Changes> =
        steps.par_chunks(CHUNK).map_init(|| Comparer::new(repo), part).collect();
    let mut all = Changes::default();
    let mut known = BTreeMap::new();
    for part in parts {
        all.absorb(part, &mut known);
    }
    all
}

/// Everything in a folder, by path; `None` when a tree is missing.
pub(super) fn leaves(
    repo: &gix::ThreadSafeRepository,
    folder: Folder,
) -> Option<BTreeMap<BString, Content>> {
    let found = Comparer::new(repo).changed(None, folder)?;
    Some(found.into_iter().filter_map(|(path, _, new)| Some((path, new?))).collect())
}

/// Commits whose trees one thread compares in a row: neighbours share most of their trees.
const CHUNK: usize = 256;

/// Bytes of decoded trees that a thread keeps.
const CACHE: usize = 32 << 20;

fn part((comparer, stop): (&mut Comparer, &Stop), steps: &[Step]) -> Changes {
    let mut part = Changes::default();
    let mut known: BTreeMap<BString, PathId> = BTreeMap::new();
    for step in steps.iter().take_while(|_| !stop.is_set()) {
        let Some(mut found) = comparer.changed(step.old, step.new) else {
            part.unread += 1;
            continue;
        };
        found.sort();
        let changes = found.into_iter().map(|(path, old, new)| {
            let path = number(path, &mut known, &mut part.paths);
            Change { path, old, new }
        });
        let changes = changes.collect();
        part.commits.push(CommitChanges { place: step.place, changes });
    }
    part
}

fn number(
    path: BString,
    known: &mut BTreeMap<BString, PathId>,
    paths: &mut Vec<BString>,
) -> PathId {
    if let Some(number) = known.get(&path) {
        return *number;
    }
    let number = super::count(paths.len());
    paths.push(path.clone());
    known.insert(path, number);
    number
}

impl Changes {
    /// A path by its number.
    pub(super) fn path(&self, number: PathId) -> &BStr {
        let path = usize::try_from(number).ok().and_then(|number| self.paths.get(number));
        path.map(AsRef::as_ref).unwrap_or_default()
    }

    fn absorb(&mut self, other: Self, known: &mut BTreeMap<BString, PathId>) {
        let numbers: Vec<_> =
            other.paths.into_iter().map(|path| number(path, known, &mut self.paths)).collect();
        self.unread += other.unread;
        for mut commit in other.commits {
            for change in &mut commit.changes {
                let number = usize::try_from(change.path).ok().and_then(|old| numbers.get(old));
                change.path = number.copied().unwrap_or_default();
            }
            self.commits.push(commit);
        }
    }
}

/// Compares trees, with caches that are worth keeping from one commit to the next.
struct Comparer {
    repo: gix::Repository,
    state: State,
}

type Found = (BString, Option<Content>, Option<Content>);

impl Comparer {
    fn new(repo: &gix::ThreadSafeRepository) -> Self {
        let mut repo = repo.to_thread_local();
        repo.object_cache_size_if_unset(CACHE);
        Self { repo, state: State::default() }
    }

    /// Paths that differ between two trees; `None` when a tree is missing.
    fn changed(&mut self, old: Folder, new: Folder) -> Option<Vec<Found>> {
        let (old, new) = (self.bytes(old)?, self.bytes(new)?);
        let hash = self.repo.object_hash();
        let mut names = Recorder::default();
        gix::diff::tree(
            TreeRefIter::from_bytes(&old, hash),
            TreeRefIter::from_bytes(&new, hash),
            &mut self.state,
            &self.repo.objects,
            &mut names,
        )
        .ok()?;
        Some(names.records.into_iter().filter_map(leaf).collect())
    }

    fn bytes(&self, tree: Folder) -> Option<Vec<u8>> {
        let Some(tree) = tree else { return Some(Vec::new()) };
        Some(self.repo.find_tree(tree).ok()?.take_data())
    }
}

fn leaf(change: Recorded) -> Option<Found> {
    let (path, old, new) = match change {
        Recorded::Addition { entry_mode, oid, path, .. } => (path, None, content(entry_mode, oid)),
        Recorded::Deletion { entry_mode, oid, path, .. } => (path, content(entry_mode, oid), None),
        Recorded::Modification {
            previous_entry_mode: before,
            previous_oid,
            entry_mode,
            oid,
            path,
        } => {
            // Old trees know more modes (100664) than Git makes a difference between.
            if previous_oid == oid && before.kind() == entry_mode.kind() {
                return None;
            }
            (path, content(before, previous_oid), content(entry_mode, oid))
        }
    };
    (old.is_some() || new.is_some()).then_some((path, old, new))
}

fn content(mode: EntryMode, id: ObjectId) -> Option<Content> {
    let kind = if mode.is_tree() {
        return None;
    } else if mode.is_commit() {
        Kind::Submodule
    } else if mode.is_link() {
        Kind::Link
    } else {
        Kind::File
    };
    Some(Content { id, kind })
}
