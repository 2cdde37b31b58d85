//! A Markdown document under reading: its outline, and its lines as written.

use std::borrow::Cow;

use super::marks;
use crate::{
    document::{outline, place},
    model::{Evidence, Outline, Source, Span},
};

/// Outline and lines of a document.
pub(super) struct Page<'t> {
    pub(super) outline: Outline,
    lines: Vec<&'t str>,
    source: Source,
}

impl<'t> Page<'t> {
    pub(super) fn new(path: &str, text: &'t str) -> Self {
        let outline = outline(path, text);
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let source = place(&outline.path);
        Self { outline, lines: text.split('\n').collect(), source }
    }

    /// Evidence for lines of the document.
    pub(super) fn evidence(&self, rule: &'static str, span: Span) -> Evidence {
        self.source.evidence(Cow::Borrowed(rule), span.line, span.end_line)
    }

    /// Line `number`, the first of which is 1.
    pub(super) fn line(&self, number: u32) -> &'t str {
        let at = usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1);
        self.lines.get(at).copied().unwrap_or_default().trim_end_matches('\r')
    }

    /// The lines of `span` as one text, marks of quotations and of the first list item left out.
    pub(super) fn raw(&self, span: Span) -> String {
        let mut text = marks::bare(self.line(span.line)).to_owned();
        for number in span.line.saturating_add(1)..=span.end_line {
            text.push(' ');
            text.push_str(self.line(number).trim().trim_start_matches(['>', ' ']));
        }
        text
    }

    /// Blanks before the text of a line.
    pub(super) fn indent(&self, number: u32) -> usize {
        let line = self.line(number);
        line.len() - line.trim_start().len()
    }

    /// The heading on line `number` without the marks around it.
    pub(super) fn heading(&self, number: u32) -> &'t str {
        self.line(number).trim().trim_matches('#').trim()
    }
}
