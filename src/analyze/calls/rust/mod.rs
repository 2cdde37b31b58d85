//! Whom Rust's calls reach: paths through modules and imports, methods by the type of what they are called on.
//!
//! A receiver whose type is not known gives no edge: a method is never found by its name alone.

mod paths;
mod types;
mod value;
mod world;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use rayon::prelude::*;

use self::{value::Values, world::World};
use super::{Found, edge, handlers, joined};
use crate::model::{FileFacts, Module, RustModule};

/// The edges of every Rust file, each pair of functions once.
pub(super) fn edges<'a>(
    facts: &'a [FileFacts],
    modules: &'a [Module],
    tree: &'a [RustModule],
) -> Found<'a> {
    let world = World::of(facts, modules, tree);
    let files = facts.par_iter().filter(|file| file.file.language == "rust");
    let found: Vec<Found<'a>> = files.map(|file| of_file(&world, file)).collect();
    joined(found)
}

fn of_file<'a>(world: &World<'a>, file: &'a FileFacts) -> Found<'a> {
    let mut values = Values::of(world, file);
    let mut seen = BTreeSet::new();
    let mut edges = Vec::new();
    for site in &file.calls.calls {
        let Some((target, certainty)) = values.callee(site) else { continue };
        if seen.insert((site.caller, target)) {
            edges.extend(edge(file, site, target, certainty));
        }
    }
    let handlers = handlers(file, |path, at| Some(values.named(path, at)?.symbol()));
    (edges, handlers)
}
