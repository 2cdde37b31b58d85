//! The module trees of Rust crates, walked from their roots as rustc does, and what macros write on the
//! way.
//!
//! A declaration that leads to no file of the repository is left out without a diagnostic: modules for
//! other systems, generated files in `OUT_DIR` and modules that a `cfg` switches off are declared like
//! all others, and nothing in the sources tells them from a mistake. Crate roots themselves are targets
//! of their package (`Module::targets`), not modules here.

mod files;
mod place;
mod test_files;
mod tree;
mod written;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use self::test_files::mark as mark_test_files;
use self::{
    files::Files,
    tree::{Tree, World},
    written::Written,
};
use super::rust_macros::Macros;
use crate::{
    language::Registry,
    model::{FileFacts, Module, RustModule, Target, Test},
};

/// What a repository's crates are made of.
pub(super) struct Crates {
    /// One entry per module of every crate, sorted by the place of its body.
    pub(super) modules: Vec<RustModule>,
    /// The tests that macros of the repository write.
    pub(super) tests: Vec<Test>,
}

/// Links of a repository by their path, with their targets as they say them.
pub(super) type Links = BTreeMap<String, String>;

/// Walks all crates of `modules`, and the files that belong to none for what macros write in them.
pub(super) fn walk(
    registry: &Registry,
    facts: &[FileFacts],
    modules: &[Module],
    links: &Links,
) -> Crates {
    let files = Files::of(facts, links);
    let (macros, written) = (Macros::of(registry, facts), Written::beside(files.all()));
    let mut world = World { files, macros, written, visited: BTreeSet::new() };
    let mut found = Vec::new();
    for package in modules.iter().filter(|module| module.kind == "cargo-package") {
        for target in &package.targets {
            if let Some(root) = world.files.get(&target.src) {
                let crate_name = crate_name(package, target);
                found.append(&mut Tree::walk(&mut world, root, crate_name));
            }
        }
    }
    let others: Vec<_> =
        world.files.all().filter(|file| !world.visited.contains(&*file.file.path)).collect();
    for file in others {
        Tree::walk(&mut world, file, String::new());
    }
    found.sort_by(|a, b| order(a).cmp(&order(b)));
    Crates { modules: found, tests: world.written.tests() }
}

/// What modules call the crate that a target builds.
fn crate_name(package: &Module, target: &Target) -> String {
    format!("{}/{}:{}", package.name, target.kind, target.name)
}

/// The names of all crates, in the order of the packages and their targets.
pub(super) fn crate_names(modules: &[Module]) -> Vec<String> {
    let packages = modules.iter().filter(|module| module.kind == "cargo-package");
    packages.flat_map(|one| one.targets.iter().map(|target| crate_name(one, target))).collect()
}

fn order(module: &RustModule) -> (&str, u32, &str, &str, &str, u32) {
    let RustModule { at, module: path, crate_name, decl_file, decl_line, .. } = module;
    (&at.file, at.line, path, crate_name, decl_file, *decl_line)
}

#[cfg(test)]
mod tests;
