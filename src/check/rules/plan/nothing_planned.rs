//! A document plans no work.

use crate::{
    check::{Example, Found, Inputs, Rule},
    model::{Place, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "plan.nothing-planned",
    severity: Severity::Note,
    summary: "a document was checked as a plan, and nothing in it reads as planned work",
    explanation: "\
No other rule has anything to look at, so that a clean result would say nothing. Work is read from headings \
(`## T-001: Routes`), lists with check boxes, tables with identifiers, phases, and the JSON forms. A document \
that is no plan is kept out with `exclude` of `[check]` in groundplan.toml.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\nThey are in the tracker.\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n- Modify: `internal/adapters/http/in/routes.go`\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let document = inputs.document;
    let has_work = document.work.iter().any(|plan| !plan.items.is_empty());
    if has_work || !document.claims.is_empty() || !document.values.is_empty() {
        return Vec::new();
    }
    let first = document.text.lines().position(|line| !line.trim().is_empty());
    let line = u32::try_from(first.unwrap_or_default() + 1).unwrap_or(u32::MAX);
    let text = document.text.lines().nth(first.unwrap_or_default()).unwrap_or_default();
    let end_column = u32::try_from(text.chars().count() + 1).unwrap_or(u32::MAX);
    let file = document.path.clone();
    let (message, severity) = match first {
        None => ("the file is empty", Some(Severity::Warning)),
        Some(_) => ("nothing here reads as planned work", None),
    };
    vec![Found {
        severity,
        place: Place { file, line, column: 1, end_line: line, end_column },
        message: message.to_owned(),
        hint: "give each piece of work a heading or a check box of its own; `groundplan plan` shows the form"
            .to_owned(),
        ..Found::default()
    }]
}
