//! Inline Markdown to plain text.

use std::borrow::Cow;

use comrak::nodes::{AstNode, NodeValue};

/// The text of `node` and everything below it, marks removed.
pub(super) fn text<'a>(node: &'a AstNode<'a>) -> String {
    let mut text = String::new();
    append(node, &mut text);
    fold_blanks(&text)
}

/// Appends the text of `node` and everything below it.
pub(super) fn append<'a>(node: &'a AstNode<'a>, out: &mut String) {
    for part in node.descendants() {
        out.push_str(&own_text(&part.data().value));
    }
}

/// Appends the code spans of `node` and everything below it.
pub(super) fn code<'a>(node: &'a AstNode<'a>, out: &mut Vec<String>) {
    for part in node.descendants() {
        if let NodeValue::Code(code) = &part.data().value {
            out.push(fold_blanks(&code.literal));
        }
    }
}

/// Every run of white space becomes one blank; forced line ends stay.
pub(super) fn fold_blanks(text: &str) -> String {
    let lines = text.split('\n').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

fn own_text(value: &NodeValue) -> Cow<'static, str> {
    match value {
        NodeValue::Text(text) => text.clone(),
        NodeValue::Code(code) => Cow::Owned(code.literal.clone()),
        NodeValue::SoftBreak => Cow::Borrowed(" "),
        NodeValue::LineBreak => Cow::Borrowed("\n"),
        NodeValue::HtmlInline(html) => html_text(html),
        NodeValue::FootnoteReference(reference) => Cow::Owned(format!("[^{}]", reference.name)),
        _ => Cow::Borrowed(""),
    }
}

/// Formatting tags say nothing; any other angle brackets are placeholders that authors forgot to
/// quote (`/users/<id>`), and stay.
fn html_text(html: &str) -> Cow<'static, str> {
    let name = html.trim_start_matches(['<', '/']);
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    match name.to_ascii_lowercase().as_str() {
        "br" => Cow::Borrowed(" "),
        tag if FORMATTING.contains(&tag) || html.starts_with("<!--") => Cow::Borrowed(""),
        _ => Cow::Owned(html.to_owned()),
    }
}

const FORMATTING: &[&str] = &[
    "a", "b", "i", "u", "s", "p", "em", "strong", "code", "kbd", "sup", "sub", "span", "div",
    "img", "small", "del", "ins", "mark", "details", "summary", "font", "center", "li", "ul", "ol",
    "td", "tr", "th", "table", "tbody", "thead", "pre",
];
