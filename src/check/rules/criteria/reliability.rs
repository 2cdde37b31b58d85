//! Nothing is said of what happens when something fails.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        page::{Page, tasks},
        values::{is_architect, whole},
    },
    document::words,
    model::{PlanForm, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "criteria.reliability",
    severity: Severity::Warning,
    summary: "the plan says nothing of errors, time limits or retries",
    explanation: "\
The sixth success criterion: error handling and reliability. Looks for words of failure (`error`, `retry`, `timeout`, \
`fallback`, `idempotent`, `rollback`, `outage`, …) anywhere in a JSON plan, or in a classic plan of five tasks or more. \
That a word is there says little; that none is says enough.",
    bad: Example {
        file: "plan.json",
        text: r#"{"overview": "Tiers", "steps": [{"order": 1, "description": "Store tiers"}]}"#,
    },
    good: Example {
        file: "plan.json",
        text: r#"{"overview": "Tiers", "steps": [{"order": 1, "description": "Store tiers; a failed write is retried once"}]}"#,
    },
    find,
};

const WORDS: &[&str] = &[
    "error",
    "errors",
    "fail",
    "fails",
    "failed",
    "failure",
    "failures",
    "retry",
    "retries",
    "retried",
    "timeout",
    "timeouts",
    "time limit",
    "fallback",
    "idempotent",
    "idempotency",
    "rollback",
    "outage",
    "circuit breaker",
    "recover",
    "recovery",
    "crash",
    "unavailable",
    "degrade",
    "erro",
    "erros",
    "falha",
    "falhas",
    "tratamento de erros",
    "fallos",
];

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let document = inputs.document;
    let classic = document.form == PlanForm::Classic && tasks(document).len() >= 5;
    let judged = classic || is_architect(document);
    if !judged || words::has_any(&words::key(&document.text.replace('_', " ")), WORDS) {
        return Vec::new();
    }
    vec![Found {
        place: if classic { Page::of(document).whole(1) } else { whole(document) },
        message: "nothing says what happens when something fails".into(),
        hint: "name what can fail, how long it is waited for, what is tried again and what the caller sees".into(),
        ..Found::default()
    }]
}
