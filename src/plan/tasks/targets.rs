//! Measurable targets: one task per metric that measures and, where needed, tunes.

use std::collections::BTreeMap;

use super::draft::Draft;
use crate::{
    model::{GapItem, GapKind, PerformanceTarget, State, TaskKind},
    plan::Inputs,
};

/// Metrics that no test bench shows: they need users and months.
const IN_PRODUCTION: [&str; 5] = ["availability", "accuracy", "error-rate", "uptime", "adoption"];

/// `before` are the drafts so far: what is measured is served first.
pub(super) fn drafts(inputs: &Inputs<'_>, gap: &[GapItem], before: &[Draft]) -> Vec<Draft> {
    let served = before.iter().filter(|draft| draft.kind == TaskKind::Endpoint);
    let endpoints: Vec<String> = served.map(|draft| draft.key.clone()).collect();
    let mut by_metric: BTreeMap<&str, Vec<(&PerformanceTarget, &GapItem)>> = BTreeMap::new();
    for target in &inputs.requirements.targets {
        let item = gap.iter().find(|item| item.kind == GapKind::Target && item.id == target.id);
        if let Some(item) = item.filter(|item| item.state != State::Present) {
            by_metric.entry(&target.quantity.metric).or_default().push((target, item));
        }
    }
    by_metric.iter().map(|(metric, targets)| draft(metric, targets, &endpoints)).collect()
}

fn draft(metric: &str, targets: &[(&PerformanceTarget, &GapItem)], endpoints: &[String]) -> Draft {
    let ids: Vec<String> = targets.iter().map(|(target, _)| target.id.clone()).collect();
    let partial = targets.iter().any(|(_, item)| item.state == State::Partial);
    let measured = if partial { "is measured only in part" } else { "is measured nowhere" };
    Draft {
        key: format!("target:{metric}"),
        kind: if metric == "coverage" { TaskKind::Testing } else { TaskKind::Performance },
        title: format!(
            "Measure {} and meet its target{}",
            words(metric),
            if ids.len() > 1 { "s" } else { "" }
        ),
        state: if partial { State::Partial } else { State::Absent },
        traces: ids,
        evidence: targets
            .iter()
            .flat_map(|(_, item)| item.evidence.iter().cloned())
            .take(3)
            .collect(),
        steps: targets
            .iter()
            .map(|(target, _)| {
                format!(
                    "{}: {} ({}).",
                    target.id,
                    target.text.trim_end_matches('.'),
                    target.at.citation()
                )
            })
            .collect(),
        needs: endpoints.to_vec(),
        rationale: format!("The documents set it; it {measured}."),
        late: IN_PRODUCTION.contains(&metric),
        focus: "a repeatable measurement in CI before any tuning".into(),
        ..Draft::default()
    }
}

fn words(metric: &str) -> String {
    metric.replace(['-', '_'], " ")
}
