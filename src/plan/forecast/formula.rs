//! The house formula: calendar days = hours × multiplier ÷ capacity ÷ hours per day ÷ team.

use crate::{
    model::{Capacity, HouseFormula, Task},
    plan::{Inputs, schedule::tenth},
};

/// The formula for the likely hours of all tasks, with the standard's figures.
pub(super) fn of(inputs: &Inputs<'_>, capacity: &Capacity, tasks: &[Task]) -> HouseFormula {
    let rules = inputs.standard.formula;
    let hours: f64 = tasks.iter().map(|task| task.estimate.range.likely).sum();
    let days = hours * rules.multiplier
        / rules.capacity
        / rules.hours_per_day
        / f64::from(capacity.team.max(1));
    HouseFormula {
        hours: tenth(hours),
        multiplier: rules.multiplier,
        capacity: rules.capacity,
        hours_per_day: rules.hours_per_day,
        team: capacity.team,
        days: tenth(days),
    }
}
