//! Whether a plain build on Linux reads a file: of several declarations of one name it is the one to show.

use crate::model::FileRecord;

/// Tags that hold without being asked for.
const TAGS: [&str; 4] = ["linux", "amd64", "unix", "gc"];

pub(super) fn is_plain(file: &FileRecord) -> bool {
    let platform = file.platform.as_deref().unwrap_or_default();
    let named = platform.split('/').all(|part| part.is_empty() || TAGS.contains(&part));
    named && file.build_constraint.as_deref().is_none_or(holds)
}

/// `linux && !(cgo || go1.18)`: `||` binds weaker than `&&`, `&&` weaker than `!`.
fn holds(constraint: &str) -> bool {
    let spaced = ["(", ")", "!", "&&", "||"]
        .iter()
        .fold(constraint.to_owned(), |text, sign| text.replace(sign, &format!(" {sign} ")));
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    any(&mut tokens.as_slice(), 0)
}

/// Constraints nested deeper than this are no real ones.
const DEPTH: u32 = 50;

fn any(tokens: &mut &[&str], depth: u32) -> bool {
    let mut found = all(tokens, depth);
    while take(tokens, "||") {
        found |= all(tokens, depth);
    }
    found
}

fn all(tokens: &mut &[&str], depth: u32) -> bool {
    let mut found = one(tokens, depth);
    while take(tokens, "&&") {
        found &= one(tokens, depth);
    }
    found
}

fn one(tokens: &mut &[&str], depth: u32) -> bool {
    let Some((first, rest)) = tokens.split_first() else { return true };
    *tokens = rest;
    match *first {
        _ if depth > DEPTH => false,
        "!" => !one(tokens, depth + 1),
        "(" => {
            let found = any(tokens, depth + 1);
            take(tokens, ")");
            found
        }
        tag => TAGS.contains(&tag) || tag.starts_with("go1."),
    }
}

fn take(tokens: &mut &[&str], wanted: &str) -> bool {
    match tokens.split_first() {
        Some((first, rest)) if *first == wanted => {
            *tokens = rest;
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(platform: Option<&str>, constraint: Option<&str>, expected: bool) {
        let file = FileRecord {
            platform: platform.map(Into::into),
            build_constraint: constraint.map(Into::into),
            ..FileRecord::default()
        };
        assert_eq!(is_plain(&file), expected, "{platform:?} {constraint:?}");
    }

    #[test]
    fn tags_are_those_of_a_plain_build_on_linux() {
        check(None, None, true);
        check(Some("linux/amd64"), None, true);
        check(Some("windows"), None, false);
        check(Some("linux/arm64"), None, false);
        check(None, Some("integration"), false);
        check(None, Some("!integration && (linux || darwin)"), true);
        check(None, Some("go1.21 && !windows"), true);
        check(None, Some("!(linux || darwin)"), false);
        check(Some("linux"), Some("a || b && c"), false);
        check(None, Some("linux || a && b"), true);
        check(None, Some("((("), true);
    }
}
