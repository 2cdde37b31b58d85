//! Work without anything that tells that it is done.

use std::collections::BTreeSet;

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        majority::Majority,
        page::{Page, items, tasks},
    },
    model::{Severity, WorkItem, WorkKind},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "complete.missing-criteria",
    severity: Severity::Warning,
    summary: "a task or phase has no acceptance criterion, where the others have some",
    explanation: "\
Where most of the tasks (or of the phases) say what must hold at their end, one that does not was forgotten. Phases are \
held against phases, tasks against tasks; there must be two with criteria at least. Check boxes below a task that are \
steps of the work are no criteria.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n**Acceptance criteria**:\n\n- [ ] 20 tiers are kept\n\n## T-002: Waivers\n\n\
               **Acceptance criteria**:\n\n- [ ] a waiver ends on its day\n\n## T-003: Cycles\n\nClose them.\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n**Acceptance criteria**:\n\n- [ ] 20 tiers are kept\n\n## T-002: Waivers\n\n\
               **Acceptance criteria**:\n\n- [ ] a waiver ends on its day\n\n## T-003: Cycles\n\n\
               **Acceptance criteria**:\n\n- [ ] a closed cycle takes no charge\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    let phases: Vec<&WorkItem> =
        items(inputs.document).filter(|item| item.kind == WorkKind::Phase).collect();
    let mut found = among(&page, &phases, "phases");
    let tasks = tasks(inputs.document);
    // A plan may list its later tasks in short; only those that are written out are compared.
    let long: BTreeSet<&str> = tasks
        .iter()
        .filter(|item| page.extent(item).end_line > page.extent(item).line)
        .map(|item| item.id.as_str())
        .collect();
    let told: Vec<&WorkItem> =
        tasks.into_iter().filter(|item| long.contains(item.id.as_str())).collect();
    found.extend(among(&page, &told, "tasks"));
    found
}

fn among(page: &Page<'_>, all: &[&WorkItem], name: &str) -> Vec<Found> {
    let settled = Majority::of(all, |item| !item.acceptance.is_empty()).most();
    settled.map_or_else(Vec::new, |settled| {
        let message = |item: &WorkItem| {
            format!(
                "nothing says when {} is done; {} of {} {name} have acceptance criteria",
                item.id, settled.with, settled.all
            )
        };
        settled.told(page, message, "add what somebody can see, run or measure at its end")
    })
}
