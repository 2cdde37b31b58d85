//! Where lines of an earlier text are in a later one.

use crate::model::Span;

/// What became of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Now {
    /// They are where they were.
    Still,
    /// They are here.
    Moved(Span),
    /// They are not there as they were; about here when their ends are.
    Changed(Option<Span>),
}

/// Lines around a place that tell it from others like it.
const CONTEXT: usize = 3;

/// What became of `lines` of `earlier` in `later`; `None` where `earlier` has no such lines.
pub(super) fn relocate(earlier: &str, lines: Span, later: &str) -> Option<Now> {
    let old: Vec<&str> = earlier.lines().map(str::trim_end).collect();
    let new: Vec<&str> = later.lines().map(str::trim_end).collect();
    let start = usize::try_from(lines.line).ok()?.checked_sub(1)?;
    let end = usize::try_from(lines.end_line).ok()?;
    let wanted = old.get(start..end).filter(|wanted| !wanted.is_empty())?;
    let places: Vec<usize> = places(&new, wanted);
    let telling =
        wanted.iter().any(|line| line.chars().filter(|c| c.is_alphanumeric()).count() >= 4);
    if places.contains(&start) && (telling || context(&old, start, end, &new, start) > 0) {
        return Some(Now::Still);
    }
    let scored: Vec<(usize, usize)> =
        places.iter().map(|at| (context(&old, start, end, &new, *at), *at)).collect();
    let best = scored.iter().map(|(score, _)| *score).max();
    let mut winners = scored.iter().filter(|(score, _)| Some(*score) == best);
    match (winners.next(), winners.next()) {
        (Some((score, at)), None) if telling || *score > 0 => {
            Some(Now::Moved(span(*at, wanted.len())))
        }
        (Some(_), Some(_)) => Some(Now::Changed(None)),
        _ => Some(Now::Changed(ends(&new, wanted))),
    }
}

fn span(at: usize, length: usize) -> Span {
    let number = |line: usize| u32::try_from(line).unwrap_or(u32::MAX);
    Span { line: number(at + 1), end_line: number(at + length.max(1)) }
}

/// Where `wanted` stands in `text`.
fn places(text: &[&str], wanted: &[&str]) -> Vec<usize> {
    let found = text.windows(wanted.len()).enumerate();
    found.filter(|(_, window)| *window == wanted).map(|(at, _)| at).collect()
}

/// How many lines around two places are alike.
fn context(old: &[&str], start: usize, end: usize, new: &[&str], at: usize) -> usize {
    let before = (1..=CONTEXT).filter(|back| {
        let one = start.checked_sub(*back).and_then(|line| old.get(line));
        one.is_some() && one == at.checked_sub(*back).and_then(|line| new.get(line))
    });
    let behind = (0..CONTEXT).filter(|ahead| {
        let one = old.get(end + ahead);
        one.is_some() && one == new.get(at + (end - start) + ahead)
    });
    before.count() + behind.count()
}

/// The place between the first and the last of the lines, where both stand once and about as far apart.
fn ends(text: &[&str], wanted: &[&str]) -> Option<Span> {
    let (first, last) = (wanted.first()?, wanted.last()?);
    let once = |line: &str| {
        let mut found = text.iter().enumerate().filter(|(_, one)| **one == line).map(|(at, _)| at);
        found.next().filter(|_| found.next().is_none() && !line.trim().is_empty())
    };
    let from = once(first)?;
    let to = if last.chars().filter(|c| c.is_alphanumeric()).count() < 4 {
        let rest = text.get(from..)?;
        from + rest.iter().position(|line| line == last)?
    } else {
        once(last)?
    };
    let length = to.checked_sub(from)? + 1;
    (length <= 2 * wanted.len() && wanted.len() > 1).then(|| span(from, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "package a\n\nfunc A() {\n\ta()\n}\n\nfunc B() {\n\tb()\n}\n";

    #[track_caller]
    fn check(lines: (u32, u32), later: &str, expected: Option<Now>) {
        let lines = Span { line: lines.0, end_line: lines.1 };
        assert_eq!(relocate(OLD, lines, later), expected, "{later}");
    }

    #[test]
    fn lines_are_found_again() {
        let at = |line, end_line| Span { line, end_line };
        check((3, 5), OLD, Some(Now::Still));
        let longer = format!("// new\n\n{OLD}");
        check((3, 5), &longer, Some(Now::Moved(at(5, 7))));
        check((9, 9), &longer, Some(Now::Moved(at(11, 11))));
        check((3, 5), &OLD.replace("\ta()", "\tc()"), Some(Now::Changed(Some(at(3, 5)))));
        check((4, 4), &OLD.replace("\ta()", "\tc()"), Some(Now::Changed(None)));
        check((40, 41), OLD, None);
    }
}
