//! What each piece of work took, by the days on which it was built.
//!
//! A day on which an author committed to pieces of work in their first weeks is one working day, shared by these
//! pieces by the number of their files that were touched. What else the author did on that day is their overhead.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    History,
    effort::{active_days, tenth},
    units::{self, Unit},
};
use crate::{
    history::Contribution,
    model::{Analysis, Day, EffortSample},
};

/// Days after its first commit in which a piece of work is built; what comes later is upkeep.
const BUILDING: i64 = 28;

/// Files of a commit from which it is an import or a squashed branch that tells nothing of any one file.
const BULK: usize = 120;

/// An author's day.
type AuthorDay<'a> = (&'a str, Day);

/// A piece of work whose beginning the history shows.
struct Built<'a> {
    unit: &'a Unit,
    commits: Vec<&'a Contribution>,
    /// Files of it that were touched on each day.
    days: BTreeMap<AuthorDay<'a>, BTreeSet<&'a str>>,
}

/// Samples of all pieces of work whose beginning the history shows.
pub(super) fn all(history: &History<'_>, analysis: &Analysis, day_hours: f64) -> Vec<EffortSample> {
    let units = units::of(analysis);
    let built: Vec<Built<'_>> = units.iter().filter_map(|unit| building(history, unit)).collect();
    let mut touched: BTreeMap<AuthorDay<'_>, BTreeSet<&str>> = BTreeMap::new();
    for one in &built {
        for (day, files) in &one.days {
            touched.entry(*day).or_default().extend(files);
        }
    }
    built.iter().map(|one| sample(one, &touched, day_hours)).collect()
}

fn building<'a>(history: &'a History<'_>, unit: &'a Unit) -> Option<Built<'a>> {
    let files: BTreeSet<&str> = unit.files.iter().map(String::as_str).collect();
    let places: BTreeSet<usize> =
        files.iter().flat_map(|path| history.paths.commits(path)).collect();
    // What the first commit of a history brought may be much older.
    let place = places.first().filter(|place| **place > 0)?;
    if is_bulk(history.commit(*place)?) {
        return None;
    }
    let until = history.commit(*place)?.seen.at.saturating_add(BUILDING * 86_400);
    let commits: Vec<&Contribution> = places
        .iter()
        .filter_map(|place| history.commit(*place))
        .filter(|commit| commit.seen.at <= until && !is_bulk(commit))
        .collect();
    let mut days: BTreeMap<AuthorDay<'_>, BTreeSet<&str>> = BTreeMap::new();
    for commit in &commits {
        let own = commit.files.iter().map(|file| file.path.as_str());
        let day = (commit.author.as_str(), Day::of_seconds(commit.authored));
        days.entry(day).or_default().extend(own.filter(|path| files.contains(path)));
    }
    Some(Built { unit, commits, days })
}

fn sample(
    one: &Built<'_>,
    touched: &BTreeMap<AuthorDay<'_>, BTreeSet<&str>>,
    day_hours: f64,
) -> EffortSample {
    let share = |(day, own): (&AuthorDay<'_>, &BTreeSet<&str>)| {
        ratio(own.len(), touched.get(day).map_or(1, BTreeSet::len))
    };
    let days: f64 = one.days.iter().map(share).sum();
    EffortSample {
        kind: one.unit.kind,
        name: one.unit.name.clone(),
        cite: one.unit.at.citation(),
        hours: tenth(days * day_hours / f64::from(one.unit.pieces)).max(0.1),
        commits: u32::try_from(one.commits.len()).unwrap_or(u32::MAX),
        active_days: active_days(one.commits.iter().copied()),
    }
}

fn is_bulk(commit: &Contribution) -> bool {
    commit.files.len() > BULK
}

#[expect(clippy::cast_precision_loss, reason = "numbers of files")]
fn ratio(part: usize, all: usize) -> f64 {
    part as f64 / all.max(1) as f64
}
