//! What tells a finding from others of its plan whatever lines stand around it.

use std::{collections::BTreeMap, fmt::Write as _};

use sha2::{Digest as _, Sha256};

use crate::model::{Finding, Place};

/// Gives the findings of a plan, which are in order of place, their fingerprints: of the rule, the file, the
/// words they are about and what they name; equal ones are counted. Neither lines nor wording are part of it.
pub fn fingerprint(findings: &mut [Finding], text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for finding in findings {
        let identity = identity(finding, &lines);
        let count = seen.entry(identity.clone()).or_default();
        *count += 1;
        finding.fingerprint = digest(&format!("{identity}\0{count}"));
    }
}

fn identity(finding: &Finding, lines: &[&str]) -> String {
    let words = words(&finding.place, lines);
    let mut names = names(&finding.message);
    if words.is_empty() && names.is_empty() {
        names = without_numbers(&finding.message);
    }
    [&*finding.rule, &*finding.place.file, &words, &names].join("\0")
}

/// The words on the first line of a place, with single spaces.
fn words(place: &Place, lines: &[&str]) -> String {
    let index = usize::try_from(place.line).unwrap_or(usize::MAX).saturating_sub(1);
    let line = lines.get(index).copied().unwrap_or_default();
    let start = usize::try_from(place.column).unwrap_or(usize::MAX).saturating_sub(1);
    let end = usize::try_from(place.end_column).unwrap_or(usize::MAX).saturating_sub(1);
    let length = if place.end_line > place.line { usize::MAX } else { end.saturating_sub(start) };
    let part: String = line.chars().skip(start).take(length).collect();
    part.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a message names: its code, and its words with letters and digits, such as `FR-003`.
fn names(message: &str) -> String {
    let mut found = Vec::new();
    for (at, part) in message.split('`').enumerate() {
        if at % 2 == 1 {
            found.push(without_numbers(part));
        } else {
            let words = part.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.'));
            let is_name = |word: &&str| {
                word.contains(char::is_alphabetic) && word.contains(|c: char| c.is_ascii_digit())
            };
            found.extend(words.filter(is_name).map(|word| word.trim_matches('.').to_owned()));
        }
    }
    found.join("\0")
}

/// A text with `#` for numbers that stand alone: of lines, of things.
fn without_numbers(text: &str) -> String {
    let mut out = String::new();
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.');
    while let Some(letter) = letters.next() {
        if !letter.is_ascii_digit() || joins(before) {
            out.push(letter);
            before = letter;
            continue;
        }
        let mut number = String::from(letter);
        while let Some(next) = letters.next_if(char::is_ascii_digit) {
            number.push(next);
        }
        let is_part = letters.peek().is_some_and(|next| next.is_alphabetic() || *next == '_');
        out.push_str(if is_part { &number } else { "#" });
        before = '0';
    }
    out
}

/// 128 bits of a SHA-256 in hexadecimal.
fn digest(text: &str) -> String {
    let sum = Sha256::digest(text.as_bytes());
    sum.iter().take(16).fold(String::new(), |mut hex, byte| {
        // Writing to a text cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A finding for every mention of `x.go`.
    fn findings(text: &str, message: &str) -> Vec<Finding> {
        let mut found = Vec::new();
        for (at, line) in text.lines().enumerate() {
            for (byte, word) in line.match_indices("x.go") {
                let column = u32::try_from(line.get(..byte).unwrap().chars().count()).unwrap() + 1;
                let line = u32::try_from(at).unwrap() + 1;
                let end_column = column + u32::try_from(word.len()).unwrap();
                let place = Place { file: "a.md".into(), line, column, end_line: line, end_column };
                let (rule, message) = ("a.b".into(), message.to_owned());
                found.push(Finding { place, rule, message, ..Finding::default() });
            }
        }
        fingerprint(&mut found, text);
        found
    }

    fn prints(text: &str, message: &str) -> Vec<String> {
        findings(text, message).into_iter().map(|one| one.fingerprint).collect()
    }

    #[test]
    fn equal_findings_are_counted() {
        let found = prints("x.go and x.go\n\nx.go", "`x.go` is gone");
        assert_eq!(found.len(), 3);
        assert!(found[0] != found[1] && found[1] != found[2] && found[0] != found[2]);
    }

    #[test]
    fn numbers_of_lines_and_wording_are_no_part_of_it() {
        let one = prints("x.go", "moved to `y.go:12`, 3 lines down");
        assert_eq!(one, prints("- see x.go", "is now at `y.go:140`"));
        assert_ne!(one, prints("x.go", "moved to `z.go:12`"));
        assert_eq!(
            without_numbers("T-001 has 12 h in v2, 3rd of x/1"),
            "T-001 has # h in v2, 3rd of x/1"
        );
        assert_eq!(names("requirement FR-003 has no task of 12."), "FR-003");
    }

    #[test]
    fn a_place_without_words_is_known_by_the_message() {
        let bare = |message: &str| {
            let place =
                Place { line: 1, column: 1, end_line: 1, end_column: 1, ..Place::default() };
            let mut found = [Finding { message: message.into(), place, ..Finding::default() }];
            fingerprint(&mut found, "# Plan");
            found[0].fingerprint.clone()
        };
        assert_ne!(bare("no section on risk"), bare("no section on tests"));
        assert_eq!(bare("12 weeks and 3 phases"), bare("14 weeks and 3 phases"));
    }

    proptest! {
        #[test]
        fn lines_around_change_nothing(
            around in proptest::collection::vec("[a-w \u{4e16}]{0,12}", 0..6),
            before in "[a-w ]{0,8}",
        ) {
            let text = "- x.go\n- 世界 x.go\n";
            let moved = format!("{}\n- {before}x.go\n{}\n- x.go", around.join("\n"), around.join("\n"));
            prop_assert_eq!(prints(text, "`x.go`"), prints(&moved, "`x.go`"));
        }
    }
}
