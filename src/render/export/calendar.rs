//! iCalendar (RFC 5545): each task as an event of whole days over its weeks, the end of each phase as an event.

use super::Sheet;
use crate::{
    error::{Error, Result},
    model::{Day, RoadmapTask},
};

/// Longest line in bytes, without its end (RFC 5545, 3.1).
const LONGEST: usize = 75;

pub(super) fn events(sheet: &Sheet<'_>) -> Result<String> {
    if !sheet.rows.is_empty() && sheet.rows.iter().all(|row| days(&row.planned).is_none()) {
        return Err(Error::input("the plan has no days: nobody said when the work begins").hint(
            "answer with `groundplan questions --answer`, or set `start` in groundplan.toml",
        ));
    }
    let stamp = stamp(sheet);
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//groundplan//groundplan//EN".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        format!("X-WR-CALNAME:{}", escaped(&sheet.plan.name)),
    ];
    for row in &sheet.rows {
        let Some((from, to)) = days(&row.planned) else { continue };
        lines.extend(event(
            &format!("{}-{}", sheet.feature, row.task.id),
            (from, to),
            (&row.summary(), &row.body()),
            &stamp,
        ));
    }
    for phase in sheet.phases() {
        let ends = sheet.of(phase).filter_map(|row| days(&row.planned)).map(|(_, to)| to).max();
        let Some(end) = ends else { continue };
        let title = format!("Phase {} ends: {}", phase.number, phase.title);
        let uid = format!("{}-phase-{}", sheet.feature, phase.number);
        lines.extend(event(&uid, (end, end), (&title, &phase.goal.text), &stamp));
    }
    lines.push("END:VCALENDAR".to_owned());
    Ok(lines.iter().map(|line| folded(line)).collect())
}

/// First and last day of a task.
fn days(planned: &RoadmapTask) -> Option<(Day, Day)> {
    let from = Day::parse(planned.start_date.as_deref()?)?;
    let to = Day::parse(planned.end_date.as_deref()?)?;
    (from <= to).then_some((from, to))
}

fn event(
    uid: &str,
    (from, to): (Day, Day),
    (summary, text): (&str, &str),
    stamp: &str,
) -> [String; 8] {
    [
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@groundplan", escaped(uid)),
        format!("DTSTAMP:{stamp}"),
        format!("DTSTART;VALUE=DATE:{}", basic(from)),
        // The end is the day behind the last one.
        format!("DTEND;VALUE=DATE:{}", basic(to.plus(1))),
        format!("SUMMARY:{}", escaped(summary)),
        format!("DESCRIPTION:{}", escaped(text)),
        "END:VEVENT".to_owned(),
    ]
}

/// When the calendar was made: the first day of the plan, for the clock must not be seen in what is written.
fn stamp(sheet: &Sheet<'_>) -> String {
    let first = sheet.rows.iter().filter_map(|row| days(&row.planned)).map(|(from, _)| from).min();
    format!("{}T000000Z", basic(first.unwrap_or_default()))
}

fn basic(day: Day) -> String {
    day.to_string().replace('-', "")
}

fn escaped(text: &str) -> String {
    let text = text.trim_end().replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
    text.replace('\r', "").replace('\n', "\\n")
}

/// A line with its end, broken where it is too long and never within a character.
fn folded(line: &str) -> String {
    let mut text = String::with_capacity(line.len() + 8);
    let mut width = 0;
    for letter in line.chars() {
        if width + letter.len_utf8() > LONGEST {
            text.push_str("\r\n ");
            width = 1;
        }
        text.push(letter);
        width += letter.len_utf8();
    }
    text.push_str("\r\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters() {
        let folded = folded(&"é".repeat(50));
        assert!(folded.split("\r\n").all(|line| line.len() <= LONGEST));
        assert_eq!(folded.replace("\r\n ", ""), format!("{}\r\n", "é".repeat(50)));
    }

    #[test]
    fn marks_of_the_format_are_escaped() {
        assert_eq!(escaped("a,b;c\\d\ne\n"), "a\\,b\\;c\\\\d\\ne");
    }
}
