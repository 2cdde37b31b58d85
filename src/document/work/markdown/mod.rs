//! One Markdown document to drafts: headings, bold lines, tables, check boxes and lists that name work, and
//! what the text around them says of it.

mod headings;
mod lists;
mod rows;
mod titles;

use super::{
    apply::{self, Value},
    boxes,
    draft::{Draft, Reading},
    fields::{self, Field},
    form::Part,
    marks,
    page::Page,
    properties, segments,
};
use crate::model::{Block, BlockKind, PlanForm, Section, Span, WorkKind};

/// Reads the document at `path`.
pub(super) fn read(path: &str, text: &str, form: PlanForm, part: Part) -> Reading {
    let page = Page::new(path, text);
    let mut reader = Reader::new(&page, form);
    for section in &page.outline.sections {
        reader.section(section, part);
    }
    let mut reading = reader.reading;
    let last = page.outline.sections.last().map_or(1, |section| section.span.end_line);
    reading.at = Some(page.evidence("work.plan", Span { line: 1, end_line: last }));
    reading.title = title(&page, form);
    for (name, value) in properties::front_matter(&page.outline.front_matter) {
        if name == "feature" {
            reading.feature = Some(value.clone());
        }
        reading.properties.insert(name, value);
    }
    properties::settle(&mut reading);
    reading
}

/// The document's title; lists of `OpenSpec` have none, their first heading is one of work.
fn title(page: &Page<'_>, form: PlanForm) -> String {
    let first = page.outline.sections.iter().find(|section| section.level > 0);
    let work = first.is_some_and(|first| {
        !first.number.is_empty() || titles::is_generic(&first.heading) || first.level > 1
    });
    if form == PlanForm::OpenSpec && work { String::new() } else { page.outline.title.clone() }
}

/// What the text at hand speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// The item itself.
    Free,
    /// A known part of it.
    In(Field),
    /// A part that has no meaning here.
    Other,
}

struct Reader<'p, 't> {
    page: &'p Page<'t>,
    form: PlanForm,
    reading: Reading,
    /// Levels and places of the items around the text at hand.
    open: Vec<(u8, usize)>,
    /// Depths and places of the check boxes around it.
    boxes: Vec<(u8, usize)>,
    mode: Mode,
    /// Whether a heading set the mode, so that it holds for the whole section.
    sticky: bool,
    /// Whether the last block was the label of what follows.
    announced: bool,
    /// Whether the section speaks of the document itself.
    head: bool,
}

impl<'p, 't> Reader<'p, 't> {
    fn new(page: &'p Page<'t>, form: PlanForm) -> Self {
        Self {
            page,
            form,
            reading: Reading::default(),
            open: Vec::new(),
            boxes: Vec::new(),
            mode: Mode::Free,
            sticky: false,
            announced: false,
            head: true,
        }
    }

    fn section(&mut self, section: &Section, part: Part) {
        self.boxes.clear();
        (self.mode, self.sticky, self.announced) = (Mode::Free, false, false);
        let items = part != Part::Head;
        self.head = section.level <= 1 || titles::is_head(&section.heading);
        if section.level > 0 {
            self.open.retain(|(level, _)| *level < section.level);
            if items && !self.heading(section) {
                self.set_mode(section);
            }
        }
        let mut blocks = section.blocks.as_slice();
        while let Some((block, rest)) = blocks.split_first() {
            let (taken, rest) = match block.kind {
                BlockKind::TableHead | BlockKind::TableRow => {
                    let rows =
                        rest.iter().take_while(|next| next.kind == BlockKind::TableRow).count();
                    rest.split_at_checked(rows).unwrap_or((&[], rest))
                }
                _ => (&[][..], rest),
            };
            match block.kind {
                BlockKind::TableHead => self.table(block, taken, items),
                BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote if items => {
                    self.text(block);
                }
                BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote => {
                    self.property(block);
                }
                _ => {}
            }
            blocks = rest;
        }
    }

    fn current(&self) -> Option<usize> {
        self.boxes.last().or(self.open.last()).map(|(_, at)| *at)
    }

    /// The item whose criteria are listed: behind the last week of a phase stand those of the phase.
    fn accepted(&self, at: usize) -> usize {
        let week = self.reading.drafts.get(at).filter(|draft| draft.calendar);
        week.and_then(|draft| draft.inside).unwrap_or(at)
    }

    fn draft(&mut self, at: usize) -> Option<&mut Draft> {
        self.reading.drafts.get_mut(at)
    }

    fn kind(&self, at: usize) -> Option<WorkKind> {
        self.reading.drafts.get(at).map(|draft| draft.item.kind)
    }

    fn push(&mut self, draft: Draft) -> usize {
        self.reading.drafts.push(draft);
        self.reading.drafts.len() - 1
    }

    fn set_mode(&mut self, section: &Section) {
        self.sticky = true;
        self.mode = match fields::of_label(&section.heading) {
            Some(field) => Mode::In(field),
            None if titles::is_generic(&section.heading) => Mode::Free,
            None => Mode::Other,
        };
    }

    /// Reads a paragraph, quotation or list item.
    fn text(&mut self, block: &Block) {
        let raw = self.page.raw(block.span);
        if block.kind == BlockKind::ListItem {
            self.boxes.retain(|(depth, _)| *depth < block.depth);
            let around = !self.open.is_empty() || !self.boxes.is_empty();
            if let Some(found) = boxes::read(&raw).filter(|found| around || found.is_plain()) {
                self.boxed(&found, block, &raw);
                return;
            }
            if self.listed(block, &raw) {
                return;
            }
        } else if self.page.indent(block.span.line) < 2 {
            self.boxes.clear();
            if self.bold(block, &raw) {
                return;
            }
        }
        self.said(block, &raw);
    }

    /// Reads text that names no item of its own.
    fn said(&mut self, block: &Block, raw: &str) {
        let Some(at) = self.current() else {
            self.property(block);
            return;
        };
        let in_box = !self.boxes.is_empty();
        let plain_item = block.kind == BlockKind::ListItem;
        for segment in segments::of(raw) {
            let label = marks::plain(segment.label);
            let mode = match (fields::of_label(&label), label.is_empty()) {
                (Some(field), _) => Mode::In(field),
                (None, false) => Mode::Other,
                (None, true) if in_box => Mode::Free,
                (None, true) if plain_item || self.sticky || self.announced => self.mode,
                (None, true) => Mode::Free,
            };
            let value = Value { label: &label, raw: segment.value, span: block.span };
            self.apply(at, mode, value, in_box);
            let opens = !label.is_empty();
            // A label within a list holds for its own line, unless it announces what follows.
            if !in_box && (!plain_item || segment.value.is_empty()) {
                self.mode = if opens || !self.sticky { mode } else { self.mode };
            }
            self.announced = opens && segment.value.is_empty();
        }
        let page = self.page;
        if let Some(draft) = self.draft(at) {
            apply::references(page, draft, raw, block.span);
        }
    }

    fn apply(&mut self, at: usize, mode: Mode, value: Value<'_>, in_box: bool) {
        let page = self.page;
        let at = if mode == Mode::In(Field::Acceptance) { self.accepted(at) } else { at };
        let Some(draft) = self.reading.drafts.get_mut(at) else { return };
        match mode {
            Mode::In(field) => apply::field(page, draft, field, value),
            Mode::Free => {
                let plain = marks::plain(value.raw);
                if in_box {
                    apply::sentence_files(page, draft, (&plain, value.raw), value.span);
                }
                if apply::speaks_of_commits(&plain) {
                    apply::commits(draft, value.raw);
                }
                apply::text(draft, &plain);
            }
            Mode::Other => {}
        }
    }

    /// Reads labelled text at the head of a document as its properties.
    fn property(&mut self, block: &Block) {
        if !self.reading.drafts.is_empty() || !self.head {
            return;
        }
        let raw = self.page.raw(block.span);
        for part in raw.split(" | ") {
            for segment in segments::of(part).iter().filter(|found| !found.label.is_empty()) {
                properties::note(&mut self.reading, segment.label, segment.value);
            }
        }
    }
}
