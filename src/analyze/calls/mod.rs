//! Edges between functions of the repository: who calls whom.
//!
//! Each language resolves its own names; what it cannot resolve is no edge.

mod go;
mod known;
mod rust;

#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, sync::Arc};

use super::packages::folder;
use crate::model::{
    Binding, Call, CallSite, Caller, CallingFunction, Certainty, Evidence, FileFacts, Module, Name,
    Package, Route, RustModule, SymbolRef,
};

/// A declared function or method by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Target<'a> {
    file: &'a Arc<str>,
    line: u32,
    name: &'a str,
}

/// All edges, sorted by the place of the call; and where the handlers of routes are declared.
pub(super) fn edges(
    facts: &[FileFacts],
    packages: &[Package],
    (modules, tree): (&[Module], &[RustModule]),
    routes: &mut [Route],
) -> Vec<Call> {
    let (mut calls, mut handlers) = go::edges(facts, packages);
    let (of_rust, rust_handlers) = rust::edges(facts, modules, tree);
    calls.extend(of_rust);
    handlers.extend(rust_handlers);
    calls.sort_by(|a, b| order(a).cmp(&order(b)));
    let handlers = Handlers::of(handlers);
    for route in routes {
        route.handler_at = handlers.of_route(route);
    }
    calls
}

/// Handlers by where they are registered.
struct Handlers<'a> {
    by_place: BTreeMap<Handler<'a>, SymbolRef>,
    /// By folder and expression; nothing where it means several functions.
    by_folder: BTreeMap<(&'a str, &'a str), Option<SymbolRef>>,
}

impl<'a> Handlers<'a> {
    fn of(found: Vec<(Handler<'a>, SymbolRef)>) -> Self {
        let mut handlers = Self { by_place: BTreeMap::new(), by_folder: BTreeMap::new() };
        for (place, symbol) in found {
            let here = handlers.by_folder.entry((folder(place.0), place.2));
            let known = here.or_insert_with(|| Some(symbol.clone()));
            if known.as_ref() != Some(&symbol) {
                *known = None;
            }
            handlers.by_place.insert(place, symbol);
        }
        handlers
    }

    /// An endpoint whose middleware is registered in one place takes its handler from another one beside it.
    fn of_route(&self, route: &Route) -> Option<SymbolRef> {
        let (file, handler) = (&*route.at.file, route.handler.as_str());
        let here = self.by_place.get(&(file, route.at.line, handler)).cloned();
        here.or_else(|| self.by_folder.get(&(folder(file), handler)).cloned().flatten())
    }
}

/// A handler as a registration names it: file, line, expression.
type Handler<'a> = (&'a str, u32, &'a str);

/// The edges of one language, and its handlers with their functions.
type Found<'a> = (Vec<Call>, Vec<(Handler<'a>, SymbolRef)>);

/// The handlers of a file that `find` knows by their path and the byte where they are named.
fn handlers(
    file: &FileFacts,
    mut find: impl FnMut(&str, u32) -> Option<SymbolRef>,
) -> Vec<(Handler<'_>, SymbolRef)> {
    let is_path = |text: &str| {
        !text.is_empty()
            && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | ':'))
    };
    let registered = file.routes.calls.iter().filter(|call| is_path(&call.handler));
    let found = registered.filter_map(|call| {
        let at = u32::try_from(call.offset).ok()?.saturating_sub(1);
        let key = (&*call.at.file, call.at.line, call.handler.as_str());
        Some((key, find(&call.handler, at)?))
    });
    found.collect()
}

fn order(call: &Call) -> (&Evidence, &Caller, &SymbolRef) {
    (&call.at, &call.caller, &call.callee)
}

/// The edge from the function around a call to what it reaches.
fn edge(
    file: &FileFacts,
    site: &CallSite,
    target: Target<'_>,
    certainty: Certainty,
) -> Option<Call> {
    let caller: &CallingFunction = file.calls.callers.get(usize::try_from(site.caller).ok()?)?;
    let name = file.calls.texts.get(caller.name)?;
    let rule: Name = match &*file.file.language {
        // One for each of a hundred thousand edges.
        "go" => "go.call".into(),
        "rust" => "rust.call".into(),
        other => format!("{other}.call").into(),
    };
    Some(Call {
        at: file.source().evidence(rule, site.line, site.line),
        caller: Caller { name: name.into(), line: caller.line },
        callee: target.symbol(),
        certainty,
    })
}

impl Target<'_> {
    fn symbol(self) -> SymbolRef {
        SymbolRef {
            name: self.name.into(),
            qualifier: Name::default(),
            file: Some(Arc::clone(self.file)),
            line: self.line,
        }
    }
}

/// The binding of a name that holds at a byte of the file; of several the innermost.
fn binding(file: &FileFacts, name: u32, at: u32) -> Option<&Binding> {
    let bindings = &file.calls.bindings;
    let after = bindings.partition_point(|one| (one.name, one.from) <= (name, at));
    let before = bindings.get(..after)?.iter().rev();
    before.take_while(|one| one.name == name).find(|one| at < one.end)
}

fn text(file: &FileFacts, number: u32) -> Option<&str> {
    file.calls.texts.get(number)
}

fn joined(files: Vec<Found<'_>>) -> Found<'_> {
    let (mut calls, mut handlers) = Found::default();
    calls.reserve_exact(files.iter().map(|(of_file, _)| of_file.len()).sum());
    for (of_file, handlers_of_file) in files {
        calls.extend(of_file);
        handlers.extend(handlers_of_file);
    }
    (calls, handlers)
}
