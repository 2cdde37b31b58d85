//! The names of code that a place in a file is of: `` `NewRoutes` (`routes.go:165`) ``, `` `routes.go:165` (`NewRoutes`) ``.

use super::paths::{self, Path};
use crate::document::words;

/// The names that stand beside a place as what is there, the nearest first: those right in front of it, with no other
/// words between than such that say where, and the one that a bracket or dash sets behind it. `parts` are the parts
/// of the text in code marks.
pub(in crate::document) fn names(
    raw: &str,
    parts: &[(usize, &str)],
    path: &Path<'_>,
) -> Vec<String> {
    let split = parts.partition_point(|(at, code)| at + code.len() < path.bytes.start);
    let own = parts.get(split).filter(|(at, _)| *at <= path.bytes.start);
    let start = own.map_or(path.bytes.start, |(at, _)| at.saturating_sub(1));
    let before = parts.get(..split).unwrap_or_default();
    let found = match bare(raw.get(..start).unwrap_or_default()) {
        Some(name) => vec![name.to_owned()],
        None => in_front(raw, before, start),
    };
    if !found.is_empty() {
        return found;
    }
    let next = parts.get(split + usize::from(own.is_some()));
    next.and_then(|part| behind(raw, part, path.bytes.end)).into_iter().collect()
}

/// The names in code marks in front of a place, from the nearest on, as long as they are one list.
fn in_front(raw: &str, parts: &[(usize, &str)], place: usize) -> Vec<String> {
    let mut found = Vec::new();
    let mut until = place;
    for (at, code) in parts.iter().rev() {
        let gap = raw.get(at + code.len() + 1..until).unwrap_or_default();
        let joined = if found.is_empty() { says_where(gap) } else { lists(gap) };
        // What stands behind an arrow is to come.
        let head = raw.get(..at.saturating_sub(1)).unwrap_or_default().trim_end();
        if !joined || !is_name(code) || head.ends_with('→') || head.ends_with("->") {
            break;
        }
        found.push(trimmed(code).to_owned());
        until = at.saturating_sub(1);
    }
    found
}

/// A name without code marks right in front of the bracket that holds the place: `CreateRule (routes.go:165)`.
fn bare(head: &str) -> Option<&str> {
    let word = head.trim_end().strip_suffix('(')?.trim_end();
    let start = word.rfind(|c: char| !(c.is_alphanumeric() || "_.:".contains(c)));
    let word = word.get(start.map_or(0, |at| at + 1)..)?;
    let inner = word.chars().skip(1).any(char::is_uppercase);
    let shaped = (inner && word.chars().any(char::is_lowercase)) || word.contains('_');
    (shaped && is_name(word)).then_some(word)
}

/// Whether the words between a name and a place only say that it is there.
fn says_where(gap: &str) -> bool {
    let key = words::key(gap);
    let known = |word: &str| WHERE.split_whitespace().any(|one| one == word);
    !gap.contains([';', '|', ',']) && !gap.contains(". ") && key.split_whitespace().all(known)
}

/// Words between a name and the place where it is.
const WHERE: &str = "at in on see of is are lives located defined declared found registered implemented called used \
                     line lines em no na linha linhas definido definida en linea lineas the a function functions func \
                     method methods helper type struct interface trait handler constructor const constant field \
                     service client middleware test tests call calls";

/// Whether two names stand in one list, or one is said of the other, so that the place may be that of either.
fn lists(gap: &str) -> bool {
    const JOINTS: &[&str] =
        &["and", "e", "y", "or", "ou", "implemented", "implements", "by", "of", "for"];
    let key = words::key(gap);
    let joined = key.split_whitespace().all(|word| JOINTS.contains(&word));
    joined && !gap.contains(['(', ')', ';', '|', ':', '→']) && !gap.contains(". ")
}

/// The name that a bracket or dash sets behind a place which ends at `end`.
fn behind(raw: &str, (at, code): &(usize, &str), end: usize) -> Option<String> {
    let gap = raw.get(end..at.saturating_sub(1))?;
    let after = raw.get(at + code.len() + 1..).unwrap_or_default();
    let bracket = gap.contains(['(', '[']);
    // `(NAME calls it)` says something else.
    let closed = !bracket || after.starts_with([')', ']', ',']);
    let apart = gap.len() <= 5 && (bracket || gap.contains(['—', '–'])) && closed;
    (apart && is_name(code)).then(|| trimmed(code).to_owned())
}

fn trimmed(code: &str) -> &str {
    code.split(['(', '{', '<', ' ']).next().filter(|name| !name.is_empty()).unwrap_or(code)
}

/// A name as code has it: letters, dots, `::`, perhaps a call's brackets; no path, no endpoint.
fn is_name(code: &str) -> bool {
    const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    let name = trimmed(code);
    let shaped = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '*'));
    shaped
        && name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && !paths::is_path(name.split(':').next().unwrap_or_default())
        && name.len() >= 3
        && !name.ends_with(':')
        && !METHODS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::work::marks;

    #[track_caller]
    fn check(raw: &str, expected: &[&str]) {
        let found = paths::all(raw);
        let path = found.iter().find(|path| !path.lines.is_empty()).unwrap();
        assert_eq!(names(raw, &marks::code(raw), path), expected, "{raw}");
    }

    #[test]
    fn names_beside_a_place_are_read() {
        check("`NewRoutes` (`routes.go:165`) creates", &["NewRoutes"]);
        check("`guard.With(resource)` at `auth.go:108`", &["guard.With"]);
        check("`NewRoutes` is declared in routes.go:165", &["NewRoutes"]);
        check("`routes.go:165` (`NewRoutes`)", &["NewRoutes"]);
        check("`A1x`, `B1x` and `C1x` (`routes.go:165`)", &["C1x", "B1x", "A1x"]);
        check("`Store`, implemented by `PostgresStore` (`s.go:8`)", &["PostgresStore", "Store"]);
        check("`Register` takes over CreateRule (`rule.go:70`)", &["CreateRule"]);
    }

    #[test]
    fn other_words_between_a_name_and_a_place_part_them() {
        check("mirrors `manager.go:85-103`", &[]);
        check("`GET /v1/x` (`routes.go:165`)", &[]);
        check("an empty `allowed` means all servers (`runtime.go:18`)", &[]);
        check("`clean(s string)` (regex mirrored from `rabbit.go:129`)", &[]);
        check("`old` → `new_name` in `a_test.go:90`", &[]);
        check("`routes.go:165` (`NewRoutes` calls it)", &[]);
        check("`Other` does a lot, mirrors `manager.go:85`", &[]);
    }
}
