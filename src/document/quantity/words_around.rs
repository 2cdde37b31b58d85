//! The comparator that stands before or behind a number, as a sign or in words.

use crate::document::words;

/// Signs, the longest first. An arrow is no comparator.
const SIGNS: &[(&str, Option<&str>)] = &[
    ("->", None),
    ("=>", None),
    ("<=", Some("<=")),
    ("=<", Some("<=")),
    (">=", Some(">=")),
    ("≤", Some("<=")),
    ("⩽", Some("<=")),
    ("≥", Some(">=")),
    ("⩾", Some(">=")),
    ("<", Some("<")),
    (">", Some(">")),
];

/// Words before a number; the longest phrases first.
const BEFORE: &[(&str, &str)] = &[
    ("no more than", "<="),
    ("not more than", "<="),
    ("must not exceed", "<="),
    ("not exceed", "<="),
    ("not exceeding", "<="),
    ("no less than", ">="),
    ("not less than", ">="),
    ("no fewer than", ">="),
    ("less than", "<"),
    ("fewer than", "<"),
    ("lower than", "<"),
    ("faster than", "<"),
    ("smaller than", "<"),
    ("more than", ">"),
    ("greater than", ">"),
    ("higher than", ">"),
    ("larger than", ">"),
    ("at most", "<="),
    ("up to", "<="),
    ("maximum of", "<="),
    ("max of", "<="),
    ("maximum", "<="),
    ("max", "<="),
    ("within", "<="),
    ("at least", ">="),
    ("minimum of", ">="),
    ("minimum", ">="),
    ("min", ">="),
    ("under", "<"),
    ("below", "<"),
    ("over", ">"),
    ("above", ">"),
    ("exceeds", ">"),
    ("exceeding", ">"),
    ("exceed", ">"),
    ("em menos de", "<"),
    ("menos de", "<"),
    ("menos que", "<"),
    ("menor que", "<"),
    ("menor do que", "<"),
    ("inferior a", "<"),
    ("abaixo de", "<"),
    ("no maximo", "<="),
    ("como maximo", "<="),
    ("maximo de", "<="),
    ("dentro de", "<="),
    ("em ate", "<="),
    ("ate", "<="),
    ("hasta", "<="),
    ("pelo menos", ">="),
    ("ao menos", ">="),
    ("al menos", ">="),
    ("no minimo", ">="),
    ("minimo de", ">="),
    ("mais de", ">"),
    ("mais que", ">"),
    ("mas de", ">"),
    ("maior que", ">"),
    ("superior a", ">"),
    ("acima de", ">"),
];

/// Words behind a number.
const AFTER: &[(&str, &str)] = &[
    ("or more", ">="),
    ("or higher", ">="),
    ("or greater", ">="),
    ("or above", ">="),
    ("or better", ">="),
    ("or less", "<="),
    ("or lower", "<="),
    ("or fewer", "<="),
    ("or below", "<="),
    ("or faster", "<="),
    ("ou mais", ">="),
    ("ou superior", ">="),
    ("ou menos", "<="),
    ("ou inferior", "<="),
    ("at most", "<="),
    ("maximum", "<="),
    ("max", "<="),
    ("no maximo", "<="),
    ("at least", ">="),
    ("minimum", ">="),
    ("no minimo", ">="),
];

/// Words that may stand between a comparator and its number.
const FILLERS: &[&str] =
    &["a", "an", "the", "of", "about", "approximately", "cerca", "~", "≈", "aprox"];

/// The comparator at the end of `text`, and how many bytes of its end it takes.
pub(super) fn before(text: &str) -> (Option<&'static str>, usize) {
    let mut end = text.trim_end_matches([' ', '~', '≈', '\u{a0}']);
    for _ in 0..2 {
        if let Some((sign, comparator)) = SIGNS.iter().find(|(sign, _)| end.ends_with(sign)) {
            let length = comparator.map_or(0, |_| text.len() - end.len() + sign.len());
            return (*comparator, length);
        }
        if let Some((comparator, kept)) = phrase_before(end) {
            return (Some(comparator), text.len() - kept);
        }
        let Some(shorter) = without_filler(end) else { break };
        end = shorter;
    }
    (None, 0)
}

fn without_filler(text: &str) -> Option<&str> {
    let last = text.rsplit([' ', '(']).next()?;
    let folded = words::fold(last);
    FILLERS.contains(&&*folded).then(|| text.strip_suffix(last).map(str::trim_end))?
}

/// The phrase that ends `text` and the bytes that stand before it.
fn phrase_before(text: &str) -> Option<(&'static str, usize)> {
    for count in (1..=3).rev() {
        let start = start_of_last_words(text, count)?;
        let folded = words::key(text.get(start..)?);
        let row = BEFORE.iter().find(|(phrase, _)| words::is(&folded, phrase));
        if let Some((_, comparator)) = row {
            return Some((comparator, start));
        }
    }
    None
}

/// Where the last `count` words of `text` start; fewer when it has fewer.
fn start_of_last_words(text: &str, count: usize) -> Option<usize> {
    let word = |c: char| c.is_alphanumeric() || c == '\'';
    let mut start = text.len();
    for _ in 0..count {
        let head = text.get(..start)?.trim_end_matches(|c| !word(c) && c != '|' && c != ':');
        start = head.rfind(|c| !word(c)).map_or(0, |at| {
            at + head.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
        });
    }
    Some(start)
}

/// The comparator at the start of `text`, and how many bytes it takes. `plus` says that the number
/// itself has a plus sign behind it.
pub(super) fn after(text: &str, plus: bool) -> (Option<&'static str>, usize) {
    if plus {
        return (Some(">="), 0);
    }
    if text.starts_with('+') {
        return (Some(">="), 1);
    }
    let trimmed = text.trim_start_matches([' ', '(', ',']);
    let folded = words::key(trimmed.get(..floor(trimmed, 24)).unwrap_or_default());
    let row = AFTER.iter().find(|(phrase, _)| {
        folded.trim_start().strip_prefix(phrase).is_some_and(|rest| rest.starts_with(' '))
    });
    // Words behind a unit are left to the metric: `99% minimum uptime`.
    row.map_or((None, 0), |(_, comparator)| (Some(comparator), 0))
}

/// The largest character boundary of `text` that is not above `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
