//! `DO` blocks. A block that only runs fixed statements in order is read like those statements; one that
//! builds its SQL is reported, and read only if it does so from constants; one that branches is not read.
//!
//! Read as fixed: `BEGIN … END`; a handler that swallows "already there", and a guard that asks the
//! catalog for the very object that it protects, which both make their statements tolerant; a guard that
//! asks for the type of the very column whose type it changes.

use super::{
    lex::{Kind, Quoting, lexemes},
    split::split,
    statement::{Outcome, Place, Reader, first_words},
    unroll::unroll,
};
use crate::model::SchemaChange;

pub(super) fn read(reader: &mut Reader<'_>, place: &Place<'_>) -> Outcome {
    if let Some(changes) = fixed(reader, place) {
        return Outcome::Changes(changes);
    }
    if let Some(changes) = constant(reader, place) {
        let message = "this DO block puts its statements together, from constants alone: they are read as it runs them";
        return Outcome::Partly(changes, message.into());
    }
    Outcome::Hidden("objects made by this DO block are not known".into())
}

/// The changes of a block that puts its statements together from constants.
fn constant(reader: &mut Reader<'_>, place: &Place<'_>) -> Option<Vec<SchemaChange>> {
    let (body, line) = body(place.text)?;
    let mut changes = Vec::new();
    for (at, text) in unroll(body)? {
        let text_line = place.text_line + line - 1 + at - 1;
        let outcome = reader.read(&Place { text: &text, text_line, ..*place });
        let Outcome::Changes(mut made) = outcome else { return None };
        changes.append(&mut made);
    }
    Some(changes)
}

/// What stands between the dollar quotes, and the line where they open.
fn body(text: &str) -> Option<(&str, u32)> {
    let quoted = lexemes(text, Quoting::default()).find(|item| item.kind == Kind::Quoted)?;
    let fence = quoted.text.get(..quoted.text.get(1..)?.find('$')? + 2)?;
    Some((quoted.text.strip_prefix(fence)?.strip_suffix(fence)?, quoted.line))
}

/// First words of what a block may do beside its statements: nothing that touches the schema.
const HARMLESS: &[&str] = &["NULL", "RAISE"];

/// First words that make the rest of a block depend on data.
const BRANCHING: &[&str] = &[
    "DECLARE", "FOR", "FOREACH", "LOOP", "WHILE", "EXECUTE", "IF", "ELSE", "ELSIF", "CASE",
    "RETURN", "PERFORM", "CALL", "EXIT", "CONTINUE", "BEGIN", "DO", "OPEN", "FETCH", "GET",
];

/// The changes of a block that runs the same statements whatever the data.
fn fixed(reader: &mut Reader<'_>, place: &Place<'_>) -> Option<Vec<SchemaChange>> {
    let (body, line) = body(place.text)?;
    let split = split(body, Quoting::default());
    let mut block = Block::default();
    for (index, piece) in split.statements.iter().enumerate() {
        let mut text = piece.text;
        if index == 0 {
            text = after_word(text, "BEGIN")?;
        }
        let text_line = place.text_line + line - 1 + piece.line - 1;
        block.step(reader, &Place { text, text_line, ..*place })?;
    }
    (block.ended && block.guard.is_none()).then(|| {
        for change in &mut block.changes {
            change.tolerant |= block.swallows;
        }
        block.changes
    })
}

#[derive(Default)]
struct Block {
    changes: Vec<SchemaChange>,
    guard: Option<Guard>,
    handling: bool,
    /// The handler ignores what exists already.
    swallows: bool,
    ended: bool,
}

/// A condition on the catalog.
struct Guard {
    /// Strings of the question.
    asked: Vec<String>,
    /// Type that the column must have; none when the object must not be there.
    column_type: Option<String>,
}

impl Guard {
    /// Makes the change depend on the condition; `None` when the condition is about something else.
    fn protect(&self, change: &mut SchemaChange) -> Option<()> {
        let event = &change.event;
        let asks_for = |name: &String| self.asked.contains(name);
        if let Some(column_type) = &self.column_type {
            let alters = event.kind == "column" && event.op == "alter";
            (alters && asks_for(&event.table) && asks_for(&event.column)).then_some(())?;
            change.only_from_type.clone_from(column_type);
            return Some(());
        }
        let names = [&event.index, &event.column, &event.table];
        let name = names.into_iter().find(|name| !name.is_empty())?;
        change.tolerant = true;
        asks_for(name).then_some(())
    }
}

impl Block {
    /// Takes the next statement; `None` when it makes the block depend on data.
    fn step(&mut self, reader: &mut Reader<'_>, place: &Place<'_>) -> Option<()> {
        let words = first_words(place.text);
        let first = words.first().map_or("", String::as_str);
        match first {
            "" => {}
            "END" if words.get(1).is_some_and(|word| word == "IF") => {
                self.guard.take()?;
            }
            "END" => self.ended = true,
            "EXCEPTION" | "WHEN" if first == "EXCEPTION" || self.handling => {
                self.handling = true;
                self.swallows = true;
                return swallows_existing(place.text).then_some(());
            }
            _ if self.handling || self.ended => {
                return HARMLESS.contains(&first).then_some(());
            }
            "IF" if self.guard.is_none() => {
                let (guard, action) = catalog_guard(place.text)?;
                self.guard = Some(guard);
                return self.step(reader, &Place { text: action, ..*place });
            }
            _ if HARMLESS.contains(&first) => {}
            _ if BRANCHING.contains(&first) => return None,
            _ => self.take(reader, place)?,
        }
        Some(())
    }

    fn take(&mut self, reader: &mut Reader<'_>, place: &Place<'_>) -> Option<()> {
        let Outcome::Changes(mut changes) = reader.read(place) else { return None };
        for change in &mut changes {
            if let Some(guard) = &self.guard {
                guard.protect(change)?;
            }
        }
        self.changes.append(&mut changes);
        Some(())
    }
}

/// Whether every handler of `EXCEPTION WHEN a OR b THEN NULL` is for what exists already.
fn swallows_existing(text: &str) -> bool {
    let text = after_word(text, "EXCEPTION").unwrap_or(text);
    let words: Vec<String> = lexemes(text, Quoting::default())
        .filter(|item| item.kind == Kind::Word)
        .map(|item| item.text.to_uppercase())
        .collect();
    let Some(then) = words.iter().position(|word| word == "THEN") else { return false };
    let conditions = words.iter().take(then).skip(1).filter(|word| *word != "OR");
    let action = words.get(then + 1).map_or("", String::as_str);
    HARMLESS.contains(&action)
        && conditions.clone().count() > 0
        && conditions.clone().all(|word| word.starts_with("DUPLICATE_"))
}

/// `IF NOT EXISTS (question to the catalog) THEN action` or `IF (SELECT data_type …) = 'type' THEN action`:
/// the guard and the action.
fn catalog_guard(text: &str) -> Option<(Guard, &str)> {
    let then = lexemes(text, Quoting::default())
        .find(|item| item.kind == Kind::Word && item.text.eq_ignore_ascii_case("then"))?;
    let question = text.get(..then.offset)?.trim_end();
    let action = text.get(then.offset + then.text.len()..)?.trim_start();
    let lower = question.to_lowercase();
    let asks_catalog = lower.contains("pg_") || lower.contains("information_schema");
    asks_catalog.then_some(())?;
    let strings = lexemes(question, Quoting::default())
        .filter(|item| item.kind == Kind::Quoted)
        .map(|item| item.text.trim_matches('\'').to_owned());
    let mut guard = Guard { asked: strings.collect(), column_type: None };
    let words = first_words(text);
    if words.get(..3)? == ["IF", "NOT", "EXISTS"] {
        return Some((guard, action));
    }
    let asks_type = words.get(..3)? == ["IF", "SELECT", "DATA_TYPE"];
    let (_, compared) = question.rsplit_once(')')?;
    let compared = compared.trim_start().strip_prefix('=')?.trim();
    let column_type = guard.asked.pop().filter(|last| compared == format!("'{last}'"));
    guard.column_type = Some(column_type?);
    asks_type.then_some((guard, action))
}

/// What follows `word`, if `text` starts with it.
fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let head = text.get(..word.len())?;
    let rest = text.get(word.len()..)?;
    (head.eq_ignore_ascii_case(word) && rest.starts_with(char::is_whitespace))
        .then(|| rest.trim_start())
}
