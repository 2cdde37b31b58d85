//! Parents are what their items are together.

use std::collections::{BTreeMap, BTreeSet};

use super::judge::hundredths;
use crate::model::{ItemProgress, ProgressState, StateCounts, WorkKind, WorkPlan, WorkStatus};

/// What the lines of an item say without those of its items.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Own {
    /// Something that they ask for without doubt is not there.
    pub(super) lacks: bool,
    /// They are proven.
    pub(super) proven: bool,
}

/// Gives parents the state of their items, from the leaves up, and counts those that stand for themselves.
/// `own` goes with the items.
pub(super) fn up(work: &WorkPlan, items: &mut [ItemProgress], own: &[Own]) -> StateCounts {
    let loose: BTreeSet<&str> = work
        .items
        .iter()
        .filter(|item| item.optional || item.status == WorkStatus::Cancelled)
        .map(|item| item.id.as_str())
        .collect();
    let mut below: BTreeMap<String, Below> = BTreeMap::new();
    // A parent stands before its children.
    for (item, own) in items.iter_mut().zip(own).rev() {
        if let Some(below) = below.get(&item.id) {
            below.settle(item, *own);
        }
        if !loose.contains(item.id.as_str()) && !item.parent.is_empty() {
            below.entry(item.parent.clone()).or_default().add(item);
        }
    }
    let told = |id: &str| below.get(id).is_some_and(|below| below.told() > 0);
    let counted = counted(items, &told);
    let mut counts = StateCounts::default();
    for item in counted {
        *match item.state {
            ProgressState::Done => &mut counts.done,
            ProgressState::Partial => &mut counts.partial,
            ProgressState::NotStarted => &mut counts.not_started,
            ProgressState::Phantom => &mut counts.phantom,
            ProgressState::Untold => &mut counts.untold,
        } += 1;
    }
    counts
}

/// Items that stand for themselves: those without parts, and tasks that are known by their own lines because none of
/// their parts says anything.
fn counted<'a>(items: &'a [ItemProgress], told: &dyn Fn(&str) -> bool) -> Vec<&'a ItemProgress> {
    let parents: BTreeSet<&str> = items.iter().map(|item| item.parent.as_str()).collect();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut counted = Vec::new();
    for item in items {
        if known.contains(item.parent.as_str()) {
            known.insert(&item.id);
            continue;
        }
        let is_parent = parents.contains(item.id.as_str());
        let by_itself = is_work(item) && item.state != ProgressState::Untold && !told(&item.id);
        if is_parent && by_itself {
            known.insert(&item.id);
        }
        if (!is_parent || by_itself) && item.said != WorkStatus::Cancelled {
            counted.push(item);
        }
    }
    counted
}

/// A phase or an epic sums up; a task has lines of its own.
fn is_work(item: &ItemProgress) -> bool {
    matches!(item.kind, WorkKind::Task | WorkKind::Subtask)
}

/// What the items below a parent are.
#[derive(Clone, Copy, Debug, Default)]
struct Below {
    done: u32,
    begun: u32,
    idle: u32,
    proven: bool,
    all: u32,
    unproven: bool,
}

impl Below {
    fn add(&mut self, item: &ItemProgress) {
        self.all += 1;
        match item.state {
            ProgressState::Done => self.done += 1,
            ProgressState::Partial => self.begun += 1,
            ProgressState::NotStarted | ProgressState::Phantom => self.idle += 1,
            ProgressState::Untold => {}
        }
        self.proven |= item.proven;
        self.unproven |= !item.proven;
    }

    /// Parts that something is told of.
    fn told(&self) -> u32 {
        self.done + self.begun + self.idle
    }

    /// Where nothing is told of any item, the parent's own lines count; else they only keep it from being done,
    /// or from not being started.
    fn settle(&self, item: &mut ItemProgress, own: Own) {
        let told = self.told();
        if told == 0 {
            return;
        }
        let is_begun = own.lacks && !item.proof.is_empty() || own.proven;
        item.state = match (self.done, self.begun, self.idle) {
            (_, 0, 0) if !own.lacks => ProgressState::Done,
            (0, 0, _) if is_begun => ProgressState::Partial,
            (0, 0, _) if item.said == WorkStatus::Done => ProgressState::Phantom,
            (0, 0, _) => ProgressState::NotStarted,
            _ => ProgressState::Partial,
        };
        item.share = Some(hundredths(f64::from(self.done) / f64::from(told)));
        // What cannot be looked up below a parent that is proven itself does not keep it from being ticked.
        item.proven = item.state == ProgressState::Done && (own.proven || !self.unproven);
        if item.state == ProgressState::Done {
            item.missing.clear();
        }
    }
}
