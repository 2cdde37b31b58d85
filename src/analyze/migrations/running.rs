//! Which ways of running a migration work: the whole file as one batch, cut at every `;`, or statement by
//! statement. Only what `PostgreSQL` says of a text by itself; whether its statements succeed is another matter.

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

/// The ways that work for all files of a set, and the one to take.
pub(super) fn of_set(files: &[Migration]) -> (Vec<String>, &'static str) {
    let works =
        |mode: &&&str| files.iter().all(|file| file.modes.iter().any(|known| known == **mode));
    let modes: Vec<&str> = MODES.iter().filter(works).copied().collect();
    let mode = modes.first().copied().unwrap_or("mixed");
    (modes.into_iter().map(str::to_owned).collect(), mode)
}
