//! A plan, as people or a model wrote it, held against repository, requirements and house: findings. Pure; the
//! rules stand in [`rules`], one file each, and know nothing of each other.

use std::collections::BTreeSet;

mod baseline;
mod endpoints;
mod fingerprint;
mod fixes;
mod index;
mod majority;
mod near;
mod number;
mod page;
mod rule;
mod rules;
mod selection;
mod sql;
mod values;
mod waivers;
mod wanted;
mod weeks;

pub use self::{
    baseline::{mark_known, renewed, stale},
    fingerprint::fingerprint,
    fixes::{Fixed, fixed},
    index::Index,
    rule::{Example, Found, Rule},
    rules::ALL,
    selection::{Selection, UnknownRule, covers, near},
};
use crate::model::{
    Analysis, CodeProfile, Finding, HouseProfile, PlanDocument, Requirements, Standard,
};

/// Everything that a plan is held against.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The plan.
    pub document: &'a PlanDocument,
    /// What the repository shows.
    pub analysis: &'a Analysis,
    /// The same by name, with the texts that the plan points into.
    pub index: &'a Index,
    /// The repository's code in figures.
    pub code: &'a CodeProfile,
    /// What the planning documents ask for; the plan itself is not among their plans.
    pub requirements: &'a Requirements,
    /// What the references have in common.
    pub profile: &'a HouseProfile,
    /// The house standard.
    pub standard: &'a Standard,
}

/// What `rules` find in a plan, by place and rule.
pub fn check(inputs: &Inputs<'_>, rules: &[&Rule]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for rule in rules {
        findings.extend((rule.find)(inputs).into_iter().map(|found| found.under(rule)));
    }
    sort(&mut findings);
    findings
}

/// Names that the rules deny and that may stand in the code all the same: variables, and languages that are not read.
/// Whoever has the texts looks them up, and adds to the index those that do ([`Index::add_standing`]).
pub fn denied(inputs: &Inputs<'_>) -> BTreeSet<String> {
    rules::denied(inputs)
}

/// The same as people judge it: with their severities, their waivers, and a fingerprint for each finding.
pub fn judged(inputs: &Inputs<'_>, rules: &[&Rule], selection: &Selection) -> Vec<Finding> {
    let mut findings = check(inputs, rules);
    waivers::waive(inputs.document, &mut findings, rules);
    selection.judge(&mut findings);
    sort(&mut findings);
    fingerprint(&mut findings, &inputs.document.text);
    findings
}

fn sort(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| (&a.place, &a.rule, &a.message).cmp(&(&b.place, &b.rule, &b.message)));
    findings.dedup();
}
