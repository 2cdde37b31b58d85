//! Identifiers of work as documents write them: `T1`, `T-001`, `E-1.1`, `ST-T001-01`, `F1-T01`, `2.1`,
//! ranges of them, and which of them mean the same item.

use std::collections::BTreeSet;

use crate::{document::words, model::WorkKind};

/// Prefixes of requirements, criteria, risks, decisions, questions and standards: no work.
const NO_WORK: &[&str] = &[
    "FR", "NFR", "RF", "RNF", "REQ", "AC", "CA", "SC", "US", "HU", "ADR", "RFC", "DX", "NF", "CON",
    "BR", "R", "Q", "OQ", "D", "DD", "G", "H", "V", "UTF", "SHA", "HTTP", "ISO", "OAS", "P", "CVE",
    "EC", "SEC", "PERF", "KPI", "SLO", "UX", "A", "RISK", "PR", "GH", "CWE", "EP", "SP", "C", "L",
    "N", "B", "PT", "NC",
];

/// Letters whose number names a level of the tree of work.
const KINDS: &[(WorkKind, &[&str])] = &[
    (WorkKind::Subtask, &["ST", "SUB", "SUBTASK", "STEP"]),
    (WorkKind::Task, &["T", "MT", "TK", "TASK", "WI", "TAREFA"]),
    (WorkKind::Epic, &["E", "EPIC", "EPICO", "WS", "STORY", "FEAT"]),
    (WorkKind::Phase, &["M", "MS", "PH", "PHASE", "FASE", "W", "WAVE", "SPRINT", "F"]),
];

/// The identifier that `text` starts with, and what stands behind it.
///
/// Its letters are capitals; a lower-case letter may end it (`T9a`).
pub(in crate::document) fn leading(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')));
    let word = text.get(..end.unwrap_or(text.len()))?.trim_end_matches(['-', '.', '_']);
    is_id(word).then(|| (word, text.get(word.len()..).unwrap_or_default()))
}

/// Whether `word` is an identifier with letters.
fn is_id(word: &str) -> bool {
    let segments: Vec<&str> = word.split(['-', '_']).collect();
    let first = segments.first().copied().unwrap_or_default();
    let shaped = segments.iter().enumerate().all(|(at, segment)| is_segment(segment, at == 0));
    word.len() <= 16
        && segments.len() <= 4
        && first.starts_with(|c: char| c.is_ascii_uppercase())
        && shaped
        && word.contains(|c: char| c.is_ascii_digit())
        && segments.last().is_some_and(|last| last.contains(|c: char| c.is_ascii_digit()))
}

/// `ABC12.3a`: letters, numbers between dots, at most one small letter at the end.
fn is_segment(segment: &str, first: bool) -> bool {
    let numbers = segment.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = segment.len() - numbers.len();
    let digits = numbers.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let suffix = numbers.len() - digits.len();
    let parts_fit = digits.split('.').all(|part| {
        part.len() <= 4
            && (digits.is_empty() || !part.is_empty())
            && part.bytes().all(|b| b.is_ascii_digit())
    });
    letters <= 8
        && suffix <= 1
        && (suffix == 0 || !digits.is_empty())
        && parts_fit
        && (letters > 0 || !first)
        && !segment.is_empty()
}

/// Whether the identifier is one of a requirement, a risk, a standard.
pub(in crate::document) fn is_no_work(id: &str) -> bool {
    let last = id.split(['-', '_']).next_back().unwrap_or_default();
    let inner = last.starts_with(|c: char| c.is_ascii_uppercase()) && kind(id).is_some();
    !inner && NO_WORK.contains(&letters(id))
}

/// Whether the identifier is one of a requirement, story or criterion.
pub(in crate::document) fn is_requirement(id: &str) -> bool {
    const LETTERS: &[&str] =
        &["FR", "NFR", "RF", "RNF", "REQ", "AC", "CA", "SC", "US", "HU", "NF", "BR", "DX", "UX"];
    LETTERS.contains(&letters(id))
}

fn letters(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// Level that the letters of the identifier name: those of its first part, or, where that is no work's,
/// of the last part that has letters (`F1-T01`).
pub(in crate::document) fn kind(id: &str) -> Option<WorkKind> {
    let first = of_letters(letters(id));
    let last = id.split(['-', '_']).map(letters).rfind(|letters| !letters.is_empty());
    match (first, last.and_then(of_letters)) {
        (Some(WorkKind::Subtask), _) => Some(WorkKind::Subtask),
        (_, Some(last)) => Some(last),
        (first, None) => first,
    }
}

fn of_letters(letters: &str) -> Option<WorkKind> {
    KINDS.iter().find(|(_, names)| names.contains(&letters)).map(|(kind, _)| *kind)
}

/// What identifiers of one item have in common: `T-001`, `T001`, `Task 1` and `tarefa 1` are one.
pub(in crate::document) fn key(id: &str) -> String {
    let mut key = String::with_capacity(id.len());
    let mut number = false;
    for part in parts(&words::fold(id)) {
        if part.starts_with(|c: char| c.is_ascii_digit()) {
            let digits = part.trim_start_matches('0');
            key.push_str(if number { "." } else { "" });
            key.push_str(if digits.is_empty() { "0" } else { digits });
            number = true;
        } else {
            key.push_str(word_of(part));
            number = false;
        }
    }
    key
}

/// Runs of letters and runs of digits.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    while let Some(c) = rest.chars().next() {
        let digit = c.is_ascii_digit();
        let end = rest.find(|c: char| !c.is_alphanumeric() || c.is_ascii_digit() != digit);
        let (part, behind) = rest.split_at(end.unwrap_or(rest.len()));
        parts.push(part);
        rest = behind.trim_start_matches(|c: char| !c.is_alphanumeric());
    }
    parts
}

/// One word for the words of one level.
fn word_of(word: &str) -> &str {
    const SAME: &[(&str, &[&str])] = &[
        ("t", &["t", "task", "tarefa", "tarea", "tk"]),
        ("e", &["e", "epic", "epico", "epica"]),
        ("ph", &["phase", "fase", "ph", "fases", "phases"]),
        ("m", &["m", "milestone", "marco", "hito"]),
        ("st", &["st", "subtask", "subtarefa", "subtarea"]),
    ];
    SAME.iter().find(|(_, words)| words.contains(&word)).map_or(word, |(same, _)| same)
}

/// The numbers of an identifier without its letters: `1.1` of `Epic 1.1`.
pub(in crate::document) fn numbers(key: &str) -> &str {
    key.trim_start_matches(|c: char| !c.is_ascii_digit())
}

/// Identifiers in `text`, of any prefix; ranges are spelled out.
pub(in crate::document) fn mentioned(text: &str) -> Vec<String> {
    let mut found = Found::default();
    let mut open: Option<String> = None;
    for token in text.split(|c: char| c.is_whitespace() || ",;()[]|·/&+`*{}\"'".contains(c)) {
        let token = token.trim_matches(|c: char| matches!(c, '.' | ':' | '!' | '?'));
        if matches!(token, "" | "…" | "..") {
            continue;
        }
        if RANGE_WORDS.contains(&token) {
            open = found.ids.last().cloned();
            continue;
        }
        let (from, to) = split_range(token);
        if let Some(first) = open.take().filter(|_| to.is_none()) {
            let joined = range(&first, from);
            if !joined.is_empty() {
                found.add(joined);
                continue;
            }
        }
        match to {
            Some(to) => found.add(range(from, to)),
            None if leading(from).is_some_and(|(_, rest)| rest.is_empty()) => {
                found.add(vec![from.to_owned()]);
            }
            None => {}
        }
    }
    found.ids
}

/// Words and marks between the ends of a range.
const RANGE_WORDS: &[&str] = &["-", "–", "—", "to", "through", "até", "ate", "a", "hasta", ".."];

/// Identifiers in the order in which they are named first.
#[derive(Default)]
struct Found {
    ids: Vec<String>,
    seen: BTreeSet<String>,
}

impl Found {
    fn add(&mut self, more: Vec<String>) {
        for id in more {
            if self.seen.insert(id.clone()) {
                self.ids.push(id);
            }
        }
    }
}

/// `T1-T8`, `DX-B01-03`, `T1..T8`, `1.1-1.4` as first and last.
fn split_range(token: &str) -> (&str, Option<&str>) {
    for mark in ["..", "–", "—"] {
        if let Some((from, to)) =
            token.split_once(mark).filter(|(from, to)| !from.is_empty() && !to.is_empty())
        {
            return (from, Some(to.trim_start_matches('.')));
        }
    }
    let Some((from, to)) = token.rsplit_once('-') else { return (token, None) };
    let one = is_id(from) && from.contains(|c: char| c.is_ascii_digit());
    let again = letters(to) == letters(from) && !letters(to).is_empty();
    let counts = to.bytes().all(|byte| byte.is_ascii_digit()) && !to.is_empty();
    let grows = last_number(from).zip(last_number(to)).is_some_and(|(from, to)| from < to);
    let nested = kind(from) == Some(WorkKind::Subtask)
        || from.split('-').filter(|part| !letters(part).is_empty()).count() > 1 && !counts;
    if one && grows && !nested && (again || (counts && same_width(from, to))) {
        return (from, Some(to));
    }
    (token, None)
}

/// The short end of a range is written like the number that it goes on from (`B01-03`, `T1-8`).
fn same_width(from: &str, to: &str) -> bool {
    let digits = from.len() - from.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    digits <= to.len()
        && from.get(..from.len() - digits).is_some_and(|stem| {
            stem.ends_with(|c: char| c.is_ascii_uppercase())
                || (is_requirement(from) && stem.ends_with('-'))
        })
}

fn last_number(id: &str) -> Option<u32> {
    let stem = id.trim_end_matches(|c: char| c.is_ascii_digit());
    id.get(stem.len()..)?.parse().ok()
}

/// Most identifiers that a range may stand for.
const LONGEST: u32 = 200;

/// The identifiers from `from` to `to`, both included; none when they make no range.
fn range(from: &str, to: &str) -> Vec<String> {
    let stem = from.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = from.len() - stem.len();
    let (Some(first), Some(last)) = (last_number(from), last_number(to)) else { return Vec::new() };
    let other = to.trim_end_matches(|c: char| c.is_ascii_digit());
    let fits = other.is_empty() || other == stem;
    if !fits || stem.is_empty() || last < first || last - first > LONGEST || !is_id(from) {
        return Vec::new();
    }
    (first..=last).map(|number| format!("{stem}{number:0digits$}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(leading(text).map(|(id, _)| id), expected, "{text}");
    }

    #[test]
    fn identifiers_of_every_shape_are_read() {
        for id in [
            "T1",
            "T-001",
            "E-1.1",
            "T-1.1.1",
            "ST-T001-01",
            "F1-T01",
            "P4-T01",
            "MT-001",
            "T9a",
            "DX-B01",
        ] {
            check(id, Some(id));
            check(&format!("{id} — words"), Some(id));
        }
        check("T1.", Some("T1"));
        check("Tables", None);
        check("T", None);
        check("IPv6 only", None);
        check("HTTP handlers", None);
        check("3 months", None);
        check("x86", None);
    }

    #[test]
    fn one_item_has_one_key() {
        assert_eq!(key("T-001"), key("Task 1"));
        assert_eq!(key("Fase 2"), key("Phase 2"));
        assert_eq!(key("E-1.1"), key("Epic 1.1"));
        assert_eq!(key("ST-T001-01"), key("ST-T-001-01"));
        assert_ne!(key("T1.1"), key("T11"));
        assert_eq!(numbers(&key("Epic 1.1")), "1.1");
    }

    #[track_caller]
    fn mentions(text: &str, expected: &[&str]) {
        assert_eq!(mentioned(text), expected, "{text}");
    }

    #[test]
    fn ranges_are_spelled_out() {
        mentions("T1-T3 (all)", &["T1", "T2", "T3"]);
        mentions("T1–T3, T5", &["T1", "T2", "T3", "T5"]);
        mentions("T001 to T003", &["T001", "T002", "T003"]);
        mentions("DX-B01-03", &["DX-B01", "DX-B02", "DX-B03"]);
        mentions("AC-01 (Event/Emit), AC-02", &["AC-01", "AC-02"]);
        mentions("AC-01-03", &["AC-01", "AC-02", "AC-03"]);
        mentions("ST-T001-01", &["ST-T001-01"]);
        mentions("F1-T01, F1-T02", &["F1-T01", "F1-T02"]);
        mentions("T-1.1.1", &["T-1.1.1"]);
        mentions("AC-08 → T9 and T2.", &["AC-08", "T9", "T2"]);
        mentions("FR-001, FR-003", &["FR-001", "FR-003"]);
        mentions("none", &[]);
    }

    #[test]
    fn letters_tell_the_level() {
        assert_eq!(kind("T1"), Some(WorkKind::Task));
        assert_eq!(kind("ST-T001-01"), Some(WorkKind::Subtask));
        assert_eq!(kind("F1-T01"), Some(WorkKind::Task));
        assert_eq!(kind("P4-T01"), Some(WorkKind::Task));
        assert_eq!(kind("E-1.1"), Some(WorkKind::Epic));
        assert_eq!(kind("AUTH-3"), None);
        assert!(
            is_no_work("AC-01") && is_no_work("R3") && !is_no_work("P4-T01") && !is_no_work("T1")
        );
    }
}
