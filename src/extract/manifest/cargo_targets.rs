//! The targets that a `Cargo.toml` names. Those that Cargo finds by itself in `src/`, `tests/`,
//! `benches/` and `examples/` are added by `analyze`, unless a `no-…` marker forbids it.

use toml::de::{DeTable, DeValue};

use super::{cargo::Manifest, joined};
use crate::model::Target;

/// Arrays of targets, and the kind of what they list.
const LISTS: [&str; 4] = ["bin", "test", "bench", "example"];

/// Kinds of libraries.
const LIBRARIES: [&str; 6] = ["lib", "rlib", "dylib", "cdylib", "staticlib", "proc-macro"];

/// Keys of `[package]` that switch the search for targets off when `false`, and their markers.
const SWITCHES: [(&str, &str); 6] = [
    ("autolib", "no-autolib"),
    ("autobins", "no-autobins"),
    ("autotests", "no-autotests"),
    ("autobenches", "no-autobenches"),
    ("autoexamples", "no-autoexamples"),
    ("build", "no-build"),
];

/// Named targets and markers of the package `package` in folder `dir`, in a fixed order.
pub(super) fn targets(manifest: &Manifest<'_>, dir: &str, package: &str) -> Vec<Target> {
    let mut found: Vec<Target> = library(manifest, dir, package).into_iter().collect();
    for kind in LISTS {
        let listed = manifest.find(&[kind]).and_then(|(_, value)| value.get_ref().as_array());
        for value in listed.into_iter().flatten() {
            found.extend(value.get_ref().as_table().and_then(|table| named(table, kind, dir)));
        }
    }
    found.extend(build_scripts(manifest, dir));
    found.extend(markers(manifest));
    found
}

fn library(manifest: &Manifest<'_>, dir: &str, package: &str) -> Option<Target> {
    let table = manifest.find(&["lib"])?.1.get_ref().as_table()?;
    let kind = library_kind(table);
    let name = text(table, "name").map_or_else(|| package.replace('-', "_"), str::to_owned);
    Some(Target { kind: kind.into(), name, src: source(table, dir) })
}

/// The first kind that Cargo prints for a library.
fn library_kind(table: &DeTable<'_>) -> &'static str {
    let flag = |key| table.get(key).and_then(|value| value.get_ref().as_bool()) == Some(true);
    if flag("proc-macro") || flag("proc_macro") {
        return "proc-macro";
    }
    let types = ["crate-type", "crate_type"].into_iter().filter_map(|key| table.get(key));
    let mut types = types.filter_map(|value| value.get_ref().as_array()).flatten();
    let first = types.next().and_then(|value| value.get_ref().as_str());
    LIBRARIES.into_iter().find(|kind| Some(*kind) == first).unwrap_or("lib")
}

fn named(table: &DeTable<'_>, kind: &'static str, dir: &str) -> Option<Target> {
    let name = text(table, "name")?.to_owned();
    Some(Target { kind: kind.into(), name, src: source(table, dir) })
}

/// Root file of a target; empty when Cargo has to find it.
fn source(table: &DeTable<'_>, dir: &str) -> String {
    text(table, "path").map_or_else(String::new, |path| joined(dir, path))
}

fn text<'m>(table: &'m DeTable<'_>, key: &str) -> Option<&'m str> {
    table.get(key)?.get_ref().as_str()
}

/// Build scripts with a name of their own; Cargo calls their target after the file.
fn build_scripts(manifest: &Manifest<'_>, dir: &str) -> Vec<Target> {
    let Some((_, value)) = manifest.find(&["package", "build"]) else { return Vec::new() };
    let paths: Vec<&str> = match value.get_ref() {
        DeValue::String(path) => vec![path.as_ref()],
        DeValue::Array(list) => list.iter().filter_map(|path| path.get_ref().as_str()).collect(),
        _ => Vec::new(),
    };
    paths.into_iter().map(|path| build_script(path, dir)).collect()
}

fn build_script(path: &str, dir: &str) -> Target {
    let src = joined(dir, path);
    let file = src.rsplit('/').next().unwrap_or(&src);
    let stem = file.strip_suffix(".rs").unwrap_or(file);
    Target { kind: "custom-build".into(), name: format!("build-script-{stem}"), src }
}

fn markers(manifest: &Manifest<'_>) -> Vec<Target> {
    let switch = |key: &str| {
        manifest.find(&["package", key]).and_then(|(_, value)| value.get_ref().as_bool())
    };
    let marker = |kind: &'static str| Target { kind: kind.into(), ..Target::default() };
    let set = SWITCHES.into_iter().filter_map(|(key, off)| {
        if switch(key)? { off.strip_prefix("no-").map(marker) } else { Some(marker(off)) }
    });
    let inherits = manifest.find(&["package", "edition", "workspace"]).is_some()
        && manifest.find(&["workspace"]).is_none();
    set.chain(inherits.then(|| marker("workspace-edition"))).collect()
}
