//! Hours by commits: what a history tells of the time that work took. Two ways, neither of which knows of work
//! without commits:
//!
//! - Sessions: up to two hours between two commits of one author count as work on the later one, a longer pause
//!   begins a new session, whose first commit counts two hours. This is the convention of the program `git-hours`
//!   (Kimmo Brunfeldt, 2014) with its default limits. Of squashed commits it sees only the last minutes.
//! - Days: a day on which an author built something is one working day, shared by what was built on it; see `samples`.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    history::{Contribution, Contributions},
    model::Day,
};

/// Longest pause inside a session, and what its first commit counts, in seconds.
const PAUSE: i64 = 2 * 60 * 60;

/// Hours of each commit, in the order of the contributions.
#[derive(Debug)]
pub(super) struct Effort {
    hours: Vec<f64>,
}

impl Effort {
    pub(super) fn of(contributions: &Contributions) -> Self {
        let commits = &contributions.commits;
        let mut by_author: BTreeMap<&str, Vec<(i64, usize)>> = BTreeMap::new();
        for (place, commit) in commits.iter().enumerate() {
            by_author.entry(&commit.author).or_default().push((commit.authored, place));
        }
        let mut hours = vec![0.0; commits.len()];
        for times in by_author.values_mut() {
            times.sort_unstable();
            let mut before: Option<i64> = None;
            for (time, place) in times {
                let pause = before.map_or(i64::MAX, |before| time.saturating_sub(before));
                if let Some(hours) = hours.get_mut(*place) {
                    *hours = in_hours(if pause <= PAUSE { pause } else { PAUSE });
                }
                before = Some(*time);
            }
        }
        Self { hours }
    }

    /// Hours of a commit.
    pub(super) fn of_commit(&self, place: usize) -> f64 {
        self.hours.get(place).copied().unwrap_or_default()
    }

    /// Hours of several commits, to a tenth.
    pub(super) fn of_all<'a>(&self, places: impl IntoIterator<Item = &'a usize>) -> f64 {
        // A sum of nothing is -0.
        tenth(places.into_iter().map(|place| self.of_commit(*place)).sum::<f64>() + 0.0)
    }
}

/// Days (UTC, author time) on which one of the commits was written.
pub(super) fn active_days<'a>(commits: impl IntoIterator<Item = &'a Contribution>) -> u32 {
    let days: BTreeSet<Day> =
        commits.into_iter().map(|commit| Day::of_seconds(commit.authored)).collect();
    u32::try_from(days.len()).unwrap_or(u32::MAX)
}

/// Rounded to a tenth.
pub(super) fn tenth(hours: f64) -> f64 {
    (hours * 10.0).round() / 10.0
}

#[expect(clippy::cast_precision_loss, reason = "a session has a few thousand seconds")]
fn in_hours(seconds: i64) -> f64 {
    seconds as f64 / 3600.0
}
