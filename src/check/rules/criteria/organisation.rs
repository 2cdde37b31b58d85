//! Steps without a place in the code.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        values::{get, is_architect, members, whole},
    },
    model::Severity,
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "criteria.organisation",
    severity: Severity::Warning,
    summary: "most steps name no file, so nobody knows where the code goes",
    explanation: "\
The seventh success criterion: clean code organisation. Each step lists in `code_files` (or `files`) what it touches. A \
step of planning or of measuring may have none; where more than half of the steps have none, the plan does not say how \
the code is organised.",
    bad: Example {
        file: "plan.json",
        text: r#"{"overview": "Tiers", "steps": [{"order": 1, "description": "Store tiers", "code_files": []}]}"#,
    },
    good: Example {
        file: "plan.json",
        text: r#"{"overview": "Tiers", "steps": [{"order": 1, "description": "Store tiers", "code_files": ["internal/domain/feetier.go"]}]}"#,
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let document = inputs.document;
    let steps = members(document, "/steps");
    if !is_architect(document) || steps.is_empty() {
        return Vec::new();
    }
    let bare = steps.iter().filter(|step| {
        let listed =
            |name: &str| !members(document, &format!("{}/{name}", step.pointer)).is_empty();
        !listed("code_files") && !listed("files")
    });
    let bare: Vec<_> = bare.collect();
    if bare.len() * 2 <= steps.len() {
        return Vec::new();
    }
    let first =
        bare.first().and_then(|step| get(document, &format!("{}/code_files", step.pointer)));
    vec![Found {
        place: first.map_or_else(|| whole(document), |value| value.place.clone()),
        message: format!("{} of {} steps name no file", bare.len(), steps.len()),
        hint: "list in `code_files` what each step creates or changes".into(),
        ..Found::default()
    }]
}
