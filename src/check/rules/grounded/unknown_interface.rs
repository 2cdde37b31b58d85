//! An interface that nobody declares is to be changed or used.

use super::unknown::{self, Asked};
use crate::{
    check::{Example, Found, Inputs, Rule},
    model::{ClaimKind, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.unknown-interface",
    severity: Severity::Warning,
    summary: "an interface is to be changed or used that nobody declares",
    explanation: "\
An interface that the plan creates, or that the requirements ask for, counts as known. Interfaces of libraries are \
not known here: name them with their package.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Fees\n\nExtend the `Repositry` interface with a count.\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Fees\n\nExtend the `Repository` interface with a count.\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let required = &inputs.requirements.interfaces;
    unknown::find(
        inputs,
        &Asked {
            kind: ClaimKind::Interface,
            noun: "interface",
            needs: |claim| unknown::is_touched(claim) && !claim.subject.contains('.'),
            knows: &|name| {
                inputs.index.has(ClaimKind::Interface, name)
                    || !inputs.index.declared(name).is_empty()
                    || required.iter().any(|one| one.name == name)
            },
            names: inputs.index.names(ClaimKind::Interface).collect(),
        },
    )
}
