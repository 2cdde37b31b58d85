//! One Markdown document to drafts: headings, bold lines, tables, check boxes and lists that name work, and
//! what the text around them says of it.

use super::{
    apply::{self, Value},
    boxes,
    draft::{Draft, Origin, Reading},
    fields::{self, Field},
    form::Part,
    marks, names,
    page::Page,
    properties, segments, signs, tables,
};
use crate::{
    document::words,
    model::{Block, BlockKind, PlanForm, Section, Span, WorkKind, WorkStatus},
};

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
    reading.title.clone_from(&page.outline.title);
    for (name, value) in properties::front_matter(&page.outline.front_matter) {
        if name == "feature" {
            reading.feature = Some(value.clone());
        }
        reading.properties.insert(name, value);
    }
    properties::settle(&mut reading);
    reading
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

/// Level of items that bold lines name: below every heading.
const BOLD: u8 = 9;

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
        }
    }

    fn section(&mut self, section: &Section, part: Part) {
        self.boxes.clear();
        (self.mode, self.sticky, self.announced) = (Mode::Free, false, false);
        let items = part != Part::Head;
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
                    self.text(block)
                }
                BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote => {
                    self.property(block)
                }
                _ => {}
            }
            blocks = rest;
        }
    }

    fn current(&self) -> Option<usize> {
        self.boxes.last().or(self.open.last()).map(|(_, at)| *at)
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

    /// Opens the item that a heading names.
    fn heading(&mut self, section: &Section) -> bool {
        let raw = marks::plain(self.page.heading(section.span.line));
        let (status, words, rest) = signs::of_heading(&raw);
        let bare = if section.number.is_empty() {
            rest.as_str()
        } else {
            behind_number(&rest, &section.number)
        };
        let Some(name) = names::read(bare) else {
            return self.implicit(section, status, &words);
        };
        let span = Span { line: section.span.line, end_line: section.span.line };
        self.item(&name, span, section.level, (status, &words));
        let line = self.page.heading(section.span.line);
        let at = self.reading.drafts.len() - 1;
        if apply::speaks_of_commits(&raw)
            && let Some(draft) = self.reading.drafts.get_mut(at)
        {
            apply::commits(draft, line);
        }
        true
    }

    /// Opens an item by its name, at a level of headings.
    fn item(&mut self, name: &names::Name, span: Span, level: u8, status: (WorkStatus, &str)) {
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
        let (title, optional) = trimmed_title(&name.title);
        let mut draft = Draft::new(at, id, kind, title);
        draft.item.optional = optional;
        draft.item.priority = fields::priority_in_brackets(&name.title);
        draft.item.hours = bracket_hours(&name.title);
        draft.calendar = name.calendar;
        if name.calendar {
            name.id.clone_into(&mut draft.item.when);
        } else if let Some(when) = bracket_when(&name.title) {
            draft.item.when = when;
        }
        let mut days = super::dates::days(&name.title);
        draft.item.starts = days.next().map(str::to_owned);
        draft.item.ends = days.last().map(str::to_owned);
        draft.state(status.0, status.1);
        draft.origin = Origin::Heading;
        draft.inside = inside;
        let place = self.push(draft);
        self.open.push((level, place));
    }

    /// Opens an item for a heading without identifier that has check boxes directly below it.
    fn implicit(&mut self, section: &Section, status: WorkStatus, words: &str) -> bool {
        let boxed = |block: &&Block| {
            block.kind == BlockKind::ListItem && boxes::read(&self.page.raw(block.span)).is_some()
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
        let generic = fields::of_label(&section.heading).is_some()
            || is_generic(&section.heading)
            || section.level <= 1;
        if !belongs
            || given
            || (generic && !own)
            || above.is_some_and(|above| above > WorkKind::Phase)
        {
            return false;
        }
        if matches!(fields::of_label(&section.heading), Some(Field::Acceptance | Field::Checks)) {
            return false;
        }
        let span = Span { line: section.span.line, end_line: section.span.line };
        let (title, optional) = trimmed_title(&section.heading);
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

    fn set_mode(&mut self, section: &Section) {
        self.sticky = true;
        self.mode = match fields::of_label(&section.heading) {
            Some(field) => Mode::In(field),
            None if is_generic(&section.heading) => Mode::Free,
            None => Mode::Other,
        };
    }

    /// Reads a paragraph, quotation or list item.
    fn text(&mut self, block: &Block) {
        let raw = self.page.raw(block.span);
        if block.kind == BlockKind::ListItem {
            self.boxes.retain(|(depth, _)| *depth < block.depth);
            if let Some(found) = boxes::read(&raw) {
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

    /// Opens the item that a line in bold names.
    fn bold(&mut self, block: &Block, raw: &str) -> bool {
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
        self.item(&name, block.span, level, (status, &words));
        (self.mode, self.sticky) = (Mode::Free, false);
        true
    }

    /// Takes a list item without a box for a task: one that a known identifier in bold leads, or any in the
    /// work of a week.
    fn listed(&mut self, block: &Block, raw: &str) -> bool {
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

    /// Reads a check box: a criterion, the state of the item around it, or an item of its own.
    fn boxed(&mut self, found: &boxes::Box<'_>, block: &Block, raw: &str) {
        let around = self.current();
        if let Some(at) = around {
            let page = self.page;
            let acceptance = matches!(self.mode, Mode::In(Field::Acceptance | Field::Checks));
            let Some(draft) = self.reading.drafts.get_mut(at) else { return };
            if boxes::says_done(found.text) {
                draft.state(found.status, found.mark);
                apply::commits(draft, found.text);
                return;
            }
            if acceptance && self.boxes.is_empty() {
                let plain = marks::plain(found.text);
                apply::criterion(page, draft, &plain, block.span, apply::ticked(found.status));
                return;
            }
        }
        let loose = matches!(self.mode, Mode::In(Field::Acceptance | Field::Checks))
            || self.head_of_checks();
        if around.is_none() && loose {
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
        tagged(&mut draft, &tags);
        let lead = title_of(rest, title);
        draft.item.title = marks::cut(&lead, 200);
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
        apply::sentence_files(self.page, draft, raw, span);
        apply::references(self.page, draft, raw, span);
        if apply::speaks_of_commits(plain) {
            apply::commits(draft, raw);
        }
        let brackets = plain.split('(').skip(1).filter_map(|part| part.split(')').next());
        let needs = brackets.filter(|part| {
            words::has_any(
                &words::key(part),
                &["depends", "depends on", "blocked by", "after", "requires", "depende de"],
            )
        });
        draft.needs.extend(needs.map(str::to_owned));
        draft.item.hours = bracket_hours(plain);
        draft.item.priority = fields::priority_in_brackets(plain);
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
        let Some(draft) = self.reading.drafts.get_mut(at) else { return };
        match mode {
            Mode::In(field) => apply::field(page, draft, field, value),
            Mode::Free => {
                let plain = marks::plain(value.raw);
                if in_box {
                    apply::sentence_files(page, draft, value.raw, value.span);
                }
                if apply::speaks_of_commits(&plain) {
                    apply::commits(draft, value.raw);
                }
                apply::text(draft, &plain);
            }
            Mode::Other => {}
        }
    }

    /// Reads labelled text before the first item as properties of the document.
    fn property(&mut self, block: &Block) {
        if !self.reading.drafts.is_empty() {
            return;
        }
        let raw = self.page.raw(block.span);
        for segment in segments::of(&raw).iter().filter(|segment| !segment.label.is_empty()) {
            properties::note(&mut self.reading, segment.label, segment.value);
        }
    }

    fn table(&mut self, head: &Block, rows: &[Block], items: bool) {
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
        (draft.item.title, draft.item.optional) = trimmed_title(&draft.item.title);
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
                (Some(_), _) => {}
                (None, _) if self.reading.drafts.is_empty() => {
                    properties::note(&mut self.reading, name, value);
                }
                (None, _) => {}
            }
        }
    }
}

/// `2.1 Words` without its number.
fn behind_number<'t>(text: &'t str, number: &str) -> &'t str {
    let at = text.find(number).map(|at| at + number.len());
    at.and_then(|at| text.get(at..))
        .map_or(text, |rest| rest.trim_start_matches(['.', ')', ':', ' ', '-']))
}

/// Headings over lists of work that are no work themselves.
fn is_generic(heading: &str) -> bool {
    const NAMES: &[&str] = &[
        "tasks",
        "task list",
        "todo",
        "to do",
        "checklist",
        "implementation plan",
        "implementation tasks",
        "plan",
        "implementation",
        "tarefas",
        "lista de tarefas",
        "tareas",
        "lista de tareas",
        "work breakdown",
        "task breakdown",
    ];
    let key = words::key(heading);
    NAMES.iter().any(|name| words::is(&key, name))
}

/// What tags say: `[P]` runs beside others, `[US1]` serves a story.
fn tagged(draft: &mut Draft, tags: &[&str]) {
    for tag in tags {
        match *tag {
            "P" | "p" => draft.item.parallel = true,
            "optional" | "Optional" | "opcional" => draft.item.optional = true,
            tag => apply::traces(draft, tag.split_once(':').map_or(tag, |(_, tag)| tag)),
        }
    }
}

/// The bold words that lead a line are its title; else the whole line is.
fn title_of(rest: &str, title: &str) -> String {
    let bold = rest.strip_prefix("**").and_then(|rest| rest.split_once("**"));
    let lead = bold.map(|(lead, _)| marks::plain(lead));
    let named = lead.as_deref().map(|lead| match (names::read(lead), names::numbered(lead)) {
        (Some(name), _) => name.title,
        (None, Some((_, title))) => title.to_owned(),
        (None, None) => lead.trim_end_matches([':', '.']).to_owned(),
    });
    named.filter(|named| named.contains(char::is_alphanumeric)).unwrap_or_else(|| title.to_owned())
}

/// A title without the bracket that says the work may be left out.
fn trimmed_title(title: &str) -> (String, bool) {
    if !tables::is_optional(title) {
        return (title.to_owned(), false);
    }
    let kept = title.split_once('(').map_or(title, |(before, after)| {
        let inner = after.split(')').next().unwrap_or_default();
        if inner.split_whitespace().count() <= 2 && before.trim().is_empty() {
            after.split_once(')').map_or("", |(_, rest)| rest)
        } else if after.trim_end().ends_with(')') && inner.split_whitespace().count() <= 2 {
            before
        } else {
            title
        }
    });
    (names::title(kept), true)
}

/// Hours in a bracket of a heading or line: `(4h)`, `[2-3 hours]`.
fn bracket_hours(text: &str) -> Option<crate::model::HourRange> {
    let parts = text.split(['(', '[']).skip(1).filter_map(|part| part.split([')', ']']).next());
    let short = parts.filter(|part| part.split_whitespace().count() <= 4);
    short.filter_map(|part| super::hours::hours(part, false)).next()
}

/// Weeks or days in a bracket of a heading: `(Weeks 1-3)`, `(3-4 weeks)`.
fn bracket_when(text: &str) -> Option<String> {
    let parts = text.split('(').skip(1).filter_map(|part| part.split(')').next());
    let mut timed = parts.filter(|part| {
        let key = words::key(part);
        part.split_whitespace().count() <= 6
            && part.contains(|c: char| c.is_ascii_digit())
            && words::has_any(
                &key,
                &[
                    "week", "weeks", "day", "days", "semana", "semanas", "dia", "dias", "month",
                    "months",
                ],
            )
    });
    timed.next().map(str::to_owned)
}
