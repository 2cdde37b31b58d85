//! A reference points behind the end of its file.

use super::about;
use crate::{
    check::{Example, Found, Inputs, Rule},
    model::{Claim, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.line-beyond-end",
    severity: Severity::Error,
    summary: "a reference points to lines that the file does not have",
    explanation: "\
The file is shorter than the reference says: it was written for another state of the code, or made up. Look up the \
place again. In items that are done it is a warning.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\nExtend `internal/adapters/http/in/routes.go:4000`.\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\nExtend `internal/adapters/http/in/routes.go:1`.\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    about::paths(inputs).filter_map(|claim| judged(inputs, claim)).collect()
}

fn judged(inputs: &Inputs<'_>, claim: &Claim) -> Option<Found> {
    let lines = claim.lines?;
    let file = inputs.index.file(&claim.subject)?;
    let count = inputs.index.lines(&file).filter(|count| lines.end_line > *count)?;
    let whole = file == claim.subject && !about::settled(inputs, claim);
    let message = format!("`{file}` has {count} lines, not {}", lines.end_line);
    let severity = if whole { Severity::Error } else { Severity::Warning };
    Some(Found { severity: Some(severity), ..about::found(claim, message) })
}
