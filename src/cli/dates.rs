//! Days and moments on the command line. Nothing here asks the clock: the same words mean the same moment
//! on every machine and tomorrow.

use crate::model::Day;

/// Which end of a day is meant where no time is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    First,
    Last,
}

/// A day, from its start, or a moment, as seconds since 1970-01-01 UTC.
pub(super) fn since(text: &str) -> Result<i64, String> {
    parse(text.trim(), End::First)
}

/// A day, to its end, or a moment, as seconds since 1970-01-01 UTC.
pub(super) fn until(text: &str) -> Result<i64, String> {
    parse(text.trim(), End::Last)
}

const DAY: i64 = 86_400;

fn parse(text: &str, end: End) -> Result<i64, String> {
    let (day, time) = match text.split_once(['T', 't', ' ']) {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let start = Day::parse(day).ok_or_else(|| no_date(text))?.number() * DAY;
    match time {
        None if end == End::First => Ok(start),
        None => Ok(start + DAY - 1),
        Some(time) => {
            let (time, offset) = zoned(time).ok_or_else(|| {
                format!(
                    "the time needs an offset, without which it would be another moment on another \
                     machine: `{day}T{time}Z` or `{day}T{time}+02:00`"
                )
            })?;
            let seconds = clock(time).ok_or_else(|| no_date(text))?;
            Ok(start + seconds - offset.ok_or_else(|| no_date(text))?)
        }
    }
}

fn no_date(text: &str) -> String {
    let relative = ["ago", "yesterday", "today", "now", "last", "week", "month", "day", "year"];
    let is_relative = relative.iter().any(|word| text.to_lowercase().contains(word));
    let why = if is_relative {
        "a date that depends on the clock would give another answer tomorrow; "
    } else {
        "this is no date; "
    };
    format!(
        "{why}give a day in UTC such as 2024-01-31, or a moment such as 2024-01-31T18:00:00+02:00"
    )
}

/// The time of day and its offset in seconds; the latter is `None` when it makes no sense.
fn zoned(text: &str) -> Option<(&str, Option<i64>)> {
    if let Some(time) = text.strip_suffix(['Z', 'z']) {
        return Some((time, Some(0)));
    }
    let at = text.rfind(['+', '-'])?;
    let (time, offset) = text.split_at_checked(at)?;
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let offset = offset.get(1..)?;
    let parts = offset.split_once(':').or_else(|| offset.split_at_checked(2));
    let seconds = parts.and_then(|(hours, minutes)| {
        let (hours, minutes) = (number(hours, 2)?, number(minutes, 2)?);
        (hours < 24 && minutes < 60).then_some(sign * (hours * 3_600 + minutes * 60))
    });
    Some((time.trim_end(), seconds))
}

/// Seconds since midnight of `HH:MM`, `HH:MM:SS` or `HH:MM:SS.fraction`, which does not count.
fn clock(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    number(fraction, fraction.len())?;
    let mut parts = whole.split(':');
    let (hours, minutes) = (number(parts.next()?, 2)?, number(parts.next()?, 2)?);
    let seconds = parts.next().map_or(Some(0), |seconds| number(seconds, 2))?;
    let is_time = parts.next().is_none() && hours < 24 && minutes < 60 && seconds < 61;
    is_time.then_some(hours * 3_600 + minutes * 60 + seconds)
}

/// A number of exactly so many digits.
fn number(text: &str, digits: usize) -> Option<i64> {
    let is_plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_all_of_it_and_a_moment_is_one() {
        let cases = [
            ("1970-01-01", 0, DAY - 1),
            ("1969-12-31", -DAY, -1),
            ("2024-02-29", 1_709_164_800, 1_709_251_199),
            ("2000-03-01", 951_868_800, 951_955_199),
            ("2024-01-31T18:00:00Z", 1_706_724_000, 1_706_724_000),
            (" 2024-01-31t20:00+02:00 ", 1_706_724_000, 1_706_724_000),
            ("2024-01-31 12:30:00.999 -0530", 1_706_724_000, 1_706_724_000),
        ];
        for (text, first, last) in cases {
            assert_eq!((since(text), until(text)), (Ok(first), Ok(last)), "{text}");
        }
    }

    #[track_caller]
    fn refused(text: &str, why: &str) {
        let error = since(text).unwrap_err();
        assert!(error.contains(why), "{text}: {error}");
    }

    #[test]
    fn what_depends_on_clock_or_place_is_refused() {
        for text in ["2 weeks ago", "yesterday", "last.monday", "now"] {
            refused(text, "depends on the clock");
        }
        refused("2024-01-31T18:00", "`2024-01-31T18:00Z`");
        refused("2024-01-31 18:00:00", "needs an offset");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        let texts = ["", "2024", "2023-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "24-1-1"];
        let more = ["2024-01-31T24:00Z", "2024-01-31T1:00Z", "2024-01-31T10:00+25:00", "é-01-01"];
        for text in texts.iter().chain(&more) {
            refused(text, "no date");
        }
        refused("2024-01-31T10:00+é1", "no date");
    }
}
