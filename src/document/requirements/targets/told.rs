//! One block as the statements that may set a target: sentences, or the cells of a row.

use crate::{
    document::{
        requirements::{items, rows},
        words,
    },
    model::{Block, BlockKind},
};

/// A sentence, or a cell with the name of its row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Statement {
    /// As the plan shows it.
    pub(super) text: String,
    /// What the quantities are read from.
    pub(super) told: String,
    /// What it is about, by the row's first cell or the label.
    pub(super) name: String,
    /// It stands in a column for targets.
    pub(super) wanted: bool,
    /// It stands in a table.
    pub(super) row: bool,
}

/// The statements of a block.
pub(super) fn statements(block: &Block, head: Option<&Block>) -> Vec<Statement> {
    match (block.kind, head) {
        (BlockKind::TableRow, Some(head)) => cells(block, head),
        (BlockKind::TableRow | BlockKind::TableHead | BlockKind::Code | BlockKind::Html, _) => {
            Vec::new()
        }
        _ => sentences(block),
    }
}

fn sentences(block: &Block) -> Vec<Statement> {
    let parts = items::criterion_text(block).split(['\n', ';']).flat_map(words::sentences);
    let statement = |part: &str| {
        let part = part.trim().trim_end_matches('.');
        let labelled = block.label.is_empty() || part.starts_with(block.label.as_str());
        let text = if labelled { part.to_owned() } else { format!("{}: {part}", block.label) };
        let name = block.label.clone();
        Statement { told: text.clone(), text, name, ..Statement::default() }
    };
    parts.map(statement).collect()
}

/// Columns for what is wanted, and for what is or was.
const WANTED: &[&str] = &[
    "target",
    "targets",
    "goal",
    "goals",
    "after",
    "objective",
    "slo",
    "sla",
    "required",
    "to be",
    "meta",
    "alvo",
    "objetivo",
    "depois",
];
const BASELINE: &[&str] = &[
    "today",
    "now",
    "before",
    "current",
    "currently",
    "baseline",
    "actual",
    "as is",
    "previous",
    "atual",
    "hoje",
    "antes",
    "actualmente",
];

/// Columns for what wakes people: no target is set there.
const ALERTS: &[&str] =
    &["warning", "critical", "alert", "alerts", "threshold", "thresholds", "alerta"];

fn cells(row: &Block, head: &Block) -> Vec<Statement> {
    let named = row.cells.iter().position(|cell| cell.contains(char::is_alphabetic)).unwrap_or(0);
    let name = row.cells.get(named).map(String::as_str).unwrap_or_default();
    let text = rows::told(Some(head), row, &[]);
    let mut found = Vec::new();
    for (at, cell) in row.cells.iter().enumerate() {
        let column = head.cells.get(at).map(String::as_str).unwrap_or_default();
        let key = words::key(column);
        let passed_over = words::has_any(&key, BASELINE) || words::has_any(&key, ALERTS);
        if at != named && passed_over {
            continue;
        }
        let told = if at == named { cell.clone() } else { told(name, column, cell) };
        let wanted = words::has_any(&key, WANTED);
        let name = name.to_owned();
        found.push(Statement { text: text.clone(), told, name, wanted, row: true });
    }
    found
}

/// `Create`, `P99 (ms)`, `50` → `Create P99: 50 ms`; `Events per second`, `3,000` → `3,000 Events
/// per second`.
fn told(name: &str, column: &str, cell: &str) -> String {
    let bare = cell.trim_end().ends_with(|c: char| c.is_ascii_digit());
    if bare && is_rate(name) {
        return format!("{cell} {name}");
    }
    let percentile = column.split_whitespace().find(|word| is_percentile(word));
    let bracketed = |text: &str| {
        let inner = text.split_once('(').and_then(|(_, rest)| rest.split(')').next());
        inner.map(str::to_owned)
    };
    let unit = bracketed(column).or_else(|| bracketed(name)).filter(|_| bare).unwrap_or_default();
    format!("{name} {}: {cell} {unit}", percentile.unwrap_or_default())
}

fn is_percentile(word: &str) -> bool {
    let digits = word.strip_prefix(['p', 'P']).unwrap_or_default();
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// Whether a row is named after a rate of few words, so that its value needs no unit.
fn is_rate(name: &str) -> bool {
    let key = words::key(name);
    key.split_whitespace().count() <= 4
        && [" per second ", " per minute ", " por segundo ", " por minuto "]
            .iter()
            .any(|period| key.ends_with(period))
}
