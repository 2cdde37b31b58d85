//! The history of folders with code of their own: packages and modules, as the analysis lists them. A path
//! belongs to the deepest listed folder that it lies in, whether or not it still exists; renames are not
//! followed, so that the sums are those of `git log --no-merges --no-renames --numstat HEAD -- FOLDER`
//! without the listed folders below it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    changes::PathId,
    commits::History,
    coupling::{MOST, TOGETHER},
    owners,
    work::{self, Works},
};
use crate::model::{Coupling, ModuleChurn};
use gix::bstr::{BString, ByteSlice};

/// Who changed which paths by how many lines, commit by commit, merges left out: everything that sums
/// over any set of paths need.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    paths: Vec<Path>,
    emails: Vec<String>,
    commits: Vec<CommitWork>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Path {
    path: String,
    /// The analysed commit has it.
    present: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct CommitWork {
    author: u32,
    committed: i64,
    changes: Vec<Change>,
}

/// A path and lines added and deleted; `None` when they could not be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Change(PathId, Option<(u32, u32)>);

impl Work {
    /// The work of all commits in a compact form.
    pub(super) fn new(history: &History, works: &Works) -> Self {
        let path = |(path, present): (&BString, &bool)| Path {
            path: path.to_str_lossy().into_owned(),
            present: *present,
        };
        let commit = |one: &work::CommitWork| {
            let commit = history.commits.get(one.place)?;
            let change = |change: &work::Delta| {
                Change(change.path, change.lines.map(|lines| (lines.added, lines.deleted)))
            };
            Some(CommitWork {
                author: super::count(history.people.email(commit.author)),
                committed: commit.committed,
                changes: one.changes.iter().map(change).collect(),
            })
        };
        Self {
            paths: works.paths.iter().zip(&works.present).map(path).collect(),
            emails: history.people.emails().into_iter().map(str::to_owned).collect(),
            commits: works.commits.iter().filter_map(commit).collect(),
        }
    }

    /// What became of each of `folders` (relative to the analysed root, the root itself empty), in their
    /// order, those without any change left out; and which of them change together.
    pub fn modules(&self, folders: &BTreeSet<&str>) -> (Vec<ModuleChurn>, Vec<Coupling>) {
        let folders: Vec<&str> = folders.iter().copied().collect();
        let homes: Vec<_> = self.paths.iter().map(|path| home(&folders, &path.path)).collect();
        let home = |path: PathId| {
            let place = usize::try_from(path).ok()?;
            homes.get(place).copied().flatten()
        };
        let mut found: Vec<Sum> = folders.iter().map(|_| Sum::default()).collect();
        let mut together: BTreeMap<(usize, usize), u32> = BTreeMap::new();
        for commit in &self.commits {
            let mut touched: BTreeSet<usize> = BTreeSet::new();
            for change in &commit.changes {
                let Some(at) = home(change.0) else { continue };
                touched.insert(at);
                if let Some(sum) = found.get_mut(at) {
                    sum.add_lines(change.1);
                }
            }
            for sum in &touched {
                if let Some(sum) = found.get_mut(*sum) {
                    sum.add_commit(commit);
                }
            }
            if self.says_something(commit) {
                for (number, a) in touched.iter().enumerate() {
                    for b in touched.iter().skip(number + 1) {
                        *together.entry((*a, *b)).or_default() += 1;
                    }
                }
            }
        }
        let coupling = coupling(&together, &folders, &found);
        let emails: Vec<&str> = self.emails.iter().map(String::as_str).collect();
        let named = folders.iter().zip(found).filter(|(_, sum)| sum.commits > 0);
        (named.map(|(dir, sum)| sum.churn(dir, &emails)).collect(), coupling)
    }

    /// A commit that touches too many files says nothing about any two of them.
    fn says_something(&self, commit: &CommitWork) -> bool {
        let is_present = |change: &&Change| {
            let path = usize::try_from(change.0).ok().and_then(|path| self.paths.get(path));
            path.is_some_and(|path| path.present)
        };
        commit.changes.iter().filter(is_present).count() <= TOGETHER
    }
}

/// Place of the deepest of the sorted `folders` that `path` lies in.
fn home(folders: &[&str], path: &str) -> Option<usize> {
    let mut folder = path;
    while !folder.is_empty() {
        folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
        if let Ok(place) = folders.binary_search(&folder) {
            return Some(place);
        }
    }
    None
}

#[derive(Default)]
struct Sum {
    commits: u32,
    added: u64,
    deleted: u64,
    unread: u32,
    authors: BTreeMap<usize, u32>,
    first: Option<i64>,
    last: Option<i64>,
}

impl Sum {
    fn add_lines(&mut self, lines: Option<(u32, u32)>) {
        match lines {
            Some((added, deleted)) => {
                self.added += u64::from(added);
                self.deleted += u64::from(deleted);
            }
            None => self.unread += 1,
        }
    }

    fn add_commit(&mut self, commit: &CommitWork) {
        self.commits += 1;
        *self.authors.entry(usize::try_from(commit.author).unwrap_or_default()).or_default() += 1;
        self.first = Some(self.first.map_or(commit.committed, |first| first.min(commit.committed)));
        self.last = self.last.max(Some(commit.committed));
    }

    fn churn(self, dir: &str, emails: &[&str]) -> ModuleChurn {
        ModuleChurn {
            dir: dir.to_owned(),
            commits: self.commits,
            added: self.added,
            deleted: self.deleted,
            authors: super::count(self.authors.len()),
            owners: owners::of(&self.authors, emails),
            bus_factor: owners::bus_factor(self.authors.values().copied()),
            first: self.first.unwrap_or_default(),
            last: self.last.unwrap_or_default(),
            unread_changes: self.unread,
        }
    }
}

fn coupling(
    together: &BTreeMap<(usize, usize), u32>,
    folders: &[&str],
    sums: &[Sum],
) -> Vec<Coupling> {
    let name = |place: usize| match folders.get(place) {
        Some(&"") | None => ".".into(),
        Some(folder) => std::sync::Arc::from(*folder),
    };
    let of = |place: usize| sums.get(place).map_or(0, |sum| sum.commits);
    let pair = |((a, b), commits): (&(usize, usize), &u32)| {
        let percent = commits * 100 / of(*a).min(of(*b)).max(1);
        Coupling { a: name(*a), b: name(*b), commits: *commits, percent }
    };
    let mut found: Vec<Coupling> = together.iter().map(pair).collect();
    found.sort_by(|one, other| {
        let commits = other.commits.cmp(&one.commits);
        commits.then_with(|| (&one.a, &one.b).cmp(&(&other.a, &other.b)))
    });
    found.truncate(MOST);
    found
}
