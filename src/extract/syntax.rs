//! Parsing: one parser per thread, trees never outlive their file.

use std::{cell::RefCell, sync::Arc};

use tree_sitter::{Node, Parser, Range, Tree};

use super::{Input, go_repair};
use crate::{
    language,
    model::{Diagnostic, DiagnosticKind, FileFacts},
};

thread_local! {
    static PARSER: RefCell<Parser> = RefCell::new(Parser::new());
}

/// The syntax trees of a file whose language has a grammar: one, or more where a part makes no sense; counts
/// the nodes that make none.
pub(super) fn parse(input: &Input<'_>, facts: &mut FileFacts) -> Vec<Tree> {
    let Some(tree) = parse_text(input, input.text, &[]) else { return Vec::new() };
    if !tree.root_node().has_error() {
        return vec![tree];
    }
    let trees = match &*input.source.language {
        "go" => go_repair::trees(input.text, tree, &|text, parts| parse_text(input, text, parts)),
        _ => vec![tree],
    };
    report_errors(&trees, facts);
    trees
}

/// The syntax tree of a part of a file, with the positions of the whole.
pub(super) fn parse_part(input: &Input<'_>, range: Range) -> Option<Tree> {
    parse_text(input, input.text, &[range])
}

/// The syntax tree of some parts of a file, with the positions of the whole; `None` where it has errors.
pub(super) fn parse_parts(input: &Input<'_>, parts: &[Range]) -> Option<Tree> {
    parse_text(input, input.text, parts).filter(|tree| !tree.root_node().has_error())
}

/// The syntax tree of a text in the file's language; of all of it when there are no parts.
fn parse_text(input: &Input<'_>, text: &str, parts: &[Range]) -> Option<Tree> {
    let grammar = language::by_id(&input.source.language)?.grammar?;
    PARSER.with_borrow_mut(|parser| {
        parser.set_language(&grammar()).ok()?;
        parser.set_included_ranges(parts).ok()?;
        let tree = parser.parse(text, None);
        parser.set_included_ranges(&[]).ok()?;
        tree
    })
}

fn report_errors(trees: &[Tree], facts: &mut FileFacts) {
    let mut lines: Vec<_> = trees.iter().flat_map(|tree| error_lines(tree.root_node())).collect();
    lines.sort_unstable();
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
