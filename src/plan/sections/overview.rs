//! Section 1: what is planned, how long it takes and when it is a success.

use super::{Context, open, said_by};
use crate::model::{
    GapItem, GapKind, Plan, RequirementKind, State, Statement,
    StatementSource::{Code, Document, Plan as ByPlan},
};
use crate::plan::terms;

pub(super) fn summary(context: &Context<'_>) -> Vec<Statement> {
    let mut statements = vec![what(context), timeline(context), team(context), value(context)];
    statements.push(complexity(context));
    statements.extend(state(context));
    statements
}

fn what(context: &Context<'_>) -> Statement {
    match &context.inputs.requirements.summary {
        Some(summary) => {
            said_by(Document, "Product", summary.text.clone(), &[summary.at.citation()])
        }
        None => open("Product", "No document says what it is for", "Q-DOC-REQUIREMENTS"),
    }
}

fn timeline(context: &Context<'_>) -> Statement {
    let plan = context.plan;
    let weeks = crate::plan::phases::weeks(&plan.phases);
    let phases = plan.phases.iter().filter(|phase| !phase.weeks.is_empty()).count();
    let sum = |part: fn(&crate::model::HourRange) -> f64| {
        plan.phases.iter().map(|phase| part(&phase.hours)).sum::<f64>() + 0.0
    };
    let text = format!(
        "{} across {}: {}, {:.0} hours likely ({:.0} to {:.0})",
        terms::counted(weeks, "week"),
        terms::counted(phases, "phase"),
        terms::counted(plan.tasks.len(), "task"),
        sum(|hours| hours.likely),
        sum(|hours| hours.low),
        sum(|hours| hours.high),
    );
    said_by(ByPlan, "Timeline", text, &super::id_range(&ids(plan)))
}

fn ids(plan: &Plan) -> Vec<String> {
    plan.tasks.iter().map(|task| task.id.clone()).collect()
}

fn team(context: &Context<'_>) -> Statement {
    let capacity = &context.plan.capacity;
    let names: Vec<&str> = capacity.people.iter().map(|one| one.name.as_str()).collect();
    let names = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
    let text = format!(
        "{} developers{names}, {} h a week each, {:.0} % of them planned: {:.0} h a week",
        capacity.team,
        capacity.hours_per_week,
        capacity.focus * 100.0,
        capacity.weekly_hours
    );
    if crate::plan::capacity::is_answered(context.inputs) {
        let sources = crate::plan::capacity::sources(context.inputs);
        return said_by(Document, "Team", text, &sources);
    }
    open("Team", format!("assumed {text}"), "Q-TEAM-SIZE")
}

fn value(context: &Context<'_>) -> Statement {
    match &context.inputs.requirements.business_value {
        Some(value) => {
            said_by(Document, "Business value", value.text.clone(), &[value.at.citation()])
        }
        None => open("Business value", "No document states it", "Q-DOC-VALUE"),
    }
}

/// By what is open: integrations and targets weigh more than tables and endpoints.
fn complexity(context: &Context<'_>) -> Statement {
    let open = |kind: GapKind| count(&context.plan.gap, kind, |state| state != State::Present);
    let (integrations, tables, endpoints, targets) = (
        open(GapKind::Integration),
        open(GapKind::Table),
        open(GapKind::Endpoint),
        open(GapKind::Target),
    );
    let points = 3 * integrations + 2 * tables + endpoints + targets;
    let level = match points {
        0..=9 => "Low",
        10..=24 => "Medium",
        _ => "High",
    };
    let text = format!(
        "{level}: {}, {}, {} and {} are open ({points} points at 3, 2, 1 and 1; low below 10, high from 25)",
        terms::counted(integrations, "integration"),
        terms::counted(tables, "table"),
        terms::counted(endpoints, "endpoint"),
        terms::counted(targets, "measurable target"),
    );
    said_by(ByPlan, "Technical complexity", text, &[])
}

fn count(gap: &[GapItem], kind: GapKind, fits: fn(State) -> bool) -> usize {
    gap.iter().filter(|item| item.kind == kind && fits(item.state)).count()
}

/// What is there today, per kind.
fn state(context: &Context<'_>) -> Option<Statement> {
    let kinds = [
        (GapKind::Endpoint, "endpoints"),
        (GapKind::Table, "tables"),
        (GapKind::Integration, "integrations"),
        (GapKind::Requirement, "requirements in words"),
    ];
    let gap = &context.plan.gap;
    let part = |(kind, name): &(GapKind, &str)| {
        let all = count(gap, *kind, |_| true);
        let present = count(gap, *kind, |state| state == State::Present);
        let partial = count(gap, *kind, |state| state == State::Partial);
        (all > 0).then(|| format!("{present} of {all} {name} present, {partial} in part"))
    };
    let parts: Vec<String> = kinds.iter().filter_map(part).collect();
    (!parts.is_empty())
        .then(|| said_by(Code, "Already there", parts.join("; "), &["Gap".to_owned()]))
}

pub(super) fn success_criteria(context: &Context<'_>) -> Vec<Statement> {
    let requirements = context.inputs.requirements;
    let criteria =
        requirements.items.iter().filter(|item| item.kind == RequirementKind::SuccessCriterion);
    let mut statements: Vec<Statement> = criteria
        .map(|item| said_by(Document, &item.id, item.text.clone(), &[item.at.citation()]))
        .collect();
    let open_items = context
        .plan
        .gap
        .iter()
        .filter(|item| item.state != State::Present && item.kind != GapKind::Practice);
    let text = format!(
        "Every one of the {} open gap items is present, by the code and not by a tick",
        open_items.count()
    );
    statements.push(said_by(ByPlan, "Functional", text, &["Gap".to_owned()]));
    let targets = &context.plan.targets;
    if targets.is_empty() {
        statements.push(open(
            "Performance",
            "No measurable target is written down",
            "Q-DOC-TARGETS",
        ));
    } else {
        let ids: Vec<String> = targets.iter().map(|target| target.id.clone()).collect();
        let text = format!("All {} measurable targets are measured and met", targets.len());
        statements.push(said_by(Document, "Performance", text, &super::id_range(&ids)));
    }
    statements
}
