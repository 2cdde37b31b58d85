//! The blocks of a page that say what requirements ask for, each with its requirement; code and
//! quotations are taken out.

use std::cmp::Reverse;

use super::super::page::Page;
use crate::{
    document::{field, words},
    model::{Block, BlockKind, Evidence, Requirement, RequirementKind, Span},
};

/// What stands for a code span or a quotation.
const MASK: &str = " \u{fffc} ";

/// A block of a requirement.
pub(super) struct Said<'r> {
    pub(super) item: &'r Requirement,
    /// It is a criterion, of the requirement or by itself.
    pub(super) criterion: bool,
    /// The block is all of it.
    pub(super) whole: bool,
    pub(super) block: &'r Block,
    pub(super) at: Evidence,
    /// Text without code and quotations.
    pub(super) masked: String,
}

impl Said<'_> {
    /// Whether code or a quotation stands in it.
    pub(super) fn shows(&self) -> bool {
        self.masked.contains('\u{fffc}')
    }
}

/// The statements of `page`, whose requirements are among `items`.
pub(super) fn of<'r>(page: &Page<'r>, items: &[&'r Requirement]) -> Vec<Said<'r>> {
    let ranges = ranges(page, items);
    let mut next = ranges.iter().peekable();
    let mut active: Vec<&Range<'_>> = Vec::new();
    let mut said = Vec::new();
    for (_, block) in page.blocks() {
        if matches!(block.kind, BlockKind::Code | BlockKind::Html | BlockKind::TableHead) {
            continue;
        }
        let line = block.span.line;
        while let Some(range) = next.next_if(|range| range.lines.line <= line) {
            active.push(range);
        }
        active.retain(|range| range.lines.end_line >= line);
        let inner = active.iter().max_by_key(|range| (range.lines.line, range.criterion));
        let Some(range) = inner.filter(|_| !is_aside(block)) else { continue };
        if !asks(range.item) {
            continue;
        }
        let alone = matches!(range.item.kind, RequirementKind::SuccessCriterion);
        said.push(Said {
            item: range.item,
            criterion: range.criterion || alone,
            whole: range.lines == block.span,
            block,
            at: page.evidence("statement", block.span),
            masked: masked(block),
        });
    }
    said
}

/// Lines that belong to a requirement.
struct Range<'r> {
    lines: Span,
    item: &'r Requirement,
    criterion: bool,
}

fn ranges<'r>(page: &Page<'r>, items: &[&'r Requirement]) -> Vec<Range<'r>> {
    let here = |at: &Evidence| *at.file == *page.outline.path;
    let span = |at: &Evidence| Span { line: at.line, end_line: at.end_line };
    let mut ranges = Vec::new();
    for item in items.iter().copied() {
        if here(&item.at) {
            ranges.push(Range { lines: span(&item.at), item, criterion: false });
        }
        let own = item.acceptance.iter().filter(|one| here(&one.at));
        ranges.extend(own.map(|one| Range { lines: span(&one.at), item, criterion: true }));
    }
    ranges.sort_by_key(|range| (range.lines.line, Reverse(range.lines.end_line)));
    ranges
}

/// What is left out or taken for granted asks for nothing.
fn asks(item: &Requirement) -> bool {
    let taken = words::has_any(
        &words::key(&item.section),
        &["assumption", "assumptions", "premissas", "suposicoes", "supuestos", "dependencies"],
    );
    item.kind != RequirementKind::OutOfScope && !(taken && item.kind == RequirementKind::Constraint)
}

/// Text beside a requirement that explains it and asks for nothing.
fn is_aside(block: &Block) -> bool {
    const ASIDES: &[&str] = &[
        "why this priority",
        "independent test",
        "rationale",
        "why",
        "context",
        "background",
        "motivation",
        "note",
        "notes",
        "example",
        "reason",
        "status",
        "owner",
        "source",
        "priority",
        "value",
        "business value",
        "justificativa",
        "contexto",
        "motivacao",
        "nota",
        "exemplo",
        "justificacion",
    ];
    field(block)
        .is_some_and(|(name, _)| ASIDES.iter().any(|aside| words::is(&words::key(name), aside)))
}

/// The text of a block without its code spans and what stands in quotes.
pub(super) fn masked(block: &Block) -> String {
    let mut text = String::with_capacity(block.text.len());
    let mut rest = block.text.as_str();
    for code in block.code.iter().filter(|code| !code.is_empty()) {
        if let Some((before, behind)) = rest.split_once(code.as_str()) {
            text.push_str(before);
            text.push_str(MASK);
            rest = behind;
        }
    }
    text.push_str(rest);
    without_quotations(&text)
}

const QUOTES: &[(char, char)] = &[('"', '"'), ('“', '”'), ('«', '»'), ('„', '“')];

/// Longest quotation, in bytes; what is longer lost its closing mark.
const LONGEST_QUOTATION: usize = 300;

fn without_quotations(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c| QUOTES.iter().any(|(open, _)| *open == c)) {
        let (before, quoted) = rest.split_at(at);
        let open = quoted.chars().next().unwrap_or('"');
        let close = QUOTES.iter().find(|(mark, _)| *mark == open).map_or('"', |(_, close)| *close);
        let inner = quoted.get(open.len_utf8()..).unwrap_or_default();
        out.push_str(before);
        // Without a bound a page of opening marks would be read once for each of them.
        let near = inner.char_indices().take_while(|(at, _)| *at <= LONGEST_QUOTATION);
        match { near }.find(|(_, c)| *c == close).map(|(at, _)| at) {
            Some(length) => {
                out.push_str(MASK);
                rest = inner.get(length + close.len_utf8()..).unwrap_or_default();
            }
            None => rest = inner,
        }
    }
    out.push_str(rest);
    out
}
