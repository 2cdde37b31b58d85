//! Ways out of an overload, each tried by working the schedule out again.
//!
//! The price of a way is counted in hours, so that ways can be told apart: hours of a further person, hours of
//! work that is moved behind the day, hours that are worked after it when the day is moved.

use super::{
    Scene,
    calendar::WEEK,
    frame::{Crew, Frame, Worker},
    limits::Limit,
    unable,
};
use crate::{
    model::{Priority, TaskKind},
    plan::terms,
};

/// How many ways are told.
const TOLD: usize = 2;

/// Further people that are tried.
const PEOPLE: u32 = 3;

/// Task identifiers that one way names.
const NAMED: usize = 8;

/// A way out.
#[derive(Debug)]
pub(super) struct Way {
    /// What to do, and its effect.
    pub(super) text: String,
    /// Price in hours.
    price: f64,
    rank: Rank,
}

/// How good a way is before its price is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// The day is kept.
    Kept,
    /// The day is moved.
    Moved,
    /// The day is missed by less.
    Nearer,
}

/// The cheapest ways that keep the day; where there are too few, moving the day, then what only comes nearer.
pub(super) fn cheapest(scene: &Scene<'_>, limit: &Limit, last: u32) -> Vec<Way> {
    let attempt = Attempt { scene, limit, last };
    let tried = [attempt.flowing(), attempt.people(), attempt.moved(), Some(attempt.later())];
    let mut ways: Vec<Way> = tried.into_iter().flatten().collect();
    ways.sort_by(|a, b| a.rank.cmp(&b.rank).then_with(|| a.price.total_cmp(&b.price)));
    ways.truncate(TOLD);
    ways
}

struct Attempt<'a> {
    scene: &'a Scene<'a>,
    limit: &'a Limit,
    /// Last working day as it is planned.
    last: u32,
}

impl Attempt<'_> {
    /// The last working day of the limit's tasks, when a frame works on the given hours.
    fn end(&self, frame: &Frame, hours: &[f64]) -> u32 {
        let mut end = 0;
        let jobs = &self.limit.jobs;
        if jobs.is_empty() {
            return frame.finish(hours).unwrap_or(0);
        }
        frame.run(hours, &mut |share| {
            if jobs.contains(&share.job) {
                end = end.max(share.day);
            }
        });
        end
    }

    fn rank(&self, end: u32) -> Rank {
        if end <= self.limit.day { Rank::Kept } else { Rank::Nearer }
    }

    /// The effect of a way in words.
    fn effect(&self, end: u32) -> String {
        let days = terms::counted(self.last.saturating_sub(end) as usize, "working day");
        let verdict = if end <= self.limit.day {
            "in time".to_owned()
        } else {
            format!("still {} late", terms::counted((end - self.limit.day) as usize, "working day"))
        };
        format!("ends {days} earlier, {verdict}")
    }

    /// Phases that run into each other: what can begin begins, though the phase before is not done.
    fn flowing(&self) -> Option<Way> {
        let end = self.end(&self.scene.frame.without_phases(), self.scene.hours);
        let text = format!(
            "begin tasks of later phases as soon as somebody is free, whatever phase is not done: {}",
            self.effect(end)
        );
        (end < self.last).then_some(Way { text, price: 0.0, rank: self.rank(end) })
    }

    /// The fewest further people that meet the day; of a skill where people have any.
    fn people(&self) -> Option<Way> {
        let mut best: Option<(u32, u32, Vec<TaskKind>)> = None;
        for count in 1..=PEOPLE {
            for skills in self.skills() {
                let end = self.end(&self.with(count, &skills), self.scene.hours);
                if best.as_ref().is_none_or(|(known, ..)| end < *known) {
                    best = Some((end, count, skills));
                }
            }
            if best.as_ref().is_some_and(|(end, ..)| *end <= self.limit.day) {
                break;
            }
        }
        let (end, count, skills) = best.filter(|(end, ..)| *end < self.last)?;
        let weeks = end / WEEK + 1;
        let who =
            if count == 1 { "one more person".into() } else { format!("{count} more people") };
        let skill = match skills.as_slice() {
            [] => String::new(),
            skills => {
                let names: Vec<String> = skills.iter().map(|kind| unable::name(*kind)).collect();
                format!(" who can do {}", names.join(", "))
            }
        };
        let weeks_text = terms::counted(weeks as usize, "week");
        Some(Way {
            text: format!("{who}{skill} for {weeks_text}: {}", self.effect(end)),
            price: f64::from(count) * self.daily() * f64::from(end + 1),
            rank: self.rank(end),
        })
    }

    /// Skills that are worth trying: each kind of late work alone, then all of them.
    fn skills(&self) -> Vec<Vec<TaskKind>> {
        if matches!(self.scene.frame.crew, Crew::Team { .. }) {
            return vec![Vec::new()];
        }
        let late = self.scene.shares.iter().filter(|share| share.day > self.limit.day);
        let jobs = late.filter_map(|share| self.scene.frame.jobs.get(share.job));
        let mut kinds: Vec<TaskKind> = jobs.map(|job| job.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let mut tried: Vec<Vec<TaskKind>> = kinds.iter().map(|kind| vec![*kind]).collect();
        if kinds.len() > 1 {
            tried.push(kinds);
        }
        tried
    }

    /// The frame with further people.
    fn with(&self, count: u32, skills: &[TaskKind]) -> Frame {
        let mut frame = self.scene.frame.clone();
        match &mut frame.crew {
            Crew::Team { weekly, each } => *weekly += f64::from(count) * *each,
            Crew::People(workers) => {
                let new = Worker { skills: skills.to_vec(), ..Worker::of(self.daily()) };
                // Nobody stays last.
                let at = workers.len().saturating_sub(1);
                for _ in 0..count {
                    workers.insert(at, new.clone());
                }
            }
        }
        frame
    }

    /// Planned hours of a usual day of one person.
    fn daily(&self) -> f64 {
        match &self.scene.frame.crew {
            Crew::Team { each, .. } => each / f64::from(WEEK),
            Crew::People(workers) => workers.last().map_or(0.0, |nobody| nobody.daily),
        }
    }

    /// Work that is not required goes behind the day: what is wished for least and stands last first, only as
    /// much as it takes.
    fn moved(&self) -> Option<Way> {
        let mut hours = self.scene.hours.to_vec();
        let mut moved: Vec<usize> = Vec::new();
        let mut end = self.last;
        for job in self.candidates() {
            let Some(own) = hours.get_mut(job).filter(|own| **own > 0.0) else { continue };
            *own = 0.0;
            moved.push(job);
            end = self.end(self.scene.frame, &hours);
            if end <= self.limit.day {
                break;
            }
        }
        if end >= self.last {
            return None;
        }
        if end <= self.limit.day {
            end = self.put_back(&mut moved, &mut hours);
        }
        moved.sort_unstable();
        let price = moved.iter().filter_map(|job| self.scene.hours.get(*job)).sum();
        let ids = self.scene.ids(&moved);
        let more = match ids.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let names = ids.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
        Some(Way {
            text: format!(
                "move {names}{more} ({price:.0} h, not marked as required) behind the day: {}",
                self.effect(end)
            ),
            price,
            rank: self.rank(end),
        })
    }

    /// Takes back what was moved in vain: the day is met without it. What is wished for most comes first. Returns
    /// the last day.
    fn put_back(&self, moved: &mut Vec<usize>, hours: &mut [f64]) -> u32 {
        let mut order = moved.clone();
        let wish = |job: &usize| {
            let task = self.scene.tasks.get(*job);
            task.map_or(0, |task| weight(self.priority(&task.traces)))
        };
        order.sort_by(|a, b| wish(b).cmp(&wish(a)).then_with(|| a.cmp(b)));
        for job in order {
            let needs = self.scene.frame.jobs.get(job).map_or(&[][..], |job| &job.needs);
            let planned = self.scene.hours.get(job).copied().unwrap_or(0.0);
            if needs.iter().any(|need| moved.contains(need)) {
                continue;
            }
            set(hours, job, planned);
            if self.end(self.scene.frame, hours) <= self.limit.day {
                moved.retain(|other| *other != job);
            } else {
                set(hours, job, 0.0);
            }
        }
        self.end(self.scene.frame, hours)
    }

    /// Positions of tasks that are not required and that no required one needs.
    fn candidates(&self) -> Vec<usize> {
        let jobs = &self.scene.frame.jobs;
        let mut kept: Vec<bool> = self
            .scene
            .tasks
            .iter()
            .map(|task| self.priority(&task.traces) == Priority::Must)
            .collect();
        // Needs point backwards, so one pass from the end finds all that is needed.
        for position in (0..jobs.len()).rev() {
            if kept.get(position) != Some(&true) {
                continue;
            }
            for need in jobs.get(position).into_iter().flat_map(|job| &job.needs) {
                if let Some(kept) = kept.get_mut(*need) {
                    *kept = true;
                }
            }
        }
        let mut free: Vec<(u8, usize)> = Vec::new();
        for (position, task) in self.scene.tasks.iter().enumerate() {
            if kept.get(position) == Some(&false) {
                free.push((weight(self.priority(&task.traces)), position));
            }
        }
        free.sort_by(|(one, a), (other, b)| one.cmp(other).then_with(|| b.cmp(a)));
        self.closed(free.into_iter().map(|(_, position)| position).collect())
    }

    /// The same positions, each behind what needs it.
    fn closed(&self, order: Vec<usize>) -> Vec<usize> {
        let mut closed: Vec<usize> = Vec::new();
        for position in order {
            let mut with: Vec<usize> = vec![position];
            for (other, job) in self.scene.frame.jobs.iter().enumerate().skip(position + 1) {
                if job.needs.iter().any(|need| with.contains(need)) {
                    with.push(other);
                }
            }
            for job in with.into_iter().rev() {
                if !closed.contains(&job) {
                    closed.push(job);
                }
            }
        }
        closed
    }

    /// The highest priority of the requirements that a task serves.
    fn priority(&self, traces: &[String]) -> Priority {
        let items = self.scene.inputs.requirements.items.iter();
        let served = items.filter(|item| traces.contains(&item.id));
        served.map(|item| item.priority).min().unwrap_or(Priority::Unknown)
    }

    fn later(&self) -> Way {
        let days = terms::counted((self.last - self.limit.day) as usize, "working day");
        let late = self.scene.shares.iter().filter(|share| share.day > self.limit.day);
        Way {
            text: format!("move the day to {}: {days} later", self.scene.day(self.last)),
            price: late.map(|share| share.hours).sum(),
            rank: Rank::Moved,
        }
    }
}

fn set(hours: &mut [f64], job: usize, to: f64) {
    if let Some(own) = hours.get_mut(job) {
        *own = to;
    }
}

/// What is moved first has the smallest weight.
fn weight(priority: Priority) -> u8 {
    match priority {
        Priority::Wont => 0,
        Priority::Could => 1,
        Priority::Unknown => 2,
        Priority::Should => 3,
        Priority::Must => 4,
    }
}
