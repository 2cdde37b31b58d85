//! Edges between functions of the repository: who calls whom.
//!
//! Each language resolves its own names; what it cannot resolve is no edge.

mod go;

use std::sync::Arc;

use crate::model::{
    Call, CallSite, Caller, CallingFunction, Certainty, Evidence, FileFacts, Package, SymbolRef,
};

/// A declared function or method by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Target<'a> {
    file: &'a Arc<str>,
    line: u32,
    name: &'a str,
}

/// All edges, sorted by the place of the call.
pub(super) fn edges(facts: &[FileFacts], packages: &[Package]) -> Vec<Call> {
    let mut calls = go::edges(facts, packages);
    calls.sort_by(|a, b| order(a).cmp(&order(b)));
    calls
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
    let name = file.calls.texts.get(usize::try_from(caller.name).ok()?)?;
    Some(Call {
        at: file.source().evidence(format!("{}.call", file.file.language), site.line, site.line),
        caller: Caller { name: name.to_string(), line: caller.line },
        callee: SymbolRef {
            name: target.name.to_owned(),
            qualifier: String::new(),
            file: Some(Arc::clone(target.file)),
            line: target.line,
        },
        certainty,
    })
}
