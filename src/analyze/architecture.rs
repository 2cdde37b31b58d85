//! The architecture pattern, with what speaks for it. Folder names alone decide nothing.

use std::collections::BTreeMap;

use crate::model::{Architecture, Evidence, Layer, Module, Observation, Package, Route};

/// What the layers and modules say about the pattern.
pub(super) fn of(
    packages: &[Package],
    modules: &[Module],
    routes: &[Route],
    cycles: Vec<Vec<String>>,
) -> Architecture {
    let shipping = packages.iter().filter(|package| !package.external_test);
    let mut by_layer: BTreeMap<Layer, Vec<&Package>> = BTreeMap::new();
    for package in shipping {
        by_layer.entry(package.layer).or_default().push(package);
    }
    let has = |layer| by_layer.contains_key(&layer);
    let programs = builds_programs(modules);
    let serves = routes.iter().any(Route::is_endpoint) || has(Layer::Transport);
    let inward = has(Layer::Port) && has(Layer::Adapter) && ports_know_no_adapter(&by_layer);
    let pattern = match (inward, has(Layer::Adapter) && serves, programs) {
        (true, ..) => "hexagonal",
        (false, true, _) => "layered",
        (false, false, true) if serves => "service",
        (false, false, true) => "command-line",
        (false, false, false) if !packages.is_empty() || !modules.is_empty() => "library",
        _ => "undecided",
    };
    Architecture { pattern: pattern.into(), because: reasons(&by_layer, pattern, modules), cycles }
}

/// Whether the repository is there for its programs: the root package decides, else the greater number.
fn builds_programs(modules: &[Module]) -> bool {
    let has = |module: &&Module, kinds: &[&str]| {
        module.targets.iter().any(|target| kinds.contains(&&*target.kind))
    };
    let program = |module: &&Module| has(module, &["bin", "main"]);
    let library = |module: &&Module| has(module, &["lib", "proc-macro"]);
    let root = modules.iter().find(|module| module.dir.is_empty() && !module.targets.is_empty());
    if let Some(root) = root {
        return program(&root);
    }
    let programs = modules.iter().filter(|module| program(module) && !library(module)).count();
    programs > 0 && programs >= modules.iter().filter(library).count()
}

/// In a hexagonal house no port imports an adapter.
fn ports_know_no_adapter(by_layer: &BTreeMap<Layer, Vec<&Package>>) -> bool {
    let dirs =
        |layer| by_layer.get(&layer).into_iter().flatten().map(|package| package.dir.as_str());
    let adapters: Vec<&str> = dirs(Layer::Adapter).collect();
    let mut ports = by_layer.get(&Layer::Port).into_iter().flatten();
    ports.all(|package| package.imports.iter().all(|import| !adapters.contains(&import.as_str())))
}

fn reasons(
    by_layer: &BTreeMap<Layer, Vec<&Package>>,
    pattern: &str,
    modules: &[Module],
) -> Vec<Observation> {
    let layer = |(layer, packages): (&Layer, &Vec<&Package>)| {
        let first = packages
            .iter()
            .max_by(|a, b| a.rank.total_cmp(&b.rank).then_with(|| b.dir.cmp(&a.dir)))?;
        let word = if packages.len() == 1 { "package" } else { "packages" };
        let name = format!("{layer:?}").to_lowercase();
        Some(observation(
            &first.at,
            format!("{} {name} {word}, first `{}`", packages.len(), place(first)),
        ))
    };
    let known = by_layer.iter().filter(|(layer, _)| !matches!(layer, Layer::Unknown | Layer::Test));
    let mut reasons: Vec<Observation> = known.filter_map(layer).collect();
    if matches!(pattern, "library" | "command-line") || reasons.is_empty() {
        let module = modules.iter().find(|module| !module.targets.is_empty());
        reasons.extend(module.map(|module| {
            let kinds: Vec<&str> = module.targets.iter().map(|target| &*target.kind).collect();
            observation(&module.at, format!("`{}` builds {}", module.name, kinds.join(", ")))
        }));
    }
    reasons
}

fn place(package: &Package) -> &str {
    if package.dir.is_empty() { &package.name } else { &package.dir }
}

fn observation(at: &Evidence, text: String) -> Observation {
    Observation { at: at.clone(), text }
}
