//! The commits that brought what proves an item.

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    analyze,
    cli::workspace,
    discover::Snapshot,
    error::Result,
    language::Registry,
    model::{Analysis, BuiltFact, FirstSeen, Progress},
};

/// Dates everything that has no date yet: endpoints, tables, interfaces and tests by the versions of their
/// files in which reading finds them, other names by the first version whose text has them.
pub(super) fn add(
    registry: &Registry,
    snapshot: &Snapshot,
    analysis: &Analysis,
    progress: &mut Progress,
) -> Result<()> {
    let mut undated = Vec::new();
    for item in &mut progress.items {
        undated.extend(item.proof.iter_mut());
        undated.extend(item.criteria.iter_mut().flat_map(|one| &mut one.proof));
    }
    undated.extend(progress.unplanned.iter_mut());
    undated.retain(|one| one.first.is_none() && !one.seen.at.rule.starts_with("track."));
    if undated.is_empty() || snapshot.repo.commit.is_none() {
        return Ok(());
    }
    let places: BTreeSet<(Arc<str>, u32)> =
        undated.iter().map(|one| (Arc::clone(&one.seen.at.file), one.seen.at.line)).collect();
    let facts = analyze::first_seen(snapshot, registry, &workspace::only(analysis, &places))?;
    for one in &mut undated {
        let at = &one.seen.at;
        let is_it = |fact: &&FirstSeen| fact.file == at.file && fact.line == at.line;
        one.first = facts.iter().find(is_it).map(|fact| fact.seen.clone());
    }
    undated.retain(|one| one.first.is_none());
    let words: BTreeSet<(Arc<str>, String)> = undated.iter().map(|one| word(one)).collect();
    let found = analyze::first_named(snapshot, &words)?;
    for one in undated {
        one.first = found.get(&word(one)).cloned();
    }
    Ok(())
}

/// File and name: the last word of what is seen, without what qualifies it.
fn word(one: &BuiltFact) -> (Arc<str>, String) {
    let last = one.seen.text.split_whitespace().next_back().unwrap_or_default();
    let name = last.rsplit(['.', ':']).next().unwrap_or(last);
    (Arc::clone(&one.seen.at.file), name.to_owned())
}
