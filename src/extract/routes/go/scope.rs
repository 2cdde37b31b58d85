//! Where Go names hold, and which function a place stands in.

use tree_sitter::Node;

use crate::{extract::syntax::text_of, language};

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
pub(super) struct Kinds(Vec<bool>);

impl Kinds {
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

    fn holds(&self, node: Node<'_>) -> bool {
        self.0.get(usize::from(node.kind_id())).copied().unwrap_or_default()
    }
}

/// The node and everything around it, inside out.
pub(super) fn ancestors(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    std::iter::successors(node.parent(), Node::parent)
}

const BLOCKS: [&str; 4] = ["block", "expression_case", "default_case", "communication_case"];
const FUNCTIONS: [&str; 3] = ["function_declaration", "method_declaration", "func_literal"];

/// The bytes in which a name declared by `declaration` holds: the rest of its block, or the whole file for
/// a declaration outside functions.
pub(super) fn rest_of_block(declaration: Node<'_>) -> (u64, u64) {
    match ancestors(declaration).find(|node| BLOCKS.contains(&node.kind())) {
        Some(block) => (declaration.end_byte() as u64, block.end_byte() as u64),
        None => whole_file(declaration),
    }
}

/// The bytes in which a value assigned by `statement` holds: the rest of the function.
pub(super) fn rest_of_function(statement: Node<'_>) -> (u64, u64) {
    match enclosing_function(statement) {
        Some(function) => (statement.end_byte() as u64, function.end_byte() as u64),
        None => whole_file(statement),
    }
}

/// From the end of a call to the end of the statement around it: in `a.Group("/x").Group("/y")` both begin at
/// the same byte, and the second needs the first.
pub(super) fn own_statement(call: Node<'_>) -> (u64, u64) {
    let statement = ancestors(call).take_while(|node| !BLOCKS.contains(&node.kind())).last();
    (call.end_byte() as u64, statement.unwrap_or(call).end_byte() as u64)
}

/// All bytes of the file that `node` stands in.
pub(super) fn whole_file(node: Node<'_>) -> (u64, u64) {
    let root = ancestors(node).last().unwrap_or(node);
    (0, root.end_byte() as u64)
}

/// The function declaration, method or literal around `node`.
pub(super) fn enclosing_function(node: Node<'_>) -> Option<Node<'_>> {
    ancestors(node).find(|outer| FUNCTIONS.contains(&outer.kind()))
}

/// Name of the innermost named function around `node`; empty outside functions.
pub(super) fn function_around(node: Node<'_>, text: &str) -> String {
    let mut functions = ancestors(node).filter(|outer| FUNCTIONS.contains(&outer.kind()));
    functions.find_map(|function| function_name(function, text)).unwrap_or_default()
}

/// The declared name of a function, or of the variable that a literal is assigned to.
pub(super) fn function_name(function: Node<'_>, text: &str) -> Option<String> {
    if let Some(name) = function.child_by_field_name("name") {
        return Some(text_of(name, text).to_owned());
    }
    let holder = ancestors(function).next()?;
    let statement = if holder.kind() == "expression_list" { holder.parent()? } else { holder };
    let names = match statement.kind() {
        "short_var_declaration" | "assignment_statement" => {
            statement.child_by_field_name("left")?
        }
        "var_spec" => statement.child_by_field_name("name")?,
        _ => return None,
    };
    let position = position_among(function, holder);
    let name = if names.kind() == "expression_list" { names.named_child(position)? } else { names };
    (name.kind() == "identifier").then(|| text_of(name, text).to_owned())
}

/// The type whose method `node` stands in; empty outside methods.
pub(super) fn receiver_type(node: Node<'_>, text: &str) -> String {
    let method = ancestors(node).find(|outer| outer.kind() == "method_declaration");
    let list = method.and_then(|method| method.child_by_field_name("receiver"));
    let declared = list.and_then(|list| list.named_child(0)?.child_by_field_name("type"));
    let name = declared.map_or("", |node| text_of(node, text)).trim_start_matches('*');
    name.split('[').next().unwrap_or(name).trim().to_owned()
}

/// The number of `child` among the named children of `parent`.
pub(super) fn position_among(child: Node<'_>, parent: Node<'_>) -> u32 {
    let mut cursor = parent.walk();
    let position = parent.named_children(&mut cursor).position(|node| node == child);
    position.and_then(|found| u32::try_from(found).ok()).unwrap_or(0)
}
