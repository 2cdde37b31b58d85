//! What every commit does to which paths: from the objects, or from the log of an earlier walk.

use std::collections::{BTreeMap, BTreeSet};

use gix::{
    ObjectId,
    bstr::{BStr, BString},
};

use super::{
    Objects,
    attributes::{Look, Rules},
    changes::{self, Change, Changes, CommitChanges, Content, PathId},
    lines::Counts,
    log::Log,
    numstat::{self, Numstat, Pair},
    renames::{self, Known, Rename},
    simplify::Step,
};
use crate::model::HistoryDepth;

/// The work of many commits.
#[derive(Default)]
pub(super) struct Works {
    /// Paths by their number.
    pub(super) paths: Vec<BString>,
    /// Per path, whether the analysed commit has it.
    pub(super) present: Vec<bool>,
    /// Commits that change something.
    pub(super) commits: Vec<CommitWork>,
    /// Commits that lack a tree.
    pub(super) unread: u32,
}

/// What a commit changes, in the order of paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CommitWork {
    /// Place of the commit in the history.
    pub(super) place: usize,
    pub(super) changes: Vec<Delta>,
    pub(super) renames: Vec<Renamed>,
    /// Blobs that lines could not be counted without.
    pub(super) missing: Vec<ObjectId>,
}

/// A change of a path by its own name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Delta {
    pub(super) path: PathId,
    /// The path did not exist before.
    pub(super) adds: bool,
    /// `None` when a blob is missing; nothing where lines are not counted.
    pub(super) lines: Option<Lines>,
}

/// Lines added and deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lines {
    pub(super) added: u32,
    pub(super) deleted: u32,
    pub(super) binary: bool,
}

/// A change that deletes and one that adds, by their places in the commit, and the lines that differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Renamed {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) lines: Option<Lines>,
}

impl From<Counts> for Lines {
    fn from(counts: Counts) -> Self {
        Self { added: counts.added, deleted: counts.deleted, binary: counts.binary }
    }
}

/// How to look at what is not known yet.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) objects: Objects<'a>,
    pub(super) rules: &'a Rules,
    /// Folder that paths are relative to.
    pub(super) folder: &'a str,
    pub(super) depth: HistoryDepth,
}

/// The work of all steps; what `log` knows is taken out of it and not read again. `id` tells the commit at a
/// place.
pub(super) fn read(
    reading: Reading<'_>,
    steps: Vec<Step>,
    mut log: Option<&mut Log>,
    id: impl Fn(usize) -> Option<ObjectId>,
) -> Works {
    let mut known = Vec::new();
    let mut new = Vec::new();
    for step in steps {
        let work = id(step.place).and_then(|id| log.as_mut()?.take_work(id));
        match work {
            Some((changes, renames, missing)) => {
                known.push(CommitWork { place: step.place, changes, renames, missing });
            }
            None => new.push(step),
        }
    }
    let mut works = found(reading, &new);
    if let Some(log) = log {
        works.move_to(log.paths());
    }
    works.commits.extend(known);
    works.commits.sort_by_key(|commit| commit.place);
    works
}

fn found(reading: Reading<'_>, steps: &[Step]) -> Works {
    let changes = changes::read(reading.objects, steps);
    let mut works = match reading.depth {
        HistoryDepth::Names => names(&changes),
        HistoryDepth::Lines => lines(reading, &changes),
    };
    works.unread = changes.unread;
    works.paths = changes.paths;
    works
}

fn names(changes: &Changes) -> Works {
    let commits = changes.commits.iter().map(|commit| CommitWork {
        place: commit.place,
        changes: deltas(commit, |_| Some(Lines::default())),
        renames: Vec::new(),
        missing: Vec::new(),
    });
    Works { commits: commits.collect(), ..Works::default() }
}

fn lines(reading: Reading<'_>, changes: &Changes) -> Works {
    let looks = reading.rules.looks(reading.folder, changes);
    let none = Numstat::default();
    let known = Known { changes, looks: &looks, numstat: &none };
    let changed = changes.commits.iter().flat_map(|commit| &commit.changes);
    let pairs = changed.map(|change| (pair(known, change), change.path)).collect();
    let numstat = numstat::count(reading.objects, pairs);
    let known = Known { numstat: &numstat, ..known };
    let renames = renames::find(reading.objects, known);
    let renamed = compare_renamed(reading.objects, known, &renames);
    let one = |(commit, renames): (&CommitChanges, &Vec<Rename>)| {
        let lines = |change: &Change| numstat.get(&pair(known, change)).map(Lines::from);
        let rename = |rename: &Rename| {
            let lines = joined(commit, *rename).and_then(|one| renamed.get(&pair(known, &one)));
            Renamed { old: rename.old, new: rename.new, lines: lines.map(Lines::from) }
        };
        CommitWork {
            place: commit.place,
            changes: deltas(commit, lines),
            renames: renames.iter().map(rename).collect(),
            missing: missing(commit, &numstat),
        }
    };
    Works { commits: changes.commits.iter().zip(&renames).map(one).collect(), ..Works::default() }
}

/// Blobs of a commit that are not there.
fn missing(commit: &CommitChanges, numstat: &Numstat) -> Vec<ObjectId> {
    if numstat.missing.is_empty() {
        return Vec::new();
    }
    let ids = commit.changes.iter().flat_map(|change| [change.old, change.new]);
    let ids = ids.flatten().map(|content| content.id).filter(|id| numstat.missing.contains(id));
    ids.collect::<BTreeSet<_>>().into_iter().collect()
}

fn deltas(commit: &CommitChanges, lines: impl Fn(&Change) -> Option<Lines>) -> Vec<Delta> {
    let delta = |change: &Change| Delta {
        path: change.path,
        adds: change.old.is_none(),
        lines: lines(change),
    };
    commit.changes.iter().map(delta).collect()
}

/// What is compared for a change.
pub(super) fn pair(known: Known<'_>, change: &Change) -> Pair {
    let look = usize::try_from(change.path).ok().and_then(|path| known.looks.get(path));
    Pair { old: change.old, new: change.new, look: look.copied().unwrap_or(Look::Auto) }
}

/// Compares the contents of renames that are not the same.
fn compare_renamed(objects: Objects<'_>, known: Known<'_>, renames: &[Vec<Rename>]) -> Numstat {
    let commits = known.changes.commits.iter().zip(renames);
    let pairs = commits.flat_map(|(commit, renames)| {
        renames.iter().filter_map(|rename| {
            let change = joined(commit, *rename)?;
            Some((pair(known, &change), change.path))
        })
    });
    numstat::count(objects, pairs.collect())
}

/// A rename as one change of the new path.
fn joined(commit: &CommitChanges, rename: Rename) -> Option<Change> {
    let (old, new) = (commit.changes.get(rename.old)?, commit.changes.get(rename.new)?);
    Some(Change { path: new.path, old: old.old, new: new.new })
}

impl Works {
    /// Number of blobs that are missing.
    pub(super) fn missing_blobs(&self) -> usize {
        self.commits.iter().flat_map(|commit| &commit.missing).collect::<BTreeSet<_>>().len()
    }

    /// A path by its number.
    pub(super) fn path(&self, number: PathId) -> &BStr {
        let path = usize::try_from(number).ok().and_then(|number| self.paths.get(number));
        path.map(AsRef::as_ref).unwrap_or_default()
    }

    /// Per path, whether it is `present`; where nothing is known of that, all are.
    pub(super) fn mark_present(&mut self, present: Option<&BTreeMap<BString, Content>>) {
        let is_present = |path: &BString| present.is_none_or(|present| present.contains_key(path));
        self.present = self.paths.iter().map(is_present).collect();
    }

    /// Whether the analysed commit has a path.
    pub(super) fn is_present(&self, number: PathId) -> bool {
        let path = usize::try_from(number).ok().and_then(|number| self.present.get(number));
        path.is_some_and(|is_present| *is_present)
    }

    /// Renumbers the paths so that the first ones are `first`.
    fn move_to(&mut self, first: &[BString]) {
        let mut paths = first.to_vec();
        if !self.paths.is_empty() {
            let mut numbers: BTreeMap<&BString, PathId> = first.iter().zip(0..).collect();
            let mut moved = Vec::with_capacity(self.paths.len());
            for path in &self.paths {
                let next = super::count(numbers.len());
                let number = *numbers.entry(path).or_insert(next);
                moved.push(number);
                if number == next {
                    paths.push(path.clone());
                }
            }
            for change in self.commits.iter_mut().flat_map(|commit| &mut commit.changes) {
                let number = usize::try_from(change.path).ok().and_then(|old| moved.get(old));
                change.path = number.copied().unwrap_or_default();
            }
        }
        self.paths = paths;
    }
}
