//! Rust crates: one node per Cargo package; what it depends on is what its code that ships names.

use std::collections::{BTreeMap, BTreeSet};

use super::classify::nearest;
use crate::analyze::modules::LIBRARIES;
use crate::model::{FileFacts, Import, ImportClass, Layer, Module, Package};

pub(super) fn packages(facts: &[FileFacts], modules: &[Module]) -> Vec<Package> {
    let crates: Vec<&Module> =
        modules.iter().filter(|module| module.kind == "cargo-package").collect();
    let dirs: BTreeMap<String, &str> =
        crates.iter().map(|module| (module.name.replace('-', "_"), module.dir.as_str())).collect();
    let mut imports: BTreeMap<&str, Vec<&Import>> = BTreeMap::new();
    for file in facts.iter().filter(|file| file.file.language == "rust" && !file.file.test) {
        if let Some(module) = nearest(modules, &["cargo-package"], &file.file.path) {
            imports.entry(&module.dir).or_default().extend(&file.imports);
        }
    }
    let of = |module: &Module| imports.get(module.dir.as_str()).map_or(&[][..], Vec::as_slice);
    crates.iter().map(|module| package(module, of(module), &dirs)).collect()
}

fn package(module: &Module, imports: &[&Import], dirs: &BTreeMap<String, &str>) -> Package {
    let names = |class: ImportClass| {
        let of_class = imports.iter().filter(move |import| import.class == class);
        of_class.map(|import| first_segment(&import.path)).collect::<BTreeSet<_>>()
    };
    let inside = names(ImportClass::Intra).into_iter().filter_map(|name| dirs.get(name).copied());
    let inside: BTreeSet<_> = inside.filter(|dir| *dir != module.dir).collect();
    let target = |kind: &str| module.targets.iter().any(|target| target.kind == kind);
    Package {
        at: module.at.clone(),
        dir: module.dir.clone(),
        name: module.name.clone(),
        import_path: module.name.replace('-', "_"),
        is_main: target("bin") && !LIBRARIES.iter().any(|kind| target(kind)),
        external_test: false,
        imports: inside.into_iter().map(str::to_owned).collect(),
        external: names(ImportClass::External).into_iter().map(str::to_owned).collect(),
        layer: Layer::Unknown,
        layer_because: Vec::new(),
        functions: 0,
        functions_tested: 0,
        rank: 0.0,
    }
}

fn first_segment(path: &str) -> &str {
    let path = path.trim_start_matches("::");
    path.split("::").next().unwrap_or(path)
}
