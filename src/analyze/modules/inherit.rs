//! What a Cargo package takes from its workspace: the edition, and dependencies by their key.

use std::collections::BTreeMap;

use crate::model::{Dependency, FileFacts, Module};

/// Fills in the editions that packages take from the workspace around them.
pub(super) fn editions(modules: &mut [Module]) {
    let workspaces = modules.iter().filter(|module| module.kind == "cargo-workspace");
    let editions: BTreeMap<String, Option<String>> =
        workspaces.map(|module| (module.dir.clone(), module.language_version.clone())).collect();
    for module in modules.iter_mut() {
        let inherits = module.targets.iter().any(|target| target.kind == "workspace-edition");
        if inherits && let Some(edition) = around(&module.dir, &editions) {
            module.language_version.clone_from(edition);
        }
    }
}

/// Fills in names, versions and roles of the dependencies that packages take from the workspace around
/// them.
pub(in crate::analyze) fn dependencies(facts: &mut [FileFacts]) {
    let offers: BTreeMap<String, BTreeMap<String, Dependency>> = facts
        .iter()
        .filter(|facts| !facts.workspace_dependencies.is_empty())
        .map(|facts| (folder(facts).to_owned(), (*facts.workspace_dependencies).clone()))
        .collect();
    for file in facts.iter_mut().filter(|file| !file.inherited_dependencies.is_empty()) {
        let Some(offer) = around(folder(file), &offers) else { continue };
        let lines = &file.inherited_dependencies;
        for taken in file.dependencies.iter_mut().filter(|one| lines.contains(&one.at.line)) {
            if let Some(shared) = offer.get(&taken.name) {
                taken.name.clone_from(&shared.name);
                taken.version.clone_from(&shared.version);
                taken.role = shared.role;
            }
        }
    }
}

fn folder(facts: &FileFacts) -> &str {
    facts.file.path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The entry of the innermost folder at or above `dir`.
fn around<'a, T>(dir: &str, by_folder: &'a BTreeMap<String, T>) -> Option<&'a T> {
    let mut dir = dir;
    loop {
        if let Some(found) = by_folder.get(dir) {
            return Some(found);
        }
        if dir.is_empty() {
            return None;
        }
        dir = dir.rsplit_once('/').map_or("", |(parent, _)| parent);
    }
}
