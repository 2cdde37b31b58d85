//! Documents that plan work, in whatever form, to [`WorkPlan`]s. Joins the documents of one folder; judges
//! nothing.

mod apply;
mod boxes;
mod dates;
mod draft;
mod fields;
mod finish;
mod form;
mod hours;
mod ids;
mod json;
mod markdown;
mod marks;
mod merge;
mod names;
mod needs;
mod page;
mod paths;
mod properties;
mod segments;
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
use crate::model::{Diagnostic, DiagnosticKind, WorkPlan};

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

fn of_group(
    group: &Group,
    members: &[(Part, &str, &str)],
    problems: &mut Vec<Diagnostic>,
) -> Vec<WorkPlan> {
    let mut joined: Option<Reading> = None;
    let mut plans = Vec::new();
    for (part, path, text) in members {
        let read = match part {
            Part::Json => json::tags(path, text).map(|tags| {
                plans.extend(
                    tags.into_iter().filter_map(|(tag, reading)| tagged(group, &tag, reading)),
                );
                None
            }),
            Part::Roadmap => json::roadmap(path, text).map(Some),
            _ => Ok(Some(markdown::read(path, text, group.form, *part))),
        };
        match read {
            Ok(Some(reading)) => {
                joined = Some(match joined {
                    Some(first) => merge::documents(first, reading),
                    None => reading,
                });
            }
            Ok(None) => {}
            Err(line) => problems.push(broken(path, line)),
        }
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

fn broken(path: &str, line: u32) -> Diagnostic {
    Diagnostic {
        file: Arc::from(path),
        line,
        kind: DiagnosticKind::ParseError,
        message: "this is no JSON; the work that the file plans is left out".to_owned(),
    }
}
