//! Route registrations and groups as one file shows them; prefixes are joined by `analyze::routes`.
//!
//! What a framework's calls look like is a query; how a language holds routers in variables, parameters and
//! closures is one folder per language here.

mod go;
mod pattern;
mod rust;

use tree_sitter::Tree;

use self::pattern::{Found, Rule};
use super::Input;
use crate::{
    language::{QueryKind, Registry},
    model::{FileFacts, RouteFacts},
};

/// Reads the registrations of a file that imports a web framework.
pub(super) fn extract(registry: &Registry, input: &Input<'_>, tree: &Tree, facts: &mut FileFacts) {
    let Some(reader) = reader_of(&input.source.language) else { return };
    let Some(query) = registry.query(&input.source.language, QueryKind::Routes) else { return };
    let imports = (reader.imports)(tree, input.text);
    let rules: Vec<Rule> = pattern::rules(&query);
    if !rules.iter().any(|rule| rule.imported(&imports)) {
        facts.routes = (reader.read_bystander)(input, tree, &imports);
        return;
    }
    let found = pattern::matches(&query, &rules, tree, input.text);
    let active = found.into_iter().filter(|found| found.rule.imported(&imports)).collect();
    facts.routes = (reader.read)(input, tree, &imports, active);
}

/// An imported package or crate.
#[derive(Debug)]
struct Imported {
    /// Name that the file uses for it.
    name: String,
    /// Whole import path.
    path: String,
}

/// How one language's files are read.
struct Reader {
    language: &'static str,
    imports: fn(&Tree, &str) -> Vec<Imported>,
    /// For files that import no framework.
    read_bystander: fn(&Input<'_>, &Tree, &[Imported]) -> RouteFacts,
    read: for<'t> fn(&Input<'_>, &'t Tree, &[Imported], Vec<Found<'_, 't>>) -> RouteFacts,
}

const READERS: [Reader; 2] = [
    Reader {
        language: "go",
        imports: go::imports,
        read_bystander: go::read_bystander,
        read: go::read,
    },
    Reader {
        language: "rust",
        imports: rust::imports,
        read_bystander: rust::read_bystander,
        read: rust::read,
    },
];

fn reader_of(language: &str) -> Option<&'static Reader> {
    READERS.iter().find(|reader| reader.language == language)
}
