//! Which work item a line of a plan belongs to.

use std::collections::BTreeMap;

use crate::{
    document::work::ids,
    model::{BlockKind, Outline, Section, WorkItem, WorkPlan},
};

/// The lines of every item, the work within it included.
pub(super) struct Items {
    /// First line, last line, identifier; by first line.
    lines: Vec<(u32, u32, String)>,
    /// Identifiers as documents may write them.
    ids: BTreeMap<String, String>,
}

impl Items {
    pub(super) fn of(outline: &Outline, work: &[WorkPlan]) -> Self {
        let items = work.iter().flat_map(|plan| &plan.items);
        let starts: Vec<u32> = items.clone().map(|item| item.at.line).collect();
        let mut lines: Vec<(u32, u32, String)> =
            items.clone().map(|item| extent(outline, item, &starts)).collect();
        lines.sort_by_key(|(first, last, _)| (*first, std::cmp::Reverse(*last)));
        let ids = items.map(|item| (ids::key(&item.id), item.id.clone())).collect();
        Self { lines, ids }
    }

    /// The innermost item that holds the line; empty outside of one.
    pub(super) fn at(&self, line: u32) -> &str {
        let until = self.lines.partition_point(|(first, _, _)| *first <= line);
        let mut before = self.lines.get(..until).unwrap_or_default().iter().rev();
        before.find(|(_, last, _)| line <= *last).map_or("", |(_, _, id)| id)
    }

    /// The item that the first cell of a row names.
    pub(super) fn named(&self, cell: &str) -> Option<&str> {
        let word = cell.split_whitespace().next()?;
        let key = ids::key(word.trim_matches(['*', '`', '[', ']', ':', '.']));
        self.ids.get(&key).filter(|_| !key.is_empty()).map(String::as_str)
    }
}

fn extent(outline: &Outline, item: &WorkItem, starts: &[u32]) -> (u32, u32, String) {
    let first = item.at.line;
    let found = outline
        .sections
        .iter()
        .position(|section| section.span.line <= first && first <= section.span.end_line);
    let last = found.map_or(item.at.end_line, |at| {
        let (before, rest) = outline.sections.split_at_checked(at).unwrap_or_default();
        debug_assert_eq!(before.len(), at);
        rest.split_first().map_or(item.at.end_line, |(section, later)| {
            if section.level > 0 && section.span.line == first {
                end_of_section(section, later)
            } else {
                end_of_block(section, item, starts)
            }
        })
    });
    (first, last.max(item.at.end_line), item.id.clone())
}

/// The last line before a heading of the same level or above.
fn end_of_section(section: &Section, later: &[Section]) -> u32 {
    let inside = later.iter().take_while(|next| next.level > section.level);
    inside.last().unwrap_or(section).span.end_line
}

/// A line of a list holds what is listed below it; a line in bold what follows up to the next item.
fn end_of_block(section: &Section, item: &WorkItem, starts: &[u32]) -> u32 {
    let mut blocks = section.blocks.iter().skip_while(|block| block.span.end_line < item.at.line);
    let Some(own) = blocks.next() else { return item.at.end_line };
    let mut last = own.span.end_line;
    for block in blocks {
        let ends = match (own.kind, block.kind) {
            (BlockKind::ListItem, BlockKind::ListItem) => block.depth <= own.depth,
            (BlockKind::TableRow | BlockKind::TableHead, _)
            | (BlockKind::ListItem, BlockKind::TableHead | BlockKind::TableRow) => true,
            (BlockKind::ListItem, _) => block.depth == 0 && block.span.line > last + 1,
            (_, BlockKind::ListItem) => false,
            _ => starts.contains(&block.span.line),
        };
        if ends {
            break;
        }
        last = block.span.end_line;
    }
    last
}
