//! What is tested: files by what they need to run, what each domain asks for, and the cases at the edges that
//! the tasks bring with them.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Action, GapItem, GapKind, Plan, Task, TaskKind};

/// The lists of the plan's `testing`. `domain` always has a list of its own.
pub(super) fn lists(plan: &Plan, domain: &str) -> BTreeMap<String, Vec<String>> {
    let (unit, integration) = files(plan);
    let mut lists = BTreeMap::from([
        ("unit_tests".to_owned(), unit),
        ("integration_tests".to_owned(), integration),
        ("edge_cases".to_owned(), edge_cases(plan)),
        ("acceptance".to_owned(), acceptance(plan)),
    ]);
    for kind in ["security", "performance", "reliability"] {
        let mut found = of_focus(plan, kind);
        if kind == "performance" {
            let shown = |target: &crate::model::PlanTarget| {
                format!("{} ({}, {})", target.text, target.id, target.cite)
            };
            found.extend(plan.targets.iter().map(shown));
        }
        if kind == domain || !found.is_empty() {
            lists.insert(format!("{kind}_tests"), distinct(found));
        }
    }
    lists
}

/// Test files of tasks: those that need no outside system, and those that do.
fn files(plan: &Plan) -> (Vec<String>, Vec<String>) {
    let (mut unit, mut integration) = (BTreeSet::new(), BTreeSet::new());
    // Where tests stand in the files of the code, the tasks say what is tested.
    let (mut inside, mut outer) = (BTreeSet::new(), BTreeSet::new());
    for task in &plan.tasks {
        let outside =
            matches!(task.kind, TaskKind::Repository | TaskKind::Integration | TaskKind::Migration);
        let tests = task.files.iter().filter(|file| file.action == Action::Test);
        let list = if outside { &mut integration } else { &mut unit };
        list.extend(tests.map(|file| file.path.clone()));
        let named = if outside { &mut outer } else { &mut inside };
        named.insert(format!("{} ({})", task.title, task.id));
    }
    let told = |files: BTreeSet<String>, named: BTreeSet<String>| {
        let list = if files.is_empty() { named } else { files };
        list.into_iter().collect()
    };
    (told(unit, inside), told(integration, outer))
}

/// What the tasks with a focus must show.
fn of_focus(plan: &Plan, kind: &str) -> Vec<String> {
    let tasks = plan.tasks.iter().filter_map(|task| {
        let focus = task.focus.as_ref().filter(|focus| focus.kind == kind)?;
        Some(format!("{}: {} ({})", task.title, focus.text, task.id))
    });
    tasks.collect()
}

/// Cases that follow from what is built, by kind of work.
fn edge_cases(plan: &Plan) -> Vec<String> {
    let cases = plan.tasks.iter().flat_map(|task| {
        let item = plan.gap.iter().find(|item| task.traces.first() == Some(&item.id));
        item.map(|item| of_task(task, item)).unwrap_or_default()
    });
    distinct(cases)
}

fn of_task(task: &Task, item: &GapItem) -> Vec<String> {
    let Task { id, .. } = task;
    let title = &item.title;
    let case = |what: &str| format!("{title}: {what} ({id})");
    match (task.kind, item.kind) {
        (TaskKind::Migration, _) => vec![case("up, down and up again on a database with rows")],
        (TaskKind::Repository, _) => {
            vec![case("a row that does not exist"), case("two writers of one row")]
        }
        (TaskKind::Integration, _) => {
            vec![case("no answer in time"), case("an answer of an unexpected form")]
        }
        (TaskKind::Endpoint, GapKind::Endpoint) => endpoint(title).map(case).collect(),
        (TaskKind::Domain, _) => vec![case("the smallest and largest allowed values")],
        _ => Vec::new(),
    }
}

/// Cases of an endpoint by its method and path.
fn endpoint(title: &str) -> impl Iterator<Item = &'static str> {
    let has_body = ["POST", "PUT", "PATCH"].iter().any(|method| title.contains(method));
    let body = has_body.then_some("a body that is no JSON or lacks a required field");
    let unknown = title.contains('{').then_some("an identifier that does not exist");
    let list = (title.contains("GET") && !title.contains('{')).then_some("an empty result");
    let twice = (title.contains("POST") || title.contains("DELETE"))
        .then_some("the same request a second time");
    [body, unknown, list, twice].into_iter().flatten()
}

fn acceptance(plan: &Plan) -> Vec<String> {
    let all = plan.phases.iter().flat_map(|phase| &phase.acceptance);
    distinct(all.map(|one| one.text.clone()))
}

fn distinct(lines: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    lines.into_iter().filter(|line| seen.insert(line.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(title: &str, expected: &[&str]) {
        let found: Vec<&str> = endpoint(title).collect();
        assert_eq!(found, expected, "{title}");
    }

    #[test]
    fn an_endpoint_brings_cases_by_method_and_path() {
        let (unknown, twice) =
            ("an identifier that does not exist", "the same request a second time");
        check("`GET /v1/fees`", &["an empty result"]);
        check("`GET /v1/fees/{id}`", &[unknown]);
        check("`DELETE /v1/fees/{id}`", &[unknown, twice]);
        check(
            "`PATCH /v1/fees/{id}`",
            &["a body that is no JSON or lacks a required field", unknown],
        );
    }
}
