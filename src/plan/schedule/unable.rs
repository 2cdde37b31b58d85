//! Tasks that none of the people can do, and dates of people that nothing can be held against.

use std::collections::BTreeMap;

use super::{Scene, frame::Crew};
use crate::model::{Capacity, PlanFinding, TaskKind};

pub(super) fn findings(scene: &Scene<'_>, capacity: &Capacity) -> Vec<PlanFinding> {
    let Crew::People(workers) = &scene.frame.crew else { return no_start(scene, capacity) };
    let nobody = workers.len().saturating_sub(1);
    let mut left: BTreeMap<TaskKind, (Vec<usize>, f64)> = BTreeMap::new();
    for share in scene.shares.iter().filter(|share| share.worker == Some(nobody)) {
        let Some(job) = scene.frame.jobs.get(share.job) else { continue };
        let (jobs, hours) = left.entry(job.kind).or_default();
        *hours += share.hours;
        if !jobs.contains(&share.job) {
            jobs.push(share.job);
        }
    }
    let mut findings: Vec<PlanFinding> =
        left.into_iter().map(|(kind, (jobs, hours))| finding(scene, kind, &jobs, hours)).collect();
    findings.extend(no_start(scene, capacity));
    findings
}

fn finding(scene: &Scene<'_>, kind: TaskKind, jobs: &[usize], hours: f64) -> PlanFinding {
    let name = name(kind);
    let why = if scene.frame.is_able(kind) {
        format!(
            "{hours:.0} h of {name} are left when the last day of everybody who can do it is over"
        )
    } else {
        format!("None of the people can do {name}: {hours:.0} h")
    };
    let source = "`[[people]] skills` of answers.toml";
    let ways = match cheapest_learner(scene) {
        Some(person) => vec![
            format!("let {person} do it: add `{name}` to their skills in {source}"),
            format!("add somebody with the skill `{name}` for {hours:.0} h"),
        ],
        None => vec![format!("add somebody with the skill `{name}` for {hours:.0} h")],
    };
    PlanFinding {
        rule: "capacity.skill".into(),
        text: format!("{why} in {}, which stand as \"nobody yet\"", scene.ids(jobs).join(", ")),
        cites: scene.inputs.settings.source("people"),
        ways_out: ways,
    }
}

/// The person with the most hours that are not planned yet.
fn cheapest_learner(scene: &Scene<'_>) -> Option<String> {
    let Crew::People(workers) = &scene.frame.crew else { return None };
    let last = scene.shares.iter().map(|share| share.day).max()?;
    let people = &scene.inputs.settings.people;
    let free = |(position, worker): (usize, &super::frame::Worker)| {
        let mut has = 0.0;
        for day in 0..=last {
            has += worker.hours(day);
        }
        let shares = scene.shares.iter().filter(|share| share.worker == Some(position));
        (position, has - shares.map(|share| share.hours).sum::<f64>())
    };
    let known = workers.iter().enumerate().take(people.len()).map(free);
    let most = known.max_by(|(_, a), (_, b)| a.total_cmp(b)).filter(|(_, hours)| *hours > 0.0)?;
    people.get(most.0).map(|person| person.name.clone())
}

/// Dates without a first day of work.
fn no_start(scene: &Scene<'_>, capacity: &Capacity) -> Vec<PlanFinding> {
    let settings = scene.inputs.settings;
    let mut dated = Vec::new();
    if settings.last_day().is_some() {
        dated.push("deadline");
    }
    let has_days = |one: &crate::model::Person| {
        one.from.is_some() || one.until.is_some() || !one.away.is_empty()
    };
    if capacity.people.iter().any(has_days) {
        dated.push("people");
    }
    if settings.external.iter().any(|one| one.ready.is_some()) {
        dated.push("external");
    }
    if scene.calendar.is_some() || dated.is_empty() {
        return Vec::new();
    }
    let cites = dated.iter().flat_map(|name| {
        let first = settings.source(name);
        if first.is_empty() { settings.source(&format!("{name}.0")) } else { first }
    });
    vec![PlanFinding {
        rule: "capacity.no-start".into(),
        text: format!(
            "Days are known ({}), but not the first day of work, so that none of them could be held against the \
             schedule",
            dated.join(", ")
        ),
        cites: cites.collect(),
        ways_out: vec!["answer Q-TIME-START, or write `start` into answers.toml".into()],
    }]
}

/// A kind as `skills` writes it.
pub(super) fn name(kind: TaskKind) -> String {
    format!("{kind:?}").to_lowercase()
}
