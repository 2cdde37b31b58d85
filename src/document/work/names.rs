//! What a heading, a bold line or the text of a check box says by its first words: level, identifier,
//! title.

use super::ids;
use crate::{
    document::{outline::without_symbols, words},
    model::WorkKind,
};

/// A text that names an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// Identifier; empty when there is none.
    pub(super) id: String,
    /// Level, when word or letters tell it.
    pub(super) kind: Option<WorkKind>,
    /// Whether the number counts weeks or days.
    pub(super) calendar: bool,
    /// Words behind the identifier.
    pub(super) title: String,
}

/// Words that name a level, with the word for several.
const WORDS: &[(WorkKind, &[&str])] = &[
    (
        WorkKind::Phase,
        &[
            "phase",
            "fase",
            "milestone",
            "marco",
            "hito",
            "sprint",
            "wave",
            "onda",
            "ola",
            "stage",
            "etapa",
            "iteration",
            "iteracao",
            "iteracion",
        ],
    ),
    (WorkKind::Epic, &["epic", "epico", "epica", "workstream", "feature"]),
    (WorkKind::Task, &["task", "tarefa", "tarea"]),
    (WorkKind::Subtask, &["subtask", "subtarefa", "subtarea"]),
];

/// Words that name a level only with a number: a step is a task where nothing is above it.
const STEPS: &[&str] = &["step", "passo", "paso"];

const CALENDAR: &[&str] = &["week", "weeks", "semana", "semanas", "day", "days", "dia", "dias"];

/// The level that `word` names.
pub(super) fn level(word: &str) -> Option<WorkKind> {
    let folded = words::fold(word);
    let named = WORDS.iter().find(|(_, names)| names.contains(&&*folded)).map(|(kind, _)| *kind);
    let step = STEPS.contains(&&*folded).then_some(WorkKind::Subtask);
    named.or(step).or_else(|| CALENDAR.contains(&&*folded).then_some(WorkKind::Epic))
}

/// Reads `text`, plain and on one line.
pub(super) fn read(text: &str) -> Option<Name> {
    let text = without_symbols(text);
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '[').trim();
    let text = text.strip_prefix('[').filter(|_| bracketed(text)).unwrap_or(text);
    worded(text).or_else(|| lettered(text))
}

/// Whether a bracket opens the text and holds an identifier: `[T-001] words`.
fn bracketed(text: &str) -> bool {
    let inside = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    inside.is_some_and(|(inside, _)| ids::leading(inside).is_some_and(|(_, rest)| rest.is_empty()))
}

/// `Phase 2: words`, `Task T-1.1.1 - words`, `Fase A — words`.
fn worded(text: &str) -> Option<Name> {
    let word = text.split(|c: char| !c.is_alphabetic() && c != '-').next()?;
    let plain = word.replace('-', "");
    let kind = level(&plain)?;
    let rest = text.get(word.len()..)?.trim_start_matches([' ', '#', '\u{a0}', '[']);
    if let Some((id, behind)) = ids::leading(rest).filter(|(id, _)| id.len() > 1) {
        let kind = ids::kind(id).unwrap_or(kind);
        return Some(name(id.to_owned(), kind, false, behind));
    }
    let (number, behind) = number(rest)?;
    let folded = words::fold(&plain);
    let calendar = CALENDAR.contains(&&*folded);
    let id = format!("{} {number}", capital(&plain));
    Some(name(id, kind, calendar, behind))
}

fn name(id: String, kind: WorkKind, calendar: bool, behind: &str) -> Name {
    Name { id, kind: Some(kind), calendar, title: title(behind) }
}

/// `T-001: words`; prefixes of requirements name no work.
fn lettered(text: &str) -> Option<Name> {
    let (id, behind) = ids::leading(text)?;
    let end = behind.trim_start_matches([']', '*', ')']);
    let marked = end.trim_start().starts_with([':', '-', '–', '—', '.', '|', '(', '·']);
    let known = ids::kind(id);
    let fits = end.is_empty() || marked || (known.is_some() && end.starts_with(' '));
    (fits && !ids::is_no_work(id)).then(|| Name {
        id: id.to_owned(),
        kind: known,
        calendar: false,
        title: title(end),
    })
}

/// A number (`2`, `1.1`, `3a`, `1-2`, `Two`) or a single capital letter, and what stands behind.
fn number(text: &str) -> Option<(String, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(text.len());
    let word = text.get(..end)?.trim_end_matches('.');
    let behind = text.get(word.len()..)?;
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let numeric = !digits.is_empty()
        && word.len() - digits.len() <= 1
        && digits.split('.').all(|part| {
            (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        });
    if numeric {
        return Some(ranged(word, behind));
    }
    let letter = word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let ends = behind.trim_start().starts_with([':', '-', '–', '—', '.', '(']) || behind.is_empty();
    if letter && ends {
        return Some((word.to_owned(), behind));
    }
    let spelled = NUMBERS.iter().position(|name| *name == words::fold(word))?;
    Some(((spelled + 1).to_string(), behind))
}

const NUMBERS: &[&str] =
    &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// Takes the end of a range (`1-2`, `1–2`) into the number.
fn ranged<'t>(word: &str, behind: &'t str) -> (String, &'t str) {
    let rest = behind.trim_start().strip_prefix(['-', '–', '—']).map(str::trim_start);
    let digits =
        |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if let Some(rest) = rest.filter(|rest| (1..=2).contains(&digits(rest))) {
        let (last, behind) = rest.split_at(digits(rest));
        let larger = last.parse::<u32>().ok() > word.parse::<u32>().ok();
        if larger
            && word.parse::<u32>().is_ok()
            && !behind.starts_with(char::is_alphanumeric)
            && !behind.starts_with('-')
        {
            return (format!("{word}-{last}"), behind);
        }
    }
    (word.to_owned(), behind)
}

/// Words behind an identifier, without the marks between.
pub(super) fn title(behind: &str) -> String {
    let marks = |c: char| {
        let is_mark = matches!(c, ':' | '-' | '–' | '—' | '.' | ',' | '·' | '|' | ']' | '*' | ')');
        c.is_whitespace() || is_mark
    };
    let text = behind.trim_start_matches(marks);
    text.trim_end_matches([' ', ':', '-', '–', '—', '·', '*']).to_owned()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + &letters.as_str().to_lowercase()
}

/// `1.1 words`, `2. words`, `2.1. words` as number and words.
pub(super) fn numbered(text: &str) -> Option<(&str, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = text.get(..text.len() - rest.len())?.trim_end_matches('.');
    let dotted = text.get(number.len()..)?.starts_with('.');
    let parts = number.split('.').all(|part| {
        (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    });
    let fits = parts && rest.starts_with([' ', ')', ':']) && (dotted || number.contains('.'));
    fits.then(|| (number, rest.trim_start_matches([')', ':', ' '])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, Option<WorkKind>, &str)>) {
        let found = read(text);
        let found = found.as_ref().map(|name| (&*name.id, name.kind, &*name.title));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn headings_name_items() {
        use WorkKind::*;
        check("T1 — Public surface", Some(("T1", Some(Task), "Public surface")));
        check("Epic 1.1: Golden test", Some(("Epic 1.1", Some(Epic), "Golden test")));
        check("Task T-1.1.1: Store", Some(("T-1.1.1", Some(Task), "Store")));
        check("Task 4.0 (DE-RISK): dump", Some(("Task 4.0", Some(Task), "(DE-RISK): dump")));
        check("✅ Fase 1 CONCLUÍDA", Some(("Fase 1", Some(Phase), "CONCLUÍDA")));
        check("Phase 2 - Core", Some(("Phase 2", Some(Phase), "Core")));
        check("Week 1, 2026-11-30: Base", Some(("Week 1", Some(Epic), "2026-11-30: Base")));
        check("Weeks 1-2: Base", Some(("Weeks 1-2", Some(Epic), "Base")));
        check("Wave B: Move", Some(("Wave B", Some(Phase), "Move")));
        check("ST-T001-01: Write the test", Some(("ST-T001-01", Some(Subtask), "Write the test")));
        check("[T-001] Store", Some(("T-001", Some(Task), "Store")));
        check("Sprint Two", Some(("Sprint 2", Some(Phase), "")));
        check("AUTH-3: Tokens", Some(("AUTH-3", None, "Tokens")));
        check("Phase Overview", None);
        check("R1 — Risk", None);
        check("AC-01 (one-line emit)", None);
        check("Task table (summary)", None);
        check("Tasks flagged", None);
        check("Step by step", None);
    }

    #[test]
    fn numbers_lead_lines() {
        assert_eq!(numbered("1.1 Set up"), Some(("1.1", "Set up")));
        assert_eq!(numbered("2. Set up"), Some(("2", "Set up")));
        assert_eq!(numbered("2.1. Set up"), Some(("2.1", "Set up")));
        assert_eq!(numbered("3 months"), None);
        assert_eq!(numbered("99.9% up"), None);
    }
}
