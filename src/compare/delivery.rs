//! Delivery: what the plans of the references look like in figures, beside the target's own.

use super::cell;
use crate::model::{Cell, ComparisonRow, DocumentedPhase, HouseProfile, Reference, Verdict};

/// A figure of a plan.
type Figure = fn(&Reference) -> String;

const FIGURES: &[(&str, &str, Figure)] = &[
    ("delivery.phases", "Phases", |one| one.phases.len().to_string()),
    ("delivery.weeks", "Weeks", |one| number(weeks(&one.phases))),
    ("delivery.tasks-per-week", "Work items per week", tasks_per_week),
    ("delivery.deliverables", "Deliverable blocks", |one| sum(one, |phase| phase.deliverables)),
    ("delivery.demos", "Demo commands", |one| sum(one, |phase| phase.demos)),
    ("delivery.acceptance", "Acceptance criteria", |one| sum(one, |phase| phase.acceptance)),
    ("delivery.targets", "Measurable targets", |one| one.targets.len().to_string()),
    ("delivery.risks", "Risk rows", |one| one.risks.len().to_string()),
];

pub(super) fn rows(target: &Reference, profile: &HouseProfile) -> Vec<ComparisonRow> {
    FIGURES.iter().map(|(id, subject, figure)| row(id, subject, target, profile, *figure)).collect()
}

fn row(
    id: &str,
    subject: &str,
    target: &Reference,
    profile: &HouseProfile,
    figure: Figure,
) -> ComparisonRow {
    let value = |reference: &Reference| -> Cell {
        if reference.phases.is_empty() {
            return cell("", "");
        }
        cell(
            figure(reference),
            reference.phases.first().map(|phase| phase.at.citation()).unwrap_or_default(),
        )
    };
    ComparisonRow {
        id: id.into(),
        subject: subject.into(),
        target: value(target),
        references: profile.references.iter().map(value).collect(),
        verdict: Verdict::Figure,
    }
}

/// Weeks that a plan lists; for a phase that lists none, the longest duration it states.
fn weeks(phases: &[DocumentedPhase]) -> f64 {
    let phase = |phase: &DocumentedPhase| match phase.weeks.len() {
        0 => phase.weeks_high.or(phase.weeks_low).unwrap_or_default(),
        listed => f64::from(u32::try_from(listed).unwrap_or(u32::MAX)),
    };
    phases.iter().map(phase).sum()
}

fn tasks_per_week(reference: &Reference) -> String {
    let weeks = reference.phases.iter().flat_map(|phase| &phase.weeks);
    let (count, tasks) =
        weeks.fold((0.0, 0), |(count, tasks), week| (count + 1.0, tasks + week.tasks));
    if count > 0.0 { format!("{:.1}", f64::from(tasks) / count) } else { String::new() }
}

fn sum(reference: &Reference, part: fn(&DocumentedPhase) -> u32) -> String {
    reference.phases.iter().map(part).sum::<u32>().to_string()
}

fn number(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.1}") }
}
