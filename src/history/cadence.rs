//! How steadily a repository is worked on: weeks with commits, years, releases. Times are committer
//! times in UTC; merges are nobody's work.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    commits::{Commit, History},
    people::People,
    tags,
};
use crate::model::{Cadence, Tag, YearOfWork};

const DAY: i64 = 86_400;
const WEEK: i64 = 7 * DAY;

/// 1970-01-01 was a Thursday, weeks begin on Monday.
const THURSDAY: i64 = 3 * DAY;

/// The cadence of `work`, commits without merges, and of the releases among the `selected` commits.
pub(super) fn of(
    history: &History,
    (work, selected): (&[&Commit], &[bool]),
    tags: &[Tag],
) -> Cadence {
    let week = |commit: &&Commit| (commit.committed + THURSDAY).div_euclid(WEEK);
    let weeks: BTreeSet<i64> = work.iter().map(week).collect();
    let span = weeks.last().zip(weeks.first()).map_or(0, |(last, first)| last - first + 1);
    let times = || work.iter().map(|commit| commit.committed);
    let age = times().max().zip(times().min()).map_or(0, |(last, first)| last - first);
    let releases = releases(history, selected, tags);
    Cadence {
        age_days: whole(age / DAY),
        weeks: whole(span),
        active_weeks: super::count(weeks.len()),
        years: years(&history.people, work),
        releases: super::count(releases.len()),
        release_interval_days: median_interval(&releases),
    }
}

/// Fewest authors who together wrote more than half of the commits.
pub(super) fn bus_factor(people: &People, work: &[&Commit]) -> u32 {
    let mut commits: BTreeMap<usize, usize> = BTreeMap::new();
    for commit in work {
        *commits.entry(people.email(commit.author)).or_default() += 1;
    }
    let mut most: Vec<usize> = commits.into_values().collect();
    most.sort_unstable_by(|a, b| b.cmp(a));
    let mut sum = 0;
    let needed = most.iter().take_while(|commits| {
        let open = sum * 2 <= work.len();
        sum += *commits;
        open
    });
    super::count(needed.count())
}

fn years(people: &People, work: &[&Commit]) -> Vec<YearOfWork> {
    let mut years: BTreeMap<i64, (u32, BTreeSet<usize>)> = BTreeMap::new();
    for commit in work {
        let (commits, authors) = years.entry(year(commit.committed)).or_default();
        *commits += 1;
        authors.insert(people.email(commit.author));
    }
    let one = |(year, (commits, authors)): (i64, (u32, BTreeSet<usize>))| YearOfWork {
        year,
        commits,
        authors: super::count(authors.len()),
    };
    years.into_iter().map(one).collect()
}

/// The year of a time. Counts days from 0000-03-01, so that leap days are last in their year.
fn year(time: i64) -> i64 {
    const CYCLE: i64 = 146_097;
    let days = time.div_euclid(DAY) + 719_468;
    let (cycle, day) = (days.div_euclid(CYCLE), days.rem_euclid(CYCLE));
    let in_cycle = (day - day / 1_460 + day / 36_524 - day / (CYCLE - 1)) / 365;
    let day_of_year = day - (365 * in_cycle + in_cycle / 4 - in_cycle / 100);
    // March comes first: the last 59 or 60 days are January and February of the next year.
    cycle * 400 + in_cycle + i64::from(day_of_year >= 306)
}

/// Times of the commits that reachable tags without a pre-release part call a version.
fn releases(history: &History, selected: &[bool], tags: &[Tag]) -> Vec<i64> {
    let versions = tags.iter().filter(|tag| tag.reachable && tags::is_release(&tag.name));
    let commits: BTreeSet<&str> = versions.map(|tag| &*tag.commit).collect();
    let time = |hex: &str| {
        let id = gix::ObjectId::from_hex(hex.as_bytes()).ok()?;
        let place = history.place(id).filter(|place| selected.get(*place) == Some(&true))?;
        history.commits.get(place).map(|commit| commit.committed)
    };
    let mut times: Vec<i64> = commits.into_iter().filter_map(time).collect();
    times.sort_unstable();
    times
}

/// Days between releases: as many intervals are longer as are shorter.
fn median_interval(times: &[i64]) -> Option<u32> {
    let later = times.iter().skip(1);
    let mut days: Vec<i64> = times.iter().zip(later).map(|(a, b)| (b - a) / DAY).collect();
    days.sort_unstable();
    days.get(days.len() / 2).map(|days| whole(*days))
}

fn whole(number: i64) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_times() {
        let cases = [
            (0, 1970),
            (-1, 1969),
            (951_782_400, 2000),
            (946_684_799, 1999),
            (1_704_067_199, 2023),
            (1_704_067_200, 2024),
            (1_735_689_599, 2024),
            (4_107_542_400, 2100),
            (-62_135_596_800, 1),
        ];
        for (time, expected) in cases {
            assert_eq!(year(time), expected, "{time}");
        }
    }

    #[test]
    fn the_interval_in_the_middle() {
        let check = |days: &[i64], expected| {
            let times: Vec<_> = days.iter().map(|day| day * DAY).collect();
            assert_eq!(median_interval(&times), expected, "{days:?}");
        };
        check(&[], None);
        check(&[5], None);
        check(&[5, 9], Some(4));
        check(&[0, 1, 10, 12], Some(2));
    }
}
