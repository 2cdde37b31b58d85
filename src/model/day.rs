//! Calendar days without a clock and without a zone.

use std::fmt;

/// A day of the calendar; prints as `2026-12-01`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

impl Day {
    /// The day that `text` is, written as `2026-12-01`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) =
            (number(parts.next()?, 4)?, number(parts.next()?, 2)?, number(parts.next()?, 2)?);
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = match month {
            2 => 28 + i64::from(is_leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        let is_day = parts.next().is_none() && (1..=length).contains(&day);
        is_day.then(|| Self(from_civil(year, month, day)))
    }

    /// The first day that is written in `text` as `2026-12-01`.
    pub fn find(text: &str) -> Option<Self> {
        let is_part = |letter: char| letter.is_ascii_digit() || letter == '-';
        text.split(|letter| !is_part(letter)).find_map(Self::parse)
    }

    /// The day (UTC) of a moment in seconds since 1970-01-01.
    pub const fn of_seconds(seconds: i64) -> Self {
        Self(seconds.div_euclid(86_400))
    }

    /// Days since 1970-01-01.
    pub const fn number(self) -> i64 {
        self.0
    }

    /// The day so many days later.
    #[must_use]
    pub const fn plus(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    /// Days from `earlier` to this day.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    /// Day of the week: 0 is Monday.
    pub const fn weekday(self) -> i64 {
        (self.0 + 3).rem_euclid(7)
    }

    /// The day itself, or the Monday after it when it is a Saturday or Sunday.
    #[must_use]
    pub const fn or_monday(self) -> Self {
        match self.weekday() {
            5 => Self(self.0 + 2),
            6 => Self(self.0 + 1),
            _ => self,
        }
    }
}

/// Days since 1970-01-01. The year is counted from March, so that leap days are last in their year, as
/// H. Hinnant's "chrono-compatible low-level date algorithms" do it.
const fn from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (cycle, in_cycle) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_cycle = in_cycle * 365 + in_cycle / 4 - in_cycle / 100 + day_of_year;
    cycle * 146_097 + day_of_cycle - 719_468
}

impl fmt::Display for Day {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shifted = self.0 + 719_468;
        let (cycle, in_cycle) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year = (in_cycle - in_cycle / 1_460 + in_cycle / 36_524 - in_cycle / 146_096) / 365;
        let day_of_year = in_cycle - (365 * year + year / 4 - year / 100);
        let part = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * part + 2) / 5 + 1;
        let month = if part < 10 { part + 3 } else { part - 9 };
        let year = year + cycle * 400 + i64::from(month <= 2);
        write!(to, "{year:04}-{month:02}-{day:02}")
    }
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
    fn every_day_of_five_centuries_is_read_as_it_is_written() {
        let first = Day::parse("1900-01-01").unwrap();
        for number in 0..500 * 365 {
            let day = first.plus(number);
            assert_eq!(Day::parse(&day.to_string()), Some(day));
            assert_eq!(day.weekday(), number % 7, "1900-01-01 was a Monday");
        }
        assert_eq!(Day::parse("1970-01-01"), Some(Day(0)));
        assert_eq!(Day::of_seconds(-1).to_string(), "1969-12-31");
    }

    #[test]
    fn a_day_is_found_in_words_and_nothing_else_is_one() {
        assert_eq!(Day::find("by 2026-12-18, says Ada"), Day::parse("2026-12-18"));
        for text in ["2026-02-29", "2026-13-01", "26-1-1", "2026-12-1", "2026-12-011", "June", ""] {
            assert_eq!(Day::find(text), None, "{text}");
        }
    }

    #[test]
    fn a_weekend_gives_way_to_monday() {
        let monday = Day::parse("2026-12-07").unwrap();
        assert_eq!(Day::parse("2026-12-05").unwrap().or_monday(), monday);
        assert_eq!(monday.plus(-1).or_monday(), monday);
        assert_eq!(monday.plus(4).or_monday(), monday.plus(4));
    }
}
