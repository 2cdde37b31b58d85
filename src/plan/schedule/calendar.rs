//! Working days of a plan: Monday to Friday, counted from the first day of work.

use crate::model::Day;

/// Working days of a week.
pub(in crate::plan) const WEEK: u32 = 5;

/// The calendar of a plan whose first day is known. Its weeks begin on the weekday of that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::plan) struct Calendar {
    start: Day,
}

impl Calendar {
    /// The calendar that begins on `start`, or on the Monday after it.
    pub(in crate::plan) fn from(start: Day) -> Self {
        Self { start: start.or_monday() }
    }

    /// The calendar day of working day `number`; 0 is the first.
    pub(in crate::plan) fn day(self, number: u32) -> Day {
        let (weeks, days) = (i64::from(number / WEEK), i64::from(number % WEEK));
        let over_weekend = if self.start.weekday() + days >= 5 { 2 } else { 0 };
        self.start.plus(weeks * 7 + days + over_weekend)
    }

    /// The first working day that is not before `day`.
    pub(in crate::plan) fn first_from(self, day: Day) -> u32 {
        let day = day.or_monday();
        let days = day.since(self.start);
        if days <= 0 {
            return 0;
        }
        let past = days.rem_euclid(7);
        let weekend = if self.start.weekday() + past >= 7 { 2 } else { 0 };
        u32::try_from(days.div_euclid(7) * 5 + past - weekend).unwrap_or(u32::MAX)
    }

    /// The last working day that is not after `day`; `None` when it is before the first.
    pub(in crate::plan) fn last_until(self, day: Day) -> Option<u32> {
        let next = self.first_from(day.plus(1));
        if day < self.start { None } else { next.checked_sub(1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_days_and_calendar_days_meet() {
        for first in 0..7 {
            let start = Day::parse("2026-12-01").unwrap().plus(first);
            let calendar = Calendar::from(start);
            for number in 0..40 {
                let day = calendar.day(number);
                assert!(day.weekday() < 5, "{day}");
                assert_eq!(calendar.first_from(day), number, "{start} {day}");
                assert_eq!(calendar.last_until(day), Some(number), "{start} {day}");
            }
        }
    }

    #[test]
    fn a_weekend_belongs_to_the_days_around_it() {
        let calendar = Calendar::from(Day::parse("2026-12-02").unwrap());
        let saturday = Day::parse("2026-12-05").unwrap();
        assert_eq!((calendar.last_until(saturday), calendar.first_from(saturday)), (Some(2), 3));
        assert_eq!(calendar.day(3).to_string(), "2026-12-07");
        assert_eq!(calendar.day(5).to_string(), "2026-12-09", "a week after the first day");
        assert_eq!(calendar.last_until(Day::parse("2026-12-01").unwrap()), None);
        assert_eq!(calendar.first_from(Day::parse("2026-01-01").unwrap()), 0);
    }
}
