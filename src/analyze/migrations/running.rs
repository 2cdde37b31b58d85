//! Which ways of running a migration work: the whole file as one batch, cut at every `;`, or statement by
//! statement. Only what `PostgreSQL` says of a text by itself; whether its statements succeed is another matter.

use super::problems::Finding;
use crate::model::{Migration, RunLimit, SqlNote, SqlScript};

/// The ways, best first. Some tools know only the first, some only the second.
const MODES: &[&str] = &["file", "split", "statements"];

/// The ways that work for a file, and why the others do not.
pub(super) fn of_file(script: &SqlScript) -> (Vec<String>, Vec<RunLimit>) {
    let mut limits: Vec<RunLimit> = Vec::new();
    let mut open = false;
    for note in &script.notes {
        if note.kind == "transaction" {
            open = matches!(note.what.as_str(), "BEGIN" | "START");
        }
        for (mode, reason) in limits_of(note, script.statements, open) {
            if !limits.iter().any(|known| known.mode == mode) {
                limits.push(RunLimit { line: note.line, mode: mode.to_owned(), reason });
            }
        }
    }
    let works = |mode: &&&str| !limits.iter().any(|limit| limit.mode == **mode);
    let modes = MODES.iter().filter(works).map(|mode| (*mode).to_owned()).collect();
    (modes, limits)
}

/// The ways that a note forbids.
fn limits_of(note: &SqlNote, statements: u32, in_transaction: bool) -> Vec<(&'static str, String)> {
    let what = &note.what;
    match note.kind.as_str() {
        "alone" if in_transaction => {
            let reason = format!("{what} cannot run in the transaction that the file opens");
            MODES.iter().map(|mode| (*mode, reason.clone())).collect()
        }
        "alone" if statements > 1 => {
            let reason = format!(
                "{what} cannot run in one batch with other statements, which is one transaction"
            );
            vec![("file", reason)]
        }
        "new_value" => {
            let reason = format!("{what} is used in the transaction that adds it to its type");
            vec![("file", reason)]
        }
        "client" => {
            let reason = format!("{what} is for psql, no server understands it");
            vec![("file", reason.clone()), ("split", reason)]
        }
        "semicolon" => vec![("split", format!("a semicolon stands inside {what}"))],
        _ => Vec::new(),
    }
}

/// What keeps a file from being run in any way.
pub(super) fn unrunnable(limits: &[RunLimit]) -> Option<Finding> {
    let limit = limits.iter().find(|limit| limit.mode == "statements")?;
    Some(Finding::new("unrunnable", limit.line, limit.reason.clone()))
}

/// Tools that open a transaction around each file unless it asks for none.
const WRAPPING: &[&str] =
    &["sqlx", "diesel", "refinery", "goose", "dbmate", "sql-migrate", "tern", "drizzle", "atlas"];

/// What a file does that does not fit the transaction around it: that of its tool, unless `exempt`, or its own.
pub(super) fn of_transaction(script: &SqlScript, tool: &str, exempt: bool) -> Vec<Finding> {
    let asks = script.notes.iter().any(|note| note.kind == "no_transaction");
    let wrapped = WRAPPING.contains(&tool) && !exempt && !asks;
    let of_note = |note: &SqlNote| {
        let what = &note.what;
        let (kind, message) = match note.kind.as_str() {
            "alone" if wrapped => {
                let message = format!(
                    "{what} cannot run in the transaction that {tool} opens around the file"
                );
                ("needs_no_transaction", message)
            }
            "transaction" if wrapped => {
                let message = format!(
                    "{what} interferes with the transaction that {tool} opens around the file"
                );
                ("own_transaction", message)
            }
            "new_value" => {
                let message =
                    format!("{what} cannot be used in the transaction that adds it to its type");
                ("new_value_in_transaction", message)
            }
            "dynamic" => ("dynamic_sql", what.clone()),
            _ => return None,
        };
        Some(Finding::new(kind, note.line, message))
    };
    script.notes.iter().filter_map(of_note).collect()
}

/// The ways that work for all files of a set, and the one to take.
pub(super) fn of_set(files: &[Migration]) -> (Vec<String>, &'static str) {
    let works =
        |mode: &&&str| files.iter().all(|file| file.modes.iter().any(|known| known == **mode));
    let modes: Vec<&str> = MODES.iter().filter(works).copied().collect();
    let mode = modes.first().copied().unwrap_or("mixed");
    (modes.into_iter().map(str::to_owned).collect(), mode)
}
