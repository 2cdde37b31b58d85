//! Measurable targets beside the benchmarks and load tests that could measure them.

use super::{load, observed};
use crate::{
    model::{GapItem, GapKind, Observation, PerformanceTarget, PlanTarget, State, Test, TestKind},
    plan::{Inputs, terms},
};

/// A target is at most partly there: that a benchmark exists does not say what it measured.
pub(super) fn gap(inputs: &Inputs<'_>) -> Vec<GapItem> {
    let benchmarks: Vec<&Test> =
        inputs.analysis.tests.iter().filter(|test| test.kind == TestKind::Benchmark).collect();
    inputs.requirements.targets.iter().map(|target| item(inputs, target, &benchmarks)).collect()
}

/// The targets as the plan lists them.
pub(in crate::plan) fn targets(inputs: &Inputs<'_>, gap: &[GapItem]) -> Vec<PlanTarget> {
    let plan = |target: &PerformanceTarget| PlanTarget {
        id: target.id.clone(),
        title: title(target),
        text: target.text.clone(),
        quantity: target.quantity.clone(),
        cite: target.at.citation(),
        state: gap
            .iter()
            .find(|item| item.id == target.id)
            .map_or(State::Absent, |item| item.state),
    };
    inputs.requirements.targets.iter().map(plan).collect()
}

fn item(inputs: &Inputs<'_>, target: &PerformanceTarget, benchmarks: &[&Test]) -> GapItem {
    let evidence = if target.quantity.metric == "coverage" {
        coverage_gate(inputs)
    } else {
        let wanted = terms::of(&target.text);
        let fits = |test: &&&Test| !terms::of(&test.name).is_disjoint(&wanted);
        let seen = |test: &&Test| observed(&test.at, format!("benchmark `{}`", test.name));
        let found = benchmarks.iter().filter(fits).map(seen);
        found.chain(load::measuring(inputs, &target.quantity.metric)).take(3).collect()
    };
    let (state, missing) = if evidence.is_empty() {
        (State::Absent, "nothing in the repository measures it")
    } else {
        (State::Partial, "a measured value that meets it")
    };
    GapItem {
        id: target.id.clone(),
        kind: GapKind::Target,
        title: title(target),
        asked: observed(&target.at, target.text.clone()),
        state,
        evidence,
        missing: vec![missing.into()],
    }
}

/// Metric and quantity: `latency P99 ≤ 40 ms`.
fn title(target: &PerformanceTarget) -> String {
    let quantity = &target.quantity;
    let metric = quantity.metric.replace(['-', '_'], " ");
    let percentile =
        quantity.percentile.map_or(String::new(), |percentile| format!("P{percentile}"));
    let known = quantity.text.to_lowercase();
    let parts =
        [metric, percentile].into_iter().filter(|part| !known.contains(&part.to_lowercase()));
    parts.chain([quantity.text.clone()]).collect::<Vec<_>>().join(" ")
}

fn coverage_gate(inputs: &Inputs<'_>) -> Vec<Observation> {
    let jobs = inputs.analysis.operations.ci.iter();
    let gate = jobs.filter_map(|job| job.coverage_threshold.map(|percent| (job, percent)));
    gate.map(|(job, percent)| observed(&job.at, format!("CI asks for {percent} % coverage")))
        .collect()
}
