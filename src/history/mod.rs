//! One walk over the commits: churn with lines and renames, authors, tags. Merges count as commits but
//! not as anybody's work.
//!
//! Churn is what `git log --no-merges --no-renames --numstat HEAD -- FOLDER` lists, and beside it what
//! `git log --no-merges -M -l0 --topo-order --numstat` lists: changes that a merge threw away are in
//! neither.

mod attributes;
mod blobs;
mod cadence;
mod changes;
mod churn;
mod commits;
mod coupling;
mod header;
mod hotspots;
mod identity;
mod limits;
mod lines;
mod mailmap;
mod modules;
mod numstat;
mod owners;
mod people;
mod renames;
mod similarity;
mod simplify;
mod tags;
#[cfg(test)]
mod tests;
mod versions;

use std::collections::BTreeMap;

use gix::{ObjectId, bstr::BString};

use self::{
    changes::{Changes, Content},
    commits::History,
    renames::Known,
    simplify::Simplified,
};
pub use self::{
    hotspots::{Size, hotspots},
    identity::identity,
    limits::Limits,
    modules::Work,
    versions::{Contents, Past, Version, past},
};
use crate::{
    error::{Error, Result},
    model::{FileChurn, GitFacts, HistoryDepth},
};

/// How much of a history to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What is known of each change.
    pub depth: HistoryDepth,
    /// Which commits count.
    pub limits: Limits,
}

/// Reads the history of `commit_hex`. With a `subfolder` (relative to the top of the repository, with
/// `/`) only commits that touch it count, and paths are relative to it. Commits outside of the limits are in
/// no count; tags and the latest release are those of the whole history. Works on the current thread pool;
/// the result does not depend on its size.
///
/// Objects that the repository lacks leave gaps, which `unread_commits` and `missing_blobs` count.
/// Hotspots and modules need more than the history and are left empty: see [`hotspots`] and
/// [`Work::modules`].
pub fn walk(
    repo: &gix::ThreadSafeRepository,
    commit_hex: &str,
    subfolder: &str,
    options: &Options,
) -> Result<(GitFacts, Work)> {
    let local = repo.to_thread_local();
    let head = ObjectId::from_hex(commit_hex.as_bytes())
        .map_err(|cause| unknown(commit_hex).source(cause))?;
    let history = History::read(&local, head).ok_or_else(|| unknown(commit_hex))?;
    let mut simplified = simplify::simplify(&local, &history, subfolder);
    let is_folder = !subfolder.is_empty();
    let selected = limits::select(&history, &simplified, &options.limits, is_folder);
    simplified.keep(&selected);
    let changes = changes::read(repo, &simplified.steps);
    let present = changes::leaves(repo, simplified.head);
    let read = Read { repo, history: &history, simplified: &simplified, changes: &changes };
    let Churn { files, work: by_commit, missing_blobs } = match options.depth {
        HistoryDepth::Lines => churn(read, present.as_ref(), subfolder),
        HistoryDepth::Names => names(read, present.as_ref()),
    };
    // Without a folder every commit counts, as for `git rev-list` without a path.
    let counted = history.commits.iter().zip(&simplified.touched).zip(&selected);
    let counted = counted.filter(|((_, touched), _)| !is_folder || **touched);
    let (inside, left_out): (Vec<_>, Vec<_>) = counted.partition(|(_, selected)| **selected);
    let touching: Vec<_> = inside.into_iter().map(|((commit, _), _)| commit).collect();
    let work: Vec<_> = touching.iter().copied().filter(|commit| !commit.is_merge()).collect();
    let tags = tags::read(&local, &history);
    let facts = GitFacts {
        commits: count(touching.len()),
        no_merges: count(work.len()),
        first_commit_time: first_time(&touching),
        head_time: history.head().map_or(0, |commit| commit.committed),
        latest_release: tags::latest(tags.iter()),
        latest_reachable_release: tags::latest(tags.iter().filter(|tag| tag.reachable)),
        contributors: people::contributors(&history.people, &work),
        coupling: coupling::count(&changes, present.as_ref(), &files),
        cadence: cadence::of(&history, (&work, &selected), &tags),
        bus_factor: cadence::bus_factor(&history.people, &work),
        tags,
        files,
        limits: options.limits.told(left_out.len()),
        depth: options.depth,
        shallow: local.is_shallow().unwrap_or(false),
        unread_commits: history.missing + simplified.unread + changes.unread,
        missing_blobs,
        ..GitFacts::default()
    };
    Ok((facts, by_commit))
}

/// What was read of a history before any blob.
#[derive(Clone, Copy)]
struct Read<'a> {
    repo: &'a gix::ThreadSafeRepository,
    history: &'a History,
    simplified: &'a Simplified,
    changes: &'a Changes,
}

/// Churn of files, the work behind it, and how many blobs are missing.
struct Churn {
    files: Vec<FileChurn>,
    work: Work,
    missing_blobs: u32,
}

/// Churn of the files that are `present`.
fn churn(read: Read<'_>, present: Option<&BTreeMap<BString, Content>>, subfolder: &str) -> Churn {
    let Read { repo, history, simplified, changes } = read;
    let tree = history.head().map(|head| head.tree);
    let looks = attributes::looks(repo, tree, subfolder, changes);
    let none = numstat::Numstat::default();
    let known = Known { changes, looks: &looks, numstat: &none };
    let changed = changes.commits.iter().flat_map(|commit| &commit.changes);
    let pairs = changed.map(|change| (churn::pair(known, change), change.path)).collect();
    let numstat = numstat::count(repo, pairs);
    let known = Known { numstat: &numstat, ..known };
    let renames = renames::find(repo, known);
    let renamed = churn::compare_renamed(repo, known, &renames);
    let work = churn::Work {
        history,
        order: &simplified.order,
        known,
        renames: &renames,
        renamed: &renamed,
    };
    Churn {
        files: churn::count(&work, present),
        work: Work::new(history, changes, present, &|change| churn::counts(known, change)),
        missing_blobs: count(numstat.missing.len()),
    }
}

/// The same without lines and renames, for which contents would have to be read.
fn names(read: Read<'_>, present: Option<&BTreeMap<BString, Content>>) -> Churn {
    let Read { history, changes, .. } = read;
    Churn {
        files: churn::count_names(history, changes, present),
        work: Work::new(history, changes, present, &|_| Some(lines::Counts::default())),
        missing_blobs: 0,
    }
}

/// Time of the oldest root; where there is none, as below a subfolder, of the oldest commit.
fn first_time(touching: &[&commits::Commit]) -> i64 {
    let times = |only_roots: bool| {
        let counts = touching.iter().filter(move |commit| !only_roots || commit.is_root());
        counts.map(|commit| commit.committed).min()
    };
    times(true).or_else(|| times(false)).unwrap_or_default()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn unknown(commit: &str) -> Error {
    Error::input(format!("cannot read the commit {commit}"))
        .hint("`git fsck` says what the repository lacks")
}
