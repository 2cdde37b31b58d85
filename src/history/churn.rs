//! How much each file changed: commits, lines, authors; by its own name, and with renames followed.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use gix::bstr::{BString, ByteSlice};

use super::{
    changes::{Change, Changes, CommitChanges, Content, PathId},
    commits::{Commit, History},
    lines::Counts,
    numstat::{self, Numstat, Pair},
    owners,
    renames::{Known, Rename},
};
use crate::model::FileChurn;

/// The work of a history, ready to be added up.
pub(super) struct Work<'a> {
    pub(super) history: &'a History,
    /// Places of the commits, none before one of its children.
    pub(super) order: &'a [usize],
    pub(super) known: Known<'a>,
    /// Renames per commit of the changes.
    pub(super) renames: &'a [Vec<Rename>],
    /// Line counts of renames that change the content.
    pub(super) renamed: &'a Numstat,
}

/// Churn of the files that are `present`, by path.
pub(super) fn count(
    work: &Work<'_>,
    present: Option<&BTreeMap<BString, Content>>,
) -> Vec<FileChurn> {
    let changes = work.known.changes;
    let mut tally = Tally::new(changes);
    for commit in &changes.commits {
        tally.add(work.history, commit, |file, change| file.own.add(counts(work.known, change)));
    }
    tally.follow(work);
    tally.files(work.history, changes, present)
}

/// The same without lines and renames, for which contents would have to be read.
pub(super) fn count_names(
    history: &History,
    changes: &Changes,
    present: Option<&BTreeMap<BString, Content>>,
) -> Vec<FileChurn> {
    let mut tally = Tally::new(changes);
    for commit in &changes.commits {
        tally.add(history, commit, |_, _| {});
    }
    tally.files(history, changes, present)
}

/// The line counts of a change by its own name; `None` when a blob is missing.
pub(super) fn counts(known: Known<'_>, change: &Change) -> Option<Counts> {
    known.numstat.get(&pair(known, change))
}

/// What is compared for a change.
pub(super) fn pair(known: Known<'_>, change: &Change) -> Pair {
    let look = usize::try_from(change.path).ok().and_then(|path| known.looks.get(path));
    Pair { old: change.old, new: change.new, look: look.copied().unwrap_or_default() }
}

/// Compares the contents of renames that are not the same.
pub(super) fn compare_renamed(
    repo: &gix::ThreadSafeRepository,
    known: Known<'_>,
    renames: &[Vec<Rename>],
) -> Numstat {
    let commits = known.changes.commits.iter().zip(renames);
    let pairs = commits.flat_map(|(commit, renames)| {
        renames.iter().filter_map(|rename| {
            let change = joined(commit, *rename)?;
            Some((pair(known, &change), change.path))
        })
    });
    numstat::count(repo, pairs.collect())
}

/// A rename as one change of the new path.
fn joined(commit: &CommitChanges, rename: Rename) -> Option<Change> {
    let (old, new) = (commit.changes.get(rename.old)?, commit.changes.get(rename.new)?);
    Some(Change { path: new.path, old: old.old, new: new.new })
}

struct Tally {
    files: Vec<File>,
    /// Names of renamed files by their older names, for the commits before the rename.
    now: BTreeMap<PathId, PathId>,
}

impl Tally {
    fn new(changes: &Changes) -> Self {
        let mut files: Vec<File> = Vec::new();
        files.resize_with(changes.paths.len(), File::default);
        Self { files, now: BTreeMap::new() }
    }

    /// The files that are `present`, by path.
    fn files(
        &self,
        history: &History,
        changes: &Changes,
        present: Option<&BTreeMap<BString, Content>>,
    ) -> Vec<FileChurn> {
        let emails = history.people.emails();
        let paths = changes.paths.iter().zip(&self.files).filter(|(path, file)| {
            file.commits > 0 && present.is_none_or(|present| present.contains_key(*path))
        });
        let mut found: Vec<_> =
            paths.map(|(path, file)| file.churn(path, &emails, (history, changes))).collect();
        found.sort();
        found
    }

    fn add(
        &mut self,
        history: &History,
        commit: &CommitChanges,
        count: impl Fn(&mut File, &Change),
    ) {
        let Some(one) = history.commits.get(commit.place) else { return };
        let author = history.people.email(one.author);
        for change in &commit.changes {
            let Some(file) = self.file(change.path) else { continue };
            file.commits += 1;
            *file.authors.entry(author).or_default() += 1;
            file.first = Some(file.first.map_or(one.committed, |first| first.min(one.committed)));
            file.last = file.last.max(Some(one.committed));
            count(file, change);
        }
    }

    /// Goes through the commits from new to old. From a rename on, changes of the older name are the
    /// newer one's.
    fn follow(&mut self, work: &Work<'_>) {
        let commits = work.known.changes.commits.iter().zip(work.renames);
        let by_place: BTreeMap<_, _> =
            commits.map(|(commit, renames)| (commit.place, (commit, renames))).collect();
        for (commit, renames) in work.order.iter().filter_map(|place| by_place.get(place)) {
            self.follow_commit(work, commit, renames);
        }
    }

    fn follow_commit(&mut self, work: &Work<'_>, commit: &CommitChanges, renames: &[Rename]) {
        let moved: BTreeSet<usize> = renames.iter().map(|rename| rename.old).collect();
        let sources: BTreeMap<usize, Rename> =
            renames.iter().map(|rename| (rename.new, *rename)).collect();
        for (place, change) in commit.changes.iter().enumerate() {
            if moved.contains(&place) {
                continue;
            }
            let name = self.now.get(&change.path).copied().unwrap_or(change.path);
            let rename = sources.get(&place).and_then(|rename| joined(commit, *rename));
            let counts = match &rename {
                Some(rename) => work.renamed.get(&pair(work.known, rename)),
                None => counts(work.known, change),
            };
            if let Some(file) = self.file(name) {
                file.changes += 1;
                file.followed.add(counts);
                if change.old.is_none() && rename.is_none() {
                    file.created = Some(commit.place);
                }
            }
            let older = sources.get(&place).and_then(|rename| commit.changes.get(rename.old));
            if let Some(older) = older.map(|older| older.path) {
                self.now.insert(older, name);
                if let Some(file) = self.file(name).filter(|file| !file.names.contains(&older)) {
                    file.names.push(older);
                }
            }
        }
    }

    fn file(&mut self, path: PathId) -> Option<&mut File> {
        usize::try_from(path).ok().and_then(|path| self.files.get_mut(path))
    }
}

#[derive(Default)]
struct File {
    commits: u32,
    /// Commits per address.
    authors: BTreeMap<usize, u32>,
    first: Option<i64>,
    last: Option<i64>,
    own: Lines,
    /// Changes with renames followed.
    changes: u32,
    followed: Lines,
    names: Vec<PathId>,
    /// The commit that adds it, as far as has been looked.
    created: Option<usize>,
}

#[derive(Default)]
struct Lines {
    added: u64,
    deleted: u64,
    binary: bool,
    unread: u32,
}

impl Lines {
    fn add(&mut self, counts: Option<Counts>) {
        match counts {
            Some(counts) => {
                self.added += u64::from(counts.added);
                self.deleted += u64::from(counts.deleted);
                self.binary |= counts.binary;
            }
            None => self.unread += 1,
        }
    }

    /// Sums that lack a part are none.
    fn sums(&self) -> (u64, u64) {
        if self.unread == 0 { (self.added, self.deleted) } else { (0, 0) }
    }
}

impl File {
    fn churn(
        &self,
        path: &BString,
        emails: &[&str],
        (history, changes): (&History, &Changes),
    ) -> FileChurn {
        let (added, deleted) = self.own.sums();
        let (added_with_renames, deleted_with_renames) = self.followed.sums();
        let is_whole = self.own.unread + self.followed.unread == 0;
        let name = |path: &PathId| Arc::from(changes.path(*path).to_str_lossy());
        FileChurn {
            path: Arc::from(path.to_str_lossy()),
            commits: self.commits,
            commits_with_renames: if is_whole { self.changes } else { 0 },
            added,
            deleted,
            added_with_renames,
            deleted_with_renames,
            former_paths: self.names.iter().map(name).collect(),
            authors: super::count(self.authors.len()),
            created: self.created.and_then(|at| history.commits.get(at)).map(Commit::seen),
            owners: owners::of(&self.authors, emails),
            bus_factor: owners::bus_factor(self.authors.values().copied()),
            first: self.first.unwrap_or_default(),
            last: self.last.unwrap_or_default(),
            binary: self.own.binary,
            unread_changes: self.own.unread,
        }
    }
}
