//! Tests, as `tests.scm` says, and the scenarios of feature files.

mod gherkin;
mod heads;
mod level;
mod rustdoc;

use std::collections::BTreeSet;

use tree_sitter::{Node, Tree};

use self::level::{Level, Library};
pub(super) use self::{
    gherkin::extract as extract_features, rustdoc::extract as extract_doc_tests,
};
use super::{
    Input, captures,
    captures::Match,
    lines::Lines,
    names,
    skeleton::Unit,
    syntax,
    walk::{self, Question},
};
use crate::{
    language::{Asked, QueryKind, Registry},
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

/// Whether the query could find a test in the file.
pub(super) fn may_match(asked: &Asked, input: &Input<'_>, facts: &FileFacts) -> bool {
    let only_tests = |pattern| asked.property(pattern, "only") == Some("test-file");
    (facts.file.test || !(0..asked.pattern_count()).all(only_tests)) && asked.may_match(input.text)
}

/// Adds the tests in a tree of which nothing else is asked.
pub(super) fn search(registry: &Registry, input: &Input<'_>, tree: &Tree, facts: &mut FileFacts) {
    let asked = registry.asked(&input.source.language, QueryKind::Tests);
    let Some(asked) = asked.filter(|asked| may_match(asked, input, facts)) else { return };
    for matches in walk::matches(&[Question::all(&asked)], tree.root_node(), input.text) {
        extract(input, matches, &[], facts);
    }
}

/// Adds the tests that `matches` of the query are, and those among the functions `left_out`, whose heads
/// were read from their text.
pub(super) fn extract(
    input: &Input<'_>,
    mut matches: Vec<Match<'_, '_>>,
    left_out: &[&Unit],
    facts: &mut FileFacts,
) {
    matches.retain(|found| is_imported(found, facts, input.text));
    let level = (Level::of_file(facts), level::libraries(facts));
    let mut tests = Vec::new();
    for (name, found) in captures::first_per_node(&matches, "name") {
        if found.property("only") == Some("test-file") && !facts.file.test {
            continue;
        }
        let found = declared(input, (name, found));
        let test = found.map(|found| test(input, facts, &level, &found));
        tests.extend(test.map(|test| (name.start_byte(), test)));
    }
    if facts.file.test {
        let found = headed(input, left_out);
        let tested = |found: Found<'_>| (found.start, test(input, facts, &level, &found));
        tests.extend(found.into_iter().map(tested));
        tests.sort_by_key(|(start, _)| *start);
    }
    let known: BTreeSet<(u32, String)> =
        facts.tests.iter().map(|one| (one.at.line, one.name.clone())).collect();
    let new = tests.into_iter().map(|(_, test)| test);
    facts.tests.extend(new.filter(|test| !known.contains(&(test.at.line, test.name.clone()))));
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

/// A test, wherever it was read.
struct Found<'a> {
    kind: TestKind,
    via: TestVia,
    name: &'a str,
    /// First byte of the name.
    start: usize,
    line: u32,
    end_line: u32,
    /// All of it.
    text: &'a str,
    rule: String,
    level: Option<Level>,
}

/// The test that a match of the query is.
fn declared<'a, 'tree>(
    input: &'a Input<'_>,
    (name, found): (Node<'tree>, &Match<'_, 'tree>),
) -> Option<Found<'a>> {
    let node = found.node("test")?;
    Some(Found {
        kind: value(found.property("kind"), &KINDS)?,
        via: value(found.property("via"), &VIAS)?,
        name: match found.property("name") {
            Some("file") => stem(&input.source.file),
            _ => names::identifier(syntax::text_of(name, input.text)),
        },
        start: name.start_byte(),
        line: syntax::line_of(name),
        end_line: syntax::end_line_of(node),
        text: syntax::text_of(node, input.text),
        rule: found.rule(&input.source.language, "test"),
        level: found.property("level").and_then(Level::stated),
    })
}

/// The tests among functions whose heads were read.
fn headed<'a>(input: &'a Input<'_>, units: &[&Unit]) -> Vec<Found<'a>> {
    let mut lines = Lines::new(input.text);
    let read = |unit: &&Unit| {
        let head = unit.head.as_ref()?;
        Some(Found {
            kind: heads::kind(head, input.text)?,
            via: TestVia::Name,
            name: input.text.get(head.name.clone())?,
            start: head.name.start,
            line: lines.at(head.name.start),
            end_line: lines.at(unit.range.end),
            text: input.text.get(unit.range.clone())?,
            rule: format!("{}.test", input.source.language),
            level: None,
        })
    };
    units.iter().filter_map(read).collect()
}

fn test(
    input: &Input<'_>,
    facts: &FileFacts,
    (file_level, libraries): &(Level, Vec<Library<'_>>),
    found: &Found<'_>,
) -> Test {
    let by_itself = || file_level.of_test(libraries, found.name, found.text);
    let level = found.level.unwrap_or_else(by_itself);
    let rule = format!("{}{}", found.rule, level.rule());
    let mut at = input.source.evidence(rule, found.line, found.end_line);
    if at.class == EvidenceClass::Implementation {
        at.class = EvidenceClass::Test;
    }
    let package = facts.package.as_deref();
    Test {
        at,
        name: found.name.to_owned(),
        kind: found.kind,
        level: level.level(),
        build_constraint: facts.file.build_constraint,
        external_test: facts.file.test && package.is_some_and(|package| package.ends_with("_test")),
        via: found.via,
        targets: Vec::new(),
    }
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
