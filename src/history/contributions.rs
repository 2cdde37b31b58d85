//! The commits one by one: when, by whom, with which words, and which files they made, changed or removed.
//! Merges are nobody's work and left out.

use std::collections::BTreeMap;

use gix::{ObjectId, bstr::ByteSlice};

use super::{
    Tip,
    changes::{self, Change, Kind, PathId},
    commits::Commit,
    simplify,
};
use crate::{error::Result, model::Seen, secrets::redact};

/// The work of a history, from old to new.
pub struct Contributions {
    /// The commits.
    pub commits: Vec<Contribution>,
    /// Whether older commits exist that a shallow clone leaves out.
    pub shallow: bool,
    repo: gix::ThreadSafeRepository,
}

/// What one commit did.
#[derive(Clone, Debug)]
pub struct Contribution {
    /// Which commit, and its committer time.
    pub seen: Seen,
    /// Author time, seconds since 1970-01-01 UTC.
    pub authored: i64,
    /// The author's address after `.mailmap`, in lower case.
    pub author: String,
    /// Its message.
    pub message: String,
    /// The files, by path.
    pub files: Vec<Touched>,
}

/// A file in a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// Its path, relative to the analysed folder.
    pub path: String,
    /// What became of it.
    pub how: Touch,
    /// Content before and after.
    old: Option<ObjectId>,
    new: Option<ObjectId>,
}

/// What a commit does to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// It did not exist before.
    Added,
    /// It existed before and after.
    Changed,
    /// It is gone.
    Removed,
}

impl std::fmt::Debug for Contributions {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Contributions")
            .field("commits", &self.commits)
            .finish_non_exhaustive()
    }
}

/// Everything that commits which the given one reaches did in the folder. Renames are a file removed and another
/// added with the same or a similar content.
///
/// # Errors
/// When the commit cannot be read, or the walk is called off.
pub fn contributions(tip: Tip<'_>) -> Result<Contributions> {
    let local = tip.repo.to_thread_local();
    let history = tip.history(&local, None)?;
    let simplified = simplify::simplify(&history);
    let changes = changes::read(tip.objects(), &simplified.steps);
    let ranks: BTreeMap<usize, usize> =
        simplified.order.iter().enumerate().map(|(rank, place)| (*place, rank)).collect();
    let emails = history.people.emails();
    let path = |id: PathId| changes.path(id).to_str_lossy().into_owned();
    let mut found: Vec<(usize, Contribution)> = Vec::new();
    for work in &changes.commits {
        tip.stop.check()?;
        let Some(commit) = history.commits.get(work.place).filter(|one| !one.is_merge()) else {
            continue;
        };
        let files: Vec<Touched> =
            work.changes.iter().filter_map(|change| touched(change, &path)).collect();
        let email = emails.get(history.people.email(commit.author)).copied().unwrap_or_default();
        let rank = ranks.get(&work.place).copied().unwrap_or(usize::MAX);
        found.push((rank, contribution(&local, commit, email, files)));
    }
    tip.stop.check()?;
    // Parents come behind their children in the order, whatever the clocks said.
    found.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    let commits = found.into_iter().map(|(_, commit)| commit).collect();
    let shallow = local.is_shallow().unwrap_or(false);
    Ok(Contributions { commits, shallow, repo: tip.repo.clone() })
}

fn contribution(
    repo: &gix::Repository,
    commit: &Commit,
    email: &str,
    files: Vec<Touched>,
) -> Contribution {
    let object = repo.find_commit(commit.id).ok();
    let message = object.as_ref().and_then(|object| object.message_raw().ok());
    Contribution {
        seen: commit.seen(),
        authored: commit.authored,
        author: email.to_lowercase(),
        message: message.map(|text| redact(&text.to_str_lossy()).into_owned()).unwrap_or_default(),
        files,
    }
}

fn touched(change: &Change, path: &dyn Fn(PathId) -> String) -> Option<Touched> {
    let id = |content: Option<changes::Content>| {
        content.filter(|content| content.kind == Kind::File).map(|content| content.id)
    };
    let (old, new) = (id(change.old), id(change.new));
    let how = match (old, new) {
        (None, Some(_)) => Touch::Added,
        (Some(_), Some(_)) => Touch::Changed,
        (Some(_), None) => Touch::Removed,
        (None, None) => return None,
    };
    Some(Touched { path: path(change.path), how, old, new })
}

impl Touched {
    /// Whether both hold the same bytes: the other one's content before it was removed is this one's first.
    pub fn is_moved_from(&self, removed: &Self) -> bool {
        self.new.is_some() && self.new == removed.old
    }
}

impl Contributions {
    /// What a commit left in a file, or, of a file that it removed, what was there before; `None` when the
    /// object database lacks it.
    pub fn content(&self, file: &Touched) -> Option<Vec<u8>> {
        let id = file.new.or(file.old)?;
        Some(self.repo.to_thread_local().find_blob(id).ok()?.take_data())
    }
}
