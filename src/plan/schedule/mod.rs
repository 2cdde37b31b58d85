//! Tasks into weeks by people and days, and what does not fit.
//!
//! `Frame` is the schedule without words: cheap enough to be worked out for every draw of a forecast and for
//! every way out of an overload.

mod calendar;
mod external;
mod frame;
mod limits;
mod overload;
mod people;
mod team;
mod unable;
mod ways;
mod weeks;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use self::frame::Share;
pub(super) use self::{
    calendar::{Calendar, WEEK},
    frame::Frame,
    weeks::tenth,
};
use super::Inputs;
use crate::model::{Capacity, GapItem, PlanFinding, Task, Week};

/// A schedule and what does not hold in it.
#[derive(Debug)]
pub(super) struct Schedule {
    /// The weeks of every phase, by phase number.
    pub(super) weeks: BTreeMap<u32, Vec<Week>>,
    /// Rules `capacity.*` and `external.*`.
    pub(super) findings: Vec<PlanFinding>,
    /// The schedule without words and hours, for draws of other hours.
    pub(super) frame: Frame,
}

/// Lays the tasks out by their likely hours.
pub(super) fn lay_out(
    inputs: &Inputs<'_>,
    capacity: &Capacity,
    (gap, tasks): (&[GapItem], &[Task]),
) -> Schedule {
    let calendar = inputs.settings.first_day().map(Calendar::from);
    let free = Frame::new(tasks, capacity, calendar);
    let waits = external::all(inputs, gap, tasks);
    let mut frame = free.clone();
    external::hold(&mut frame, &waits, calendar);
    let hours = likely(tasks);
    let mut shares: Vec<Share> = Vec::new();
    frame.run(&hours, &mut |share| shares.push(share));
    let scene = Scene { inputs, tasks, frame: &frame, hours: &hours, shares: &shares, calendar };
    let mut findings = unable::findings(&scene, capacity);
    findings.extend(external::findings(&scene, &free, &waits));
    findings.extend(overload::findings(&scene));
    let weeks = weeks::of((&frame, tasks), &shares, capacity, calendar);
    Schedule { weeks, findings, frame }
}

/// A schedule that was worked out, with what it was made from.
#[derive(Clone, Copy)]
struct Scene<'a> {
    inputs: &'a Inputs<'a>,
    tasks: &'a [Task],
    frame: &'a Frame,
    /// Likely hours of every task.
    hours: &'a [f64],
    shares: &'a [Share],
    calendar: Option<Calendar>,
}

impl Scene<'_> {
    /// A working day in words: the date, or the week while the start is not known.
    fn day(&self, number: u32) -> String {
        match self.calendar {
            Some(calendar) => calendar.day(number).to_string(),
            None => format!("week {}", number / calendar::WEEK + 1),
        }
    }

    /// The identifiers of tasks by position.
    fn ids(&self, jobs: &[usize]) -> Vec<String> {
        jobs.iter().filter_map(|job| Some(self.tasks.get(*job)?.id.clone())).collect()
    }
}

fn likely(tasks: &[Task]) -> Vec<f64> {
    tasks.iter().map(|task| task.estimate.range.likely).collect()
}
