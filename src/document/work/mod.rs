//! Documents that plan work, in whatever form, to [`WorkPlan`]s. Joins the documents of one folder; judges
//! nothing.

mod apply;
pub(super) mod beside;
mod boxes;
mod content;
mod dates;
mod draft;
pub(super) mod fields;
mod finish;
mod form;
mod hours;
pub(super) mod ids;
pub(super) mod json;
mod markdown;
pub(super) mod marks;
mod merge;
mod names;
mod needs;
mod objects;
mod page;
pub(super) mod paths;
mod properties;
pub(super) mod segments;
mod signs;
mod tables;
mod tail;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, sync::Arc};

use self::{
    draft::Reading,
    form::{Group, Part},
};
use super::json::{self as text, Node};
use crate::model::{Diagnostic, DiagnosticKind, PlanForm, WorkPlan};

pub use self::form::is_work;

/// The plans in `documents`, given as (path, text), in order of their paths; and what could not be read.
///
/// Documents of one folder that speak of the same work make one plan. A document without any work in it
/// makes none.
pub fn plans(documents: &[(String, String)]) -> (Vec<WorkPlan>, Vec<Diagnostic>) {
    let mut groups: BTreeMap<Group, Vec<(Part, &str, &str)>> = BTreeMap::new();
    for (path, text) in documents {
        if let Some(place) = form::place(path) {
            groups.entry(place.group).or_default().push((place.part, path, text));
        }
    }
    let mut problems = Vec::new();
    let mut plans = Vec::new();
    for (group, mut members) in groups {
        members.sort();
        plans.extend(of_group(&group, &members, &mut problems));
    }
    (plans, problems)
}

/// The plans in one document that is known to be one, whatever it is called, with the form it has.
///
/// `root` is what could be read of a JSON text.
pub(super) fn plans_in(path: &str, text: &str, root: Option<&Node>) -> (PlanForm, Vec<WorkPlan>) {
    let place = form::place(path).filter(|place| place.part != Part::Head);
    let place = place.unwrap_or_else(|| content::place(path, text, root));
    let form = place.group.form;
    let mut plans = Vec::new();
    let reading = match root {
        Some(root) => of_json(place.part, path, root, &mut |tag, reading| {
            plans.extend(tagged(&place.group, &tag, reading));
        }),
        None if place.part.is_json() => None,
        None => Some(markdown::read(path, text, form, place.part)),
    };
    plans.extend(reading.and_then(|reading| finish::plan(&place.group, reading)));
    (form, plans)
}

/// What a JSON document says; tags of task-master go to `tag`, each of them a plan.
fn of_json(
    part: Part,
    path: &str,
    root: &Node,
    tag: &mut dyn FnMut(String, Reading),
) -> Option<Reading> {
    match part {
        Part::Json => {
            for (name, reading) in json::tags(path, root) {
                tag(name, reading);
            }
            None
        }
        Part::Steps => Some(json::architect(path, root)),
        _ => Some(json::roadmap(path, root)),
    }
}

fn of_group(
    group: &Group,
    members: &[(Part, &str, &str)],
    problems: &mut Vec<Diagnostic>,
) -> Vec<WorkPlan> {
    let mut joined: Option<Reading> = None;
    let mut plans = Vec::new();
    for (part, path, text) in members {
        let reading = if part.is_json() {
            let (root, broken) = text::read(text);
            problems.extend(broken.map(|found| broken_json(path, text, &found)));
            root.and_then(|root| {
                of_json(*part, path, &root, &mut |tag, reading| {
                    plans.extend(tagged(group, &tag, reading));
                })
            })
        } else {
            Some(markdown::read(path, text, group.form, *part))
        };
        joined = match (joined, reading) {
            (Some(first), Some(reading)) => Some(merge::documents(first, reading)),
            (first, reading) => first.or(reading),
        };
    }
    plans.extend(joined.and_then(|reading| finish::plan(group, reading)));
    plans
}

/// The plan of a tag: tasks of two tags may have one number.
fn tagged(group: &Group, tag: &str, mut reading: Reading) -> Option<WorkPlan> {
    let named = !matches!(tag, "" | "master") || group.feature.is_empty();
    reading.feature = named.then(|| tag.to_owned());
    if reading.title.is_empty() {
        let title = if group.feature.is_empty() { tag } else { &group.feature };
        title.clone_into(&mut reading.title);
    }
    finish::plan(group, reading)
}

fn broken_json(path: &str, whole: &str, found: &text::Broken) -> Diagnostic {
    let before = whole.get(..found.at).unwrap_or_default();
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Diagnostic {
        file: Arc::from(path),
        line: found.line,
        kind: DiagnosticKind::ParseError,
        message: format!(
            "this is no JSON at column {column}: {}; what stands behind it may be missing",
            found.message
        ),
    }
}
