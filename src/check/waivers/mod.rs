//! Remarks in a plan that let findings stand: `<!-- groundplan: allow RULE because REASON -->` in Markdown,
//! `"_groundplan_allow": "RULE because REASON"` in an object of JSON.

mod grammar;
mod json;
mod markdown;

use super::{Found, Rule, covers, rules::waiver};
use crate::model::{Finding, Fix, Place, PlanDocument, Waiver};

/// A remark as it stands in the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Remark {
    /// The remark with its delimiters.
    pub(super) place: Place,
    /// What it takes to remove it, where that can be done.
    pub(super) removal: Option<Place>,
    /// Rules and topics that it names.
    pub(super) names: Vec<String>,
    /// Empty when it gives none.
    pub(super) reason: String,
    /// What it is about.
    pub(super) scope: Scope,
}

/// What a remark is about.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Scope {
    /// The whole plan.
    Plan,
    /// What begins on a line.
    Line(u32),
    /// What lies within a value of JSON.
    Within(Place),
}

/// The remarks of a plan in order of place.
pub(super) fn remarks(document: &PlanDocument) -> Vec<Remark> {
    if document.values.is_empty() {
        markdown::remarks(&document.path, &document.text)
    } else {
        json::remarks(&document.values)
    }
}

/// Marks the findings that remarks with a reason let stand, and adds the remarks that do so for none although
/// all the rules that they name are among those that `ran`.
pub(super) fn waive(document: &PlanDocument, findings: &mut Vec<Finding>, ran: &[&Rule]) {
    let mut idle = Vec::new();
    for remark in remarks(document).iter().filter(|remark| !remark.reason.is_empty()) {
        for name in &remark.names {
            let has_run = |id: &str| ran.iter().any(|rule| rule.id == id);
            let mut all = super::ALL.iter().filter(|rule| covers(name, rule.id)).peekable();
            let is_known = all.peek().is_some();
            let is_used = mark(remark, name, findings);
            if !is_used && is_known && all.all(|rule| has_run(rule.id)) {
                idle.push(unused(remark, name));
            }
        }
    }
    if ran.iter().any(|rule| rule.id == waiver::unused::RULE.id) {
        findings.extend(idle.into_iter().map(|found| found.under(&waiver::unused::RULE)));
    }
}

/// Marks what a remark lets stand under a name; says whether there is anything.
fn mark(remark: &Remark, name: &str, findings: &mut [Finding]) -> bool {
    let mut is_used = false;
    for finding in findings.iter_mut() {
        let is_about_waivers = finding.rule.starts_with("waiver.");
        if is_about_waivers || !covers(name, &finding.rule) || !remark.scope.holds(&finding.place) {
            continue;
        }
        is_used = true;
        let reason = remark.reason.clone();
        finding.waived.get_or_insert(Waiver { line: remark.place.line, reason });
    }
    is_used
}

fn unused(remark: &Remark, name: &str) -> Found {
    let whole = remark.names.len() == 1;
    let fix = |place| Fix { place, replacement: String::new(), title: "take it out".to_owned() };
    Found {
        place: remark.place.clone(),
        message: format!("nothing is found here that `{name}` would let stand"),
        hint: "take the waiver out, or put it right before the line that it is about".to_owned(),
        fix: remark.removal.clone().filter(|_| whole).map(fix),
        ..Found::default()
    }
}

impl Scope {
    fn holds(&self, place: &Place) -> bool {
        match self {
            Self::Plan => true,
            Self::Line(line) => place.line == *line,
            Self::Within(value) => {
                let start = (value.line, value.column) <= (place.line, place.column);
                start && (place.end_line, place.end_column) <= (value.end_line, value.end_column)
            }
        }
    }
}
