//! Running a query: its matches as values with captures by name and the pattern's `#set!` properties.
//!
//! It knows no language and no kind of fact.

use std::{cell::RefCell, ops::Range};

use tree_sitter::{Node, Query, QueryCursor, StreamingIterator};

thread_local! {
    static CURSOR: RefCell<QueryCursor> = RefCell::new(QueryCursor::new());
}

/// One match of a pattern.
#[derive(Debug)]
pub(super) struct Match<'query, 'tree> {
    /// Index of the pattern in its file; an earlier pattern wins over a later one.
    pub(super) pattern: usize,
    query: &'query Query,
    /// Index of the pattern in `query`, which may hold only some of the file's.
    own: usize,
    captures: Vec<(&'query str, Node<'tree>)>,
}

/// All matches of `query` below `root`, in the order in which they were found.
pub(super) fn all<'query, 'tree>(
    query: &'query Query,
    root: Node<'tree>,
    text: &str,
) -> Vec<Match<'query, 'tree>> {
    between(0..usize::MAX, query, root, text)
}

/// The property `depth` of a query, when all of its patterns set it: the greatest one.
fn depth_of(query: &Query) -> Option<u32> {
    let depth = |pattern| property(query, pattern, "depth")?.parse().ok();
    let depths: Option<Vec<u32>> = (0..query.pattern_count()).map(depth).collect();
    depths?.into_iter().max()
}

/// The matches that touch a range of bytes.
pub(super) fn between<'query, 'tree>(
    range: Range<usize>,
    query: &'query Query,
    root: Node<'tree>,
    text: &str,
) -> Vec<Match<'query, 'tree>> {
    within((depth_of(query), range), query, root, text)
}

/// The matches of patterns that begin at most `depth` levels below `root`.
pub(super) fn down_to<'query, 'tree>(
    depth: Option<u32>,
    query: &'query Query,
    root: Node<'tree>,
    text: &str,
) -> Vec<Match<'query, 'tree>> {
    within((depth, 0..usize::MAX), query, root, text)
}

fn within<'query, 'tree>(
    (depth, range): (Option<u32>, Range<usize>),
    query: &'query Query,
    root: Node<'tree>,
    text: &str,
) -> Vec<Match<'query, 'tree>> {
    CURSOR.with_borrow_mut(|cursor| {
        cursor.set_max_start_depth(depth);
        cursor.set_byte_range(range);
        let mut found = Vec::new();
        collect(cursor, (query, None), root, text, &mut found);
        found
    })
}

/// Adds the matches that a cursor finds; of a query of some patterns their places in the file are given.
pub(super) fn collect<'query, 'tree>(
    cursor: &mut QueryCursor,
    (query, places): (&'query Query, Option<&[usize]>),
    root: Node<'tree>,
    text: &str,
    found: &mut Vec<Match<'query, 'tree>>,
) {
    let names = query.capture_names();
    let mut matches = cursor.matches(query, root, text.as_bytes());
    while let Some(one) = matches.next() {
        let named = one.captures().iter().filter_map(|capture| {
            let name = names.get(usize::try_from(capture.index).ok()?)?;
            Some((*name, capture.node))
        });
        let own = one.pattern_index;
        let pattern = places.map_or(Some(own), |places| places.get(own).copied());
        let Some(pattern) = pattern else { continue };
        found.push(Match { pattern, query, own, captures: named.collect() });
    }
}

/// The value that `#set!` gives `key` in a pattern; empty when it gives none but names the key.
pub(super) fn property<'query>(
    query: &'query Query,
    pattern: usize,
    key: &str,
) -> Option<&'query str> {
    let mut properties = query.property_settings(pattern).iter();
    let found = properties.find(|property| *property.key == *key)?;
    Some(found.value.as_deref().unwrap_or_default())
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
    /// A match of a pattern that says no more than the kind of a node.
    pub(super) fn plain(
        query: &'query Query,
        (pattern, capture): (usize, usize),
        node: Node<'tree>,
    ) -> Self {
        let name = query.capture_names().get(capture);
        let captures = name.map(|name| (*name, node)).into_iter().collect();
        Self { pattern, query, own: pattern, captures }
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
        property(self.query, self.own, key)
    }
}
