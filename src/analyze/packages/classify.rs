//! The module of every file, and where the code of every import lives.

use std::{cmp::Reverse, collections::BTreeSet};

use super::{below, folder, joined};
use crate::model::{FileFacts, ImportClass, Module, Name};

/// Crates that come with the compiler.
const RUST_STD: [&str; 5] = ["std", "core", "alloc", "proc_macro", "test"];

/// Sets the class of every import and the module of every file.
pub(in crate::analyze) fn classify(facts: &mut [FileFacts], modules: &[Module]) {
    let crates = crate_names(modules);
    let std = std_packages(facts, modules);
    for file in facts {
        let language = file.file.language;
        match &*language {
            "go" => classify_imports(file, |_, path| go_class(path, modules, &std)),
            "rust" => classify_imports(file, |declared, path| rust_class(path, declared, &crates)),
            _ => {}
        }
        let kinds: &[&str] = match &*language {
            "go" => &["go.mod"],
            "rust" => &["cargo-package"],
            _ => &["go.mod", "cargo-package"],
        };
        let owner = nearest(modules, kinds, &file.file.path);
        file.file.module =
            owner.map(|module| Name::from(&module.name)).filter(|name| !name.is_empty());
    }
}

/// The module of one of the `kinds` whose folder is the nearest above the file.
pub(super) fn nearest<'a>(modules: &'a [Module], kinds: &[&str], path: &str) -> Option<&'a Module> {
    let above = modules.iter().filter(|module| {
        kinds.contains(&&*module.kind) && folder_below(module, folder(path)).is_some()
    });
    // Of those above the analysed folder the one with the shorter way down is the nearer.
    above.max_by_key(|module| {
        (module.inner.is_empty(), Reverse(module.inner.len()), module.dir.len())
    })
}

/// A folder of the analysed ones as seen from the folder of a module; `None` when it is not below.
pub(super) fn folder_below(module: &Module, folder: &str) -> Option<String> {
    if module.inner.is_empty() {
        return below(folder, &module.dir).map(str::to_owned);
    }
    Some(joined(&module.inner, folder))
}

/// The Go module that an import path belongs to: the longest name that it begins with. A module `m/v2`
/// does not hold `m/v3`, which is somebody else's code.
pub(super) fn module_of_import<'a>(modules: &'a [Module], path: &str) -> Option<&'a Module> {
    let holders = modules.iter().filter(|module| {
        module.kind == "go.mod" && !module.name.is_empty() && below(path, &module.name).is_some()
    });
    holders.max_by_key(|module| module.name.len())
}

/// Crate names of all Cargo packages as code writes them.
fn crate_names(modules: &[Module]) -> BTreeSet<String> {
    let packages = modules.iter().filter(|module| module.kind == "cargo-package");
    packages.map(|module| module.name.replace('-', "_")).collect()
}

fn classify_imports(file: &mut FileFacts, class: impl Fn(&BTreeSet<String>, &str) -> ImportClass) {
    let declared = file
        .rust_modules
        .iter()
        .map(|module| module.module.rsplit("::").next().unwrap_or(&module.module).to_owned());
    let declared: BTreeSet<String> = declared.collect();
    for import in &mut file.imports {
        import.class = class(&declared, &import.path);
    }
}

/// The module of Go's own standard library, whose packages are imported without its name.
pub(super) fn is_std(module: &Module) -> bool {
    module.kind == "go.mod" && module.name == "std"
}

/// Import paths of the standard library where the repository is where it is made.
fn std_packages(facts: &[FileFacts], modules: &[Module]) -> BTreeSet<String> {
    let Some(std) = modules.iter().find(|module| is_std(module)) else { return BTreeSet::new() };
    let files = facts.iter().filter(|file| file.file.language == "go" && !file.file.vendored);
    let folders: BTreeSet<_> = files.map(|file| folder(&file.file.path)).collect();
    folders.into_iter().filter_map(|dir| below(dir, &std.dir)).map(str::to_owned).collect()
}

fn go_class(path: &str, modules: &[Module], std: &BTreeSet<String>) -> ImportClass {
    let first = path.split('/').next().unwrap_or(path);
    match () {
        () if path == "C" => ImportClass::Cgo,
        () if std.contains(path) || module_of_import(modules, path).is_some() => ImportClass::Intra,
        () if first.contains('.') => ImportClass::External,
        () => ImportClass::Std,
    }
}

/// A path begins with a crate, a keyword, a module that the file declares, or a type in scope.
fn rust_class(path: &str, declared: &BTreeSet<String>, crates: &BTreeSet<String>) -> ImportClass {
    let global = path.starts_with("::");
    let first = path.trim_start_matches("::").split("::").next().unwrap_or(path).trim();
    let first = first.strip_prefix("r#").unwrap_or(first);
    let here = matches!(first, "crate" | "self" | "super" | "Self") || declared.contains(first);
    match () {
        () if !global && here => ImportClass::Intra,
        () if RUST_STD.contains(&first) => ImportClass::Std,
        () if crates.contains(first) => ImportClass::Intra,
        () if first.starts_with(char::is_uppercase) => ImportClass::Intra,
        () => ImportClass::External,
    }
}
