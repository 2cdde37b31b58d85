//! Route registrations and groups as one file shows them; prefixes are joined by `analyze::routes`.
//!
//! What a framework's calls look like is a query; how a language holds routers in variables, parameters and
//! closures is one folder per language here.

mod go;
mod pattern;
mod rust;

use std::{collections::BTreeMap, ops::Range};

use tree_sitter::Tree;

use self::pattern::{Found, Rule};
use super::{Input, skeleton::Needs};
use crate::{
    language::{QueryKind, Registry},
    model::{FileFacts, RouteFacts},
};

/// Reads the registrations of a file that imports a web framework. Bodies have a tree of their own only where
/// there are none.
pub(super) fn extract(
    registry: &Registry,
    input: &Input<'_>,
    (tree, bodies): (&Tree, Option<&Tree>),
    needs: &Needs,
    facts: &mut FileFacts,
) {
    let Some(reader) = reader_of(&input.source.language) else { return };
    facts.routes = registrations(registry, input, tree, (needs, reader))
        .unwrap_or_else(|| (reader.read_bystander)(input, (tree, bodies), needs.names()))
        .into();
}

/// What a file says that imports a framework and in which something could be registered.
fn registrations(
    registry: &Registry,
    input: &Input<'_>,
    tree: &Tree,
    (needs, reader): (&Needs, &Reader),
) -> Option<RouteFacts> {
    if !needs.has(QueryKind::Routes) {
        return None;
    }
    let asked = registry.asked(&input.source.language, QueryKind::Routes)?;
    let named = needs.imported(&asked, QueryKind::Routes);
    let imports = (reader.imports)(tree, input.text);
    let mut rules: BTreeMap<usize, Rule> = pattern::rules(&asked, &named);
    rules.retain(|_, rule| rule.imported(&imports));
    if rules.is_empty() {
        return None;
    }
    let found = pattern::matches(&asked, &rules, tree, input.text);
    Some((reader.read)(input, tree, &imports, found))
}

/// An imported package or crate.
#[derive(Debug)]
struct Imported {
    /// Name that the file uses for it.
    name: String,
    /// Whole import path.
    path: String,
}

/// Whether a file in which no pattern matches may say what the routers of others hang on; `imported` says
/// that it names a web framework.
pub(super) fn speaks_of_routers(input: &Input<'_>, imported: bool) -> bool {
    let reader = reader_of(&input.source.language);
    reader.is_some_and(|reader| (reader.speaks_of_routers)(input.text, imported))
}

type ReadBystander = fn(&Input<'_>, (&Tree, Option<&Tree>), &[Range<usize>]) -> RouteFacts;

/// How one language's files are read.
struct Reader {
    language: &'static str,
    imports: fn(&Tree, &str) -> Vec<Imported>,
    speaks_of_routers: fn(&str, bool) -> bool,
    /// For files that import no framework; bodies may have a tree of their own, and the tree lack functions
    /// with these names.
    read_bystander: ReadBystander,
    read: for<'t> fn(&Input<'_>, &'t Tree, &[Imported], Vec<Found<'_, 't>>) -> RouteFacts,
}

const READERS: [Reader; 2] = [
    Reader {
        language: "go",
        imports: go::imports,
        speaks_of_routers: |text, _| go::speaks_of_routers(text),
        read_bystander: go::read_bystander,
        read: go::read,
    },
    Reader {
        language: "rust",
        imports: rust::imports,
        speaks_of_routers: |_, imported| imported,
        read_bystander: |input, trees, _| rust::read_bystander(input, trees),
        read: rust::read,
    },
];

fn reader_of(language: &str) -> Option<&'static Reader> {
    READERS.iter().find(|reader| reader.language == language)
}
