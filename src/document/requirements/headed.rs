//! Headings that open one requirement by a word instead of an identifier: `User Story 2 - Pay`,
//! `Requirement 3: Refunds`, `Requirement: Refunds are booked`.

use super::given;
use crate::{document::words, model::RequirementKind};

/// What such a heading says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Headed<'t> {
    /// `US2`, `REQ-3`; of a requirement that is known by its name the name with dashes.
    pub(super) id: String,
    pub(super) kind: RequirementKind,
    /// Name behind word and number; may be empty.
    pub(super) title: &'t str,
    /// Its number decides how important it is: `P1` is the first of this document.
    pub(super) story: bool,
}

/// Opening words with the letters of their identifiers.
const OPENINGS: &[(&str, &str, RequirementKind)] = &[
    ("user story", "US", RequirementKind::UserStory),
    ("historia de usuario", "US", RequirementKind::UserStory),
    ("historia do usuario", "US", RequirementKind::UserStory),
    ("requirement", "REQ-", RequirementKind::Functional),
    ("requisito", "REQ-", RequirementKind::Functional),
];

/// Reads `heading`.
pub(super) fn of(heading: &str) -> Option<Headed<'_>> {
    let (letters, kind, rest) = OPENINGS.iter().find_map(|(words, letters, kind)| {
        let rest = behind(heading, words)?;
        Some((*letters, *kind, rest))
    })?;
    let story = kind == RequirementKind::UserStory;
    let digits = rest.trim_start().bytes().take_while(u8::is_ascii_digit).count();
    let (number, title) = rest.trim_start().split_at(digits);
    if (1..=4).contains(&digits) && !title.starts_with(|c: char| c.is_alphanumeric() || c == '.') {
        let title = title.trim_start_matches(is_mark).trim();
        return Some(Headed { id: format!("{letters}{number}"), kind, title, story });
    }
    let title = rest.trim_start().strip_prefix(':')?.trim();
    let id = named(title)?;
    Some(Headed { id, kind, title, story })
}

/// Text behind the opening `words`, compared without case and accents.
fn behind<'t>(heading: &'t str, words: &str) -> Option<&'t str> {
    let mut rest = heading.trim_start().chars();
    for expected in words.chars() {
        let found = rest.next()?;
        if words::fold(found.encode_utf8(&mut [0; 4])).chars().ne([expected]) {
            return None;
        }
    }
    let rest = rest.as_str();
    (!rest.starts_with(char::is_alphabetic)).then_some(rest)
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || ":.-–—)".contains(c)
}

/// Longest identifier made of a name, in characters.
const LONGEST: usize = 60;

/// The identifier in a name (`Refunds (REQ-RF-001)`), else the name in lower case with dashes.
fn named(title: &str) -> Option<String> {
    let bracketed = title.rsplit_once('(').and_then(|(_, rest)| rest.split(')').next());
    let written = bracketed.and_then(given::any).filter(|given| given.rest.is_empty());
    if let Some(given) = written.or_else(|| given::leading(title)) {
        return Some(given.id.to_owned());
    }
    let key = words::key(title);
    let mut id = String::new();
    for word in key.split_whitespace() {
        if id.len() + word.len() >= LONGEST {
            break;
        }
        id.push_str(if id.is_empty() { "" } else { "-" });
        id.push_str(word);
    }
    (!id.is_empty()).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(heading: &str, expected: Option<(&str, &str)>) {
        let found = of(heading);
        let found = found.as_ref().map(|headed| (headed.id.as_str(), headed.title));
        assert_eq!(found, expected, "{heading}");
    }

    #[test]
    fn words_and_numbers_open_requirements() {
        check("User Story 2 - Pay (Priority: P1)", Some(("US2", "Pay (Priority: P1)")));
        check("História de Usuário 1: Pagar", Some(("US1", "Pagar")));
        check("Requirement 3", Some(("REQ-3", "")));
        check("Requisito 3: Reembolsos", Some(("REQ-3", "Reembolsos")));
        check(
            "Requirement: Refunds are booked",
            Some(("refunds-are-booked", "Refunds are booked")),
        );
        check("Requirement: Refunds (REQ-RF-001)", Some(("REQ-RF-001", "Refunds (REQ-RF-001)")));
        check("Requirements", None);
        check("Requirement 3.1 of the norm", None);
        check("Requirement traceability", None);
    }
}
