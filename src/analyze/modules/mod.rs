//! Modules completed with what only the list of files shows: Cargo's targets found by convention, the
//! members of a workspace, Go's programs. What a manifest says by itself is `extract::manifest`'s.

mod cargo;
mod go;
mod inherit;
mod members;

pub(super) use self::cargo::LIBRARIES;
pub(super) use self::inherit::dependencies as inherit_dependencies;

use std::collections::BTreeSet;

use super::packages;
use crate::model::{FileFacts, Module};

/// Every module of the repository, sorted by manifest. What the go command passes over is none.
/// `subfolder` is the analysed folder as seen from the top of the repository.
pub(super) fn complete(facts: &[FileFacts], subfolder: &str) -> Vec<Module> {
    let modules = facts
        .iter()
        .flat_map(|facts| &facts.modules)
        .filter(|module| !module.kind.starts_with("go.") || !packages::is_ignored(&module.at.file));
    let mut modules: Vec<_> = modules.cloned().collect();
    for module in &mut modules {
        module.inner = inner(&module.dir, subfolder);
    }
    modules.sort_by(|a, b| order(a).cmp(&order(b)));
    inherit::editions(&mut modules);
    let files: BTreeSet<_> = facts.iter().map(|facts| &*facts.file.path).collect();
    let packages = folders(&modules, "cargo-package");
    let go_modules = folders(&modules, "go.mod");
    for module in &mut modules {
        match &*module.kind {
            "cargo-package" => cargo::complete(module, &files),
            "cargo-workspace" => members::expand(module, &packages),
            "go.mod" => go::complete(module, facts, &go_modules),
            _ => {}
        }
    }
    modules
}

/// The last parts of `subfolder`, as many as `dir` goes up; empty for a folder that is inside.
fn inner(dir: &str, subfolder: &str) -> String {
    let up = dir.split('/').filter(|part| *part == "..").count();
    let parts: Vec<_> = subfolder.split('/').collect();
    parts.get(parts.len().saturating_sub(up)..).unwrap_or_default().join("/")
}

fn order(module: &Module) -> (&str, &str, &str) {
    (&module.at.file, &module.kind, &module.name)
}

/// The folders of all modules of one kind.
fn folders(modules: &[Module], kind: &str) -> BTreeSet<String> {
    let of_kind = modules.iter().filter(|module| module.kind == kind);
    of_kind.map(|module| module.dir.clone()).collect()
}

/// `path` seen from `folder`, without `.` and `..`; `None` when it leaves the repository.
pub(super) fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests;
