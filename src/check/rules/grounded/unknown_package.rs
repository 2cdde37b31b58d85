//! A package of this repository is spoken of that is not there.

use super::{
    about,
    planned::{Made, Planned},
    unknown,
};
use crate::{
    check::{Example, Found, Inputs, Rule, index::near},
    model::{Claim, ClaimKind, Severity, Standing},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.unknown-package",
    severity: Severity::Warning,
    summary: "a package of this repository is spoken of that is not there",
    explanation: "\
A package is a folder, or an import path of the repository's own module. Words with slashes count only where the \
first of them is a folder of the repository; one that the plan creates, or creates files in, counts as there.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Fees\n\nReuse `internal/adapters/postgress` for storage.\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Fees\n\nReuse `internal/adapters/postgres` for storage.\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let planned = Planned::of(inputs.document);
    let claims = inputs.document.claims.iter().filter(|claim| {
        let kind = matches!(claim.kind, ClaimKind::Package | ClaimKind::Dependency);
        kind && claim.standing != Standing::Shown && unknown::is_touched(claim)
    });
    claims.filter_map(|claim| judged(inputs, &planned, claim)).collect()
}

fn judged(inputs: &Inputs<'_>, planned: &Planned<'_>, claim: &Claim) -> Option<Found> {
    let folder = match claim.kind {
        ClaimKind::Dependency => inputs.index.own_folder(&claim.subject)?,
        _ => claim.subject.trim_end_matches('/'),
    };
    let first = folder.split('/').next().unwrap_or_default();
    let ours = !folder.is_empty() && inputs.index.has_folder(first);
    let own = Claim { subject: folder.to_owned(), ..claim.clone() };
    let there = about::resolve(inputs, &own) != crate::check::index::Resolved::Missing;
    if !ours || there || planned.made(&own) != Made::Never || about::settled(inputs, claim) {
        return None;
    }
    Some(Found {
        did_you_mean: near(folder, inputs.index.folders()),
        ..about::found(claim, format!("there is no package `{folder}`"))
    })
}
