//! A name that the plan points to is nowhere in its file.

use super::{about, symbol_moved::misplaced};
use crate::{
    check::{
        Example, Found, Inputs, Rule,
        index::{near, split},
    },
    model::{Claim, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.symbol-gone",
    severity: Severity::Warning,
    summary: "a name that stands beside a reference is neither in the file nor declared elsewhere",
    explanation: "\
The word does not stand in the file at all, and nobody declares it: it was removed or renamed, or made up.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\nExtend `RegisterFeeRoutes` (`internal/adapters/http/in/routes.go:17`).\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\nExtend `RegisterRoutes` (`internal/adapters/http/in/routes.go:17`).\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let open = about::paths(inputs).filter(|claim| !about::settled(inputs, claim));
    open.filter_map(|claim| judged(inputs, claim)).collect()
}

fn judged(inputs: &Inputs<'_>, claim: &Claim) -> Option<Found> {
    let (file, symbol) = misplaced(inputs, claim)?;
    let (_, last) = split(symbol);
    let gone = inputs.index.declared(symbol).is_empty()
        && !inputs.index.stands(last)
        && inputs.index.text(&file).is_some_and(|text| !text.contains(last));
    gone.then(|| Found {
        did_you_mean: near(last, inputs.index.symbols()),
        ..about::found(claim, format!("`{symbol}` is not in {file}, and nobody declares it"))
    })
}
