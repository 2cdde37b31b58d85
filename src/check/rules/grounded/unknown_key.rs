//! A configuration key that nothing reads is to be changed or used.

use super::unknown::{self, Asked};
use crate::{
    check::{Example, Found, Inputs, Rule, index::near},
    model::{ClaimKind, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.unknown-key",
    severity: Severity::Warning,
    summary: "a configuration key is to be changed or used that nothing reads or sets",
    explanation: "\
Keys are those that the code reads and that files of settings hold. One that the plan creates, or that the \
requirements ask for, counts as known. Names in capitals may be constants: only keys that are near a known one, or \
that the words around them call a variable, are looked at.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Fees\n\nChange the environment variable `POSTGRES_URI`.\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Fees\n\nChange the environment variable `POSTGRES_URL`.\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let required = &inputs.requirements.configuration;
    unknown::find(
        inputs,
        &Asked {
            kind: ClaimKind::Key,
            noun: "configuration key",
            needs: unknown::is_touched,
            knows: &|name| {
                inputs.index.has(ClaimKind::Key, name)
                    || required.iter().any(|one| one.key == name)
                    || near(name, inputs.index.names(ClaimKind::Key)).is_empty()
            },
            names: inputs.index.names(ClaimKind::Key).collect(),
        },
    )
}
