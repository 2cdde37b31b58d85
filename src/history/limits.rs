//! Which commits count when somebody asks for a part of the history: those that `git log --since --until
//! --max-count` lists, in its default order.

use std::collections::{BTreeSet, BinaryHeap};

use super::{commits::History, simplify::Simplified};
use crate::model::HistoryLimits;

/// The part of a history that is asked for; by default all of it. Times are committer times, seconds since
/// 1970-01-01 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Older commits do not count, nor do those that are reached only through them.
    pub since: Option<i64>,
    /// Newer commits do not count.
    pub until: Option<i64>,
    /// Only so many of the newest commits that are left count, merges among them.
    pub max_commits: Option<u32>,
}

impl Limits {
    /// Whether everything is asked for.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// What a reader has to know of them; `left_out` is the number of commits that do not count.
    pub(super) fn told(&self, left_out: usize) -> Option<HistoryLimits> {
        let Self { since, until, max_commits } = *self;
        let left_out = super::count(left_out);
        (!self.is_none()).then_some(HistoryLimits { since, until, max_commits, left_out })
    }
}

/// Per commit of the history, whether it is within the limits. Of a folder only commits that touch it are
/// counted against `max_commits`.
pub(super) fn select(
    history: &History,
    simplified: &Simplified,
    limits: &Limits,
    is_folder: bool,
) -> Vec<bool> {
    let mut selected = vec![limits.is_none(); history.commits.len()];
    if limits.is_none() {
        return selected;
    }
    let most = limits.max_commits.and_then(|most| usize::try_from(most).ok());
    let mut shown = 0;
    let mut queue = Queue::default();
    queue.add(history, history.head_place());
    while let Some((place, committed)) = queue.next() {
        if most.is_some_and(|most| shown >= most) {
            break;
        }
        // As Git does it: what lies behind a commit that is too old is not looked at.
        if limits.since.is_some_and(|since| committed < since) {
            continue;
        }
        for parent in parents(history, simplified, place, is_folder) {
            queue.add(history, Some(parent));
        }
        let counts = !is_folder || simplified.touched.get(place).is_some_and(|touched| *touched);
        if counts && limits.until.is_none_or(|until| committed <= until) {
            shown += 1;
            if let Some(slot) = selected.get_mut(place) {
                *slot = true;
            }
        }
    }
    selected
}

/// The parents that Git goes on to: of a folder those that were followed, else all of them.
fn parents(
    history: &History,
    simplified: &Simplified,
    place: usize,
    is_folder: bool,
) -> Vec<usize> {
    if is_folder {
        return simplified.links.get(&place).cloned().unwrap_or_default();
    }
    let commit = history.commits.get(place);
    let parents = commit.map(|commit| commit.parents.as_slice()).unwrap_or_default();
    parents.iter().filter_map(|parent| history.place(*parent)).collect()
}

/// Commits to look at: the newest first, of equally old ones the one that was found first.
#[derive(Default)]
struct Queue {
    waiting: BinaryHeap<(i64, std::cmp::Reverse<usize>, usize)>,
    seen: BTreeSet<usize>,
}

impl Queue {
    fn add(&mut self, history: &History, place: Option<usize>) {
        let commit = place.and_then(|place| Some((place, history.commits.get(place)?)));
        let Some((place, commit)) = commit else { return };
        if self.seen.insert(place) {
            let found = std::cmp::Reverse(self.seen.len());
            self.waiting.push((commit.committed, found, place));
        }
    }

    fn next(&mut self) -> Option<(usize, i64)> {
        let (committed, _, place) = self.waiting.pop()?;
        Some((place, committed))
    }
}
