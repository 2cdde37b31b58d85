//! What stands inside one phase: goal, weeks with their work, deliverables, demos, acceptance.

use super::{
    Part,
    title::{self, Duration, Unit},
};
use crate::{
    document::{field, words},
    model::{Block, BlockKind, DocumentedWeek, Span},
};

/// The counted content of a phase.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) goal: String,
    pub(super) weeks: Vec<DocumentedWeek>,
    pub(super) deliverables: u32,
    pub(super) demos: u32,
    pub(super) acceptance: u32,
    /// Duration that a label tells.
    pub(super) duration: Option<Duration>,
    /// Duration that the numbers of the weeks show.
    pub(super) weeks_shown: Option<Duration>,
}

/// Reads the parts behind the heading of a phase.
pub(super) fn read(parts: &[&Part<'_>]) -> Body {
    let mut reader = Reader::default();
    for part in parts {
        match part.block {
            None => reader.heading(part),
            Some(block) => reader.block(block),
        }
    }
    let mut body = reader.body;
    body.weeks_shown = (reader.week_count > 0).then(|| {
        let weeks = f64::from(reader.week_count);
        Duration { low: weeks, high: weeks }
    });
    body
}

/// What the text at hand belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mode {
    #[default]
    Text,
    Goal,
    Week,
    Deliverables,
    Demos,
    Acceptance,
}

/// Labels and headings that change the mode, first match wins.
const MODES: &[(Mode, &[&str])] = &[
    (Mode::Deliverables, &["deliverable", "deliverables", "entregas", "entregaveis", "entregue"]),
    (Mode::Demos, &["demo", "demos", "demo scenarios", "demonstration", "demonstracao"]),
    (
        Mode::Acceptance,
        &[
            "acceptance",
            "acceptance criteria",
            "exit criteria",
            "success criteria",
            "definition of done",
            "criterios de aceitacao",
            "criterios de aceite",
            "criterios de sucesso",
        ],
    ),
    (Mode::Goal, &["goal", "goals", "objective", "objectives", "objetivo", "objetivos", "meta"]),
    (Mode::Week, &["tasks", "work items", "tarefas", "atividades"]),
];

/// Labels that tell how long a phase takes.
const DURATION: &[&str] = &["duration", "timeline", "estimate", "duracao", "prazo", "timeframe"];

#[derive(Default)]
struct Reader {
    body: Body,
    mode: Mode,
    /// Depth of the items that count in the current week.
    item_depth: Option<u8>,
    week_count: u32,
    /// Whether the last block was an item that counted as part of a deliverable list.
    in_list: bool,
    /// Whether a week is open, so that its items count.
    week_open: bool,
}

impl Reader {
    fn heading(&mut self, part: &Part<'_>) {
        self.in_list = false;
        if self.week(part.heading, part.span) {
            return;
        }
        self.mode = mode_of(part.heading).unwrap_or_default();
        self.week_open = self.mode == Mode::Week && self.week_open;
    }

    fn block(&mut self, block: &Block) {
        let named = matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote)
            || (!block.label.is_empty() && block.depth == 0);
        if named && self.label(block) {
            self.in_list = false;
            return;
        }
        self.count(block);
        self.in_list = block.kind == BlockKind::ListItem;
    }

    /// Whether the block is a label that opens another part.
    fn label(&mut self, block: &Block) -> bool {
        let title = if block.label.is_empty() { String::new() } else { block.text.clone() };
        if self.week(&title, block.span) {
            if let Some(week) =
                self.body.weeks.last_mut().filter(|_| block.kind == BlockKind::ListItem)
            {
                week.span = block.span;
            }
            return true;
        }
        let Some((name, value)) = field(block) else { return false };
        if words::has_any(&words::key(name), DURATION) {
            self.body.duration = self.body.duration.or_else(|| title::duration(value));
            return true;
        }
        let Some(mode) = mode_of(name) else {
            let opens = value.is_empty() && block.kind == BlockKind::Paragraph;
            self.mode = if opens { Mode::Text } else { self.mode };
            return opens;
        };
        self.mode = mode;
        if mode == Mode::Goal && self.body.goal.is_empty() {
            value.clone_into(&mut self.body.goal);
        }
        true
    }

    /// Opens a week when `text` names one.
    fn week(&mut self, text: &str, span: Span) -> bool {
        let Some(heading) = title::read(text, Unit::Week) else { return false };
        let number = heading.number.unwrap_or_default();
        self.week_count += heading.last.map_or(1, |last| last - number + 1);
        self.body.weeks.push(DocumentedWeek { number, title: heading.title, tasks: 0, span });
        self.mode = Mode::Week;
        self.week_open = true;
        self.item_depth = None;
        true
    }

    fn count(&mut self, block: &Block) {
        let item = block.kind == BlockKind::ListItem;
        let code = block.kind == BlockKind::Code;
        match self.mode {
            Mode::Week if item => self.work_item(block),
            Mode::Deliverables if code || (item && !self.in_list) => self.body.deliverables += 1,
            Mode::Demos if code => self.body.demos += commands(&block.text),
            Mode::Demos if item => self.body.demos += 1,
            Mode::Acceptance if item => self.body.acceptance += 1,
            Mode::Acceptance if block.kind == BlockKind::TableRow => self.body.acceptance += 1,
            Mode::Goal if self.body.goal.is_empty() => block.text.clone_into(&mut self.body.goal),
            _ => {}
        }
        let inside = self.week_open && matches!(self.mode, Mode::Week | Mode::Deliverables);
        if let Some(week) = self.body.weeks.last_mut().filter(|_| inside) {
            week.span.end_line = week.span.end_line.max(block.span.end_line);
        }
    }

    fn work_item(&mut self, block: &Block) {
        let Some(week) = self.body.weeks.last_mut() else { return };
        let depth = *self.item_depth.get_or_insert(block.depth);
        if block.depth <= depth {
            week.tasks += 1;
        }
    }
}

fn mode_of(text: &str) -> Option<Mode> {
    let key = words::key(text);
    let short = key.split_whitespace().count() <= 4;
    let row = MODES.iter().find(|(_, phrases)| {
        phrases.iter().any(|phrase| words::is(&key, phrase) || (short && words::has(&key, phrase)))
    });
    row.map(|(mode, _)| *mode)
}

/// Commands in a shell text: lines that are neither blank, comment, nor the rest of another command.
fn commands(text: &str) -> u32 {
    let mut count = 0;
    let mut open = Quotes::default();
    for line in text.lines() {
        let line = line.trim();
        let starts = !open.continued && open.mark.is_none();
        if starts && !line.is_empty() && !line.starts_with('#') {
            count += 1;
        }
        if !(starts && line.starts_with('#')) {
            open.read(line);
        }
    }
    count
}

/// Whether a command goes on in the next line.
#[derive(Default)]
struct Quotes {
    mark: Option<char>,
    continued: bool,
}

impl Quotes {
    fn read(&mut self, line: &str) {
        let mut escaped = false;
        for c in line.chars() {
            match (self.mark, c) {
                _ if escaped => escaped = false,
                (None | Some('"'), '\\') => escaped = true,
                (None, '\'' | '"') => self.mark = Some(c),
                (Some(mark), _) if mark == c => self.mark = None,
                _ => {}
            }
        }
        self.continued = escaped;
    }
}
