//! Sections that list requirements: bullets, labelled paragraphs, table rows. In sections about
//! anything else only what has an identifier or is a user story counts.

use super::{
    Draft, Reader, columns::Columns, criterion_text, is_acceptance, is_labelled_criterion, whole,
};
use crate::{
    document::{
        field,
        requirements::{
            given::{self, Given, GivenKind},
            page::At,
            priority, story,
            topic::{self, Topic},
        },
        words,
    },
    model::{Block, BlockKind, Priority, RequirementKind, Section},
};

/// Reads `section`, whose items are of `kind`.
pub(super) fn read(
    reader: &mut Reader<'_, '_>,
    at: usize,
    section: &Section,
    kind: Option<RequirementKind>,
) {
    let topic = reader.page.standing(at).topic;
    let criteria =
        if topic == Topic::Acceptance { Criteria::of(reader.above(at)) } else { Criteria::No };
    let bare = !section
        .blocks
        .iter()
        .any(|block| matches!(block.kind, BlockKind::ListItem | BlockKind::TableRow));
    let mut list = List {
        section: at,
        section_kind: kind,
        kind,
        criteria,
        bare: bare && is_leaf(reader, at),
        group: Priority::Unknown,
        columns: Columns::default(),
        current: None,
        open: None,
        nested_criteria: None,
    };
    for (number, block) in section.blocks.iter().enumerate() {
        list.block(reader, block, (at, number));
    }
}

/// Reads one block that has an identifier of its own within the section of another requirement.
pub(super) fn identified(
    reader: &mut Reader<'_, '_>,
    head: Option<&Block>,
    block: &Block,
    place: At,
) {
    let mut list = List {
        section: place.0,
        section_kind: None,
        kind: None,
        criteria: Criteria::No,
        bare: false,
        group: Priority::Unknown,
        columns: head.map(Columns::of).unwrap_or_default(),
        current: None,
        open: None,
        nested_criteria: None,
    };
    list.block(reader, block, place);
}

fn is_leaf(reader: &Reader<'_, '_>, at: usize) -> bool {
    let next = reader.page.standings.get(at + 1);
    next.is_none_or(|next| next.parent != Some(at))
}

/// Whether items are acceptance criteria.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Criteria {
    No,
    /// Of no requirement.
    Loose,
    /// Of the draft.
    Of(usize),
}

impl Criteria {
    fn of(draft: Option<usize>) -> Self {
        draft.map_or(Self::Loose, Self::Of)
    }

    fn draft(self) -> Option<usize> {
        if let Self::Of(draft) = self { Some(draft) } else { None }
    }
}

struct List {
    section: usize,
    /// Kind of items by the section's heading.
    section_kind: Option<RequirementKind>,
    /// Kind of items by the nearest label.
    kind: Option<RequirementKind>,
    criteria: Criteria,
    /// The section has running text only.
    bare: bool,
    /// Priority that a label gives to the items below it.
    group: Priority,
    columns: Columns,
    /// Draft that deeper items belong to.
    current: Option<usize>,
    /// Draft of a paragraph with an identifier, which the items below it describe.
    open: Option<usize>,
    /// Depth of a nested label whose items are criteria.
    nested_criteria: Option<u8>,
}

impl List {
    fn block(&mut self, reader: &mut Reader<'_, '_>, block: &Block, place: At) {
        match block.kind {
            BlockKind::ListItem => self.item(reader, block, place),
            BlockKind::Paragraph | BlockKind::Quote => self.paragraph(reader, block, place),
            BlockKind::TableHead => self.columns = Columns::of(block),
            BlockKind::TableRow => self.row(reader, block, place),
            BlockKind::Code | BlockKind::Html => {}
        }
    }

    fn item(&mut self, reader: &mut Reader<'_, '_>, block: &Block, place: At) {
        if let (1.., Some(current)) = (block.depth, self.current) {
            reader.page.claim(place);
            return self.nested(reader, block, current);
        }
        if let Some(open) = self.open.filter(|_| !is_told(block)) {
            reader.page.claim(place);
            return self.nested(reader, block, open);
        }
        self.nested_criteria = None;
        if self.continues_story(reader, block, place) {
            return;
        }
        let criterion =
            given::leading(&block.text).is_some_and(|given| given.kind == GivenKind::Acceptance);
        match self.criteria {
            _ if is_labelled_criterion(block) => self.labelled_criteria(reader, block, place),
            Criteria::No if criterion => self.criterion(reader, block, place, self.current),
            Criteria::No => self.draft(reader, block, place),
            criteria => self.criterion(reader, block, place, criteria.draft()),
        }
    }

    /// `Acceptance: …` is a criterion of what stands above it, or opens the list of its criteria.
    fn labelled_criteria(&mut self, reader: &mut Reader<'_, '_>, block: &Block, place: At) {
        let target = self.current.or_else(|| self.last(reader));
        if criterion_text(block).is_empty() {
            reader.page.claim(place);
            self.current = target;
            self.nested_criteria = Some(block.depth);
            return;
        }
        self.criterion(reader, block, place, target);
    }

    /// An item below another belongs to it.
    fn nested(&mut self, reader: &mut Reader<'_, '_>, block: &Block, current: usize) {
        let observation = reader.observe(criterion_text(block), block.span);
        let Some(draft) = reader.drafts.get_mut(current) else { return };
        let (name, value) = field(block).unwrap_or(("", ""));
        let items = self.open == Some(current);
        let inside = self.nested_criteria.is_some_and(|depth| block.depth > depth || items);
        if is_acceptance(name) {
            self.nested_criteria = Some(block.depth);
            if !value.is_empty() {
                draft.accept(observation);
            }
        } else if whole::is_priority(name) {
            draft.priority = priority::first([priority::value(value), draft.priority]);
        } else if inside || block.checked.is_some() {
            draft.accept(observation);
        } else {
            draft.extend(&block.text, block.span);
        }
    }

    /// A story may be told in three blocks: as a …, I want …, so that ….
    fn continues_story(&self, reader: &mut Reader<'_, '_>, block: &Block, place: At) -> bool {
        let last = self.current.and_then(|current| reader.drafts.get_mut(current));
        let Some(draft) = last.filter(|draft| draft.kind == RequirementKind::UserStory) else {
            return false;
        };
        if !story::continues(&block.text) {
            return false;
        }
        draft.extend(&block.text, block.span);
        reader.page.claim(place);
        true
    }

    fn criterion(
        &mut self,
        reader: &mut Reader<'_, '_>,
        block: &Block,
        place: At,
        target: Option<usize>,
    ) {
        reader.page.claim(place);
        let text = criterion_text(block);
        let observation = reader.observe(text, block.span);
        if let Some(draft) = target.and_then(|target| reader.drafts.get_mut(target)) {
            draft.accept(observation);
            return;
        }
        let kind = RequirementKind::SuccessCriterion;
        let label = if text == block.text { block.label.as_str() } else { "" };
        let mut draft = Draft::new(text, label, kind, (self.section, block.span));
        draft.criterion = true;
        draft.accept(observation);
        self.current = Some(reader.drafts.len());
        reader.push(draft, self.group);
    }

    /// Drafts a requirement from a block, when it is one here.
    fn draft(&mut self, reader: &mut Reader<'_, '_>, block: &Block, place: At) {
        let told = is_told(block) || story::opens(&block.text);
        let excluded = is_excluded(block);
        let kind = match (self.kind, told) {
            _ if excluded => RequirementKind::OutOfScope,
            (Some(kind), _) => kind,
            (None, true) => RequirementKind::Functional,
            (None, false) => {
                self.current = None;
                return;
            }
        };
        if block.text.is_empty() {
            return;
        }
        reader.page.claim(place);
        // `Not planned: cards` is about cards.
        let label = if excluded { "" } else { &block.label };
        let draft = Draft::new(&block.text, label, kind, (self.section, block.span));
        self.nested_criteria = None;
        self.current = Some(reader.drafts.len());
        reader.push(draft, self.group);
    }

    fn paragraph(&mut self, reader: &mut Reader<'_, '_>, block: &Block, place: At) {
        if self.continues_story(reader, block, place) {
            return;
        }
        let (name, value) = field(block).unwrap_or(("", ""));
        let given = given::leading(&block.text);
        if given.as_ref().is_some_and(|given| given.kind == GivenKind::Acceptance) {
            self.criterion(reader, block, place, self.criteria.draft());
            self.open = self.current.filter(|_| self.criteria.draft().is_none());
            return;
        }
        if given.is_some() {
            self.draft(reader, block, place);
            self.open = self.current;
            return;
        }
        if is_acceptance(name) && self.open.is_some() && value.is_empty() {
            reader.page.claim(place);
            self.nested_criteria = Some(0);
            return;
        }
        let told = story::wish(&block.text).is_some();
        if is_acceptance(name) {
            reader.page.claim(place);
            self.criteria = Criteria::of(self.last(reader));
            if !value.is_empty() {
                self.criterion(reader, block, place, self.last(reader));
            }
        } else if whole::is_priority(name) {
            reader.page.claim(place);
            self.group = priority::value(value);
        } else if told || (story::opens(&block.text) && self.kind.is_some()) {
            self.draft(reader, block, place);
            // What stands below a story that is told in a paragraph describes it.
            self.open = self.current;
        } else if is_excluded(block) {
            self.draft(reader, block, place);
        } else if value.is_empty() && (!block.label.is_empty() || block.text.ends_with(':')) {
            self.group_label(if block.label.is_empty() { &block.text } else { &block.label });
        } else if self.kind.is_some() && (self.bare || self.is_named(block, name)) {
            self.draft(reader, block, place);
        }
    }

    /// The draft that criteria in this section belong to: the last above them.
    fn last(&self, reader: &Reader<'_, '_>) -> Option<usize> {
        let last = reader.drafts.last()?;
        (last.section == self.section).then(|| reader.drafts.len() - 1)
    }

    /// A label over a list: it may change kind and priority of the items.
    fn group_label(&mut self, label: &str) {
        self.criteria = Criteria::No;
        self.open = None;
        self.group = priority::marker(label);
        self.kind = topic::of(label).and_then(Topic::kind).or(self.section_kind);
        self.current = None;
    }

    /// A labelled paragraph is an item, unless its label says something about the others.
    fn is_named(&self, block: &Block, name: &str) -> bool {
        const REMARKS: &[&str] = &[
            "note",
            "notes",
            "nota",
            "status",
            "owner",
            "version",
            "author",
            "date",
            "example",
            "exemplo",
            "reference",
            "source",
            "rationale",
            "context",
            "important",
        ];
        let remark = REMARKS.iter().any(|remark| words::is(&words::key(name), remark));
        !block.label.is_empty() && !remark && self.kind != Some(RequirementKind::UserStory)
    }

    fn row(&mut self, reader: &mut Reader<'_, '_>, block: &Block, place: At) {
        let given = self.given(block);
        let listed = self.kind.is_some() || self.criteria != Criteria::No;
        let told = given.is_some() || story::wish(&block.text).is_some();
        let text = self.columns.text(block);
        if text.is_empty() || !(told || (listed && !self.columns.foreign)) {
            return;
        }
        reader.page.claim(place);
        let criterion = self.criteria != Criteria::No
            || given.as_ref().is_some_and(|given| given.kind == GivenKind::Acceptance);
        let observation = reader.observe(&text, block.span);
        if let (true, Some(target)) = (criterion, self.criteria.draft()) {
            if let Some(target) = reader.drafts.get_mut(target) {
                target.accept(observation);
            }
            return;
        }
        let mut draft = self.row_draft(block, &text, given.as_ref(), criterion);
        let acceptance = Columns::cell(self.columns.acceptance, block);
        if criterion {
            draft.accept(observation);
        } else if !acceptance.is_empty() {
            draft.acceptance.push(reader.observe(acceptance, block.span));
        }
        self.current = Some(reader.drafts.len());
        reader.push(draft, self.group);
    }

    /// The identifier in a row's own cell. One without a known prefix counts only in a column for
    /// identifiers, in a section that lists requirements.
    fn given<'b>(&self, block: &'b Block) -> Option<Given<'b>> {
        let cell = Columns::cell(self.columns.id.or(Some(0)), block);
        let listed = self.kind.is_some() || self.criteria != Criteria::No;
        let numbered = self.columns.id.is_some() && listed;
        let given = given::any(cell).filter(|given| given.rest.is_empty());
        given.filter(|given| given.kind != GivenKind::Unknown || numbered)
    }

    fn row_draft(
        &self,
        block: &Block,
        text: &str,
        given: Option<&Given<'_>>,
        criterion: bool,
    ) -> Draft {
        let listed = if criterion {
            RequirementKind::SuccessCriterion
        } else {
            self.kind.unwrap_or_default()
        };
        let name = self.columns.name(block);
        let mut draft = Draft::new(text, name, listed, (self.section, block.span));
        let left_out = listed == RequirementKind::OutOfScope;
        if let Some(GivenKind::Requirement(kind)) =
            given.map(|given| given.kind).filter(|_| !left_out)
        {
            draft.kind = kind;
        }
        draft.given = given.map(|given| given.id.to_owned()).or(draft.given);
        draft.priority = priority::value(Columns::cell(self.columns.priority, block));
        draft.criterion = criterion;
        draft
    }
}

/// Whether a block is a requirement by itself: it has an identifier or tells a story.
fn is_told(block: &Block) -> bool {
    given::leading(&block.text).is_some() || story::wish(&block.text).is_some()
}

/// Whether a label leaves something out of the scope (`Not planned: cards`).
fn is_excluded(block: &Block) -> bool {
    field(block).is_some_and(|(name, value)| {
        !value.is_empty() && topic::of(name) == Some(Topic::OutOfScope)
    })
}
