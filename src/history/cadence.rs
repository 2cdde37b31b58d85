//! How steadily a repository is worked on: weeks with commits, years, releases. Times are committer
//! times in UTC; merges are nobody's work.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    commits::{Commit, History},
    owners,
    people::People,
    tags,
};
use crate::model::{Cadence, QuarterOfWork, Tag, YearOfWork};

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
        commits_per_week: per_week(work.len(), span),
        years: years(&history.people, work),
        quarters: quarters(&history.people, work),
        releases: super::count(releases.len()),
        release_interval_days: median_interval(&releases),
    }
}

/// Rounded to hundredths, so that it is the same text everywhere.
fn per_week(commits: usize, weeks: i64) -> f64 {
    let hundredths = u64::try_from(commits).unwrap_or(u64::MAX).saturating_mul(100);
    let weeks = u64::try_from(weeks).unwrap_or_default().max(1);
    let rounded = (hundredths + weeks / 2) / weeks;
    f64::from(u32::try_from(rounded).unwrap_or(u32::MAX)) / 100.0
}

/// Fewest authors who together wrote more than half of the commits.
pub(super) fn bus_factor(people: &People, work: &[&Commit]) -> u32 {
    let mut commits: BTreeMap<usize, u32> = BTreeMap::new();
    for commit in work {
        *commits.entry(people.email(commit.author)).or_default() += 1;
    }
    owners::bus_factor(commits.into_values())
}

/// Work by calendar year or quarter.
fn periods<Period: Ord>(
    people: &People,
    work: &[&Commit],
    period: impl Fn(i64) -> Period,
) -> BTreeMap<Period, (u32, BTreeSet<usize>)> {
    let mut found: BTreeMap<_, (u32, BTreeSet<usize>)> = BTreeMap::new();
    for commit in work {
        let (commits, authors) = found.entry(period(commit.committed)).or_default();
        *commits += 1;
        authors.insert(people.email(commit.author));
    }
    found
}

fn years(people: &People, work: &[&Commit]) -> Vec<YearOfWork> {
    let one = |(year, (commits, authors)): (i64, (u32, BTreeSet<usize>))| YearOfWork {
        year,
        commits,
        authors: super::count(authors.len()),
    };
    periods(people, work, |time| month(time).0).into_iter().map(one).collect()
}

fn quarters(people: &People, work: &[&Commit]) -> Vec<QuarterOfWork> {
    let quarter = |time| {
        let (year, month) = month(time);
        (year, month / 3 + 1)
    };
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    let mut one = |((year, quarter), (commits, authors)): ((i64, i64), (u32, BTreeSet<usize>))| {
        let known = seen.len();
        let count = authors.len();
        seen.extend(authors);
        QuarterOfWork {
            quarter: format!("{year:04}-Q{quarter}"),
            commits,
            authors: super::count(count),
            newcomers: super::count(seen.len() - known),
        }
    };
    let mut found = Vec::new();
    for period in periods(people, work, quarter) {
        found.push(one(period));
    }
    found
}

/// The year and the month, from 0, of a time. Counts days from 0000-03-01, so that leap days are last in their year.
fn month(time: i64) -> (i64, i64) {
    const CYCLE: i64 = 146_097;
    let days = time.div_euclid(DAY) + 719_468;
    let (cycle, day) = (days.div_euclid(CYCLE), days.rem_euclid(CYCLE));
    let in_cycle = (day - day / 1_460 + day / 36_524 - day / (CYCLE - 1)) / 365;
    let day_of_year = day - (365 * in_cycle + in_cycle / 4 - in_cycle / 100);
    // March comes first: the last 59 or 60 days are January and February of the next year. From March on
    // the lengths of five months repeat, 153 days in all.
    let month = ((5 * day_of_year + 2) / 153 + 2) % 12;
    (cycle * 400 + in_cycle + i64::from(day_of_year >= 306), month)
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
    fn months_of_times() {
        let cases = [
            (0, (1970, 0)),
            (-1, (1969, 11)),
            (951_782_400, (2000, 1)),
            (951_868_800, (2000, 2)),
            (946_684_799, (1999, 11)),
            (1_704_067_199, (2023, 11)),
            (1_704_067_200, (2024, 0)),
            (1_717_200_000, (2024, 5)),
            (1_735_689_599, (2024, 11)),
            (4_107_542_400, (2100, 2)),
            (-62_135_596_800, (1, 0)),
        ];
        for (time, expected) in cases {
            assert_eq!(month(time), expected, "{time}");
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
