//! A JSON plan is no JSON.

use crate::{
    check::{Example, Found, Inputs, Rule},
    model::Severity,
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.broken-json",
    severity: Severity::Error,
    summary: "a JSON plan cannot be read as JSON",
    explanation: "\
Programs that read the plan will refuse it. What stands before the fault is checked all the same; what stands behind \
it may be missing from the other findings.",
    bad: Example { file: "plan.json", text: "{\"steps\": [{\"order\": 1,}]}\n" },
    good: Example { file: "plan.json", text: "{\"steps\": [{\"order\": 1}]}\n" },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let faults = inputs.document.faults.iter();
    let found = faults.map(|fault| Found {
        place: fault.place.clone(),
        message: format!("this is no JSON: {}", fault.message),
        ..Found::default()
    });
    found.collect()
}
