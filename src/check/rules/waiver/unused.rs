//! A waiver lets nothing stand.

use crate::{
    check::{Example, Found, Inputs, Rule},
    model::Severity,
};

pub(in crate::check) const RULE: Rule = Rule {
    id: "waiver.unused",
    severity: Severity::Warning,
    summary: "a waiver is for something that is not found",
    explanation: "\
What the waiver was written for is mended, or the waiver stands at the wrong place: in Markdown it is about \
what begins on its own line, when it has that to itself about the next one, and in front of all text about the \
whole plan; in JSON about the object that it is in. A waiver that stays would hide the next fault. It is only \
judged when all the rules that it names have run.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n<!-- groundplan: allow grounded.no-such-file because the branch `routing` brings it -->\n- Modify: `internal/adapters/http/in/routes.go`\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n- Modify: `internal/adapters/http/in/routes.go`\n",
    },
    find: only_after_the_others,
};

/// What the other rules found decides; `waivers::waive` adds the findings of this one.
fn only_after_the_others(_: &Inputs<'_>) -> Vec<Found> {
    Vec::new()
}
