//! Ticks what is proven: boxes, status words, cells, signs, JSON statuses. Nothing else of the text changes, and
//! nothing is ever unticked.

mod json;
mod marks;

use std::{collections::BTreeMap, ops::Range};

use super::text::{Texts, is_json};
use crate::model::{
    ItemProgress, PlanDocument, Progress, ProgressState, WorkItem, WorkPlan, WorkStatus,
};

/// A text with more ticks, and what was ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ticked {
    /// The text.
    pub text: String,
    /// Identifiers of the items, in order.
    pub items: Vec<String>,
    /// The criteria: the item of each, and its line.
    pub criteria: Vec<(String, u32)>,
}

/// What was ticked so far.
#[derive(Default)]
struct What {
    items: Vec<String>,
    criteria: Vec<(String, u32)>,
}

/// A part of a text and what stands for it.
type Edits = BTreeMap<usize, (Range<usize>, &'static str)>;

/// Ticks the items and criteria of a document that `progress` proves and that it leaves open.
pub fn tick(document: &PlanDocument, work: &WorkPlan, progress: &Progress) -> Ticked {
    let mut what = What::default();
    let edits = if is_json(&document.path) {
        json::edits(document, &open(document, work, progress), &mut what.items)
    } else {
        markdown(document, work, progress, &mut what)
    };
    let mut text = String::with_capacity(document.text.len());
    let mut at = 0;
    for (range, new) in edits.into_values().filter(|(range, _)| !range.is_empty()) {
        text.push_str(document.text.get(at..range.start).unwrap_or_default());
        text.push_str(new);
        at = range.end;
    }
    text.push_str(document.text.get(at..).unwrap_or_default());
    Ticked { text, items: what.items, criteria: what.criteria }
}

/// Items of a document that are proven and that it does not call done.
fn open<'a>(document: &PlanDocument, work: &'a WorkPlan, progress: &Progress) -> Vec<&'a WorkItem> {
    let proven = |item: &&WorkItem| {
        let is_it = |one: &&ItemProgress| one.id == item.id && one.at == item.at;
        let found = progress.items.iter().find(is_it);
        found.is_some_and(|one| one.proven && one.state == ProgressState::Done)
    };
    let is_open = |item: &&WorkItem| {
        matches!(item.status, WorkStatus::Unsaid | WorkStatus::Open | WorkStatus::Started)
    };
    let here = |item: &&WorkItem| item.at.file == document.path;
    work.items.iter().filter(here).filter(is_open).filter(proven).collect()
}

fn markdown(
    document: &PlanDocument,
    work: &WorkPlan,
    progress: &Progress,
    what: &mut What,
) -> Edits {
    let starts = line_starts(&document.text);
    let line = |number: u32| {
        let at = usize::try_from(number).ok()?.checked_sub(1)?;
        let start = *starts.get(at)?;
        let end = starts.get(at + 1).copied().unwrap_or(document.text.len());
        Some((start, document.text.get(start..end)?.trim_end_matches(['\n', '\r'])))
    };
    let texts = Texts::new(std::slice::from_ref(document), work);
    let mut edits = Edits::new();
    for item in open(document, work, progress) {
        let before = edits.len();
        let lines: Vec<u32> = texts.of(item).into_iter().map(|(number, _)| number).collect();
        for (place, number) in lines.iter().enumerate() {
            let Some((start, text)) = line(*number) else { continue };
            let found = if place == 0 { marks::of_item(text) } else { marks::of_field(text) };
            add(&mut edits, start, found);
        }
        for number in (1..).take(starts.len()).filter(|_| item.id_given) {
            let Some((start, text)) = line(number) else { continue };
            add(&mut edits, start, marks::of_row(text, &item.id));
        }
        if edits.len() > before {
            what.items.push(item.id.clone());
        }
    }
    let criteria =
        progress.items.iter().flat_map(|item| item.criteria.iter().map(|one| (&item.id, one)));
    for (id, criterion) in criteria {
        let at = &criterion.said.at;
        let is_open = criterion.ticked == Some(false) && criterion.state == ProgressState::Done;
        let Some((start, text)) = line(at.line).filter(|_| is_open && at.file == document.path)
        else {
            continue;
        };
        if let Some(found) = marks::of_box(text) {
            add(&mut edits, start, Some(found));
            what.criteria.push((id.clone(), at.line));
        }
    }
    edits
}

fn add(edits: &mut Edits, start: usize, found: Option<(Range<usize>, &'static str)>) {
    if let Some((range, new)) = found {
        edits.insert(start + range.start, (start + range.start..start + range.end, new));
    }
}

/// Where each line begins.
fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}
