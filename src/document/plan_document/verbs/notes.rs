//! What stands behind a name and tells what happens to it: notes in brackets or behind a dash, and nouns.

use super::{
    super::vocabulary::{
        ADJECTIVES, CHANGES, CONDITIONAL, FILLING, Sense, is_one, preposition, verb,
    },
    Bond, Said,
};
use crate::{document::words, model::Action};

/// What a note behind a name adds to what is said of it.
pub(super) fn noted(behind: &str, said: Said) -> Said {
    let bare = behind.trim_start_matches(['`', '*', ' ']);
    // A bracket with another name in it speaks of that one: `(follows NAME)`.
    let bracket = bare.strip_prefix(['(', '[']).and_then(|note| note.split_once([')', ']']));
    let note = match bracket {
        Some((note, _)) => of_note(note),
        None if said.action.is_none() => dashed(bare).and_then(of_note).filter(Note::is_of_file),
        None => None,
    };
    match note {
        Some(Note::Is(action)) => {
            Said { action: Some(action), bond: Bond::Object, ..Said::default() }
        }
        Some(Note::Perhaps) => {
            Said { unsure: true, action: Some(Action::Create), bond: Bond::Noted, ..said }
        }
        Some(Note::Changes) if said.action.is_none() => {
            Said { action: Some(Action::Modify), bond: Bond::Noted, ..said }
        }
        None if said.action.is_none() && is_changed(behind) => {
            Said { action: Some(Action::Modify), bond: Bond::Object, ..said }
        }
        _ => said,
    }
}

/// The rest of the sentence behind a dash.
fn dashed(behind: &str) -> Option<&str> {
    let note = ["- ", "— ", "– "].iter().find_map(|dash| behind.strip_prefix(dash))?;
    let end = note.find([';', '\n', '|']).or_else(|| note.find(". "));
    note.get(..end.unwrap_or(note.len()))
}

/// What a note says.
enum Note {
    /// That the action is done to the file: `(new)`.
    Is(Action),
    /// That it is made, be it under a condition: `(create if absent)`, `(create the release settings)`.
    Perhaps,
    /// What is done in the file: `(add a target)`.
    Changes,
}

impl Note {
    /// Behind a dash a verb may as well tell what the code there does, or what the thing is about: `NAME — calls the
    /// other`, `NAME - fix the data first`.
    fn is_of_file(&self) -> bool {
        matches!(self, Self::Perhaps | Self::Is(Action::Create | Action::Delete))
    }
}

fn of_note(note: &str) -> Option<Note> {
    let key = words::key(note);
    let mut rest = key.split_whitespace().skip_while(|word| is_one(FILLING, word));
    let first = rest.next()?;
    let (action, sense) = verb(first)?;
    let next = rest.clone().next();
    let rest: Vec<&str> = rest.filter(|word| !is_one(FILLING, word)).collect();
    let makes = action == Action::Create;
    if rest.iter().all(|word| verb(word).is_some_and(|(other, _)| other == action)) {
        return Some(Note::Is(action));
    }
    if makes && rest.iter().any(|word| is_one(CONDITIONAL, word)) {
        return Some(Note::Perhaps);
    }
    let part = key.split_whitespace().any(|word| matches!(verb(word), Some((_, Sense::Part))));
    // `(new endpoint)` speaks of a thing in the file, `(create at the root)` of the file.
    if makes && sense == Sense::Whole && !part && !is_one(ADJECTIVES, first) {
        let alone = next.is_some_and(|word| preposition(word).is_some()) || ends(note, first);
        return Some(if alone { Note::Is(action) } else { Note::Perhaps });
    }
    let changes = matches!(action, Action::Modify | Action::Delete) || (makes && part);
    changes.then_some(Note::Changes)
}

/// Whether a mark stands between the verb of a note and what follows.
fn ends(note: &str, verb: &str) -> bool {
    let bare = note.trim_start();
    let rest = bare.get(verb.len()..).unwrap_or_default().trim_start();
    rest.starts_with(['-', '—', '–', ',', ';', ':', '/'])
}

/// What the cell of a column of actions says of the file in its row.
pub(in crate::document::plan_document) fn of_cell(cell: &str) -> Option<Action> {
    let head = cell.split(['(', '—', '–', ';', ':', ',', '.']).next().unwrap_or_default();
    let key = words::key(head);
    let mut words = key.split_whitespace().filter(|word| !is_one(FILLING, word));
    let (action, sense) = words.next().and_then(verb)?;
    let more = words.next().filter(|word| verb(word).is_none_or(|(other, _)| other != action));
    let within =
        matches!(action, Action::Delete) || (action == Action::Create && sense == Sense::Part);
    // `Add a dependency` and `Remove the old rule` change the file.
    Some(if within && more.is_some() { Action::Modify } else { action })
}

/// Whether a noun behind a name says that the name is only changed: `FILE additions`.
fn is_changed(behind: &str) -> bool {
    let key = words::key(behind.trim_start_matches(['`', '*', ' ']));
    let near = behind.trim_start_matches(['`', '*']).starts_with(' ');
    near && key.split_whitespace().next().is_some_and(|word| is_one(CHANGES, word))
}
