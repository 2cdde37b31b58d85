//! Tests, as `tests.scm` says, and the scenarios of feature files.

mod gherkin;
mod level;
mod rustdoc;

use tree_sitter::{Node, Tree};

use self::level::Level;
pub(super) use self::{
    gherkin::extract as extract_features, rustdoc::extract as extract_doc_tests,
};
use super::{Input, captures, captures::Match, names, syntax};
use crate::{
    language::{QueryKind, Registry},
    model::{EvidenceClass, FileFacts, Test, TestKind, TestVia},
};

/// Values of the property `kind`.
const KINDS: [(&str, TestKind); 6] = [
    ("test", TestKind::Test),
    ("benchmark", TestKind::Benchmark),
    ("fuzz", TestKind::Fuzz),
    ("example", TestKind::Example),
    ("main", TestKind::Main),
    ("doc", TestKind::Doc),
];

/// Values of the property `via`.
const VIAS: [(&str, TestVia); 4] = [
    ("name", TestVia::Name),
    ("attribute", TestVia::Attribute),
    ("alias", TestVia::Alias),
    ("macro", TestVia::Macro),
];

pub(super) fn extract(registry: &Registry, input: &Input<'_>, tree: &Tree, facts: &mut FileFacts) {
    let Some(query) = registry.query(&input.source.language, QueryKind::Tests) else { return };
    let only_tests = |pattern| captures::property(&query, pattern, "only") == Some("test-file");
    if !facts.file.test && (0..query.pattern_count()).all(only_tests) {
        return;
    }
    let mut matches = captures::all(&query, tree.root_node(), input.text);
    matches.retain(|found| is_imported(found, facts, input.text));
    let file_level = Level::of_file(facts);
    let mut tests = Vec::new();
    for (name, found) in captures::first_per_node(&matches, "name") {
        if found.property("only") == Some("test-file") && !facts.file.test {
            continue;
        }
        tests.extend(test(input, facts, &file_level, (name, found)));
    }
    let known = |test: &Test| {
        facts.tests.iter().any(|one| (one.at.line, &one.name) == (test.at.line, &test.name))
    };
    tests.retain(|test| !known(test));
    facts.tests.append(&mut tests);
}

/// Whether the file imports what a `@test.alias` stands for; true where there is none.
fn is_imported(found: &Match<'_, '_>, facts: &FileFacts, text: &str) -> bool {
    let Some(alias) = found.node("test.alias") else { return true };
    let alias = syntax::text_of(alias, text);
    let meant = found.property("alias.of").unwrap_or_default();
    facts.imports.iter().any(|import| {
        let last = import.path.rsplit(['/', '.', ':']).next().unwrap_or_default();
        import.alias.as_deref() == Some(alias) && meant.split_whitespace().any(|word| word == last)
    })
}

fn test<'tree>(
    input: &Input<'_>,
    facts: &FileFacts,
    file_level: &Level,
    (name, found): (Node<'tree>, &Match<'_, 'tree>),
) -> Option<Test> {
    let node = found.node("test")?;
    let kind = value(found.property("kind"), &KINDS)?;
    let name_text = match found.property("name") {
        Some("file") => stem(&input.source.file),
        _ => names::identifier(syntax::text_of(name, input.text)),
    };
    let stated = found.property("level").and_then(Level::stated);
    let level = stated
        .unwrap_or_else(|| file_level.of_test(facts, name_text, syntax::text_of(node, input.text)));
    let rule = format!("{}{}", found.rule(&input.source.language, "test"), level.rule());
    let mut at = input.source.evidence(rule, syntax::line_of(name), syntax::end_line_of(node));
    if at.class == EvidenceClass::Implementation {
        at.class = EvidenceClass::Test;
    }
    let package = facts.package.as_deref();
    Some(Test {
        at,
        name: name_text.to_owned(),
        kind,
        level: level.level(),
        build_constraint: facts.file.build_constraint,
        external_test: facts.file.test && package.is_some_and(|package| package.ends_with("_test")),
        via: value(found.property("via"), &VIAS)?,
        targets: Vec::new(),
    })
}

/// A file's name without its ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The value of a property, the first of the table where the pattern does not set it; `None` for a word
/// that the table does not know.
fn value<T: Copy>(property: Option<&str>, table: &[(&str, T)]) -> Option<T> {
    let known = match property {
        None => table.first(),
        Some(word) => table.iter().find(|(name, _)| *name == word),
    };
    known.map(|(_, value)| *value)
}
