//! What the plan itself makes and removes, and in which order.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    check::Inputs,
    model::{Action, Claim, ClaimKind, Place, PlanDocument, Standing, WorkStatus},
};

/// When the plan makes something that a claim needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Made {
    Before,
    /// Only in this item, which comes later.
    Later(String),
    Never,
}

/// Paths and names that the plan makes and removes.
pub(super) struct Planned<'p> {
    made: Vec<(&'p Claim, &'p str)>,
    gone: Vec<&'p Claim>,
    names: BTreeSet<(ClaimKind, String)>,
    needs: BTreeMap<&'p str, BTreeSet<&'p str>>,
}

impl<'p> Planned<'p> {
    pub(super) fn of(document: &'p PlanDocument) -> Self {
        let claims = &document.claims;
        // What an item says of a path holds for where it only lists it.
        let key = |claim: &'p Claim| (&*claim.item, &*claim.subject);
        let said = claims.iter().filter(|claim| {
            let listed = claim.standing == Standing::Listed && !claim.item.is_empty();
            listed && !matches!(claim.action, None | Some(Action::Read))
        });
        let told: BTreeSet<(&str, &str)> = said.map(key).collect();
        let mut made: Vec<(&Claim, &str)> = Vec::new();
        for claim in claims.iter().filter(|claim| claim.kind == ClaimKind::Path) {
            if makes(claim) && !(claim.action.is_none() && told.contains(&key(claim))) {
                made.push((claim, &claim.subject));
            }
            if !claim.to.is_empty() {
                made.push((claim, &claim.to));
            }
        }
        let goes = |claim: &&Claim| {
            let action = matches!(claim.action, Some(Action::Delete | Action::Move));
            claim.kind == ClaimKind::Path && action && claim.standing == Standing::Listed
        };
        let names = claims
            .iter()
            .filter(|claim| matches!(claim.action, Some(Action::Create | Action::Test)));
        let names = names.map(|claim| (claim.kind, claim.subject.clone()));
        Self {
            made,
            gone: claims.iter().filter(goes).collect(),
            names: names.collect(),
            needs: needs(document),
        }
    }

    /// When the plan makes the file or folder that the claim speaks of.
    pub(super) fn made(&self, claim: &Claim) -> Made {
        let mut later = None;
        for (other, path) in &self.made {
            // A reference says that the file was there: a bare path elsewhere makes it no planned one.
            let bare = other.action.is_none() && other.to.is_empty() && claim.lines.is_some();
            if *other == claim || bare || !same(path, &claim.subject) {
                continue;
            }
            if self.is_before(other, claim) {
                return Made::Before;
            }
            later.get_or_insert_with(|| other.item.clone());
        }
        later.map_or(Made::Never, Made::Later)
    }

    /// The item before this one that takes the path away.
    pub(super) fn gone(&self, claim: &Claim) -> Option<&'p Claim> {
        let gone = |other: &&&Claim| {
            other.subject == claim.subject
                && other.item != claim.item
                && self.is_before(other, claim)
        };
        self.gone.iter().find(gone).copied()
    }

    /// Whether the plan takes away the path, or a folder around it.
    pub(super) fn removes(&self, path: &str) -> bool {
        self.gone.iter().any(|other| {
            let head = other.subject.trim_end_matches('/');
            let rest = path.strip_prefix(head);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// Whether the plan makes something of this name, whatever it calls it.
    pub(super) fn names(&self, kind: ClaimKind, name: &str) -> bool {
        use ClaimKind::{Interface, Symbol};
        let either = matches!(kind, Interface | Symbol);
        self.names.contains(&(kind, name.to_owned()))
            || (either
                && [Interface, Symbol]
                    .iter()
                    .any(|kind| self.names.contains(&(*kind, name.to_owned()))))
    }

    fn is_before(&self, other: &Claim, claim: &Claim) -> bool {
        let start = |place: &Place| (place.line, place.column);
        other.item == claim.item
            || other.item.is_empty()
            || start(&other.place) <= start(&claim.place)
            || self.needs.get(&*claim.item).is_some_and(|needs| needs.contains(&*other.item))
    }
}

/// Whether the claim makes its path: a bare one of a list of files is taken for `create`.
fn makes(claim: &Claim) -> bool {
    let bare =
        claim.action.is_none() && claim.lines.is_none() && claim.standing == Standing::Listed;
    bare || matches!(claim.action, Some(Action::Create | Action::Test))
}

/// Whether two paths may be one: one is the other's end, or lies in it.
fn same(made: &str, path: &str) -> bool {
    let path = path.trim_end_matches('/');
    let ends = |long: &str, short: &str| {
        long.strip_suffix(short).is_some_and(|head| head.is_empty() || head.ends_with('/'))
    };
    let inside = made.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
    ends(made, path) || ends(path, made) || inside || made.contains(&format!("/{path}/"))
}

/// For every item what it comes after, over all steps.
fn needs(document: &PlanDocument) -> BTreeMap<&str, BTreeSet<&str>> {
    let items: Vec<_> = document.work.iter().flat_map(|plan| &plan.items).collect();
    let direct: BTreeMap<&str, &Vec<String>> =
        items.iter().map(|item| (&*item.id, &item.depends_on)).collect();
    let mut all = BTreeMap::new();
    for item in &items {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> = vec![&item.id];
        while let Some(id) = open.pop() {
            for need in direct.get(id).into_iter().flat_map(|list| list.iter()) {
                if seen.insert(need) {
                    open.push(need);
                }
            }
        }
        all.insert(&*item.id, seen);
    }
    all
}

/// Whether the item of the claim, or one around it, is done or given up: what it says was so.
pub(super) fn is_settled(inputs: &Inputs<'_>, claim: &Claim) -> bool {
    let items: BTreeMap<&str, _> = inputs
        .document
        .work
        .iter()
        .flat_map(|plan| &plan.items)
        .map(|item| (&*item.id, (item.status, &*item.parent)))
        .collect();
    let mut id = &*claim.item;
    for _ in 0..items.len() {
        let Some((status, parent)) = items.get(id) else { return false };
        if matches!(status, WorkStatus::Done | WorkStatus::Cancelled) {
            return true;
        }
        id = parent;
    }
    false
}
