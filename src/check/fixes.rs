//! Changes of a plan's text that settle findings for certain.

use crate::model::{Finding, Fix, Place};

/// A text with the changes that could be made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fixed<'a> {
    /// The text behind them.
    pub text: String,
    /// Findings that are settled, in order of place.
    pub made: Vec<&'a Finding>,
    /// Findings whose change overlaps one that was made, or whose place is not in the text.
    pub left: Vec<&'a Finding>,
}

/// Makes the changes of the findings that nobody lets stand. Of two that overlap the first is made.
pub fn fixed<'a>(text: &str, findings: impl IntoIterator<Item = &'a Finding>) -> Fixed<'a> {
    let starts = starts(text);
    let mut found = Fixed::default();
    let mut changes: Vec<(usize, usize, &Fix, &'a Finding)> = Vec::new();
    for finding in findings.into_iter().filter(|finding| finding.counts()) {
        let Some(fix) = &finding.fix else { continue };
        match range(text, &starts, &fix.place) {
            Some((start, end)) => changes.push((start, end, fix, finding)),
            None => found.left.push(finding),
        }
    }
    changes.sort_by_key(|(start, end, ..)| (*start, *end));
    let mut done = 0;
    let mut last: Option<(usize, usize, &Fix)> = None;
    for (start, end, fix, finding) in changes {
        match last {
            Some((_, _, other)) if other == fix => found.made.push(finding),
            Some((from, to, _)) if start < to || (from, to) == (start, end) => {
                found.left.push(finding);
            }
            _ => {
                found.text.push_str(text.get(done..start).unwrap_or_default());
                found.text.push_str(&fix.replacement);
                found.made.push(finding);
                last = Some((start, end, fix));
                done = end;
            }
        }
    }
    found.text.push_str(text.get(done..).unwrap_or_default());
    found
}

/// The byte at which each line begins.
fn starts(text: &str) -> Vec<usize> {
    let ends = text.match_indices('\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(ends).collect()
}

fn range(text: &str, starts: &[usize], place: &Place) -> Option<(usize, usize)> {
    let start = byte(text, starts, (place.line, place.column))?;
    let end = byte(text, starts, (place.end_line, place.end_column))?;
    (start <= end).then_some((start, end))
}

/// The byte of a line and column; the column behind the last character is one.
fn byte(text: &str, starts: &[usize], (line, column): (u32, u32)) -> Option<usize> {
    let index = usize::try_from(line).ok()?.checked_sub(1)?;
    let start = *starts.get(index)?;
    let end = starts.get(index + 1).map_or(text.len(), |next| next - 1);
    let line = text.get(start..end)?.trim_end_matches('\r');
    let before = usize::try_from(column).ok()?.checked_sub(1)?;
    let ends = line.char_indices().map(|(at, _)| at).chain([line.len()]);
    ends.skip(before).map(|at| start + at).next()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Waiver;

    fn finding(line: u32, columns: (u32, u32), replacement: &str) -> Finding {
        let place = Place {
            line,
            column: columns.0,
            end_line: line,
            end_column: columns.1,
            ..Place::default()
        };
        let fix = Fix { place, replacement: replacement.into(), title: String::new() };
        Finding { fix: Some(fix), ..Finding::default() }
    }

    #[test]
    fn changes_are_made_once_and_overlapping_ones_are_left() {
        let text = "世界 abc\r\ndef\n";
        let findings = [
            finding(1, (4, 7), "xyz"),
            finding(1, (6, 7), "!"),
            finding(1, (1, 3), "w"),
            finding(2, (4, 4), "!"),
            finding(2, (4, 4), "?"),
            finding(2, (4, 4), "!"),
            finding(1, (9, 9), "no such column"),
            finding(9, (1, 1), "no such line"),
        ];
        let found = fixed(text, &findings);
        assert_eq!(found.text, "w xyz\r\ndef!\n");
        assert_eq!((found.made.len(), found.left.len()), (4, 4));
    }

    #[test]
    fn what_people_let_stand_is_left_alone() {
        let mut one = finding(1, (1, 2), "x");
        one.waived = Some(Waiver::default());
        let mut two = finding(1, (2, 3), "x");
        two.known = true;
        assert_eq!(fixed("abc", [&one, &two]).text, "abc");
    }

    #[test]
    fn a_change_may_take_lines_out() {
        let mut one = finding(2, (1, 1), "");
        one.fix.as_mut().unwrap().place.end_line = 3;
        assert_eq!(fixed("a\nb\nc\n", [&one]).text, "a\nc\n");
    }

    proptest! {
        #[test]
        fn whatever_the_places_are_the_rest_of_the_text_stays(
            text in "[a-c世\r\n]{0,40}",
            places in proptest::collection::vec((1u32..6, 1u32..9, 0u32..4), 0..6),
        ) {
            let findings: Vec<Finding> = places
                .iter()
                .map(|(line, column, length)| finding(*line, (*column, column + length), ""))
                .collect();
            let found = fixed(&text, &findings);
            prop_assert_eq!(found.made.len() + found.left.len(), findings.len());
            let mut rest = text.chars();
            prop_assert!(found.text.chars().all(|one| rest.any(|other| other == one)));
            prop_assert_eq!(found.text.matches('\n').count(), text.matches('\n').count());
        }
    }
}
