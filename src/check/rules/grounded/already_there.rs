//! A file is to be created that is there.

use super::{about, planned::Planned};
use crate::{
    check::{Example, Found, Inputs, Rule, index::Resolved},
    model::{Action, Claim, Severity, Standing},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.already-there",
    severity: Severity::Error,
    summary: "a file is to be created that the repository has",
    explanation: "\
Whoever carries the plan out would overwrite the file, or find the work done. Say `modify` where the file is to \
be changed. Items that are done are not looked at, nor is a file that the plan deletes before; of running text \
(`create a handler in FILE`) nobody can tell whether the file is meant, so only lists, tables and direct verbs \
count.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n- Create: `internal/adapters/http/in/routes.go`\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n- Modify: `internal/adapters/http/in/routes.go`\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let planned = Planned::of(inputs.document);
    let claims = about::paths(inputs).filter(|claim| creates(claim));
    let there = claims.filter(|claim| {
        // The end of a path, `doc.go`, may well be another file.
        let whole = about::resolve(inputs, claim) == Resolved::There
            && inputs.index.file(&claim.subject).as_deref() == Some(&*claim.subject);
        whole && planned.gone(claim).is_none() && !about::settled(inputs, claim)
    });
    there.map(found).collect()
}

fn creates(claim: &Claim) -> bool {
    claim.action == Some(Action::Create) && claim.standing == Standing::Listed
}

fn found(claim: &Claim) -> Found {
    Found {
        hint: "say `modify` if it is to be changed".to_owned(),
        ..about::found(claim, format!("`{}` is to be created and is there", claim.subject))
    }
}
