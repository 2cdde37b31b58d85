//! Parsing: one parser per thread, trees never outlive their file.

use std::{cell::RefCell, sync::Arc};

use tree_sitter::{Node, Parser, Range, Tree};

use super::Input;
use crate::{
    language,
    model::{Diagnostic, DiagnosticKind, FileFacts},
};

thread_local! {
    static PARSER: RefCell<Parser> = RefCell::new(Parser::new());
}

/// The syntax tree of a file whose language has a grammar; counts the nodes that make no sense.
pub(super) fn parse(input: &Input<'_>, facts: &mut FileFacts) -> Option<Tree> {
    let grammar = language::by_id(&input.source.language)?.grammar?;
    let tree = PARSER.with_borrow_mut(|parser| {
        parser.set_language(&grammar()).ok()?;
        parser.parse(input.text, None)
    })?;
    if tree.root_node().has_error() {
        report_errors(tree.root_node(), facts);
    }
    Some(tree)
}

/// The syntax tree of a part of a file, with the positions of the whole.
pub(super) fn parse_part(input: &Input<'_>, range: Range) -> Option<Tree> {
    let grammar = language::by_id(&input.source.language)?.grammar?;
    PARSER.with_borrow_mut(|parser| {
        parser.set_language(&grammar()).ok()?;
        parser.set_included_ranges(&[range]).ok()?;
        let tree = parser.parse(input.text, None);
        parser.set_included_ranges(&[]).ok()?;
        tree
    })
}

fn report_errors(root: Node<'_>, facts: &mut FileFacts) {
    let lines = error_lines(root);
    facts.file.error_nodes = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    let Some(first) = lines.first() else { return };
    facts.diagnostics.push(Diagnostic {
        file: Arc::clone(&facts.file.path),
        line: *first,
        kind: DiagnosticKind::ParseError,
        message: match lines.len() {
            1 => "one place does not parse; facts in it may be missing".into(),
            places => format!("{places} places do not parse; facts in them may be missing"),
        },
    });
}

/// 1-based lines of ERROR and MISSING nodes; what lies inside an ERROR node is not counted again.
fn error_lines(root: Node<'_>) -> Vec<u32> {
    let mut lines = Vec::new();
    let mut stack = vec![root];
    while let Some(node) = stack.pop() {
        if node.is_error() || node.is_missing() {
            lines.push(line_of(node));
        } else if node.has_error() {
            let mut cursor = node.walk();
            stack.extend(node.children(&mut cursor));
        }
    }
    lines.sort_unstable();
    lines
}

/// 1-based first line of a node.
pub(super) fn line_of(node: Node<'_>) -> u32 {
    u32::try_from(node.start_position().row).unwrap_or(u32::MAX).saturating_add(1)
}

/// 1-based last line of a node.
pub(super) fn end_line_of(node: Node<'_>) -> u32 {
    u32::try_from(node.end_position().row).unwrap_or(u32::MAX).saturating_add(1)
}

/// The named children of a node, comments left out.
pub(super) fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    let all = node.named_children(&mut cursor);
    all.filter(|child| !child.kind().ends_with("comment")).collect()
}

/// The text of a node.
pub(super) fn text_of<'a>(node: Node<'_>, text: &'a str) -> &'a str {
    text.get(node.byte_range()).unwrap_or_default()
}

/// The text of a node with every run of white space folded into one blank.
pub(super) fn folded(node: Node<'_>, text: &str) -> String {
    text_of(node, text).split_whitespace().collect::<Vec<_>>().join(" ")
}
