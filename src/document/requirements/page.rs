//! One document under reading: what its sections are about, and which blocks have found a meaning.

use super::topic::{self, Standing};
use crate::{
    document::{feature, place},
    model::{Block, DocumentKind, DocumentRef, Evidence, Outline, Section, Source, Span},
};

/// Place of a block: section and position in it.
pub(super) type At = (usize, usize);

/// A document under reading.
pub(super) struct Page<'o> {
    pub(super) kind: DocumentKind,
    pub(super) outline: &'o Outline,
    /// Topic of every section.
    pub(super) standings: Vec<Standing>,
    source: Source,
    claimed: Vec<Vec<bool>>,
}

impl<'o> Page<'o> {
    /// A page with nothing read yet.
    pub(super) fn new(document: &DocumentRef, outline: &'o Outline) -> Self {
        Self {
            kind: document.kind,
            outline,
            standings: topic::standings(outline),
            source: place(&outline.path),
            claimed: outline
                .sections
                .iter()
                .map(|section| vec![false; section.blocks.len()])
                .collect(),
        }
    }

    /// Whether the document tells requirements; a plan only repeats them.
    pub(super) fn requires(&self) -> bool {
        matches!(self.kind, DocumentKind::Prd | DocumentKind::Trd)
    }

    /// Evidence for `span`, with a rule such as `prd.functional`.
    pub(super) fn evidence(&self, what: &str, span: Span) -> Evidence {
        self.source.evidence(format!("{}.{what}", prefix(self.kind)), span.line, span.end_line)
    }

    /// Standing of a section.
    pub(super) fn standing(&self, section: usize) -> Standing {
        self.standings.get(section).copied().unwrap_or_default()
    }

    /// Sections with their numbers.
    pub(super) fn sections(&self) -> impl Iterator<Item = (usize, &'o Section)> + use<'o> {
        self.outline.sections.iter().enumerate()
    }

    /// Blocks of all sections with their places.
    pub(super) fn blocks(&self) -> impl Iterator<Item = (At, &'o Block)> + use<'o> {
        self.sections().flat_map(|(at, section)| {
            section.blocks.iter().enumerate().map(move |(block, found)| ((at, block), found))
        })
    }

    /// Marks a block as understood.
    pub(super) fn claim(&mut self, (section, block): At) {
        if let Some(mark) = self.claimed.get_mut(section).and_then(|marks| marks.get_mut(block)) {
            *mark = true;
        }
    }

    /// Whether nothing has claimed the block.
    pub(super) fn is_free(&self, (section, block): At) -> bool {
        self.claimed.get(section).and_then(|marks| marks.get(block)) == Some(&false)
    }

    /// Feature that the document is about; empty for the whole product.
    pub(super) fn feature(&self) -> &'o str {
        feature(&self.outline.path)
    }
}

/// How rules and prefixed identifiers name a kind of document.
pub(super) fn prefix(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Prd => "prd",
        DocumentKind::Trd => "trd",
        DocumentKind::Plan => "plan",
        DocumentKind::Tasks => "tasks",
        DocumentKind::Adr => "adr",
        _ => "document",
    }
}
