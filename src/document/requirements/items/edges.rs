//! Edge cases: cases that are easily forgotten, with what happens then. One that only asks is no
//! requirement; it is left to people.

use super::{Draft, Reader};
use crate::model::{Block, BlockKind, Priority, RequirementKind, Section};

/// Reads a section of edge cases.
pub(super) fn read(reader: &mut Reader<'_, '_>, at: usize, section: &Section) {
    let mut open: Option<usize> = None;
    for (number, block) in section.blocks.iter().enumerate() {
        if !matches!(block.kind, BlockKind::ListItem | BlockKind::TableRow) {
            continue;
        }
        if let (1.., Some(draft)) = (block.depth, open) {
            if let Some(draft) = reader.drafts.get_mut(draft) {
                draft.extend(&block.text, block.span);
            }
            reader.page.claim((at, number));
            continue;
        }
        open = None;
        if !is_settled(&section.blocks, number) {
            continue;
        }
        let kind = RequirementKind::Functional;
        let mut draft = Draft::new(&block.text, &block.label, kind, (at, block.span));
        draft.edge = draft.given.is_none();
        reader.page.claim((at, number));
        open = Some(reader.drafts.len());
        reader.push(draft, Priority::Unknown);
    }
}

/// Whether the case at `number` says what happens: it is no mere question, or items below answer it.
pub(in super::super) fn is_settled(blocks: &[Block], number: usize) -> bool {
    let Some(block) = blocks.get(number) else { return false };
    let answered =
        blocks.get(number + 1).is_some_and(|next| next.depth > block.depth && !asks(&next.text));
    !block.text.is_empty() && (!asks(&block.text) || answered)
}

fn asks(text: &str) -> bool {
    text.trim_end().ends_with('?')
}
