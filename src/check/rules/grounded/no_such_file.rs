//! A file is to be changed that is not there.

use crate::{
    check::{Example, Found, Inputs, Rule},
    model::{Action, Claim, ClaimKind, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.no-such-file",
    severity: Severity::Error,
    summary: "a file is to be modified, deleted or read that the repository does not have",
    explanation: "\
Whoever carries the plan out will look for the file. Mostly its name is misremembered or it was moved. A file \
that the same plan creates before counts as there. Say `create` for what does not exist yet.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n- Modify: `internal/adapters/http/in/router.go`\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n- Modify: `internal/adapters/http/in/routes.go`\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let claims = inputs.document.claims.iter();
    claims.filter(|claim| needs_it(claim) && !is_there(inputs, claim)).map(found).collect()
}

fn needs_it(claim: &Claim) -> bool {
    let action = matches!(claim.action, Some(Action::Modify | Action::Delete | Action::Read));
    claim.kind == ClaimKind::Path && action
}

fn is_there(inputs: &Inputs<'_>, claim: &Claim) -> bool {
    inputs.analysis.files.iter().any(|file| *file.path == *claim.subject)
}

fn found(claim: &Claim) -> Found {
    Found {
        place: claim.place.clone(),
        message: format!("`{}` is not in the repository", claim.subject),
        item: claim.item.clone(),
        ..Found::default()
    }
}
