//! The capacity that a schedule assumes.

use super::Inputs;
use crate::model::{Capacity, Person};

/// Capacity from the settings; what they leave open comes from the standard and is marked so.
pub(super) fn of(inputs: &Inputs<'_>) -> Capacity {
    let (settings, defaults) = (inputs.settings, inputs.standard.capacity);
    let hours_per_week = positive(settings.hours_per_week, defaults.hours_per_week);
    let focus = positive(settings.focus, defaults.focus).min(1.0);
    let people = people(&settings.people, hours_per_week);
    let counted = u32::try_from(people.len()).ok().filter(|count| *count > 0);
    let team = counted.or(settings.team).unwrap_or(defaults.team).max(1);
    let sum = if people.is_empty() {
        f64::from(team) * hours_per_week
    } else {
        people.iter().filter_map(|one| one.hours_per_week).sum()
    };
    Capacity {
        team,
        // Of different people the mean, which nobody needs to more than a tenth.
        hours_per_week: (sum / f64::from(team) * 10.0).round() / 10.0,
        focus,
        weekly_hours: sum * focus,
        source: sources(inputs).join(", "),
        people,
    }
}

/// The people, each with hours of their own.
fn people(said: &[Person], hours: f64) -> Vec<Person> {
    let with_hours = |one: &Person| Person {
        hours_per_week: Some(positive(one.hours_per_week, hours)),
        ..one.clone()
    };
    said.iter().map(with_hours).collect()
}

/// Whether people said both how many they are and how many hours they have.
pub(super) fn is_answered(inputs: &Inputs<'_>) -> bool {
    let settings = inputs.settings;
    let team = settings.team.is_some() || !settings.people.is_empty();
    team && has_hours(inputs)
}

/// Whether the hours of everybody are known.
pub(super) fn has_hours(inputs: &Inputs<'_>) -> bool {
    let people = &inputs.settings.people;
    let each = !people.is_empty() && people.iter().all(|one| one.hours_per_week.is_some());
    each || inputs.settings.hours_per_week.is_some()
}

fn positive(said: Option<f64>, default: f64) -> f64 {
    said.filter(|value| *value > 0.0).unwrap_or(default)
}

/// Who said it, each place once; the questions whose assumptions stand in while nobody did.
pub(super) fn sources(inputs: &Inputs<'_>) -> Vec<String> {
    if !is_answered(inputs) {
        return vec!["assumption of Q-TEAM-SIZE and Q-TEAM-HOURS".into()];
    }
    let names = ["people", "team", "hours_per_week", "focus"];
    let mut found: Vec<String> = Vec::new();
    for source in names.iter().flat_map(|name| inputs.settings.source(name)) {
        if !found.contains(&source) {
            found.push(source);
        }
    }
    found
}
