//! Endpoints that a text names: `POST /v1/limits`, a list of methods in front of a path, methods in brackets behind it.

use super::{
    clause,
    named::{Named, NamedKind, Need},
};

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// What ends a path in a text.
const ENDS: &str = "`*|\",;()";

/// The endpoints of a text, in code marks or not. All are asked for but those that are to go.
pub(super) fn endpoints(text: &str) -> Vec<Named> {
    let found = METHODS.iter().flat_map(|method| {
        let places = text.match_indices(method).map(|(at, _)| at);
        places.filter_map(|at| endpoint(text, method, at))
    });
    found.collect()
}

fn endpoint(text: &str, method: &str, at: usize) -> Option<Named> {
    let (head, rest) = text.split_at_checked(at)?;
    let rest = rest.get(method.len()..)?;
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    if head.ends_with(is_part) || rest.starts_with(is_part) {
        return None;
    }
    let (path, before, behind) = match path_behind(rest) {
        Some((path, behind)) => (path, head, behind),
        None => path_in_front(head, rest)?,
    };
    let goes = clause::is_to_go(before, behind);
    Some(Named {
        kind: NamedKind::Endpoint,
        subject: format!("{method} {path}"),
        need: if goes { Need::Gone } else { Need::Asked },
    })
}

/// The path behind a method, perhaps with other methods between, and what stands behind it. A bracket that closes
/// parts them.
fn path_behind(rest: &str) -> Option<(&str, &str)> {
    let mut rest = rest;
    for _ in METHODS {
        let marks = rest;
        rest = rest.trim_start_matches([' ', '\t', '`', '*', '|', '"', '(']);
        // `GET/HEAD` are two methods.
        if let Some(found) = leading_path(rest).filter(|_| marks.len() > rest.len()) {
            return Some(found);
        }
        let listed = rest.trim_start_matches([',', '/', '+', '&', ' ', '`']);
        let listed = ["and ", "or ", "e ", "y ", "ou "]
            .iter()
            .find_map(|word| listed.strip_prefix(word))
            .unwrap_or(listed)
            .trim_start_matches([' ', '`']);
        rest = METHODS.iter().find_map(|method| listed.strip_prefix(method))?;
    }
    None
}

/// The path that a text begins with, and what stands behind it.
fn leading_path(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| c.is_whitespace() || ENDS.contains(c)).unwrap_or(text.len());
    let (path, behind) = text.split_at_checked(end)?;
    let path = path.trim_end_matches(['.', ':']);
    let is_path = path.starts_with('/') && path.len() > 1 && !path.contains("//");
    is_path.then_some((path, behind))
}

/// The path in front of the bracket that holds a method, with what stands before it and behind the bracket.
fn path_in_front<'t>(head: &'t str, rest: &'t str) -> Option<(&'t str, &'t str, &'t str)> {
    let (outside, inside) = head.rsplit_once('(')?;
    let closed = inside.contains(')') || inside.contains(" /") || inside.contains("`/");
    let (_, behind) = rest.split_once(')').filter(|_| !closed)?;
    let outside = outside.trim_end_matches([' ', '`', '*']);
    let start = outside.rfind(|c: char| c.is_whitespace() || ENDS.contains(c));
    let (before, word) = outside.split_at_checked(start.map_or(0, |at| at + 1))?;
    let (path, _) = leading_path(word)?;
    Some((path, before, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found = endpoints(text);
        let found: Vec<&str> = found.iter().map(|one| one.subject.as_str()).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_method_belongs_to_the_path_behind_it_or_to_the_one_whose_bracket_holds_it() {
        check("Serve `POST /v1/limits`.", &["POST /v1/limits"]);
        check("| DELETE | `/v1/limits/{id}` |", &["DELETE /v1/limits/{id}"]);
        check(
            "`/v1/limits` (POST, GET list), `/v1/limits/:id` (GET, PATCH), `/v1/tiers` (GET)",
            &[
                "GET /v1/limits",
                "GET /v1/limits/:id",
                "GET /v1/tiers",
                "POST /v1/limits",
                "PATCH /v1/limits/:id",
            ],
        );
        check(
            "GET and PATCH `/v1/limits/{id}`: ok",
            &["GET /v1/limits/{id}", "PATCH /v1/limits/{id}"],
        );
        check("`/v1/limits` (GET/HEAD)", &["GET /v1/limits", "HEAD /v1/limits"]);
        check("GET/HEAD /v1/limits", &["GET /v1/limits", "HEAD /v1/limits"]);
        check("the list (`GET /v1/limits`) and others", &["GET /v1/limits"]);
        check("`/v1/limits` (see GET /v1/tiers)", &["GET /v1/tiers"]);
    }

    #[test]
    fn other_words_between_a_method_and_a_path_part_them() {
        for text in [
            "POST holders (create), /v1/x",
            "GET POST",
            "WIDGET /v1/x",
            "POST / x",
            "a (GET) /v1/x",
            "GET a//b",
        ] {
            check(text, &[]);
        }
    }
}
