//! One walk over the commits: churn, authors, tags. Names only: no blob is read, renames are not
//! followed, and merges count as commits but not as anybody's work.
//!
//! Churn is what `git log --no-merges --no-renames --name-only HEAD -- FOLDER` lists: changes that a
//! merge threw away are not in it.

mod churn;
mod commits;
mod hotspots;
mod people;
mod simplify;
mod tags;
#[cfg(test)]
mod tests;

use std::num::NonZeroUsize;

use gix::ObjectId;

use self::commits::History;
pub use self::hotspots::hotspots;
use crate::{
    error::{Error, Result},
    model::GitFacts,
};

/// Reads the history of `commit_hex`. With a `subfolder` (relative to the top of the repository, with
/// `/`) only commits that touch it count, and paths are relative to it.
///
/// Objects that the repository lacks leave gaps, which `unread_commits` counts. Hotspots need line
/// counts and are left empty: see [`hotspots`].
pub fn walk(
    repo: &gix::ThreadSafeRepository,
    commit_hex: &str,
    subfolder: &str,
    options: &Options,
) -> Result<GitFacts> {
    let local = repo.to_thread_local();
    let head = ObjectId::from_hex(commit_hex.as_bytes())
        .map_err(|cause| unknown(commit_hex).source(cause))?;
    let history = History::read(&local, head).ok_or_else(|| unknown(commit_hex))?;
    let simplified = simplify::simplify(&local, &history, subfolder);
    let trees = (&*simplified.steps, simplified.head);
    let (files, unread) = churn::count(repo, &history, trees, options.threads);
    // Without a folder every commit counts, as for `git rev-list` without a path.
    let counted = history.commits.iter().zip(&simplified.touched);
    let counted = counted.filter(|(_, touched)| subfolder.is_empty() || **touched);
    let touching: Vec<_> = counted.map(|(commit, _)| commit).collect();
    let work: Vec<_> = touching.iter().copied().filter(|commit| !commit.is_merge()).collect();
    let tags = tags::read(&local, &history);
    Ok(GitFacts {
        commits: count(touching.len()),
        no_merges: count(work.len()),
        first_commit_time: first_time(&touching),
        head_time: history.head().map_or(0, |commit| commit.committed),
        latest_release: tags::latest_release(&tags),
        contributors: people::contributors(&history.people, &work),
        tags,
        files,
        hotspots: Vec::new(),
        shallow: local.is_shallow().unwrap_or(false),
        unread_commits: history.missing + simplified.unread + unread,
    })
}

/// How to read the history.
#[derive(Clone, Debug)]
pub struct Options {
    /// Threads that compare trees. The result does not depend on it. Default: as many as there are
    /// processors.
    pub threads: NonZeroUsize,
}

impl Default for Options {
    fn default() -> Self {
        Self { threads: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN) }
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
