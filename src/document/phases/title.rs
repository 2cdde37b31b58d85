//! Headings of phases and weeks: word, number, title, duration.

use crate::document::words;

/// What a heading may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Phase,
    Week,
}

/// A heading of a phase or a week.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// The smaller, the larger the part that the word names.
    pub(super) rank: u8,
    /// Number as written; of a range the first.
    pub(super) number: Option<u32>,
    /// Last number of a range.
    pub(super) last: Option<u32>,
    /// Words behind number and separator, without the duration.
    pub(super) title: String,
    /// Duration that the heading tells.
    pub(super) duration: Option<Duration>,
}

/// A duration in weeks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Duration {
    pub(super) low: f64,
    pub(super) high: f64,
}

/// Words for phases. Words of one rank mean the same size; a document's phases are those of the
/// smallest rank that it uses.
const PHASE_WORDS: &[(&str, u8)] = &[
    ("phase", 0),
    ("fase", 0),
    ("milestone", 1),
    ("marco", 1),
    ("stage", 1),
    ("etapa", 1),
    ("wave", 1),
    ("onda", 1),
    ("sprint", 2),
    ("step", 3),
    ("passo", 3),
];

const WEEK_WORDS: &[(&str, u8)] = &[("weeks", 0), ("week", 0), ("semanas", 0), ("semana", 0)];

const NUMBER_WORDS: &[&str] = &["one", "two", "three", "four", "five", "six", "seven", "eight"];

/// Reads `text` as the heading of a `unit`.
pub(super) fn read(text: &str, unit: Unit) -> Option<Heading> {
    let line = text.lines().next().unwrap_or_default().trim();
    let word = line.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let folded = words::fold(word);
    let table = if unit == Unit::Phase { PHASE_WORDS } else { WEEK_WORDS };
    let (_, rank) = table.iter().find(|(name, _)| *name == folded)?;
    let (number, last, rest) = numbers(line.get(word.len()..)?)?;
    let (title, duration) = title(rest);
    Some(Heading { rank: *rank, number: Some(number), last, title, duration })
}

/// Number or range behind the word, and what follows.
fn numbers(text: &str) -> Option<(u32, Option<u32>, &str)> {
    let text = text.trim_start_matches([' ', '#', '\u{a0}', '-']);
    let (first, rest) = number(text)?;
    let after = rest.trim_start();
    let second = after.strip_prefix(['-', '–', '—']).or_else(|| after.strip_prefix("to "));
    match second.and_then(|text| number(text.trim_start())) {
        Some((last, rest)) if last > first && !rest.starts_with('.') => {
            Some((first, Some(last), rest))
        }
        _ => Some((first, None, rest)),
    }
}

fn number(text: &str) -> Option<(u32, &str)> {
    let length = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if length > 0 {
        let rest = text.get(length..)?;
        let glued = rest.starts_with(char::is_alphanumeric);
        return (!glued).then_some((text.get(..length)?.parse().ok()?, rest));
    }
    let word = text.split(|c: char| !c.is_alphabetic()).next()?;
    let at = NUMBER_WORDS.iter().position(|name| *name == words::fold(word))?;
    Some((u32::try_from(at + 1).ok()?, text.get(word.len()..)?))
}

/// Title and duration of what follows the number.
fn title(rest: &str) -> (String, Option<Duration>) {
    let is_mark =
        |c: char| matches!(c, ':' | '-' | '–' | '—' | '.' | ')' | '|' | '*') || c.is_whitespace();
    let rest = rest.trim_matches(is_mark);
    let Some((before, after)) = rest.rsplit_once('(') else {
        return (rest.to_owned(), None);
    };
    let inner = after.split(')').next().unwrap_or_default();
    match duration(inner) {
        Some(duration) => (before.trim_end_matches(is_mark).to_owned(), Some(duration)),
        None => (rest_with_bracket(rest, after), None),
    }
}

/// The trimming of marks may have cut a closing bracket that belongs to the title.
fn rest_with_bracket(rest: &str, after: &str) -> String {
    if after.contains(')') { rest.to_owned() } else { format!("{rest})") }
}

/// Reads a duration: `3-4 weeks`, `2 semanas`, `10 days`, `Weeks 1-3`, `Week 4`.
pub(super) fn duration(text: &str) -> Option<Duration> {
    if let Some(weeks) = read(text.trim(), Unit::Week) {
        let count = weeks.last.map_or(1, |last| last - weeks.number.unwrap_or(last) + 1);
        return Some(Duration { low: f64::from(count), high: f64::from(count) });
    }
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—')).collect();
    let at = words.iter().position(|word| weeks_per(word).is_some())?;
    let factor = weeks_per(words.get(at)?)?;
    let mut numbers = words.get(..at)?.iter().rev().map_while(|word| plain_number(word));
    let high = numbers.next()? * factor;
    let low = numbers.next().map_or(high, |low| low * factor);
    Some(Duration { low: low.min(high), high })
}

fn plain_number(word: &str) -> Option<f64> {
    word.trim_matches(|c: char| !c.is_ascii_digit() && c != '.').parse().ok()
}

/// Weeks in one of the named unit; a week has five working days and a month four weeks.
fn weeks_per(word: &str) -> Option<f64> {
    const UNITS: &[(&[&str], f64)] = &[
        (&["week", "weeks", "wk", "wks", "semana", "semanas"], 1.0),
        (&["day", "days", "dia", "dias"], 0.2),
        (&["month", "months", "mes", "meses"], 4.0),
    ];
    let folded = words::fold(word.trim_matches(|c: char| !c.is_alphabetic()));
    UNITS.iter().find(|(names, _)| names.contains(&&*folded)).map(|(_, weeks)| *weeks)
}
