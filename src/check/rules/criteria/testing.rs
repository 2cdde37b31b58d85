//! A part of testing that the plan leaves out.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        values::{get, head, is_architect, key, members, whole},
    },
    model::{JsonKind, JsonValue, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "criteria.testing",
    severity: Severity::Warning,
    summary: "unit tests, integration tests, tests of the domain or edge cases are missing or empty",
    explanation: "\
The third success criterion: `testing` has `unit_tests`, `integration_tests`, `edge_cases` and one list of the domain \
(`security_tests`, `performance_tests`, `reliability_tests`), each with at least one entry of three words or more, or a \
test file, that says what is tested.",
    bad: Example {
        file: "plan.json",
        text: r#"{"overview": "Tiers", "steps": [], "testing": {"unit_tests": ["tiers without gaps are kept"], "integration_tests": [], "security_tests": ["a request without token is refused"], "edge_cases": ["the 21st tier is refused"]}}"#,
    },
    good: Example {
        file: "plan.json",
        text: r#"{"overview": "Tiers", "steps": [], "testing": {"unit_tests": ["tiers without gaps are kept"], "integration_tests": ["tiers survive a restart"], "security_tests": ["a request without token is refused"], "edge_cases": ["the 21st tier is refused"]}}"#,
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let document = inputs.document;
    if !is_architect(document) {
        return Vec::new();
    }
    let Some(testing) = get(document, "/testing") else {
        return vec![told(
            whole(document),
            "`testing` is missing: nothing says how the work is tested",
        )];
    };
    let lists = members(document, "/testing");
    let filled = |list: &&JsonValue| {
        members(document, &list.pointer)
            .into_iter()
            .any(|entry| entry.text.split_whitespace().count() >= 3 || entry.text.contains('/'))
    };
    let mut found = Vec::new();
    for name in ["unit_tests", "integration_tests", "edge_cases"] {
        match lists.iter().find(|list| key(list) == name) {
            None => found.push(told(head(testing), &format!("`testing.{name}` is missing"))),
            Some(list) if !filled(list) => {
                found.push(told(
                    list.place.clone(),
                    &format!("`testing.{name}` says nothing that could be tested"),
                ));
            }
            Some(_) => {}
        }
    }
    let domain = |list: &&&JsonValue| {
        let known = ["unit_tests", "integration_tests", "edge_cases", "acceptance"];
        list.kind == JsonKind::List && !known.contains(&key(list))
    };
    if !lists.iter().filter(domain).any(filled) {
        found.push(told(
            head(testing),
            "no list of the domain says what is tested beside functions (`security_tests`, …)",
        ));
    }
    found
}

fn told(place: crate::model::Place, message: &str) -> Found {
    Found {
        place,
        message: message.to_owned(),
        hint: "name the cases: what is done, and what must come of it".into(),
        ..Found::default()
    }
}
