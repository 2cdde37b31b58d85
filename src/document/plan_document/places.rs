//! Bytes of a text to lines and columns.

use std::{ops::Range, sync::Arc};

use crate::model::{Place, Span};

/// A text with the places of its lines.
pub(super) struct Text<'t> {
    file: Arc<str>,
    pub(super) whole: &'t str,
    starts: Vec<usize>,
}

impl<'t> Text<'t> {
    pub(super) fn new(path: &str, text: &'t str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
        Self { file: Arc::from(path), whole: text, starts: starts.collect() }
    }

    /// Where the bytes stand.
    pub(super) fn place(&self, bytes: &Range<usize>) -> Place {
        let (line, column) = self.position(bytes.start);
        let (end_line, end_column) = self.position(bytes.end.max(bytes.start));
        Place { file: Arc::clone(&self.file), line, column, end_line, end_column }
    }

    /// The bytes of the lines, without the end of the last one.
    pub(super) fn lines(&self, span: Span) -> Range<usize> {
        let start = self.start_of(span.line);
        let end = self.start_of(span.end_line.saturating_add(1)).max(start);
        let text = self.whole.get(start..end).unwrap_or_default();
        start..start + text.trim_end_matches(['\n', '\r']).len()
    }

    /// The text of the bytes.
    pub(super) fn get(&self, bytes: &Range<usize>) -> &'t str {
        self.whole.get(bytes.clone()).unwrap_or_default()
    }

    fn start_of(&self, line: u32) -> usize {
        let at = usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(1);
        self.starts.get(at).copied().unwrap_or(self.whole.len())
    }

    fn position(&self, at: usize) -> (u32, u32) {
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let before = self.whole.get(start..at).unwrap_or_default();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        (number(line), number(before.chars().count()).saturating_add(1))
    }
}
