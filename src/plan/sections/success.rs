//! Section 6: how success is told, per phase and at the end.

use super::{Context, open, said_by};
use crate::model::{
    RequirementKind, Statement,
    StatementSource::{Code, Document, Plan as ByPlan, Standard},
};

pub(super) fn phases(context: &Context<'_>) -> Vec<Statement> {
    let plan = context.plan;
    let phases = plan.phases.iter().filter(|phase| !phase.weeks.is_empty());
    phases
        .map(|phase| {
            let tasks: Vec<String> = plan
                .tasks
                .iter()
                .filter(|task| task.phase == phase.number)
                .map(|task| task.id.clone())
                .collect();
            let text = format!(
                "{} tasks done and {} acceptance criteria shown",
                tasks.len(),
                phase.acceptance.len()
            );
            said_by(ByPlan, &format!("Phase {}", phase.number), text, &super::id_range(&tasks))
        })
        .collect()
}

pub(super) fn business(context: &Context<'_>) -> Vec<Statement> {
    let items = context.inputs.requirements.items.iter();
    let criteria: Vec<Statement> = items
        .filter(|item| item.kind == RequirementKind::SuccessCriterion)
        .map(|item| said_by(Document, &item.id, item.text.clone(), &[item.at.citation()]))
        .collect();
    if criteria.is_empty() {
        return vec![open("Metrics", "No document says how success is told", "Q-DOC-VALUE")];
    }
    criteria
}

pub(super) fn technical(context: &Context<'_>) -> Vec<Statement> {
    let mut statements: Vec<Statement> = context
        .plan
        .targets
        .iter()
        .map(|target| {
            said_by(Document, &target.id, target.text.clone(), std::slice::from_ref(&target.cite))
        })
        .collect();
    if statements.is_empty() {
        statements.push(open("Targets", "No measurable target is written down", "Q-DOC-TARGETS"));
    }
    let mut jobs = context.inputs.analysis.operations.ci.iter();
    let gate = jobs.find_map(|job| Some((job.coverage_threshold?, job.at.citation())));
    statements.push(match gate {
        Some((percent, cite)) => {
            said_by(Code, "Coverage", format!("CI asks for {percent} %"), &[cite])
        }
        None => said_by(Standard, "Coverage", threshold(context), &[]),
    });
    statements
}

fn threshold(context: &Context<'_>) -> String {
    let percent =
        context.inputs.standard.thresholds.get("coverage_percent").copied().unwrap_or_default();
    format!("At least {percent} % of lines; no gate in CI enforces it yet")
}
