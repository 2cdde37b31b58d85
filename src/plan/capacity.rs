//! The capacity that a schedule assumes.

use super::Inputs;
use crate::model::Capacity;

/// Capacity from the settings; what they leave open comes from the standard and is marked so.
pub(super) fn of(inputs: &Inputs<'_>) -> Capacity {
    let (settings, defaults) = (inputs.settings, inputs.standard.capacity);
    let team = settings.team.unwrap_or(defaults.team).max(1);
    let hours_per_week = positive(settings.hours_per_week, defaults.hours_per_week);
    let focus = positive(settings.focus, defaults.focus).min(1.0);
    Capacity {
        team,
        hours_per_week,
        focus,
        weekly_hours: f64::from(team) * hours_per_week * focus,
        source: source(inputs),
        people: Vec::new(),
    }
}

/// Whether people said both how many they are and how many hours they have.
pub(super) fn is_answered(inputs: &Inputs<'_>) -> bool {
    inputs.settings.team.is_some() && inputs.settings.hours_per_week.is_some()
}

fn positive(said: Option<f64>, default: f64) -> f64 {
    said.filter(|value| *value > 0.0).unwrap_or(default)
}

fn source(inputs: &Inputs<'_>) -> String {
    if is_answered(inputs) {
        return inputs.settings.capacity_source.clone();
    }
    "assumption of Q-TEAM-SIZE and Q-TEAM-HOURS".into()
}
