//! Strings that are known without running the program: literals, constants of the file, `concat!`.

use std::collections::BTreeMap;

use tree_sitter::{Node, Tree};

use super::preorder;
use crate::extract::syntax::text_of;

/// The constants of a file.
pub(super) struct Strings<'t> {
    constants: BTreeMap<String, Node<'t>>,
}

impl<'t> Strings<'t> {
    /// Every `const` and `static`; a name with two values has none.
    pub(super) fn of(tree: &'t Tree, text: &str) -> Self {
        let mut constants = BTreeMap::new();
        let mut twice = Vec::new();
        preorder(tree.root_node(), |node| {
            let is_constant = matches!(node.kind(), "const_item" | "static_item");
            let parts = node.child_by_field_name("name").zip(node.child_by_field_name("value"));
            if let Some((name, value)) = parts.filter(|_| is_constant) {
                let name = text_of(name, text).to_owned();
                if constants.insert(name.clone(), value).is_some() {
                    twice.push(name);
                }
            }
        });
        constants.retain(|name, _| !twice.contains(name));
        Self { constants }
    }

    /// The string that `node` is.
    pub(super) fn value(&self, node: Node<'_>, text: &str) -> Option<String> {
        self.fold(node, text, 0)
    }

    fn fold(&self, node: Node<'_>, text: &str, depth: u32) -> Option<String> {
        if depth > 16 {
            return None;
        }
        match node.kind() {
            "string_literal" | "raw_string_literal" => Some(literal(text_of(node, text))),
            "reference_expression" | "parenthesized_expression" => {
                let inner = node.child_by_field_name("value").or_else(|| node.named_child(0))?;
                self.fold(inner, text, depth + 1)
            }
            "identifier" | "scoped_identifier" => {
                let name = text_of(node, text);
                let name = name
                    .strip_prefix("Self::")
                    .or_else(|| name.strip_prefix("self::"))
                    .unwrap_or(name);
                self.fold(*self.constants.get(name)?, text, depth + 1)
            }
            "macro_invocation" => {
                let name = node.child_by_field_name("macro")?;
                if text_of(name, text) != "concat" {
                    return None;
                }
                let tokens = node.named_child(1)?;
                let mut cursor = tokens.walk();
                let parts =
                    tokens.named_children(&mut cursor).map(|part| self.fold(part, text, depth + 1));
                parts.collect::<Option<Vec<_>>>().map(|parts| parts.concat())
            }
            _ => None,
        }
    }
}

/// The content of a literal; escapes do not occur in paths.
fn literal(text: &str) -> String {
    text.trim_start_matches(['b', 'r']).trim_matches('#').trim_matches('"').to_owned()
}
