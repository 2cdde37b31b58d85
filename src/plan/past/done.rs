//! Tasks of earlier versions that this one no longer plans: delivered, no longer asked for, or done by
//! other tasks.

use super::number;
use crate::{
    model::{DoneTask, GapItem, GapKind, LedgerTask, Observation, State, Task, TaskOutcome},
    plan::{Inputs, tasks},
};

/// Every task that the plan ever had, and those of them that it no longer plans. `keys` is what each of the
/// `tasks` is known by.
pub(in crate::plan) fn carry_on(
    inputs: &Inputs<'_>,
    gap: &[GapItem],
    (keys, tasks): (&[String], &[Task]),
) -> (Vec<LedgerTask>, Vec<DoneTask>) {
    let mut ledger: Vec<LedgerTask> =
        keys.iter().zip(tasks).map(|(key, task)| planned(gap, key, task)).collect();
    let mut done = Vec::new();
    for before in inputs.past.tasks.iter().filter(|before| !keys.contains(&before.key)) {
        let now = outcome(inputs, gap, before, tasks);
        ledger.push(LedgerTask {
            outcome: Some(now.outcome),
            first: now.first.clone(),
            ..before.clone()
        });
        done.push(now);
    }
    ledger.sort_by_key(|task| number(&task.id));
    done.sort_by_key(|task| number(&task.id));
    (ledger, done)
}

fn planned(gap: &[GapItem], key: &str, task: &Task) -> LedgerTask {
    LedgerTask {
        id: task.id.clone(),
        key: key.to_owned(),
        kind: task.kind,
        title: task.title.clone(),
        traces: task.traces.clone(),
        gap: lacking(gap, task),
        outcome: None,
        first: None,
    }
}

/// What the code lacks of what a task closes: of the thing it is made for, and of others of its kind.
fn lacking(gap: &[GapItem], task: &Task) -> String {
    let mut items = gap.iter().filter(|item| task.traces.contains(&item.id));
    let first = gap.iter().find(|item| task.traces.first() == Some(&item.id));
    let kind = first.map(|item| item.kind);
    let text = |item: &GapItem| {
        format!("{} {:?}: {}", item.title, item.state, item.missing.join("; ")).to_lowercase()
    };
    let mut texts: Vec<String> =
        items.by_ref().filter(|item| Some(item.kind) == kind).map(text).collect();
    texts.sort();
    texts.join(" | ")
}

fn outcome(inputs: &Inputs<'_>, gap: &[GapItem], before: &LedgerTask, tasks: &[Task]) -> DoneTask {
    let items = items(inputs, gap, before);
    let mut evidence = own_evidence(inputs, before);
    let is_shown = !items.is_empty() && items.iter().all(|item| item.state == State::Present);
    if is_shown && evidence.is_empty() {
        evidence = items.iter().filter_map(|item| item.evidence.first().cloned()).collect();
    }
    let traces: Vec<String> = items.iter().map(|item| item.id.clone()).collect();
    let instead = || -> Vec<String> {
        let does = |task: &&Task| task.traces.iter().any(|id| traces.contains(id));
        tasks.iter().filter(does).map(|task| task.id.clone()).collect()
    };
    let was_delivered = before.outcome == Some(TaskOutcome::Delivered) && items.is_empty();
    let (outcome, instead) = match () {
        () if is_shown || !evidence.is_empty() || was_delivered => {
            (TaskOutcome::Delivered, Vec::new())
        }
        () if items.is_empty() => (TaskOutcome::Dropped, Vec::new()),
        () => (TaskOutcome::Elsewhere, instead()),
    };
    DoneTask {
        id: before.id.clone(),
        title: before.title.clone(),
        kind: before.kind,
        outcome,
        traces,
        first: before.first.clone().filter(|_| outcome == TaskOutcome::Delivered),
        evidence,
        instead,
    }
}

/// The gap items that a task of an earlier version was made for, by what it is known by.
fn items<'a>(inputs: &Inputs<'_>, gap: &'a [GapItem], before: &LedgerTask) -> Vec<&'a GapItem> {
    let (kind, subject) = before.key.split_once(':').unwrap_or_default();
    let requirement = || {
        let mut items = inputs.requirements.items.iter();
        let found = items.find(|one| tasks::requirement_key(one) == subject);
        found.map(|found| found.id.clone())
    };
    let requirement = if kind == "requirement" { requirement() } else { None };
    let table = format!("table `{subject}`");
    let is_it = |item: &&GapItem| match (kind, item.kind) {
        ("endpoint", GapKind::Endpoint) => item.title == subject,
        ("service", GapKind::Endpoint) => tasks::is_about(inputs, item, subject),
        ("migration", GapKind::Table) => item.title == table,
        ("integration", GapKind::Integration) => tasks::entity(item) == subject,
        ("requirement", GapKind::Requirement) => requirement.as_ref() == Some(&item.id),
        ("practice", GapKind::Practice) => item.id.strip_prefix("HP-") == Some(subject),
        _ => false,
    };
    gap.iter().filter(is_it).collect()
}

/// What shows a task that no gap item tells of.
fn own_evidence(inputs: &Inputs<'_>, before: &LedgerTask) -> Vec<Observation> {
    let (kind, subject) = before.key.split_once(':').unwrap_or_default();
    let found = match kind {
        "domain" => tasks::declared(inputs, subject),
        "repository" => tasks::stored(inputs, subject),
        "practice" => inputs.code.practices.get(subject).cloned(),
        "scaffold" => program(inputs),
        _ => None,
    };
    found.into_iter().collect()
}

/// The first function that ships, `main` before others.
fn program(inputs: &Inputs<'_>) -> Option<Observation> {
    let mut ships = inputs.analysis.functions.iter().filter(|function| !function.test);
    let main = ships.clone().find(|function| function.name == "main").or_else(|| ships.next())?;
    Some(Observation { at: main.at.clone(), text: format!("function `{}`", main.name) })
}
