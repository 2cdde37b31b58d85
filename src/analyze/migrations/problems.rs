//! What people block a migration on: numbers that do not fit, missing halves, statements that lock,
//! fail on rows or lose data.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    sets::{Entry, Found, REPEATED},
    state::State,
};
use crate::model::{
    ColumnChange, FileFacts, MigrationProblem, SchemaChange, SchemaObject, SqlScript,
};

type Files<'a> = BTreeMap<&'a str, &'a FileFacts>;

/// Version digits from which a number is taken for a point in time.
const TIMESTAMP_DIGITS: usize = 8;

/// Problems of a set's numbers and halves.
pub(super) fn of_numbers(files: &Files<'_>, found: &Found) -> Vec<MigrationProblem> {
    let mut problems = Vec::new();
    let mut report = |path: &Arc<str>, kind: &str, message: String| {
        problems.extend(problem(files, path, (1, 1), kind, message));
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

/// A way down that undoes nothing. One that holds statements nobody can read from the text is left alone.
fn empty_down(files: &Files<'_>, entry: &Entry) -> Option<String> {
    let up = files.get(&*entry.up)?.sql.as_ref()?;
    let facts = files.get(&*entry.down)?;
    let sql = facts.sql.as_ref()?;
    let down: &SqlScript = if entry.up == entry.down { sql.down.as_deref()? } else { sql };
    if down.statements == 0 && up.statements > 0 {
        return Some("the way down holds no statement".to_owned());
    }
    let undoes = up.changes.is_empty() || !down.changes.is_empty() || !facts.diagnostics.is_empty();
    (!undoes).then(|| "the way up changes the schema, the way down does not".to_owned())
}

/// Problems of the statements of a migration, on the schema before it.
pub(super) fn of_statements(
    files: &Files<'_>,
    entry: &Entry,
    script: Option<&SqlScript>,
    state: &State,
) -> Vec<MigrationProblem> {
    let Some(script) = script else { return Vec::new() };
    let found = script.changes.iter().filter_map(|change| {
        let (kind, message) = unsafe_change(change, &script.dialect, state)?;
        let line = change.event.line;
        problem(files, &entry.up, (line, line), kind, message)
    });
    found.collect()
}

/// A change that harms a table which earlier migrations made.
fn unsafe_change(
    change: &SchemaChange,
    dialect: &str,
    state: &State,
) -> Option<(&'static str, String)> {
    let event = &change.event;
    if (event.kind.as_str(), event.op.as_str()) == ("index", "drop") {
        return None;
    }
    let before = &state.table(&event.schema, &event.table)?.table;
    let name = &before.name;
    let column = before.columns.iter().find(|column| column.name == event.column);
    match (event.kind.as_str(), event.op.as_str(), &change.definition) {
        ("index", "create", Some(SchemaObject::Index(index))) => {
            let made = change.tolerant && before.indexes.iter().any(|known| known.name == index.name);
            let locks = !change.concurrently && !made && matches!(dialect, "" | "postgresql");
            locks.then(|| {
                let message = format!("index {} blocks writes to {name} while it is built", index.name);
                ("index_locks_table", message)
            })
        }
        ("column", "create", Some(SchemaObject::Column(added))) if column.is_none() => {
            (!added.nullable && added.default.is_none() && !added.generated).then(|| {
                let message = format!("column {} of {name} is NOT NULL without a default: it fails on rows that exist", added.name);
                ("not_null_without_default", message)
            })
        }
        ("column", "drop", _) => column.map(|column| {
            ("drop", format!("column {} of {name} is dropped with its data", column.name))
        }),
        ("table", "drop", _) => Some(("drop", format!("table {name} is dropped with its data"))),
        ("column", "alter", Some(SchemaObject::ColumnChange(ColumnChange::Type(new)))) => {
            let old = column.map(|column| column.type_name.as_str()).filter(|old| old != new)?;
            let message = format!("column {} of {name} changes from {old} to {new}", event.column);
            Some(("type_change", message))
        }
        _ => None,
    }
}

fn problem(
    files: &Files<'_>,
    path: &Arc<str>,
    (line, end_line): (u32, u32),
    kind: &str,
    message: String,
) -> Option<MigrationProblem> {
    let source = files.get(&**path)?.source();
    let at = source.evidence("sql.migration-problem", line, end_line);
    Some(MigrationProblem {
        at,
        kind: kind.to_owned(),
        message,
        left_over: Vec::new(),
        lost: Vec::new(),
    })
}
