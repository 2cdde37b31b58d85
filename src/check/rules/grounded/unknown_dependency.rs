//! A library is to be used that the repository does not depend on.

use super::unknown::{self, Asked};
use crate::{
    check::{Example, Found, Inputs, Rule},
    model::{ClaimKind, Severity, Standing},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.unknown-dependency",
    severity: Severity::Warning,
    summary: "a library is to be used that no manifest names and no code imports",
    explanation: "\
Models make up names of libraries, and others register them. A library that the plan adds counts as known; a module \
path counts where any part of it is a dependency. Standard libraries and those of other languages are not known \
here.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Fees\n\nUse `github.com/shopspring/decimals` for money.\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Fees\n\nUse `github.com/shopspring/decimal` for money.\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let index = inputs.index;
    let knows = |name: &str| {
        index.own_folder(name).is_some()
            || index.has(ClaimKind::Dependency, name)
            || index
                .names(ClaimKind::Dependency)
                .any(|known| below(name, known) || below(known, name))
    };
    unknown::find(
        inputs,
        &Asked {
            kind: ClaimKind::Dependency,
            noun: "dependency",
            needs: |claim| unknown::is_touched(claim) && claim.standing != Standing::Shown,
            knows: &knows,
            names: index.names(ClaimKind::Dependency).collect(),
        },
    )
}

/// Whether `path` is a package of the module `head`, whatever major version it has.
fn below(path: &str, head: &str) -> bool {
    bare(path).starts_with(&bare(head))
}

/// The parts of an import path without a major version.
fn bare(path: &str) -> Vec<&str> {
    let version = |part: &str| {
        part.strip_prefix('v').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    path.split('/').filter(|part| !version(part)).collect()
}
