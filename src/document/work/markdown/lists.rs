//! Items that lines of lists name: check boxes, bold identifiers, the work of a week.

use super::{
    super::{
        apply, boxes,
        draft::{Draft, Origin},
        fields::{self, Field},
        marks, names, segments, signs, tables,
    },
    Mode, Reader, titles,
};
use crate::model::{Block, PlanForm, Span, WorkKind, WorkStatus};

impl Reader<'_, '_> {
    /// Takes a list item without a box for a task: one that a known identifier in bold leads, or any in the
    /// work of a week.
    pub(super) fn listed(&mut self, block: &Block, raw: &str) -> bool {
        if self.mode == Mode::In(Field::Needs) && self.sticky && self.open.is_empty() {
            return self.needed(block, raw);
        }
        let free = matches!(self.mode, Mode::Free | Mode::In(Field::Steps));
        if !free || !self.boxes.is_empty() {
            return false;
        }
        let lead = raw.strip_prefix("**").and_then(|rest| rest.split("**").next());
        let named =
            lead.and_then(names::read).is_some_and(|name| name.kind.is_some() && !name.calendar);
        let calendar = self.open.last().and_then(|(_, at)| self.reading.drafts.get(*at));
        let phase = calendar.is_some_and(|draft| draft.item.kind == WorkKind::Phase);
        let calendar = calendar.is_some_and(|draft| draft.calendar);
        let weak = phase && self.mode == Mode::Free;
        let week = calendar || phase;
        let labelled = segments::of(raw).first().is_some_and(|segment| {
            fields::of_label(&marks::plain(segment.label))
                .is_some_and(|field| field != Field::Steps)
        });
        if !named && (!week || block.depth > 0 || labelled) {
            return false;
        }
        let (status, mark) = signs::lead(raw);
        let found = boxes::Box {
            status,
            mark,
            optional: false,
            text: raw.strip_prefix(mark).unwrap_or(raw),
        };
        self.task(&found, block, raw);
        if let Some(draft) = self.reading.drafts.last_mut() {
            draft.weak = weak && !named;
        }
        true
    }

    /// Reads a line of a section on dependencies: `**Phase 3 (Sessions)**: depends on Phase 2`.
    fn needed(&mut self, block: &Block, raw: &str) -> bool {
        let segments = segments::of(raw);
        let Some(segment) = segments.first().filter(|segment| !segment.value.is_empty()) else {
            return false;
        };
        let label = marks::plain(segment.label);
        let inner = label.split_once('(').and_then(|(_, inner)| inner.strip_suffix(')'));
        let Some(name) = names::read(&label).or_else(|| names::read(inner?)) else { return false };
        let at = self.page.evidence("work.line", block.span);
        let mut draft = Draft::new(at, &name.id, name.kind.unwrap_or_default(), String::new());
        draft.origin = Origin::Mention;
        draft.needs.push(marks::plain(segment.value));
        self.push(draft);
        true
    }

    /// Reads a check box: a criterion, the state of the item around it, or an item of its own.
    pub(super) fn boxed(&mut self, found: &boxes::Box<'_>, block: &Block, raw: &str) {
        let around = self.current();
        let named = names_work(found.text);
        if let Some(at) = around {
            let page = self.page;
            let acceptance =
                matches!(self.mode, Mode::In(Field::Acceptance | Field::Checks)) && !named;
            let at = if acceptance && self.boxes.is_empty() { self.accepted(at) } else { at };
            let Some(draft) = self.reading.drafts.get_mut(at) else { return };
            if boxes::says_done(found.text) {
                draft.state(found.status, found.mark);
                apply::commits(draft, found.text);
                return;
            }
            if acceptance && self.boxes.is_empty() {
                let plain = marks::plain(found.text);
                apply::criterion(
                    page,
                    draft,
                    &plain,
                    block.span,
                    Some(found.status == WorkStatus::Done),
                );
                return;
            }
        }
        let loose = matches!(self.mode, Mode::In(Field::Acceptance | Field::Checks))
            || self.head_of_checks();
        if around.is_none() && loose && !named {
            return;
        }
        self.task(found, block, raw);
    }

    /// Whether boxes without an item around them are no work: gates and reviews of the document itself.
    fn head_of_checks(&self) -> bool {
        self.mode == Mode::Other
            && self.form != PlanForm::OpenSpec
            && self.form != PlanForm::Kiro
            && self.form != PlanForm::SpecKit
            && !self.reading.drafts.is_empty()
            && self.form == PlanForm::Living
    }

    /// Opens the item of a list's line.
    fn task(&mut self, found: &boxes::Box<'_>, block: &Block, raw: &str) {
        let (mut tags, rest) = boxes::tags(found.text);
        let plain = marks::plain(rest);
        let numbered = names::numbered(&plain).map(|(id, title)| (id.to_owned(), title.to_owned()));
        let name = names::read(&plain);
        let (id, kind, title) = match (numbered, name) {
            (Some((id, title)), _) => (id, None, title),
            (None, Some(name)) => (name.id, name.kind, name.title),
            (None, None) => (String::new(), None, plain.clone()),
        };
        let (more, title) = boxes::tags(&title);
        tags.extend(more);
        let inside = self.current();
        let kind = kind.unwrap_or_else(|| self.kind_below(inside, &id));
        let nameless = kind == WorkKind::Subtask && id.contains(' ');
        let at = self.page.evidence("work.line", block.span);
        let mut draft = Draft::new(at, if nameless { "" } else { &id }, kind, String::new());
        draft.inside = inside;
        draft.item.optional = found.optional || tables::is_optional(title);
        draft.state(found.status, found.mark);
        titles::tagged(&mut draft, &tags);
        let lead = titles::title_of(rest, title);
        draft.item.title = marks::cut(&titles::trimmed_title(&lead).0, 200);
        self.line(&mut draft, &plain, raw, block.span);
        let place = self.push(draft);
        self.boxes.push((block.depth, place));
    }

    fn kind_below(&self, inside: Option<usize>, id: &str) -> WorkKind {
        match inside.and_then(|at| self.kind(at)) {
            Some(WorkKind::Task | WorkKind::Subtask) => WorkKind::Subtask,
            None if self.form == PlanForm::Kiro && id.contains('.') => WorkKind::Subtask,
            _ => WorkKind::Task,
        }
    }

    /// What a line of a list says besides its title.
    fn line(&self, draft: &mut Draft, plain: &str, raw: &str, span: Span) {
        apply::sentence_files(self.page, draft, (&draft.item.title.clone(), raw), span);
        apply::references(self.page, draft, raw, span);
        if apply::speaks_of_commits(plain) {
            apply::commits(draft, raw);
        }
        let brackets = plain.split('(').skip(1).filter_map(|part| part.split(')').next());
        let needs = brackets.filter(|part| titles::names_needs(part));
        draft.needs.extend(needs.map(str::to_owned));
        draft.item.hours = titles::bracket_hours(plain);
        draft.item.priority = fields::priority_in_brackets(plain);
    }
}

/// Whether the text of a box leads with an identifier, so that it is work wherever it stands.
fn names_work(text: &str) -> bool {
    let plain = marks::plain(boxes::tags(text).1);
    names::numbered(&plain).is_some()
        || names::read(&plain).is_some_and(|name| name.kind.is_some() && !name.calendar)
}
