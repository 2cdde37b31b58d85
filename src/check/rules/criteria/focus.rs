//! A step without its domain's focus.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        values::{get, head, is_architect, key, members, order, whole},
    },
    model::Severity,
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "criteria.focus",
    severity: Severity::Warning,
    summary: "a step has no focus, or the plan has no block for its domain",
    explanation: "\
The fourth success criterion: each step says in `security_focus`, `performance_focus` or `reliability_focus` what it must \
take care of, and one of `security_requirements`, `performance_optimizations`, `reliability_requirements` gathers it for \
the whole. A focus of one word says nothing.",
    bad: Example {
        file: "plan.json",
        text: r#"{"overview": "Tiers", "steps": [{"order": 1, "description": "Store tiers"}], "security_requirements": {"input": "tiers are checked before use"}}"#,
    },
    good: Example {
        file: "plan.json",
        text: r#"{"overview": "Tiers", "steps": [{"order": 1, "description": "Store tiers", "security_focus": "input is checked"}], "security_requirements": {"input": "tiers are checked before use"}}"#,
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let document = inputs.document;
    if !is_architect(document) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for step in members(document, "/steps") {
        let parts = members(document, &step.pointer);
        let focus = parts.iter().find(|value| key(value).ends_with("_focus"));
        let order = order(document, step);
        let message = match focus {
            None => format!("step {order} names no focus"),
            Some(value) if value.text.split_whitespace().count() < 2 => {
                format!("“{}” says nothing to take care of", value.text)
            }
            Some(_) => continue,
        };
        let place = focus.map_or_else(|| head(step), |value| value.place.clone());
        found.push(told(place, message, order));
    }
    let blocks = ["security_requirements", "performance_optimizations", "reliability_requirements"];
    let filled = |name: &&str| !members(document, &format!("/{name}")).is_empty();
    if !blocks.iter().any(filled) {
        let place = blocks.iter().find_map(|name| get(document, &format!("/{name}")));
        let place = place.map_or_else(|| whole(document), |value| value.place.clone());
        found.push(told(place, "no block gathers what the domain asks for".into(), ""));
    }
    found
}

fn told(place: crate::model::Place, message: String, item: &str) -> Found {
    Found {
        place,
        message,
        item: item.to_owned(),
        hint:
            "say what could go wrong in security, speed or reliability, and what is done about it"
                .into(),
        ..Found::default()
    }
}
