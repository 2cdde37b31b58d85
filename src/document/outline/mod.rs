//! One Markdown text to an [`Outline`]: sections and blocks, each with exact lines. Gives no meaning to
//! any of them.

mod blocks;
mod heading;
mod inline;
mod pieces;
mod source;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use comrak::{
    Arena, Options,
    nodes::{AstNode, NodeValue, Sourcepos},
};

pub(super) use self::heading::without_symbols;
use self::source::Prepared;
use crate::model::{Block, BlockKind, Outline, Section, Span};

/// Reads `text`, the document at `path`.
///
/// Lines are those that `\n` ends. Every line that is not blank lies in exactly one section.
pub fn outline(path: &str, text: &str) -> Outline {
    let prepared = source::prepare(text);
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, &prepared.markdown, &options());
    let mut builder = Builder::new(&prepared);
    for node in root.children() {
        builder.add(node);
    }
    let (sections, title) = builder.finish();
    Outline {
        path: Arc::from(path),
        title: title.unwrap_or_else(|| file_name(path)),
        front_matter: prepared.front_matter,
        sections,
    }
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    options.parse.leave_footnote_definitions = true;
    options
}

fn file_name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}

/// Collects sections in document order.
struct Builder<'t> {
    text: &'t Prepared,
    sections: Vec<Section>,
    /// Levels and headings that enclose the current section, itself included.
    open: Vec<(u8, String)>,
    title: Option<String>,
}

impl<'t> Builder<'t> {
    fn new(text: &'t Prepared) -> Self {
        Self { text, sections: Vec::new(), open: Vec::new(), title: None }
    }

    fn add<'a>(&mut self, node: &'a AstNode<'a>) {
        let span = span(node.data().sourcepos, self.text.lines);
        let level = match &node.data().value {
            NodeValue::Heading(heading) if !is_accident(heading.setext, span) => {
                Some(heading.level)
            }
            _ => None,
        };
        match level {
            Some(level) => self.start(level, &inline::text(node), span),
            None => blocks::push(node, self.text.lines, &mut self.current().blocks),
        }
    }

    fn start(&mut self, level: u8, written: &str, span: Span) {
        let (number, heading) = heading::clean(written);
        self.title.get_or_insert_with(|| heading.clone());
        self.open.retain(|(open, _)| *open < level);
        let parents = self.open.iter().map(|(_, heading)| heading.clone()).collect();
        self.open.push((level, heading.clone()));
        self.close_before(span.line);
        self.sections.push(Section { heading, number, level, parents, span, blocks: Vec::new() });
    }

    /// The section that text goes to; text before the first heading opens one of level 0.
    fn current(&mut self) -> &mut Section {
        if self.sections.is_empty() {
            self.sections.push(preface(self.text.lines));
        }
        let last = self.sections.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "the vector was filled above")]
        &mut self.sections[last]
    }

    fn close_before(&mut self, line: u32) {
        if self.sections.is_empty() && self.text.first_line < line {
            self.sections.push(preface(self.text.lines));
        }
        if let Some(last) = self.sections.last_mut() {
            last.span.end_line = line.saturating_sub(1).max(last.span.line);
        }
    }

    fn finish(mut self) -> (Vec<Section>, Option<String>) {
        if self.text.first_line <= self.text.lines {
            let lines = self.text.lines;
            self.current().span.end_line = lines;
        }
        (self.sections, self.title)
    }
}

/// The section of what stands before the first heading.
fn preface(lines: u32) -> Section {
    Section { span: Span { line: 1, end_line: lines.max(1) }, ..Section::default() }
}

/// A paragraph of several lines over a row of dashes is a heading by the letter of the standard, and
/// a forgotten blank line in practice.
fn is_accident(setext: bool, span: Span) -> bool {
    setext && span.end_line > span.line + 1
}

/// Lines of a node within a document of `lines` lines.
fn span(position: Sourcepos, lines: u32) -> Span {
    let to_line = |line: usize| u32::try_from(line).unwrap_or(u32::MAX).clamp(1, lines.max(1));
    let line = to_line(position.start.line);
    // An end in column 0 is the start of the line behind the node.
    let end = position.end.line.saturating_sub(usize::from(position.end.column == 0));
    Span { line, end_line: to_line(end).max(line) }
}

/// A block with nothing but kind, text and lines.
fn block(kind: BlockKind, text: String, span: Span) -> Block {
    Block { kind, text, span, ..Block::default() }
}
