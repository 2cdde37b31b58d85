//! Settings of people as answers to the questions that they fill.

use super::Answer;
use crate::{
    model::{External, Person},
    plan::{Inputs, capacity},
};

/// What people said for the setting `name`; `None` while they have not, and for an empty name.
pub(super) fn setting(inputs: &Inputs<'_>, name: &str) -> Option<Answer> {
    let settings = inputs.settings;
    let answer = |by: &str, text: String| Some(Answer { text, cites: settings.source(by) });
    let people = &settings.people;
    match name {
        "team" if !people.is_empty() => {
            let names: Vec<&str> = people.iter().map(|one| one.name.as_str()).collect();
            answer("people", format!("{}: {}", people.len(), names.join(", ")))
        }
        "team" => answer("team", format!("{} developers", settings.team?)),
        "hours_per_week" if settings.hours_per_week.is_none() && capacity::has_hours(inputs) => {
            answer("people", people.iter().map(person).collect::<Vec<_>>().join("; "))
        }
        "hours_per_week" => answer(name, format!("{} h a week each", settings.hours_per_week?)),
        "focus" => answer(name, format!("{:.0} % for planned work", settings.focus? * 100.0)),
        "start" => answer(name, settings.start.clone()?),
        "deadline" => answer(name, settings.deadline.clone()?),
        "people" if !people.is_empty() => {
            answer(name, people.iter().map(person).collect::<Vec<_>>().join("; "))
        }
        "external" if !settings.external.is_empty() => {
            answer(name, settings.external.iter().map(external).collect::<Vec<_>>().join("; "))
        }
        _ => None,
    }
}

/// A person as `Ana 32 h: migration, repository`, days behind it.
fn person(one: &Person) -> String {
    let hours = one.hours_per_week.map_or_else(String::new, |hours| format!(" {hours} h"));
    let skills = match one.skills.as_slice() {
        [] => String::new(),
        skills => format!(": {}", skills.join(", ")),
    };
    let from = one.from.as_ref().map(|day| format!(", from {day}"));
    let until = one.until.as_ref().map(|day| format!(", until {day}"));
    let away = (!one.away.is_empty()).then(|| format!(", away {}", one.away.join(" and ")));
    let days: String = [from, until, away].into_iter().flatten().collect();
    format!("{}{hours}{skills}{days}", one.name)
}

fn external(one: &External) -> String {
    match &one.ready {
        Some(day) => format!("{} by {day}", one.what),
        None => format!("{}, day unknown", one.what),
    }
}
