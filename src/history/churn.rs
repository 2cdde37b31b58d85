//! How much each file changed: commits, lines, authors; by its own name, and with renames followed.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use gix::bstr::{BString, ByteSlice};

use super::{
    changes::PathId,
    commits::{Commit, History},
    owners,
    work::{CommitWork, Lines, Renamed, Works},
};
use crate::model::{FileChurn, HistoryDepth};

/// Churn of the files that the analysed commit has, by path. The places in `order` have none before one of its
/// children.
pub(super) fn count(
    (history, works): (&History, &Works),
    order: &[usize],
    depth: HistoryDepth,
) -> Vec<FileChurn> {
    let mut tally = Tally::new(works);
    for commit in &works.commits {
        tally.add(history, commit);
    }
    if depth == HistoryDepth::Lines {
        tally.follow(works, order);
    }
    tally.files(history, works)
}

struct Tally {
    files: Vec<File>,
    /// Names of renamed files by their older names, for the commits before the rename.
    now: BTreeMap<PathId, PathId>,
}

impl Tally {
    fn new(works: &Works) -> Self {
        let mut files: Vec<File> = Vec::new();
        files.resize_with(works.paths.len(), File::default);
        Self { files, now: BTreeMap::new() }
    }

    /// The files that the analysed commit has, by path.
    fn files(&self, history: &History, works: &Works) -> Vec<FileChurn> {
        let emails = history.people.emails();
        let paths = works.paths.iter().zip(&self.files).zip(&works.present);
        let paths = paths.filter(|((_, file), present)| file.commits > 0 && **present);
        let mut found: Vec<_> =
            paths.map(|((path, file), _)| file.churn(path, &emails, (history, works))).collect();
        found.sort();
        found
    }

    fn add(&mut self, history: &History, commit: &CommitWork) {
        let Some(one) = history.commits.get(commit.place) else { return };
        let author = history.people.email(one.author);
        for change in &commit.changes {
            let Some(file) = self.file(change.path) else { continue };
            file.commits += 1;
            *file.authors.entry(author).or_default() += 1;
            file.first = Some(file.first.map_or(one.committed, |first| first.min(one.committed)));
            file.last = file.last.max(Some(one.committed));
            file.own.add(change.lines);
        }
    }

    /// Goes through the commits from new to old. From a rename on, changes of the older name are the
    /// newer one's.
    fn follow(&mut self, works: &Works, order: &[usize]) {
        let by_place: BTreeMap<_, _> =
            works.commits.iter().map(|commit| (commit.place, commit)).collect();
        for commit in order.iter().filter_map(|place| by_place.get(place)) {
            self.follow_commit(commit);
        }
    }

    fn follow_commit(&mut self, commit: &CommitWork) {
        let moved: BTreeSet<usize> = commit.renames.iter().map(|rename| rename.old).collect();
        let sources: BTreeMap<usize, Renamed> =
            commit.renames.iter().map(|rename| (rename.new, *rename)).collect();
        for (place, change) in commit.changes.iter().enumerate() {
            if moved.contains(&place) {
                continue;
            }
            let name = self.now.get(&change.path).copied().unwrap_or(change.path);
            let rename = sources.get(&place);
            if let Some(file) = self.file(name) {
                file.changes += 1;
                file.followed.add(rename.map_or(change.lines, |rename| rename.lines));
                if change.adds && rename.is_none() {
                    file.created = Some(commit.place);
                }
            }
            let older = rename.and_then(|rename| commit.changes.get(rename.old));
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
    own: Sums,
    /// Changes with renames followed.
    changes: u32,
    followed: Sums,
    names: Vec<PathId>,
    /// The commit that adds it, as far as has been looked.
    created: Option<usize>,
}

#[derive(Default)]
struct Sums {
    added: u64,
    deleted: u64,
    binary: bool,
    unread: u32,
}

impl Sums {
    fn add(&mut self, counts: Option<Lines>) {
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
        (history, works): (&History, &Works),
    ) -> FileChurn {
        let (added, deleted) = self.own.sums();
        let (added_with_renames, deleted_with_renames) = self.followed.sums();
        let is_whole = self.own.unread + self.followed.unread == 0;
        let name = |path: &PathId| Arc::from(works.path(*path).to_str_lossy());
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
