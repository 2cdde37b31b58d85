//! A file is named without a word of what happens to it, and is not there.

use super::{
    about,
    planned::{Made, Planned},
};
use crate::{
    check::{Example, Found, Inputs, Rule, index::Resolved},
    model::{Claim, Severity, Standing},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.bare-path",
    severity: Severity::Note,
    summary: "a file is listed that is not there, and nothing says that it is to be created",
    explanation: "\
A path without a verb is taken for one to create when the repository lacks it. Where a path is near that exists, \
the name may be misremembered: that is a warning. A name without its folder is mostly short for something, so it is \
reported only where a near one exists. Write the verb: `create`, `modify`, `delete`, `move`, `read`.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n**Files:** `internal/adapters/http/in/route.go`\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n**Files:** modify `internal/adapters/http/in/routes.go`\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let planned = Planned::of(inputs.document);
    let claims = about::paths(inputs).filter(|claim| is_bare(claim));
    let missing = claims.filter(|claim| {
        let lacks = about::resolve(inputs, claim) == Resolved::Missing;
        lacks && planned.made(claim) == Made::Never && !about::settled(inputs, claim)
    });
    missing.filter_map(|claim| found(inputs, claim)).collect()
}

fn is_bare(claim: &Claim) -> bool {
    claim.action.is_none() && claim.lines.is_none() && claim.standing == Standing::Listed
}

fn found(inputs: &Inputs<'_>, claim: &Claim) -> Option<Found> {
    let near = inputs.index.near_paths(&claim.subject);
    if near.is_empty() && !claim.subject.contains('/') {
        return None;
    }
    let severity = if near.is_empty() { Severity::Note } else { Severity::Warning };
    let message = format!("`{}` is not there and is taken for one to create", claim.subject);
    Some(Found {
        severity: Some(severity),
        did_you_mean: near,
        hint: "write `create` before it".to_owned(),
        ..about::found(claim, message)
    })
}
