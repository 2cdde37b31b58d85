//! What stands around a node: where Go names hold, and which function a place stands in.

use std::sync::LazyLock;

use tree_sitter::Node;

use super::scope::{self, Kinds};
use crate::extract::syntax::text_of;

/// The named nodes of a tree, each with the one around it: the library's own `Node::parent` goes down from the
/// root every time.
#[derive(Debug, Default)]
pub(super) struct Around<'t> {
    /// In the order of the source, with the place of the node around.
    nodes: Vec<(Node<'t>, usize)>,
}

static BLOCKS: LazyLock<Kinds> = LazyLock::new(|| {
    Kinds::of(&["block", "expression_case", "default_case", "communication_case"])
});
static FUNCTIONS: LazyLock<Kinds> =
    LazyLock::new(|| Kinds::of(&["function_declaration", "method_declaration", "func_literal"]));

impl<'t> Around<'t> {
    /// Every node of the tree below `root`.
    pub(super) fn of(root: Node<'t>) -> Self {
        let mut nodes = Vec::new();
        // Places of the nodes that are open, outermost first.
        let mut open: Vec<usize> = Vec::new();
        let mut cursor = root.walk();
        loop {
            let node = cursor.node();
            if node.is_named() {
                nodes.push((node, open.last().copied().unwrap_or_default()));
            }
            let place = nodes.len().saturating_sub(1);
            if cursor.goto_first_child() {
                open.push(place);
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() || open.pop().is_none_or(|place| place == 0) {
                    return Self { nodes };
                }
            }
        }
    }

    /// Every node in the order of the source.
    pub(super) fn nodes(&self) -> impl Iterator<Item = Node<'t>> {
        self.nodes.iter().map(|(node, _)| *node)
    }

    fn place(&self, node: Node<'_>) -> Option<usize> {
        let start = node.start_byte();
        let first = self.nodes.partition_point(|(other, _)| other.start_byte() < start);
        let rest = self.nodes.get(first..)?.iter();
        let mut here = rest.take_while(|(other, _)| other.start_byte() == start);
        here.position(|(other, _)| other.id() == node.id()).map(|found| first + found)
    }

    /// The node around `node`.
    pub(super) fn parent(&self, node: Node<'t>) -> Option<Node<'t>> {
        self.ancestors(node).next()
    }

    /// Everything around a node, inside out.
    pub(super) fn ancestors(&self, node: Node<'t>) -> impl Iterator<Item = Node<'t>> {
        let mut place = self.place(node);
        // A file that only stands by has no table.
        let mut next = if place.is_none() { node.parent() } else { None };
        std::iter::from_fn(move || {
            if let Some(here) = place {
                let outer = self.nodes.get(here).filter(|_| here > 0)?.1;
                place = Some(outer);
                return self.nodes.get(outer).map(|(node, _)| *node);
            }
            let found = next?;
            next = found.parent();
            Some(found)
        })
    }

    /// The bytes in which a name declared by `declaration` holds: the rest of its block, or the whole file for
    /// a declaration outside functions.
    pub(super) fn rest_of_block(&self, declaration: Node<'t>) -> (u64, u64) {
        match self.ancestors(declaration).find(|node| BLOCKS.holds(*node)) {
            Some(block) => (declaration.end_byte() as u64, block.end_byte() as u64),
            None => self.whole_file(declaration),
        }
    }

    /// The bytes in which a value assigned by `statement` holds: the rest of the function.
    pub(super) fn rest_of_function(&self, statement: Node<'t>) -> (u64, u64) {
        match self.enclosing_function(statement) {
            Some(function) => (statement.end_byte() as u64, function.end_byte() as u64),
            None => self.whole_file(statement),
        }
    }

    /// From the end of a call to the end of the statement around it: in `a.Group("/x").Group("/y")` both begin
    /// at the same byte, and the second needs the first.
    pub(super) fn own_statement(&self, call: Node<'t>) -> (u64, u64) {
        let statement = self.ancestors(call).take_while(|node| !BLOCKS.holds(*node)).last();
        (call.end_byte() as u64, statement.unwrap_or(call).end_byte() as u64)
    }

    /// All bytes of the file that `node` stands in.
    pub(super) fn whole_file(&self, node: Node<'t>) -> (u64, u64) {
        let root = self.nodes.first().map(|(root, _)| *root);
        let root = root.or_else(|| self.ancestors(node).last()).unwrap_or(node);
        (0, root.end_byte() as u64)
    }

    /// The function declaration, method or literal around `node`.
    pub(super) fn enclosing_function(&self, node: Node<'t>) -> Option<Node<'t>> {
        self.ancestors(node).find(|outer| FUNCTIONS.holds(*outer))
    }

    /// Name of the innermost named function around `node`; empty outside functions.
    pub(super) fn function_around(&self, node: Node<'t>, text: &str) -> String {
        let mut functions = self.ancestors(node).filter(|outer| FUNCTIONS.holds(*outer));
        functions.find_map(|function| self.function_name(function, text)).unwrap_or_default()
    }

    /// The declared name of a function, or of the variable that a literal is assigned to.
    pub(super) fn function_name(&self, function: Node<'t>, text: &str) -> Option<String> {
        if let Some(name) = function.child_by_field_name("name") {
            return Some(text_of(name, text).to_owned());
        }
        let mut outer = self.ancestors(function);
        let holder = outer.next()?;
        let statement = if holder.kind() == "expression_list" { outer.next()? } else { holder };
        let names = match statement.kind() {
            "short_var_declaration" | "assignment_statement" => {
                statement.child_by_field_name("left")?
            }
            "var_spec" => statement.child_by_field_name("name")?,
            _ => return None,
        };
        let position = scope::position_among(function, holder);
        let name =
            if names.kind() == "expression_list" { names.named_child(position)? } else { names };
        (name.kind() == "identifier").then(|| text_of(name, text).to_owned())
    }

    /// The type whose method `node` stands in; empty outside methods.
    pub(super) fn receiver_type(&self, node: Node<'t>, text: &str) -> String {
        let method = self.ancestors(node).find(|outer| outer.kind() == "method_declaration");
        let list = method.and_then(|method| method.child_by_field_name("receiver"));
        let declared = list.and_then(|list| list.named_child(0)?.child_by_field_name("type"));
        let name = declared.map_or("", |node| text_of(node, text)).trim_start_matches('*');
        name.split('[').next().unwrap_or(name).trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_around_are_those_of_the_library() {
        let text = "package a\n\nfunc f(x int) {\n\tfoo.Bar(1, func() { a := b }).Baz(x)\n}\n\nvar c = 1\n";
        let mut parser = tree_sitter::Parser::new();
        let grammar = crate::language::by_id("go").unwrap().grammar.unwrap();
        parser.set_language(&grammar()).unwrap();
        let tree = parser.parse(text, None).unwrap();
        let around = Around::of(tree.root_node());
        assert!(around.nodes().count() > 30);
        for node in around.nodes() {
            assert_eq!(around.parent(node), node.parent(), "{node:?}");
            let own: Vec<_> = std::iter::successors(node.parent(), Node::parent).collect();
            assert_eq!(around.ancestors(node).collect::<Vec<_>>(), own, "{node:?}");
            assert_eq!(Around::default().ancestors(node).collect::<Vec<_>>(), own, "{node:?}");
        }
    }
}
