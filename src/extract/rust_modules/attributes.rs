//! The attributes of a module that decide whether it exists and where its file is.

use tree_sitter::Node;

use crate::extract::syntax::{folded, text_of};

/// `cfg`, `path` and `cfg_attr(…, path = …)` of one item.
#[derive(Default)]
pub(super) struct Attributes {
    /// Conditions as written between the brackets of `cfg(…)`.
    pub(super) cfg: Vec<String>,
    /// Value of `#[path = "…"]`.
    pub(super) path: Option<String>,
    /// Values of `path` in `cfg_attr`: each holds only under its condition.
    pub(super) path_alternatives: Vec<String>,
    /// `#[macro_use]`: the macros of a module stay in sight behind it.
    pub(super) macro_use: bool,
    /// `#[macro_export]`: a macro is seen by its path.
    pub(super) macro_export: bool,
}

impl Attributes {
    /// Reads an `attribute_item` or `inner_attribute_item`.
    pub(super) fn read(&mut self, item: Node<'_>, text: &str) {
        let Some(attribute) = item.named_child(0) else { return };
        let name = attribute.named_child(0).map_or("", |name| text_of(name, text));
        let arguments = attribute.child_by_field_name("arguments");
        match (name, arguments, attribute.child_by_field_name("value")) {
            ("cfg", Some(arguments), _) => self.cfg.push(condition(arguments, text)),
            ("cfg_attr", Some(arguments), _) => self.read_conditional(arguments, text),
            ("macro_use", ..) => self.macro_use = true,
            ("macro_export", ..) => self.macro_export = true,
            ("path", _, Some(value)) if self.path.is_none() => self.path = string(value, text),
            _ => {}
        }
    }

    /// Reads the inner attributes at the top of a module's block.
    pub(super) fn read_inner(&mut self, body: Node<'_>, text: &str) {
        let mut cursor = body.walk();
        for item in body.named_children(&mut cursor) {
            if item.kind() == "inner_attribute_item" {
                self.read(item, text);
            }
        }
    }

    /// `cfg_attr(condition, path = "…")`: an identifier, `=` and a string among the tokens.
    fn read_conditional(&mut self, arguments: Node<'_>, text: &str) {
        let mut cursor = arguments.walk();
        let mut before = ["", ""];
        for token in arguments.children(&mut cursor) {
            if before == ["path", "="] {
                self.path_alternatives.extend(string(token, text));
            }
            before = [before.last().copied().unwrap_or(""), text_of(token, text)];
        }
    }
}

fn condition(arguments: Node<'_>, text: &str) -> String {
    let whole = folded(arguments, text);
    let inner = whole.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner.unwrap_or(&whole).trim().to_owned()
}

/// The value of a string literal. One with an escape names no file that could be looked up here.
fn string(literal: Node<'_>, text: &str) -> Option<String> {
    if !matches!(literal.kind(), "string_literal" | "raw_string_literal") {
        return None;
    }
    let content = literal.named_child(0)?;
    let whole = content.kind() == "string_content" && literal.named_child_count() == 1;
    whole.then(|| text_of(content, text).to_owned())
}
