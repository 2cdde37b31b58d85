//! Rust modules as units: every file of a crate that ships, joined by the paths of its `use` items.

use std::collections::{BTreeMap, BTreeSet};

use super::unit::{Unit, first};
use crate::{
    analyze::packages::folder,
    model::{Evidence, FileFacts, Import, ImportClass, Module, RustModule},
};

/// Kinds of targets that ship.
const SHIPPING: [&str; 7] = ["lib", "bin", "proc-macro", "rlib", "dylib", "cdylib", "staticlib"];

/// A module that is a file.
struct Node<'a> {
    key: &'a str,
    /// Path below the crate root; empty for the root.
    path: &'a str,
    /// Name of the crate as code writes it.
    crate_name: &'a str,
    at: &'a Evidence,
    file: &'a FileFacts,
    is_program: bool,
    only_tests: bool,
}

/// The modules of all crates that ship, and how paths lead to them.
pub(super) struct Modules<'a> {
    nodes: Vec<Node<'a>>,
    by_path: BTreeMap<(&'a str, &'a str), usize>,
    libraries: BTreeMap<&'a str, &'a str>,
    /// Inline modules by file.
    inline: BTreeMap<&'a str, Vec<&'a RustModule>>,
}

impl<'a> Modules<'a> {
    /// Gathers the modules. `keys` are the crates' names as `RustModule::crate_name` spells them, in the
    /// order of the targets of `modules`.
    pub(super) fn of(
        facts: &'a [FileFacts],
        modules: &'a [Module],
        found: &'a [RustModule],
        keys: &'a [String],
    ) -> Self {
        let rust = facts.iter().filter(|file| file.file.language == "rust");
        let files: BTreeMap<&str, &FileFacts> = rust.map(|file| (&*file.file.path, file)).collect();
        let mut gathered = Self {
            nodes: Vec::new(),
            by_path: BTreeMap::new(),
            libraries: BTreeMap::new(),
            inline: BTreeMap::new(),
        };
        let mut crates = BTreeMap::new();
        let packages = modules.iter().filter(|module| module.kind == "cargo-package");
        let targets =
            packages.flat_map(|module| module.targets.iter().map(move |one| (module, one)));
        for ((module, target), key) in targets.zip(keys) {
            let Some(file) = files.get(target.src.as_str()) else { continue };
            if SHIPPING.contains(&&*target.kind) {
                crates.insert(key.as_str(), target.name.as_str());
                if target.kind != "bin" {
                    gathered.libraries.insert(&target.name, key);
                }
                let (at, is_program) = (&module.at, target.kind == "bin");
                let crate_name = target.name.as_str();
                let (path, only_tests) = ("", false);
                gathered.add(Node { key, path, crate_name, at, file, is_program, only_tests });
            }
        }
        for module in found {
            gathered.add_module(module, &files, &crates);
        }
        gathered
    }

    fn add_module(
        &mut self,
        module: &'a RustModule,
        files: &BTreeMap<&'a str, &'a FileFacts>,
        crates: &BTreeMap<&'a str, &'a str>,
    ) {
        if module.inline {
            return self.inline.entry(&module.at.file).or_default().push(module);
        }
        let crate_name = crates.get_key_value(module.crate_name.as_str());
        if let Some(((key, crate_name), file)) = crate_name.zip(files.get(&*module.at.file)) {
            let only_tests = is_test(module) || file.file.test;
            let (at, path, is_program) = (&module.at, module.module.as_str(), false);
            self.add(Node { key, path, crate_name, at, file, is_program, only_tests });
        }
    }

    /// A file that two crates read, or two declarations load, is one unit.
    fn add(&mut self, node: Node<'a>) {
        let place = (node.key, node.path);
        let same = self.nodes.iter().rposition(|one| {
            one.key == node.key && std::ptr::eq(one.file, node.file) && one.path == node.path
        });
        if same.is_none() && !self.by_path.contains_key(&place) {
            self.by_path.insert(place, self.nodes.len());
            self.nodes.push(node);
        }
    }

    /// The units, each file once: in the first of the crates that read it.
    pub(super) fn units(&self) -> Vec<Unit<'a>> {
        let mut seen = BTreeSet::new();
        let first_of_file: Vec<bool> =
            self.nodes.iter().map(|node| seen.insert(&*node.file.file.path)).collect();
        let mut numbers = BTreeMap::new();
        for (at, _) in first_of_file.iter().enumerate().filter(|(_, first)| **first) {
            numbers.insert(at, numbers.len());
        }
        let kept = self.nodes.iter().zip(&first_of_file).filter(|(_, first)| **first);
        kept.map(|(node, _)| self.unit(node, &numbers)).collect()
    }

    fn unit(&self, node: &Node<'a>, numbers: &BTreeMap<usize, usize>) -> Unit<'a> {
        let mut imports = BTreeMap::new();
        for import in node.file.imports.iter().filter(|one| one.class == ImportClass::Intra) {
            let target = self.target(node, import).and_then(|at| numbers.get(&at));
            if let Some(target) = target {
                imports.entry(*target).or_insert(import);
            }
        }
        Unit {
            name: joined(node.crate_name, node.path),
            at: node.at.clone(),
            dir: module_folder(&node.file.file.path),
            is_main: node.is_program,
            only_tests: node.only_tests,
            files: vec![node.file],
            imports,
        }
    }

    /// The module that a `use` of shipping code leads to, crate roots left out: what they hold, they
    /// mostly re-export.
    fn target(&self, node: &Node<'a>, import: &Import) -> Option<usize> {
        let around = self.around(node, import.at.line);
        if around.is_some_and(is_test) {
            return None;
        }
        let base = around.map_or(node.path, |module| module.module.as_str());
        let (key, path) = self.absolute(node.key, base, &import.path)?;
        let own = self.by_path.get(&(node.key, node.path));
        let at = self.longest(key, &path)?;
        (own != Some(&at)).then_some(at)
    }

    /// The innermost inline module around a line.
    fn around(&self, node: &Node<'a>, line: u32) -> Option<&'a RustModule> {
        let inline = self.inline.get(&*node.file.file.path)?;
        let holds = |module: &&&RustModule| {
            module.crate_name == node.key && module.at.line <= line && line <= module.at.end_line
        };
        inline.iter().filter(holds).max_by_key(|module| module.at.line).copied()
    }

    /// Crate and path from its root of a path that code at module `base` writes.
    fn absolute(&self, key: &'a str, base: &str, path: &str) -> Option<(&'a str, String)> {
        let mut base: Vec<&str> = base.split("::").filter(|part| !part.is_empty()).collect();
        let mut rest = path.trim_start_matches("::");
        match first(rest) {
            "crate" => return Some((key, after(rest).to_owned())),
            "self" => rest = after(rest),
            "super" => {
                while first(rest) == "super" {
                    base.pop()?;
                    rest = after(rest);
                }
            }
            name => {
                let child = joined(&base.join("::"), name);
                if !self.by_path.contains_key(&(key, child.as_str())) {
                    return Some((self.libraries.get(name)?, after(rest).to_owned()));
                }
            }
        }
        Some((key, joined(&base.join("::"), rest)))
    }

    /// The module with the longest path that `path` begins with.
    fn longest(&self, key: &'a str, path: &str) -> Option<usize> {
        let mut path = path;
        while !path.is_empty() {
            if let Some(at) = self.by_path.get(&(key, path)) {
                return Some(*at);
            }
            path = path.rsplit_once("::")?.0;
        }
        None
    }
}

fn is_test(module: &RustModule) -> bool {
    module.cfg.iter().any(|condition| condition == "test")
}

fn after(path: &str) -> &str {
    path.split_once("::").map_or("", |(_, rest)| rest)
}

fn joined(a: &str, b: &str) -> String {
    match (a.is_empty(), b.is_empty()) {
        (true, _) => b.to_owned(),
        (_, true) => a.to_owned(),
        _ => format!("{a}::{b}"),
    }
}

/// `a/b` for both `a/b.rs` and `a/b/mod.rs`.
fn module_folder(path: &str) -> String {
    match path.rsplit('/').next() {
        Some("mod.rs" | "lib.rs" | "main.rs") => folder(path).to_owned(),
        _ => path.trim_end_matches(".rs").to_owned(),
    }
}
