//! What a file shows of the value that a method is called on: a type, or the call that made it. `analyze`
//! finds the method with it.

use tree_sitter::Node;

use super::{File, routers::inner_expression};
use crate::extract::syntax::folded;

/// Fields of fields and variables of variables are followed no further than this.
const DEEPEST: u32 = 6;

impl<'t> File<'_, '_, 't> {
    /// What is known of the value that a called function belongs to: of `h` in `h.Register`.
    ///
    /// A plain name that is a parameter, or an item of one, says which argument of which function it is.
    pub(super) fn owner_of(&self, function: Node<'t>) -> String {
        match function.kind() {
            "selector_expression" => {
                let operand = function.child_by_field_name("operand");
                operand.map_or_else(String::new, |operand| self.owner(operand, 0))
            }
            "identifier" => self.argument_of(function).unwrap_or_default(),
            _ => String::new(),
        }
    }

    fn owner(&self, node: Node<'t>, depth: u32) -> String {
        let text = self.input.text;
        if depth > DEEPEST {
            return String::new();
        }
        match node.kind() {
            "identifier" => self.owner_of_name(node, depth),
            "selector_expression" => {
                let parts =
                    node.child_by_field_name("operand").zip(node.child_by_field_name("field"));
                let Some((operand, field)) = parts else { return String::new() };
                let owner = self.owner(operand, depth + 1);
                if owner.is_empty() && !self.values.is_package(self.text(operand), operand) {
                    return String::new();
                }
                let owner = if owner.is_empty() { self.text(operand).to_owned() } else { owner };
                format!("{owner}.{}", self.text(field))
            }
            "call_expression" => self.made_by(node),
            "composite_literal" => {
                node.child_by_field_name("type").map_or_else(String::new, |node| folded(node, text))
            }
            "type_assertion_expression" => {
                node.child_by_field_name("type").map_or_else(String::new, |node| folded(node, text))
            }
            "parenthesized_expression" | "unary_expression" => {
                let inner = inner_expression(node);
                if inner == node { String::new() } else { self.owner(inner, depth + 1) }
            }
            _ => String::new(),
        }
    }

    fn owner_of_name(&self, node: Node<'t>, depth: u32) -> String {
        let (name, offset) = (self.text(node), node.start_byte() as u64);
        if let Some(binding) = self.values.visible(name, offset) {
            if binding.key {
                return String::new();
            }
            let owner = self.owner(binding.value, depth + 1);
            return if binding.ranged && !owner.is_empty() {
                format!("range {owner}")
            } else {
                owner
            };
        }
        let Some(typed) = self.values.type_of(name, offset) else { return String::new() };
        let Some(written) = typed.declaration.child_by_field_name("type") else {
            return String::new();
        };
        let variadic = typed.declaration.kind() == "variadic_parameter_declaration";
        format!("{}{}", if variadic { "[]" } else { "" }, folded(written, self.input.text))
    }

    /// `user.NewHandler()` for any call of that function, `User` for `new(User)`.
    fn made_by(&self, call: Node<'t>) -> String {
        let Some(function) = call.child_by_field_name("function") else { return String::new() };
        let name = self.text(function);
        if name == "new" {
            let list = call.child_by_field_name("arguments");
            let first = list.and_then(|list| list.named_child(0));
            return first.map_or_else(String::new, |node| self.text(node).to_owned());
        }
        let is_function = match function.kind() {
            "identifier" => true,
            "selector_expression" => function
                .child_by_field_name("operand")
                .is_some_and(|operand| self.values.is_package(self.text(operand), operand)),
            _ => false,
        };
        if is_function { format!("{name}()") } else { String::new() }
    }

    /// `argument New 0` for a parameter of `New`, with `range` in front for an item of one; `range .field` for
    /// an item of a field.
    fn argument_of(&self, name: Node<'t>) -> Option<String> {
        let offset = name.start_byte() as u64;
        if let Some(binding) = self.values.visible(self.text(name), offset) {
            let list = (binding.ranged && !binding.key).then_some(binding.value)?;
            return match list.kind() {
                "identifier" => Some(format!("range {}", self.argument_of(list)?)),
                "selector_expression" => {
                    let field = list.child_by_field_name("field")?;
                    Some(format!("range .{}", self.text(field)))
                }
                _ => None,
            };
        }
        let typed = self.values.type_of(self.text(name), offset)?;
        let mut cursor = typed.declaration.walk();
        let names = typed.declaration.children_by_field_name("name", &mut cursor);
        let declared = names.into_iter().find(|node| self.text(*node) == self.text(name))?;
        let (function, position) = self.function_of(typed.declaration, declared)?;
        let function = self.values.around.function_name(function, self.input.text)?;
        Some(format!("argument {function} {position}"))
    }
}
