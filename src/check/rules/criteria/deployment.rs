//! A plan that ends before it runs.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        values::{get, is_architect, texts, whole},
    },
    model::Severity,
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "criteria.deployment",
    severity: Severity::Warning,
    summary: "nothing says how the result is deployed and operated",
    explanation: "\
The eighth success criterion: `deployment_considerations` says in at least one sentence of four words or more how a \
release gets out, is configured, watched or taken back. In plans in phases the section on deployment is looked for by \
`complete.missing-section`.",
    bad: Example {
        file: "plan.json",
        text: r#"{"overview": "Tiers", "steps": [], "deployment_considerations": {"strategy": "standard"}}"#,
    },
    good: Example {
        file: "plan.json",
        text: r#"{"overview": "Tiers", "steps": [], "deployment_considerations": {"strategy": "one instance at a time, migrations first"}}"#,
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let document = inputs.document;
    if !is_architect(document) {
        return Vec::new();
    }
    let block = get(document, "/deployment_considerations");
    let said = texts(document, "/deployment_considerations");
    if said.iter().any(|value| value.text.split_whitespace().count() >= 4) {
        return Vec::new();
    }
    let message = match (block, said.first()) {
        (None, _) => "`deployment_considerations` is missing".to_owned(),
        (Some(_), None) => "`deployment_considerations` is empty".to_owned(),
        (Some(_), Some(first)) => {
            format!("“{}” does not say how the result is deployed and operated", first.text)
        }
    };
    let place = said
        .first()
        .map(|value| value.place.clone())
        .or_else(|| block.map(|value| value.place.clone()));
    vec![Found {
        place: place.unwrap_or_else(|| whole(document)),
        message,
        hint: "say how a release gets out, what it needs to start, what is watched and how it is taken back".into(),
        ..Found::default()
    }]
}
