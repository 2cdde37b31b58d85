//! More hours than there are until a fixed day, and the two cheapest ways out.

use super::{Scene, calendar::WEEK, frame::Crew, limits, limits::Limit, ways};
use crate::{model::PlanFinding, plan::terms};

/// How many fixed days a plan complains of; the worst come first.
const FINDINGS: usize = 3;

/// The fixed days that the schedule does not meet.
pub(super) fn findings(scene: &Scene<'_>) -> Vec<PlanFinding> {
    let ends = ends(scene);
    let mut missed: Vec<(u32, Limit)> = limits::all(scene)
        .into_iter()
        .filter_map(|limit| {
            let last = latest(&ends, &limit)?;
            (last > limit.day).then_some((last, limit))
        })
        .collect();
    missed.sort_by(|(one, a), (other, b)| {
        (other - b.day).cmp(&(one - a.day)).then_with(|| a.text.cmp(&b.text))
    });
    missed.truncate(FINDINGS);
    let missed = missed.iter().map(|(last, limit)| finding(scene, limit, *last));
    over(scene).into_iter().chain(missed).collect()
}

/// A deadline before the first day of work.
fn over(scene: &Scene<'_>) -> Option<PlanFinding> {
    let settings = scene.inputs.settings;
    let (first, last) = (settings.first_day()?, settings.last_day()?);
    (last < first).then(|| PlanFinding {
        rule: "capacity.deadline-before-start".into(),
        text: format!("The deadline {last} is before the first day of work, {first}"),
        cites: settings.source("deadline").into_iter().chain(settings.source("start")).collect(),
        ways_out: vec!["correct the one that is wrong in answers.toml".into()],
    })
}

/// Last working day of every task.
fn ends(scene: &Scene<'_>) -> Vec<Option<u32>> {
    let mut ends = vec![None; scene.tasks.len()];
    for share in scene.shares {
        if let Some(end) = ends.get_mut(share.job) {
            *end = (*end).max(Some(share.day));
        }
    }
    ends
}

fn latest(ends: &[Option<u32>], limit: &Limit) -> Option<u32> {
    if limit.jobs.is_empty() {
        return ends.iter().copied().max().flatten();
    }
    limit.jobs.iter().filter_map(|job| ends.get(*job).copied().flatten()).max()
}

fn finding(scene: &Scene<'_>, limit: &Limit, last: u32) -> PlanFinding {
    let is_meant = |job: usize| limit.jobs.is_empty() || limit.jobs.contains(&job);
    let own: Vec<_> = scene.shares.iter().filter(|share| is_meant(share.job)).collect();
    let all: f64 = own.iter().map(|share| share.hours).sum();
    let late: f64 = own.iter().filter(|share| share.day > limit.day).map(|share| share.hours).sum();
    let there = scene.frame.hours_until(limit.day);
    let in_time = scene.shares.iter().filter(|share| share.day <= limit.day);
    let unused = (there - in_time.map(|share| share.hours).sum::<f64>()).max(0.0);
    let idle = if unused < late / 2.0 { String::new() } else { why_unused(scene, unused) };
    let days = terms::counted((last - limit.day) as usize, "working day");
    let whole = f64::from(limit.day + 1) / f64::from(WEEK);
    let weeks = if whole.fract() == 0.0 { format!("{whole:.0}") } else { format!("{whole:.1}") };
    let text = format!(
        "Until {} there are {weeks} weeks with {there:.0} h; {all:.0} h are planned, {late:.0} h of them fall \
         behind it, and the last task ends {} ({days} late){idle}",
        limit.text,
        match scene.calendar {
            Some(_) => format!("on {}", scene.day(last)),
            None => format!("in {}", scene.day(last)),
        },
    );
    let ways = ways::cheapest(scene, limit, last);
    PlanFinding {
        rule: "capacity.overloaded".into(),
        text,
        cites: limit.cites.clone(),
        ways_out: ways.into_iter().map(|way| way.text).collect(),
    }
}

/// Why hours of people stay unused although work is left.
fn why_unused(scene: &Scene<'_>, hours: f64) -> String {
    let why = match scene.frame.crew {
        Crew::Team { .. } => "tasks wait for each other, and a phase begins with a new week",
        Crew::People(_) => "tasks wait for each other or need a skill that those who are free lack",
    };
    format!("; {hours:.0} h until then stay unused, because {why}")
}
