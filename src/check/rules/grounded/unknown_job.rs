//! A CI job that no workflow has is spoken of.

use super::unknown::{self, Asked};
use crate::{
    check::{Example, Found, Inputs, Rule},
    model::{Action, ClaimKind, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.unknown-job",
    severity: Severity::Warning,
    summary: "a CI job is spoken of that no workflow has",
    explanation: "\
Jobs are known by their keys and workflows by their names. A job that the plan creates counts as known.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Fees\n\nThe CI job `qualty` must be green.\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Fees\n\nThe CI job `quality` must be green.\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    unknown::find(
        inputs,
        &Asked {
            kind: ClaimKind::Job,
            noun: "CI job",
            needs: |claim| claim.action != Some(Action::Create),
            knows: &|name| inputs.index.has(ClaimKind::Job, name),
            names: inputs.index.names(ClaimKind::Job).collect(),
        },
    )
}
