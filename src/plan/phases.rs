//! Phases: the standard's frame filled with tasks, weeks and what shows that they are done.

use std::collections::{BTreeMap, BTreeSet};

use super::{Inputs, acceptance, deliverables, demos, past};
use crate::model::{
    GapItem, HourRange, Phase, StandardPhase, Statement, StatementSource, Task, Week,
};

pub(super) fn all(
    inputs: &Inputs<'_>,
    gap: &[GapItem],
    tasks: &[Task],
    mut weeks: BTreeMap<u32, Vec<Week>>,
) -> Vec<Phase> {
    let frame = inputs.standard.phases.iter();
    frame
        .map(|phase| {
            one(inputs, gap, tasks, (phase, weeks.remove(&phase.number).unwrap_or_default()))
        })
        .collect()
}

fn one(
    inputs: &Inputs<'_>,
    gap: &[GapItem],
    tasks: &[Task],
    (frame, weeks): (&StandardPhase, Vec<Week>),
) -> Phase {
    let own: Vec<&Task> = tasks.iter().filter(|task| task.phase == frame.number).collect();
    Phase {
        number: frame.number,
        title: frame.title.clone(),
        goal: goal(frame, &own),
        hours: hours(&own),
        deliverables: deliverables::all(inputs, &own),
        demos: demos::all(inputs, gap, &own),
        acceptance: acceptance::all(inputs, gap, &own),
        weeks,
    }
}

fn goal(frame: &StandardPhase, tasks: &[&Task]) -> Statement {
    let ids: Vec<&str> = tasks.iter().map(|task| task.id.as_str()).collect();
    Statement {
        label: String::new(),
        text: frame.goal.clone(),
        cites: past::ranges(&ids),
        source: StatementSource::Standard,
    }
}

fn hours(tasks: &[&Task]) -> HourRange {
    let sum = |part: fn(&HourRange) -> f64| {
        tasks.iter().map(|task| part(&task.estimate.range)).sum::<f64>() + 0.0
    };
    HourRange {
        low: sum(|range| range.low),
        likely: sum(|range| range.likely),
        high: sum(|range| range.high),
    }
}

/// Weeks of the whole plan; one that two phases share counts once.
pub(super) fn weeks(phases: &[Phase]) -> usize {
    let numbers = phases.iter().flat_map(|phase| &phase.weeks).map(|week| week.number);
    numbers.collect::<BTreeSet<u32>>().len()
}

/// The plan's own value for a row of the delivery comparison.
pub(super) fn figure(phases: &[Phase], row: &str) -> Option<String> {
    let weeks = weeks(phases);
    let entries: usize =
        phases.iter().flat_map(|phase| &phase.weeks).map(|week| week.tasks.len()).sum();
    let value = match row {
        "delivery.phases" => {
            phases.iter().filter(|phase| !phase.weeks.is_empty()).count().to_string()
        }
        "delivery.weeks" => weeks.to_string(),
        "delivery.tasks-per-week" if weeks > 0 => tenths(entries, weeks),
        "delivery.deliverables" => {
            phases.iter().map(|phase| phase.deliverables.len()).sum::<usize>().to_string()
        }
        "delivery.demos" => phases.iter().map(|phase| phase.demos.len()).sum::<usize>().to_string(),
        "delivery.acceptance" => {
            phases.iter().map(|phase| phase.acceptance.len()).sum::<usize>().to_string()
        }
        _ => return None,
    };
    Some(value)
}

#[expect(clippy::cast_precision_loss, reason = "counts of tasks and weeks are small")]
fn tenths(count: usize, of: usize) -> String {
    format!("{:.1}", count as f64 / of as f64)
}
