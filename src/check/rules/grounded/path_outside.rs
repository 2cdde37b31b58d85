//! A path leads out of the repository.

use super::about;
use crate::{
    check::{Example, Found, Inputs, Rule, index::Resolved},
    model::{Action, ClaimKind, Severity, Standing},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.path-outside",
    severity: Severity::Error,
    summary: "a file outside of the repository is to be touched",
    explanation: "\
An absolute path is that of one machine, unless its first part is a folder of the repository's root, and `..` leads into another repository: the plan cannot be carried out \
by a change of this one. Paths that are only read are not looked at, nor those that lead back into the repository \
from the folder of the plan.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n- Modify: `../plugin-auth/internal/routes.go`\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n- Modify: `internal/adapters/http/in/routes.go`\n",
    },
    find,
};

/// `/src/a.go` of a repository with a folder `src` counts from its root.
fn is_of_root(inputs: &Inputs<'_>, path: &str) -> bool {
    let first = path.strip_prefix('/').and_then(|path| path.split('/').next());
    first.is_some_and(|first| !first.is_empty() && inputs.index.has_folder(first))
}

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let claims = inputs.document.claims.iter().filter(|claim| {
        let writes = matches!(
            claim.action,
            Some(Action::Create | Action::Modify | Action::Delete | Action::Move | Action::Test)
        );
        claim.kind == ClaimKind::Path && claim.standing == Standing::Listed && writes
    });
    let outside = claims.filter(|claim| {
        about::is_outside(&claim.subject)
            && !is_of_root(inputs, &claim.subject)
            && about::resolve(inputs, claim) != Resolved::There
    });
    outside
        .map(|claim| {
            about::found(claim, format!("`{}` lies outside of the repository", claim.subject))
        })
        .collect()
}
