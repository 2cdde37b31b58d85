//! The versions of some files of the analysed commit, followed through renames: when a content came, and
//! under which name.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use gix::{ObjectId, bstr::ByteSlice};

use super::{
    Objects, Tip,
    attributes::{self, Look},
    changes::{self, Change, Changes, CommitChanges, Kind, PathId},
    commits::History,
    numstat,
    renames::{self, Known, Rename},
    simplify, work,
};
use crate::{error::Result, model::Seen};

/// The versions of files, from old to new, and where their contents are.
pub struct Past {
    repo: gix::ThreadSafeRepository,
    files: BTreeMap<Arc<str>, Vec<Version>>,
}

/// A content that a commit gave to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The commit.
    pub seen: Seen,
    /// Name that the file has in the commit.
    pub path: Arc<str>,
    new: ObjectId,
    old: Option<ObjectId>,
}

impl std::fmt::Debug for Past {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Past").field("files", &self.files).finish_non_exhaustive()
    }
}

/// Everything that commits without merges made of the files at `paths` of the commit, which are relative to
/// the folder.
///
/// # Errors
/// When the commit cannot be read, or the walk is called off.
pub fn past(tip: Tip<'_>, paths: &BTreeSet<Arc<str>>) -> Result<Past> {
    let local = tip.repo.to_thread_local();
    let history = tip.history(&local, None)?;
    let simplified = simplify::simplify(&history);
    let changes = changes::read(tip.objects(), &simplified.steps);
    let all = changes::leaves(tip.repo, history.head().map(|head| head.tree));
    let looks = attributes::Rules::read(&local, all.as_ref()).looks(tip.folder, &changes);
    let renames = find_renames(tip.objects(), &changes, &looks);
    tip.stop.check()?;
    let mut search = Search { history: &history, changes: &changes, found: BTreeMap::new() };
    search.follow(&simplified.order, &renames, paths);
    Ok(Past { repo: tip.repo.clone(), files: search.found })
}

/// Renames per commit; only contents that may be renamed are read.
fn find_renames(objects: Objects<'_>, changes: &Changes, looks: &[Look]) -> Vec<Vec<Rename>> {
    let none = numstat::Numstat::default();
    let known = Known { changes, looks, numstat: &none };
    let may_rename = changes.commits.iter().filter(|commit| {
        let has = |old: bool, new: bool| {
            let mut all = commit.changes.iter();
            all.any(|change| (change.old.is_some(), change.new.is_some()) == (old, new))
        };
        has(true, false) && has(false, true)
    });
    let ends = may_rename.flat_map(|commit| &commit.changes);
    let ends = ends.filter(|change| change.old.is_none() || change.new.is_none());
    let pairs = ends.map(|change| (work::pair(known, change), change.path)).collect();
    let sizes = numstat::count(objects, pairs);
    renames::find(objects, Known { numstat: &sizes, ..known })
}

struct Search<'a> {
    history: &'a History,
    changes: &'a Changes,
    found: BTreeMap<Arc<str>, Vec<Version>>,
}

impl Search<'_> {
    /// Goes through the commits from new to old, as churn with renames does.
    fn follow(&mut self, order: &[usize], renames: &[Vec<Rename>], wanted: &BTreeSet<Arc<str>>) {
        let wanted: BTreeMap<&[u8], &Arc<str>> =
            wanted.iter().map(|path| (path.as_bytes(), path)).collect();
        let mut now: BTreeMap<PathId, Option<Arc<str>>> = BTreeMap::new();
        let by_place: BTreeMap<usize, _> = self
            .changes
            .commits
            .iter()
            .zip(renames)
            .map(|(commit, renames)| (commit.place, (commit, renames)))
            .collect();
        for (commit, renames) in order.iter().filter_map(|place| by_place.get(place)) {
            let moved: BTreeSet<usize> = renames.iter().map(|rename| rename.old).collect();
            let sources: BTreeMap<usize, usize> =
                renames.iter().map(|rename| (rename.new, rename.old)).collect();
            for (place, change) in commit.changes.iter().enumerate() {
                if moved.contains(&place) {
                    continue;
                }
                let path = self.changes.path(change.path);
                let name = match now.get(&change.path) {
                    Some(name) => name.clone(),
                    None => wanted.get(path.as_bytes()).copied().cloned(),
                };
                let source = sources.get(&place).and_then(|old| commit.changes.get(*old));
                if let Some(name) = &name {
                    self.add(name, commit, change, source);
                }
                if let Some(source) = source {
                    now.insert(source.path, name);
                }
            }
        }
        for versions in self.found.values_mut() {
            versions.reverse();
        }
    }

    fn add(
        &mut self,
        name: &Arc<str>,
        commit: &CommitChanges,
        change: &Change,
        source: Option<&Change>,
    ) {
        let (Some(new), Some(one)) = (change.new, self.history.commits.get(commit.place)) else {
            return;
        };
        if new.kind != Kind::File {
            return;
        }
        let old = source.map_or(change.old, |source| source.old);
        self.found.entry(Arc::clone(name)).or_default().push(Version {
            seen: one.seen(),
            path: Arc::from(self.changes.path(change.path).to_str_lossy()),
            new: new.id,
            old: old.map(|old| old.id),
        });
    }
}

impl Past {
    /// The versions of a file, from old to new.
    pub fn versions(&self, path: &str) -> &[Version] {
        self.files.get(path).map(Vec::as_slice).unwrap_or_default()
    }

    /// Something that reads contents on one thread.
    pub fn reader(&self) -> Contents {
        Contents(self.repo.to_thread_local())
    }
}

/// Reads contents of versions.
#[derive(Debug)]
pub struct Contents(gix::Repository);

impl Contents {
    /// What the commit gave to the file; `None` when the object database lacks it.
    pub fn new_of(&self, version: &Version) -> Option<Vec<u8>> {
        self.bytes(version.new)
    }

    /// What the file held before; empty for a file that the commit made.
    pub fn old_of(&self, version: &Version) -> Option<Vec<u8>> {
        version.old.map_or(Some(Vec::new()), |old| self.bytes(old))
    }

    fn bytes(&self, id: ObjectId) -> Option<Vec<u8>> {
        Some(self.0.find_blob(id).ok()?.take_data())
    }
}
