//! Parents are what their items are together.

use std::collections::{BTreeMap, BTreeSet};

use super::judge::hundredths;
use crate::model::{ItemProgress, ProgressState, StateCounts, WorkPlan, WorkStatus};

/// Gives parents the state of their items, from the leaves up, and counts the leaves.
pub(super) fn up(work: &WorkPlan, items: &mut [ItemProgress]) -> StateCounts {
    let loose: BTreeSet<&str> = work
        .items
        .iter()
        .filter(|item| item.optional || item.status == WorkStatus::Cancelled)
        .map(|item| item.id.as_str())
        .collect();
    let mut below: BTreeMap<String, Below> = BTreeMap::new();
    // A parent stands before its children.
    for item in items.iter_mut().rev() {
        if let Some(own) = below.get(&item.id) {
            own.settle(item);
        }
        if !loose.contains(item.id.as_str()) && !item.parent.is_empty() {
            below.entry(item.parent.clone()).or_default().add(item);
        }
    }
    let parents: BTreeSet<&str> = items.iter().map(|item| item.parent.as_str()).collect();
    let leaves = items
        .iter()
        .filter(|item| !parents.contains(item.id.as_str()) && item.said != WorkStatus::Cancelled);
    let mut counts = StateCounts::default();
    for item in leaves {
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

    /// Where nothing is told of any item, the parent's own lines count.
    fn settle(&self, item: &mut ItemProgress) {
        let told = self.done + self.begun + self.idle;
        if told == 0 {
            item.proven = false;
            return;
        }
        let own_missing = item.state == ProgressState::Partial && item.proof.is_empty();
        item.state = match (self.done, self.begun, self.idle) {
            (_, 0, 0) if !own_missing => ProgressState::Done,
            (0, 0, _) if item.said == WorkStatus::Done => ProgressState::Phantom,
            (0, 0, _) => ProgressState::NotStarted,
            _ => ProgressState::Partial,
        };
        item.share = Some(hundredths(f64::from(self.done) / f64::from(told)));
        // A parent is ticked only when every item below it is proven.
        item.proven = item.state == ProgressState::Done && !self.unproven;
        if item.state == ProgressState::Done {
            item.missing.clear();
        }
    }
}
