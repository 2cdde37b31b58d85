//! Where files lie, and which package of the repository a name of another package means.

use std::collections::BTreeMap;

use crate::analyze::packages::folder;
use crate::model::{EvidenceClass, FileFacts, Import, Module};

/// The files of the repository and the modules that they belong to.
pub(super) struct Places<'a> {
    pub(super) facts: &'a [FileFacts],
    modules: Vec<&'a Module>,
    /// Files by folder.
    folders: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Places<'a> {
    pub(super) fn of(facts: &'a [FileFacts]) -> Self {
        let modules = facts.iter().flat_map(|facts| &facts.modules);
        let modules = modules.filter(|module| !module.name.is_empty()).collect();
        let mut folders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (file, facts) in facts.iter().enumerate() {
            if !facts.routes.groups.is_empty() {
                folders.entry(folder(&facts.file.path)).or_default().push(file);
            }
        }
        Self { facts, modules, folders }
    }

    pub(super) fn folder(&self, file: usize) -> &'a str {
        self.facts.get(file).map_or("", |facts| folder(&facts.file.path))
    }

    /// Other files of the same folder that know routers.
    pub(super) fn neighbours(&self, file: usize) -> impl Iterator<Item = usize> + '_ {
        let all = self.folders.get(self.folder(file)).into_iter().flatten().copied();
        all.filter(move |other| *other != file)
    }

    pub(super) fn is_go(&self, file: usize) -> bool {
        self.facts.get(file).is_some_and(|facts| &*facts.file.language == "go")
    }

    pub(super) fn is_test(&self, file: usize) -> bool {
        self.facts
            .get(file)
            .is_some_and(|facts| facts.file.test || facts.file.class() == EvidenceClass::Test)
    }

    /// Import path of the Go package that `file` calls `qualifier`.
    pub(super) fn package_path(&self, file: usize, qualifier: &str) -> Option<&'a str> {
        let facts = self.facts.get(file).filter(|_| self.is_go(file))?;
        let is_it = |import: &&Import| match &import.alias {
            Some(alias) => alias == qualifier,
            None => import.path.rsplit('/').find(|part| !is_version(part)) == Some(qualifier),
        };
        facts.imports.iter().find(is_it).map(|import| import.path.as_str())
    }

    /// Whether the package of an import path lies in `folder`.
    pub(super) fn is_in(&self, path: &str, folder: &str) -> bool {
        let in_module = self.modules.iter().any(|module| {
            let rest = path.strip_prefix(module.name.as_str());
            let below = folder.strip_prefix(module.dir.as_str());
            let inside = rest.zip(below).map(|(a, b)| (a.trim_matches('/'), b.trim_matches('/')));
            inside.is_some_and(|(a, b)| a == b)
        });
        in_module || ends_with_path(path, folder)
    }

    /// The folder of the crate that Rust code calls `name`.
    pub(super) fn crate_folder(&self, name: &str) -> Option<&'a str> {
        let is_it = |module: &&&Module| module.name.replace('-', "_") == name;
        self.modules.iter().find(is_it).map(|module| module.dir.as_str())
    }

    /// Whether the file, its folder or its package is called `qualifier`.
    pub(super) fn is_named(&self, file: usize, qualifier: &str) -> bool {
        let Some(facts) = self.facts.get(file) else { return false };
        let path = &*facts.file.path;
        let last = split_path(qualifier).1;
        let folder = folder(path);
        let stem = path.rsplit('/').next().unwrap_or(path).split('.').next().unwrap_or_default();
        let in_folder = folder.rsplit('/').next() == Some(last);
        // A Rust module is its file, and its folder only when the file is `mod.rs`.
        let is_rust = &*facts.file.language == "rust";
        stem == last
            || (in_folder && (!is_rust || stem == "mod"))
            || facts.package.as_deref() == Some(last)
    }
}

/// `a.b` and `a::b` to what stands before the last part, and that part.
pub(super) fn split_path(name: &str) -> (&str, &str) {
    let dot = name.rsplit_once("::").or_else(|| name.rsplit_once('.'));
    dot.unwrap_or(("", name))
}

/// The one item, when there is exactly one.
pub(super) fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}

/// `v2` at the end of a Go import path.
fn is_version(part: &str) -> bool {
    part.strip_prefix('v')
        .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|digit| digit.is_ascii_digit()))
}

/// Whether an import path ends with the folder, whole parts compared.
fn ends_with_path(import: &str, folder: &str) -> bool {
    import.strip_suffix(folder).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
}
