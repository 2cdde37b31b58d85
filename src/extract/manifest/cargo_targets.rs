//! The targets that a `Cargo.toml` names. Those that Cargo finds by itself in `src/`, `tests/`,
//! `benches/` and `examples/` are added by `analyze`, unless a `no-…` marker forbids it.

use toml::de::{DeTable, DeValue};

use super::{cargo::Manifest, joined};
use crate::model::Target;

/// Arrays of targets, and the kind of what they list.
const LISTS: [&str; 4] = ["bin", "test", "bench", "example"];

/// Keys of `[package]` that switch the search for targets off when `false`, and their markers.
const SWITCHES: [(&str, &str); 5] = [
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
    let kind = if is_proc_macro(table) { "proc-macro" } else { "lib" };
    let name = text(table, "name").map_or_else(|| package.replace('-', "_"), str::to_owned);
    Some(Target { kind: kind.into(), name, src: source(table, dir) })
}

fn is_proc_macro(table: &DeTable<'_>) -> bool {
    let flag = |key| table.get(key).and_then(|value| value.get_ref().as_bool()) == Some(true);
    let types = ["crate-type", "crate_type"].into_iter().filter_map(|key| table.get(key));
    let mut types = types.filter_map(|value| value.get_ref().as_array()).flatten();
    flag("proc-macro")
        || flag("proc_macro")
        || types.any(|value| value.get_ref().as_str() == Some("proc-macro"))
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
    let off = |key: &str| {
        let found = manifest.find(&["package", key]);
        found.and_then(|(_, value)| value.get_ref().as_bool()) == Some(false)
    };
    let off = SWITCHES.into_iter().filter(|(key, _)| off(key));
    let marker = |(_, kind): (_, &'static str)| Target { kind: kind.into(), ..Target::default() };
    off.map(marker).collect()
}
