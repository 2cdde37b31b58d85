//! A secret stands in the plan.

use crate::{
    check::{Example, Found, Inputs, Rule},
    model::{Place, Severity},
    secrets,
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "safe.secret",
    severity: Severity::Error,
    summary: "a key, token or password stands in the plan",
    explanation: "\
A plan is committed, printed and sent to other programs; whatever is secret in it no longer is. Recognised are the keys \
of many providers by their form, private keys, signed tokens, passwords in connection strings and values beside names \
such as `password` or `api_key`. Placeholders and references (`changeme`, `<token>`, `${TOKEN}`) are fine. Take the \
value out, give the name of the setting instead, and replace the secret where it is in use.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Database\n\n- Set `DATABASE_URL=postgres://fees:kT4-winter-9@db/fees`\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Database\n\n- Set `DATABASE_URL=postgres://fees:${DB_PASSWORD}@db/fees`\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let document = inputs.document;
    let found = |one: secrets::Found| Found {
        place: place(&document.path, &document.text, &one),
        message: format!("a secret ({}) stands in the plan", one.words()),
        hint: "give the name of the setting and replace the secret where it is in use".to_owned(),
        ..Found::default()
    };
    secrets::scan(&document.text).into_iter().map(found).collect()
}

fn place(path: &std::sync::Arc<str>, text: &str, one: &secrets::Found) -> Place {
    let (line, column) = position(text, one.range.start);
    let (end_line, end_column) = position(text, one.range.end);
    Place { file: path.clone(), line, column, end_line, end_column }
}

/// Line and column of a byte, 1-based, the column in characters.
fn position(text: &str, at: usize) -> (u32, u32) {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let column = u32::try_from(line.chars().count()).unwrap_or(u32::MAX).saturating_add(1);
    (secrets::line(text, at), column)
}
