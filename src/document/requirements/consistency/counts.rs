//! Totals that do not add up: stated hours beside the sum of the tasks, stated counts beside what a
//! document lists.

use super::{Feature, file_name};
use crate::{
    document::{
        requirements::{
            findings::{also, cut, finding},
            page::Page,
        },
        words,
    },
    model::{
        Block, DocumentFinding, Evidence, Requirement, RequirementKind, WorkItem, WorkKind,
        WorkPlan, WorkStatus,
    },
};

/// Adds the totals of a feature that do not add up.
pub(super) fn find(feature: &Feature<'_, '_>, found: &mut Vec<DocumentFinding>) {
    for plan in &feature.plans {
        found.extend(hours(plan));
        found.extend(parts(plan));
    }
    for page in &feature.pages {
        found.extend(page.blocks().filter_map(|(_, block)| count(feature, page, block)));
    }
}

/// Hours below which two sums are taken for the same.
const TOLERANCE: f64 = 0.51;

fn likely(item: &WorkItem) -> Option<f64> {
    item.hours.as_ref().map(|hours| hours.likely)
}

fn is_counted(item: &WorkItem) -> bool {
    !item.optional && item.status != WorkStatus::Cancelled
}

/// The stated sum beside the sum of the tasks; a sum with or without optional work is right.
fn hours(plan: &WorkPlan) -> Option<DocumentFinding> {
    let stated = plan.stated_hours?;
    let tasks = || plan.items.iter().filter(|item| item.kind == WorkKind::Task);
    let counted: Vec<&WorkItem> = tasks().filter(|item| is_counted(item)).collect();
    if counted.len() < 2 || counted.iter().any(|item| item.hours.is_none()) {
        return None;
    }
    let sum: f64 = counted.iter().filter_map(|item| likely(item)).sum();
    let all: f64 = tasks().filter_map(likely).sum();
    if (sum - stated).abs() < TOLERANCE || (all - stated).abs() < TOLERANCE {
        return None;
    }
    let at = Evidence { rule: "document.total".into(), ..plan.at.clone() };
    let file = file_name(&plan.at.file);
    let text =
        format!("{file} states {stated} hours, and its {} tasks add up to {sum}", counted.len());
    let question =
        format!("Is the work of {file} {stated} hours, or {sum} as its tasks add up to?");
    let mut one = finding(at, text, question, &["HOURS", &plan.feature]);
    let (first, last) = (counted.first()?, counted.last()?);
    one.also.push(also(&first.at, format!("from {}", first.id)));
    one.also.push(also(&last.at, format!("to {}", last.id)));
    Some(one)
}

/// Items whose hours are not the sum of their children's.
fn parts(plan: &WorkPlan) -> Vec<DocumentFinding> {
    let mut found = Vec::new();
    let mut children: std::collections::BTreeMap<&str, Vec<&WorkItem>> =
        std::collections::BTreeMap::new();
    for item in plan.items.iter().filter(|item| !item.parent.is_empty()) {
        children.entry(&item.parent).or_default().push(item);
    }
    for item in &plan.items {
        let Some(own) = children.get(item.id.as_str()) else { continue };
        let Some(stated) = likely(item) else { continue };
        let counted: Vec<&&WorkItem> = own.iter().filter(|child| is_counted(child)).collect();
        if counted.len() < 2 || counted.iter().any(|child| child.hours.is_none()) {
            continue;
        }
        let sum: f64 = counted.iter().filter_map(|child| likely(child)).sum();
        let all: f64 = own.iter().filter_map(|child| likely(child)).sum();
        if (sum - stated).abs() < TOLERANCE || (all - stated).abs() < TOLERANCE {
            continue;
        }
        let at = Evidence { rule: "document.total".into(), ..item.at.clone() };
        let text = format!(
            "{} states {stated} hours, and its {} parts add up to {sum}",
            item.id,
            counted.len()
        );
        let question = format!(
            "Does {} take {stated} hours ({}), or {sum} as its parts add up to?",
            item.id,
            at.citation()
        );
        let mut one = finding(at, text, question, &["HOURS", &plan.feature, &item.id]);
        one.also.extend(counted.first().map(|child| also(&child.at, format!("from {}", child.id))));
        found.push(one);
    }
    found
}

/// What a document counts, by the noun.
const COUNTED: &[(&str, &[&str])] = &[
    ("criteria", &["criteria", "criterion", "acceptance criteria", "criterios"]),
    ("requirements", &["requirements", "requisitos"]),
    ("stories", &["user stories", "stories", "historias"]),
];

/// `Total criteria: 27` beside the criteria of the document.
fn count(feature: &Feature<'_, '_>, page: &Page<'_>, block: &Block) -> Option<DocumentFinding> {
    let text = block.text.lines().next()?;
    let key = words::key(text);
    let told: Vec<&str> = key.split_whitespace().take(5).collect();
    let total = told.iter().position(|word| matches!(*word, "total" | "count"))?;
    let number = told.iter().position(|word| word.bytes().all(|byte| byte.is_ascii_digit()))?;
    let noun =
        told.get(total + 1..number).filter(|words| (1..=3).contains(&words.len()))?.join(" ");
    let (kind, _) =
        COUNTED.iter().find(|(_, nouns)| nouns.iter().any(|one| noun.ends_with(one)))?;
    let stated: usize = told.get(number)?.parse().ok()?;
    let is_kind = |item: &&Requirement| match *kind {
        "criteria" => item.at.rule.ends_with(".acceptance"),
        "stories" => item.kind == RequirementKind::UserStory,
        _ => matches!(item.kind, RequirementKind::Functional | RequirementKind::NonFunctional),
    };
    let own = feature.requirements.items.iter();
    let own = own.filter(|item| *item.at.file == *page.outline.path && item.id_given);
    let listed: Vec<&Requirement> = own.filter(is_kind).collect();
    let (first, last) = (listed.first()?, listed.last()?);
    if listed.len() == stated || listed.len() < 2 {
        return None;
    }
    let at = Evidence { rule: "document.total".into(), ..page.evidence("statement", block.span) };
    let file = file_name(&page.outline.path);
    let text =
        format!("{file} states {stated} {noun} and lists {}: {}", listed.len(), cut(text, 90));
    let question = format!(
        "Which is right in {file}: {stated} {noun}, or the {} listed from {} to {}?",
        listed.len(),
        first.id,
        last.id
    );
    let mut one = finding(at, text, question, &["COUNT", file, &noun]);
    one.also.push(also(&first.at, format!("from {}", first.id)));
    one.also.push(also(&last.at, format!("to {}", last.id)));
    Some(one)
}
