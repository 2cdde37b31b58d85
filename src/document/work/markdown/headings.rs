//! Items that headings name, and headings that have work directly below them.

use super::{
    super::{
        apply, boxes, dates,
        draft::{Draft, Origin},
        fields::{self, Field},
        marks, names, signs,
    },
    Mode, Reader, titles,
};
use crate::model::{Block, BlockKind, PlanForm, Section, Span, WorkKind, WorkStatus};

/// Level of items that bold lines name: below every heading.
const BOLD: u8 = 9;

impl Reader<'_, '_> {
    /// Opens the item that a heading names.
    pub(super) fn heading(&mut self, section: &Section) -> bool {
        let raw = marks::plain(self.page.heading(section.span.line));
        let (status, words, rest) = signs::of_heading(&raw);
        let bare = if section.number.is_empty() {
            rest.as_str()
        } else {
            titles::behind_number(&rest, &section.number)
        };
        let Some(name) = names::read(bare) else {
            return self.implicit(section, status, &words);
        };
        let span = Span { line: section.span.line, end_line: section.span.line };
        self.item(&name, span, section.level, (status, &words));
        let line = self.page.heading(section.span.line);
        let at = self.reading.drafts.len() - 1;
        if section.parents.iter().any(|parent| titles::is_aside(parent)) {
            self.reading
                .drafts
                .last_mut()
                .into_iter()
                .for_each(|draft| draft.origin = Origin::Mention);
        }
        if apply::speaks_of_commits(&raw)
            && let Some(draft) = self.reading.drafts.get_mut(at)
        {
            apply::commits(draft, line);
        }
        true
    }

    /// Opens an item by its name, at a level of headings.
    pub(super) fn item(
        &mut self,
        name: &names::Name,
        span: Span,
        level: u8,
        status: (WorkStatus, &str),
    ) {
        let inside = self.open.last().map(|(_, at)| *at);
        let mut kind = name.kind.unwrap_or_default();
        let above = inside.and_then(|at| self.kind(at));
        // A step is a task where nothing is above it.
        if kind == WorkKind::Subtask
            && above.is_none_or(|above| above < WorkKind::Task)
            && name.id.contains(' ')
        {
            kind = WorkKind::Task;
        }
        let nameless = kind == WorkKind::Subtask && name.id.contains(' ');
        let id = if nameless { "" } else { &name.id };
        let at = self.page.evidence("work.heading", span);
        let (title, optional) = titles::trimmed_title(&name.title);
        let mut draft = Draft::new(at, id, kind, title);
        draft.item.optional = optional;
        draft.item.priority = fields::priority_in_brackets(&name.title);
        draft.item.hours = titles::bracket_hours(&name.title);
        draft.calendar = name.calendar;
        if name.calendar {
            name.id.clone_into(&mut draft.item.when);
        } else if let Some(when) = titles::bracket_when(&name.title) {
            draft.item.when = when;
        }
        let mut days = dates::days(&name.title);
        draft.item.starts = days.next().map(str::to_owned);
        draft.item.ends = days.last().map(str::to_owned);
        draft.state(status.0, status.1);
        draft.origin = Origin::Heading;
        draft.inside = inside;
        let place = self.push(draft);
        self.open.push((level, place));
    }

    /// Opens an item for a heading without identifier that has check boxes directly below it.
    pub(super) fn implicit(&mut self, section: &Section, status: WorkStatus, words: &str) -> bool {
        let boxed = |block: &&Block| {
            block.kind == BlockKind::ListItem
                && boxes::read(&self.page.raw(block.span)).is_some_and(|found| found.is_plain())
        };
        let Some(first) = section.blocks.iter().find(boxed) else { return false };
        let raw = self.page.raw(first.span);
        let named = boxes::read(&raw).map(|found| marks::plain(boxes::tags(found.text).1));
        let numbered = named.as_deref().and_then(names::numbered).map(|(number, _)| number);
        let own = !section.number.is_empty();
        let belongs = numbered.is_none_or(|number| {
            own && number.strip_prefix(&*section.number).is_some_and(|rest| rest.starts_with('.'))
        });
        let given = named.as_deref().and_then(names::read).is_some();
        let above = self.open.last().and_then(|(_, at)| self.kind(*at));
        // Changes of OpenSpec list their checks as work.
        let label = fields::of_label(&section.heading)
            .filter(|field| *field != Field::Checks || self.form != PlanForm::OpenSpec);
        let generic = label.is_some() || titles::is_generic(&section.heading) || section.level <= 1;
        if !belongs
            || given
            || (generic && !own)
            || above.is_some_and(|above| above > WorkKind::Phase)
        {
            return false;
        }
        if matches!(label, Some(Field::Acceptance | Field::Checks)) && numbered.is_none() {
            return false;
        }
        let span = Span { line: section.span.line, end_line: section.span.line };
        let (title, optional) = titles::trimmed_title(&section.heading);
        let mut draft = Draft::new(
            self.page.evidence("work.heading", span),
            &section.number,
            WorkKind::Epic,
            title,
        );
        draft.item.optional = optional;
        draft.state(status, words);
        draft.origin = Origin::Heading;
        draft.inside = self.open.last().map(|(_, at)| *at);
        let place = self.push(draft);
        self.open.push((section.level, place));
        true
    }

    /// Opens the item that a line in bold names.
    pub(super) fn bold(&mut self, block: &Block, raw: &str) -> bool {
        if !raw.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '*').starts_with("**")
            || block.kind != BlockKind::Paragraph
        {
            return false;
        }
        let plain = marks::plain(raw);
        let (status, words, rest) = signs::of_heading(&plain);
        let Some(name) = names::read(&rest).filter(|name| name.title.chars().count() <= 120) else {
            return false;
        };
        let level = BOLD + u8::from(!name.calendar && name.kind != Some(WorkKind::Phase));
        self.open.retain(|(open, _)| *open < level);
        let calendar = name.calendar;
        self.item(&name, block.span, level, (status, &words));
        (self.mode, self.sticky) = (Mode::Free, false);
        let page = self.page;
        if let Some(draft) = self.reading.drafts.last_mut().filter(|_| !calendar) {
            let title = draft.item.title.clone();
            apply::sentence_files(page, draft, (&title, raw), block.span);
            apply::references(page, draft, raw, block.span);
        }
        true
    }
}
