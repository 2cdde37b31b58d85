//! What rules about names have in common: a plan speaks of something as there, and the repository has no such thing.

use super::{about, planned::Planned};
use crate::{
    check::{
        Found, Inputs,
        index::{near, split},
    },
    model::{Action, Claim, ClaimKind, Severity, Standing},
};

/// Names of one kind that the plan needs.
pub(super) struct Asked<'a> {
    pub(super) kind: ClaimKind,
    /// What it is called in a sentence.
    pub(super) noun: &'a str,
    /// Whether a claim speaks of something that is there.
    pub(super) needs: fn(&Claim) -> bool,
    /// Whether repository or requirements know the name.
    pub(super) knows: &'a dyn Fn(&str) -> bool,
    /// Names that may have been meant.
    pub(super) names: Vec<&'a str>,
}

/// Findings for the names that nobody knows and that the plan does not make.
pub(super) fn find(inputs: &Inputs<'_>, asked: &Asked<'_>) -> Vec<Found> {
    // A repository without any such thing is not known well enough to deny one.
    if asked.names.is_empty() {
        return Vec::new();
    }
    let planned = Planned::of(inputs.document);
    let claims = inputs.document.claims.iter();
    let claims = claims.filter(|claim| claim.kind == asked.kind && (asked.needs)(claim));
    let unknown = claims.filter(|claim| {
        !(asked.knows)(&claim.subject)
            && !inputs.index.stands(split(&claim.subject).1)
            && !planned.names(claim.kind, &claim.subject)
            && !about::settled(inputs, claim)
    });
    about::once(unknown.map(|claim| (claim, found(claim, asked))))
}

fn found(claim: &Claim, asked: &Asked<'_>) -> Found {
    let (_, last) = split(&claim.subject);
    let mut meant = near(&claim.subject, asked.names.iter().copied());
    if meant.is_empty() && claim.kind == ClaimKind::Symbol {
        meant = near(last, asked.names.iter().copied());
    }
    let severity =
        if claim.standing == Standing::Shown { Severity::Note } else { Severity::Warning };
    Found {
        severity: Some(severity),
        did_you_mean: meant,
        ..about::found(claim, format!("there is no {} `{}`", asked.noun, claim.subject))
    }
}

/// Whether the plan speaks of something as there: it changes, uses or removes it.
pub(super) fn is_touched(claim: &Claim) -> bool {
    matches!(claim.action, Some(Action::Modify | Action::Read | Action::Delete | Action::Move))
}
