//! Imports, as `imports.scm` says. Where the imported code lives is `analyze`'s to know.

use tree_sitter::Node;

use super::{Input, captures, captures::Match, names, syntax};
use crate::model::{FileFacts, Import, ImportClass};

/// Adds the imports that `matches` of the query are.
pub(super) fn extract(input: &Input<'_>, matches: &[Match<'_, '_>], facts: &mut FileFacts) {
    let groups = groups(matches);
    let found = captures::first_per_node(matches, "import.path");
    facts.imports.extend(found.into_iter().map(|(path, found)| {
        let alias = found.node("import.alias");
        let rule = found.rule(&input.source.language, "import");
        let line = syntax::line_of(path);
        Import {
            at: input.source.evidence(rule, line, syntax::end_line_of(path)).without_class(),
            path: whole_path(found, path, &groups, input.text).into(),
            alias: alias.map(|alias| syntax::text_of(alias, input.text).into()),
            class: ImportClass::default(),
        }
    }));
}

/// Groups (`a::{…}`) and the prefix that stands before each.
fn groups<'tree>(matches: &[Match<'_, 'tree>]) -> Vec<(Node<'tree>, Node<'tree>)> {
    let pair = |found: &Match<'_, 'tree>| {
        Some((found.node("import.group")?, found.node("import.prefix")?))
    };
    let mut groups: Vec<_> = matches.iter().filter_map(pair).collect();
    groups.sort_by_key(|(group, _)| (group.start_byte(), usize::MAX - group.end_byte()));
    groups
}

/// The path with the prefixes of all groups around it.
fn whole_path(
    found: &Match<'_, '_>,
    path: Node<'_>,
    groups: &[(Node<'_>, Node<'_>)],
    text: &str,
) -> String {
    let around = groups.iter().filter(|(group, _)| {
        group.start_byte() <= path.start_byte() && path.end_byte() <= group.end_byte()
    });
    let own = names::unquoted(syntax::text_of(path, text));
    // `a::{self}` imports `a`.
    let own = (own != "self" || groups.is_empty()).then_some(own);
    let prefixes = around.map(|(_, prefix)| syntax::text_of(*prefix, text));
    let parts: Vec<_> = prefixes.chain(own).collect();
    parts.join(found.property("separator").unwrap_or("."))
}
