//! Import cycles between the top-level modules of a Rust crate.

use std::collections::{BTreeMap, BTreeSet};

use crate::analyze::{
    layers::{Unit, Verdict},
    rank,
};

/// Cycles as module paths, the shortest per module that is the first of its cycle.
pub(super) fn of_modules(units: &[(Unit<'_>, Verdict)]) -> Vec<Vec<String>> {
    let mut graph: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (unit, _) in units.iter().filter(|(unit, _)| !unit.only_tests) {
        let Some(own) = top(&unit.name) else { continue };
        let targets = unit.imports.keys().filter_map(|at| top(&units.get(*at)?.0.name));
        graph.entry(own).or_default().extend(targets.filter(|target| *target != own));
    }
    rank::cycles_of(&graph)
}

/// `crate::a` of `crate::a::b`; nothing for a crate root or a Go package.
fn top(name: &str) -> Option<&str> {
    let (root, rest) = name.split_once("::")?;
    let length = root.len() + 2 + rest.split("::").next()?.len();
    name.get(..length)
}
