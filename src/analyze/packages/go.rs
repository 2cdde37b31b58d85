//! Go packages: one per folder and package name, as the go command sees them.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    below,
    classify::{module_of_import, nearest},
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
    groups.retain(|_, files| !files.iter().all(|file| is_unreadable(file)));
    let folders: BTreeSet<&str> = groups.keys().map(|(folder, _)| *folder).collect();
    groups
        .iter()
        .filter_map(|((dir, name), files)| package(dir, name, files, (modules, &folders)))
        .collect()
}

/// The go command reads nothing below `vendor`, `testdata`, `_x` and `.x`.
fn is_ignored(path: &str) -> bool {
    path.split('/').any(|part| {
        matches!(part, "vendor" | "testdata") || part.starts_with('_') || part.starts_with('.')
    })
}

/// Whether nothing could be read from a broken file; alone it makes no package.
fn is_unreadable(file: &FileFacts) -> bool {
    let nothing = file.functions.is_empty() && file.types.is_empty() && file.interfaces.is_empty();
    file.file.error_nodes > 0 && nothing
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
            .map(|import| import.path.clone())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
        layer: Layer::Unknown,
        functions: 0,
        functions_tested: 0,
        rank: 0.0,
    })
}

fn import_path(modules: &[Module], path: &str) -> String {
    let module = nearest(modules, &["go.mod"], path).filter(|module| !module.name.is_empty());
    module.map_or_else(String::new, |module| {
        joined(&module.name, below(folder(path), &module.dir).unwrap_or_default())
    })
}

/// The folder that an import path of the repository names.
pub(super) fn folder_of_import(modules: &[Module], path: &str) -> Option<String> {
    let module = module_of_import(modules, path)?;
    Some(joined(&module.dir, below(path, &module.name)?))
}
