//! An endpoint that nothing registers is to be changed or called.

use std::collections::BTreeSet;

use super::unknown::{self, Asked};
use crate::{
    check::{Example, Found, Inputs, Rule, index::endpoint},
    model::{Action, ClaimKind, Severity, Standing},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.unknown-endpoint",
    severity: Severity::Warning,
    summary: "an endpoint is to be changed or called that no route or OpenAPI document has",
    explanation: "\
Names of parameters do not matter. An endpoint that the plan creates, or that the requirements ask for, counts as \
known; so does one of which the plan names the end only. Endpoints of other services are not known here: one that \
is only called, and whose first part no endpoint of this repository has, is taken for such a one.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Fees\n\nExtend `POST /v1/charge` with a note.\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Fees\n\nExtend `POST /v1/charges` with a note.\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let required: Vec<String> = inputs
        .requirements
        .endpoints
        .iter()
        .map(|one| endpoint(&format!("{} {}", one.method, one.path)))
        .collect();
    let claims = inputs.document.claims.iter();
    let own: BTreeSet<&str> = claims
        .filter(|claim| claim.kind == ClaimKind::Endpoint && claim.action != Some(Action::Read))
        .map(|claim| &*claim.subject)
        .collect();
    let all = || inputs.index.names(ClaimKind::Endpoint).chain(required.iter().map(|one| &**one));
    let knows = |name: &str| {
        let begins = |one: &str| first(one) == first(name);
        if !own.contains(name) && !all().any(begins) {
            return true;
        }
        let own = endpoint(name);
        let (method, path) = own.split_once(' ').unwrap_or(("", &own));
        let mut known = all();
        known.any(|one| {
            let (other, whole) = one.split_once(' ').unwrap_or(("", one));
            (other == method || other == "ANY" || other == "ALL") && whole.ends_with(path)
        })
    };
    unknown::find(
        inputs,
        &Asked {
            kind: ClaimKind::Endpoint,
            noun: "endpoint",
            needs: |claim| unknown::is_touched(claim) && claim.standing != Standing::Shown,
            knows: &knows,
            names: inputs.index.names(ClaimKind::Endpoint).collect(),
        },
    )
}

/// The first part of the path of `METHOD /path`.
fn first(name: &str) -> &str {
    let (_, path) = name.split_once(' ').unwrap_or(("", name));
    path.trim_start_matches('/').split('/').next().unwrap_or_default()
}
