//! Phases of a plan with the weeks that its text gives them.

use super::{number::numbers, page::Page};
use crate::{
    document,
    document::words,
    model::{BlockKind, Place, PlanDocument, Span},
};

/// A phase.
pub(super) struct Phase {
    /// Its heading as written.
    pub(super) heading: String,
    /// Number.
    pub(super) number: u32,
    /// First and last week, where the heading names them.
    pub(super) range: Option<(u32, u32)>,
    /// Shortest and longest duration in weeks.
    pub(super) length: Option<(f64, f64)>,
    /// Weeks below it.
    pub(super) weeks: Vec<Week>,
    /// Lines.
    pub(super) span: Span,
}

/// A week or several below one heading.
pub(super) struct Week {
    pub(super) first: u32,
    pub(super) last: u32,
    /// Line of the heading.
    pub(super) line: Span,
}

impl Phase {
    /// How findings call it.
    pub(super) fn name(&self) -> String {
        format!("Phase {}", self.number)
    }

    /// Its heading's line.
    pub(super) fn line(&self) -> Span {
        Span { line: self.span.line, end_line: self.span.line }
    }
}

/// The phases of a document as its headings have them.
pub(super) fn phases(document: &PlanDocument, page: &Page<'_>) -> Vec<Phase> {
    let found = document::phases(&document.outline);
    let ends: Vec<u32> =
        found.iter().skip(1).map(|phase| phase.at.line - 1).chain([page.length()]).collect();
    let read = found.into_iter().zip(ends).map(|(phase, end)| {
        let heading = page.line(phase.at.line).trim_matches(['#', ' ', '*']).to_owned();
        let span =
            Span { line: phase.at.line, end_line: end.min(phase.at.end_line.max(phase.at.line)) };
        let weeks = phase.weeks.iter().filter_map(|week| of_line(page, week.span.line)).collect();
        let length = phase.weeks_low.zip(phase.weeks_high);
        let told = week_range(&heading);
        Phase { number: phase.number, range: told, length, weeks, span, heading }
    });
    read.collect()
}

fn of_line(page: &Page<'_>, number: u32) -> Option<Week> {
    let (first, last) = week_range(page.line(number))?;
    Some(Week { first, last, line: Span { line: number, end_line: number } })
}

/// `Weeks 1-3`, `Week 4`, `Weeks 1 and 2`, `Semanas 2 a 3`: numbers behind the word.
pub(super) fn week_range(text: &str) -> Option<(u32, u32)> {
    let folded = words::fold(text);
    ["weeks", "semanas", "week", "semana"].iter().find_map(|word| {
        let mut places = folded.match_indices(word);
        places.find_map(|(at, _)| {
            let before = folded.get(..at)?;
            let rest = folded.get(at + word.len()..)?;
            let is_alone = !before.ends_with(|c: char| c.is_alphanumeric());
            is_alone.then(|| numbers_behind(rest, word.ends_with('s'))).flatten()
        })
    })
}

fn numbers_behind(rest: &str, is_plural: bool) -> Option<(u32, u32)> {
    const MARKS: [&str; 12] =
        ["-", "–", "—", "to ", "a ", "and ", "& ", ", ", "/", "e ", "y ", "through "];
    // Weeks of four digits are years.
    let digits = |text: &str| -> Option<u32> {
        let text = text.split(|c: char| !c.is_ascii_digit()).next()?;
        text.parse().ok().filter(|_| text.len() <= 3)
    };
    let past = |text: &str| text.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
    let rest = rest.trim_start_matches([' ', '#']);
    let first = digits(rest)?;
    let behind = past(rest);
    let next = MARKS.iter().find_map(|mark| behind.trim_start().strip_prefix(mark));
    let next = next.map(|next| {
        let next = next.trim_start();
        let word = ["weeks ", "week ", "semanas ", "semana "];
        word.iter().find_map(|word| next.strip_prefix(word)).unwrap_or(next)
    });
    // `Week 4 - 12 endpoints` counts something else.
    let counts = |next: &&str| {
        let word = past(next).trim_start().starts_with(char::is_alphabetic);
        is_plural || !word || !behind.starts_with(' ')
    };
    let last = next.filter(counts).and_then(digits);
    Some((first, last.filter(|last| *last >= first).unwrap_or(first)))
}

/// The whole duration that the head of a plan states: place, least and most weeks, the words.
pub(super) fn total(document: &PlanDocument, page: &Page<'_>) -> Option<(Place, f64, f64, String)> {
    const LABELS: &[&str] = &[
        "timeline",
        "duration",
        "total duration",
        "total timeline",
        "total",
        "prazo",
        "duracao",
        "duracao total",
    ];
    let first =
        document::phases(&document.outline).first().map_or(page.length(), |phase| phase.at.line);
    let sections = document.outline.sections.iter();
    let blocks =
        sections.flat_map(|section| &section.blocks).filter(|block| block.span.line < first);
    let named = blocks.filter(|block| {
        let cell = block.cells.first().map_or("", String::as_str);
        let label = if block.kind == BlockKind::TableRow { cell } else { block.label.as_str() };
        LABELS.iter().any(|name| words::is(&words::key(label), name))
    });
    named
        .flat_map(|block| page.lines(block.span))
        .find_map(|(number, line)| weeks_in(page, number, line))
}

fn weeks_in(page: &Page<'_>, number: u32, line: &str) -> Option<(Place, f64, f64, String)> {
    let found = numbers(line);
    let at = found.iter().position(|(_, _, behind)| {
        let word =
            behind.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        matches!(word, "weeks" | "week" | "semanas" | "semana")
    })?;
    let (start, high, behind) = found.get(at)?;
    let low = at.checked_sub(1).and_then(|at| found.get(at)).filter(|(_, low, between)| {
        let mark = between
            .get(..between.len() - line.get(*start..).map_or(0, str::len))
            .unwrap_or_default();
        low < high && matches!(mark.trim(), "-" | "–" | "to" | "a")
    });
    let from = low.map_or(*start, |(from, _, _)| *from);
    let low = low.map_or(*high, |(_, low, _)| *low);
    let unit = behind.trim_start();
    let word = unit.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let end = line.len() - unit.len() + word.len();
    let text = line.get(from..end)?.to_owned();
    Some((page.part(number, from, end - from), low, *high, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_read_from_headings() {
        assert_eq!(week_range("Phase 1: Firing once (Weeks 1-3)"), Some((1, 3)));
        assert_eq!(week_range("Week 4: Rules"), Some((4, 4)));
        assert_eq!(week_range("Onda 2 (Semanas 5 a 6)"), Some((5, 6)));
        assert_eq!(week_range("Phase 2 (3-4 weeks)"), None);
        assert_eq!(week_range("Weekly report (week 2)"), Some((2, 2)));
        for both in
            ["Weeks 1 and 2", "Weeks 1 & 2", "Weeks 1, 2", "Semanas 1 e 2", "Week 1 - Week 2"]
        {
            assert_eq!(week_range(both), Some((1, 2)), "{both}");
        }
        assert_eq!(week_range("Week 4 - 12 endpoints"), Some((4, 4)));
        assert_eq!(week_range("Week 4 – 6"), Some((4, 6)));
        assert_eq!(week_range("Week 2 and beyond"), Some((2, 2)));
        assert_eq!(week_range("Week 2026-10"), None);
        assert_eq!(week_range("Midweek 3"), None);
    }
}
