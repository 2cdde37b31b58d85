//! What names of a Go file stand for without running it: the expressions that variables were made from, and
//! the types of parameters.

use std::{collections::BTreeMap, ops::Range, sync::LazyLock};

use tree_sitter::{Node, Tree};

use super::{
    around::Around,
    scope::{self, Kinds},
};
use crate::extract::syntax::{self, text_of};

/// Names of the file with the expression or type that they have.
#[derive(Default)]
pub(super) struct Values<'t> {
    bindings: Vec<Binding<'t>>,
    typed: Vec<Typed<'t>>,
    /// Names of imported packages.
    pub(super) packages: Vec<String>,
    /// What names of a loop stand for while one of its rounds is read.
    pub(super) round: Vec<(String, Node<'t>)>,
    pub(super) around: Around<'t>,
    /// Places of the bindings and the types of a name.
    places: BTreeMap<String, (Vec<usize>, Vec<usize>)>,
}

/// A name and what it was made from.
pub(super) struct Binding<'t> {
    pub(super) name: String,
    pub(super) scope: (u64, u64),
    pub(super) value: Node<'t>,
    /// Declared, not assigned again: its value is the name's only one.
    pub(super) declared: bool,
    /// The value is what is walked: the name is one item of it.
    pub(super) ranged: bool,
    /// The name is the key of the item.
    pub(super) key: bool,
}

/// A name with a written type: a parameter, a receiver, a variable.
pub(super) struct Typed<'t> {
    scope: (u64, u64),
    /// The whole declaration: `r fiber.Router`.
    pub(super) declaration: Node<'t>,
}

/// Nodes that give names values or types.
pub(super) const NAMING: [&str; 9] = [
    "function_declaration",
    "parameter_declaration",
    "variadic_parameter_declaration",
    "range_clause",
    "short_var_declaration",
    "assignment_statement",
    "var_spec",
    "const_spec",
    "keyed_element",
];

static NAMING_KINDS: LazyLock<Kinds> = LazyLock::new(|| Kinds::of(&NAMING));

impl<'t> Values<'t> {
    /// Every constant, variable, parameter and function among the nodes of a file.
    pub(super) fn of(
        nodes: &[Node<'t>],
        around: Around<'t>,
        text: &str,
        packages: Vec<String>,
    ) -> Self {
        let mut values = Self { packages, around, ..Self::default() };
        for node in nodes {
            values.take(*node, text);
        }
        values
    }

    /// Only what is declared outside functions, whose bodies may have a tree of their own.
    pub(super) fn outside(
        (tree, bodies): (&'t Tree, Option<&'t Tree>),
        names: &[Range<usize>],
        text: &str,
    ) -> Self {
        let mut values = Self::default();
        let root = tree.root_node();
        let end = root.end_byte() as u64;
        // A function that the tree lacks is still no text; the file stands for it.
        for name in names.iter().filter_map(|name| text.get(name.clone())) {
            let (name, scope, value) = (name.to_owned(), (0, end), root);
            values.bind(Binding { name, scope, value, declared: true, ranged: false, key: false });
        }
        let mut cursor = root.walk();
        let children: Vec<_> = root.children(&mut cursor).collect();
        let functions = bodies.map(Tree::root_node).into_iter();
        let functions = functions.flat_map(|root| syntax::children(root));
        // The later one of the same function counts.
        for node in children.into_iter().chain(functions) {
            match node.kind() {
                "function_declaration" => values.function(node, (0, end), text),
                "const_declaration" | "var_declaration" => {
                    scope::preorder_of(node, &NAMING_KINDS, |inner| values.take(inner, text));
                }
                _ => {}
            }
        }
        values
    }

    fn take(&mut self, node: Node<'t>, text: &str) {
        match node.kind() {
            "function_declaration" => self.function(node, self.around.whole_file(node), text),
            "parameter_declaration" | "variadic_parameter_declaration" => {
                self.parameter(node, text);
            }
            "range_clause" => self.ranged(node, text),
            _ => self.pairs(node, text),
        }
        if node.kind() == "var_spec" {
            self.typed(node, self.around.rest_of_block(node), text);
        }
    }

    fn function(&mut self, node: Node<'t>, scope: (u64, u64), text: &str) {
        if let Some(name) = node.child_by_field_name("name") {
            let name = text_of(name, text).to_owned();
            let (ranged, key) = (false, false);
            self.bind(Binding { name, scope, value: node, declared: true, ranged, key });
        }
    }

    fn bind(&mut self, binding: Binding<'t>) {
        self.places.entry(binding.name.clone()).or_default().0.push(self.bindings.len());
        self.bindings.push(binding);
    }

    fn pairs(&mut self, node: Node<'t>, text: &str) {
        let pairs = pairs(node);
        if pairs.is_empty() {
            return;
        }
        let scope = match node.kind() {
            "assignment_statement" => self.around.rest_of_function(node),
            _ => self.around.rest_of_block(node),
        };
        let declared = node.kind() != "assignment_statement";
        for (name, value) in pairs {
            if name.kind() == "identifier" {
                let name = text_of(name, text).to_owned();
                self.bind(Binding { name, scope, value, declared, ranged: false, key: false });
            }
        }
    }

    fn parameter(&mut self, node: Node<'t>, text: &str) {
        let function = self.around.ancestors(node).nth(1);
        let Some(body) = function.and_then(|function| function.child_by_field_name("body")) else {
            return;
        };
        self.typed(node, (body.start_byte() as u64, body.end_byte() as u64), text);
    }

    fn typed(&mut self, declaration: Node<'t>, scope: (u64, u64), text: &str) {
        if declaration.child_by_field_name("type").is_none() {
            return;
        }
        let mut cursor = declaration.walk();
        let names = declaration.children_by_field_name("name", &mut cursor);
        for name in names.filter(|name| name.kind() == "identifier") {
            let name = text_of(name, text).to_owned();
            self.places.entry(name).or_default().1.push(self.typed.len());
            self.typed.push(Typed { scope, declaration });
        }
    }

    /// `for _, item := range items`: the last name is an item.
    fn ranged(&mut self, clause: Node<'t>, text: &str) {
        let names = children_of(clause.child_by_field_name("left"));
        let body = self.around.parent(clause).and_then(|outer| outer.child_by_field_name("body"));
        let value = clause.child_by_field_name("right");
        let (Some(body), Some(value)) = (body, value) else { return };
        let scope = (body.start_byte() as u64, body.end_byte() as u64);
        for (position, name) in names.iter().enumerate() {
            let (name, key) = (text_of(*name, text).to_owned(), position == 0);
            self.bind(Binding { name, scope, value, declared: true, ranged: true, key });
        }
    }

    /// What the name `name` was made from, as seen at `offset`.
    pub(super) fn value_of(&self, name: &str, offset: u64) -> Option<Node<'t>> {
        self.visible(name, offset).filter(|binding| !binding.ranged).map(|binding| binding.value)
    }

    /// The innermost binding of a name at a place.
    pub(super) fn visible(&self, name: &str, offset: u64) -> Option<&Binding<'t>> {
        let (bindings, _) = self.places.get(name)?;
        let bindings = bindings.iter().filter_map(|place| self.bindings.get(*place));
        let holds = |binding: &&Binding<'t>| binding.scope.0 <= offset && offset < binding.scope.1;
        let found = bindings.filter(holds).max_by_key(|binding| binding.scope.0)?;
        // A parameter of the same name hides what stands further out.
        let hidden = self.type_of(name, offset).is_some_and(|typed| typed.scope.0 > found.scope.0);
        (!hidden).then_some(found)
    }

    /// The bindings that `fits` chooses.
    pub(super) fn bindings_of<'s>(
        &'s self,
        fits: impl Fn(&&Binding<'t>) -> bool + 's,
    ) -> impl Iterator<Item = &'s Binding<'t>> {
        self.bindings.iter().filter(fits)
    }

    /// The innermost declaration with a type of a name at a place.
    pub(super) fn type_of(&self, name: &str, offset: u64) -> Option<&Typed<'t>> {
        let (_, typed) = self.places.get(name)?;
        let typed = typed.iter().filter_map(|place| self.typed.get(*place));
        let holds = |typed: &&Typed<'t>| typed.scope.0 <= offset && offset < typed.scope.1;
        typed.filter(holds).max_by_key(|typed| typed.scope.0)
    }

    /// Whether a variable is given another value after its declaration.
    pub(super) fn changes(&self, binding: &Binding<'t>) -> bool {
        let same = self.places.get(&binding.name).into_iter().flat_map(|(same, _)| same);
        same.filter_map(|place| self.bindings.get(*place)).any(|other| {
            !other.declared && binding.scope.0 <= other.scope.0 && other.scope.1 <= binding.scope.1
        })
    }
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

/// The expressions of a list, or the one expression.
pub(super) fn children_of(node: Option<Node<'_>>) -> Vec<Node<'_>> {
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

/// The values in the braces of a literal, with their keys where they have any: `[]string{a, b}`.
pub(super) fn items<'t>(literal: Node<'t>) -> Vec<Node<'t>> {
    let body = literal.child_by_field_name("body");
    let Some(body) = body.filter(|_| literal.kind() == "composite_literal") else {
        return Vec::new();
    };
    let mut cursor = body.walk();
    let elements = body.named_children(&mut cursor);
    let value = |element: Node<'t>| match element.kind() {
        "literal_element" => element.named_child(0),
        "keyed_element" => Some(element),
        _ => None,
    };
    elements.filter_map(value).collect()
}
