//! What others must bring first: which tasks wait for it, and what that costs.

use super::{Scene, calendar::Calendar, frame::Frame, unable};
use crate::{
    model::{Day, External, GapItem, GapKind, PlanFinding, Task},
    plan::{Inputs, terms},
};

/// Something that others bring, and the tasks that wait for it.
#[derive(Debug)]
pub(super) struct Wait<'a> {
    external: &'a External,
    /// Where it is said.
    cites: Vec<String>,
    ready: Option<Day>,
    jobs: Vec<usize>,
}

/// Everything that others bring.
pub(super) fn all<'a>(inputs: &'a Inputs<'_>, gap: &[GapItem], tasks: &[Task]) -> Vec<Wait<'a>> {
    let said = inputs.settings.external.iter().enumerate();
    let wait = |(position, external): (usize, &'a External)| Wait {
        external,
        cites: inputs.settings.source(&format!("external.{position}")),
        ready: external.ready.as_deref().and_then(Day::parse),
        jobs: held(external, gap, tasks),
    };
    said.map(wait).collect()
}

/// Positions of the tasks that wait: those that `holds` names, else those whose integration or title it names.
fn held(external: &External, gap: &[GapItem], tasks: &[Task]) -> Vec<usize> {
    let named = |task: &Task| {
        let names = |id: &String| {
            task.id == *id || task.traces.contains(id) || unable::name(task.kind) == *id
        };
        if external.holds.is_empty() {
            by_words(external, gap, task)
        } else {
            external.holds.iter().any(names)
        }
    };
    tasks.iter().enumerate().filter(|(_, task)| named(task)).map(|(position, _)| position).collect()
}

/// Whether the words of an integration that a task serves, or all words of the thing itself, are in each other.
fn by_words(external: &External, gap: &[GapItem], task: &Task) -> bool {
    let what = terms::of(&external.what);
    let title = terms::of(&task.title);
    let mut served = gap
        .iter()
        .filter(|item| item.kind == GapKind::Integration && task.traces.contains(&item.id));
    let is_served = served.any(|item| {
        let name = terms::of(&item.title);
        !name.is_empty() && name.is_subset(&what)
    });
    is_served || (!what.is_empty() && what.is_subset(&title))
}

/// Lets no task begin before what it waits for is there.
pub(super) fn hold(frame: &mut Frame, waits: &[Wait<'_>], calendar: Option<Calendar>) {
    let Some(calendar) = calendar else { return };
    for wait in waits {
        let Some(ready) = wait.ready else { continue };
        for job in &wait.jobs {
            if let Some(job) = frame.jobs.get_mut(*job) {
                job.from = job.from.max(calendar.first_from(ready));
            }
        }
    }
}

/// Things without a task that waits, without a day, or later than the schedule would need them.
pub(super) fn findings(scene: &Scene<'_>, free: &Frame, waits: &[Wait<'_>]) -> Vec<PlanFinding> {
    let mut first: Vec<Option<u32>> = vec![None; scene.tasks.len()];
    free.run(scene.hours, &mut |share| {
        if let Some(day) = first.get_mut(share.job) {
            day.get_or_insert(share.day);
        }
    });
    let last = scene.shares.iter().map(|share| share.day).max().unwrap_or(0);
    let one = |(position, wait): (usize, &Wait<'_>)| {
        let mut frame = free.clone();
        let (before, after) = waits.split_at(position);
        hold(&mut frame, before, scene.calendar);
        hold(&mut frame, after.get(1..).unwrap_or_default(), scene.calendar);
        let cost = last.saturating_sub(frame.finish(scene.hours).unwrap_or(0));
        finding(scene, wait, &first, cost)
    };
    waits.iter().enumerate().filter_map(one).collect()
}

fn finding(
    scene: &Scene<'_>,
    wait: &Wait<'_>,
    first: &[Option<u32>],
    cost: u32,
) -> Option<PlanFinding> {
    let what = &wait.external.what;
    let with = |rule: &str, text: String, way: String| {
        let (rule, cites) = (rule.to_owned(), wait.cites.clone());
        Some(PlanFinding { rule, text, cites, ways_out: vec![way] })
    };
    if wait.jobs.is_empty() {
        return with(
            "external.unknown",
            format!("Nothing in the plan is named after {what}, so that no task waits for it"),
            "say in `holds` which tasks, requirements or kinds of tasks wait for it".into(),
        );
    }
    let ids = scene.ids(&wait.jobs).join(", ");
    let (Some(ready), Some(calendar)) = (wait.ready, scene.calendar) else {
        return (wait.ready.is_none()).then(|| PlanFinding {
            rule: "external.no-day".into(),
            text: format!("{ids} need {what}, and nobody said when it is there"),
            cites: wait.cites.clone(),
            ways_out: vec!["ask for the day and write it as `ready`".into()],
        });
    };
    let needed = wait.jobs.iter().filter_map(|job| first.get(*job).copied().flatten()).min()?;
    if calendar.first_from(ready) <= needed {
        return None;
    }
    let days = terms::counted(cost as usize, "working day");
    let (effect, gain) = match cost {
        0 => ("the plan does not end later because of it alone".to_owned(), String::new()),
        _ => {
            (format!("the plan ends {days} later because of it"), format!(": ends {days} earlier"))
        }
    };
    let needed = calendar.day(needed);
    with(
        "external.late",
        format!("{what} is there on {ready}, {ids} could begin on {needed}; {effect}"),
        format!("build against a stand-in from {needed} and change over on {ready}{gain}"),
    )
}
