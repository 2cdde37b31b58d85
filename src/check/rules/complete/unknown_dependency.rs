//! Work that waits for what the plan does not have.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        near::near,
        page::{Page, items, stem},
    },
    model::{JsonKind, Place, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "complete.unknown-dependency",
    severity: Severity::Error,
    summary: "a task depends on one that no plan has",
    explanation: "\
A dependency that nobody plans is either misspelled or forgotten work. Identifiers of the plan's own kind (`T-…` in a \
plan of `T-001`, `T-002`) must be in the plan or in another plan of the repository; identifiers of another kind are \
taken for work that is tracked elsewhere.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n- **Depends on**: none\n\n## T-002: Waivers\n\n- **Depends on**: T-010\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n- **Depends on**: none\n\n## T-002: Waivers\n\n- **Depends on**: T-001\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    let own: BTreeSet<&str> = inputs
        .document
        .work
        .iter()
        .chain(&inputs.requirements.plans)
        .flat_map(|plan| &plan.items)
        .map(|item| item.id.as_str())
        .collect();
    let stems: BTreeSet<&str> = items(inputs.document).map(|item| stem(&item.id)).collect();
    let mut found = numbers(inputs);
    for item in items(inputs.document) {
        let unknown = item.depends_on.iter().filter(|id| {
            !own.contains(id.as_str()) && stems.contains(stem(id)) && !stem(id).is_empty()
        });
        for id in unknown {
            found.push(told(page.at(page.extent(item), id), id, &item.id, &own));
        }
    }
    found
}

/// Dependencies of task-master are numbers of its list.
fn numbers(inputs: &Inputs<'_>) -> Vec<Found> {
    let values = &inputs.document.values;
    let mut lists: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    for one in values {
        let Some(owner) = one.pointer.strip_suffix("/id") else { continue };
        owners.insert(owner, &one.text);
        if let Some(list) = list(owner).filter(|_| one.kind == JsonKind::Number) {
            lists.entry(list).or_default().insert(&one.text);
        }
    }
    let mut found = Vec::new();
    for need in values.iter().filter(|one| is_number_of_list(&one.pointer, &one.text)) {
        let owner = need.pointer.split("/dependencies").next().unwrap_or_default();
        let known = list(owner).and_then(|list| lists.get(list));
        let Some(known) = known.filter(|known| !known.contains(need.text.as_str())) else {
            continue;
        };
        let item = owners.get(owner).copied().unwrap_or_default();
        found.push(told(need.place.clone(), &need.text, item, known));
    }
    found
}

/// The pointer of the list that a task stands in.
fn list(task: &str) -> Option<&str> {
    task.rfind("/tasks/").and_then(|at| task.get(..at + "/tasks/".len()))
}

/// Whether a value is a dependency of a task, not of one of its subtasks.
fn is_number_of_list(pointer: &str, text: &str) -> bool {
    let (list, at) = pointer.rsplit_once('/').unwrap_or_default();
    let subtask = pointer.contains("/subtasks/") || text.contains('.');
    list.ends_with("/dependencies") && at.parse::<u32>().is_ok() && !subtask
}

fn told(place: Place, id: &str, item: &str, known: &BTreeSet<&str>) -> Found {
    let subject = if item.is_empty() { "a task".to_owned() } else { item.to_owned() };
    Found {
        place,
        message: format!("{subject} depends on {id}, which no plan has"),
        item: item.to_owned(),
        did_you_mean: near(id, known.iter().copied()),
        hint: "name an item that is planned, or plan what is missing".into(),
        ..Found::default()
    }
}
