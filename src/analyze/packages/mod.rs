//! Go packages and Rust crates as a graph of imports.

mod classify;
mod go;
mod rust;

#[cfg(test)]
pub(super) mod tests;

pub(super) use self::{
    classify::classify,
    go::{folder_of_import, is_ignored},
};
use super::{layers, rank};
use crate::model::{FileFacts, Module, Package};

/// All packages with their place in the graph, by folder and name.
pub(super) fn packages(facts: &[FileFacts], modules: &[Module]) -> Vec<Package> {
    let mut packages = go::packages(facts, modules);
    packages.extend(rust::packages(facts, modules));
    packages.sort_by(|a, b| (&a.dir, &a.name).cmp(&(&b.dir, &b.name)));
    rank::assign(&mut packages);
    layers::assign(&mut packages, facts);
    packages
}

/// The folder of a file; empty for the root.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// What remains of `path` behind `prefix`, which ends where a part of the path ends; empty when they
/// are equal.
pub(super) fn below<'a>(path: &'a str, prefix: &str) -> Option<&'a str> {
    if prefix.is_empty() {
        return Some(path);
    }
    let rest = path.strip_prefix(prefix)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

/// `a` and `b` with a slash between them where both are there.
fn joined(a: &str, b: &str) -> String {
    match (a.is_empty(), b.is_empty()) {
        (true, _) => b.to_owned(),
        (_, true) => a.to_owned(),
        _ => format!("{a}/{b}"),
    }
}
