//! A team of which only the size is known.
//!
//! A week takes hours up to the team's capacity; one task takes at most what one person has in a week, because
//! two people on one task of a day's size do not halve it. A phase starts with a new week.

use super::{
    calendar::WEEK,
    frame::{Frame, HORIZON, REST, Share},
};

pub(super) fn run(
    frame: &Frame,
    (weekly, each): (f64, f64),
    left: &mut [f64],
    record: &mut dyn FnMut(Share),
) {
    let mut week = 0;
    for phase in &frame.phases {
        let open = |left: &[f64]| {
            let jobs = frame.jobs.iter().zip(left);
            jobs.into_iter().any(|(job, hours)| job.phase == *phase && *hours > REST)
        };
        while open(left) && week * WEEK < HORIZON {
            fill(frame, *phase, (weekly, each, week), left, record);
            week += 1;
        }
    }
}

/// One week of one phase.
fn fill(
    frame: &Frame,
    phase: u32,
    (weekly, each, week): (f64, f64, u32),
    left: &mut [f64],
    record: &mut dyn FnMut(Share),
) {
    let mut free = weekly;
    let last = week * WEEK + WEEK - 1;
    for (position, job) in frame.jobs.iter().enumerate() {
        if free <= REST {
            break;
        }
        // A task waits while a task that it needs has hours left.
        let waits = job.needs.iter().any(|need| left.get(*need).is_some_and(|rest| *rest > REST));
        let Some(hours) = left.get_mut(position) else { break };
        if job.phase != phase || waits || job.from > last || *hours <= REST {
            continue;
        }
        let share = hours.min(each).min(free);
        *hours -= share;
        free -= share;
        let day = week * WEEK + day_of(1.0 - free / weekly);
        record(Share { job: position, worker: None, day, hours: share });
    }
}

/// The day of the week by which a share of its hours is used, 0-based.
fn day_of(used: f64) -> u32 {
    let days = (1..WEEK).find(|day| used * f64::from(WEEK) <= f64::from(*day) + 1e-9);
    days.unwrap_or(WEEK) - 1
}
