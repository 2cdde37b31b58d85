//! Paths in one spelling: `/a/{id}`, whatever the framework's own.

/// Joins a prefix and a path and normalizes the whole.
pub(super) fn join(prefix: &str, path: &str) -> String {
    normalized(&format!("{prefix}/{path}"))
}

/// `{name}` for every parameter, a slash in front and none behind, none doubled.
pub(super) fn normalized(path: &str) -> String {
    let path = path.strip_suffix("{$}").unwrap_or(path);
    let mut whole = String::new();
    for segment in segments(path) {
        whole.push('/');
        whole.push_str(&parameter(segment));
    }
    if whole.is_empty() { "/".to_owned() } else { whole }
}

/// The path without the names of its parameters: what a router tells apart.
pub(super) fn shape(path: &str) -> String {
    let mut shape = String::new();
    let mut depth = 0_u32;
    for character in path.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth > 0 => continue,
            _ => {}
        }
        shape.push(character);
    }
    shape
}

/// The parts between slashes; a slash inside `{name:regex}` or `<name:regex>` divides nothing.
fn segments(path: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut depth) = (0, 0_u32);
    for (at, character) in path.char_indices() {
        match character {
            '{' | '<' | '(' => depth += 1,
            '}' | '>' | ')' => depth = depth.saturating_sub(1),
            '/' if depth == 0 => {
                found.extend(path.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    found.extend(path.get(start..));
    found.retain(|segment| !segment.is_empty());
    found
}

/// One segment with its parameters in braces: `:id`, `:id?`, `:id<int>`, `{id:[0-9]+}`, `<id>`, `*`, `*rest`.
fn parameter(segment: &str) -> String {
    if let Some(name) = segment.strip_prefix('*').or_else(|| segment.strip_prefix('+')) {
        let name = if name.chars().all(is_name) && !name.is_empty() { name } else { "wildcard" };
        return format!("{{{name}}}");
    }
    let mut out = String::new();
    let mut rest = segment;
    while let Some(first) = rest.chars().next() {
        let (text, length) = match first {
            ':' => colon(rest),
            '{' => enclosed(rest, '{', '}'),
            '<' => enclosed(rest, '<', '>'),
            other => (other.to_string(), other.len_utf8()),
        };
        out.push_str(&text);
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// `:name` with the constraint, regular expression or question mark behind it; a bare colon is a colon.
fn colon(text: &str) -> (String, usize) {
    let name: String = text.chars().skip(1).take_while(|character| is_name(*character)).collect();
    if name.is_empty() {
        return (":".to_owned(), 1);
    }
    let mut length = 1 + name.len();
    let behind = text.get(length..).unwrap_or_default();
    for (open, close) in [('<', '>'), ('(', ')')] {
        if behind.starts_with(open) {
            length += enclosed(behind, open, close).1;
        }
    }
    if text.get(length..).unwrap_or_default().starts_with(['?', '*', '+']) {
        length += 1;
    }
    (format!("{{{name}}}"), length)
}

/// `{name:regex}`, `{name...}`, `{*rest}`, `<name>`, `<name..>`: the name in braces, and the bytes taken.
fn enclosed(text: &str, open: char, close: char) -> (String, usize) {
    let mut depth = 0_u32;
    let mut end = text.len();
    for (at, character) in text.char_indices() {
        if character == open {
            depth += 1;
        } else if character == close {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                end = at + close.len_utf8();
                break;
            }
        }
    }
    let inner = text.get(1..end.saturating_sub(1)).unwrap_or_default();
    let inner = inner.split(':').next().unwrap_or(inner);
    let name = inner.trim_start_matches('*').trim_end_matches('.').trim();
    let name = if name.is_empty() { "wildcard" } else { name };
    (format!("{{{name}}}"), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(prefix: &str, path: &str, expected: &str) {
        assert_eq!(join(prefix, path), expected, "{prefix} + {path}");
    }

    #[test]
    fn every_spelling_of_a_parameter_becomes_one() {
        for (path, expected) in [
            ("/a/:id", "/a/{id}"),
            ("/a/:id?", "/a/{id}"),
            ("/a/:id<int>/b", "/a/{id}/b"),
            ("/a/:from-:to", "/a/{from}-{to}"),
            ("/a/{id:[0-9/]{2}}", "/a/{id}"),
            ("/a/<id>", "/a/{id}"),
            ("/a/<rest..>", "/a/{rest}"),
            ("/a/*", "/a/{wildcard}"),
            ("/a/*rest", "/a/{rest}"),
            ("/a/{*rest}", "/a/{rest}"),
            ("/a/{rest...}", "/a/{rest}"),
            ("/a/{$}", "/a"),
            ("/v1/a:cancel", "/v1/a{cancel}"),
        ] {
            check("", path, expected);
        }
    }

    #[test]
    fn slashes_are_neither_doubled_nor_left_behind() {
        check("/", "", "/");
        check("/v1/", "/a/", "/v1/a");
        check("v1", "a", "/v1/a");
    }

    #[test]
    fn parameter_names_do_not_tell_routes_apart() {
        assert_eq!(shape("/a/{id}/b"), shape("/a/{name}/b"));
        assert_ne!(shape("/a/{id}"), shape("/a/id"));
    }
}
