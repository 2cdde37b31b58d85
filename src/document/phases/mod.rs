//! Phases and weeks of a plan document, with what stands in them counted. The work itself stays in the
//! outline.

mod body;
#[cfg(test)]
mod tests;
mod title;

use std::borrow::Cow;

use self::title::{Heading, Unit};
use super::place;
use crate::model::{Block, BlockKind, DocumentedPhase, Evidence, Outline, Section, Span};

/// The phases of a document, in order.
///
/// Headings name phases; only a document without such headings may name them in bold lines.
pub fn phases(outline: &Outline) -> Vec<DocumentedPhase> {
    let parts = parts(outline);
    let starts = phase_starts(&parts);
    let mut phases: Vec<DocumentedPhase> = Vec::with_capacity(starts.len());
    for (order, (start, heading)) in starts.iter().enumerate() {
        let next = starts.get(order + 1).map_or(parts.len(), |(at, _)| *at);
        let level = parts.get(*start).map_or(0, |part| part.level);
        let inside: Vec<&Part<'_>> = parts
            .iter()
            .take(next)
            .skip(start + 1)
            .take_while(|part| part.level == 0 || level == 0 || part.level > level)
            .collect();
        let Some(part) = parts.get(*start) else { continue };
        let lines = Span { line: part.span.line, end_line: end_of(part, &inside) };
        phases.push(phase(outline, lines, heading, order, &inside));
    }
    phases
}

/// One heading or one block, in document order.
#[derive(Debug)]
struct Part<'o> {
    /// Level of a heading; 0 for a block.
    level: u8,
    /// Text of a heading, number left out.
    heading: &'o str,
    /// Headings above a heading.
    parents: &'o [String],
    block: Option<&'o Block>,
    span: Span,
}

fn parts(outline: &Outline) -> Vec<Part<'_>> {
    outline.sections.iter().flat_map(section_parts).collect()
}

fn section_parts(section: &Section) -> impl Iterator<Item = Part<'_>> {
    let heading = (section.level > 0).then(|| Part {
        level: section.level,
        heading: &section.heading,
        parents: &section.parents,
        block: None,
        span: Span { line: section.span.line, end_line: section.span.line },
    });
    let blocks = section.blocks.iter().map(|block| Part {
        level: 0,
        heading: "",
        parents: &[],
        block: Some(block),
        span: block.span,
    });
    heading.into_iter().chain(blocks)
}

/// Where phases start. Headings count when they stand beside the first of them and repeat none.
fn phase_starts(parts: &[Part<'_>]) -> Vec<(usize, Heading)> {
    let headings = named(parts, |part| (part.level > 0).then_some(part.heading));
    let first = headings.first().and_then(|(at, _)| parts.get(*at));
    let Some(first) = first else {
        return unrepeated(named(parts, |part| part.block.and_then(bold_line)));
    };
    let beside = |part: &Part<'_>| part.level == first.level && part.parents == first.parents;
    let kept = headings.into_iter().filter(|(at, _)| parts.get(*at).is_some_and(beside));
    unrepeated(kept.collect())
}

fn named<'p>(
    parts: &'p [Part<'_>],
    text: impl Fn(&'p Part<'_>) -> Option<&'p str>,
) -> Vec<(usize, Heading)> {
    let read = |(at, part)| Some((at, title::read(text(part)?, Unit::Phase)?));
    let found: Vec<(usize, Heading)> = parts.iter().enumerate().filter_map(read).collect();
    let strongest = found.iter().map(|(_, heading)| heading.rank).min();
    found.into_iter().filter(|(_, heading)| Some(heading.rank) == strongest).collect()
}

fn unrepeated(found: Vec<(usize, Heading)>) -> Vec<(usize, Heading)> {
    let mut kept: Vec<(usize, Heading)> = Vec::with_capacity(found.len());
    let mut seen = std::collections::BTreeSet::new();
    for (at, heading) in found {
        if heading.number.is_none_or(|number| seen.insert(number)) {
            kept.push((at, heading));
        }
    }
    kept
}

/// A paragraph that is one bold line.
fn bold_line(block: &Block) -> Option<&str> {
    let paragraph = block.kind == BlockKind::Paragraph && !block.label.is_empty();
    paragraph.then_some(block.text.as_str())
}

fn end_of(start: &Part<'_>, inside: &[&Part<'_>]) -> u32 {
    inside.last().map_or(start.span.end_line, |last| last.span.end_line).max(start.span.end_line)
}

fn phase(
    outline: &Outline,
    lines: Span,
    heading: &Heading,
    order: usize,
    inside: &[&Part<'_>],
) -> DocumentedPhase {
    let read = body::read(inside);
    let duration = heading.duration.or(read.duration).or(read.weeks_shown);
    DocumentedPhase {
        at: evidence(outline, lines),
        number: heading.number.unwrap_or_else(|| u32::try_from(order + 1).unwrap_or(u32::MAX)),
        title: heading.title.clone(),
        weeks_low: duration.map(|duration| duration.low),
        weeks_high: duration.map(|duration| duration.high),
        goal: read.goal,
        weeks: read.weeks,
        deliverables: read.deliverables,
        demos: read.demos,
        acceptance: read.acceptance,
    }
}

fn evidence(outline: &Outline, lines: Span) -> Evidence {
    place(&outline.path).evidence(Cow::Borrowed("plan.phase"), lines.line, lines.end_line)
}
