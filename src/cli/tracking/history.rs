//! What the history knows: commits with their files, renames, and the versions of a plan.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::Chosen;
use crate::{
    analyze,
    discover::Snapshot,
    document,
    error::Result,
    history::{self, Contribution, Contributions, Touch},
    model::{Seen, WorkItem, WorkStatus},
    track::{ItemPast, PastCommit},
};

/// The commits of a repository.
pub(super) struct Commits {
    found: Option<Contributions>,
    pub(super) shallow: bool,
    /// Present paths by former ones.
    pub(super) renamed: BTreeMap<String, String>,
}

impl Commits {
    pub(super) fn read(snapshot: &Snapshot) -> Result<Self> {
        let Some(tip) = analyze::tip(snapshot) else {
            return Ok(Self { found: None, shallow: false, renamed: BTreeMap::new() });
        };
        let found = history::contributions(tip)?;
        let present: BTreeSet<Arc<str>> =
            snapshot.entries.iter().map(|entry| Arc::clone(&entry.path)).collect();
        let past = history::past(tip, &present)?;
        let mut renamed = BTreeMap::new();
        for path in &present {
            let former = past.versions(path).iter().map(|version| &version.path);
            for former in former.filter(|former| !present.contains(*former)) {
                renamed.insert(former.to_string(), path.to_string());
            }
        }
        Ok(Self { shallow: found.shallow, found: Some(found), renamed })
    }

    /// All commits; those that `before` does not reach are said to be after it.
    pub(super) fn after(
        &self,
        snapshot: &Snapshot,
        before: Option<&str>,
    ) -> Result<Vec<PastCommit>> {
        let Some(found) = &self.found else { return Ok(Vec::new()) };
        let mut earlier = BTreeSet::new();
        if let (Some(tip), Some(before)) = (analyze::tip(snapshot), before) {
            let old = history::contributions(history::Tip { commit: before, ..tip })?;
            earlier.extend(old.commits.into_iter().map(|one| one.seen.commit));
        }
        let one = |one: &Contribution| commit(one, !earlier.contains(&one.seen.commit));
        Ok(found.commits.iter().map(one).collect())
    }
}

fn commit(one: &Contribution, is_after: bool) -> PastCommit {
    let removed = one.files.iter().filter(|file| file.how == Touch::Removed);
    PastCommit {
        seen: one.seen.clone(),
        subject: one.message.trim_start().lines().next().unwrap_or_default().to_owned(),
        is_after,
        files: one.files.iter().map(|file| file.path.clone()).collect(),
        removed: removed.map(|file| file.path.clone()).collect(),
    }
}

/// The versions of a plan's documents, from old to new.
#[derive(Default)]
pub(super) struct Versions {
    first: Option<Seen>,
    /// What is known of each item of a document.
    items: BTreeMap<(String, String), ItemPast>,
}

impl Versions {
    pub(super) fn read(snapshot: &Snapshot, plan: &Chosen) -> Result<Self> {
        let mut found = Self::default();
        let Some(tip) = analyze::tip(snapshot) else { return Ok(found) };
        if !plan.is_inside {
            return Ok(found);
        }
        let paths: BTreeSet<Arc<str>> =
            plan.documents.iter().map(|one| Arc::clone(&one.path)).collect();
        let past = history::past(tip, &paths)?;
        let contents = past.reader();
        for path in &paths {
            for version in past.versions(path) {
                if found.first.as_ref().is_none_or(|first| version.seen.at < first.at) {
                    found.first = Some(version.seen.clone());
                }
                let Some(bytes) = contents.new_of(version) else { continue };
                let text = String::from_utf8_lossy(&bytes);
                let (plans, _) = document::plans(&[(version.path.to_string(), text.into_owned())]);
                for item in plans.iter().flat_map(|plan| &plan.items) {
                    let key = (path.to_string(), known_by(item));
                    let is_done = item.status == WorkStatus::Done;
                    let known = found.items.entry(key).or_insert_with(|| ItemPast {
                        written: Some(version.seen.clone()),
                        born_done: is_done,
                        ticked: None,
                    });
                    if is_done && !known.born_done && known.ticked.is_none() {
                        known.ticked = Some(version.seen.clone());
                    }
                }
            }
        }
        Ok(found)
    }

    /// The commit that brought the plan.
    pub(super) fn first(&self) -> Option<&Seen> {
        self.first.as_ref()
    }

    /// What is known of the items of the plan.
    pub(super) fn items(&self, plan: &Chosen) -> BTreeMap<String, ItemPast> {
        let items = plan.work.items.iter().filter_map(|item| {
            let past = self.items.get(&(item.at.file.to_string(), known_by(item)))?;
            Some((item.id.clone(), past.clone()))
        });
        items.collect()
    }
}

/// What an item keeps from version to version.
fn known_by(item: &WorkItem) -> String {
    if item.id_given { item.id.clone() } else { item.title.to_lowercase() }
}
