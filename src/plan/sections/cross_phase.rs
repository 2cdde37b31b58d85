//! Section 3: what grows from phase to phase: tests, documentation, targets, and which risk is met when.

use super::{Context, open, said_by};
use crate::model::{
    Phase, Statement,
    StatementSource::{Document, Plan as ByPlan, Standard},
    Task, TaskKind,
};
use crate::plan::terms;

pub(super) fn testing(context: &Context<'_>) -> Vec<Statement> {
    per_phase(context, |phase, frame| {
        let tasks: Vec<&Task> = tasks_of(context, phase).collect();
        let files = tasks
            .iter()
            .flat_map(|task| &task.files)
            .filter(|file| file.action == crate::model::Action::Test);
        let count = files.count();
        let ids: Vec<String> =
            tasks.iter().filter(|task| tests(task)).map(|task| task.id.clone()).collect();
        if count == 0 {
            let text =
                format!("{} tests are expected here; no task adds a test file", frame.testing);
            return said_by(Standard, &label(phase), text, &[]);
        }
        let files = terms::counted(count, "test file");
        let text = format!("{} tests grow; {files} come with its tasks", frame.testing);
        said_by(ByPlan, &label(phase), text, &super::id_range(&ids))
    })
}

fn tests(task: &Task) -> bool {
    task.kind == TaskKind::Testing
        || task.files.iter().any(|file| file.action == crate::model::Action::Test)
}

pub(super) fn documentation(context: &Context<'_>) -> Vec<Statement> {
    per_phase(context, |phase, frame| {
        let endpoints: Vec<String> = tasks_of(context, phase)
            .filter(|task| task.kind == TaskKind::Endpoint)
            .map(|task| task.id.clone())
            .collect();
        let mut text = frame.documentation.clone();
        if !endpoints.is_empty() {
            text = format!("{text}; {} endpoints enter the API document", endpoints.len());
        }
        said_by(Standard, &label(phase), text, &super::id_range(&endpoints))
    })
}

pub(super) fn targets(context: &Context<'_>) -> Vec<Statement> {
    let targets = &context.plan.targets;
    if targets.is_empty() {
        return vec![open("Targets", "No measurable target is written down", "Q-DOC-TARGETS")];
    }
    let mut statements: Vec<Statement> = targets
        .iter()
        .map(|target| {
            let task = context.plan.tasks.iter().find(|task| task.traces.contains(&target.id));
            let when = task.map_or("no task measures it".into(), |task| {
                format!("due in phase {} ({})", task.phase, task.id)
            });
            said_by(
                Document,
                &target.id,
                format!("{}: {when}", target.text.trim_end_matches('.')),
                std::slice::from_ref(&target.cite),
            )
        })
        .collect();
    statements.extend(per_phase(context, |phase, frame| {
        let due = targets.iter().filter(|target| due_by(context, &target.id, phase.number)).count();
        let share = frame.target_share * 100.0;
        let text = format!(
            "{due} of {} are due by its end; the standard expects {share:.0} %",
            targets.len()
        );
        said_by(ByPlan, &label(phase), text, &[])
    }));
    statements
}

/// Whether a task of this or an earlier phase measures a target.
fn due_by(context: &Context<'_>, id: &String, phase: u32) -> bool {
    context.plan.tasks.iter().any(|task| task.traces.contains(id) && task.phase <= phase)
}

pub(super) fn risks(context: &Context<'_>) -> Vec<Statement> {
    let plan = context.plan;
    let row = |phase: &Phase| {
        let ids: Vec<String> = tasks_of(context, phase).map(|task| task.id.clone()).collect();
        let met: Vec<String> = plan
            .risks
            .iter()
            .filter(|risk| ids.iter().any(|id| risk.text.contains(id.as_str())))
            .map(|risk| risk.id.clone())
            .collect();
        (!met.is_empty())
            .then(|| said_by(ByPlan, &label(phase), "Its tasks meet these risks", &met))
    };
    let mut statements: Vec<Statement> = plan.phases.iter().filter_map(row).collect();
    let unanswered = crate::plan::risks::open_ids(&plan.questions);
    if !unanswered.is_empty() {
        let text = match unanswered.len() {
            1 => "1 question on risk is open and belongs before the first phase".into(),
            count => {
                format!("{count} questions on risk are open and belong before the first phase")
            }
        };
        statements.push(said_by(
            crate::model::StatementSource::Question,
            "Before phase 1",
            text,
            &unanswered,
        ));
    }
    statements
}

fn per_phase(
    context: &Context<'_>,
    write: impl Fn(&Phase, &crate::model::StandardPhase) -> Statement,
) -> Vec<Statement> {
    let frames = context.plan.phases.iter().zip(&context.inputs.standard.phases);
    frames
        .filter(|(phase, _)| !phase.weeks.is_empty())
        .map(|(phase, frame)| write(phase, frame))
        .collect()
}

fn tasks_of<'a>(context: &Context<'a>, phase: &Phase) -> impl Iterator<Item = &'a Task> + use<'a> {
    let number = phase.number;
    context.plan.tasks.iter().filter(move |task| task.phase == number)
}

fn label(phase: &Phase) -> String {
    format!("Phase {}", phase.number)
}
