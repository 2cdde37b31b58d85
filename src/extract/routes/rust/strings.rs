//! Strings that are known without running the program: literals, constants, `concat!` and `format!` of them;
//! names of other files stay names.

use std::collections::BTreeMap;

use tree_sitter::{Node, Tree};

use super::preorder;
use crate::{
    extract::syntax::text_of,
    model::{NamedText, TextPart},
};

/// Constants cannot refer to themselves; broken code can.
const DEEPEST: u32 = 16;
/// Longer texts are no paths.
const LONGEST: usize = 200;

/// The constants of a file.
pub(super) struct Strings<'t> {
    constants: BTreeMap<String, Node<'t>>,
}

/// The constants that a file has for others.
pub(super) fn constants(tree: &Tree, text: &str) -> Vec<NamedText> {
    let declares = ["const ", "static "].iter().any(|word| text.contains(word));
    if !declares || !text.contains("\"/") {
        return Vec::new();
    }
    Strings::of(tree, text).named(text)
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

    /// The constants that are texts.
    pub(super) fn named(&self, text: &str) -> Vec<NamedText> {
        let known = self.constants.iter().filter_map(|(name, value)| {
            let parts = self.parts(*value, text)?;
            let short = |part: &TextPart| match part {
                TextPart::Text(text) => text.len() < LONGEST && !text.contains(char::is_whitespace),
                TextPart::Name(_) => true,
                TextPart::Unknown => false,
            };
            parts.iter().all(short).then(|| NamedText { name: name.clone(), parts })
        });
        known.collect()
    }

    /// The string that `node` is, when the file alone tells it.
    pub(super) fn value(&self, node: Node<'_>, text: &str) -> Option<String> {
        self.split(node, text).0
    }

    /// The string that `node` is, or the pieces that it is made of.
    pub(super) fn split(&self, node: Node<'_>, text: &str) -> (Option<String>, Vec<TextPart>) {
        let Some(parts) = self.parts(node, text) else { return (None, Vec::new()) };
        let whole = parts.iter().map(|part| match part {
            TextPart::Text(text) => Some(text.as_str()),
            TextPart::Name(_) | TextPart::Unknown => None,
        });
        match whole.collect::<Option<String>>() {
            Some(whole) => (Some(whole), Vec::new()),
            None => (None, parts),
        }
    }

    fn parts(&self, node: Node<'_>, text: &str) -> Option<Vec<TextPart>> {
        self.fold(node, text, 0)
    }

    fn fold(&self, node: Node<'_>, text: &str, depth: u32) -> Option<Vec<TextPart>> {
        if depth > DEEPEST {
            return None;
        }
        match node.kind() {
            "string_literal" | "raw_string_literal" => {
                Some(vec![TextPart::Text(literal(text_of(node, text)))])
            }
            "reference_expression" | "parenthesized_expression" => {
                let inner = node.child_by_field_name("value").or_else(|| node.named_child(0))?;
                self.fold(inner, text, depth + 1)
            }
            "identifier" | "scoped_identifier" => self.name(text_of(node, text), text, depth),
            "macro_invocation" => self.expanded(node, text, depth + 1),
            // `&format!(…)`, `PATH.to_string()`
            "call_expression" => {
                let function = node.child_by_field_name("function")?;
                let value = function.child_by_field_name("value")?;
                let method = text_of(function.child_by_field_name("field")?, text);
                if method == "concat" && value.kind() == "array_expression" {
                    let mut cursor = value.walk();
                    let parts = value.named_children(&mut cursor);
                    return Some(parts.flat_map(|part| self.piece(part, text, depth)).collect());
                }
                matches!(method, "as_str" | "to_string" | "to_owned" | "into" | "as_ref")
                    .then(|| self.fold(value, text, depth + 1))?
            }
            _ => None,
        }
    }

    /// One of several pieces: what is not known leaves a gap.
    fn piece(&self, node: Node<'_>, text: &str, depth: u32) -> Vec<TextPart> {
        self.fold(node, text, depth + 1).unwrap_or_else(|| vec![TextPart::Unknown])
    }

    fn name(&self, name: &str, text: &str, depth: u32) -> Option<Vec<TextPart>> {
        let name =
            name.strip_prefix("Self::").or_else(|| name.strip_prefix("self::")).unwrap_or(name);
        if let Some(value) = self.constants.get(name) {
            return self.fold(*value, text, depth + 1);
        }
        // Constants are written in capitals; everything else is a variable.
        let last = name.rsplit("::").next().unwrap_or(name);
        let is_constant =
            last.chars().any(char::is_alphabetic) && !last.contains(char::is_lowercase);
        is_constant.then(|| vec![TextPart::Name(name.to_owned())])
    }

    /// `concat!("/a", "/b")` and `format!("{}/x", BASE)`.
    fn expanded(&self, node: Node<'_>, text: &str, depth: u32) -> Option<Vec<TextPart>> {
        let name = text_of(node.child_by_field_name("macro")?, text);
        let tokens = node.named_child(1)?;
        let given = between_commas(tokens);
        match name.rsplit("::").next()? {
            "concat" | "const_format" | "concatcp" => {
                Some(given.iter().flat_map(|part| self.token(part, text, depth)).collect())
            }
            "format" | "formatcp" => self.formatted(&given, text, depth),
            _ => None,
        }
    }

    /// One argument of a macro: an expression of one token, or a path.
    fn token(&self, tokens: &[Node<'_>], text: &str, depth: u32) -> Vec<TextPart> {
        let known = match tokens {
            [one] => self.fold(*one, text, depth + 1),
            [first, .., last] => text
                .get(first.start_byte()..last.end_byte())
                .filter(|path| path.chars().all(|one| one.is_alphanumeric() || "_:".contains(one)))
                .and_then(|path| self.name(path, text, depth + 1)),
            [] => None,
        };
        known.unwrap_or_else(|| vec![TextPart::Unknown])
    }

    fn formatted(&self, given: &[Vec<Node<'_>>], text: &str, depth: u32) -> Option<Vec<TextPart>> {
        let (format, rest) = given.split_first()?;
        let format = literal(text_of(*format.first()?, text));
        let mut values = rest.iter();
        let mut pieces = format.split('{');
        let mut found = vec![TextPart::Text(pieces.next()?.to_owned())];
        for piece in pieces {
            let (name, after) = piece.split_once('}')?;
            match name {
                "" => found.extend(self.token(values.next()?, text, depth)),
                name => {
                    let known = self.name(name, text, depth);
                    found.extend(known.unwrap_or_else(|| vec![TextPart::Unknown]));
                }
            }
            found.push(TextPart::Text(after.to_owned()));
        }
        Some(found)
    }
}

/// The tokens of a macro's arguments, one list for each.
fn between_commas(tokens: Node<'_>) -> Vec<Vec<Node<'_>>> {
    let mut found = vec![Vec::new()];
    let mut cursor = tokens.walk();
    for token in tokens.children(&mut cursor) {
        match (token.kind(), found.last_mut()) {
            (",", _) => found.push(Vec::new()),
            ("(" | ")" | "[" | "]" | "{" | "}" | "line_comment" | "block_comment", _)
            | (_, None) => {}
            (_, Some(last)) => last.push(token),
        }
    }
    found.retain(|one| !one.is_empty());
    found
}

/// The content of a literal; escapes do not occur in paths.
fn literal(text: &str) -> String {
    text.trim_start_matches(['b', 'r']).trim_matches('#').trim_matches('"').to_owned()
}
