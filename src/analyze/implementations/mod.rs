//! Claims of files resolved to declarations: which file and line a claimed type and interface have; and what
//! Go types satisfy without a claim.
//!
//! A symbol outside the repository stays without a file.

mod go;
mod index;
mod method_set;
mod rust;

#[cfg(test)]
mod tests;

use self::index::Index;
use crate::model::{FileFacts, Implementation, Package, SymbolRef};

/// All claims, resolved, and what method sets prove; in the order of file, line and names.
pub(super) fn resolve(facts: &[FileFacts], packages: &[Package]) -> Vec<Implementation> {
    let index = Index::of(facts);
    let mut resolved = Vec::new();
    for file in facts.iter().filter(|file| !file.implementations.is_empty()) {
        match &*file.file.language {
            "go" => resolved.extend(go::resolve(file, &index, packages)),
            _ => resolved.extend(rust::resolve(file, &index)),
        }
    }
    drop(index);
    let proven = method_set::find(facts, packages, &resolved);
    resolved.extend(proven);
    resolved.sort_by(|a, b| order(a).cmp(&order(b)));
    resolved
}

fn order(one: &Implementation) -> (&str, u32, &SymbolRef, &SymbolRef) {
    (&one.at.file, one.at.line, &one.type_ref, &one.interface)
}
