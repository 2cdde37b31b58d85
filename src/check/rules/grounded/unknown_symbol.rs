//! A function or type is to be changed or called that nobody declares.

use super::unknown::{self, Asked};
use crate::{
    check::{
        Example, Found, Inputs, Rule,
        index::{close, split},
    },
    model::{Claim, ClaimKind, Severity, Standing},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.unknown-symbol",
    severity: Severity::Warning,
    summary: "a function or type is to be changed or called that nobody declares, and one with a near name is there",
    explanation: "\
Of variables, constants and languages that are not read it is only known that the word stands in the code, and of \
libraries nothing. So a name is reported only where no file of code has it, one is declared that it may be a slip \
of, and its owner, where it has one, is declared here.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Fees\n\nCall `RegisterRoute()` with the new handler.\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Fees\n\nCall `RegisterRoutes()` with the new handler.\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let index = inputs.index;
    let knows = |name: &str| {
        let (owner, last) = split(name);
        let foreign = !owner.is_empty() && index.declared(owner).is_empty();
        foreign || !index.declared(name).is_empty() || close(last, index.symbols()).is_empty()
    };
    unknown::find(
        inputs,
        &Asked {
            kind: ClaimKind::Symbol,
            noun: "function or type",
            needs: is_needed,
            knows: &knows,
            names: index.symbols().collect(),
        },
    )
}

fn is_needed(claim: &Claim) -> bool {
    let (_, last) = split(&claim.subject);
    // `ErrNotFound` and `DefaultTimeout` are mostly variables.
    let value = ["Err", "Default", "Max", "Min"].iter().any(|head| last.starts_with(head));
    unknown::is_touched(claim) && claim.standing == Standing::Listed && !value
}
