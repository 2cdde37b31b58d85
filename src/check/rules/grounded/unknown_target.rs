//! A make or just target that no file has is to be run.

use super::unknown::{self, Asked};
use crate::{
    check::{Example, Found, Inputs, Rule},
    model::{Action, ClaimKind, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.unknown-target",
    severity: Severity::Warning,
    summary: "a make or just target is to be run that no Makefile or justfile has",
    explanation: "\
A target that the plan creates counts as known. Targets that included files or patterns make are not seen, so it is \
a warning; in a block of commands a note.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Fees\n\nRun `make test-unit` before the review.\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Fees\n\nRun `make test` before the review.\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    unknown::find(
        inputs,
        &Asked {
            kind: ClaimKind::Target,
            noun: "make or just target",
            needs: |claim| claim.action != Some(Action::Create),
            knows: &|name| inputs.index.has(ClaimKind::Target, name),
            names: inputs.index.names(ClaimKind::Target).collect(),
        },
    )
}
