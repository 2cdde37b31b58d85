//! `Cargo.toml`: the package, the workspace, and the dependencies of either.
//!
//! Values that a package inherits are filled in only when the workspace stands in the same file.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

use super::{cargo_targets, folder, parse_error};
use crate::{
    extract::{Input, roles},
    model::{Dependency, Diagnostic, FileFacts, Module},
};

/// A manifest with what finds the lines of its parts.
pub(super) struct Manifest<'a> {
    root: DeTable<'a>,
    line_starts: Vec<usize>,
}

/// A key of a table with its value.
pub(super) type Entry<'a, 'm> = (&'m Spanned<DeString<'a>>, &'m Spanned<DeValue<'a>>);

pub(super) fn extract(input: &Input<'_>, facts: &mut FileFacts) {
    let text = input.text.strip_prefix('\u{feff}').unwrap_or(input.text);
    let (root, errors) = DeTable::parse_recoverable(text);
    let manifest = Manifest::new(text, root.into_inner());
    for error in errors {
        let line = error.span().map_or(0, |span| manifest.line(span.start));
        let message = format!("{}; what depends on it is left out", error.message());
        facts.diagnostics.push(parse_error(input, line, message));
    }
    facts.modules.extend(workspace(input, &manifest));
    facts.modules.extend(package(input, &manifest, &mut facts.diagnostics));
    let found = facts.dependencies.len();
    dependencies(input, &manifest, &mut facts.dependencies);
    inheritance(input, &manifest, facts);
    if let Some(new) = facts.dependencies.get_mut(found..) {
        new.sort_by(|a, b| (a.at.line, &a.name).cmp(&(b.at.line, &b.name)));
    }
}

impl<'a> Manifest<'a> {
    fn new(text: &str, root: DeTable<'a>) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { root, line_starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// 1-based line of a byte offset.
    pub(super) fn line(&self, offset: usize) -> u32 {
        let line = self.line_starts.partition_point(|start| *start <= offset);
        u32::try_from(line).unwrap_or(u32::MAX)
    }

    /// The entry that `keys` lead to, table by table.
    pub(super) fn find(&self, keys: &[&str]) -> Option<Entry<'a, '_>> {
        let (last, tables) = keys.split_last()?;
        let table = tables.iter().try_fold(&self.root, |table, key| {
            table.get(*key).and_then(|value| value.get_ref().as_table())
        })?;
        entry(table, last)
    }

    fn text(&self, keys: &[&str]) -> Option<&str> {
        self.find(keys)?.1.get_ref().as_str()
    }
}

/// The entry of `table` under `key`, with the key's own place.
pub(super) fn entry<'a, 'm>(table: &'m DeTable<'a>, key: &str) -> Option<Entry<'a, 'm>> {
    table.get_key_value(key)
}

fn workspace(input: &Input<'_>, manifest: &Manifest<'_>) -> Option<Module> {
    let (key, _) = manifest.find(&["workspace"])?;
    let line = manifest.line(key.span().start);
    let excluded = texts(manifest, &["workspace", "exclude"]);
    let members = texts(manifest, &["workspace", "members"]).into_iter();
    Some(Module {
        at: input.source.evidence("cargo.workspace", line, line),
        kind: "cargo-workspace".into(),
        dir: folder(&input.source.file).to_owned(),
        inner: String::new(),
        name: String::new(),
        language_version: manifest.text(&["workspace", "package", "edition"]).map(str::to_owned),
        members: members.chain(excluded.iter().map(|folder| format!("!{folder}"))).collect(),
        targets: Vec::new(),
    })
}

/// The texts of a list.
fn texts(manifest: &Manifest<'_>, keys: &[&str]) -> Vec<String> {
    let list = manifest.find(keys).and_then(|(_, list)| list.get_ref().as_array());
    let texts = list.into_iter().flatten().filter_map(|one| one.get_ref().as_str());
    texts.map(str::to_owned).collect()
}

fn package(
    input: &Input<'_>,
    manifest: &Manifest<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Module> {
    let (header, _) = manifest.find(&["package"])?;
    let named = manifest.find(&["package", "name"]);
    let line = manifest.line(named.map_or(header, |(key, _)| key).span().start);
    let name = manifest.text(&["package", "name"]).unwrap_or_default();
    if name.is_empty() {
        diagnostics.push(parse_error(input, line, "the package has no name".to_owned()));
    }
    let dir = folder(&input.source.file);
    Some(Module {
        at: input.source.evidence("cargo.package", line, line),
        kind: "cargo-package".into(),
        dir: dir.to_owned(),
        inner: String::new(),
        name: name.to_owned(),
        language_version: edition(manifest).map(str::to_owned),
        members: Vec::new(),
        targets: cargo_targets::targets(manifest, dir, name),
    })
}

fn edition<'m>(manifest: &'m Manifest<'_>) -> Option<&'m str> {
    match manifest.find(&["package", "edition", "workspace"]) {
        Some(_) => manifest.text(&["workspace", "package", "edition"]),
        None => manifest.text(&["package", "edition"]),
    }
}

/// Names of the tables that hold dependencies, and whether only tests or the build need these.
const TABLES: [(&str, bool); 5] = [
    ("dependencies", false),
    ("dev-dependencies", true),
    ("dev_dependencies", true),
    ("build-dependencies", true),
    ("build_dependencies", true),
];

fn dependencies(input: &Input<'_>, manifest: &Manifest<'_>, found: &mut Vec<Dependency>) {
    for (name, dev) in TABLES {
        for declared in tables(manifest, name).flatten() {
            found.push(dependency(input, manifest, declared, dev));
        }
    }
}

/// The tables of one name, those of single platforms among them.
fn tables<'a, 'm>(
    manifest: &'m Manifest<'a>,
    name: &'m str,
) -> impl Iterator<Item = &'m DeTable<'a>> {
    let targets = manifest.find(&["target"]).and_then(|(_, value)| value.get_ref().as_table());
    let platforms = targets.into_iter().flat_map(|table| table.values());
    let platforms = platforms.filter_map(|value| value.get_ref().as_table());
    let all = std::iter::once(&manifest.root).chain(platforms);
    all.filter_map(move |table| table.get(name)?.get_ref().as_table())
}

/// What the workspace offers its packages, and the lines of the dependencies that take such an offer of
/// another file.
fn inheritance(input: &Input<'_>, manifest: &Manifest<'_>, facts: &mut FileFacts) {
    let shared = manifest.find(&["workspace", "dependencies"]);
    let shared = shared.and_then(|(_, value)| value.get_ref().as_table()).into_iter().flatten();
    let offered: BTreeMap<_, _> = shared
        .map(|entry| {
            let key = entry.0.get_ref().to_string();
            (key, dependency(input, manifest, entry, false))
        })
        .collect();
    facts.workspace_dependencies = offered.into();
    let tables = TABLES.iter().flat_map(|(name, _)| tables(manifest, name));
    let inherit = tables.flatten().filter(|(_, value)| is_inherited(value));
    let lines: BTreeSet<_> = inherit.map(|(key, _)| manifest.line(key.span().start)).collect();
    facts.inherited_dependencies = lines.into();
}

fn is_inherited(value: &Spanned<DeValue<'_>>) -> bool {
    value.get_ref().get("workspace").is_some()
}

fn dependency(
    input: &Input<'_>,
    manifest: &Manifest<'_>,
    (key, value): Entry<'_, '_>,
    dev: bool,
) -> Dependency {
    let written = key.get_ref().as_ref();
    let inherits = is_inherited(value);
    let shared = manifest.find(&["workspace", "dependencies", written]).map(|(_, value)| value);
    let source = if inherits { shared } else { Some(value) };
    let name = source.and_then(|value| field(value, "package")).unwrap_or(Cow::Borrowed(written));
    let line = manifest.line(key.span().start);
    Dependency {
        at: input.source.evidence("cargo.dependency", line, line),
        ecosystem: "cargo".to_owned(),
        role: roles::role("cargo", &name),
        name: name.into_owned(),
        version: source.and_then(version).unwrap_or_default(),
        direct: true,
        dev,
    }
}

/// The requirement as written; none for a dependency by path or Git alone.
fn version(value: &Spanned<DeValue<'_>>) -> Option<String> {
    match value.get_ref() {
        DeValue::String(text) => Some(text.to_string()),
        _ => field(value, "version").map(Cow::into_owned),
    }
}

fn field<'m>(value: &'m Spanned<DeValue<'_>>, key: &str) -> Option<Cow<'m, str>> {
    value.get_ref().get(key)?.get_ref().as_str().map(Cow::Borrowed)
}
