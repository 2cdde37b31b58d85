//! A path is only the end of one.

use std::collections::BTreeSet;

use super::{
    about,
    planned::{Made, Planned},
};
use crate::{
    check::{Example, Found, Inputs, Rule, index::Resolved},
    model::{Action, Claim, Severity, Standing},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.ambiguous-path",
    severity: Severity::Warning,
    summary: "a file is named by the end of its path, and nothing in the plan tells which of several is meant",
    explanation: "\
People who know the code know which file is meant; others guess. Which one it is may be told by the lines or the name \
that the plan points to, and by paths and folders that it names elsewhere, first of all in the same item. What can \
be told is left alone, except that a file which is to be changed should be named whole once: that is a note, and \
`--fix` writes the path. Each name is reported once in a plan.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n- Modify: `in/routes.go`\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n- Modify: `internal/adapters/http/in/routes.go`\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let planned = Planned::of(inputs.document);
    let claims = about::paths(inputs).filter(|claim| is_needed(claim));
    let claims =
        claims.filter(|claim| planned.made(claim) == Made::Never && !about::settled(inputs, claim));
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut found = Vec::new();
    for claim in claims {
        let Resolved::End(paths) = about::resolve(inputs, claim) else { continue };
        if let Some(one) = judged(inputs, claim, &paths).filter(|_| told.insert(&claim.subject)) {
            found.push(one);
        }
    }
    found
}

fn writes(claim: &Claim) -> bool {
    let action = matches!(claim.action, Some(Action::Modify | Action::Delete | Action::Move));
    action && claim.standing == Standing::Listed
}

fn is_needed(claim: &Claim) -> bool {
    writes(claim) || claim.lines.is_some()
}

fn judged(inputs: &Inputs<'_>, claim: &Claim, paths: &[String]) -> Option<Found> {
    let name = &claim.subject;
    match inputs.index.candidates(inputs.document, claim).as_slice() {
        [one] => {
            let whole = about::paths(inputs).any(|other| other.subject == *one);
            let unclear = paths.len() == 1 && writes(claim) && claim.lines.is_none() && !whole;
            unclear.then(|| Found {
                severity: Some(Severity::Note),
                fix: about::renamed(inputs, claim, one),
                did_you_mean: vec![one.clone()],
                ..about::found(
                    claim,
                    format!(
                        "`{name}` is {} `{one}`",
                        if one.ends_with(&**name) { "the end of" } else { "short for" }
                    ),
                )
            })
        }
        // Folders of one name.
        [] => None,
        many => Some(Found {
            did_you_mean: many.iter().take(3).cloned().collect(),
            ..about::found(claim, format!("`{name}` may be one of {} files", many.len()))
        }),
    }
}
