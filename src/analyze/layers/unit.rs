//! The parts of a repository that have a layer: Go packages, crates, and Rust modules that are files.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    analyze::packages::folder,
    model::{Evidence, EvidenceClass, FileFacts, Import, ImportClass, Interface, Package, Role},
};

/// A part that has a layer.
pub(in crate::analyze) struct Unit<'a> {
    /// Folder of a package, path of a Rust module.
    pub(in crate::analyze) name: String,
    /// Its first file that ships.
    pub(in crate::analyze) at: Evidence,
    /// Folder whose name may tip a balance.
    pub(in crate::analyze) dir: String,
    /// Builds a program.
    pub(in crate::analyze) is_main: bool,
    /// Holds tests alone.
    pub(in crate::analyze) only_tests: bool,
    pub(in crate::analyze) files: Vec<&'a FileFacts>,
    /// Units that its shipping code imports, with the first import of each.
    pub(in crate::analyze) imports: BTreeMap<usize, &'a Import>,
}

impl Unit<'_> {
    /// The same unit with nothing in it: it keeps its place in a list.
    pub(super) fn emptied(mut self) -> Self {
        self.only_tests = true;
        self.files.clear();
        self.imports.clear();
        self
    }
}

/// What the whole repository knows and a file does not.
pub(in crate::analyze) struct Names<'a> {
    /// Roles of dependencies by name, `_` for `-`.
    pub(super) roles: BTreeMap<String, Role>,
    /// Interfaces as (folder, name); in Rust the folder is empty, a trait goes by its name.
    pub(super) interfaces: BTreeSet<(&'a str, &'a str)>,
    /// Folders of Go packages by import path.
    pub(super) folders: BTreeMap<&'a str, &'a str>,
}

impl<'a> Names<'a> {
    /// The names that the files of a repository give.
    pub(in crate::analyze) fn of(packages: &'a [Package], facts: &'a [FileFacts]) -> Self {
        let dependencies = facts.iter().flat_map(|file| &file.dependencies);
        let asked = |one: &&Interface| {
            !one.methods.is_empty() && one.in_func.is_none() && !one.test && !one.generated
        };
        let interfaces = facts.iter().flat_map(|file| {
            let is_go = file.file.language == "go";
            let dir = if is_go { folder(&file.file.path) } else { "" };
            file.interfaces.iter().filter(asked).map(move |one| (dir, one.name.as_str()))
        });
        let packages = packages.iter().filter(|package| !package.external_test);
        Self {
            roles: dependencies.map(|one| (one.name.replace('-', "_"), one.role)).collect(),
            interfaces: interfaces.collect(),
            folders: packages
                .map(|package| (package.import_path.as_str(), package.dir.as_str()))
                .collect(),
        }
    }
}

/// The units of packages, in their order.
pub(in crate::analyze) fn of_packages<'a>(
    packages: &[Package],
    facts: &'a [FileFacts],
) -> Vec<Unit<'a>> {
    let mut units: Vec<Unit<'a>> = packages.iter().map(of_package).collect();
    let go: BTreeMap<_, _> =
        packages.iter().enumerate().map(|(at, one)| ((&*one.dir, &*one.name), at)).collect();
    let crates: BTreeMap<_, _> =
        packages.iter().enumerate().map(|(at, one)| (&*one.name, at)).collect();
    for file in facts {
        let at = match (&*file.file.language, &file.package) {
            ("go", Some(name)) => go.get(&(folder(&file.file.path), name.as_str())),
            ("rust", _) => file.file.module.as_deref().and_then(|name| crates.get(name)),
            _ => None,
        };
        if let Some(unit) = at.and_then(|at| units.get_mut(*at)) {
            let shows_tests = unit.at.class == EvidenceClass::Test && !file.file.test;
            if shows_tests && file.file.language == "go" {
                unit.at = file.source().evidence("go.package", 1, 1);
            }
            unit.files.push(file);
        }
    }
    join(packages, &mut units);
    units
}

fn of_package<'a>(package: &Package) -> Unit<'a> {
    let name = if package.dir.is_empty() { &package.name } else { &package.dir };
    Unit {
        name: name.clone(),
        at: package.at.clone(),
        dir: package.dir.clone(),
        is_main: package.is_main,
        only_tests: package.external_test,
        files: Vec::new(),
        imports: BTreeMap::new(),
    }
}

/// Sets the edges of Go packages and crates.
fn join(packages: &[Package], units: &mut [Unit<'_>]) {
    let importable = || packages.iter().enumerate().filter(|(_, one)| !one.external_test);
    let by_path: BTreeMap<&str, usize> =
        importable().map(|(at, one)| (&*one.import_path, at)).collect();
    for (own, unit) in units.iter_mut().enumerate() {
        let shipping = unit.files.iter().filter(|file| !file.file.test);
        for import in shipping.flat_map(|file| &file.imports) {
            let name =
                if import.at.language == "rust" { first(&import.path) } else { &import.path };
            let target = by_path.get(name).filter(|at| **at != own);
            if let (ImportClass::Intra, Some(target)) = (import.class, target) {
                unit.imports.entry(*target).or_insert(import);
            }
        }
    }
}

/// The first segment of a Rust path.
pub(super) fn first(path: &str) -> &str {
    let path = path.trim_start_matches("::");
    path.split("::").next().unwrap_or(path)
}
