//! Imports, as `imports.scm` says. Where the imported code lives is `analyze`'s to know.

use tree_sitter::{Node, Query, Tree};

use super::{Input, captures, captures::Match, names, syntax};
use crate::{
    language::{QueryKind, Registry},
    model::{FileFacts, Import, ImportClass},
};

/// Adds the imports in `tree`; `functions` is where the first function begins, if that is known.
pub(super) fn extract(
    registry: &Registry,
    input: &Input<'_>,
    (tree, functions): (&Tree, Option<usize>),
    facts: &mut FileFacts,
) {
    let Some(query) = registry.query(&input.source.language, QueryKind::Imports) else { return };
    let end = functions.filter(|start| stand_above(&query, input.text.get(*start..)));
    let place = 0..end.unwrap_or(usize::MAX);
    let matches = captures::between(place, &query, tree.root_node(), input.text);
    let groups = groups(&matches);
    let found = captures::first_per_node(&matches, "import.path");
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

/// Whether no import begins a line of `rest`, which the query says imports do.
fn stand_above(query: &Query, rest: Option<&str>) -> bool {
    (0..query.pattern_count()).all(|pattern| {
        let keyword = captures::property(query, pattern, "keyword");
        keyword.zip(rest).is_some_and(|(word, rest)| {
            memchr::memmem::find(rest.as_bytes(), word.as_bytes()).is_none()
                || !rest.lines().any(|line| line.trim_start().starts_with(word))
        })
    })
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
