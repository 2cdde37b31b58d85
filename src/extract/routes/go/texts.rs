//! Texts that are known without running the program: literals, constants, their sums, `fmt.Sprintf`,
//! `path.Join` and `strings.Join`; names of other files stay names.

use tree_sitter::Node;

use super::{
    scope,
    values::{Values, arguments, items},
};
use crate::{extract::syntax::text_of, model::TextPart};

/// Constants cannot refer to themselves; broken code can.
const DEEPEST: u32 = 16;

impl Values<'_> {
    /// The string that `node` is, when the file alone tells it.
    pub(super) fn string(&self, node: Node<'_>, text: &str) -> Option<String> {
        whole(&self.parts(node, text)?)
    }

    /// The pieces that `node` is made of; `None` when nothing is known of it.
    pub(super) fn parts(&self, node: Node<'_>, text: &str) -> Option<Vec<TextPart>> {
        let parts = self.fold(node, text, 0).map(merged)?;
        parts.iter().any(|part| *part != TextPart::Unknown).then_some(parts)
    }

    fn fold(&self, node: Node<'_>, text: &str, depth: u32) -> Option<Vec<TextPart>> {
        if depth > DEEPEST {
            return None;
        }
        if let Some(value) = self.in_round(node, text) {
            return self.fold(value, text, depth + 1);
        }
        match node.kind() {
            "interpreted_string_literal" => {
                Some(vec![TextPart::Text(unescape(text_of(node, text).trim_matches('"')))])
            }
            "raw_string_literal" => {
                Some(vec![TextPart::Text(text_of(node, text).trim_matches('`').to_owned())])
            }
            "parenthesized_expression" => self.fold(node.named_child(0)?, text, depth + 1),
            "binary_expression" => {
                let operator = node.child_by_field_name("operator")?;
                let mut left = self.piece(node.child_by_field_name("left")?, text, depth + 1);
                left.extend(self.piece(node.child_by_field_name("right")?, text, depth + 1));
                (text_of(operator, text) == "+").then_some(left)
            }
            "identifier" => self.named_text(node, text, depth),
            "selector_expression" => self.selected(node, text),
            // `string(x)` and named string types.
            "type_conversion_expression" => {
                self.fold(node.child_by_field_name("operand")?, text, depth + 1)
            }
            "call_expression" => self.called(node, text, depth + 1),
            _ => None,
        }
    }

    /// One of several pieces: what is not known leaves a gap.
    fn piece(&self, node: Node<'_>, text: &str, depth: u32) -> Vec<TextPart> {
        self.fold(node, text, depth).unwrap_or_else(|| vec![TextPart::Unknown])
    }

    fn named_text(&self, node: Node<'_>, text: &str, depth: u32) -> Option<Vec<TextPart>> {
        let (name, offset) = (text_of(node, text), node.start_byte() as u64);
        if let Some(binding) = self.visible(name, offset) {
            let constant = !binding.ranged && !self.changes(binding);
            return self.fold(binding.value, text, depth + 1).filter(|_| constant);
        }
        let is_own =
            self.type_of(name, offset).is_some() || matches!(name, "nil" | "true" | "false");
        (!is_own).then(|| vec![TextPart::Name(name.to_owned())])
    }

    /// `http.MethodGet`, `paths.Users`, `h.prefix`.
    fn selected(&self, node: Node<'_>, text: &str) -> Option<Vec<TextPart>> {
        let selector = text_of(node, text);
        let (owner, field) = selector.rsplit_once('.')?;
        if !self.is_package(owner, node) {
            return Some(vec![TextPart::Name(format!(".{field}"))]);
        }
        let method = method_constant(field).map(|method| TextPart::Text(method.to_owned()));
        Some(vec![method.unwrap_or_else(|| TextPart::Name(selector.to_owned()))])
    }

    /// Whether `name` is an imported package at a place, and not a variable of the same name.
    pub(super) fn is_package(&self, name: &str, at: Node<'_>) -> bool {
        let offset = at.start_byte() as u64;
        self.packages.iter().any(|package| package == name)
            && self.visible(name, offset).is_none()
            && self.type_of(name, offset).is_none()
    }

    fn called(&self, call: Node<'_>, text: &str, depth: u32) -> Option<Vec<TextPart>> {
        let function = call.child_by_field_name("function")?;
        let given = arguments(call.child_by_field_name("arguments")?);
        match text_of(function, text) {
            "string" => self.fold(*given.first()?, text, depth),
            "fmt.Sprintf" => self.formatted(&given, text, depth),
            "path.Join" | "filepath.Join" => Some(self.joined(&given, "/", text, depth)),
            "strings.Join" => {
                let separator = self.string(*given.get(1)?, text)?;
                let list = items(*given.first()?);
                (!list.is_empty()).then(|| self.joined(&list, &separator, text, depth))
            }
            name if given.is_empty() => self.returned(name, function, text, depth),
            _ => None,
        }
    }

    /// The text that a function without arguments does nothing but return.
    fn returned(
        &self,
        name: &str,
        function: Node<'_>,
        text: &str,
        depth: u32,
    ) -> Option<Vec<TextPart>> {
        match function.kind() {
            "identifier" => match self.value_of(name, function.start_byte() as u64) {
                Some(declared) => self.fold(only_return(declared)?, text, depth),
                None => Some(vec![TextPart::Name(format!("{name}()"))]),
            },
            "selector_expression" => {
                let package = text_of(function.child_by_field_name("operand")?, text);
                let is_package = self.is_package(package, function);
                is_package.then(|| vec![TextPart::Name(format!("{name}()"))])
            }
            _ => None,
        }
    }

    fn joined(&self, nodes: &[Node<'_>], separator: &str, text: &str, depth: u32) -> Vec<TextPart> {
        let mut found = Vec::new();
        for node in nodes {
            if !found.is_empty() {
                found.push(TextPart::Text(separator.to_owned()));
            }
            found.extend(self.piece(*node, text, depth));
        }
        found
    }

    /// `fmt.Sprintf("%s/users", base)`; other verbs than those of plain values are not known.
    fn formatted(&self, given: &[Node<'_>], text: &str, depth: u32) -> Option<Vec<TextPart>> {
        let (format, rest) = given.split_first()?;
        let format = self.string(*format, text)?;
        let mut values = rest.iter();
        let mut pieces = format.split('%');
        let mut found = vec![TextPart::Text(pieces.next()?.to_owned())];
        for piece in pieces {
            let after = piece.strip_prefix(['s', 'v'])?;
            found.extend(self.piece(*values.next()?, text, depth));
            found.push(TextPart::Text(after.to_owned()));
        }
        Some(found)
    }
}

/// The expression of a function without parameters whose body is one `return`.
pub(super) fn only_return(function: Node<'_>) -> Option<Node<'_>> {
    let parameters = function.child_by_field_name("parameters")?;
    if parameters.named_child_count() > 0 {
        return None;
    }
    let body = function.child_by_field_name("body")?;
    let mut only = None;
    let mut statements = 0;
    scope::preorder(body, |node| {
        if node.kind() == "return_statement" {
            only = node.named_child(0);
        }
        statements += usize::from(node.kind().ends_with("_statement"));
    });
    let expression = only.filter(|_| statements == 1)?;
    match expression.kind() {
        "expression_list" if expression.named_child_count() == 1 => expression.named_child(0),
        "expression_list" => None,
        _ => Some(expression),
    }
}

/// The text, when every piece is one.
pub(super) fn whole(parts: &[TextPart]) -> Option<String> {
    let text = |part: &TextPart| match part {
        TextPart::Text(text) => Some(text.clone()),
        TextPart::Name(_) | TextPart::Unknown => None,
    };
    parts.iter().map(text).collect()
}

/// A text, or the pieces with names; neither when nothing is known.
pub(super) fn split(parts: Option<Vec<TextPart>>) -> (Option<String>, Vec<TextPart>) {
    let Some(parts) = parts else { return (None, Vec::new()) };
    match whole(&parts) {
        Some(text) => (Some(text), Vec::new()),
        None => (None, parts),
    }
}

/// Texts beside each other as one.
fn merged(parts: Vec<TextPart>) -> Vec<TextPart> {
    let mut found: Vec<TextPart> = Vec::new();
    for part in parts {
        match (found.last_mut(), part) {
            (Some(TextPart::Text(before)), TextPart::Text(after)) => before.push_str(&after),
            (_, part) => found.push(part),
        }
    }
    found
}

/// The method that a constant of `net/http` or of a framework stands for (`http.MethodGet`).
fn method_constant(constant: &str) -> Option<&'static str> {
    const METHODS: [&str; 9] =
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE"];
    let name = constant.strip_prefix("Method").unwrap_or(constant);
    METHODS.into_iter().find(|method| method.eq_ignore_ascii_case(name))
}

/// Only what occurs in paths: escaped quotes and backslashes.
fn unescape(text: &str) -> String {
    text.replace("\\\"", "\"").replace("\\\\", "\\")
}
