//! Walking through nodes of Go.

use tree_sitter::Node;

use crate::language;

/// Calls `visit` for `root` and everything below it in the order of the source.
pub(in crate::extract::routes) fn preorder<'t>(root: Node<'t>, mut visit: impl FnMut(Node<'t>)) {
    let mut cursor = root.walk();
    loop {
        visit(cursor.node());
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() || cursor.node() == root {
                return;
            }
        }
    }
}

/// The same for nodes of some kinds only.
pub(super) fn preorder_of<'t>(root: Node<'t>, kinds: &Kinds, mut visit: impl FnMut(Node<'t>)) {
    preorder(root, |node| {
        if kinds.holds(node) {
            visit(node);
        }
    });
}

/// Kinds of nodes by their numbers in the grammar: comparing names takes longer than walking.
#[derive(Debug)]
pub(super) struct Kinds(Vec<bool>);

impl Kinds {
    /// Whether a node is of one of the kinds.
    pub(super) fn holds(&self, node: Node<'_>) -> bool {
        self.0.get(usize::from(node.kind_id())).copied().unwrap_or_default()
    }

    /// The kinds with these names in the grammar of Go.
    pub(super) fn of(names: &[&str]) -> Self {
        let Some(grammar) = language::by_id("go").and_then(|row| row.grammar) else {
            return Self(Vec::new());
        };
        let grammar = grammar();
        let count = u16::try_from(grammar.node_kind_count()).unwrap_or(u16::MAX);
        let known = |id| grammar.node_kind_for_id(id).is_some_and(|name| names.contains(&name));
        Self((0..count).map(known).collect())
    }
}

/// The number of `child` among the named children of `parent`.
pub(super) fn position_among(child: Node<'_>, parent: Node<'_>) -> u32 {
    let mut cursor = parent.walk();
    let position = parent.named_children(&mut cursor).position(|node| node == child);
    position.and_then(|found| u32::try_from(found).ok()).unwrap_or(0)
}
