//! How a text can be run: what forbids a transaction around it, what forbids cutting it at every `;`, what only
//! psql understands. Which ways that leaves is `analyze::migrations`' work.

use super::{
    lex::{Kind, Lexeme, Quoting, lexemes},
    split::{Piece, section, squeezed},
};
use crate::model::SqlNote;

/// First words of statements that `PostgreSQL` refuses inside a transaction block
/// (`PreventInTransactionBlock` in `utility.c`), and a word that must stand among the first ones.
const ALONE: &[(&str, &str)] = &[
    ("CREATE INDEX", "CONCURRENTLY"),
    ("CREATE UNIQUE INDEX", "CONCURRENTLY"),
    ("DROP INDEX", "CONCURRENTLY"),
    ("REINDEX", "CONCURRENTLY"),
    ("REINDEX DATABASE", ""),
    ("REINDEX SYSTEM", ""),
    ("VACUUM", ""),
    ("CREATE DATABASE", ""),
    ("DROP DATABASE", ""),
    ("CREATE TABLESPACE", ""),
    ("DROP TABLESPACE", ""),
    ("ALTER SYSTEM", ""),
    ("DISCARD ALL", ""),
];

/// First words of statements that open or end a transaction.
const TRANSACTION: &[&str] = &["BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT"];

/// Comments that ask a tool for something: beginning in lower case, kind of the note.
const MARKERS: &[(&str, &str)] = &[
    ("-- no-transaction", "no_transaction"),
    ("-- +goose no transaction", "no_transaction"),
    ("-- +goose statementbegin", "block"),
    ("-- +migrate statementbegin", "block"),
    ("-- +migrate up notransaction", "no_transaction"),
    ("-- migrate:up transaction:false", "no_transaction"),
    ("---- tern: disable-tx ----", "no_transaction"),
];

/// Notes of a whole text that starts at line `first`: those of its way up and those of its way down.
pub(super) fn of_text(text: &str, quoting: Quoting, first: u32) -> (Vec<SqlNote>, Vec<SqlNote>) {
    let (mut up, mut down) = (Vec::new(), Vec::new());
    let mut undoes = false;
    for lexeme in lexemes(text, quoting) {
        undoes = section(&lexeme).map_or(undoes, |(_, down)| down);
        let notes = if undoes { &mut down } else { &mut up };
        let line = lexeme.line + first - 1;
        let kind = (lexeme.kind == Kind::LineComment).then(|| marker(lexeme.text)).flatten();
        notes.extend(kind.map(|kind| note(line, kind, lexeme.text.trim())));
        notes.extend(hidden_semicolon(&lexeme).map(|what| note(line, "semicolon", what)));
    }
    (up, down)
}

fn marker(comment: &str) -> Option<&'static str> {
    let text = squeezed(comment);
    MARKERS.iter().find(|(marker, _)| text.starts_with(marker)).map(|(_, kind)| *kind)
}

/// What a `;` stands in that ends no statement, if cutting there breaks the text. Behind one in a line comment
/// there must follow something for that.
fn hidden_semicolon(lexeme: &Lexeme<'_>) -> Option<&'static str> {
    let inside = lexeme.text.contains(';');
    match lexeme.kind {
        Kind::Quoted if inside && lexeme.text.starts_with('$') => Some("a dollar-quoted body"),
        Kind::Quoted if inside && lexeme.text.starts_with('"') => Some("a quoted name"),
        Kind::Quoted if inside => Some("a string"),
        Kind::BlockComment if inside => Some("a comment"),
        Kind::LineComment => {
            let mut pieces = lexeme.text.split(';').skip(1).map(str::trim);
            let breaks = pieces.any(|piece| !piece.is_empty() && !piece.starts_with("--"));
            breaks.then_some("a comment")
        }
        _ => None,
    }
}

/// Notes of one statement, which starts at `line`; `added` are labels that the text gave to types before.
pub(super) fn of_statement(piece: &Piece<'_>, line: u32, added: &mut Vec<String>) -> Vec<SqlNote> {
    let mut notes = Vec::new();
    let words: Vec<Lexeme<'_>> = lexemes(piece.text, Quoting::default())
        .filter(|item| !matches!(item.kind, Kind::Space | Kind::LineComment | Kind::BlockComment))
        .collect();
    let head: Vec<String> = words.iter().take(8).map(|word| word.text.to_uppercase()).collect();
    let first = head.first().map_or("", String::as_str);
    let all = head.join(" ");
    if !piece.command.is_empty() {
        notes.push(note(line, "client", &format!("\\{}", piece.command)));
    }
    if first == "COPY" && words.iter().any(|word| word.text.eq_ignore_ascii_case("stdin")) {
        notes.push(note(line, "client", "COPY FROM stdin"));
    }
    if TRANSACTION.contains(&first) && !all.starts_with("ROLLBACK TO") {
        notes.push(note(line, "transaction", first));
    }
    let alone = ALONE.iter().find(|(start, word)| {
        let starts =
            all.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        starts && (word.is_empty() || head.iter().any(|known| known == word))
    });
    if let Some((start, word)) = alone {
        notes.push(note(line, "alone", format!("{start} {word}").trim()));
    }
    let used = words.iter().find(|word| added.iter().any(|label| label == word.text));
    if let Some(label) = used.filter(|_| !all.starts_with("ALTER TYPE")) {
        notes.push(note(line + label.line - 1, "new_value", label.text));
    }
    if piece.cut_inside {
        notes.push(note(line, "semicolon", "a body without quotes"));
    }
    added.extend(added_label(&words));
    notes
}

/// The label, in its quotes, that `ALTER TYPE … ADD VALUE` adds.
fn added_label(words: &[Lexeme<'_>]) -> Option<String> {
    let is = |at: usize, word: &str| {
        words.get(at).is_some_and(|found| found.text.eq_ignore_ascii_case(word))
    };
    if !(is(0, "ALTER") && is(1, "TYPE")) {
        return None;
    }
    let at = words.iter().position(|word| word.text.eq_ignore_ascii_case("value"))?;
    is(at.checked_sub(1)?, "ADD").then_some(())?;
    let label = words.iter().skip(at).find(|word| word.kind == Kind::Quoted)?;
    Some(label.text.to_owned())
}

/// Note of a statement whose changes are not known.
pub(super) fn dynamic(line: u32, message: &str) -> SqlNote {
    note(line, "dynamic", message)
}

fn note(line: u32, kind: &str, what: &str) -> SqlNote {
    SqlNote { line, kind: kind.to_owned(), what: what.to_owned(), version: String::new() }
}
