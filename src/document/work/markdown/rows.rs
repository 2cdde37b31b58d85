//! Tables: rows that name items, and pairs of name and value.

use super::{
    super::{
        apply::{self, Value},
        fields, marks, properties, tables,
    },
    Mode, Reader, titles,
};
use crate::model::Block;

impl Reader<'_, '_> {
    pub(super) fn table(&mut self, head: &Block, rows: &[Block], items: bool) {
        let lines: Vec<&Block> = rows.iter().collect();
        match tables::work(head, &lines).filter(|_| items) {
            Some(work) => rows.iter().for_each(|row| self.row(&work, row)),
            None if head.cells.len() == 2 => self.pairs(rows),
            None => {}
        }
    }

    fn row(&mut self, work: &tables::Work, row: &Block) {
        let Some((name, parent)) = work.name(row) else { return };
        let page = self.page;
        let mut draft = tables::draft(page.evidence("work.row", row.span), &name);
        (draft.item.title, draft.item.optional) = titles::trimmed_title(&draft.item.title);
        draft.item.optional |= work.optional(row);
        draft.item.parent = parent;
        draft.calendar = name.calendar;
        let raw = tables::raw_cells(page.line(row.span.line));
        for cell in work.cells(row) {
            let own = raw.get(cell.at).map_or(cell.text, String::as_str);
            let value = Value { label: &cell.head, raw: own, span: row.span };
            apply::field(page, &mut draft, cell.field, value);
            apply::references(page, &mut draft, own, row.span);
        }
        draft.inside = self
            .open
            .last()
            .map(|(_, at)| *at)
            .filter(|at| self.kind(*at).is_some_and(|above| above < draft.item.kind));
        self.push(draft);
    }

    /// A table of two columns: fields of the item around it, or properties of the document.
    fn pairs(&mut self, rows: &[Block]) {
        for row in rows {
            let raw = tables::raw_cells(self.page.line(row.span.line));
            let (Some(name), Some(value)) = (raw.first(), raw.get(1)) else { continue };
            match (self.current(), fields::of_label(&marks::plain(name))) {
                (Some(at), Some(field)) if !self.sticky => {
                    let label = marks::plain(name);
                    let value = Value { label: &label, raw: value, span: row.span };
                    self.apply(at, Mode::In(field), value, false);
                }
                (None, _)
                    if self.reading.drafts.is_empty()
                        && (self.head || self.reading.properties.is_empty()) =>
                {
                    properties::note(&mut self.reading, name, value);
                }
                _ => {}
            }
        }
    }
}
