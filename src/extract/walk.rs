//! Several queries in one walk over a tree. Each is asked only of nodes with which one of its patterns begins.

use tree_sitter::{Node, QueryCursor};

use super::{
    captures,
    captures::{Match, collect},
};
use crate::language::{Asked, Roots, Siblings};

/// The matches of each query in the tree below `root`.
pub(super) fn matches<'query, 'tree>(
    asked: &[&'query Asked],
    root: Node<'tree>,
    text: &str,
) -> Vec<Vec<Match<'query, 'tree>>> {
    let mut walk = Walk::new(asked, text);
    walk.all(root);
    for (place, one) in asked.iter().enumerate().filter(|(_, one)| one.roots.is_none()) {
        if let Some(found) = walk.found.get_mut(place) {
            *found = captures::down_to(one.depth, &one.query, root, text);
        }
    }
    walk.found
}

struct Walk<'a, 'query, 'tree> {
    text: &'a str,
    cursor: QueryCursor,
    queries: Vec<(usize, &'query Asked, &'query Roots)>,
    /// Whether a pattern of any query begins with a node, by the number of its kind.
    begins: Vec<bool>,
    /// Levels below which no pattern begins.
    deepest: u32,
    /// The nodes around the one that the walk has reached.
    around: Vec<Around<'tree>>,
    found: Vec<Vec<Match<'query, 'tree>>>,
}

/// A node whose children are walked.
struct Around<'tree> {
    node: Node<'tree>,
    /// Queries whose patterns of several siblings have been asked of it: a bit for each.
    asked: u32,
}

impl<'a, 'query, 'tree> Walk<'a, 'query, 'tree> {
    fn new(asked: &[&'query Asked], text: &'a str) -> Self {
        let known = asked.iter().enumerate();
        let queries: Vec<_> =
            known.filter_map(|(place, one)| Some((place, *one, one.roots.as_ref()?))).collect();
        let mut begins = Vec::new();
        for (_, _, roots) in &queries {
            begins.resize(roots.begins().count().max(begins.len()), false);
            for (known, here) in begins.iter_mut().zip(roots.begins()) {
                *known |= here;
            }
        }
        let depths = queries.iter().map(|(_, one, _)| one.depth.unwrap_or(u32::MAX));
        Self {
            text,
            cursor: QueryCursor::new(),
            begins,
            deepest: depths.max().unwrap_or(0),
            queries,
            around: Vec::new(),
            found: asked.iter().map(|_| Vec::new()).collect(),
        }
    }

    fn all(&mut self, root: Node<'tree>) {
        if self.queries.is_empty() {
            return;
        }
        let mut cursor = root.walk();
        let mut depth = 0_u32;
        loop {
            let node = cursor.node();
            if self.begins.get(usize::from(node.kind_id())).copied().unwrap_or_default() {
                self.visit(node, depth);
            }
            if depth < self.deepest && cursor.goto_first_child() {
                self.around.push(Around { node, asked: 0 });
                depth += 1;
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return;
                }
                self.around.pop();
                depth = depth.saturating_sub(1);
            }
        }
    }

    fn visit(&mut self, node: Node<'tree>, depth: u32) {
        for (place, one, roots) in &self.queries {
            let start = roots.start(node.kind_id());
            let reached = depth <= one.depth.unwrap_or(u32::MAX);
            let (Some(start), true) = (start, reached) else { continue };
            let Some(found) = self.found.get_mut(*place) else { continue };
            if start.asked {
                self.cursor.set_max_start_depth(Some(0));
                collect(&mut self.cursor, (&one.query, None), node, self.text, found);
            } else {
                let plain = start.plain.iter();
                found.extend(plain.map(|pattern| Match::plain(&one.query, *pattern, node)));
            }
            let around = self.around.last_mut().filter(|around| around.asked & (1 << place) == 0);
            if let (true, Some(around), Some(siblings)) = (start.sibling, around, &roots.siblings) {
                around.asked |= 1 << place;
                let Siblings { query, patterns } = siblings;
                self.cursor.set_max_start_depth(Some(1));
                collect(&mut self.cursor, (query, Some(patterns)), around.node, self.text, found);
            }
        }
    }
}
