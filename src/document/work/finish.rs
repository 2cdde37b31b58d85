//! Drafts to a plan: what several places say of one item is joined, parents and identifiers are settled.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    draft::{Draft, Origin, Reading},
    form::Group,
    ids, merge, needs, tail,
};
use crate::model::{WorkItem, WorkKind, WorkPlan};

/// The plan of one group; `None` when there is no work in it.
pub(super) fn plan(group: &Group, reading: Reading) -> Option<WorkPlan> {
    let Reading { at, title, feature, mut properties, starts, ends, stated_hours, mut drafts } =
        reading;
    tail::settle(&mut drafts);
    let mut drafts = without_weak(joined(drafts));
    let parents = parents(&drafts);
    let order = order(&parents);
    name(&mut drafts, &parents, &order);
    needs::resolve(&mut drafts);
    no_items_as_traces(&mut drafts);
    if let Some(day) = &group.archived {
        properties.entry("archived".to_owned()).or_insert_with(|| day.clone());
    }
    let items = in_order(drafts, &parents, order);
    if items.is_empty() {
        return None;
    }
    let first = items.iter().filter_map(|item| item.starts.clone()).min();
    let last =
        items.iter().filter_map(|item| item.ends.clone().or_else(|| item.starts.clone())).max();
    Some(WorkPlan {
        at: at?,
        form: group.form,
        feature: feature.unwrap_or_else(|| group.feature.clone()),
        title: if title.is_empty() { group.feature.clone() } else { title },
        properties,
        starts: starts.or(first),
        ends: ends.or(last),
        stated_hours,
        items,
    })
}

/// One draft for every item; the place that says most of it leads.
fn joined(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    let mut places: Vec<usize> = Vec::with_capacity(drafts.len());
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for mut draft in drafts {
        draft.inside = draft.inside.and_then(|at| places.get(at).copied());
        let key = merge::key(&draft);
        let mut same = key.as_ref().and_then(|key| known.get(key).copied());
        if same.and_then(|at| kept.get(at)).is_some_and(|other| is_other(other, &draft)) {
            // Numbers that start again under another parent name other items.
            let again = format!(
                "{} in {}",
                key.as_deref().unwrap_or_default(),
                draft.inside.unwrap_or_default()
            );
            draft.item.id = String::new();
            draft.item.id_given = false;
            same = known.get(&again).copied().filter(|_| draft.origin == Origin::Heading);
            known.entry(again).or_insert(kept.len());
        }
        let place = same.unwrap_or(kept.len());
        if same.is_some() {
            join(&mut kept, place, draft);
        } else {
            if let Some(key) = key {
                known.entry(key).or_insert(place);
            }
            kept.push(draft);
        }
        places.push(place);
    }
    kept
}

/// Whether two drafts with one identifier are two items of one document: lines that say different things,
/// or headings under two parents.
fn is_other(one: &Draft, other: &Draft) -> bool {
    let apart = one.inside.is_some() && other.inside.is_some() && one.inside != other.inside;
    let listed = one.origin < Origin::Row && other.origin < Origin::Row;
    let same_title = one.item.title == other.item.title;
    let lines = one.origin == Origin::Line && other.origin == Origin::Line;
    (lines || (apart && listed)) && !same_title && one.item.at.file == other.item.at.file
}

fn join(kept: &mut [Draft], at: usize, mut draft: Draft) {
    if draft.inside == Some(at) {
        draft.inside = None;
    }
    let Some(known) = kept.get_mut(at) else { return };
    let inside = known.inside.or(draft.inside);
    if draft.origin < known.origin {
        std::mem::swap(known, &mut draft);
    }
    merge::items(known, draft);
    known.inside = inside;
}

/// Plain lines below a phase are its work only in a document without tasks of any other kind; else they are
/// remarks, whose files are the phase's.
fn without_weak(drafts: Vec<Draft>) -> Vec<Draft> {
    let strong: BTreeSet<usize> =
        drafts.iter().filter(|draft| !draft.weak).filter_map(|draft| draft.inside).collect();
    let listed = drafts.iter().any(|draft| !draft.weak && draft.item.kind >= WorkKind::Task);
    let remark = |draft: &Draft| {
        draft.weak && (listed || draft.inside.is_some_and(|at| strong.contains(&at)))
    };
    let mut count = 0;
    let places: Vec<Option<usize>> = drafts
        .iter()
        .map(|draft| {
            let stays = draft.origin != Origin::Mention && !remark(draft);
            count += usize::from(stays);
            stays.then(|| count - 1)
        })
        .collect();
    let mut kept: Vec<Draft> = Vec::with_capacity(count);
    let mut remarks: Vec<Draft> = Vec::new();
    for (mut draft, place) in drafts.into_iter().zip(&places) {
        draft.inside = draft.inside.and_then(|at| places.get(at).copied().flatten());
        if place.is_some() { kept.push(draft) } else { remarks.push(draft) }
    }
    for Draft { item, inside, .. } in remarks {
        let Some(phase) = inside.and_then(|at| kept.get_mut(at)) else { continue };
        item.files.into_iter().for_each(|file| merge::file(&mut phase.item.files, file));
        phase.item.references.extend(item.references);
        phase.item.commits.extend(item.commits);
    }
    kept
}

/// Place of every draft's parent.
fn parents(drafts: &[Draft]) -> Vec<Option<usize>> {
    let keys: BTreeMap<String, usize> = drafts
        .iter()
        .enumerate()
        .filter_map(|(at, draft)| Some((merge::key(draft)?, at)))
        .collect();
    let mut parents: Vec<Option<usize>> = drafts
        .iter()
        .enumerate()
        .map(|(at, draft)| {
            let named = || keys.get(&ids::key(&draft.item.parent)).copied();
            let given = if draft.item.parent.is_empty() { None } else { named() };
            let found = given.or(draft.inside).or_else(|| by_number(draft, &keys, drafts));
            found.filter(|parent| *parent != at)
        })
        .collect();
    for at in 0..parents.len() {
        if is_circle(&parents, at)
            && let Some(parent) = parents.get_mut(at)
        {
            *parent = None;
        }
    }
    parents
}

/// Remarks beside traces name other items; those are no requirements.
fn no_items_as_traces(drafts: &mut [Draft]) {
    let keys: BTreeSet<String> = drafts.iter().filter_map(merge::key).collect();
    for draft in drafts {
        let lettered = |id: &str| id.starts_with(|c: char| c.is_ascii_alphabetic());
        draft.item.traces.retain(|id| !lettered(id) || !keys.contains(&ids::key(id)));
    }
}

/// Levels of a tree of work, and what a document that nests deeper would need.
const DEEPEST: usize = 64;

fn is_circle(parents: &[Option<usize>], at: usize) -> bool {
    let mut above = parents.get(at).copied().flatten();
    for _ in 0..DEEPEST {
        match above {
            None => return false,
            Some(place) if place == at => return true,
            Some(place) => above = parents.get(place).copied().flatten(),
        }
    }
    true
}

/// The parent that an identifier names: `E-1.1` of `T-1.1.1`, `T-001` of `ST-T001-01`, `1` of `1.2`.
fn by_number(draft: &Draft, keys: &BTreeMap<String, usize>, drafts: &[Draft]) -> Option<usize> {
    let key = merge::key(draft)?;
    let key = key.strip_prefix("st").filter(|rest| rest.contains('t')).unwrap_or(&key);
    let letters = key.len() - ids::numbers(key).len();
    let stem = key.trim_end_matches(|c: char| c.is_ascii_digit());
    let found = if let Some(above) = stem.strip_suffix('.') {
        let (own, numbers) = (key.get(..letters)?, above.get(letters..)?);
        let words = ["e", own, "ph", "t", "", "m"];
        words.iter().find_map(|word| keys.get(&format!("{word}{numbers}")))
    } else {
        // `f1t1`: the task of a phase.
        let above = stem.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let phase = format!("ph{}", ids::numbers(above));
        if above.is_empty() { None } else { keys.get(above).or_else(|| keys.get(&phase)) }
    };
    let found = *found?;
    drafts.get(found).is_some_and(|above| above.item.kind <= draft.item.kind).then_some(found)
}

/// Gives every draft an identifier of its own, and its parent's.
fn name(drafts: &mut [Draft], parents: &[Option<usize>], order: &[usize]) {
    let mut used: BTreeSet<String> =
        drafts.iter().map(|draft| draft.item.id.clone()).filter(|id| !id.is_empty()).collect();
    let mut counts: BTreeMap<Option<usize>, u32> = BTreeMap::new();
    for at in order.iter().copied() {
        let parent = parents.get(at).copied().flatten();
        let count = counts.entry(parent).or_default();
        *count += 1;
        let above = parent.and_then(|at| drafts.get(at));
        let stem = above.map(|draft| format!("{}.", draft.item.id)).unwrap_or_default();
        let (id, kind) =
            above.map(|above| (above.item.id.clone(), above.item.kind)).unwrap_or_default();
        let Some(draft) = drafts.get_mut(at) else { continue };
        if draft.item.kind == WorkKind::Task && parent.is_some() && kind >= WorkKind::Task {
            draft.item.kind = WorkKind::Subtask;
        }
        if draft.item.id.is_empty() {
            while !used.insert(format!("{stem}{count}")) {
                *count += 1;
            }
            draft.item.id = format!("{stem}{count}");
        }
        draft.item.parent = id;
    }
}

/// Places of the drafts, a parent before its children.
fn order(parents: &[Option<usize>]) -> Vec<usize> {
    let mut below: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (at, parent) in parents.iter().enumerate() {
        below.entry(*parent).or_default().push(at);
    }
    let mut order: Vec<usize> = Vec::with_capacity(parents.len());
    let mut waiting: Vec<usize> = below.get(&None).into_iter().flatten().rev().copied().collect();
    while let Some(at) = waiting.pop() {
        order.push(at);
        waiting.extend(below.get(&Some(at)).into_iter().flatten().rev());
    }
    order
}

/// The items in that order; weeks and days without work are left out.
fn in_order(drafts: Vec<Draft>, parents: &[Option<usize>], order: Vec<usize>) -> Vec<WorkItem> {
    let above: BTreeSet<usize> = parents.iter().flatten().copied().collect();
    let mut slots: Vec<Option<Draft>> = drafts.into_iter().map(Some).collect();
    let taken = order.into_iter().filter_map(|at| {
        let draft = slots.get_mut(at)?.take()?;
        let bare = draft.item.acceptance.is_empty() && draft.item.files.is_empty();
        let empty = draft.calendar && bare && !above.contains(&at);
        (!empty).then_some(draft.item)
    });
    taken.collect()
}
