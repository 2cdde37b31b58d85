//! Work that waits for a later phase.

use std::collections::BTreeMap;

use crate::{
    check::{Example, Found, Inputs, Rule, page::Page},
    model::{PlanDocument, Severity, WorkItem, WorkKind, WorkPlan},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "complete.later-phase",
    severity: Severity::Error,
    summary: "a task depends on one of a later phase",
    explanation: "\
A phase is done before the next begins, so a task cannot wait for one behind it. Phases count in the order in which \
the plan has them. Move the task, or the one that it waits for.",
    bad: Example {
        file: "docs/plans/fees.md",
        text: "# Plan\n\n## Phase 1: Store\n\n### T-001: Tiers\n\n- **Depends on**: T-002\n\n## Phase 2: Serve\n\n\
               ### T-002: Waivers\n\nServe them.\n",
    },
    good: Example {
        file: "docs/plans/fees.md",
        text: "# Plan\n\n## Phase 1: Store\n\n### T-001: Tiers\n\nKeep them.\n\n## Phase 2: Serve\n\n\
               ### T-002: Waivers\n\n- **Depends on**: T-001\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    inputs.document.work.iter().flat_map(|plan| of_plan(inputs.document, plan, &page)).collect()
}

fn of_plan(document: &PlanDocument, plan: &WorkPlan, page: &Page<'_>) -> Vec<Found> {
    let phases: Vec<&WorkItem> = plan
        .items
        .iter()
        .filter(|item| item.kind == WorkKind::Phase && item.parent.is_empty())
        .filter(|item| is_held(document, plan, item))
        .collect();
    let items: BTreeMap<&str, &WorkItem> =
        plan.items.iter().map(|item| (item.id.as_str(), item)).collect();
    let phase = |item: &WorkItem| {
        let mut id = item.id.as_str();
        for _ in 0..16 {
            if let Some(at) = phases.iter().position(|phase| phase.id == id) {
                return Some(at);
            }
            id = &items.get(id)?.parent;
        }
        None
    };
    let mut found = Vec::new();
    for item in &plan.items {
        let Some(own) = phase(item) else { continue };
        let later = item.depends_on.iter().filter_map(|id| {
            let at = phase(items.get(id.as_str())?)?;
            (at > own).then_some((id, phases.get(at)?, phases.get(own)?))
        });
        for (id, theirs, ours) in later {
            found.push(Found {
                place: page.at(page.extent(item), id),
                message: format!(
                    "{} depends on {}",
                    within(&item.id, &ours.id),
                    later_of(id, &theirs.id)
                ),
                item: item.id.clone(),
                hint: format!("move {} behind {id}, or {id} into {} or before", item.id, ours.id),
                ..Found::default()
            });
        }
    }
    found
}

/// Whether a phase has a heading or work in it; a row of a summary says nothing of the order.
fn is_held(document: &PlanDocument, plan: &WorkPlan, phase: &WorkItem) -> bool {
    let mut sections = document.outline.sections.iter();
    sections.any(|section| section.span.line == phase.at.line)
        || document.outline.sections.is_empty()
        || plan.items.iter().any(|item| item.parent == phase.id)
}

/// `T-001 of Phase 1`; a phase is none of its own.
fn within(item: &str, phase: &str) -> String {
    if item == phase { item.to_owned() } else { format!("{item} of {phase}") }
}

fn later_of(item: &str, phase: &str) -> String {
    if item == phase {
        format!("the later {phase}")
    } else {
        format!("{item} of the later {phase}")
    }
}
