//! One line of text that names an endpoint: method, path, and what is said behind them.

use crate::document::words;

/// A method and a path, with the words behind them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EndpointLine {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) summary: String,
}

const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// Whether `word` is an HTTP method in capitals.
pub(super) fn is_method(word: &str) -> bool {
    METHODS.contains(&word)
}

/// Reads a line that opens with an endpoint, comment marks and bullets aside.
pub(super) fn at_start(line: &str) -> Option<EndpointLine> {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || "/#*->`•".contains(c));
    let (word, rest) = line.split_once(|c: char| c.is_whitespace() || c == ':')?;
    let method = word.trim_matches(['`', '*', '[', ']']);
    is_method(method).then(|| read(method, rest)).flatten()
}

/// Reads the first endpoint anywhere in a line (`Create: POST /v1/limits`).
pub(super) fn anywhere(line: &str) -> Option<EndpointLine> {
    if words::has(&words::key(line), "curl") {
        return None;
    }
    at_start(line).or_else(|| {
        let places = line.char_indices().filter(|(at, c)| {
            let before = line.get(..*at).and_then(|text| text.chars().next_back());
            c.is_ascii_uppercase() && before.is_none_or(|before| !before.is_alphanumeric())
        });
        let mut found = places.filter_map(|(at, _)| {
            let rest = line.get(at..)?;
            METHODS.iter().any(|method| rest.starts_with(method)).then(|| at_start(rest)).flatten()
        });
        found.next()
    })
}

/// Reads path and summary behind a method.
pub(super) fn read(method: &str, rest: &str) -> Option<EndpointLine> {
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "`:*".contains(c));
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let path = path(rest.get(..end)?)?;
    let summary =
        rest.get(end..)?.trim_start().trim_start_matches("HTTP/1.1").trim_start_matches("HTTP/2");
    let marks = |c: char| c.is_whitespace() || "/#-–—:→`*|".contains(c);
    let summary = summary.trim_matches(marks);
    let bracketed = summary.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    let summary = bracketed.unwrap_or(summary).to_owned();
    Some(EndpointLine { method: method.to_owned(), path, summary })
}

/// The path of an endpoint: parameters as `{name}`, host and query removed.
pub(super) fn path(written: &str) -> Option<String> {
    let bare = written.trim_matches(|c: char| "`*,;\"'|".contains(c));
    let bare = bare
        .strip_prefix("{{")
        .and_then(|rest| rest.split_once("}}"))
        .map_or(bare, |(_, path)| path);
    let bare = match bare.split_once("://") {
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..))?,
        None => bare,
    };
    let bare = bare.split(['?', '#']).next().unwrap_or_default().trim_end_matches([':', '.', ')']);
    let valid = |c: char| c.is_alphanumeric() || "/-_.:{}<>[]*~$%@+=!,".contains(c);
    if !bare.starts_with('/') || bare.starts_with("//") || !bare.chars().all(valid) {
        return None;
    }
    let segments = bare.split('/').map(segment).collect::<Vec<_>>().join("/");
    let trimmed = segments.trim_end_matches('/');
    Some(if trimmed.is_empty() { "/".to_owned() } else { trimmed.to_owned() })
}

/// `:id`, `<id>`, `[id]`, `{id}` → `{id}`; an action behind a name (`{id}:cancel`) stays.
fn segment(segment: &str) -> String {
    let wrapped = [('<', '>'), ('[', ']')]
        .iter()
        .find_map(|(open, close)| segment.strip_prefix(*open)?.strip_suffix(*close));
    match segment.strip_prefix(':').or(wrapped) {
        Some(name) if !name.is_empty() => format!("{{{name}}}"),
        _ => segment.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(&str, &str, &str)>) {
        let found = anywhere(line);
        let found = found.as_ref().map(|line| (&*line.method, &*line.path, &*line.summary));
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn endpoints_are_read_from_lines() {
        check("GET    /api/v1/x   // all of them", Some(("GET", "/api/v1/x", "all of them")));
        check("// POST /v1/x/:id/run", Some(("POST", "/v1/x/{id}/run", "")));
        check("`DELETE /v1/x/<id>` — remove", Some(("DELETE", "/v1/x/{id}", "remove")));
        check("Create: POST /v1/x/", Some(("POST", "/v1/x", "")));
        check("GET https://host:80/v1/x?a=b HTTP/1.1", Some(("GET", "/v1/x", "")));
        check("PUT {{base}}/v1/x", Some(("PUT", "/v1/x", "")));
        check("GET /v1/[entities]/{id}", Some(("GET", "/v1/{entities}/{id}", "")));
        check("GET the list", None);
        check("curl -X POST http://localhost/v1/x", None);
        check("TARGET /v1/x", None);
        check("f.Post(\"/v1/x\", h)", None);
    }
}
