//! Hours and sizes as documents write them: `7`, `60h`, `2-3 hours`, `4–8 h`, `M (4-8h)`, `3 points`.

use crate::{document::words, model::HourRange};

/// Hours and size that a value tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Effort {
    pub(super) hours: Option<HourRange>,
    pub(super) size: String,
}

/// Reads the value of an estimate. A bare number is one of hours only where the label says hours.
pub(super) fn effort(label: &str, value: &str) -> Effort {
    let label = words::key(label);
    let in_hours = words::has_any(&label, &["hours", "hour", "horas", "hora", "hrs", "h"]);
    let points = words::has_any(&label, &["points", "pontos", "point", "puntos"]);
    let hours = if points { None } else { hours(value, in_hours) };
    Effort { size: size(value, points), hours }
}

/// The first amount of hours in `text`: a number or range with a unit, or without one where `bare`.
pub(super) fn hours(text: &str, bare: bool) -> Option<HourRange> {
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let before = rest.get(..at).unwrap_or_default();
        let (amount, behind) = amount(rest.get(at..)?)?;
        let glued =
            before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '+'));
        let factor = if glued { None } else { unit(behind) };
        let alone = bare
            && !glued
            && behind.trim_start().chars().next().is_none_or(|c| !c.is_alphanumeric());
        if let Some(factor) = factor.or(alone.then_some(1.0)) {
            let range = in_hours(amount, factor);
            let likely = likely(behind).map_or(range.likely, |likely| likely * factor);
            return Some(HourRange { likely: likely.clamp(range.low, range.high), ..range });
        }
        rest = behind;
    }
    None
}

/// The likely amount that a range gives behind its ends: `2 to 6, likely 3`.
fn likely(behind: &str) -> Option<f64> {
    let rest = behind.trim_start_matches([',', ';', ' ', '(']).strip_prefix("likely")?;
    number(rest.trim_start_matches([':', ' '])).map(|(value, _)| value)
}

fn in_hours((low, high): (f64, f64), factor: f64) -> HourRange {
    let (low, high) = (low * factor, high * factor);
    HourRange { low, likely: f64::midpoint(low, high), high }
}

/// A number or range at the start of `text`, and what stands behind it.
fn amount(text: &str) -> Option<((f64, f64), &str)> {
    let (low, rest) = number(text)?;
    let own = unit(rest).map_or(0, |_| rest.len() - behind_unit(rest).len());
    let after = rest.get(own..).unwrap_or(rest).trim_start();
    let next = after.strip_prefix(['-', '–', '—', '~']).or_else(|| after.strip_prefix("to "));
    let next = next.or_else(|| after.strip_prefix("a ")).map(str::trim_start);
    match next.and_then(number) {
        Some((high, behind)) if high >= low => Some(((low, high), behind)),
        _ => Some(((low, low), rest)),
    }
}

fn number(text: &str) -> Option<(f64, &str)> {
    let end =
        text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(text.len());
    let digits = text.get(..end)?.trim_end_matches(['.', ',']);
    let value: f64 = digits.replace(',', ".").parse().ok()?;
    (value < 100_000.0).then(|| (value, text.get(digits.len()..).unwrap_or_default()))
}

/// Hours in one of the unit that `text` starts with. Days are not turned into hours: nobody said how long
/// one is.
fn unit(text: &str) -> Option<f64> {
    let word = unit_word(text);
    let folded = words::fold(word);
    let last = folded.rsplit('-').next().unwrap_or_default();
    match last {
        "h" | "hr" | "hrs" | "hour" | "hours" | "hora" | "horas" => Some(1.0),
        "min" | "mins" | "minutes" | "minute" | "minutos" => Some(1.0 / 60.0),
        "ai" | "agent" | "person" | "dev" | "engineering" => {
            let behind = text.trim_start().get(word.len()..)?;
            unit(behind)
        }
        _ => None,
    }
}

fn unit_word(text: &str) -> &str {
    let text = text.trim_start_matches([' ', '-', '\u{a0}']);
    text.split(|c: char| !(c.is_alphabetic() || c == '-'))
        .next()
        .unwrap_or_default()
        .trim_matches('-')
}

fn behind_unit(text: &str) -> &str {
    let word = unit_word(text);
    text.find(word).and_then(|at| text.get(at + word.len()..)).unwrap_or(text)
}

/// `S`, `M`, `XL`, or a number of points.
fn size(value: &str, points: bool) -> String {
    const SIZES: &[&str] = &["XS", "S", "M", "L", "XL", "XXL"];
    const NAMES: &[&str] =
        &["small", "medium", "large", "pequeno", "medio", "grande", "extra large"];
    let text = value.trim().trim_matches(['*', '`', ' ']);
    let word = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let named = NAMES.contains(&&*words::fold(word));
    if SIZES.contains(&word) || named {
        return word.to_owned();
    }
    let key = words::key(value);
    let pointed = points
        || words::has_any(&key, &["points", "pts", "pontos", "sp", "story points", "puntos"]);
    let number = word.bytes().all(|byte| byte.is_ascii_digit()) && !word.is_empty();
    if pointed && number { format!("{word} points") } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, bare: bool, expected: Option<(f64, f64)>) {
        assert_eq!(hours(text, bare).map(|hours| (hours.low, hours.high)), expected, "{text}");
    }

    #[test]
    fn hours_are_read_with_their_unit() {
        check("7", true, Some((7.0, 7.0)));
        check("7", false, None);
        check("60h", false, Some((60.0, 60.0)));
        check("2-3 hours", false, Some((2.0, 3.0)));
        check("4–8 h", false, Some((4.0, 8.0)));
        check("4h-8h", false, Some((4.0, 8.0)));
        check("~6.5h", false, Some((6.5, 6.5)));
        check("12 AI-hours. Low", false, Some((12.0, 12.0)));
        check("60 AI-agent-hours across 10 tasks", false, Some((60.0, 60.0)));
        check("8 AI agent hours", false, Some((8.0, 8.0)));
        check("2 a 3 horas", false, Some((2.0, 3.0)));
        check("30 min", false, Some((0.5, 0.5)));
        check("2 days", false, None);
        check("M (4-8h)", false, Some((4.0, 8.0)));
        check("T1 (7h)", true, Some((7.0, 7.0)));
        check("10 tasks", true, None);
    }

    #[test]
    fn a_range_may_say_what_is_likely() {
        assert_eq!(hours("2 to 6, likely 3; P50 3.6", true).map(|hours| hours.likely), Some(3.0));
        assert_eq!(hours("2 to 6", true).map(|hours| hours.likely), Some(4.0));
    }

    #[test]
    fn sizes_are_kept_as_written() {
        assert_eq!(effort("Size", "M (4-8h)").size, "M");
        assert_eq!(effort("Story points", "5").size, "5 points");
        assert_eq!(effort("Estimate", "3 pts").size, "3 points");
        assert_eq!(effort("Hours", "5").size, "");
        assert_eq!(effort("Effort", "Medium").size, "Medium");
    }
}
