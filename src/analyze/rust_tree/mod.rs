//! The module trees of Rust crates, walked from their roots as rustc does.
//!
//! A declaration that leads to no file of the repository is left out without a diagnostic: modules for
//! other systems, generated files in `OUT_DIR` and modules that a `cfg` switches off are declared like
//! all others, and nothing in the sources tells them from a mistake. Links are not followed. Crate
//! roots themselves are targets of their package (`Module::targets`), not modules here.

use std::{collections::BTreeMap, sync::Arc};

use super::modules::join;
use crate::model::{FileFacts, Module, RustModule, Target};

/// Depth of files that is followed; rustc's own default limit for nesting.
const DEPTH: usize = 128;

/// Modules of one crate that are followed. Files that several declarations load multiply what is
/// below them, without end in a repository made to hurt.
const CRATE_SIZE: usize = 1 << 16;

/// One entry per module of every crate, sorted by the place of its body.
pub(super) fn walk(facts: &[FileFacts], modules: &[Module]) -> Vec<RustModule> {
    let rust = facts.iter().filter(|facts| facts.file.language == "rust");
    let files = rust.map(|facts| (&*facts.file.path, facts)).collect();
    let mut found = Vec::new();
    for package in modules.iter().filter(|module| module.kind == "cargo-package") {
        for target in &package.targets {
            let crate_name = crate_name(package, target);
            let mut tree = Tree { files: &files, crate_name, found: Vec::new() };
            if let Some(root) = files.get(target.src.as_str()) {
                tree.file(&Visit::root(root));
            }
            found.append(&mut tree.found);
        }
    }
    found.sort_by(|a, b| order(a).cmp(&order(b)));
    found
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

struct Tree<'a> {
    files: &'a BTreeMap<&'a str, &'a FileFacts>,
    crate_name: String,
    found: Vec<RustModule>,
}

/// A file on the way from the crate root.
struct Visit<'a> {
    facts: &'a FileFacts,
    /// Path of the module that the file is the body of; empty for the crate root.
    module: String,
    cfg: Vec<String>,
    place: Place,
    /// Files from the root to this one: a file that includes itself is an error to rustc.
    chain: Vec<&'a str>,
}

/// Where a declaration looks for files.
#[derive(Clone)]
struct Place {
    /// Where `mod a;` finds `a.rs` or `a/mod.rs`.
    children: String,
    /// What a `path` attribute is relative to.
    attribute: String,
}

impl<'a> Visit<'a> {
    fn root(facts: &'a FileFacts) -> Self {
        let place = Place::of_file(&facts.file.path, true);
        let chain = vec![&*facts.file.path];
        Self { facts, module: String::new(), cfg: Vec::new(), place, chain }
    }

    /// The file that `declaration`, already completed to `module`, leads to.
    fn child(&self, facts: &'a FileFacts, module: &RustModule, owns_folder: bool) -> Self {
        let mut chain = self.chain.clone();
        chain.push(&facts.file.path);
        Self {
            facts,
            module: module.module.clone(),
            cfg: module.cfg.clone(),
            place: Place::of_file(&facts.file.path, owns_folder),
            chain,
        }
    }
}

impl<'a> Tree<'a> {
    /// Follows the declarations of one file. They come parents first, so that the inline modules
    /// around each are the last ones of smaller depth.
    fn file(&mut self, visit: &Visit<'a>) {
        let mut places = vec![visit.place.clone()];
        for declaration in &visit.facts.rust_modules {
            if self.found.len() >= CRATE_SIZE {
                return;
            }
            let (depth, name) = depth_and_name(&declaration.module);
            places.truncate(depth);
            let Some(place) = places.last() else { continue };
            let module = self.complete(visit, declaration);
            if declaration.inline {
                let inside = place.inside(name, declaration);
                places.push(inside);
                self.found.push(module);
            } else {
                for (path, owns_folder) in place.candidates(name, declaration) {
                    self.follow(visit, &module, &path, owns_folder);
                }
            }
        }
    }

    fn complete(&self, visit: &Visit<'a>, declaration: &RustModule) -> RustModule {
        let path = [&*visit.module, &*declaration.module];
        let path: Vec<_> = path.into_iter().filter(|part| !part.is_empty()).collect();
        RustModule {
            crate_name: self.crate_name.clone(),
            module: path.join("::"),
            cfg: [&*visit.cfg, &*declaration.cfg].concat(),
            ..declaration.clone()
        }
    }

    fn follow(&mut self, visit: &Visit<'a>, module: &RustModule, path: &str, owns_folder: bool) {
        let Some(facts) = self.files.get(path) else { return };
        if visit.chain.contains(&path) || visit.chain.len() > DEPTH {
            return;
        }
        let lines = facts.file.lines;
        let last = lines.code + lines.comment + lines.blank;
        let at = facts.source().evidence("rust.module", 1, last);
        let module = RustModule { at, ..module.clone() };
        let child = visit.child(facts, &module, owns_folder);
        self.found.push(module);
        self.file(&child);
    }
}

/// Number of modules above `path` in its file, and its own name.
fn depth_and_name(path: &str) -> (usize, &str) {
    (path.split("::").count(), path.rsplit("::").next().unwrap_or(path))
}

impl Place {
    /// `mod.rs`, crate roots and files named by a `path` attribute own their folder; `a.rs` owns `a/`.
    fn of_file(path: &Arc<str>, owns_folder: bool) -> Self {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let children = if owns_folder { Some(folder.clone()) } else { None };
        let stem = || path.strip_suffix(".rs").unwrap_or(path).to_owned();
        Self { children: children.unwrap_or_else(stem), attribute: folder }
    }

    /// Inside the inline module `name`; a `path` attribute on it names its folder.
    fn inside(&self, name: &str, declaration: &RustModule) -> Self {
        let attribute = paths(declaration).next();
        let folder = match attribute {
            Some(path) => join(&self.attribute, path),
            None => join(&self.children, name),
        };
        // Outside the repository: `..` keeps everything below it outside.
        let folder = folder.unwrap_or_else(|| "..".to_owned());
        Self { children: folder.clone(), attribute: folder }
    }

    /// The files that may be the body of `mod name;`, and whether each owns its folder. The first two
    /// rules of rustc exclude each other; the ones under a condition do not.
    fn candidates(&self, name: &str, declaration: &RustModule) -> Vec<(String, bool)> {
        let named = paths(declaration).filter_map(|path| join(&self.attribute, path));
        let mut candidates: Vec<_> = named.map(|path| (path, true)).collect();
        if declaration.path_attribute.is_none() {
            let file = join(&self.children, &format!("{name}.rs"));
            let folder = join(&self.children, &format!("{name}/mod.rs"));
            candidates.extend(file.map(|path| (path, false)));
            candidates.extend(folder.map(|path| (path, true)));
        }
        candidates
    }
}

/// What the `path` attributes of a declaration say, the unconditional one first.
fn paths(declaration: &RustModule) -> impl Iterator<Item = &str> {
    declaration.path_attribute.iter().chain(&declaration.path_alternatives).map(String::as_str)
}

#[cfg(test)]
mod tests;
