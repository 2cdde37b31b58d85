//! Numbers that do not fit and halves that miss or do nothing; and the shape of every problem.

use std::{collections::BTreeMap, sync::Arc};

use super::sets::{Entry, Found, REPEATED};
use crate::model::{FileFacts, MigrationProblem, SqlScript};

pub(super) type Files<'a> = BTreeMap<&'a str, &'a FileFacts>;

/// Version digits from which a number is taken for a point in time.
const TIMESTAMP_DIGITS: usize = 8;

/// Problems of a set's numbers and halves.
pub(super) fn of_numbers(files: &Files<'_>, found: &Found) -> Vec<MigrationProblem> {
    let mut problems = Vec::new();
    let mut report = |path: &Arc<str>, kind, message: String| {
        problems.extend(Finding::new(kind, 1, message).at(files, path));
    };
    let counted = counts_by_one(found);
    for pair in found.entries.windows(2) {
        let [last, next] = pair else { continue };
        if next.version == REPEATED {
            break;
        }
        if last.number == next.number {
            let message = format!("version {} is taken by {} already", next.version, last.up);
            report(&next.up, "duplicate", message);
        } else if counted && step(last, next) > 1 {
            let message = format!("no migration between {} and {}", last.version, next.version);
            report(&next.up, "gap", message);
        }
    }
    for (path, message) in &found.ignored {
        report(path, "ignored_file", message.clone());
    }
    for stray in &found.strays {
        report(stray, "no_up", "down file without an up file".to_owned());
    }
    let reversible = found.entries.iter().any(|entry| !entry.down.is_empty());
    for entry in found.entries.iter().filter(|_| reversible) {
        if entry.down.is_empty() {
            let message = "no way down, though other migrations of the set have one".to_owned();
            report(&entry.up, "no_down", message);
        } else if let Some(message) = empty_down(files, entry) {
            report(&entry.down, "empty_down", message);
        }
    }
    problems
}

/// Whether the versions are counted numbers, not timestamps and not in steps of ten.
fn counts_by_one(found: &Found) -> bool {
    let counted: Vec<&Entry> =
        found.entries.iter().filter(|entry| entry.version != REPEATED).collect();
    let steps: Vec<u64> = counted
        .windows(2)
        .filter_map(|pair| match pair {
            [last, next] => Some(step(last, next)),
            _ => None,
        })
        .collect();
    let ones = steps.iter().filter(|step| **step <= 1).count();
    let whole = counted.iter().all(|entry| {
        entry.number.len() == 1 && entry.version.trim_start_matches('0').len() < TIMESTAMP_DIGITS
    });
    whole && ones * 2 >= steps.len()
}

fn step(last: &Entry, next: &Entry) -> u64 {
    let first = |entry: &Entry| entry.number.first().copied().unwrap_or_default();
    first(next).saturating_sub(first(last))
}

/// The script of the way down, in a file of its own or in a section.
pub(super) fn way_down<'a>(files: &Files<'a>, entry: &Entry) -> Option<&'a SqlScript> {
    let sql = files.get(&*entry.down)?.sql.as_ref()?;
    if entry.up == entry.down { sql.down.as_deref() } else { Some(sql) }
}

/// A way down that undoes nothing. One that holds statements nobody can read from the text is left alone.
fn empty_down(files: &Files<'_>, entry: &Entry) -> Option<String> {
    let up = files.get(&*entry.up)?.sql.as_ref()?;
    let facts = files.get(&*entry.down)?;
    let down = way_down(files, entry)?;
    if down.statements == 0 && up.statements > 0 {
        return Some("the way down holds no statement".to_owned());
    }
    let undoes = up.changes.is_empty() || !down.changes.is_empty() || !facts.diagnostics.is_empty();
    (!undoes).then(|| "the way up changes the schema, the way down does not".to_owned())
}

/// A problem before it is told where it stands.
pub(super) struct Finding {
    pub(super) kind: &'static str,
    pub(super) line: u32,
    pub(super) message: String,
    pub(super) left_over: Vec<String>,
    pub(super) lost: Vec<String>,
}

impl Finding {
    pub(super) fn new(kind: &'static str, line: u32, message: String) -> Self {
        Self { kind, line, message, left_over: Vec::new(), lost: Vec::new() }
    }

    /// The problem, in the file at `path`.
    pub(super) fn at(self, files: &Files<'_>, path: &str) -> Option<MigrationProblem> {
        let source = files.get(path)?.source();
        Some(MigrationProblem {
            at: source.evidence("sql.migration-problem", self.line, self.line),
            kind: self.kind.to_owned(),
            message: self.message,
            left_over: self.left_over,
            lost: self.lost,
        })
    }
}
