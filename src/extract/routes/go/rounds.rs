//! Registrations in a loop over a list that the file writes out: each item is one round of the loop.

use tree_sitter::Node;

use super::{
    File, Found,
    around::Around,
    routers::inner_expression,
    scope,
    texts::only_return,
    values::{self, Binding, Values},
};
use crate::extract::syntax::text_of;

/// More rounds than this are data, not a table of routes.
const MOST: usize = 256;

/// What the names of a loop stand for in one round.
type Round<'t> = Vec<(String, Node<'t>)>;

impl<'t> File<'_, '_, 't> {
    /// The rounds of the loop that the arguments of a registration take names from; none outside of loops.
    pub(super) fn rounds(&self, found: &Found<'_, 't>) -> Vec<Round<'t>> {
        let Some(arguments) = found.part("arguments") else { return Vec::new() };
        let mut walked: Option<&Binding<'t>> = None;
        scope::preorder(arguments, |node| {
            if node.kind() == "identifier" && walked.is_none() {
                let binding = self.values.visible(self.text(node), node.start_byte() as u64);
                walked = binding.filter(|binding| binding.ranged);
            }
        });
        let Some(walked) = walked else { return Vec::new() };
        let items = self.walked_items(walked.value);
        if items.len() > MOST {
            return Vec::new();
        }
        let names = self.values.of_loop(walked);
        let round = |item: &Node<'t>| -> Round<'t> {
            let keyed = item.kind() == "keyed_element";
            let one = names.iter().filter_map(|(name, key)| {
                let node = match (keyed, *key) {
                    (true, true) => values::pairs(*item).first().map(|(key, _)| *key),
                    (true, false) => values::pairs(*item).first().map(|(_, value)| *value),
                    (false, false) => Some(*item),
                    (false, true) => None,
                };
                Some((name.clone(), node?))
            });
            one.collect()
        };
        items.iter().map(round).collect()
    }

    /// The items of a list: a literal, a variable that holds one, a function that returns one.
    fn walked_items(&self, list: Node<'t>) -> Vec<Node<'t>> {
        let list = inner_expression(list);
        let function =
            list.child_by_field_name("function").filter(|_| list.kind() == "call_expression");
        let name = function.filter(|function| function.kind() == "identifier");
        let returned = name.and_then(|name| {
            only_return(self.values.value_of(self.text(name), name.start_byte() as u64)?)
        });
        self.items_of(returned.unwrap_or(list))
    }
}

impl<'t> Values<'t> {
    /// The names of the loop that a binding belongs to, and which of them is the key.
    fn of_loop(&self, one: &Binding<'t>) -> Vec<(String, bool)> {
        let same = |other: &&Binding<'t>| other.ranged && other.scope == one.scope;
        self.bindings_of(same).map(|binding| (binding.name.clone(), binding.key)).collect()
    }

    /// What an expression stands for in the round that is read: the item, or one of its fields.
    pub(super) fn in_round(&self, node: Node<'_>, text: &str) -> Option<Node<'t>> {
        let value =
            |name: &str| self.round.iter().find(|(one, _)| one == name).map(|(_, node)| *node);
        match node.kind() {
            "identifier" => value(text_of(node, text)),
            "selector_expression" => {
                let item = value(text_of(node.child_by_field_name("operand")?, text))?;
                let field = text_of(node.child_by_field_name("field")?, text);
                field_of(&self.around, item, field, text)
            }
            _ => None,
        }
    }
}

/// The field of a literal: `Path` of `{Path: "/x"}`, or by its place in the type of the list.
fn field_of<'t>(around: &Around<'t>, item: Node<'t>, field: &str, text: &str) -> Option<Node<'t>> {
    let item = inner_expression(item);
    let body =
        if item.kind() == "composite_literal" { item.child_by_field_name("body")? } else { item };
    let mut cursor = body.walk();
    let elements: Vec<Node<'t>> = body.named_children(&mut cursor).collect();
    let keyed = elements.iter().filter(|element| element.kind() == "keyed_element");
    let mut pairs = keyed.flat_map(|element| values::pairs(*element));
    if let Some((_, value)) = pairs.find(|(key, _)| text_of(*key, text) == field) {
        return Some(value);
    }
    let place = fields(around, item, text)?.iter().position(|name| *name == field)?;
    let plain = elements.iter().filter(|element| element.kind() == "literal_element");
    plain.filter_map(|element| element.named_child(0)).nth(place)
}

/// The names of the fields of a list's items, from the type that is written before the list.
fn fields<'a, 't>(around: &Around<'t>, item: Node<'t>, text: &'a str) -> Option<Vec<&'a str>> {
    let list = around.ancestors(item).find(|outer| outer.kind() == "composite_literal")?;
    let type_node = list.child_by_field_name("type")?;
    let element = type_node.child_by_field_name("element").unwrap_or(type_node);
    let declared = match element.kind() {
        "struct_type" => element,
        "type_identifier" => declared_struct(around, element, text)?,
        _ => return None,
    };
    let mut names = Vec::new();
    scope::preorder(declared, |node| {
        if node.kind() == "field_declaration" {
            let mut cursor = node.walk();
            let own = node.children_by_field_name("name", &mut cursor);
            names.extend(own.map(|name| text_of(name, text)));
        }
    });
    Some(names)
}

/// The struct of this file that a type's name stands for.
fn declared_struct<'t>(around: &Around<'t>, named: Node<'t>, text: &str) -> Option<Node<'t>> {
    let name = text_of(named, text);
    let root = around.ancestors(named).last()?;
    let mut found = None;
    scope::preorder(root, |node| {
        let is_it = node.kind() == "type_spec"
            && node.child_by_field_name("name").is_some_and(|own| text_of(own, text) == name);
        if is_it {
            found = node.child_by_field_name("type").filter(|one| one.kind() == "struct_type");
        }
    });
    found
}
