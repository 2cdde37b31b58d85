//! The programs of a Go module: one target per folder with a `package main` that has a `func main`.

use std::{borrow::Cow, collections::BTreeMap, collections::BTreeSet};

use crate::model::{FileFacts, Module, Target};

pub(super) fn complete(module: &mut Module, facts: &[FileFacts], modules: &BTreeSet<String>) {
    let mut roots: BTreeMap<&str, &str> = BTreeMap::new();
    for facts in facts.iter().filter(|facts| is_program(facts)) {
        let path = &*facts.file.path;
        let dir = path.rsplit_once('/').map_or("", |(dir, _)| dir);
        if owner(dir, modules) == Some(module.dir.as_str()) && is_built(dir) {
            let first = roots.entry(dir).or_insert(path);
            *first = (*first).min(path);
        }
    }
    module.targets = roots.into_iter().map(|(dir, src)| target(module, dir, src)).collect();
    module.targets.sort();
}

/// Files that `go build` never reads do not make a program: tests, and those under the constraint
/// `ignore`, which by custom marks scripts for `go run`.
fn is_program(facts: &FileFacts) -> bool {
    let file = &facts.file;
    let has_main = || facts.functions.iter().any(|f| f.name == "main" && f.receiver.is_none());
    file.language == "go"
        && facts.package.as_deref() == Some("main")
        && !file.vendored
        && !file.path.ends_with("_test.go")
        && file.build_constraint.as_deref() != Some("ignore")
        && has_main()
}

/// Folders that Go's `./...` passes over.
fn is_built(dir: &str) -> bool {
    !dir.split('/').any(|part| part == "testdata" || part.starts_with(['_', '.']))
}

/// The folder of the innermost module around `dir`.
fn owner<'a>(dir: &str, modules: &'a BTreeSet<String>) -> Option<&'a str> {
    let mut dir = dir;
    loop {
        if let Some(found) = modules.get(dir) {
            return Some(found);
        }
        if dir.is_empty() {
            // The nearest above the analysed folder: `..` before `../..`.
            let above = modules.iter().filter(|module| module.starts_with(".."));
            return above.min_by_key(|module| module.len()).map(String::as_str);
        }
        dir = dir.rsplit_once('/').map_or("", |(parent, _)| parent);
    }
}

/// The program is named like its folder; in the module's own folder like the module, whose path may
/// end in a major version.
fn target(module: &Module, dir: &str, src: &str) -> Target {
    let path = if dir == module.dir { module.name.as_str() } else { dir };
    let (parent, last) = path.rsplit_once('/').unwrap_or(("", path));
    let is_version = dir == module.dir
        && last.strip_prefix('v').is_some_and(|n| n.bytes().all(|byte| byte.is_ascii_digit()));
    let name = if is_version { parent.rsplit('/').next().unwrap_or(last) } else { last };
    Target { kind: Cow::Borrowed("main"), name: name.to_owned(), src: src.to_owned() }
}
