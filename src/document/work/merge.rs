//! Joining what several places say of one item, and several documents of one plan.

use super::{
    apply,
    draft::{Draft, Origin, Reading},
    ids,
};
use crate::model::{FileClaim, WorkStatus};

/// `first` with what only `second` says.
pub(super) fn documents(mut first: Reading, second: Reading) -> Reading {
    let shift = first.drafts.len();
    let moved = second.drafts.into_iter().map(|mut draft| {
        draft.inside = draft.inside.map(|at| at + shift);
        draft
    });
    first.drafts.extend(moved);
    first.at = first.at.or(second.at);
    if first.title.is_empty() {
        first.title = second.title;
    }
    first.feature = first.feature.or(second.feature);
    for (name, value) in second.properties {
        first.properties.entry(name).or_insert(value);
    }
    first.starts = first.starts.or(second.starts);
    first.ends = first.ends.or(second.ends);
    first.stated_hours = first.stated_hours.or(second.stated_hours);
    first
}

/// Fills what `kept` leaves open from `other`, another place that speaks of the same item.
pub(super) fn items(kept: &mut Draft, other: Draft) {
    let mention = other.origin == Origin::Mention;
    let Draft { item, needs, blocks, .. } = other;
    if mention {
        kept.state(item.status, &item.status_text);
        kept.needs.extend(needs);
        kept.blocks.extend(blocks);
        return;
    }
    let into = &mut kept.item;
    fill(&mut into.title, item.title);
    fill(&mut into.parent, item.parent);
    if into.status == WorkStatus::Unsaid {
        into.status = item.status;
        if item.status == WorkStatus::Unsaid {
            fill(&mut into.status_text, item.status_text);
        } else {
            into.status_text = item.status_text;
        }
    }
    if into.priority == crate::model::Priority::Unknown {
        into.priority = item.priority;
    }
    into.hours = into.hours.or(item.hours);
    fill(&mut into.size, item.size);
    fill(&mut into.confidence, item.confidence);
    into.parallel |= item.parallel;
    into.optional |= item.optional;
    for id in item.traces {
        if !into.traces.contains(&id) {
            into.traces.push(id);
        }
    }
    item.files.into_iter().for_each(|file| self::file(&mut into.files, file));
    for reference in item.references {
        let known = into.references.iter().any(|other| {
            (&other.path, other.from, other.to) == (&reference.path, reference.from, reference.to)
        });
        if !known {
            into.references.push(reference);
        }
    }
    if into.acceptance.is_empty() {
        into.acceptance = item.acceptance;
    }
    into.starts = into.starts.take().or(item.starts);
    into.ends = into.ends.take().or(item.ends);
    fill(&mut into.when, item.when);
    into.commits.extend(item.commits);
    into.commits.dedup();
    fill(&mut into.text, item.text);
    // A table and the section of an item often say the same of it in two ways: the table is the shorter one.
    if kept.needs.is_empty() {
        kept.needs = needs;
    }
    kept.blocks.extend(blocks);
}

fn fill(into: &mut String, value: String) {
    if into.is_empty() {
        *into = value;
    }
}

/// A path of which another is the end names the same file.
pub(super) fn file(files: &mut Vec<FileClaim>, claim: FileClaim) {
    let ends = |long: &str, short: &str| {
        long.strip_suffix(short).is_some_and(|head| head.is_empty() || head.ends_with('/'))
    };
    let same = files
        .iter_mut()
        .find(|known| ends(&known.path, &claim.path) || ends(&claim.path, &known.path));
    match same {
        Some(known) => {
            known.action = apply::more(known.action, claim.action);
            if claim.path.len() > known.path.len() {
                *known = FileClaim { action: known.action, ..claim };
            }
        }
        None => files.push(claim),
    }
}

/// What the drafts of one item have in common.
pub(super) fn key(draft: &Draft) -> Option<String> {
    (!draft.item.id.is_empty()).then(|| ids::key(&draft.item.id))
}
