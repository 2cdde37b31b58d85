//! An architecture without a pattern, or a pattern without a reason.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        values::{get, is_architect, key, members, whole},
    },
    model::{JsonKind, JsonValue, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "criteria.pattern",
    severity: Severity::Error,
    summary: "the architecture names no pattern, or does not say why it fits",
    explanation: "\
The first success criterion of the architect's prompt: `architecture.pattern` names the pattern, and a sentence beside it \
(`justification`, `rationale`, or a pattern of more than six words) says why. A justification of three words is none.",
    bad: Example {
        file: "plan.json",
        text: r#"{"overview": "Tiers", "architecture": {"pattern": "layered"}, "steps": []}"#,
    },
    good: Example {
        file: "plan.json",
        text: r#"{"overview": "Tiers", "architecture": {"pattern": "layered", "justification": "the code has handlers, services and repositories"}, "steps": []}"#,
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let document = inputs.document;
    if !is_architect(document) {
        return Vec::new();
    }
    let pattern =
        get(document, "/architecture/pattern").filter(|value| !value.text.trim().is_empty());
    let Some(pattern) = pattern else {
        let place = get(document, "/architecture/pattern")
            .map_or_else(|| whole(document), |value| value.place.clone());
        return vec![told(
            place,
            "`architecture.pattern` is missing: nothing says which pattern the plan follows",
        )];
    };
    let reasons = members(document, "/architecture");
    let reasoned =
        reasons.into_iter().any(is_reason) || pattern.text.split_whitespace().count() > 6;
    if reasoned {
        return Vec::new();
    }
    vec![told(pattern.place.clone(), &format!("nothing says why “{}” fits here", pattern.text))]
}

fn is_reason(value: &JsonValue) -> bool {
    const NAMES: &[&str] = &["justification", "rationale", "reason", "reasoning", "because", "why"];
    let named = NAMES.iter().any(|name| key(value).to_lowercase().contains(name));
    named && (value.kind != JsonKind::Text || value.text.split_whitespace().count() > 3)
}

fn told(place: crate::model::Place, message: &str) -> Found {
    Found {
        place,
        message: message.to_owned(),
        hint: "name the pattern and what in the code or the requirements speaks for it".into(),
        ..Found::default()
    }
}
