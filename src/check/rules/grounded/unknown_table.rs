//! A table that no migration makes is to be changed or read.

use super::unknown::{self, Asked};
use crate::{
    check::{Example, Found, Inputs, Rule},
    model::{ClaimKind, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.unknown-table",
    severity: Severity::Warning,
    summary: "a table is to be changed or read that no migration makes",
    explanation: "\
The tables are those at the end of all migrations. One that the plan creates, or that the requirements ask for, \
counts as known. Tables that only code makes are not seen.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Fees\n\nAdd a column: alter the `fee_charges` table.\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Fees\n\nAdd a column: alter the `fee_charge` table.\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let required = &inputs.requirements.tables;
    unknown::find(
        inputs,
        &Asked {
            kind: ClaimKind::Table,
            noun: "table",
            needs: unknown::is_touched,
            knows: &|name| {
                let bare = name.rsplit('.').next().unwrap_or(name);
                inputs.index.has(ClaimKind::Table, bare)
                    || required.iter().any(|one| one.table.name == bare)
            },
            names: inputs.index.names(ClaimKind::Table).collect(),
        },
    )
}
