//! The skeleton that everything else stands on, where the repository has no program yet.

use super::draft::Draft;
use crate::{
    model::{GapItem, Observation, State, TaskKind},
    plan::{Inputs, layout},
};

/// Key that every other draft may need.
pub(super) const KEY: &str = "scaffold:program";

pub(super) fn drafts(inputs: &Inputs<'_>, gap: &[GapItem]) -> Vec<Draft> {
    let has_code = inputs.analysis.functions.iter().any(|function| !function.test);
    if has_code || gap.is_empty() {
        return Vec::new();
    }
    let mut draft = Draft {
        key: KEY.into(),
        kind: TaskKind::Scaffold,
        title: "Set up the module, its entry point and the layer folders".into(),
        state: State::Absent,
        traces: gap.iter().map(|item| item.id.clone()).take(1).collect(),
        evidence: reference_mains(inputs),
        rationale: "The repository holds no code, so every other task needs this one.".into(),
        ..Draft::default()
    };
    draft.touch(layout::file(inputs, "main", "app"));
    draft.touch(layout::file(inputs, "routes", "app"));
    vec![draft]
}

fn reference_mains(inputs: &Inputs<'_>) -> Vec<Observation> {
    let seen = |reference: &crate::model::Reference| reference.code.layout.get("main").cloned();
    inputs.profile.references.iter().filter_map(seen).collect()
}
