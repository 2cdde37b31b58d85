//! Expressions that may be commands, followed as far as one file goes. How a language writes names, members
//! and calls is a row of the table here.

use std::collections::BTreeMap;

use tree_sitter::Node;

use crate::{
    extract::{captures::Match, syntax},
    model::{CommandRef, FileFacts, Name},
};

/// How a language writes what is followed.
#[derive(Debug)]
pub(super) struct Shape {
    language: &'static str,
    /// Names.
    names: &'static [&'static str],
    /// A member of something, and the field of the grammar that holds the thing.
    member: (&'static str, &'static str),
    /// Nodes whose only child is what they stand for.
    wrappers: &'static [&'static str],
    /// Nodes that list what they stand for.
    lists: &'static [&'static str],
    /// A function that gives its arguments as one list.
    joins: &'static str,
    /// A method of a value gives the value back (a builder).
    chains: bool,
}

const SHAPES: [Shape; 2] = [
    Shape {
        language: "go",
        names: &["identifier"],
        member: ("selector_expression", "operand"),
        wrappers: &[
            "unary_expression",
            "parenthesized_expression",
            "literal_element",
            "variadic_argument",
        ],
        lists: &["composite_literal", "literal_value", "expression_list", "argument_list"],
        joins: "append",
        chains: false,
    },
    Shape {
        language: "rust",
        names: &["identifier", "scoped_identifier", "type_identifier", "scoped_type_identifier"],
        member: ("field_expression", "value"),
        wrappers: &[
            "reference_expression",
            "parenthesized_expression",
            "try_expression",
            "generic_type",
            "type_arguments",
        ],
        lists: &["array_expression", "arguments"],
        joins: "",
        chains: true,
    },
];

pub(super) fn shape_of(language: &str) -> Option<&'static Shape> {
    SHAPES.iter().find(|shape| shape.language == language)
}

/// What one file knows of its expressions.
#[derive(Debug)]
pub(super) struct Expressions<'a, 't> {
    text: &'a str,
    shape: &'static Shape,
    /// Functions as (first line, last line, name), outermost first.
    functions: Vec<(u32, u32, Name)>,
    /// Places of commands by the node's id.
    commands: BTreeMap<usize, u32>,
    /// Position of a parameter by function and name, and whether it takes all that follow.
    parameters: BTreeMap<(String, &'a str), (u32, bool)>,
    root: std::marker::PhantomData<Node<'t>>,
}

impl<'a, 't> Expressions<'a, 't> {
    pub(super) fn new(text: &'a str, shape: &'static Shape, facts: &FileFacts) -> Self {
        let mut functions: Vec<(u32, u32, Name)> =
            facts.functions.iter().map(|one| (one.at.line, one.at.end_line, one.name)).collect();
        functions.sort();
        let (commands, parameters) = (BTreeMap::new(), BTreeMap::new());
        Self { text, shape, functions, commands, parameters, root: std::marker::PhantomData }
    }

    /// Learns the parameters that may be commands.
    pub(super) fn parameters(&mut self, matches: &[Match<'_, 't>]) {
        for found in matches {
            let (Some(whole), Some(name)) = (found.node("parameter"), found.node("parameter.name"))
            else {
                continue;
            };
            // A closure's parameter is nobody's to hand in by name.
            let function = whole.parent().and_then(|list| list.parent());
            let is_named = function.is_some_and(|one| one.child_by_field_name("name").is_some());
            let Some(position) = position(whole, name).filter(|_| is_named) else { continue };
            let key = (self.function_at(name), syntax::text_of(name, self.text));
            self.parameters.insert(key, (position, found.property("rest").is_some()));
        }
    }

    /// Remembers that a node is a command.
    pub(super) fn learn(&mut self, node: Node<'t>, place: u32) {
        self.commands.insert(node.id(), place);
    }

    /// Name of the innermost function around a node; empty for none.
    pub(super) fn function_at(&self, node: Node<'_>) -> String {
        let line = syntax::line_of(node);
        let around =
            self.functions.iter().filter(|(first, last, _)| (*first..=*last).contains(&line));
        around
            .max_by_key(|(first, ..)| *first)
            .map_or_else(String::new, |(.., name)| name.to_string())
    }

    /// Whether an expression is a name or a member: something that other code can find.
    pub(super) fn is_named(&self, node: Node<'_>) -> bool {
        self.shape.names.contains(&node.kind()) || node.kind() == self.shape.member.0
    }

    /// The commands that an expression may stand for.
    pub(super) fn refs(&self, node: Node<'t>) -> Vec<CommandRef> {
        if let Some(place) = self.commands.get(&node.id()) {
            return vec![CommandRef::Here(*place)];
        }
        let kind = node.kind();
        if self.shape.wrappers.contains(&kind) {
            let last = syntax::children(node).pop();
            return last.map_or_else(Vec::new, |inner| self.refs(inner));
        }
        if self.shape.lists.contains(&kind) {
            let inside = syntax::children(node.child_by_field_name("body").unwrap_or(node));
            return inside.into_iter().flat_map(|inner| self.refs(inner)).collect();
        }
        if self.is_named(node) {
            return vec![self.named(node)];
        }
        match node.child_by_field_name("function") {
            Some(function) => self.result(function),
            None => Vec::new(),
        }
    }

    fn named(&self, node: Node<'t>) -> CommandRef {
        let name = syntax::text_of(node, self.text);
        let function = self.function_at(node);
        match self.parameters.get(&(function.clone(), name)) {
            Some((position, false)) => CommandRef::Parameter(function, *position),
            Some((position, true)) => CommandRef::Rest(function, *position),
            None => CommandRef::Name(name.to_owned(), function),
        }
    }

    /// What a call of `function` gives: the value that a builder's method was called on, else its result.
    fn result(&self, function: Node<'t>) -> Vec<CommandRef> {
        let (member, object) = self.shape.member;
        let receiver = node_field(function, object).filter(|_| function.kind() == member);
        let below = receiver.map_or_else(Vec::new, |receiver| self.refs(receiver));
        let built = below.iter().any(|one| matches!(one, CommandRef::Here(_)));
        if built || (self.shape.chains && receiver.is_some()) {
            return below;
        }
        let name = syntax::text_of(function, self.text).to_owned();
        let call = function.parent().filter(|_| name == self.shape.joins);
        if let Some(list) = call.and_then(|call| call.child_by_field_name("arguments")) {
            return syntax::children(list).into_iter().flat_map(|one| self.refs(one)).collect();
        }
        vec![CommandRef::Result(name, self.function_at(function))]
    }
}

fn node_field<'t>(node: Node<'t>, field: &str) -> Option<Node<'t>> {
    node.child_by_field_name(field)
}

/// Position of the name of a parameter in the list of its function; several may share a type.
fn position(parameter: Node<'_>, name: Node<'_>) -> Option<u32> {
    let mut position = 0_u32;
    for other in syntax::children(parameter.parent()?) {
        let mut cursor = other.walk();
        let names: Vec<_> =
            other.children_by_field_name("name", &mut cursor).filter(Node::is_named).collect();
        if let Some(index) = names.iter().position(|found| *found == name) {
            return Some(position + u32::try_from(index).ok()?);
        }
        if other == parameter {
            return Some(position);
        }
        position += u32::try_from(names.len().max(1)).ok()?;
    }
    None
}
