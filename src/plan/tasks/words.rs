//! Requirements in words: those that typed tasks close are added to their traces, the rest become
//! tasks of their own.

use super::{draft::Draft, scaffold};
use crate::{
    model::{GapItem, GapKind, Priority, Requirement, RequirementKind, State, TaskKind},
    plan::{Inputs, gap, terms},
};

/// Words that tell the kind of work of a requirement; the first row that matches decides.
const KINDS: &[(TaskKind, &[&str])] = &[
    (
        TaskKind::Security,
        &[
            "security",
            "authentication",
            "authorization",
            "encrypt",
            "permission",
            "token",
            "audit",
            "compliance",
            "privacy",
            "retention",
            "secret",
        ],
    ),
    (
        TaskKind::Observability,
        &[
            "log",
            "logging",
            "metric",
            "trace",
            "tracing",
            "monitor",
            "monitoring",
            "alert",
            "observability",
            "telemetry",
        ],
    ),
    (
        TaskKind::Performance,
        &[
            "latency",
            "throughput",
            "performance",
            "cache",
            "p99",
            "p95",
            "concurrent",
            "scalability",
        ],
    ),
    (
        TaskKind::Deployment,
        &[
            "deploy",
            "deployment",
            "availability",
            "uptime",
            "backup",
            "recovery",
            "failover",
            "rollback",
            "kubernetes",
            "docker",
        ],
    ),
    (TaskKind::Testing, &["coverage", "test"]),
    (TaskKind::Documentation, &["documentation", "openapi", "runbook"]),
];

pub(super) fn drafts(
    inputs: &Inputs<'_>,
    gap_items: &[GapItem],
    typed: &mut [Draft],
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for item in gap_items.iter().filter(|item| item.kind == GapKind::Requirement) {
        let requirement = inputs.requirements.items.iter().find(|known| known.id == item.id);
        let Some(requirement) = requirement.filter(|_| item.state != State::Present) else {
            continue;
        };
        if requirement.priority == Priority::Wont || is_told_twice(inputs, requirement) {
            continue;
        }
        let links = gap::links(requirement, gap_items);
        let ids: Vec<&str> = links.iter().map(|linked| linked.id.as_str()).collect();
        trace(requirement, &ids, typed);
        // Storage alone is not what a requirement asks for.
        let only_stored = links.iter().all(|linked| linked.kind == GapKind::Table);
        if only_stored {
            let mut draft = draft(requirement, item);
            draft.needs.extend(storage_of(&ids, typed));
            drafts.push(draft);
        }
    }
    drafts
}

/// User stories are the functional requirements from somebody's chair: where a document has both, the
/// work is counted once.
fn is_told_twice(inputs: &Inputs<'_>, requirement: &Requirement) -> bool {
    let mut items = inputs.requirements.items.iter();
    requirement.kind == RequirementKind::UserStory
        && items.any(|item| item.kind == RequirementKind::Functional)
}

/// Adds the requirement to every draft that closes a linked item.
fn trace(requirement: &Requirement, links: &[&str], typed: &mut [Draft]) {
    for draft in typed.iter_mut().filter(|draft| closes(draft, links)) {
        if !draft.traces.contains(&requirement.id) {
            draft.traces.push(requirement.id.clone());
        }
        draft.priority = draft.priority.min(requirement.priority);
    }
}

fn closes(draft: &Draft, links: &[&str]) -> bool {
    draft.traces.iter().any(|id| links.contains(&id.as_str()))
}

/// Keys of the drafts that migrate and store what a requirement is about.
fn storage_of(links: &[&str], typed: &[Draft]) -> Vec<String> {
    typed.iter().filter(|draft| closes(draft, links)).map(|draft| draft.key.clone()).collect()
}

fn draft(requirement: &Requirement, item: &GapItem) -> Draft {
    let kind = kind_of(requirement);
    let verb = if item.state == State::Partial { "Complete" } else { "Build" };
    let title = format!("{verb}: {}", requirement.title.trim_end_matches('.'));
    let mut draft = Draft::closing(item, kind, format!("requirement:{}", key(requirement)), title);
    draft.priority = requirement.priority;
    draft.needs = vec![scaffold::KEY.into()];
    draft.steps = requirement.acceptance.iter().map(|criterion| criterion.text.clone()).collect();
    let whole = requirement.text.trim_end_matches('.');
    if draft.steps.is_empty() && whole != requirement.title.trim_end_matches('.') {
        draft.steps.push(requirement.text.clone());
    }
    draft.rationale = match item.state {
        State::Partial => {
            format!("{} asks for it; {}.", item.asked.at.citation(), item.missing.join("; "))
        }
        _ => format!("{} asks for it and no code is named after it.", item.asked.at.citation()),
    };
    draft.focus = "the acceptance criteria hold as tests".into();
    draft
}

/// What a requirement is known by: its own identifier, or its title, because one by order changes with
/// what stands before it.
pub(in crate::plan) fn key(requirement: &Requirement) -> String {
    let title = || terms::words(&requirement.title).join(" ");
    if requirement.id_given { requirement.id.clone() } else { title() }
}

fn kind_of(requirement: &Requirement) -> TaskKind {
    let words = terms::words(&format!(
        "{} {} {}",
        requirement.section, requirement.title, requirement.text
    ));
    let functional = requirement.kind != RequirementKind::NonFunctional;
    let title: Vec<String> = terms::words(&requirement.title);
    let pool = if functional { &title } else { &words };
    let matches = |signs: &[&str]| {
        signs.iter().map(|sign| terms::stem(sign)).any(|sign| pool.contains(&sign))
    };
    KINDS.iter().find(|(_, signs)| matches(signs)).map_or(TaskKind::Service, |(kind, _)| *kind)
}
