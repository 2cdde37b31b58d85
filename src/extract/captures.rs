//! Matches of a query's patterns: captures by name and the pattern's `#set!` properties.
//!
//! It knows no language and no kind of fact.

use std::{cell::RefCell, ops::Range};

use tree_sitter::{Node, QueryCursor, StreamingIterator};

use crate::language::{Asked, Captured};

thread_local! {
    static CURSOR: RefCell<QueryCursor> = RefCell::new(QueryCursor::new());
}

/// One match of a pattern.
#[derive(Debug)]
pub(super) struct Match<'query, 'tree> {
    /// Index of the pattern in its file; an earlier pattern wins over a later one.
    pub(super) pattern: usize,
    asked: &'query Asked,
    captures: Captured<'query, 'tree>,
}

/// The matches that the library finds for patterns that begin at most `depth` levels below `root`.
pub(super) fn of_library<'query, 'tree>(
    asked: &'query Asked,
    depth: u32,
    root: Node<'tree>,
    text: &str,
) -> Vec<Match<'query, 'tree>> {
    let Some(query) = asked.query() else { return Vec::new() };
    let names = query.capture_names();
    CURSOR.with_borrow_mut(|cursor| {
        cursor.set_max_start_depth((depth < u32::MAX).then_some(depth));
        let mut matches = cursor.matches(query, root, text.as_bytes());
        let mut found = Vec::new();
        while let Some(one) = matches.next() {
            let named = one.captures().iter().filter_map(|capture| {
                let name = names.get(usize::try_from(capture.index).ok()?)?;
                Some((*name, capture.node))
            });
            found.push(Match::new(asked, one.pattern_index, named.collect()));
        }
        found
    })
}

/// The matches that capture `name`, one for each captured node in the order of the source; of several
/// for one node, that of the first pattern.
pub(super) fn first_per_node<'a, 'query, 'tree>(
    matches: &'a [Match<'query, 'tree>],
    name: &str,
) -> Vec<(Node<'tree>, &'a Match<'query, 'tree>)> {
    let mut found: Vec<_> = matches.iter().filter_map(|one| Some((one.node(name)?, one))).collect();
    found.sort_by_key(|(node, one)| (node.start_byte(), one.pattern));
    found.dedup_by_key(|(node, _)| node.start_byte());
    found
}

impl<'query, 'tree> Match<'query, 'tree> {
    pub(super) fn new(
        asked: &'query Asked,
        pattern: usize,
        captures: Captured<'query, 'tree>,
    ) -> Self {
        Self { pattern, asked, captures }
    }

    /// Whether all that is captured stands in one of some ranges of bytes.
    pub(super) fn stands_in(&self, ranges: &[Range<usize>]) -> bool {
        let inside = |range: &Range<usize>| {
            let mut nodes = self.captures.iter().map(|(_, node)| node.byte_range());
            nodes.all(|node| range.start <= node.start && node.end <= range.end)
        };
        ranges.iter().any(inside)
    }

    /// Whether what is captured touches one of some ranges of bytes.
    pub(super) fn touches(&self, ranges: &[Range<usize>]) -> bool {
        let start = self.captures.iter().map(|(_, node)| node.start_byte()).min();
        let end = self.captures.iter().map(|(_, node)| node.end_byte()).max();
        let (start, end) = (start.unwrap_or(0), end.unwrap_or(usize::MAX));
        ranges.iter().any(|range| range.start < end && start < range.end)
    }

    /// Every captured node with its name.
    pub(super) fn all(&self) -> &[(&'query str, Node<'tree>)] {
        &self.captures
    }

    /// The first node captured as `name`.
    pub(super) fn node(&self, name: &str) -> Option<Node<'tree>> {
        self.nodes(name).next()
    }

    /// Every node captured as `name`.
    pub(super) fn nodes(&self, name: &str) -> impl Iterator<Item = Node<'tree>> {
        self.captures.iter().filter(move |(found, _)| *found == name).map(|(_, node)| *node)
    }

    /// The first capture whose name is `prefix`, a dot and more; without the prefix and the dot.
    pub(super) fn below(&self, prefix: &str) -> Option<(&'query str, Node<'tree>)> {
        self.captures
            .iter()
            .find_map(|(name, node)| Some((name.strip_prefix(prefix)?.strip_prefix('.')?, *node)))
    }

    /// The rule that the pattern names, else `language` and `kind`.
    pub(super) fn rule(&self, language: &str, kind: &str) -> String {
        self.property("rule").map_or_else(|| format!("{language}.{kind}"), str::to_owned)
    }

    /// The value that `#set!` gives `key`; empty when it gives none but names the key.
    pub(super) fn property(&self, key: &str) -> Option<&'query str> {
        self.asked.property(self.pattern, key)
    }
}
