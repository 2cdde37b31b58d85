//! Numbers and percentiles in a sentence. What only looks like a quantity's number (a version, a date,
//! an identifier, an address) is left out.

/// A number with its place.
#[derive(Clone, Debug)]
pub(super) struct Number {
    /// Its value; of a range the upper end.
    pub(super) value: f64,
    /// First byte; of a range the start of the lower end.
    pub(super) start: usize,
    /// Byte behind it.
    pub(super) end: usize,
    /// Its value when a point groups thousands, as Portuguese writes.
    grouped: Option<f64>,
}

impl Number {
    /// Reads `1.000` as a thousand.
    pub(super) fn read_as_portuguese(&mut self) {
        if let Some(value) = self.grouped {
            self.value = value;
        }
    }
}

/// The numbers of `text` in order.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let mut found: Vec<Number> = Vec::new();
    let mut from = 0;
    while let Some(at) = next_digit(text, from) {
        let rest = text.get(at..).unwrap_or_default();
        let length = rest.find(|c: char| !(c.is_ascii_digit() || ".,".contains(c)));
        let run = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
        let run = run.trim_end_matches(['.', ',']);
        from = at + run.len().max(1);
        let stands_alone = starts_well(text.get(..at).unwrap_or_default());
        if let (true, Some(number)) = (stands_alone, parse(run, at, text)) {
            push(&mut found, number, text);
            from = found.last().map_or(from, |last| last.end.max(from));
        }
    }
    found
}

fn next_digit(text: &str, from: usize) -> Option<usize> {
    text.get(from..)?.find(|c: char| c.is_ascii_digit()).map(|at| at + from)
}

/// Appends a number, or widens the last one when a dash makes a range of both (`3-4`).
fn push(found: &mut Vec<Number>, number: Number, text: &str) {
    let between = |last: &Number| text.get(last.end..number.start).map(str::trim);
    let ranged = found.last().and_then(between).is_some_and(|mark| matches!(mark, "-" | "–" | "—"));
    match found.last_mut() {
        Some(last) if ranged => *last = Number { start: last.start, ..number },
        _ => found.push(number),
    }
}

/// Whether a number may start behind `before`: not within a word, a path, a version, a price.
fn starts_well(before: &str) -> bool {
    let mut back = before.chars().rev();
    let Some(last) = back.next() else { return true };
    let second = back.next();
    match last {
        '-' | '–' | '—' => second.is_none_or(|c| c.is_ascii_digit() || c.is_whitespace()),
        '.' | ',' | '/' | ':' | '#' | '_' | '@' | '$' | '€' | '£' | '\\' | '^' | '+' | '&' => {
            false
        }
        _ => !last.is_alphanumeric(),
    }
}

fn parse(run: &str, start: usize, text: &str) -> Option<Number> {
    let value = value(run)?;
    let end = start + run.len();
    let rest = text.get(end..).unwrap_or_default();
    if !ends_well(rest) {
        return None;
    }
    let grouped = is_grouped(run, '.').then(|| run.replace('.', "").parse().ok()).flatten();
    let (scale, length) = scale(rest);
    Some(Number { value: value * scale, start, end: end + length, grouped })
}

/// `1,000`, `99.9`, `99,9`, `1.000.000`; a run with any other points is a version or an address.
fn value(run: &str) -> Option<f64> {
    if is_grouped(run, ',') {
        return run.replace(',', "").parse().ok();
    }
    if let Some((whole, part)) = run.rsplit_once('.').filter(|(whole, _)| is_grouped(whole, ',')) {
        return format!("{}.{part}", whole.replace(',', "")).parse().ok();
    }
    match (run.matches('.').count(), run.matches(',').count()) {
        (0 | 1, 0) => run.parse().ok(),
        (0, 1) => run.replace(',', ".").parse().ok(),
        (2.., 0) if is_grouped(run, '.') => run.replace('.', "").parse().ok(),
        _ => None,
    }
}

/// Whether `mark` splits `run` into one to three digits and groups of three.
fn is_grouped(run: &str, mark: char) -> bool {
    let mut groups = run.split(mark);
    let first = groups.next().unwrap_or_default();
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let rest: Vec<&str> = groups.collect();
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && digits(first)
        && !rest.is_empty()
        && rest.iter().all(|group| group.len() == 3 && digits(group))
}

/// Not a date, a clock, an address, a fraction.
fn ends_well(rest: &str) -> bool {
    let mut ahead = rest.chars();
    let (first, second) = (ahead.next(), ahead.next());
    let digit = second.is_some_and(|c| c.is_ascii_digit());
    !matches!((first, digit), (Some(':' | '/' | '.' | '_'), true)) && !is_date(rest)
}

/// `2026-01-02` goes on with two dashes.
fn is_date(rest: &str) -> bool {
    if !rest.starts_with('-') {
        return false;
    }
    let mut parts = rest.split('-').take(3);
    let number = |part: Option<&str>| {
        part.is_some_and(|part| part.bytes().next().is_some_and(|byte| byte.is_ascii_digit()))
    };
    parts.next() == Some("") && number(parts.next()) && number(parts.next())
}

/// `10k`, `5M`: factor and bytes of the suffix.
fn scale(rest: &str) -> (f64, usize) {
    const SCALES: &[(char, f64)] = &[('k', 1e3), ('K', 1e3), ('M', 1e6)];
    let mut ahead = rest.chars();
    let (first, second) = (ahead.next(), ahead.next());
    let ends = second.is_none_or(|c| !c.is_alphanumeric() && c != '/');
    let scale = SCALES.iter().find(|(mark, _)| Some(*mark) == first);
    scale.filter(|_| ends).map_or((1.0, 0), |(_, scale)| (*scale, 1))
}

/// Percentiles with their places: `P99`, `p99.9`, `99th percentile`, `percentil 95`.
pub(super) fn percentiles(text: &str) -> Vec<(usize, f64)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = next_digit(text, from) {
        let rest = text.get(at..).unwrap_or_default();
        let length = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
        let run = rest.get(..length).unwrap_or_default().trim_end_matches('.');
        from = at + run.len().max(1);
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + run.len()..).unwrap_or_default();
        let value = run.parse().unwrap_or(0.0);
        if (10.0..100.0).contains(&value) && (is_marked(before) || is_named(before, after)) {
            found.push((at, value));
        }
    }
    found
}

/// `P` directly before the number, with no letter before it.
fn is_marked(before: &str) -> bool {
    let mut back = before.chars().rev();
    matches!(back.next(), Some('p' | 'P')) && back.next().is_none_or(|c| !c.is_alphanumeric())
}

fn is_named(before: &str, after: &str) -> bool {
    let after = after.trim_start_matches("th").trim_start_matches('%').trim_start();
    let starts =
        |word: &str| after.get(..word.len()).is_some_and(|text| text.eq_ignore_ascii_case(word));
    let before = before.trim_end();
    let word = "percentil";
    let named = before.len().checked_sub(word.len()).and_then(|at| before.get(at..));
    starts(word) || starts("ile") || named.is_some_and(|text| text.eq_ignore_ascii_case(word))
}
