//! A path is only the end of one.

use super::{
    about,
    planned::{Made, Planned},
};
use crate::{
    check::{Example, Found, Inputs, Rule, index::Resolved},
    model::{Action, Claim, Severity, Standing},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.ambiguous-path",
    severity: Severity::Warning,
    summary: "a file is named by the end of its path, which several files have",
    explanation: "\
People who know the code know which file is meant; others guess. Where one file alone has the end, it is a note and \
`--fix` writes the whole path. Only files that are to be changed, or that a line number points into, are looked at.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n- Modify: `in/routes.go`\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n- Modify: `internal/adapters/http/in/routes.go`\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let planned = Planned::of(inputs.document);
    let claims = about::paths(inputs).filter(|claim| is_needed(claim));
    let claims = claims.filter(|claim| planned.made(claim) == Made::Never);
    claims.filter_map(|claim| judged(inputs, claim)).collect()
}

fn is_needed(claim: &Claim) -> bool {
    let writes = matches!(claim.action, Some(Action::Modify | Action::Delete | Action::Move));
    (writes && claim.standing == Standing::Listed) || claim.lines.is_some()
}

fn judged(inputs: &Inputs<'_>, claim: &Claim) -> Option<Found> {
    let Resolved::End(paths) = about::resolve(inputs, claim) else { return None };
    let name = &claim.subject;
    Some(match paths.as_slice() {
        [one] => Found {
            severity: Some(Severity::Note),
            fix: about::renamed(inputs, claim, one),
            did_you_mean: vec![one.clone()],
            ..about::found(claim, format!("`{name}` is the end of `{one}`"))
        },
        many => {
            let fits = fitting(many, claim.lines.map(|lines| lines.end_line), inputs);
            Found {
                did_you_mean: fits.into_iter().take(3).collect(),
                ..about::found(claim, format!("`{name}` may be one of {} files", many.len()))
            }
        }
    })
}

/// Those that have the line first.
fn fitting(paths: &[String], line: Option<u32>, inputs: &Inputs<'_>) -> Vec<String> {
    let fits = |path: &&String| {
        line.is_none_or(|line| inputs.index.lines(path).is_none_or(|lines| line <= lines))
    };
    paths.iter().filter(fits).cloned().collect()
}
