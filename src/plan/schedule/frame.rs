//! Tasks and people as numbers, so that a schedule can be worked out thousands of times.
//!
//! A frame is built once; `run` lays the hours of every task out over the working days. It takes hours apart
//! from the frame because a forecast draws them anew for every run.

use std::collections::BTreeMap;

use super::{
    calendar::{Calendar, WEEK},
    people, team,
};
use crate::model::{Capacity, Person, Task, TaskKind, day_range, task_kind};

/// Hours below which a rest counts as nothing.
pub(super) const REST: f64 = 0.05;

/// Working days after which a schedule gives up: fifty years.
pub(super) const HORIZON: u32 = 50 * 52 * WEEK;

/// What a schedule is made from, tasks and people by number.
#[derive(Clone, Debug, Default)]
pub(in crate::plan) struct Frame {
    /// The tasks in the order in which they are taken.
    pub(super) jobs: Vec<Job>,
    /// Numbers of the phases that have tasks, in order.
    pub(super) phases: Vec<u32>,
    /// Who works on them.
    pub(super) crew: Crew,
}

/// A task.
#[derive(Clone, Debug, Default)]
pub(super) struct Job {
    pub(super) phase: u32,
    pub(super) kind: TaskKind,
    /// Tasks that must be finished first.
    pub(super) needs: Vec<usize>,
    /// First working day on which it can be worked on.
    pub(super) from: u32,
}

/// Who works.
#[derive(Clone, Debug)]
pub(super) enum Crew {
    /// A team of which only the size is known.
    Team {
        /// Planned hours of all in a week.
        weekly: f64,
        /// Planned hours of one in a week.
        each: f64,
    },
    /// People, one by one. The last one is nobody: what none of the others can do falls to them.
    People(Vec<Worker>),
}

impl Default for Crew {
    fn default() -> Self {
        Self::Team { weekly: 1.0, each: 1.0 }
    }
}

/// One of the people.
#[derive(Clone, Debug)]
pub(super) struct Worker {
    /// Planned hours of a working day.
    pub(super) daily: f64,
    /// Kinds of tasks they can do; all when empty.
    pub(super) skills: Vec<TaskKind>,
    /// First and last working day.
    pub(super) first: u32,
    pub(super) last: u32,
    /// Working days away, from and to.
    pub(super) away: Vec<(u32, u32)>,
}

/// A part of a task on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::plan) struct Share {
    /// Position of the task.
    pub(in crate::plan) job: usize,
    /// Position of the person; `None` in a team of which only the size is known.
    pub(in crate::plan) worker: Option<usize>,
    /// Working day; in such a team the day by which the share is done.
    pub(in crate::plan) day: u32,
    /// Hours.
    pub(in crate::plan) hours: f64,
}

impl Frame {
    /// The frame of tasks that are in an order in which they can be worked. Days of people count only with a
    /// calendar.
    pub(in crate::plan) fn new(
        tasks: &[Task],
        capacity: &Capacity,
        calendar: Option<Calendar>,
    ) -> Self {
        let mut phases: Vec<u32> = tasks.iter().map(|task| task.phase).collect();
        phases.sort_unstable();
        phases.dedup();
        Self { jobs: jobs(tasks), phases, crew: crew(capacity, calendar) }
    }

    /// Lays the hours out, one entry for each task, and tells every share to `record` in the order of the days.
    /// Returns the last working day on which something is done; `None` when nothing is.
    pub(in crate::plan) fn run(&self, hours: &[f64], record: &mut dyn FnMut(Share)) -> Option<u32> {
        let mut left: Vec<f64> = hours.to_vec();
        left.resize(self.jobs.len(), 0.0);
        let mut last = None;
        let mut tell = |share: Share| {
            last = last.max(Some(share.day));
            record(share);
        };
        match &self.crew {
            Crew::Team { weekly, each } => team::run(self, (*weekly, *each), &mut left, &mut tell),
            Crew::People(workers) => people::run(self, workers, &mut left, &mut tell),
        }
        last
    }

    /// The same without phases: what can begin begins.
    pub(super) fn without_phases(&self) -> Self {
        let mut frame = self.clone();
        frame.jobs.iter_mut().for_each(|job| job.phase = 1);
        frame.phases = vec![1];
        frame
    }

    /// The last working day alone: `run` for those who want to know nothing else.
    pub(in crate::plan) fn finish(&self, hours: &[f64]) -> Option<u32> {
        self.run(hours, &mut |_| {})
    }

    /// Planned hours that the people have in a week, 0-based.
    pub(super) fn weekly(&self, week: u32) -> f64 {
        match &self.crew {
            Crew::Team { weekly, .. } => *weekly,
            Crew::People(workers) => {
                let people = workers.iter().rev().skip(1);
                people
                    .map(|one| (0..WEEK).map(|day| one.hours(week * WEEK + day)).sum::<f64>())
                    .sum()
            }
        }
    }

    /// Planned hours that the people have up to a working day, the day included.
    pub(super) fn hours_until(&self, last: u32) -> f64 {
        match &self.crew {
            Crew::Team { weekly, .. } => weekly * f64::from(last + 1) / f64::from(WEEK),
            Crew::People(workers) => {
                let people = workers.iter().rev().skip(1);
                people.map(|one| (0..=last).map(|day| one.hours(day)).sum::<f64>()).sum()
            }
        }
    }

    /// Whether somebody can do tasks of a kind.
    pub(super) fn is_able(&self, kind: TaskKind) -> bool {
        match &self.crew {
            Crew::Team { .. } => true,
            Crew::People(workers) => workers.iter().rev().skip(1).any(|one| one.can(kind)),
        }
    }
}

impl Worker {
    /// Hours on a working day.
    pub(super) fn hours(&self, day: u32) -> f64 {
        let is_there = (self.first..=self.last).contains(&day);
        let is_away = self.away.iter().any(|(from, to)| (*from..=*to).contains(&day));
        if is_there && !is_away { self.daily } else { 0.0 }
    }

    pub(super) fn can(&self, kind: TaskKind) -> bool {
        self.skills.is_empty() || self.skills.contains(&kind)
    }
}

/// Needs that point forward are dropped: they could only come from a circle, which nobody can work.
fn jobs(tasks: &[Task]) -> Vec<Job> {
    let positions: BTreeMap<&str, usize> =
        tasks.iter().zip(0..).map(|(task, position)| (task.id.as_str(), position)).collect();
    let job = |(task, position): (&Task, usize)| {
        let is_before = |need: &usize| *need < position;
        let needs = task.depends_on.iter().filter_map(|id| positions.get(id.as_str()).copied());
        Job {
            phase: task.phase,
            kind: task.kind,
            needs: needs.filter(is_before).collect(),
            from: 0,
        }
    };
    tasks.iter().zip(0..).map(job).collect()
}

fn crew(capacity: &Capacity, calendar: Option<Calendar>) -> Crew {
    let each = capacity.hours_per_week * capacity.focus;
    if capacity.people.is_empty() {
        return Crew::Team { weekly: capacity.weekly_hours, each };
    }
    let known = capacity.people.iter().map(|person| worker(person, capacity, calendar));
    Crew::People(known.chain([Worker::of(each / f64::from(WEEK))]).collect())
}

impl Worker {
    /// Somebody with so many hours a day who can do everything.
    pub(super) fn of(daily: f64) -> Self {
        Self { daily, skills: Vec::new(), first: 0, last: u32::MAX, away: Vec::new() }
    }
}

fn worker(person: &Person, capacity: &Capacity, calendar: Option<Calendar>) -> Worker {
    let hours = person.hours_per_week.unwrap_or(capacity.hours_per_week);
    let mut worker = Worker::of(hours * capacity.focus / f64::from(WEEK));
    worker.skills = person.skills.iter().filter_map(|skill| task_kind(skill)).collect();
    let Some(calendar) = calendar else { return worker };
    let day = |text: &Option<String>| text.as_deref().and_then(crate::model::Day::parse);
    if let Some(from) = day(&person.from) {
        worker.first = calendar.first_from(from);
    }
    if let Some(until) = day(&person.until) {
        // Somebody who left before the first day has none: a first day behind the last.
        (worker.first, worker.last) = match calendar.last_until(until) {
            Some(last) => (worker.first, last),
            None => (1, 0),
        };
    }
    let ranges = person.away.iter().filter_map(|text| day_range(text));
    let days = ranges.filter_map(|(from, to)| {
        let days = (calendar.first_from(from), calendar.last_until(to)?);
        (days.0 <= days.1).then_some(days)
    });
    worker.away = days.collect();
    worker
}
