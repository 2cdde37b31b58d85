//! A file is to be changed that is not there.

use super::{
    about, carried_out, foreign,
    planned::{Made, Planned},
};
use crate::{
    check::{Example, Found, Inputs, Rule, index::Resolved},
    model::{Action, Claim, Severity, Standing},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.no-such-file",
    severity: Severity::Error,
    summary: "a file is to be modified, deleted or read that the repository does not have",
    explanation: "\
Whoever carries the plan out will look for the file. Mostly its name is misremembered or it was moved. A file \
that an earlier item of the same plan creates counts as there, one that it deletes does not. A path with a line \
number claims to exist, too. What running text says, and what items say that are done, is a warning. Say \
`create` for what does not exist yet. A path that is only pointed to may be another repository's: where its first \
folder is none of this one, and the line names a library, nothing is said. A path that is named in several places \
is reported once.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n- Modify: `internal/adapters/http/in/router.go`\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\n- Modify: `internal/adapters/http/in/routes.go`\n",
    },
    find,
};

const NOWHERE: &str = "is not in the repository";

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let planned = Planned::of(inputs.document);
    let done = carried_out::of(inputs).is_so();
    let foreign = foreign::paths(inputs);
    let claims = about::paths(inputs).filter(|claim| needs_it(claim));
    let claims = claims.filter(|claim| {
        let gone =
            planned.removes(&claim.subject) && about::resolve(inputs, claim) == Resolved::Missing;
        // What has been taken away is gone, and is said once where the plan takes it away.
        !(gone && (done || !takes(claim))) && !foreign.contains(&*claim.subject)
    });
    let found: Vec<(&Claim, Found)> =
        claims.filter_map(|claim| Some((claim, judged(inputs, &planned, claim)?))).collect();
    // What order is at fault belongs to its place.
    let (never, order): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|(_, one)| one.message.ends_with(NOWHERE));
    let mut found = about::once(never.into_iter());
    found.extend(order.into_iter().map(|(_, one)| one));
    found
}

fn takes(claim: &Claim) -> bool {
    matches!(claim.action, Some(Action::Delete | Action::Move))
        && claim.standing == Standing::Listed
}

fn needs_it(claim: &Claim) -> bool {
    let action = claim.action;
    matches!(action, Some(Action::Modify | Action::Delete | Action::Read | Action::Move))
        || (claim.lines.is_some() && action.is_none())
}

fn judged(inputs: &Inputs<'_>, planned: &Planned<'_>, claim: &Claim) -> Option<Found> {
    let settled = about::settled(inputs, claim);
    let there = about::resolve(inputs, claim) != Resolved::Missing;
    if settled && !there && matches!(claim.action, Some(Action::Delete | Action::Move)) {
        return None;
    }
    let gone = planned.gone(claim).filter(|_| there);
    if there && gone.is_none() {
        return None;
    }
    let message = match (gone, about::made(planned, claim)) {
        (_, Made::Before) => return None,
        (Some(gone), _) if settled || gone.item.is_empty() => return None,
        (Some(gone), _) => {
            format!("`{}` is gone by then: {} takes it away", claim.subject, gone.item)
        }
        (None, Made::Later(item)) if item.is_empty() => return None,
        (None, Made::Later(item)) => {
            format!("`{}` is not there yet: only {item} creates it", claim.subject)
        }
        (None, Made::Never) => format!("`{}` {NOWHERE}", claim.subject),
    };
    let planned_later = !message.ends_with(NOWHERE);
    let sure = claim.standing == Standing::Listed
        && claim.action != Some(Action::Read)
        && !settled
        && !planned_later;
    Some(Found {
        severity: Some(if sure { Severity::Error } else { Severity::Warning }),
        did_you_mean: if planned_later {
            Vec::new()
        } else {
            inputs.index.near_paths(&claim.subject)
        },
        hint: if sure { "say `create` if it does not exist yet".to_owned() } else { String::new() },
        ..about::found(claim, message)
    })
}
