//! Shares of tasks to the weeks that a plan shows.

use std::collections::BTreeMap;

use super::{
    calendar::{Calendar, WEEK},
    frame::{Crew, Frame, REST, Share},
};
use crate::{
    model::{Capacity, Task, Week, WeekTask},
    plan::tasks::plural_kind,
};

/// Who stands in the plan where none of the people can do a task.
pub(super) const NOBODY: &str = "nobody yet";

/// The weeks of every phase, by phase number, each with the tasks of that phase alone. Numbers run on through the
/// whole plan; a week in which one phase ends and the next begins stands in both.
pub(super) fn of(
    (frame, tasks): (&Frame, &[Task]),
    shares: &[Share],
    capacity: &Capacity,
    calendar: Option<Calendar>,
) -> BTreeMap<u32, Vec<Week>> {
    let maker = Maker { frame, tasks, capacity, calendar };
    let mut weeks: BTreeMap<u32, Vec<Week>> = BTreeMap::new();
    for phase in &frame.phases {
        let of_phase =
            |share: &&Share| frame.jobs.get(share.job).is_some_and(|job| job.phase == *phase);
        let own: Vec<&Share> = shares.iter().filter(of_phase).collect();
        let Some(first) = own.iter().map(|share| share.day / WEEK).min() else { continue };
        let last = own.iter().map(|share| share.day / WEEK).max().unwrap_or(first);
        // A week is left out in which only other phases go on, and kept when nobody does anything.
        let is_shown = |week: &u32| {
            let mut phases = shares.iter().filter(|share| share.day / WEEK == *week).peekable();
            phases.peek().is_none() || phases.any(|share| of_phase(&share))
        };
        let numbers = (first..=last).filter(is_shown);
        weeks.insert(*phase, numbers.map(|week| maker.week(week, &own)).collect());
    }
    weeks
}

struct Maker<'a> {
    frame: &'a Frame,
    tasks: &'a [Task],
    capacity: &'a Capacity,
    calendar: Option<Calendar>,
}

impl Maker<'_> {
    fn week(&self, week: u32, shares: &[&Share]) -> Week {
        let mut entries: Vec<(usize, Option<usize>, f64)> = Vec::new();
        for share in shares.iter().filter(|share| share.day / WEEK == week) {
            let same = |entry: &&mut (usize, Option<usize>, f64)| {
                (entry.0, entry.1) == (share.job, share.worker)
            };
            match entries.iter_mut().find(same) {
                Some(entry) => entry.2 += share.hours,
                None => entries.push((share.job, share.worker, share.hours)),
            }
        }
        let started =
            |job: usize| shares.iter().any(|share| share.job == job && share.day / WEEK < week);
        let mut seen = Vec::new();
        let tasks: Vec<WeekTask> = entries
            .iter()
            .filter_map(|(job, worker, hours)| {
                let continued = started(*job) || seen.contains(job);
                seen.push(*job);
                let id = self.tasks.get(*job)?.id.clone();
                Some(WeekTask { id, hours: tenth(*hours), person: self.person(*worker), continued })
            })
            .collect();
        Week {
            number: week + 1,
            starts: self.calendar.map(|calendar| calendar.day(week * WEEK).to_string()),
            title: self.title(&entries),
            capacity: tenth(self.frame.weekly(week)),
            hours: tenth(entries.iter().map(|(_, _, hours)| hours).sum()),
            tasks,
        }
    }

    fn person(&self, worker: Option<usize>) -> String {
        match (worker, &self.frame.crew) {
            (Some(worker), Crew::People(_)) => {
                let person = self.capacity.people.get(worker);
                person.map_or_else(|| NOBODY.to_owned(), |person| person.name.clone())
            }
            _ => String::new(),
        }
    }

    /// The two kinds of work with the most hours.
    fn title(&self, entries: &[(usize, Option<usize>, f64)]) -> String {
        let mut hours: BTreeMap<String, f64> = BTreeMap::new();
        for (job, _, share) in entries.iter().filter(|(_, _, share)| *share > REST / 2.0) {
            if let Some(job) = self.frame.jobs.get(*job) {
                *hours.entry(plural_kind(job.kind)).or_default() += tenth(*share);
            }
        }
        let mut kinds: Vec<(String, f64)> = hours.into_iter().collect();
        kinds.sort_by(|(one, a), (other, b)| b.total_cmp(a).then_with(|| one.cmp(other)));
        let names: Vec<String> = kinds.into_iter().take(2).map(|(name, _)| name).collect();
        if names.is_empty() {
            return "No work, because nobody is there or everything waits".into();
        }
        let mut title = names.join(" and ");
        if let Some(first) = title.get(..1).map(str::to_uppercase) {
            title.replace_range(..1, &first);
        }
        title
    }
}

/// Rounded to tenths of an hour.
pub(in crate::plan) fn tenth(hours: f64) -> f64 {
    (hours * 10.0).round() / 10.0
}
