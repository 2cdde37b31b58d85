//! One paragraph to the lines that authors meant: labelled lines, bullets and check boxes that the
//! Markdown standard takes for running text.

use comrak::nodes::{AstNode, NodeValue};

use super::{block, heading, inline, span};
use crate::model::{Block, BlockKind, Span};

/// The blocks of a paragraph; the first has `kind`.
pub(super) fn of<'a>(paragraph: &'a AstNode<'a>, kind: BlockKind, lines: u32) -> Vec<Block> {
    let whole = span(paragraph.data().sourcepos, lines);
    let mut pieces: Vec<Piece> = vec![Piece::new(whole.line)];
    let mut after_break = true;
    for node in paragraph.children() {
        if after_break && opens_piece(node) {
            let line = span(node.data().sourcepos, lines).line.clamp(whole.line, whole.end_line);
            pieces.push(Piece::new(line));
        }
        after_break = matches!(node.data().value, NodeValue::SoftBreak | NodeValue::LineBreak);
        if let Some(piece) = pieces.last_mut() {
            piece.add(node);
        }
    }
    finish(pieces, kind, whole)
}

/// Text of one piece as it grows.
struct Piece {
    line: u32,
    text: String,
    label: Option<String>,
    code: Vec<String>,
}

impl Piece {
    fn new(line: u32) -> Self {
        Self { line, text: String::new(), label: None, code: Vec::new() }
    }

    fn add<'a>(&mut self, node: &'a AstNode<'a>) {
        let at_start = !self.text.chars().any(char::is_alphanumeric);
        if at_start && self.label.is_none() && is_strong(node) {
            self.label = Some(label(&inline::text(node)));
        }
        inline::append(node, &mut self.text);
        inline::code(node, &mut self.code);
    }
}

fn finish(pieces: Vec<Piece>, kind: BlockKind, whole: Span) -> Vec<Block> {
    let starts: Vec<u32> = pieces.iter().skip(1).map(|piece| piece.line).collect();
    let ends = starts.iter().map(|line| line.saturating_sub(1)).chain([whole.end_line]);
    let spans: Vec<Span> = pieces
        .iter()
        .zip(ends)
        .map(|(piece, end)| Span { line: piece.line, end_line: end.max(piece.line) })
        .collect();
    let mut blocks = Vec::with_capacity(pieces.len());
    for (piece, span) in pieces.into_iter().zip(spans) {
        let text = inline::fold_blanks(&piece.text);
        if text.is_empty() && !blocks.is_empty() {
            continue;
        }
        let label = piece.label.unwrap_or_default();
        blocks.push(with_box(Block { label, code: piece.code, ..block(kind, text, span) }));
    }
    // The first piece is empty when the paragraph opens with a piece of its own.
    if blocks.len() > 1 && blocks.first().is_some_and(|first| first.text.is_empty()) {
        blocks.remove(0);
    }
    for later in blocks.iter_mut().skip(1).filter(|later| later.checked.is_none()) {
        if kind == BlockKind::ListItem {
            later.kind = BlockKind::Paragraph;
        }
    }
    blocks
}

/// Whether a line that starts with `node` is a piece of its own.
fn opens_piece<'a>(node: &'a AstNode<'a>) -> bool {
    if let NodeValue::Text(text) = &node.data().value {
        return bullet(text).is_some() || check_box(text).is_some();
    }
    is_strong(node) && (ends_with_colon(node) || starts_with_colon(node.next_sibling()))
}

fn is_strong<'a>(node: &'a AstNode<'a>) -> bool {
    let wrapped = |node: &'a AstNode<'a>| {
        node.first_child().is_some_and(|child| matches!(child.data().value, NodeValue::Strong))
    };
    match node.data().value {
        NodeValue::Strong => true,
        NodeValue::Emph => wrapped(node),
        _ => false,
    }
}

fn ends_with_colon<'a>(node: &'a AstNode<'a>) -> bool {
    inline::text(node).ends_with(':')
}

fn starts_with_colon<'a>(node: Option<&'a AstNode<'a>>) -> bool {
    node.is_some_and(|node| match &node.data().value {
        NodeValue::Text(text) => text.trim_start().starts_with(':'),
        _ => false,
    })
}

fn label(text: &str) -> String {
    let bare = heading::without_symbols(text);
    bare.trim_end_matches([':', '.', '-', '–', '—', ' ']).to_owned()
}

/// Reads a check box that is left in the text of a block.
fn with_box(mut block: Block) -> Block {
    if let Some(rest) = bullet(&block.text) {
        block.text = rest.to_owned();
        block.kind = BlockKind::ListItem;
    }
    if let Some((checked, rest)) = check_box(&block.text) {
        block.text = rest.to_owned();
        block.checked = Some(checked);
        block.kind = BlockKind::ListItem;
    }
    block
}

/// The text behind a bullet that Markdown does not take for one. Of a dash only what shows that a
/// list is meant counts.
fn bullet(text: &str) -> Option<&str> {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix(['•', '●', '▪', '◦']) {
        return Some(rest.trim_start());
    }
    let rest = text.strip_prefix("- ").or_else(|| text.strip_prefix("* "))?.trim_start();
    check_box(rest).map(|_| rest)
}

/// State and text of `[x] text`, `☐ text`.
fn check_box(text: &str) -> Option<(bool, &str)> {
    const BOXES: &[(&str, bool)] = &[
        ("[ ]", false),
        ("[]", false),
        ("[x]", true),
        ("[X]", true),
        ("[✓]", true),
        ("[✔]", true),
        ("[✅]", true),
        ("[-]", false),
        ("[~]", false),
        ("[/]", false),
        ("☐", false),
        ("⬜", false),
        ("☑", true),
        ("☒", false),
    ];
    let text = text.trim_start();
    let (checked, rest) =
        BOXES.iter().find_map(|(mark, checked)| Some((*checked, text.strip_prefix(mark)?)))?;
    let rest = rest.trim_start_matches('\u{fe0f}');
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| (checked, rest.trim_start()))
}

/// Whether indented code is a list that was indented too far.
pub(super) fn is_list(code: &str) -> bool {
    let mut lines = code.lines().filter(|line| !line.trim().is_empty()).peekable();
    lines.peek().is_some() && lines.all(|line| dashed(line).is_some())
}

/// The items of such a list.
pub(super) fn items(code: &str, first_line: u32, depth: u8) -> Vec<Block> {
    let numbered = code.lines().zip(first_line..);
    let items = numbered.filter_map(|(line, number)| {
        let span = Span { line: number, end_line: number };
        let item = block(BlockKind::ListItem, dashed(line)?.replace("**", ""), span);
        Some(Block { depth, ..with_box(item) })
    });
    items.collect()
}

fn dashed(line: &str) -> Option<&str> {
    let line = line.trim_start();
    ["- ", "* ", "+ "].iter().find_map(|dash| line.strip_prefix(dash)).map(str::trim)
}
