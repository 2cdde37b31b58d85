//! Values that are known without running the program: strings folded from the constants of the file, and the
//! expressions that variables were made from.

use tree_sitter::{Node, Tree};

use super::scope;
use crate::extract::syntax::text_of;

/// Names of the file with the expression they stand for.
pub(super) struct Values<'t> {
    bindings: Vec<Binding<'t>>,
}

/// A name and what it was made from.
struct Binding<'t> {
    name: String,
    scope: (u64, u64),
    value: Node<'t>,
    /// Declared, not assigned again: its value is the name's only one.
    declared: bool,
}

impl<'t> Values<'t> {
    /// Every constant, variable and function of the file.
    pub(super) fn of(tree: &'t Tree, text: &str) -> Self {
        let mut bindings = Vec::new();
        scope::preorder(tree.root_node(), |node| {
            if node.kind() == "function_declaration" {
                if let Some(name) = node.child_by_field_name("name") {
                    let name = text_of(name, text).to_owned();
                    bindings.push(Binding {
                        name,
                        scope: scope::whole_file(node),
                        value: node,
                        declared: true,
                    });
                }
                return;
            }
            let pairs = pairs(node);
            if pairs.is_empty() {
                return;
            }
            // Looking for the block around a node walks down from the root: not for every node.
            let range = match node.kind() {
                "assignment_statement" => scope::rest_of_function(node),
                _ => scope::rest_of_block(node),
            };
            let declared = node.kind() != "assignment_statement";
            for (name, value) in pairs {
                if name.kind() == "identifier" {
                    let name = text_of(name, text).to_owned();
                    bindings.push(Binding { name, scope: range, value, declared });
                }
            }
        });
        Self { bindings }
    }

    /// What the name `name` was made from, as seen at `offset`.
    pub(super) fn value_of(&self, name: &str, offset: u64) -> Option<Node<'t>> {
        self.visible(name, offset).map(|binding| binding.value)
    }

    fn visible(&self, name: &str, offset: u64) -> Option<&Binding<'t>> {
        let holds = |binding: &&Binding<'t>| {
            binding.name == name && binding.scope.0 <= offset && offset < binding.scope.1
        };
        self.bindings.iter().filter(holds).max_by_key(|binding| binding.scope.0)
    }

    /// The string that `node` is, when it is known: literals, constants and their sums.
    pub(super) fn string(&self, node: Node<'_>, text: &str) -> Option<String> {
        self.fold(node, text, 0)
    }

    fn fold(&self, node: Node<'_>, text: &str, depth: u32) -> Option<String> {
        // Constants cannot refer to themselves; broken code can.
        if depth > 16 {
            return None;
        }
        match node.kind() {
            "interpreted_string_literal" => Some(unescape(text_of(node, text).trim_matches('"'))),
            "raw_string_literal" => Some(text_of(node, text).trim_matches('`').to_owned()),
            "parenthesized_expression" => self.fold(node.named_child(0)?, text, depth + 1),
            "binary_expression" => {
                let operator = node.child_by_field_name("operator")?;
                let left = self.fold(node.child_by_field_name("left")?, text, depth + 1)?;
                let right = self.fold(node.child_by_field_name("right")?, text, depth + 1)?;
                (text_of(operator, text) == "+").then(|| left + &right)
            }
            "identifier" => {
                let offset = node.start_byte() as u64;
                let binding = self.visible(text_of(node, text), offset)?;
                let changed = self.bindings.iter().any(|other| {
                    !other.declared
                        && other.name == binding.name
                        && other.scope.1 <= binding.scope.1
                });
                if changed { None } else { self.fold(binding.value, text, depth + 1) }
            }
            "selector_expression" => method_constant(text_of(node, text)).map(str::to_owned),
            // `string(x)` and named string types.
            "type_conversion_expression" => {
                self.fold(node.child_by_field_name("operand")?, text, depth + 1)
            }
            _ => None,
        }
    }
}

/// The method that a constant of `net/http` or of a framework stands for (`http.MethodGet`).
fn method_constant(selector: &str) -> Option<&'static str> {
    const METHODS: [&str; 9] =
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE"];
    let (_, constant) = selector.rsplit_once('.')?;
    let name = constant.strip_prefix("Method").unwrap_or(constant);
    METHODS.into_iter().find(|method| method.eq_ignore_ascii_case(name))
}

/// `(name, value)` for every name that a declaration or assignment gives a value of its own.
pub(super) fn pairs(node: Node<'_>) -> Vec<(Node<'_>, Node<'_>)> {
    let (names, values) = match node.kind() {
        "short_var_declaration" | "assignment_statement" => {
            (children_of(node.child_by_field_name("left")), node.child_by_field_name("right"))
        }
        "var_spec" | "const_spec" => {
            let mut cursor = node.walk();
            let names = node.children_by_field_name("name", &mut cursor).filter(Node::is_named);
            (names.collect(), node.child_by_field_name("value"))
        }
        "keyed_element" => {
            let inner = |position| node.named_child(position).and_then(|part| part.named_child(0));
            let key = node.child_by_field_name("key").and_then(|key| key.named_child(0));
            let value = node.child_by_field_name("value").and_then(|value| value.named_child(0));
            return key.or_else(|| inner(0)).zip(value.or_else(|| inner(1))).into_iter().collect();
        }
        _ => return Vec::new(),
    };
    names.into_iter().zip(children_of(values)).collect()
}

fn children_of(node: Option<Node<'_>>) -> Vec<Node<'_>> {
    let Some(node) = node else { return Vec::new() };
    if node.kind() != "expression_list" {
        return vec![node];
    }
    let mut cursor = node.walk();
    node.named_children(&mut cursor).filter(|child| child.kind() != "comment").collect()
}

/// The arguments of a call, comments left out.
pub(super) fn arguments(list: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = list.walk();
    list.named_children(&mut cursor).filter(|child| child.kind() != "comment").collect()
}

/// Only what occurs in paths: escaped quotes and backslashes.
fn unescape(text: &str) -> String {
    text.replace("\\\"", "\"").replace("\\\\", "\\")
}
