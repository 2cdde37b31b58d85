//! Units behind a number, normalised: `milliseconds` → `ms`, `requisições por segundo` → `requests/s`.

use std::borrow::Cow;

use crate::document::words;

/// A unit and how much text it takes.
#[derive(Clone, Debug)]
pub(super) struct Unit<'t> {
    pub(super) name: Cow<'t, str>,
    pub(super) kind: UnitKind,
    /// Bytes from the end of the number.
    pub(super) length: usize,
    /// Written in Portuguese or Spanish, where a point groups thousands.
    pub(super) portuguese: bool,
}

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnitKind {
    Time,
    Percent,
    Size,
    Rate,
    /// No unit: a count of something, or a bare number.
    None,
}

/// The unit that `behind`, the text after a number, starts with. `None` when the number is glued to
/// letters that are no unit (`99th`, `2x`, `3D`): then it is no number at all.
pub(super) fn read(behind: &str) -> Option<Unit<'_>> {
    let text = behind.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let blank = behind.len() - text.len();
    if let Some(rest) = text.strip_prefix('%') {
        let glued = rest.starts_with(char::is_alphanumeric);
        return (!glued).then(|| unit("%", UnitKind::Percent, blank + 1, false));
    }
    let word = first_word(text);
    let folded = words::fold(word);
    let glued = blank == 0 && !word.is_empty();
    if let Some(rate) = rate(text, blank) {
        return Some(rate);
    }
    if let Some(shared) = shared_rate(text, word, blank) {
        return Some(shared);
    }
    if let Some((name, kind, _, portuguese)) = by_word(&folded) {
        return Some(plain(text, word, (name, *kind, *portuguese), blank));
    }
    if folded == "por" && text.get(..9).is_some_and(|text| text.eq_ignore_ascii_case("por cento")) {
        return Some(unit("%", UnitKind::Percent, blank + "por cento".len(), true));
    }
    (!glued).then(|| unit("", UnitKind::None, 0, false))
}

fn unit(name: &'static str, kind: UnitKind, length: usize, portuguese: bool) -> Unit<'static> {
    Unit { name: Cow::Borrowed(name), kind, length, portuguese }
}

/// A unit of one word, with what it is counted by (`MB/s`).
fn plain<'t>(
    text: &'t str,
    word: &'t str,
    (name, kind, portuguese): (&'static str, UnitKind, bool),
    blank: usize,
) -> Unit<'t> {
    let rest = text.get(word.len()..).unwrap_or_default();
    if let (UnitKind::Size, Some((period, used))) = (kind, period(rest)) {
        let name = Cow::Owned(format!("{name}/{period}"));
        return Unit { name, kind: UnitKind::Rate, length: blank + word.len() + used, portuguese };
    }
    unit(name, kind, blank + word.len(), portuguese)
}

/// `req/s`, `read requests per second`, `TPS`.
fn rate(text: &str, blank: usize) -> Option<Unit<'_>> {
    let mut used = 0;
    for _ in 0..3 {
        let rest = text.get(used..)?;
        let word = first_word(rest.trim_start());
        used += rest.len() - rest.trim_start().len() + word.len();
        let folded = words::fold(word);
        if let Some((_, name)) = ABBREVIATIONS.iter().find(|(short, _)| *short == folded) {
            return Some(unit(name, UnitKind::Rate, blank + used, false));
        }
        if word.is_empty() || by_word(&folded).is_some() {
            return None;
        }
        if let Some((period, length)) = period(text.get(used..)?) {
            let (noun, portuguese) = noun(&folded);
            let name = Cow::Owned(format!("{noun}/{period}"));
            let length = blank + used + length;
            return Some(Unit { name, kind: UnitKind::Rate, length, portuguese });
        }
    }
    None
}

/// `reads` in `500 reads and 100 writes per second`: the period stands behind the second noun.
fn shared_rate<'t>(text: &str, word: &str, blank: usize) -> Option<Unit<'t>> {
    let rest = text.get(word.len()..)?;
    let second = [" and ", " e ", " y "].iter().find_map(|mark| rest.strip_prefix(mark))?;
    let number = second.trim_start_matches(|c: char| c.is_ascii_digit() || ".,".contains(c));
    let other = number.strip_prefix(' ').filter(|_| number.len() < second.len())?;
    let (period, _) = period(other.get(first_word(other).len()..)?)?;
    let folded = words::fold(word);
    if folded.is_empty() || by_word(&folded).is_some() {
        return None;
    }
    let (noun, portuguese) = noun(&folded);
    let name = Cow::Owned(format!("{noun}/{period}"));
    Some(Unit { name, kind: UnitKind::Rate, length: blank + word.len(), portuguese })
}

const ABBREVIATIONS: &[(&str, &str)] = &[
    ("rps", "requests/s"),
    ("tps", "transactions/s"),
    ("qps", "queries/s"),
    ("iops", "operations/s"),
    ("mbps", "Mbit/s"),
    ("gbps", "Gbit/s"),
];

/// Nouns that are written in several ways; any other is kept.
const NOUNS: &[(&str, &[&str], bool)] = &[
    ("requests", &["req", "reqs", "request", "requests"], false),
    ("requests", &["requisicoes", "requisicao", "peticiones"], true),
    ("transactions", &["tx", "txs", "transaction", "transactions"], false),
    ("transactions", &["transacoes", "transacao", "transacciones"], true),
    ("messages", &["msg", "msgs", "message", "messages"], false),
    ("messages", &["mensagens", "mensagem", "mensajes"], true),
    ("events", &["event", "events"], false),
    ("events", &["eventos", "evento"], true),
    ("operations", &["op", "ops", "operation", "operations"], false),
    ("operations", &["operacoes", "operacao", "operaciones"], true),
];

fn noun(folded: &str) -> (String, bool) {
    let known = NOUNS.iter().find(|(_, words, _)| words.contains(&folded));
    known.map_or_else(
        || (folded.to_owned(), false),
        |(noun, _, portuguese)| ((*noun).to_owned(), *portuguese),
    )
}

/// `/s`, ` per second`, `/dia`: the period and its length in bytes.
fn period(text: &str) -> Option<(&'static str, usize)> {
    let lead =
        ["/", " / ", " per ", " por ", " a "].iter().find(|lead| text.starts_with(**lead))?;
    let word = first_word(text.get(lead.len()..)?);
    let folded = words::fold(word);
    let (period, _) = PERIODS.iter().find(|(_, words)| words.contains(&&*folded))?;
    Some((period, lead.len() + word.len()))
}

const PERIODS: &[(&str, &[&str])] = &[
    ("s", &["s", "sec", "second", "seg", "segundo"]),
    ("min", &["min", "minute", "minuto"]),
    ("h", &["h", "hr", "hour", "hora"]),
    ("day", &["d", "day", "dia"]),
    ("month", &["month", "mes"]),
];

type Row = (&'static str, UnitKind, &'static [&'static str], bool);

fn by_word(folded: &str) -> Option<&'static Row> {
    UNITS.iter().find(|(_, _, words, _)| words.contains(&folded))
}

const UNITS: &[Row] = &[
    ("ns", UnitKind::Time, &["ns", "nanosecond", "nanoseconds"], false),
    ("µs", UnitKind::Time, &["µs", "μs", "us", "microsecond", "microseconds"], false),
    (
        "ms",
        UnitKind::Time,
        &["ms", "msec", "msecs", "millis", "millisecond", "milliseconds"],
        false,
    ),
    ("ms", UnitKind::Time, &["milissegundo", "milissegundos", "milisegundos"], true),
    ("s", UnitKind::Time, &["s", "sec", "secs", "second", "seconds"], false),
    ("s", UnitKind::Time, &["seg", "segundo", "segundos"], true),
    ("min", UnitKind::Time, &["min", "mins", "minute", "minutes"], false),
    ("min", UnitKind::Time, &["minuto", "minutos"], true),
    ("h", UnitKind::Time, &["h", "hr", "hrs", "hour", "hours"], false),
    ("h", UnitKind::Time, &["hora", "horas"], true),
    ("days", UnitKind::Time, &["day", "days"], false),
    ("days", UnitKind::Time, &["dia", "dias"], true),
    ("weeks", UnitKind::Time, &["week", "weeks"], false),
    ("weeks", UnitKind::Time, &["semana", "semanas"], true),
    ("months", UnitKind::Time, &["month", "months"], false),
    ("months", UnitKind::Time, &["mes", "meses"], true),
    ("years", UnitKind::Time, &["year", "years", "yrs"], false),
    ("years", UnitKind::Time, &["ano", "anos"], true),
    ("%", UnitKind::Percent, &["percent", "pct"], false),
    ("KB", UnitKind::Size, &["kb"], false),
    ("MB", UnitKind::Size, &["mb", "megabytes"], false),
    ("GB", UnitKind::Size, &["gb", "gigabytes"], false),
    ("TB", UnitKind::Size, &["tb", "terabytes"], false),
    ("KiB", UnitKind::Size, &["kib"], false),
    ("MiB", UnitKind::Size, &["mib"], false),
    ("GiB", UnitKind::Size, &["gib"], false),
    ("TiB", UnitKind::Size, &["tib"], false),
];

fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}
