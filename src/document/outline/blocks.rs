//! Block nodes of the Markdown tree to [`Block`]s.

use comrak::nodes::{AstNode, NodeCodeBlock, NodeValue};

use super::{block, inline, pieces, span};
use crate::model::{Block, BlockKind, Span};

/// Nesting from which everything below a node is read as one text, so that no document can exhaust
/// the stack.
const DEEPEST: u8 = 48;

/// Appends the blocks of `node`, a child of the document.
pub(super) fn push<'a>(node: &'a AstNode<'a>, lines: u32, blocks: &mut Vec<Block>) {
    let place = Place { lines, depth: 0, nesting: 0, quoted: false };
    Writer { blocks }.node(node, place);
}

/// Where in the tree a node stands.
#[derive(Clone, Copy)]
struct Place {
    /// Lines of the document.
    lines: u32,
    /// Lists around the node, less one.
    depth: u8,
    /// Containers of any kind around the node.
    nesting: u8,
    /// Inside a quotation.
    quoted: bool,
}

impl Place {
    fn text_kind(self) -> BlockKind {
        if self.quoted { BlockKind::Quote } else { BlockKind::Paragraph }
    }

    fn inside(self) -> Self {
        Self { nesting: self.nesting.saturating_add(1), ..self }
    }
}

struct Writer<'b> {
    blocks: &'b mut Vec<Block>,
}

impl Writer<'_> {
    fn node<'a>(&mut self, node: &'a AstNode<'a>, place: Place) {
        let lines = span(node.data().sourcepos, place.lines);
        if place.nesting >= DEEPEST {
            self.blocks.push(block(place.text_kind(), inline::text(node), lines));
            return;
        }
        match &node.data().value {
            NodeValue::Paragraph => self.paragraph(node, place),
            NodeValue::Heading(_) => {
                self.blocks.push(block(place.text_kind(), inline::text(node), lines));
            }
            NodeValue::List(_) => node.children().for_each(|item| self.item(item, place.inside())),
            NodeValue::CodeBlock(code) => self.code(code, lines, place),
            NodeValue::HtmlBlock(html) => {
                let text = html.literal.trim_end().to_owned();
                self.blocks.push(block(BlockKind::Html, text, lines));
            }
            NodeValue::Table(_) => node.children().for_each(|row| self.row(row, place)),
            NodeValue::BlockQuote | NodeValue::Alert(_) => {
                self.children(node, Place { quoted: true, ..place.inside() });
            }
            NodeValue::ThematicBreak => {}
            _ => self.children(node, place.inside()),
        }
    }

    fn children<'a>(&mut self, node: &'a AstNode<'a>, place: Place) {
        node.children().for_each(|child| self.node(child, place));
    }

    fn paragraph<'a>(&mut self, node: &'a AstNode<'a>, place: Place) {
        let kind = place.text_kind();
        for piece in pieces::of(node, kind, place.lines) {
            self.blocks.push(Block { depth: place.depth, ..piece });
        }
    }

    fn item<'a>(&mut self, node: &'a AstNode<'a>, place: Place) {
        let checked = match &node.data().value {
            NodeValue::TaskItem(task) => Some(task.symbol.is_some()),
            _ => None,
        };
        let mut children = node.children().peekable();
        let first = children.next_if(|child| matches!(child.data().value, NodeValue::Paragraph));
        let mut text = first.map_or_else(
            || vec![empty_item(node, place)],
            |paragraph| pieces::of(paragraph, BlockKind::ListItem, place.lines),
        );
        if let (Some(item), true) = (text.first_mut(), checked.is_some()) {
            item.checked = checked;
        }
        for piece in text {
            self.blocks.push(Block { depth: place.depth, ..piece });
        }
        let below = Place { depth: place.depth.saturating_add(1), ..place.inside() };
        for child in children {
            let list = matches!(child.data().value, NodeValue::List(_));
            self.node(child, if list { below } else { place.inside() });
        }
    }

    fn code(&mut self, code: &NodeCodeBlock, lines: Span, place: Place) {
        let literal = code.literal.strip_suffix('\n').unwrap_or(&code.literal);
        if !code.fenced && pieces::is_list(literal) {
            self.blocks.extend(pieces::items(literal, lines.line, place.depth));
            return;
        }
        let info = code.info.split([' ', '\t', ',', '{']).next().unwrap_or_default();
        self.blocks.push(Block {
            language: info.to_lowercase(),
            depth: place.depth,
            ..block(BlockKind::Code, literal.to_owned(), lines)
        });
    }

    fn row<'a>(&mut self, row: &'a AstNode<'a>, place: Place) {
        let head = matches!(row.data().value, NodeValue::TableRow(true));
        let cells: Vec<String> = row.children().map(inline::text).collect();
        let kind = if head { BlockKind::TableHead } else { BlockKind::TableRow };
        let lines = span(row.data().sourcepos, place.lines);
        let text = cells.join(" | ");
        let mut code = Vec::new();
        inline::code(row, &mut code);
        self.blocks.push(Block { code, cells, ..block(kind, text, lines) });
    }
}

/// An item without a text of its own.
fn empty_item<'a>(node: &'a AstNode<'a>, place: Place) -> Block {
    let line = span(node.data().sourcepos, place.lines).line;
    block(BlockKind::ListItem, String::new(), Span { line, end_line: line })
}
