//! Parameters and results: how many, and their text on one line.

use tree_sitter::Node;

use crate::extract::{captures::Match, syntax::text_of};

/// Number of entries of a parameter list. `int` is one entry, `a, b int` are two: an entry counts once
/// for every child in its field `name`, at least once. Kinds named in the property `parameters.skip` do
/// not count.
pub(super) fn count(found: &Match<'_, '_>, list: Option<Node<'_>>) -> u32 {
    let Some(list) = list else { return 0 };
    entries(found, list).iter().map(|entry| names(*entry)).sum()
}

/// Number of results: of a result list its entries, of a single result 1.
pub(super) fn results(found: &Match<'_, '_>) -> u32 {
    let Some(result) = found.node("result") else { return 0 };
    let list = found.node("parameters").is_some_and(|list| list.kind_id() == result.kind_id());
    if list { count(found, Some(result)) } else { 1 }
}

/// Whether the parameters hold a node of the kind that the property `parameters.variadic` names.
pub(super) fn is_variadic(found: &Match<'_, '_>) -> bool {
    let (Some(kind), Some(list)) =
        (found.property("parameters.variadic"), found.node("parameters"))
    else {
        return false;
    };
    entries(found, list).iter().any(|entry| entry.kind() == kind)
}

/// Parameters and results as written, without comments, on one line.
pub(super) fn text(found: &Match<'_, '_>, text: &str) -> String {
    let Some(parameters) = found.node("parameters") else { return String::new() };
    let mut pieces = String::new();
    push(parameters, text, &mut pieces);
    if let Some(result) = found.node("result") {
        let between = text.get(parameters.end_byte()..result.start_byte()).unwrap_or(" ");
        pieces.push_str(between);
        push(result, text, &mut pieces);
    }
    tidy(&pieces)
}

fn entries<'tree>(found: &Match<'_, 'tree>, list: Node<'tree>) -> Vec<Node<'tree>> {
    let skipped = found.property("parameters.skip").unwrap_or_default();
    let mut cursor = list.walk();
    let entries = list.named_children(&mut cursor).filter(|entry| {
        !entry.is_extra() && !skipped.split_whitespace().any(|kind| kind == entry.kind())
    });
    entries.collect()
}

/// The names that the entries of a list declare.
pub(super) fn declared_names<'tree>(
    found: &Match<'_, 'tree>,
    list: Node<'tree>,
) -> Vec<Node<'tree>> {
    let names = |entry: &Node<'tree>| {
        let mut cursor = entry.walk();
        entry.children_by_field_name("name", &mut cursor).filter(Node::is_named).collect::<Vec<_>>()
    };
    entries(found, list).iter().flat_map(names).collect()
}

fn names(entry: Node<'_>) -> u32 {
    let mut cursor = entry.walk();
    let names = entry.children_by_field_name("name", &mut cursor).filter(Node::is_named).count();
    u32::try_from(names.max(1)).unwrap_or(u32::MAX)
}

/// The text of a node without the comments in it.
fn push(node: Node<'_>, text: &str, out: &mut String) {
    let mut from = node.start_byte();
    // All comments that grammars know begin with one of these; what makes no sense is left out like them.
    let own = text_of(node, text);
    if !node.has_error() && !own.bytes().any(|byte| matches!(byte, b'/' | b'#' | b'-' | b';')) {
        out.push_str(own);
        return;
    }
    let mut stack = vec![node];
    let mut comments = Vec::new();
    while let Some(next) = stack.pop() {
        if next.is_extra() {
            comments.push(next.byte_range());
            continue;
        }
        let mut cursor = next.walk();
        stack.extend(next.children(&mut cursor));
    }
    comments.sort_by_key(|range| range.start);
    for comment in comments {
        out.push_str(text.get(from..comment.start).unwrap_or_default());
        from = comment.end;
    }
    out.push_str(text.get(from..node.end_byte()).unwrap_or_default());
}

/// Folds white space and takes away what only a list over several lines has.
pub(super) fn tidy(text: &str) -> String {
    if is_tidy(text) {
        return text.to_owned();
    }
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    folded.replace("( ", "(").replace(", )", ")").replace(" )", ")").replace(",)", ")")
}

/// Whether nothing in the text is to be folded or taken away.
fn is_tidy(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        let tidy = match byte {
            b' ' => !matches!(before, b' ' | b'('),
            b')' => !matches!(before, b' ' | b','),
            _ => byte.is_ascii_graphic(),
        };
        if !tidy {
            return false;
        }
        before = byte;
    }
    before != b' '
}
