//! A file is to be created that is there.

use super::{
    about,
    carried_out::{self, CarriedOut},
};
use crate::{
    check::{Example, Found, Inputs, Rule},
    model::{Claim, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.already-there",
    severity: Severity::Error,
    summary: "a file is to be created that the repository has",
    explanation: "\
Whoever carries the plan out would overwrite the file, or find the work done. Say `modify` where the file is to \
be changed. Items that are done are not looked at, nor is a file that the plan deletes before; of running text \
(`create a handler in FILE`) nobody can tell whether the file is meant, so only lists, tables and direct verbs \
count, and of `implement` and `create or update` neither. Where the history tells that a file came with the plan or \
after it, the plan has been carried out, at least in part: that is one warning for the whole plan. So is a plan of \
which at least two files are there, and those are half of what it creates, or five.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n- Create: `internal/adapters/http/in/routes.go`\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n- Modify: `internal/adapters/http/in/routes.go`\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let done = carried_out::of(inputs);
    let slips = done.there.iter().filter(|_| !done.seems_so()).map(|claim| found(claim));
    let own = done.later.iter().chain(done.there.iter().filter(|_| done.seems_so()));
    let first = own.copied().min_by_key(|claim| (claim.place.line, claim.place.column));
    first.map(|first| whole(first, &done)).into_iter().chain(slips).collect()
}

fn found(claim: &Claim) -> Found {
    Found {
        hint: "say `modify` if it is to be changed".to_owned(),
        ..about::found(claim, format!("`{}` is to be created and is there", claim.subject))
    }
}

/// One finding for a plan that has been carried out.
fn whole(first: &Claim, done: &CarriedOut<'_>) -> Found {
    let removed = match done.removed {
        0 => String::new(),
        count => format!(", and {} of {count} that it removes are gone", done.gone),
    };
    let created = done.created;
    let later = done.there.is_empty() || !done.seems_so();
    let files = match (created, later) {
        (1, true) => format!("`{}`, which the plan creates, has come", first.subject),
        (_, true) => {
            format!("{} of {created} files that the plan creates have come", done.later.len())
        }
        _ => {
            let there = done.there.len() + done.later.len();
            format!("{there} of {created} files that the plan creates are there")
        }
    };
    let since = if later { " since it was written" } else { "" };
    let message = format!("{files}{since}{removed}: has it been carried out?");
    Found {
        severity: Some(Severity::Warning),
        hint: "`groundplan status` says how much of it is done".to_owned(),
        ..about::found(first, message)
    }
}
