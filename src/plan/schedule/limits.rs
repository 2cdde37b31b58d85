//! Days and weeks that are fixed before the schedule is made: the deadline, and what the repository's own
//! plans say.

use super::{Scene, calendar::WEEK};
use crate::model::{Day, DocumentedPhase, WorkItem, WorkPlan, WorkStatus};

/// A working day by which tasks must be done.
#[derive(Debug)]
pub(super) struct Limit {
    /// The last working day that is in time.
    pub(super) day: u32,
    /// What is fixed, in words.
    pub(super) text: String,
    pub(super) cites: Vec<String>,
    /// Positions of the tasks; all when empty.
    pub(super) jobs: Vec<usize>,
}

/// The limits that lie after the first day; older ones are history.
pub(super) fn all(scene: &Scene<'_>) -> Vec<Limit> {
    let mut limits: Vec<Limit> = deadline(scene).into_iter().collect();
    limits.extend(phases(scene));
    limits.extend(scene.inputs.requirements.plans.iter().flat_map(|plan| dated(scene, plan)));
    limits
}

fn deadline(scene: &Scene<'_>) -> Option<Limit> {
    let settings = scene.inputs.settings;
    let day = settings.last_day()?;
    Some(Limit {
        day: scene.calendar?.last_until(day)?,
        text: format!("the deadline {day}"),
        cites: settings.source("deadline"),
        jobs: Vec::new(),
    })
}

/// The weeks that the documents give to all of their phases together, counted from the first day.
fn phases(scene: &Scene<'_>) -> Option<Limit> {
    let phases = &scene.inputs.requirements.phases;
    let first = phases.first()?;
    let own: Vec<&DocumentedPhase> =
        phases.iter().filter(|phase| phase.at.file == first.at.file).collect();
    let weeks = own.iter().map(|phase| phase.weeks_high).sum::<Option<f64>>()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "weeks of a document, cut to a century"
    )]
    let weeks = weeks.ceil().clamp(1.0, 5200.0) as u32;
    Some(Limit {
        day: weeks * WEEK - 1,
        text: format!("the end of the {weeks} weeks that {} gives to its phases", first.at.file),
        cites: own.iter().map(|phase| phase.at.citation()).collect(),
        jobs: Vec::new(),
    })
}

/// The last day of a plan that is not finished, and those of its items that tasks serve.
fn dated(scene: &Scene<'_>, plan: &WorkPlan) -> Vec<Limit> {
    let is_open = |item: &&WorkItem| {
        !matches!(item.status, WorkStatus::Done | WorkStatus::Cancelled | WorkStatus::Paused)
    };
    let open: Vec<&WorkItem> = plan.items.iter().filter(is_open).collect();
    if open.is_empty() {
        return Vec::new();
    }
    let last = |ends: &Option<String>| scene.calendar?.last_until(Day::find(ends.as_deref()?)?);
    let whole = last(&plan.ends).map(|day| Limit {
        day,
        text: format!(
            "the end of {} on {}",
            plan.feature,
            plan.ends.as_deref().unwrap_or_default()
        ),
        cites: vec![plan.at.citation()],
        jobs: Vec::new(),
    });
    let of_item = |item: &WorkItem| {
        let jobs = serving(scene, item);
        let day = last(&item.ends).filter(|_| !jobs.is_empty())?;
        let end = item.ends.as_deref().unwrap_or_default();
        let text = format!("the end of {} {} on {end}", item.id, item.title);
        Some(Limit { day, text, cites: vec![item.at.citation()], jobs })
    };
    whole.into_iter().chain(open.into_iter().filter_map(of_item)).collect()
}

/// Positions of the tasks that serve the same requirements as an item.
fn serving(scene: &Scene<'_>, item: &WorkItem) -> Vec<usize> {
    let serves = |traces: &[String]| traces.iter().any(|id| item.traces.contains(id));
    let tasks = scene.tasks.iter().enumerate().filter(|(_, task)| serves(&task.traces));
    tasks.map(|(position, _)| position).collect()
}
