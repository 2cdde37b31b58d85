//! The plan in the living form: a roadmap, and what `tasks.md` shows of each task. Only the next phase is
//! written out, unless detail is asked for: what lies further ahead will change before it begins.

use serde::Serialize;

use crate::model::{
    Day, EvidenceClass, Milestone, OpenQuestion, Phase, Plan, Roadmap, RoadmapConfidence,
    RoadmapInputs, RoadmapTask, RoadmapTotals, Task, TaskKind,
};

/// Gate of the house's process to which a delivery roadmap belongs.
const GATE: u32 = 4;

/// Sizes with the most hours that they hold.
const SIZES: &[(&str, f64)] = &[("S", 4.0), ("M", 8.0), ("L", 16.0)];

/// Size of a task with more hours than a task may have.
const SPLIT: &str = "split";

/// What `tasks.md` shows.
#[derive(Debug, Serialize)]
pub struct LivingPage<'a> {
    version: &'static str,
    plan: &'a Plan,
    roadmap: Roadmap,
    /// Phases that are written out.
    phases: Vec<LivingPhase<'a>>,
    tasks: Vec<LivingTask<'a>>,
    /// Questions that block and that nobody answered.
    blocking: Vec<&'a OpenQuestion>,
}

#[derive(Debug, Serialize)]
struct LivingPhase<'a> {
    number: u32,
    phase: &'a Phase,
    tasks: Vec<LivingTask<'a>>,
}

#[derive(Clone, Debug, Serialize)]
struct LivingTask<'a> {
    task: &'a Task,
    planned: RoadmapTask,
    /// What must hold at its end.
    acceptance: Vec<String>,
}

impl LivingPage<'_> {
    /// The roadmap beside the tasks.
    pub fn roadmap(&self) -> &Roadmap {
        &self.roadmap
    }
}

/// The living form of `plan` for `feature`; with the tasks of all phases when `detail` says so.
pub fn living<'a>(plan: &'a Plan, feature: &str, detail: bool) -> LivingPage<'a> {
    let roadmap = roadmap(plan, feature);
    let tasks: Vec<LivingTask<'a>> = plan
        .tasks
        .iter()
        .zip(&roadmap.tasks)
        .map(|(task, planned)| LivingTask {
            task,
            planned: planned.clone(),
            acceptance: acceptance(plan, task),
        })
        .collect();
    let of = |phase: &'a Phase| LivingPhase {
        number: phase.number,
        phase,
        tasks: tasks.iter().filter(|one| one.task.phase == phase.number).cloned().collect(),
    };
    let phases = plan.phases.iter().map(of).filter(|phase| !phase.tasks.is_empty());
    LivingPage {
        version: env!("CARGO_PKG_VERSION"),
        plan,
        phases: phases.take(if detail { usize::MAX } else { 1 }).collect(),
        tasks,
        blocking: blocking(plan).collect(),
        roadmap,
    }
}

fn blocking(plan: &Plan) -> impl Iterator<Item = &OpenQuestion> {
    plan.questions.iter().filter(|question| question.blocking && question.source.is_empty())
}

/// What the gap will show once the task is done.
pub(super) fn acceptance(plan: &Plan, task: &Task) -> Vec<String> {
    let closed = plan.gap.iter().filter(|item| task.traces.contains(&item.id));
    let mut lines: Vec<String> = closed
        .map(|item| {
            let today = match item.missing.join("; ") {
                missing if missing.is_empty() => item.title.clone(),
                missing => format!("{}; today {missing}", item.title),
            };
            format!("{} is present in the code: {today} (`{}`)", item.id, item.asked.at.citation())
        })
        .collect();
    let tests = task.files.iter().filter(|file| file.action == crate::model::Action::Test);
    lines.extend(tests.map(|file| format!("The tests in `{}` pass", file.path)));
    lines
}

fn roadmap(plan: &Plan, feature: &str) -> Roadmap {
    let tasks: Vec<RoadmapTask> = plan.tasks.iter().map(|task| planned(plan, task)).collect();
    let forecast = plan.forecast.clone().unwrap_or_default();
    let count = |level: &str| {
        u32::try_from(tasks.iter().filter(|task| task.confidence == level).count())
            .unwrap_or(u32::MAX)
    };
    Roadmap {
        feature: feature.into(),
        gate: GATE,
        version: "v1".into(),
        upstream_docs: documents(plan),
        inputs: RoadmapInputs {
            start_date: forecast.starts.clone(),
            team_size: plan.capacity.team,
            team_source: plan.capacity.source.clone(),
            multiplier: forecast.formula.multiplier,
            available_capacity: forecast.formula.capacity,
            hours_per_day: forecast.formula.hours_per_day,
        },
        formula:
            "working_days = hours * multiplier / available_capacity / hours_per_day / team_size"
                .into(),
        totals: RoadmapTotals {
            hours: tenth(tasks.iter().map(|task| task.hours).sum()),
            critical_path_hours: forecast.critical_hours,
            working_days: tenth(forecast.formula.days),
            weeks: forecast.weeks,
            target_end_date: forecast.dates.as_ref().map(|dates| dates.p80.clone()),
            dates: forecast.dates,
        },
        confidence: RoadmapConfidence {
            high: count("High"),
            medium: count("Medium"),
            low: count("Low"),
        },
        milestones: plan.phases.iter().filter_map(|phase| milestone(plan, phase)).collect(),
        critical_path: forecast.critical_path,
        open_questions: blocking(plan).map(|question| question.id.clone()).collect(),
        tasks,
    }
}

/// Documents that ask for what is planned.
fn documents(plan: &Plan) -> Vec<String> {
    let asked = plan.gap.iter().map(|item| &item.asked.at);
    let documents = asked.filter(|at| at.class == EvidenceClass::Document);
    let mut files: Vec<String> = documents.map(|at| at.file.to_string()).collect();
    files.sort();
    files.dedup();
    files
}

/// What the roadmap says of a task.
pub(super) fn planned(plan: &Plan, task: &Task) -> RoadmapTask {
    let hours = tenth(task.estimate.range.likely);
    let weeks: Vec<_> = plan
        .phases
        .iter()
        .flat_map(|phase| &phase.weeks)
        .filter(|week| week.tasks.iter().any(|entry| entry.id == task.id))
        .collect();
    let (first, last) = (weeks.first(), weeks.last());
    let numbers = first.zip(last).map(|(first, last)| (first.number, last.number));
    RoadmapTask {
        id: task.id.clone(),
        title: task.title.clone(),
        hours,
        p50: task.estimate.p50,
        p80: task.estimate.p80,
        size: size(hours).into(),
        confidence: confidence(task).into(),
        blocked_by: task.depends_on.clone(),
        weeks: numbers.map_or(String::new(), |(first, last)| {
            if first == last { first.to_string() } else { format!("{first}-{last}") }
        }),
        start_date: first.and_then(|week| week.starts.clone()),
        end_date: last.and_then(|week| week.starts.as_deref()).and_then(last_day),
        critical_path: plan
            .forecast
            .as_ref()
            .is_some_and(|forecast| forecast.critical_path.contains(&task.id)),
    }
}

/// The last working day of a week that begins on `starts`.
fn last_day(starts: &str) -> Option<String> {
    let last = Day::parse(starts)?.plus(6);
    let weekend = (last.weekday() - 4).max(0);
    Some(last.plus(-weekend).to_string())
}

fn size(hours: f64) -> &'static str {
    SIZES.iter().find(|(_, most)| hours <= *most).map_or(SPLIT, |(name, _)| name)
}

/// High when it rests on finished work, low when it may take more than twice as long as is likely.
fn confidence(task: &Task) -> &'static str {
    let range = task.estimate.range;
    if task.kind == TaskKind::Spike || range.high > 2.0 * range.likely {
        "Low"
    } else if task.estimate.samples > 0 {
        "High"
    } else {
        "Medium"
    }
}

fn milestone(plan: &Plan, phase: &Phase) -> Option<Milestone> {
    let own = plan.tasks.iter().filter(|task| task.phase == phase.number);
    let tasks: Vec<String> = own.map(|task| task.id.clone()).collect();
    let last = phase.weeks.last().and_then(|week| week.starts.as_deref());
    (!tasks.is_empty()).then(|| Milestone {
        id: format!("M{}", phase.number),
        name: phase.title.clone(),
        target_date: last.and_then(last_day),
        tasks,
    })
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_the_house() {
        for (hours, expected) in [(0.5, "S"), (4.0, "S"), (4.5, "M"), (8.0, "M"), (16.0, "L")] {
            assert_eq!(size(hours), expected, "{hours}");
        }
        assert_eq!(size(16.5), SPLIT);
    }

    #[test]
    fn a_week_ends_on_a_working_day() {
        assert_eq!(last_day("2026-04-20").as_deref(), Some("2026-04-24"));
        assert_eq!(last_day("2026-04-22").as_deref(), Some("2026-04-28"));
        assert_eq!(last_day("2026-04-27 or so"), None);
    }
}
