//! What each piece of work took, by the commits of its first weeks.

use std::collections::BTreeSet;

use super::{
    History,
    effort::{active_days, tenth},
    units::{self, Unit},
};
use crate::{
    history::Contribution,
    model::{Analysis, EffortSample},
};

/// Days after its first commit in which a piece of work is built; what comes later is upkeep.
const BUILDING: i64 = 28;

/// Files of a commit from which it is an import or a squashed branch that tells nothing of any one file.
const BULK: usize = 120;

/// Samples of all pieces of work whose beginning the history shows.
pub(super) fn all(history: &History<'_>, analysis: &Analysis, day_hours: f64) -> Vec<EffortSample> {
    let units = units::of(analysis);
    units.iter().filter_map(|unit| sample(history, unit, day_hours)).collect()
}

fn sample(history: &History<'_>, unit: &Unit, day_hours: f64) -> Option<EffortSample> {
    let files: BTreeSet<&str> = unit.files.iter().map(String::as_str).collect();
    let places: BTreeSet<usize> =
        files.iter().flat_map(|path| history.paths.commits(path)).collect();
    let first = history.commit(*places.first()?)?;
    if is_bulk(first) || history.begins_with(*places.first()?) {
        return None;
    }
    let until = first.seen.at.saturating_add(BUILDING * 86_400);
    let commits: Vec<&Contribution> = places
        .iter()
        .filter_map(|place| history.commit(*place))
        .filter(|commit| commit.seen.at <= until && !is_bulk(commit))
        .collect();
    let hours = history.effort.days_of(&commits, &files) * day_hours / f64::from(unit.pieces);
    Some(EffortSample {
        kind: unit.kind,
        name: unit.name.clone(),
        cite: unit.at.citation(),
        hours: tenth(hours).max(0.1),
        commits: u32::try_from(commits.len()).unwrap_or(u32::MAX),
        active_days: active_days(commits.iter().copied()),
    })
}

fn is_bulk(commit: &Contribution) -> bool {
    commit.files.len() > BULK
}
