//! What a block is known by: the identifier of a task or row, the number of a phase or week, the words of
//! a heading, the label of a line.

use std::collections::BTreeSet;

use super::blocks::{Block, Document, Kind, bullet};

/// What a block is known by.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    /// Among its neighbours, when none of them has the same.
    pub(super) local: Option<String>,
    /// In the whole document, so that it is found in another place.
    pub(super) global: Option<String>,
    /// Its text without what changes by itself: ticks and numbers of lines.
    pub(super) plain: String,
    /// The words of the block with all that is in it.
    pub(super) words: BTreeSet<String>,
}

/// Words of headings that a number follows.
const NUMBERED: [&str; 16] = [
    "phase",
    "week",
    "milestone",
    "sprint",
    "wave",
    "stage",
    "step",
    "day",
    "iteration",
    "fase",
    "semana",
    "onda",
    "etapa",
    "epic",
    "story",
    "task",
];

/// Words that stand in front of an identifier.
const TITLES: [&str; 6] = ["task", "subtask", "epic", "story", "tarefa", "tarea"];

/// The keys of every block, by its number.
pub(super) fn all(document: &Document) -> Vec<Keys> {
    (0..document.len()).map(|id| of(document, id)).collect()
}

fn of(document: &Document, id: usize) -> Keys {
    let block = document.block(id);
    let (local, global) = match block.kind {
        Kind::Section(_) => section(&block.text),
        Kind::Item(_) => item(&block.text),
        Kind::Row => (row(&block.text), None),
        Kind::Table => (Some(plain(block.text.lines().next().unwrap_or_default())), None),
        Kind::Root | Kind::Fence | Kind::Text => (None, None),
    };
    let text = if matches!(block.kind, Kind::Section(_)) {
        document.whole(id)
    } else {
        block.text.clone()
    };
    Keys { local, global, plain: plain(&own(block)), words: words(&text) }
}

/// The text of a block without its tick.
fn own(block: &Block) -> String {
    tick(&block.text).map_or_else(|| block.text.clone(), |(_, open)| open)
}

/// Letter of the check box of a list item, and its text with the box empty.
pub(super) fn tick(text: &str) -> Option<(char, String)> {
    let rest = bullet(text.trim_start())?;
    let inside = rest.strip_prefix('[')?;
    let letter = inside.chars().next().filter(|letter| matches!(letter, ' ' | 'x' | 'X'))?;
    let after = inside.get(1..)?.strip_prefix(']')?;
    if !after.starts_with(char::is_whitespace) {
        return None;
    }
    let before = text.get(..text.len() - rest.len())?;
    Some((letter, format!("{before}[ ]{after}")))
}

fn section(text: &str) -> (Option<String>, Option<String>) {
    let title = text.trim().trim_start_matches('#').trim_start().trim_start_matches('*');
    let (first, rest) = title.split_once(' ').unwrap_or((title, ""));
    let is_title = TITLES.contains(&first.to_lowercase().as_str());
    if let Some((id, _)) = identifier(if is_title { rest } else { title }) {
        let key = format!("id {id}");
        return (Some(key.clone()), Some(key));
    }
    let number: String =
        rest.chars().take_while(|letter| letter.is_ascii_digit() || *letter == '.').collect();
    let number = number.trim_end_matches('.');
    if NUMBERED.contains(&first.to_lowercase().as_str()) && !number.is_empty() {
        let key = format!("number {} {number}", first.to_lowercase());
        return (Some(key.clone()), Some(key));
    }
    (Some(format!("title {}", plain(without_number(title)))), None)
}

/// A title without `2.`, `2.1`, `Annex B.` in front and `(weeks 1-2)` behind.
fn without_number(title: &str) -> &str {
    let title = title.split_once('(').map_or(title, |(before, _)| before);
    let (first, rest) = title.split_once(' ').unwrap_or((title, ""));
    let is_number = |word: &str| {
        word.starts_with(|letter: char| letter.is_ascii_digit())
            && word.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ')'))
    };
    if is_number(first) && !rest.trim().is_empty() {
        return rest;
    }
    if matches!(first.to_lowercase().as_str(), "annex" | "appendix" | "section")
        && let Some((_, rest)) = rest.split_once([' ', '.', ':'])
        && !rest.trim().is_empty()
    {
        return rest;
    }
    title
}

fn item(text: &str) -> (Option<String>, Option<String>) {
    let open = tick(text);
    let is_boxed = open.is_some();
    let Some(said) = said(text) else { return (None, None) };
    let inner = said.strip_prefix("**");
    if let Some((id, rest)) = identifier(inner.unwrap_or(said)) {
        let rest = if inner.is_some() { rest.trim_start_matches("**") } else { rest };
        let key = format!("id {id}");
        let names_work = if inner.is_some() { !rest.starts_with(':') } else { is_boxed };
        return (Some(key.clone()), names_work.then_some(key));
    }
    let label = said.split_once(':').map(|(label, _)| label.trim_matches('*'));
    let is_label = |label: &&str| {
        let letters = |word: &str| word.chars().all(char::is_alphabetic) && !word.is_empty();
        label.split(' ').count() <= 2 && label.split(' ').all(letters)
    };
    (label.filter(is_label).filter(|_| !is_boxed).map(|label| format!("label {label}")), None)
}

/// What a list item says, behind bullet and box.
pub(super) fn said(text: &str) -> Option<&str> {
    let rest = bullet(text.trim_start())?;
    let boxed = ["[ ] ", "[x] ", "[X] "].iter().find_map(|tick| rest.strip_prefix(tick));
    Some(boxed.unwrap_or(rest).trim_start())
}

/// The identifier of an item or heading that names a piece of work.
pub(super) fn work(text: &str) -> Option<&str> {
    let title = if let Some(said) = said(text) {
        said.strip_prefix("**").unwrap_or(said)
    } else {
        let title = text.trim().trim_start_matches('#').trim_start();
        let (first, rest) = title.split_once(' ').unwrap_or((title, ""));
        let is_title = TITLES.contains(&first.to_lowercase().as_str());
        if is_title { rest.trim_start() } else { title }
    };
    identifier(title).map(|(id, _)| id)
}

fn row(text: &str) -> Option<String> {
    let first = text.trim().trim_start_matches('|').split('|').next()?.trim().trim_matches('*');
    let (first, _) = identifier(first).unwrap_or((first, ""));
    Some(format!("row {}", plain(first))).filter(|_| !first.is_empty())
}

/// The identifier that a text begins with (`T-001`, `FR-5.3`, `T1`), and the rest.
fn identifier(text: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 24;
    let is_part =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '_');
    let end = text.find(|letter| !is_part(letter)).unwrap_or(text.len());
    let id = text.get(..end)?.trim_end_matches(['.', '-']);
    let is_id = id.starts_with(|first: char| first.is_ascii_uppercase())
        && id.ends_with(|last: char| last.is_ascii_digit())
        && id.len() <= LONGEST;
    is_id.then(|| (id, text.get(id.len()..).unwrap_or_default()))
}

/// Small letters, one space between words, no numbers of lines.
fn plain(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == ':' && letters.peek().is_some_and(char::is_ascii_digit) {
            while letters.next_if(|next| next.is_ascii_digit() || *next == '-').is_some() {}
        } else {
            kept.extend(letter.to_lowercase());
        }
    }
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, local: &str, is_global: bool) {
        let document = Document::parse(text);
        let keys = of(&document, 1);
        assert_eq!(keys.local.as_deref().unwrap_or(""), local, "{text}");
        assert_eq!(keys.global.is_some(), is_global, "{text}");
    }

    #[test]
    fn headings_are_known_by_number_or_words() {
        check("### Phase 1: Foundation (weeks 1-2)\n", "number phase 1", true);
        check("#### Week 12\n", "number week 12", true);
        check("#### Task T-1.1.1: Do it\n", "id T-1.1.1", true);
        check("## 2. Phase Breakdown\n", "title phase breakdown", false);
        check("## Annex B. Traceability\n", "title traceability", false);
        check("## 2026\n", "title 2026", false);
    }

    #[test]
    fn items_are_known_by_identifier_or_label() {
        check("- **T-001** Create table\n", "id T-001", true);
        check("- [x] T001 [P] Create table\n", "id T001", true);
        check("- [ ] **FR-004**: it works\n", "id FR-004", false);
        check("- Why: because\n", "label Why", false);
        check("- [ ] Up: columns\n", "", false);
        check("- some words: and more\n", "label some words", false);
    }

    #[test]
    fn a_tick_and_a_line_are_no_difference() {
        let key = |text: &str| of(&Document::parse(text), 1).plain;
        assert_eq!(key("- [ ] As a.md:93 has it\n"), key("- [x] As a.md:95-99 has it\n"));
        assert_ne!(key("- [ ] 3 columns\n"), key("- [ ] 4 columns\n"));
        assert_eq!(tick("  - [X] a\n"), Some(('X', "  - [ ] a\n".into())));
        assert_eq!(tick("- [a] b\n"), None);
    }
}
