//! Answers about a plan that somebody wrote: what does not hold in it, and how much of it the code delivers.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    mcp::page::{Listed, Nothing, Reason},
    model::{CheckReport, Finding, ItemProgress, Progress},
};

/// What does not hold.
pub(super) fn findings(report: &CheckReport) -> Listed<Finding> {
    let mut counts = BTreeMap::new();
    let mut add = |key: &str, number: u32| {
        *counts.entry(key.to_owned()).or_insert(0) += number as usize;
    };
    for finding in &report.findings {
        let severity = if finding.counts() {
            format!("{:?}s", finding.severity).to_lowercase()
        } else {
            "waived_or_known".to_owned()
        };
        add(&severity, 1);
    }
    for document in &report.documents {
        add("items", document.items);
        add("claims", document.claims);
    }
    let problems = report.problems.iter();
    let warnings: Vec<String> = problems
        .map(|problem| format!("{} was not checked: {}.", problem.file, problem.message))
        .collect();
    let claims: u32 = report.documents.iter().map(|document| document.claims).sum();
    let (reason, text) = if report.documents.is_empty() {
        (Reason::NoInput, "there is no plan that could be checked".to_owned())
    } else {
        let plans = report.documents.len();
        let text =
            format!("{claims} claims of {plans} plans were held against the code, and all hold");
        (Reason::NoneFound, text)
    };
    let nothing = Some(Nothing { reason, text });
    Listed { counts, warnings, nothing, ..report.findings.clone().into() }
}

/// An item of a plan with how far it is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Tracked {
    /// Title of its plan.
    plan: String,
    /// The item.
    #[serde(flatten)]
    item: ItemProgress,
}

/// How far the items of plans are.
pub(super) fn progress(plans: &[Progress]) -> Listed<Tracked> {
    let mut counts = BTreeMap::new();
    let mut items = Vec::new();
    for plan in plans {
        for item in &plan.items {
            let state = serde_json::to_value(item.state).ok();
            let state = state.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default();
            *counts.entry(state.to_owned()).or_insert(0) += 1;
            items.push(Tracked { plan: plan.title.clone(), item: item.clone() });
        }
        *counts.entry("unplanned".to_owned()).or_insert(0) += plan.unplanned.len();
    }
    let (reason, text) = if plans.is_empty() {
        (Reason::NoInput, "no plan was found in the repository".to_owned())
    } else {
        (Reason::NoneFound, format!("{} plans were read and name no work", plans.len()))
    };
    Listed { counts, nothing: Some(Nothing { reason, text }), ..items.into() }
}
