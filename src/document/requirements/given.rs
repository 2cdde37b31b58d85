//! Identifiers that documents give themselves: `FR-001`, `RNF02`, `US-3`, `FR-F-001`.

use crate::model::RequirementKind;

/// An identifier at the start of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Given<'t> {
    /// As written.
    pub(super) id: &'t str,
    pub(super) kind: GivenKind,
    /// Text behind it, separators removed.
    pub(super) rest: &'t str,
}

/// What an identifier's prefix says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GivenKind {
    Requirement(RequirementKind),
    Acceptance,
    /// An identifier with a prefix that has no fixed meaning.
    Unknown,
}

const PREFIXES: &[(GivenKind, &[&str])] = &[
    (
        GivenKind::Requirement(RequirementKind::Functional),
        &["FR", "RF", "REQ", "BR", "TR", "FEAT", "FUNC", "RN"],
    ),
    (
        GivenKind::Requirement(RequirementKind::NonFunctional),
        &["NFR", "RNF", "NF", "PERF", "SEC", "QR", "SLO"],
    ),
    (GivenKind::Requirement(RequirementKind::UserStory), &["US", "HU", "STORY"]),
    (GivenKind::Requirement(RequirementKind::SuccessCriterion), &["SC", "KPI", "SM"]),
    (GivenKind::Requirement(RequirementKind::Constraint), &["CON", "CN", "CONST", "ASM", "RST"]),
    (GivenKind::Requirement(RequirementKind::OutOfScope), &["OS", "OOS"]),
    (GivenKind::Acceptance, &["AC", "CA"]),
];

/// The identifier with a known prefix that `text` starts with. A range (`FR-001 to FR-009`) names
/// others and is none.
pub(super) fn leading(text: &str) -> Option<Given<'_>> {
    let given = any(text)?;
    let range = given.rest.trim_start_matches("to ").trim_start_matches(['…', '.', '/', '&', ',']);
    let ranged = any(range.trim()).is_some_and(|next| next.kind != GivenKind::Unknown);
    (given.kind != GivenKind::Unknown && !ranged).then_some(given)
}

/// The identifier with any prefix that `text` starts with.
pub(super) fn any(text: &str) -> Option<Given<'_>> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let length = length(text)?;
    let id = text.get(..length)?;
    let rest = text.get(length..)?;
    if rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
        return None;
    }
    let prefix = id.split(|c: char| !c.is_ascii_uppercase()).next().unwrap_or_default();
    let known = PREFIXES.iter().find(|(_, prefixes)| prefixes.contains(&prefix));
    let kind = known.map_or(GivenKind::Unknown, |(kind, _)| *kind);
    let marks = |c: char| c.is_whitespace() || ":)].-–—*|`".contains(c);
    Some(Given { id, kind, rest: rest.trim_start_matches(marks) })
}

/// Bytes of `LETTERS[-LETTERS]*[-]DIGITS[.DIGITS]*[-DIGITS]` at the start of `text`.
fn length(text: &str) -> Option<usize> {
    let mut length = letters(text);
    if !(1..=6).contains(&length) {
        return None;
    }
    loop {
        let rest = text.get(length..)?;
        let rest = rest.strip_prefix(['-', '_']).map_or((rest, 0), |rest| (rest, 1));
        let more = letters(rest.0);
        if rest.1 == 0 || more == 0 {
            length += rest.1;
            break;
        }
        length += rest.1 + more;
    }
    let first = digits(text.get(length..)?);
    if !(1..=4).contains(&first) {
        return None;
    }
    length += first;
    while let Some(rest) = text.get(length..).and_then(|rest| rest.strip_prefix(['.', '-'])) {
        let more = digits(rest);
        if more == 0 {
            break;
        }
        length += more + 1;
    }
    Some(length)
}

fn letters(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_uppercase).count()
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Known identifiers anywhere in `text`.
pub(super) fn mentioned(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '.' | '_')));
    parts.filter_map(|part| leading(part).map(|given| given.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str)>) {
        assert_eq!(leading(text).map(|given| (given.id, given.rest)), expected, "{text}");
    }

    #[test]
    fn identifiers_lead_a_text() {
        check("FR-001: store limits", Some(("FR-001", "store limits")));
        check("**RF01** - guardar", Some(("RF01", "guardar")));
        check("[NFR-2.1] fast", Some(("NFR-2.1", "fast")));
        check("FR-F-001 | x", Some(("FR-F-001", "x")));
        check("US-01", Some(("US-01", "")));
        check("FR-001 to FR-009 are done", None);
        check("P99 < 50ms", None);
        check("HTTP 200", None);
        check("FR-001x", None);
        check("Use FR-001", None);
        check("SHA256 sums", None);
        assert_eq!(mentioned("see (FR-1, AC-2) and x-3").collect::<Vec<_>>(), ["FR-1", "AC-2"]);
    }
}
