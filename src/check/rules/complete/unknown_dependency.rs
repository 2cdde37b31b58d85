//! Work that waits for what the plan does not have.

use std::collections::BTreeSet;

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
    let within = |pointer: &str| pointer.rfind("/tasks/").map(|at| at + "/tasks/".len());
    let listed = |pointer: &str| {
        let list = pointer.get(..within(pointer)?)?;
        Some(
            values
                .iter()
                .filter(|one| one.kind == JsonKind::Number && one.pointer.starts_with(list)),
        )
        .map(|some| some.filter(|one| one.pointer.ends_with("/id")).map(|one| one.text.as_str()))
        .map(Iterator::collect::<BTreeSet<&str>>)
    };
    let needs = values.iter().filter(|one| {
        let (list, at) = one.pointer.rsplit_once('/').unwrap_or_default();
        let subtask = one.pointer.contains("/subtasks/") || one.text.contains('.');
        list.ends_with("/dependencies") && at.parse::<u32>().is_ok() && !subtask
    });
    let mut found = Vec::new();
    for need in needs {
        let Some(known) = listed(&need.pointer).filter(|known| !known.contains(need.text.as_str()))
        else {
            continue;
        };
        let owner = inputs.document.values.iter().find(|one| {
            let above = need.pointer.split("/dependencies").next().unwrap_or_default();
            one.pointer == format!("{above}/id")
        });
        let item = owner.map(|one| one.text.clone()).unwrap_or_default();
        found.push(told(need.place.clone(), &need.text, &item, &known));
    }
    found
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
