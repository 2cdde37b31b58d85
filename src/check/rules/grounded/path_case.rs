//! A path is written in another case than the file has.

use super::about;
use crate::{
    check::{Example, Found, Inputs, Rule, index::Resolved},
    model::Severity,
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.path-case",
    severity: Severity::Warning,
    summary: "a path differs from that of a file in the case of its letters only",
    explanation: "\
Git and most servers tell cases apart: the plan's path would be another file, or none. `--fix` writes the path as \
the repository has it.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n- Modify: `internal/adapters/http/in/Routes.go`\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n- Modify: `internal/adapters/http/in/routes.go`\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let claims =
        about::paths(inputs).filter(|claim| claim.action.is_some() || claim.lines.is_some());
    let found = claims.filter_map(|claim| match about::resolve(inputs, claim) {
        Resolved::Case(path) => Some(Found {
            fix: about::renamed(inputs, claim, &path),
            did_you_mean: vec![path.clone()],
            ..about::found(
                claim,
                format!("`{}` is written `{path}` in the repository", claim.subject),
            )
        }),
        _ => None,
    });
    found.collect()
}
