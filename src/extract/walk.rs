//! The patterns of several queries in one walk over a tree. Each is asked only of nodes with which it begins.

use std::ops::Range;

use tree_sitter::{Node, TreeCursor};

use super::captures::{self, Match};
use crate::language::{Asked, Finder};

/// What is asked of a tree.
#[derive(Debug, Clone)]
pub(super) struct Question<'q> {
    asked: &'q Asked,
    /// Levels below the root at which patterns begin at most.
    depth: u32,
    /// By pattern whether it counts; all do when empty.
    allowed: Vec<bool>,
    /// What stands between the braces of functions that nobody goes into, in the order of the source.
    closed: &'q [Range<usize>],
}

impl<'q> Question<'q> {
    /// Everything that a query asks.
    pub(super) fn all(asked: &'q Asked) -> Self {
        Self { asked, depth: asked.depth.unwrap_or(u32::MAX), allowed: Vec::new(), closed: &[] }
    }

    /// The same of some patterns.
    pub(super) fn only(self, allowed: &[bool]) -> Self {
        Self { allowed: allowed.to_vec(), ..self }
    }

    /// The same of nodes that stand at most so many levels below the root.
    pub(super) fn down_to(self, depth: u32) -> Self {
        Self { depth: self.depth.min(depth), ..self }
    }

    /// The same, but nothing in these bodies.
    pub(super) fn outside(self, closed: &'q [Range<usize>]) -> Self {
        Self { closed, ..self }
    }

    fn allows(&self, pattern: usize) -> bool {
        self.allowed.is_empty() || self.allowed.get(pattern).copied().unwrap_or_default()
    }
}

/// The matches of each query in the tree below `root`.
pub(super) fn matches<'query, 'tree>(
    questions: &[Question<'query>],
    root: Node<'tree>,
    text: &str,
) -> Vec<Vec<Match<'query, 'tree>>> {
    within(None, questions, root, text)
}

/// The matches of one query in the tree below `root`.
pub(super) fn of<'query, 'tree>(
    question: &Question<'query>,
    root: Node<'tree>,
    text: &str,
) -> Vec<Match<'query, 'tree>> {
    within(None, std::slice::from_ref(question), root, text).into_iter().flatten().collect()
}

/// Those of them that touch one of some ranges of bytes, which come in the order of the source.
pub(super) fn touching<'query, 'tree>(
    ranges: &[Range<usize>],
    question: &Question<'query>,
    root: Node<'tree>,
    text: &str,
) -> Vec<Match<'query, 'tree>> {
    let found = within(Some(ranges), std::slice::from_ref(question), root, text);
    found.into_iter().flatten().collect()
}

fn within<'query, 'tree>(
    ranges: Option<&[Range<usize>]>,
    questions: &[Question<'query>],
    root: Node<'tree>,
    text: &str,
) -> Vec<Vec<Match<'query, 'tree>>> {
    let mut walk = Walk::new(ranges, questions, (root, text));
    walk.all(root);
    for (question, found) in questions.iter().zip(&mut walk.found) {
        if question.asked.forms.is_none() {
            let all = captures::of_library(question.asked, question.depth, root, text);
            let touches = |one: &Match<'_, '_>| ranges.is_none_or(|ranges| one.touches(ranges));
            let inside = |one: &Match<'_, '_>| one.stands_in(question.closed);
            let counts =
                |one: &Match<'_, '_>| question.allows(one.pattern) && touches(one) && !inside(one);
            *found = all.into_iter().filter(counts).collect();
        }
    }
    walk.found
}

struct Walk<'a, 'query, 'tree> {
    ranges: Option<&'a [Range<usize>]>,
    finder: Finder<'a, 'tree>,
    questions: &'a [Question<'query>],
    /// Whether a pattern of any query begins with a node, by the number of its kind.
    begins: Vec<bool>,
    /// Levels below which no pattern begins.
    deepest: u32,
    closed: &'a [Range<usize>],
    found: Vec<Vec<Match<'query, 'tree>>>,
}

impl<'a, 'query, 'tree> Walk<'a, 'query, 'tree> {
    fn new(
        ranges: Option<&'a [Range<usize>]>,
        questions: &'a [Question<'query>],
        (root, text): (Node<'tree>, &'a str),
    ) -> Self {
        let mut begins = Vec::new();
        let known = || questions.iter().filter(|one| one.asked.forms.is_some());
        for forms in known().filter_map(|one| one.asked.forms.as_ref()) {
            begins.resize(forms.begins().count().max(begins.len()), false);
            for (known, here) in begins.iter_mut().zip(forms.begins()) {
                *known |= here;
            }
        }
        let deepest = known().map(|one| one.depth).max();
        Self {
            ranges,
            finder: Finder::new(root, text),
            questions,
            // Nobody walks where nothing is asked.
            deepest: deepest.unwrap_or(0),
            closed: questions.first().map(|one| one.closed).unwrap_or_default(),
            begins,
            found: questions.iter().map(|_| Vec::new()).collect(),
        }
    }

    fn all(&mut self, root: Node<'tree>) {
        let mut cursor = root.walk();
        let mut depth = 0_u32;
        loop {
            let reached = self.ranges.is_none_or(|ranges| touches(ranges, cursor.node()));
            if reached {
                self.visit(&cursor, depth);
            }
            let open = reached && depth < self.deepest && !is_body(self.closed, cursor.node());
            if open && cursor.goto_first_child() {
                depth += 1;
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return;
                }
                depth = depth.saturating_sub(1);
            }
        }
    }

    fn visit(&mut self, place: &TreeCursor<'tree>, depth: u32) {
        let kind = usize::from(place.node().kind_id());
        if !self.begins.get(kind).copied().unwrap_or_default() {
            return;
        }
        for (question, found) in self.questions.iter().zip(&mut self.found) {
            let forms = question.asked.forms.as_ref().filter(|_| depth <= question.depth);
            let Some(forms) = forms else { continue };
            self.finder.at(
                place,
                forms,
                |pattern| question.allows(pattern),
                |pattern, captured| {
                    found.push(Match::new(question.asked, pattern, captured));
                },
            );
        }
    }
}

/// Whether a node is the block, braces and all, around one of some bodies.
fn is_body(bodies: &[Range<usize>], node: Node<'_>) -> bool {
    if bodies.is_empty() {
        return false;
    }
    let (start, end) = (node.start_byte(), node.end_byte());
    let next = bodies.partition_point(|body| body.start <= start);
    bodies.get(next).is_some_and(|body| body.start == start + 1 && body.end + 1 == end)
}

/// Whether a node and one of some ranges have bytes in common.
fn touches(ranges: &[Range<usize>], node: Node<'_>) -> bool {
    let (start, end) = (node.start_byte(), node.end_byte());
    let next = ranges.partition_point(|range| range.end <= start);
    ranges.get(next).is_some_and(|range| range.start < end)
}
