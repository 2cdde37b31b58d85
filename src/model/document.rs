//! A Markdown document as sections and blocks, each with its lines.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::is_default;

/// Lines of a document, 1-based and inclusive.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Span {
    /// First line.
    pub line: u32,
    /// Last line.
    pub end_line: u32,
}

/// A document as the reader sees it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Outline {
    /// Path relative to the analysed root.
    pub path: Arc<str>,
    /// First heading, or the file name where there is none.
    pub title: String,
    /// YAML front matter as written, without its fences.
    #[serde(default, skip_serializing_if = "is_default")]
    pub front_matter: String,
    /// Sections in document order; text before the first heading is a section of level 0.
    pub sections: Vec<Section>,
}

/// A heading and what stands directly below it, up to the next heading of any level.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// Heading as plain text: emphasis, numbering and trailing marks removed.
    pub heading: String,
    /// Numbering of the heading as written (`3`, `2.1`), without its dot.
    #[serde(default, skip_serializing_if = "is_default")]
    pub number: String,
    /// Heading level, 1-6; 0 for text before the first heading.
    pub level: u8,
    /// Plain headings of the enclosing sections, outermost first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub parents: Vec<String>,
    /// Heading line to the last line before the next heading.
    pub span: Span,
    /// Blocks in order.
    pub blocks: Vec<Block>,
}

/// A paragraph, list item, table row or code fence.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// Kind of block.
    pub kind: BlockKind,
    /// Plain text; for code the text between the fences; for a table row its cells joined by ` | `.
    pub text: String,
    /// Bold text that opens the block, without its colon (`Goal` in `**Goal**: ship`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub label: String,
    /// Code spans in the text, in order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub code: Vec<String>,
    /// Table cells; headings in the first row of a table.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cells: Vec<String>,
    /// First word of the fence's info string, lower case.
    #[serde(default, skip_serializing_if = "is_default")]
    pub language: String,
    /// Nesting depth of a list item, 0 for the outermost.
    #[serde(default, skip_serializing_if = "is_default")]
    pub depth: u8,
    /// State of a check box, when there is one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub checked: Option<bool>,
    /// Lines of the block.
    pub span: Span,
}

/// Kinds of blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// Running text.
    #[default]
    Paragraph,
    /// Item of a list.
    ListItem,
    /// Heading row of a table.
    TableHead,
    /// Row of a table.
    TableRow,
    /// Fenced or indented code.
    Code,
    /// Quotation.
    Quote,
    /// Raw HTML, comments included.
    Html,
}
