//! A requirement that no work serves.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        page::{Page, items, leading_id},
        wanted::{answered_for, named},
    },
    document::words,
    model::{Observation, Place, Priority, Requirement, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "complete.requirement-without-task",
    severity: Severity::Warning,
    summary: "a requirement that the plan answers for is served by no task",
    explanation: "\
Holds the identifiers of requirements against those that tasks name. A plan answers for the requirements of its own \
feature's folder, of documents that its head names, and of documents of which it serves half or more; only for kinds \
(`FR-…`, `US-…`) that its tasks name at all, so a plan that traces nothing is not judged. A line outside of the work \
that says what becomes of a requirement (it is there, it is left for later, a task serves it) settles it. What must be \
had is an error, what should be had a warning, anything less a note.",
    bad: Example {
        file: "docs/pre-development-docs/IMPLEMENTATION_PLAN.md",
        text: "# Plan\n\nBased on PRD.md.\n\n## Phase 1: Waivers\n\n- [ ] T-001 Grant waivers (FR-009)\n\
               - [ ] T-002 Apply the best waiver (FR-010)\n\n## Later\n\nFR-003, FR-004, FR-005, FR-006, FR-007, FR-008, \
               FR-011, FR-012 are left for a later release.\n\nFR-001 is there already.\n",
    },
    good: Example {
        file: "docs/pre-development-docs/IMPLEMENTATION_PLAN.md",
        text: "# Plan\n\nBased on PRD.md.\n\n## Phase 1: Waivers\n\n- [ ] T-001 Grant waivers (FR-009)\n\
               - [ ] T-002 Apply the best waiver (FR-010)\n\n## Later\n\nFR-003, FR-004, FR-005, FR-006, FR-007, FR-008, \
               FR-011, FR-012 are left for a later release.\n\nFR-001 and FR-002 are there already.\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    let named = named(inputs, &page);
    let wanted = answered_for(inputs, &page, &named);
    let open = wanted
        .into_iter()
        .filter(|item| !named.served.contains(&item.id) && item.priority != Priority::Wont);
    let mut found = Vec::new();
    for item in open {
        let lines = named.told.get(&item.id).map_or(&[][..], Vec::as_slice);
        if lines.iter().any(|number| settles(inputs, page.line(*number))) {
            continue;
        }
        // A row of a table that leaves its other cells empty is where people look for the answer.
        let row = lines.iter().find(|number| page.line(**number).trim_start().starts_with('|'));
        let place = match row.or(lines.first()) {
            Some(number) => page.on(*number, &item.id),
            None => page.title(),
        };
        found.push(told(item, place));
    }
    found
}

/// Whether a line outside of the work says what becomes of what it names.
fn settles(inputs: &Inputs<'_>, line: &str) -> bool {
    const WORDS: &[&str] = &[
        "later",
        "deferred",
        "postponed",
        "out of scope",
        "future",
        "exists",
        "already",
        "present",
        "done",
        "delivered",
        "partial",
        "covered",
        "left out",
        "excluded",
        "not planned",
        "wont",
        "adiado",
        "fora do escopo",
        "depois",
        "entregue",
        "existe",
        "implemented",
        "tbd",
    ];
    let work = || {
        let cells = line.split(['|', ',', ' ', '(', ')', '`']);
        let ids = cells.filter_map(|cell| leading_id(cell.trim()).map(|(id, _)| id));
        ids.into_iter().any(|id| items(inputs.document).any(|item| item.id == id))
    };
    words::has_any(&words::key(line), WORDS) || work()
}

fn told(item: &Requirement, place: Place) -> Found {
    let (severity, need) = match item.priority {
        Priority::Must => (Severity::Error, ", which must be had,"),
        Priority::Should | Priority::Unknown => (Severity::Warning, ""),
        Priority::Could | Priority::Wont => (Severity::Note, ""),
    };
    let title = if item.title == item.id { "" } else { item.title.as_str() };
    Found {
        place,
        severity: Some(severity),
        message: format!("no task serves {}{need} ({title})", item.id).replace(" ()", ""),
        shown_by: vec![Observation { at: item.at.clone(), text: item.title.clone() }],
        hint: format!(
            "name {} in the task that serves it, or say that it is there, or left for later",
            item.id
        ),
        ..Found::default()
    }
}
