//! A waiver names no rule, or one that there is not.

use crate::{
    check::{ALL, Example, Found, Inputs, Rule, covers, near, waivers},
    model::Severity,
};

pub(in crate::check) const RULE: Rule = Rule {
    id: "waiver.unknown-rule",
    severity: Severity::Warning,
    summary: "a waiver names no rule, or one that does not exist",
    explanation: "\
Such a waiver lets nothing stand: mostly the name of the rule is misspelled. A waiver names a rule \
(`grounded.no-such-file`) or a whole topic (`house.*`), several with commas between them. \
`groundplan explain` lists the rules.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n<!-- groundplan: allow grounded.no-file because the branch `routing` brings it -->\n- Modify: `internal/adapters/http/in/router.go`\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n<!-- groundplan: allow grounded.no-such-file because the branch `routing` brings it -->\n- Modify: `internal/adapters/http/in/router.go`\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for remark in waivers::remarks(inputs.document) {
        if remark.names.is_empty() {
            found.push(Found {
                place: remark.place.clone(),
                message: "the waiver names no rule".to_owned(),
                hint: "write `allow RULE because REASON`".to_owned(),
                ..Found::default()
            });
        }
        let is_unknown = |name: &&String| !ALL.iter().any(|rule| covers(name, rule.id));
        found.extend(remark.names.iter().filter(is_unknown).map(|name| Found {
            place: remark.place.clone(),
            message: format!("there is no rule `{name}`"),
            did_you_mean: near(name, ALL).into_iter().map(str::to_owned).collect(),
            ..Found::default()
        }));
    }
    found
}
