//! Go packages: one per folder and package name, as the go command sees them.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    below,
    classify::{folder_below, is_std, module_of_import, nearest},
    folder, joined,
};
use crate::model::{FileFacts, ImportClass, Layer, Module, Package};

/// Files by folder and package name.
type Groups<'a> = BTreeMap<(&'a str, &'a str), Vec<&'a FileFacts>>;

pub(super) fn packages(facts: &[FileFacts], modules: &[Module]) -> Vec<Package> {
    let mut groups = Groups::new();
    for file in facts.iter().filter(|file| file.file.language == "go" && !file.file.vendored) {
        let Some(name) = file.package.as_deref().filter(|_| !is_ignored(&file.file.path)) else {
            continue;
        };
        groups.entry((folder(&file.file.path), name)).or_default().push(file);
    }
    // What nobody can build makes no package.
    groups.retain(|_, files| files.iter().any(|file| file.file.error_nodes == 0));
    let folders: BTreeSet<&str> = groups.keys().map(|(folder, _)| *folder).collect();
    groups
        .iter()
        .filter_map(|((dir, name), files)| package(dir, name, files, (modules, &folders)))
        .collect()
}

/// The go command reads nothing below `vendor`, `testdata`, `_x` and `.x`.
pub(in crate::analyze) fn is_ignored(path: &str) -> bool {
    path.split('/').any(|part| {
        // A manifest above the analysed folder is reached through `..`.
        let is_hidden = part.starts_with(['_', '.']) && part != "..";
        matches!(part, "vendor" | "testdata") || is_hidden
    })
}

fn package(
    dir: &str,
    name: &str,
    files: &[&FileFacts],
    (modules, folders): (&[Module], &BTreeSet<&str>),
) -> Option<Package> {
    let first = files.iter().min_by_key(|file| &file.file.path)?;
    let shipping: Vec<_> = files.iter().filter(|file| !file.file.test).collect();
    let imports = || shipping.iter().flat_map(|file| &file.imports);
    let inside =
        imports().filter(|import| import.class == ImportClass::Intra).filter_map(|import| {
            let dir = folder_of_import(modules, &import.path)?;
            folders.contains(&*dir).then_some(dir)
        });
    let outside = imports().filter(|import| import.class == ImportClass::External);
    Some(Package {
        at: first.source().evidence("go.package", 1, 1),
        dir: dir.to_owned(),
        name: name.to_owned(),
        import_path: import_path(modules, &first.file.path),
        is_main: name == "main",
        external_test: shipping.is_empty() && name.ends_with("_test"),
        imports: inside.collect::<BTreeSet<_>>().into_iter().filter(|other| other != dir).collect(),
        external: outside
            .map(|import| import.path.to_string())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
        layer: Layer::Unknown,
        layer_because: Vec::new(),
        functions: 0,
        functions_tested: 0,
        rank: 0.0,
    })
}

fn import_path(modules: &[Module], path: &str) -> String {
    let module = nearest(modules, &["go.mod"], path).filter(|module| !module.name.is_empty());
    module.map_or_else(String::new, |module| {
        let inside = folder_below(module, folder(path)).unwrap_or_default();
        if is_std(module) && !inside.is_empty() { inside } else { joined(&module.name, &inside) }
    })
}

/// The analysed folder that an import path of the repository names.
pub(in crate::analyze) fn folder_of_import(modules: &[Module], path: &str) -> Option<String> {
    let Some(module) = module_of_import(modules, path) else {
        return modules.iter().find(|one| is_std(one)).map(|std| joined(&std.dir, path));
    };
    let folder = below(path, &module.name)?;
    if module.inner.is_empty() {
        return Some(joined(&module.dir, folder));
    }
    below(folder, &module.inner).map(str::to_owned)
}
