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
mod contributions;
mod coupling;
mod header;
mod hotspots;
mod identity;
mod limits;
mod lines;
mod log;
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
mod work;

use gix::ObjectId;

use self::{
    commits::{Commit, History},
    log::Log,
    simplify::Simplified,
    work::{Reading, Works},
};
pub use self::{
    contributions::{Contribution, Contributions, Touch, Touched, contributions},
    hotspots::{Size, hotspots, resized},
    identity::{identity, log_identity},
    limits::Limits,
    modules::Work,
    versions::{Contents, Past, Version, past},
};
use crate::{
    error::{Error, Result, Stop},
    model::{GitFacts, HistoryDepth, Tag},
};

/// How much of a history to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What is known of each change.
    pub depth: HistoryDepth,
    /// Which commits count.
    pub limits: Limits,
}

/// A history, the work behind it, and what the next walk of the repository can use.
#[derive(Clone, Debug)]
pub struct Walked {
    /// What the analysis lists.
    pub facts: GitFacts,
    /// The work by commit.
    pub work: Work,
    /// What is known of commits, for [`walk_on`]; `None` when that is nothing new.
    pub log: Option<Vec<u8>>,
}

/// A commit whose history is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Tip<'a> {
    /// The repository.
    pub repo: &'a gix::ThreadSafeRepository,
    /// The commit in hexadecimal digits.
    pub commit: &'a str,
    /// Folder that counts, relative to the top of the repository, with `/`; empty for all.
    pub folder: &'a str,
    /// Ends a walk between two commits.
    pub stop: &'a Stop,
}

impl<'a> Tip<'a> {
    /// The objects of the repository, as long as somebody wants them.
    fn objects(&self) -> Objects<'a> {
        Objects { repo: self.repo, stop: self.stop }
    }

    /// The commits that it reaches; what `log` knows is not read.
    fn history(&self, repo: &gix::Repository, log: Option<&Log>) -> Result<History> {
        let unknown = || unknown(self.commit);
        let head =
            ObjectId::from_hex(self.commit.as_bytes()).map_err(|cause| unknown().source(cause))?;
        let found = History::read((repo, self.stop), head, log);
        self.stop.check()?;
        let mut history = found.ok_or_else(unknown)?;
        simplify::find_folder((repo, self.stop), &mut history, self.folder);
        self.stop.check()?;
        Ok(history)
    }
}

/// A repository's objects, which nobody may want any more: what reads many looks at the switch for each.
#[derive(Clone, Copy)]
struct Objects<'a> {
    repo: &'a gix::ThreadSafeRepository,
    stop: &'a Stop,
}

/// Reads the history of a commit. With a folder only commits that touch it count, and paths are relative to it.
/// Commits outside of the limits are in no count; tags and the latest release are those of the whole history.
/// Works on the current thread pool; the result does not depend on its size.
///
/// Objects that the repository lacks leave gaps, which `unread_commits` and `missing_blobs` count.
/// Hotspots and modules need more than the history and are left empty: see [`hotspots`] and
/// [`Work::modules`].
///
/// # Errors
/// When there is no such commit, or the walk is called off.
pub fn walk(tip: Tip<'_>, options: &Options) -> Result<Walked> {
    walk_on(tip, options, None)
}

/// The same, knowing the `log` of another walk of the repository with the same [`log_identity`]: commits in
/// it are not read again. The facts are those of [`walk`].
///
/// # Errors
/// When there is no such commit, or the walk is called off.
pub fn walk_on(tip: Tip<'_>, options: &Options, log: Option<&[u8]>) -> Result<Walked> {
    let Tip { repo, folder, stop, .. } = tip;
    let local = repo.to_thread_local();
    let head = ObjectId::from_hex(tip.commit.as_bytes()).ok();
    let tree = head.and_then(|head| Some(local.find_commit(head).ok()?.tree_id().ok()?.detach()));
    let top = changes::leaves(repo, tree);
    let rules = attributes::Rules::read(&local, top.as_ref());
    let mut log = log.and_then(|log| Log::read(log, &rules.identity));
    if let Some(log) = &mut log {
        log.forget_found(|blob| local.has_object(blob));
    }
    let known = log.as_ref().map(Log::size);
    let history = tip.history(&local, log.as_ref())?;
    let mut simplified = simplify::simplify(&history);
    let is_folder = !folder.is_empty();
    let selected = limits::select(&history, &simplified, &options.limits, is_folder);
    simplified.keep(&selected);
    let reading = Reading { objects: tip.objects(), rules: &rules, folder, depth: options.depth };
    let id = |place: usize| history.commits.get(place).map(|commit| commit.id);
    let mut works = work::read(reading, std::mem::take(&mut simplified.steps), log.as_mut(), id);
    // What was left unread must not be taken for what is not there.
    stop.check()?;
    let present = if is_folder { changes::leaves(repo, simplified.head) } else { top };
    works.mark_present(present.as_ref());
    let whole = Whole { history: &history, simplified: &simplified, selected: &selected };
    let ends = log.as_ref().map_or(&[][..], Log::ends);
    let (tags, ends) = tags::read(&local, &history, ends);
    let mut facts = whole.facts(options, is_folder, &works, tags);
    facts.shallow = local.is_shallow().unwrap_or(false);
    let work = Work::new(&history, &works);
    let log = Log::of(log, &rules.identity, &history, (works, ends));
    let log = (Some(log.size()) != known).then(|| log.bytes());
    Ok(Walked { facts, work, log })
}

/// A history with what was decided of its commits.
#[derive(Clone, Copy)]
struct Whole<'a> {
    history: &'a History,
    simplified: &'a Simplified,
    selected: &'a [bool],
}

impl Whole<'_> {
    fn facts(self, options: &Options, is_folder: bool, works: &Works, tags: Vec<Tag>) -> GitFacts {
        let Self { history, simplified, selected } = self;
        let files = churn::count((history, works), &simplified.order, options.depth);
        // Without a folder every commit counts, as for `git rev-list` without a path.
        let counted = history.commits.iter().zip(&simplified.touched).zip(selected);
        let counted = counted.filter(|((_, touched), _)| !is_folder || **touched);
        let (inside, left_out): (Vec<_>, Vec<_>) = counted.partition(|(_, selected)| **selected);
        let touching: Vec<&Commit> = inside.into_iter().map(|((commit, _), _)| commit).collect();
        let work: Vec<_> = touching.iter().copied().filter(|commit| !commit.is_merge()).collect();
        GitFacts {
            commits: count(touching.len()),
            no_merges: count(work.len()),
            first_commit_time: first_time(&touching),
            head_time: history.head().map_or(0, |commit| commit.committed),
            latest_release: tags::latest(tags.iter()),
            latest_reachable_release: tags::latest(tags.iter().filter(|tag| tag.reachable)),
            contributors: people::contributors(&history.people, &work),
            coupling: coupling::count(works, &files),
            cadence: cadence::of(history, (&work, selected), &tags),
            bus_factor: cadence::bus_factor(&history.people, &work),
            tags,
            files,
            limits: options.limits.told(left_out.len()),
            depth: options.depth,
            unread_commits: history.missing + simplified.unread + works.unread,
            missing_blobs: count(works.missing_blobs()),
            ..GitFacts::default()
        }
    }
}

/// Time of the oldest root; where there is none, as below a subfolder, of the oldest commit.
fn first_time(touching: &[&Commit]) -> i64 {
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
