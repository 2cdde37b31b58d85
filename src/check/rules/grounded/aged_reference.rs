//! Lines that the plan points to have moved or changed since it was written.

use super::{
    about,
    relocate::{Now, relocate},
};
use crate::{
    check::{Example, Found, Inputs, Rule},
    model::{Claim, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.aged-reference",
    severity: Severity::Warning,
    summary: "the lines that a reference points to have moved or changed since it was written",
    explanation: "\
The history tells when the line of the plan was written and what the file said then. Lines that stand elsewhere now \
are found again by themselves and the lines around them, and `--fix` rewrites the reference; lines that are not \
there as they were are a note. It needs a repository with history, and a plan that is committed in it.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\nExtend `internal/adapters/http/in/routes.go:40`.\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\nExtend `internal/adapters/http/in/routes.go:17`.\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    about::paths(inputs).filter_map(|claim| judged(inputs, claim)).collect()
}

fn judged(inputs: &Inputs<'_>, claim: &Claim) -> Option<Found> {
    let lines = claim.lines?;
    let (file, now) = now(inputs, claim)?;
    // Work that is done has changed what it pointed to.
    if matches!(now, Now::Changed(_)) && about::settled(inputs, claim) {
        return None;
    }
    let written = about::reference(&claim.subject, lines);
    match now {
        Now::Still => None,
        Now::Moved(to) => Some(Found {
            did_you_mean: vec![about::reference(&file, to)],
            fix: about::moved(inputs, claim, None, to),
            ..about::found(
                claim,
                format!("what `{written}` pointed to is at {} now", about::reference(&file, to)),
            )
        }),
        Now::Changed(near) => Some(Found {
            severity: Some(Severity::Note),
            did_you_mean: near.map(|to| about::reference(&file, to)).into_iter().collect(),
            ..about::found(
                claim,
                format!("the code at `{written}` has changed since this was written"),
            )
        }),
    }
}

/// The file that a reference points into, and what became of its lines.
pub(super) fn now(inputs: &Inputs<'_>, claim: &Claim) -> Option<(String, Now)> {
    let lines = claim.lines?;
    let file = about::meant(inputs, claim)?;
    let earlier = inputs.index.earlier(&inputs.document.path, claim.place.line, &file)?;
    let found = relocate(earlier, lines, inputs.index.text(&file)?)?;
    Some((file, found))
}
