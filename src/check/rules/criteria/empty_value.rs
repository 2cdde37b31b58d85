//! Keys that are there for the form's sake.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        values::{is_architect, key},
    },
    document::words,
    model::{JsonKind, JsonValue, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "criteria.empty-value",
    severity: Severity::Error,
    summary: "a value of a JSON plan is empty, one word where a sentence belongs, or a copy of its key",
    explanation: "\
An answer can have every key that was asked for and say nothing. Finds empty texts; `description`, `rationale`, `overview` \
and the entries of tests and requirements with a single word; and values that only repeat their key (`\"input_validation\": \
\"Input validation\"`).",
    bad: Example {
        file: "plan.json",
        text: r#"{"overview": "Tiers of packages", "steps": [{"order": 1, "description": "Implementation"}]}"#,
    },
    good: Example {
        file: "plan.json",
        text: r#"{"overview": "Tiers of packages", "steps": [{"order": 1, "description": "Store the tiers of a package"}]}"#,
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    if !is_architect(inputs.document) {
        return Vec::new();
    }
    let texts = inputs.document.values.iter().filter(|value| value.kind == JsonKind::Text);
    let judged = texts.filter_map(|value| Some((value, fault(value)?)));
    judged
        .map(|(value, message)| Found {
            place: value.place.clone(),
            message,
            hint: "say it in a sentence that only fits this repository, or leave the key out"
                .into(),
            ..Found::default()
        })
        .collect()
}

fn fault(value: &JsonValue) -> Option<String> {
    let text = value.text.trim();
    let name = key(value);
    if text.is_empty() {
        return Some(format!("`{name}` is empty"));
    }
    // Lists of `traceability` and paths are data.
    if value.pointer.starts_with("/traceability") || value.pointer.contains("files") {
        return None;
    }
    if words::key(text) == words::key(name) && name.parse::<u32>().is_err() {
        return Some(format!("“{text}” only repeats its key"));
    }
    let sentence = ["description", "rationale", "overview"].contains(&name)
        || [
            "/testing/",
            "/security_requirements/",
            "/performance_optimizations/",
            "/reliability_requirements/",
        ]
        .iter()
        .any(|part| value.pointer.starts_with(part));
    // A path names what is tested.
    let path = text.contains(['/', '.']);
    (sentence && !path && text.split_whitespace().count() < 2)
        .then(|| format!("“{text}” is one word where `{name}` needs a sentence"))
}
