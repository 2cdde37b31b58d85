//! Sections that are one requirement: their heading names it, their text describes it.

use super::{Draft, Reader, criterion_text, first_words, is_acceptance, list};
use crate::{
    document::{
        field,
        requirements::{
            given, given::GivenKind, headed::Headed, priority, scenario, story, topic::Topic,
        },
        words,
    },
    model::{Block, BlockKind, Priority, RequirementKind, Section, Span},
};

/// Labels that describe one requirement, and so make its section one.
const FIELDS: &[&str] = &[
    "description",
    "priority",
    "user story",
    "rationale",
    "requirement",
    "descricao",
    "prioridade",
    "historia de usuario",
    "requisito",
    "justificativa",
    "descripcion",
    "prioridad",
];

/// Whether a section without an identifier is one requirement: it has fields, or only running text.
pub(super) fn is_one(section: &Section) -> bool {
    let fields = section.blocks.iter().any(|block| block.depth == 0 && is_field(block));
    let mut criteria = false;
    let mut items = 0;
    let mut text = 0;
    for block in &section.blocks {
        match block.kind {
            BlockKind::Paragraph | BlockKind::Quote => {
                criteria = field(block).is_some_and(|(name, _)| is_acceptance(name));
                text += u32::from(!criteria && !opens_list(block));
            }
            BlockKind::ListItem | BlockKind::TableRow if !criteria => items += 1,
            _ => {}
        }
    }
    fields || (items == 0 && text > 0)
}

fn is_field(block: &Block) -> bool {
    field(block)
        .is_some_and(|(name, _)| FIELDS.iter().any(|field| words::is(&words::key(name), field)))
}

fn opens_list(block: &Block) -> bool {
    block.text.ends_with(':')
}

impl Reader<'_, '_> {
    /// Reads a section as one requirement, which then owns the sections below it.
    pub(super) fn open_whole(&mut self, at: usize, section: &Section, kind: RequirementKind) {
        let heading = Span { line: section.span.line, end_line: section.span.line };
        let mut draft = Draft::new(&section.heading, &section.heading, kind, (at, heading));
        draft.text.clear();
        self.push(draft, Priority::Unknown);
        let draft = self.drafts.len() - 1;
        self.owner = Some((section.level, draft));
        self.fill(draft, at, section, false);
        if let Some(draft) = self.drafts.get_mut(draft).filter(|draft| draft.text.is_empty()) {
            draft.text.clone_from(&draft.title);
        }
    }

    /// Reads a section whose heading opens a requirement by a word and a number or name.
    pub(super) fn open_headed(&mut self, at: usize, section: &Section, headed: &Headed<'_>) {
        let topic = self.page.standing(at).topic;
        let removed = topic == Topic::OutOfScope;
        let kind = if removed { RequirementKind::OutOfScope } else { headed.kind };
        self.open_whole(at, section, kind);
        let first = self.first_priority(headed);
        let Some(draft) = self.drafts.last_mut() else { return };
        draft.given = Some(headed.id.clone());
        draft.kind = kind;
        let verb = if headed.story { Priority::Unknown } else { priority::verb(&draft.text) };
        draft.priority = priority::first([first, draft.priority, verb]);
        let name = headed.title.rsplit_once(" (Priority").map_or(headed.title, |(name, _)| name);
        if !name.is_empty() {
            draft.title = first_words(name);
        } else if let Some(wish) = story::wish(&draft.text.replace('\n', ", ")) {
            draft.title = first_words(wish);
        }
    }

    /// `P1` is what comes first, in documents that have no `P0`.
    fn first_priority(&self, headed: &Headed<'_>) -> Priority {
        let has = |title: &str, mark: &str| words::has(&words::key(title), mark);
        let mut sections = self.page.outline.sections.iter();
        if !headed.story || sections.any(|section| has(&section.heading, "p0")) {
            return Priority::Unknown;
        }
        let marks = [("p1", Priority::Must), ("p2", Priority::Should), ("p3", Priority::Could)];
        let found = marks.iter().find(|(mark, _)| has(headed.title, mark));
        found.map_or(Priority::Unknown, |(_, priority)| *priority)
    }

    /// Reads a section below a heading that is a requirement.
    pub(super) fn below(&mut self, draft: usize, at: usize, section: &Section) {
        if let Some(name) = scenario::named(&section.heading) {
            return self.scenario(draft, at, section, name);
        }
        self.fill(draft, at, section, is_acceptance(&section.heading));
    }

    /// Reads a section that is one scenario: one criterion with all its steps.
    fn scenario(&mut self, draft: usize, at: usize, section: &Section, name: &str) {
        let mut text = name.to_owned();
        let mut span = Span { line: section.span.line, end_line: section.span.line };
        for (number, block) in section.blocks.iter().enumerate() {
            if matches!(block.kind, BlockKind::Code | BlockKind::Html | BlockKind::TableHead) {
                continue;
            }
            text.push_str(if span.end_line == span.line { ": " } else { "; " });
            text.push_str(&block.text);
            span.end_line = span.end_line.max(block.span.end_line);
            self.page.claim((at, number));
        }
        let observation = self.observe(&text, span);
        if let Some(draft) = self.drafts.get_mut(draft) {
            draft.span.end_line = draft.span.end_line.max(span.end_line);
            draft.acceptance.push(observation);
        }
    }

    fn fill(&mut self, draft: usize, at: usize, section: &Section, criteria: bool) {
        let mut criteria = criteria.then_some(0);
        let mut head = None;
        for (number, block) in section.blocks.iter().enumerate() {
            if matches!(block.kind, BlockKind::Code | BlockKind::Html) {
                continue;
            }
            if block.kind == BlockKind::TableHead {
                head = Some(block);
            } else if self.is_other(draft, block) {
                list::identified(self, head, block, (at, number));
                continue;
            } else {
                criteria = self.line(draft, block, criteria);
            }
            self.page.claim((at, number));
        }
    }

    /// Whether a block has the identifier of a requirement other than `draft`.
    fn is_other(&self, draft: usize, block: &Block) -> bool {
        let own = self.drafts.get(draft).and_then(|draft| draft.given.as_deref());
        let given = given::leading(&block.text).filter(|given| given.kind != GivenKind::Acceptance);
        block.depth == 0 && given.is_some_and(|given| Some(given.id) != own)
    }

    /// Reads one block; `criteria` is the depth of the label whose items are criteria.
    fn line(&mut self, draft: usize, block: &Block, criteria: Option<u8>) -> Option<u8> {
        let observation = self.observe(criterion_text(block), block.span);
        let Some(draft) = self.drafts.get_mut(draft) else { return criteria };
        let (name, value) = field(block).unwrap_or(("", ""));
        draft.span.end_line = draft.span.end_line.max(block.span.end_line);
        if is_acceptance(name) {
            if !value.is_empty() {
                draft.accept(observation);
            }
            return Some(block.depth);
        }
        if is_priority(name) {
            draft.priority = priority::first([priority::value(value), draft.priority]);
            return None;
        }
        let labelled = !block.label.is_empty() && block.checked.is_none();
        let criterion =
            given::leading(&block.text).is_some_and(|given| given.kind == GivenKind::Acceptance);
        let listed = matches!(block.kind, BlockKind::ListItem | BlockKind::TableRow);
        let ends =
            labelled && !criterion && criteria.is_some_and(|depth| block.depth <= depth && !listed);
        let criteria = criteria.filter(|_| !ends && (listed || block.kind != BlockKind::Paragraph));
        if criterion || block.checked.is_some() || (criteria.is_some() && listed) {
            draft.accept(observation);
        } else {
            let described = words::is(&words::key(name), "description")
                || words::is(&words::key(name), "descricao");
            draft.extend(if described { value } else { &block.text }, block.span);
        }
        criteria
    }
}

/// Whether the label is one for priorities.
pub(super) fn is_priority(name: &str) -> bool {
    let key = words::key(name);
    ["priority", "prioridade", "prioridad", "moscow"].iter().any(|name| words::is(&key, name))
}
