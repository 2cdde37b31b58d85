//! Practices that the references have and the target lacks.

use super::draft::Draft;
use crate::{
    model::{GapItem, GapKind, Reference, TaskKind},
    plan::{Inputs, layout},
};

/// Kind of work by the beginning of a practice's identifier; others are stated, not planned.
const KINDS: &[(&str, TaskKind)] = &[
    ("tests.", TaskKind::Testing),
    ("ci", TaskKind::Ci),
    ("container", TaskKind::Deployment),
    ("orchestration", TaskKind::Deployment),
    ("openapi", TaskKind::Documentation),
    ("document.", TaskKind::Documentation),
    ("role.telemetry", TaskKind::Observability),
    ("role.auth", TaskKind::Security),
    ("role.cache", TaskKind::Performance),
    ("role.queue", TaskKind::Integration),
];

/// The practices that no task so far delivers; a task that does gets the practice among its traces.
pub(super) fn drafts(inputs: &Inputs<'_>, gap: &[GapItem], before: &mut [Draft]) -> Vec<Draft> {
    let practices = gap.iter().filter(|item| item.kind == GapKind::Practice);
    practices
        .filter(|item| !is_delivered(item, before))
        .filter_map(|item| draft(inputs, item))
        .collect()
}

/// A task that measures a target brings the first benchmark.
fn is_delivered(item: &GapItem, before: &mut [Draft]) -> bool {
    let measures = |draft: &&mut Draft| {
        draft.key.starts_with("target:") && draft.kind == TaskKind::Performance && !draft.late
    };
    let found = before.iter_mut().find(measures).filter(|_| item.id == "HP-tests.benchmark");
    found.map(|draft| draft.traces.push(item.id.clone())).is_some()
}

fn draft(inputs: &Inputs<'_>, item: &GapItem) -> Option<Draft> {
    let id = item.id.strip_prefix("HP-")?;
    let (_, kind) = KINDS.iter().find(|(start, _)| id.starts_with(start))?;
    let mut draft =
        Draft::closing(item, *kind, format!("practice:{id}"), format!("Add {}", item.title));
    draft.touch(example_path(inputs, item));
    draft.steps = vec![format!("Follow {}: {}.", item.asked.at.citation(), item.asked.text)];
    draft.rationale = format!("{}; the target has none.", item.missing.join("; "));
    draft.focus = "the same gate as the sibling repositories".into();
    Some(draft)
}

/// The reference's own path, where it would be the same in the target: not for code and tests.
fn example_path(inputs: &Inputs<'_>, item: &GapItem) -> Option<crate::model::FileAction> {
    let file = &*item.asked.at.file;
    let has_place = |ending: &&str| file.ends_with(*ending);
    if ![".yml", ".yaml", "Dockerfile", "Makefile", "justfile", ".md"].iter().any(has_place) {
        return None;
    }
    let inside = |reference: &Reference| file.strip_prefix(&format!("{}/", reference.dir));
    let path = inputs.profile.references.iter().find_map(inside)?;
    Some(layout::at(inputs, path, &item.asked.at.citation()))
}
