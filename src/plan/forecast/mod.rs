//! How long the plan takes, as a distribution: the hours of every task are drawn from its estimate, the tasks laid
//! out by dependency and capacity, many times, from a fixed seed.
//!
//! Hours of a task are log-normal through its P50 and P80: work runs over by factors, not by differences. Draws of
//! one run share a part of their luck (`correlation`), because what makes one estimate of a team too low makes
//! the others too low as well; independent draws would cancel out to a false certainty.

mod chain;
mod draws;
mod formula;

use std::collections::BTreeMap;

use self::{chain::Chains, draws::Draws};
use super::{
    Inputs,
    schedule::{Calendar, Frame, WEEK, tenth},
};
use crate::model::{
    Capacity, Criticality, DatePercentiles, Deadline, Forecast, Percentiles, PlanFinding, Task,
};

/// Share of the runs below which a task is not listed as critical.
const LISTED: f64 = 0.05;

/// The forecast of a plan whose tasks `frame` lays out; `None` when nothing is left to do.
pub(super) fn of(
    inputs: &Inputs<'_>,
    capacity: &Capacity,
    (frame, tasks): (&Frame, &[Task]),
) -> Option<Forecast> {
    let rules = inputs.standard.forecast;
    let draws = Draws::of(tasks, rules);
    let chains = Chains::of(tasks);
    let mut runs: Vec<Run> = Vec::new();
    let mut critical: BTreeMap<usize, u32> = BTreeMap::new();
    for hours in draws.take(rules.runs) {
        for task in chains.longest(&hours).0 {
            *critical.entry(task).or_default() += 1;
        }
        runs.push(Run { last: frame.finish(&hours)?, hours: hours.iter().sum() });
    }
    let medians: Vec<f64> = tasks.iter().map(|task| task.estimate.p50).collect();
    let (path, length) = chains.longest(&medians);
    let id = |place: &usize| tasks.get(*place).map(|task| task.id.clone());
    let share = |(place, times): (&usize, &u32)| {
        let share = f64::from(*times) / f64::from(rules.runs.max(1));
        (share >= LISTED).then_some(Criticality { id: id(place)?, share: hundredth(share) })
    };
    let calendar = inputs.settings.first_day().map(Calendar::from);
    let last: Vec<f64> = sorted(runs.iter().map(|run| f64::from(run.last)));
    Some(Forecast {
        runs: rules.runs,
        seed: rules.seed,
        weeks: percentiles(&last, |day| tenth((day + 1.0) / f64::from(WEEK))),
        hours: percentiles(&sorted(runs.iter().map(|run| run.hours)), tenth),
        starts: calendar.map(|calendar| calendar.day(0).to_string()),
        dates: calendar.map(|calendar| dates(&last, calendar)),
        critical_path: path.iter().filter_map(id).collect(),
        critical_hours: tenth(length),
        criticality: critical.iter().filter_map(share).collect(),
        deadline: deadline(inputs, calendar, &runs),
        formula: formula::of(inputs, capacity, tasks),
    })
}

/// The finding that the deadline is met in too few of the draws, by the standard's threshold.
pub(super) fn findings(inputs: &Inputs<'_>, forecast: &Forecast) -> Option<PlanFinding> {
    let deadline = forecast.deadline.as_ref()?;
    let least = inputs.standard.thresholds.get("deadline_probability").copied()?;
    let probability = deadline.probability.filter(|share| *share < least)?;
    let dates = forecast.dates.as_ref()?;
    Some(PlanFinding {
        rule: "capacity.unlikely-deadline".into(),
        text: format!(
            "The deadline {} is met in {:.0} % of {} draws; half of them are done by {}, four of five by {}",
            deadline.text,
            probability * 100.0,
            forecast.runs,
            dates.p50,
            dates.p80
        ),
        cites: inputs.settings.source("deadline"),
        ways_out: Vec::new(),
    })
}

/// What one draw leads to.
struct Run {
    /// Last working day, 0-based.
    last: u32,
    /// Hours of all tasks.
    hours: f64,
}

fn deadline(inputs: &Inputs<'_>, calendar: Option<Calendar>, runs: &[Run]) -> Option<Deadline> {
    let text = inputs.settings.deadline.clone()?;
    let day = inputs.settings.last_day();
    let probability = day.zip(calendar).map(|(day, calendar)| {
        let last = calendar.last_until(day);
        let met = runs.iter().filter(|run| last.is_some_and(|last| run.last <= last)).count();
        hundredth(ratio(met, runs.len()))
    });
    Some(Deadline { text, date: day.map(|day| day.to_string()), probability })
}

fn percentiles(sorted: &[f64], shown: impl Fn(f64) -> f64) -> Percentiles {
    let at = |share| shown(quantile(sorted, share));
    Percentiles { p50: at(0.5), p80: at(0.8), p95: at(0.95) }
}

fn dates(sorted: &[f64], calendar: Calendar) -> DatePercentiles {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "working days of a plan"
    )]
    let day = |share| calendar.day(quantile(sorted, share) as u32).to_string();
    DatePercentiles { p50: day(0.5), p80: day(0.8), p95: day(0.95) }
}

/// The smallest value that at least this share of the sorted values stays within.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a place among the runs"
    )]
    let place = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(place.saturating_sub(1)).copied().unwrap_or_default()
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}

#[expect(clippy::cast_precision_loss, reason = "numbers of runs")]
fn ratio(part: usize, all: usize) -> f64 {
    part as f64 / all.max(1) as f64
}

fn hundredth(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_a_value_that_was_seen() {
        let values = [1.0, 2.0, 3.0, 4.0, 5.0];
        for (share, expected) in [(0.5, 3.0), (0.8, 4.0), (0.95, 5.0)] {
            assert!((quantile(&values, share) - expected).abs() < f64::EPSILON);
        }
    }
}
