//! A Markdown plan to claims: headings, paragraphs and lists with the labels that hold for them.

use super::{
    fences,
    items::Items,
    labels,
    places::Text,
    stretch::{self, Around, Bare, Files},
    tables,
    typed::{self, Typed},
};
use crate::{
    document::work::{marks, segments},
    model::{Block, BlockKind, Claim, Outline, Section, Span, Standing},
};

/// The claims of a plan, in order of place.
pub(super) fn claims(text: &Text<'_>, outline: &Outline, items: &Items) -> Vec<Claim> {
    let mut walk =
        Walk { text, items, found: Vec::new(), section: None, said: None, lists: Vec::new() };
    for section in &outline.sections {
        walk.section(section);
    }
    let mut found = walk.found;
    found.sort_by(|a, b| (&a.place, a.kind, &a.subject).cmp(&(&b.place, b.kind, &b.subject)));
    found.dedup();
    found
}

/// What a label says of the lines behind it, of files or of something else.
struct Announced(Option<Files>);

/// Walks through the blocks.
pub(super) struct Walk<'w, 't> {
    pub(super) text: &'w Text<'t>,
    pub(super) items: &'w Items,
    found: Vec<Claim>,
    /// What the heading says.
    section: Option<Files>,
    /// What the last label of a paragraph announced.
    said: Option<Files>,
    /// What labels of list items announced for those below them, with their depths.
    lists: Vec<(u8, Option<Files>)>,
}

impl Walk<'_, '_> {
    fn section(&mut self, section: &Section) {
        self.lists.clear();
        if section.level > 0 {
            self.section = labels::of_heading(&section.heading);
            let heading = Span { line: section.span.line, end_line: section.span.line };
            self.stretch(heading, Around { files: None, bare: Bare::Told, typed: None });
        }
        self.said = self.section;
        let mut blocks = section.blocks.as_slice();
        while let Some((block, rest)) = blocks.split_first() {
            let rows = match block.kind {
                BlockKind::TableHead => {
                    rest.iter().take_while(|next| next.kind == BlockKind::TableRow).count()
                }
                _ => 0,
            };
            let (rows, behind) = rest.split_at_checked(rows).unwrap_or((&[], rest));
            match block.kind {
                BlockKind::TableHead => tables::read(self, block, rows, self.said),
                BlockKind::TableRow | BlockKind::Html => {}
                BlockKind::Code => fences::read(self, block),
                BlockKind::ListItem => self.item(block, behind),
                BlockKind::Paragraph | BlockKind::Quote => self.paragraph(block, behind),
            }
            blocks = behind;
        }
    }

    fn paragraph(&mut self, block: &Block, behind: &[Block]) {
        let last = self.announced(block.span);
        // A label alone on its lines holds for what follows; other text ends what an earlier one said.
        let before = if last.is_some() { None } else { self.section };
        let typed = self.typed(block, behind);
        self.stretch(block.span, Around { files: before, bare: Bare::Told, typed });
        self.said = last.map_or(self.section, |last| last.0);
        if block.depth == 0 {
            self.lists.clear();
        }
    }

    fn item(&mut self, block: &Block, behind: &[Block]) {
        self.lists.retain(|(depth, _)| *depth < block.depth);
        let around = self.lists.last().map_or(self.said, |(_, files)| *files);
        let bare = if block.checked.is_some() { Bare::All } else { Bare::Told };
        let typed = self.typed(block, behind);
        self.stretch(block.span, Around { files: around, bare, typed });
        if let Some(Announced(files)) = self.announced(block.span) {
            self.lists.push((block.depth, files));
        }
    }

    /// What the last label of these lines says, when nothing stands behind it.
    fn announced(&self, span: Span) -> Option<Announced> {
        let text = marks::bare(self.text.get(&self.text.lines(span)));
        let segments = segments::of(text);
        let last =
            segments.last().filter(|last| !last.label.is_empty() && last.value.is_empty())?;
        Some(Announced(labels::of_label(&marks::plain(last.label))))
    }

    /// What the lines beside a block say of its files.
    fn typed(&self, block: &Block, behind: &[Block]) -> Option<Typed> {
        typed::of(block, behind, |block| self.text.get(&self.text.lines(block.span)))
    }

    fn stretch(&mut self, span: Span, around: Around) {
        let bytes = self.text.lines(span);
        let item = self.items.at(span.line).to_owned();
        self.read(bytes, around, &item, None);
    }

    /// Adds what the bytes of the text say.
    pub(super) fn read(
        &mut self,
        bytes: std::ops::Range<usize>,
        around: Around,
        item: &str,
        standing: Option<Standing>,
    ) {
        for said in stretch::read(self.text.get(&bytes), around) {
            let own = said.bytes.start + bytes.start..said.bytes.end + bytes.start;
            self.add(own, said, item, standing);
        }
    }

    /// Adds one saying.
    pub(super) fn add(
        &mut self,
        bytes: std::ops::Range<usize>,
        said: stretch::Saying,
        item: &str,
        standing: Option<Standing>,
    ) {
        let standing = standing.unwrap_or(said.standing);
        self.found.push(said.claim(self.text.place(&bytes), item, standing));
    }
}
