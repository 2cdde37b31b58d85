//! Whom Go's calls reach: names by package and import, methods by the static type of what they are called on.
//!
//! A receiver whose type is not known gives no edge: a method is never found by its name alone.

mod builds;
mod select;
mod types;
mod value;
mod world;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use rayon::prelude::*;

use self::{value::Values, world::World};
use super::{Found, Target, edge, handlers, joined};
use crate::model::{Certainty, FileFacts, Function, Interface, InterfaceMethod, Package};

/// What can be called: where it is declared and what it gives back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Callable<'a> {
    target: Target<'a>,
    certainty: Certainty,
    signature: &'a str,
}

impl<'a> Callable<'a> {
    fn function(function: &'a Function) -> Self {
        let target =
            Target { file: &function.at.file, line: function.at.line, name: &function.name };
        Self { target, certainty: Certainty::Direct, signature: &function.signature }
    }

    fn of_interface(interface: &'a Interface, method: &'a InterfaceMethod) -> Self {
        let target = Target { file: &interface.at.file, line: method.line, name: &method.name };
        Self { target, certainty: Certainty::Interface, signature: &method.signature }
    }
}

/// The edges of every Go file, each pair of functions once.
pub(super) fn edges<'a>(facts: &'a [FileFacts], packages: &'a [Package]) -> Found<'a> {
    let world = World::of(facts, packages);
    let files = facts.par_iter().filter(|file| world.has(&file.file.path));
    let found: Vec<Found<'a>> = files.map(|file| of_file(&world, file)).collect();
    joined(found)
}

fn of_file<'a>(world: &World<'a>, file: &'a FileFacts) -> Found<'a> {
    let mut values = Values::of(world, file);
    let mut seen = BTreeSet::new();
    let mut edges = Vec::new();
    for site in &file.calls.calls {
        let Some(callable) = values.callee(site) else { continue };
        if seen.insert((site.caller, callable.target)) {
            edges.extend(edge(file, site, callable.target, callable.certainty));
        }
    }
    let handlers = handlers(file, |path, at| Some(values.named(path, at)?.target.symbol()));
    (edges, handlers)
}
