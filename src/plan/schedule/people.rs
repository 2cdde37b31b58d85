//! People who are known one by one.
//!
//! Every working day gives each person their hours. A task is in the hands of one person at a time; they go on
//! with it until it is done, or until they leave or are away for a week. Who is free takes the first task
//! that can be worked and that they can do; of several, the one who can do the fewest kinds. What somebody
//! else finishes today can be built on tomorrow. Tasks of earlier phases go first; who finds none takes one of
//! the phase after the earliest that is not done, and never one further ahead.

use super::{
    calendar::WEEK,
    frame::{Frame, HORIZON, REST, Share, Worker},
};

pub(super) fn run(
    frame: &Frame,
    workers: &[Worker],
    left: &mut [f64],
    record: &mut dyn FnMut(Share),
) {
    let mut floor = Floor {
        frame,
        workers,
        left,
        done: vec![None; frame.jobs.len()],
        holder: vec![None; frame.jobs.len()],
        hands: vec![None; workers.len()],
        clock: vec![0.0; workers.len()],
        day: 0,
    };
    let mut open: Vec<usize> = (0..frame.jobs.len()).collect();
    floor.drop_finished(&mut open);
    while !open.is_empty() && floor.day < HORIZON {
        floor.work(&mut open, record);
        floor.day += 1;
    }
}

/// The state of a day.
struct Floor<'a> {
    frame: &'a Frame,
    workers: &'a [Worker],
    /// Hours left of each task.
    left: &'a mut [f64],
    /// When and by whom each task was finished.
    done: Vec<Option<(u32, usize)>>,
    /// Whose hands each task is in.
    holder: Vec<Option<usize>>,
    /// What each person is at.
    hands: Vec<Option<usize>>,
    /// Hours that each person has left today.
    clock: Vec<f64>,
    day: u32,
}

impl Floor<'_> {
    /// One day.
    fn work(&mut self, open: &mut Vec<usize>, record: &mut dyn FnMut(Share)) {
        for (clock, worker) in self.clock.iter_mut().zip(self.workers) {
            *clock = worker.hours(self.day);
        }
        self.release();
        loop {
            self.assign(open);
            let worked =
                (0..self.workers.len()).filter(|worker| self.step(*worker, record)).count();
            if worked == 0 {
                break;
            }
            self.drop_finished(open);
        }
    }

    /// Takes tasks out of the hands of those who have left or are away for a week from today.
    fn release(&mut self) {
        for (worker, hand) in self.workers.iter().zip(&mut self.hands) {
            let is_gone = || (0..WEEK).all(|ahead| worker.hours(self.day + ahead) <= 0.0);
            if let Some(job) = *hand
                && is_gone()
            {
                *hand = None;
                if let Some(holder) = self.holder.get_mut(job) {
                    *holder = None;
                }
            }
        }
    }

    /// Gives tasks that can be worked to people who are free, in the order of the tasks.
    fn assign(&mut self, open: &[usize]) {
        let last = self.last_phase(open);
        for position in open {
            let is_held = self.holder.get(*position).is_none_or(Option::is_some);
            let Some(job) = self.frame.jobs.get(*position).filter(|_| !is_held) else { continue };
            if job.phase > last
                || job.from > self.day
                || job.needs.iter().any(|need| self.is_open(*need))
            {
                continue;
            }
            let free = (0..self.workers.len()).filter(|worker| self.takes(*worker, *position));
            let fewest =
                |worker: &usize| match self.workers.get(*worker).map(|one| one.skills.len()) {
                    None | Some(0) => usize::MAX,
                    Some(skills) => skills,
                };
            let Some(worker) = free.min_by_key(fewest) else { continue };
            if let (Some(holder), Some(hand)) =
                (self.holder.get_mut(*position), self.hands.get_mut(worker))
            {
                *holder = Some(worker);
                *hand = Some(*position);
            }
        }
    }

    /// The phase up to which tasks may be taken.
    fn last_phase(&self, open: &[usize]) -> u32 {
        let phases = open.iter().filter_map(|job| Some(self.frame.jobs.get(*job)?.phase));
        let first = phases.min().unwrap_or(0);
        let mut after = self.frame.phases.iter().filter(|phase| **phase > first);
        after.next().copied().unwrap_or(first)
    }

    fn is_open(&self, job: usize) -> bool {
        self.left.get(job).is_some_and(|hours| *hours > REST)
    }

    /// Whether a person is free and can do a task today.
    fn takes(&self, worker: usize, position: usize) -> bool {
        let is_free = self.hands.get(worker).is_some_and(Option::is_none)
            && self.clock.get(worker).is_some_and(|hours| *hours > REST);
        let Some(job) = self.frame.jobs.get(position).filter(|_| is_free) else { return false };
        let mut able = self.known().iter().filter(|one| one.can(job.kind) && one.last >= self.day);
        let nobody = self.workers.len().saturating_sub(1);
        let can = if worker == nobody {
            able.next().is_none()
        } else {
            self.workers.get(worker).is_some_and(|one| one.can(job.kind))
        };
        let was_done = |need: &usize| match self.done.get(*need).copied().flatten() {
            Some((day, by)) => day < self.day || by == worker,
            None => true,
        };
        can && job.needs.iter().all(was_done)
    }

    /// Everybody but nobody.
    fn known(&self) -> &[Worker] {
        self.workers.split_last().map_or(&[], |(_, known)| known)
    }

    /// Lets a person work on what is in their hands; whether they did.
    fn step(&mut self, worker: usize, record: &mut dyn FnMut(Share)) -> bool {
        let (Some(hand), Some(clock)) = (self.hands.get_mut(worker), self.clock.get_mut(worker))
        else {
            return false;
        };
        let Some(job) = hand.filter(|_| *clock > REST) else { return false };
        let Some(left) = self.left.get_mut(job) else { return false };
        let hours = left.min(*clock);
        *left -= hours;
        *clock -= hours;
        if *left <= REST {
            *hand = None;
            if let Some(done) = self.done.get_mut(job) {
                *done = Some((self.day, worker));
            }
        }
        record(Share { job, worker: Some(worker), day: self.day, hours });
        true
    }

    fn drop_finished(&self, open: &mut Vec<usize>) {
        open.retain(|job| self.is_open(*job));
    }
}
