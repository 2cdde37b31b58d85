//! A waiver does not say why.

use crate::{
    check::{Example, Found, Inputs, Rule, waivers},
    model::Severity,
};

pub(in crate::check) const RULE: Rule = Rule {
    id: "waiver.no-reason",
    severity: Severity::Warning,
    summary: "a waiver gives no reason; it lets nothing stand",
    explanation: "\
A waiver is a decision, and who reads the plan later wants to know why it was taken. Write it as \
`groundplan: allow RULE because REASON` in a comment on the line before, or as `\"_groundplan_allow\"` in an \
object of JSON. Without a reason the findings count as if the waiver were not there.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n<!-- groundplan: allow grounded.no-such-file -->\n- Modify: `internal/adapters/http/in/router.go`\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n<!-- groundplan: allow grounded.no-such-file because the branch `routing` brings it -->\n- Modify: `internal/adapters/http/in/router.go`\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let remarks = waivers::remarks(inputs.document);
    let bare = remarks.into_iter().filter(|remark| remark.reason.is_empty());
    bare.map(|remark| Found {
        place: remark.place,
        message: "the waiver does not say why".to_owned(),
        hint: "end it with `because` and the reason".to_owned(),
        ..Found::default()
    })
    .collect()
}
