//! Practices of the house that the target lacks.

use crate::{
    model::{Aspect, ComparisonRow, GapItem, GapKind, Observation, Shared, State, Verdict},
    plan::Inputs,
};

pub(super) fn gap(inputs: &Inputs<'_>) -> Vec<GapItem> {
    let missing = |row: &&ComparisonRow| row.verdict == Verdict::Missing;
    let practice = |aspect: &&Aspect| aspect.id == "practice";
    let rows = inputs.comparison.aspects.iter().filter(practice).flat_map(|aspect| &aspect.rows);
    rows.filter(missing).filter_map(|row| item(inputs, row)).collect()
}

fn item(inputs: &Inputs<'_>, row: &ComparisonRow) -> Option<GapItem> {
    let shared = inputs.profile.practices.iter().find(|shared| shared.id == row.id)?;
    Some(GapItem {
        id: format!("HP-{}", row.id),
        kind: GapKind::Practice,
        title: shared.title.clone(),
        asked: asked(shared)?,
        state: State::Absent,
        evidence: Vec::new(),
        missing: vec![format!("{} have it: {}", how_many(shared, inputs), shared.who.join(", "))],
    })
}

fn asked(shared: &Shared) -> Option<Observation> {
    shared.seen.first().cloned()
}

fn how_many(shared: &Shared, inputs: &Inputs<'_>) -> String {
    format!("{} of {} references", shared.who.len(), inputs.profile.references.len())
}
