//! A reference points behind the end of its file.

use super::about;
use crate::{
    check::{Example, Found, Inputs, Rule, index::split},
    model::{Claim, Severity, Span},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.line-beyond-end",
    severity: Severity::Error,
    summary: "a reference points to lines that the file does not have",
    explanation: "\
The file is shorter than the reference says: it was written for another state of the code, or made up. Look up the \
place again; where the file has the name that stands beside the reference on one line alone, `--fix` points there. In \
items that are done it is a warning.",
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
    let file = about::meant(inputs, claim)?;
    let count = inputs.index.lines(&file).filter(|count| lines.end_line > *count)?;
    let whole = file == claim.subject && !about::settled(inputs, claim);
    let message = format!("`{file}` has {count} lines, not {}", lines.end_line);
    let severity = if whole { Severity::Error } else { Severity::Warning };
    let places = standing(inputs, claim, &file);
    let fix = match places.as_slice() {
        [one] if lines.line == lines.end_line => about::moved(inputs, claim, None, *one),
        _ => None,
    };
    let near = places.iter().take(3).map(|one| about::reference(&file, *one));
    let did_you_mean = near.collect();
    Some(Found { severity: Some(severity), did_you_mean, fix, ..about::found(claim, message) })
}

/// The lines that hold the name which the reference is of.
fn standing(inputs: &Inputs<'_>, claim: &Claim, file: &str) -> Vec<Span> {
    let (Some(name), Some(text)) = (claim.symbols.first(), inputs.index.text(file)) else {
        return Vec::new();
    };
    let (_, last) = split(name);
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let found = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.split(|c| !part(c)).any(|word| word == last));
    let number = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
    found.map(|(at, _)| Span { line: number(at), end_line: number(at) }).collect()
}
