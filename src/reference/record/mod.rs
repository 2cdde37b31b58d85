//! Planned against actual: the plans of a repository beside what its history shows of them, and what each
//! piece of work took.

mod classes;
mod deliverables;
mod effort;
mod paths;
mod plans;
mod samples;
mod texts;
mod units;

use std::collections::{BTreeMap, BTreeSet};

pub use self::classes::classes;
use self::{effort::Effort, paths::Paths};
use super::Options;
use crate::{
    analyze,
    discover::Snapshot,
    document,
    error::Result,
    history::{self, Contribution, Contributions, Touch},
    model::{Analysis, DeliveryRecord, FirstSeen, Seen},
};

/// A history, ready to be asked.
#[derive(Debug)]
struct History<'a> {
    contributions: &'a Contributions,
    effort: Effort,
    paths: Paths<'a>,
    /// Facts of the tree with the commits that brought them.
    seen_facts: &'a [FirstSeen],
    /// Commit (by place) that made each path.
    born: BTreeMap<&'a str, usize>,
    /// Paths of the tree.
    present: BTreeSet<&'a str>,
    places: BTreeMap<&'a str, usize>,
}

/// What the repository behind `snapshot` planned and what its history shows of it. A working day counts
/// `day_hours` hours.
///
/// # Errors
/// When the history cannot be read at all.
pub(super) fn record(
    snapshot: &Snapshot,
    analysis: &Analysis,
    options: &Options<'_>,
    day_hours: f64,
) -> Result<DeliveryRecord> {
    let mut found = empty(snapshot, analysis);
    let Some(tip) = analyze::tip(snapshot) else {
        found.limits.push("it has no Git history".into());
        return Ok(found);
    };
    let contributions = history::contributions(tip)?;
    let seen = analyze::first_seen(snapshot, options.registry, analysis)?;
    let history = History::new(&contributions, snapshot, &seen);
    let texts = texts::all(snapshot, options.docs_dir, &contributions, &history.paths);
    let pairs: Vec<(String, String)> =
        texts.values().map(|text| (text.path.clone(), text.content.clone())).collect();
    let (plans, _) = document::plans(&pairs);
    let (requirements, _) = analyze::requirements(&pairs, plans);
    let plans = requirements.plans.iter();
    found.plans = plans
        .filter_map(|plan| plans::record(&history, plan, &requirements, texts.get(&*plan.at.file)))
        .collect();
    found.plans.sort_by(|a, b| (&a.at.file, a.at.line).cmp(&(&b.at.file, b.at.line)));
    found.samples = samples::all(&history, analysis, day_hours);
    found.limits.extend(limits(&contributions, &found));
    Ok(found)
}

/// What the pieces of work of a repository took, without its plans: enough for reference classes. Nothing when
/// its history cannot be read.
pub(super) fn samples(snapshot: &Snapshot, analysis: &Analysis, day_hours: f64) -> DeliveryRecord {
    let mut found = empty(snapshot, analysis);
    let Some(tip) = analyze::tip(snapshot) else {
        return found;
    };
    match history::contributions(tip) {
        Ok(contributions) => {
            let history = History::new(&contributions, snapshot, &[]);
            found.samples = samples::all(&history, analysis, day_hours);
        }
        Err(error) => found.limits.push(error.to_string()),
    }
    found
}

/// A record in which nothing is known yet.
fn empty(snapshot: &Snapshot, analysis: &Analysis) -> DeliveryRecord {
    DeliveryRecord {
        name: analysis.repo.name.clone(),
        dir: ".".into(),
        commit: snapshot.repo.commit.clone(),
        ..DeliveryRecord::default()
    }
}

/// Why less than everything is known.
fn limits(contributions: &Contributions, found: &DeliveryRecord) -> Vec<String> {
    let commits = contributions.commits.len();
    let mut limits = Vec::new();
    if contributions.shallow {
        limits.push("the clone is shallow: older commits are not there".to_owned());
    }
    if commits < 2 {
        limits.push(format!("the history has {commits} commit(s): nothing can be told from it"));
    }
    if found.plans.is_empty() {
        limits.push("no plan was found in the tree or in its history".into());
    }
    if found.samples.is_empty() && commits > 1 {
        limits.push("no piece of work has a beginning of its own in the history".into());
    }
    limits
}

impl<'a> History<'a> {
    fn new(
        contributions: &'a Contributions,
        snapshot: &'a Snapshot,
        seen_facts: &'a [FirstSeen],
    ) -> Self {
        let mut born = BTreeMap::new();
        let mut places = BTreeMap::new();
        for (place, commit) in contributions.commits.iter().enumerate() {
            places.insert(commit.seen.commit.as_str(), place);
            for file in commit.files.iter().filter(|file| file.how == Touch::Added) {
                born.entry(file.path.as_str()).or_insert(place);
            }
        }
        Self {
            contributions,
            effort: Effort::of(contributions),
            paths: Paths::of(contributions),
            seen_facts,
            born,
            present: snapshot.entries.iter().map(|entry| &*entry.path).collect(),
            places,
        }
    }

    fn commit(&self, place: usize) -> Option<&'a Contribution> {
        self.contributions.commits.get(place)
    }

    fn seen(&self, place: usize) -> Option<Seen> {
        self.commit(place).map(|commit| commit.seen.clone())
    }

    fn place_of(&self, seen: &Seen) -> Option<usize> {
        self.places.get(seen.commit.as_str()).copied()
    }

    /// Whether the analysed tree has the path, or a folder of that name.
    fn is_there(&self, path: &str) -> bool {
        let below = format!("{path}/");
        let mut from = self.present.range(path..);
        self.present.contains(path) || from.any(|one| one.starts_with(&below))
    }
}
