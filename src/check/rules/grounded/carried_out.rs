//! Whether a plan has been carried out: what it makes came after it. Old plans mostly have been. Where the history does
//! not tell when a file came, it looks so if what the plan makes is there.

use std::collections::BTreeSet;

use super::{about, planned::Planned};
use crate::{
    check::{Inputs, index::Resolved},
    model::{Action, Claim, Standing},
};

/// What the plan makes and takes away, each path once, and how much of it is so.
#[derive(Debug, Default)]
pub(super) struct CarriedOut<'i> {
    /// Files that it creates.
    pub(super) created: usize,
    /// The claims of those that are there, and of which the history does not tell that they came later.
    pub(super) there: Vec<&'i Claim>,
    /// The claims of those that came with the plan or later.
    pub(super) later: Vec<&'i Claim>,
    /// Paths that it removes or moves away.
    pub(super) removed: usize,
    /// Those that are gone.
    pub(super) gone: usize,
}

/// So many created files that are there are the plan's own, however many are not.
const MANY: usize = 5;

impl CarriedOut<'_> {
    /// Whether that is work done rather than slips of the plan.
    pub(super) fn is_so(&self) -> bool {
        !self.later.is_empty() || self.seems_so()
    }

    /// Whether so much is there that all of it looks like the plan's own: at least two files, and half of them or many.
    /// Plans are often committed after their work.
    pub(super) fn seems_so(&self) -> bool {
        let there = self.there.len() + self.later.len();
        there >= 2 && (2 * there >= self.created || there >= MANY)
    }
}

/// How much of what the open items of the plan list is so.
pub(super) fn of<'i>(inputs: &Inputs<'i>) -> CarriedOut<'i> {
    let planned = Planned::of(inputs.document);
    // Of running text nobody knows whether it makes what is there, but what is not there is yet to be made.
    let told = about::paths(inputs).filter(|claim| {
        claim.standing == Standing::Told
            && claim.action == Some(Action::Create)
            && !about::settled(inputs, claim)
            && about::resolve(inputs, claim) == Resolved::Missing
    });
    let told: BTreeSet<&str> = told.map(|claim| &*claim.subject).collect();
    let mut found = CarriedOut::default();
    let mut seen: BTreeSet<(bool, &str)> = BTreeSet::new();
    for claim in about::paths(inputs).filter(|claim| claim.standing == Standing::Listed) {
        let creates = claim.action == Some(Action::Create);
        let removes = matches!(claim.action, Some(Action::Delete | Action::Move));
        if !(creates || removes)
            || about::settled(inputs, claim)
            || !seen.insert((creates, &claim.subject))
        {
            continue;
        }
        if creates {
            found.created += usize::from(!told.contains(&*claim.subject));
            // The end of a path, `doc.go`, may well be another file.
            let whole = inputs.index.file(&claim.subject).as_deref() == Some(&*claim.subject);
            if whole && planned.gone(claim).is_none() {
                match inputs.index.made(&inputs.document.path, &claim.subject) {
                    Some(true) => found.later.push(claim),
                    _ => found.there.push(claim),
                }
            }
        } else {
            found.removed += 1;
            found.gone += usize::from(about::resolve(inputs, claim) == Resolved::Missing);
        }
    }
    found.created += told.len();
    found
}
