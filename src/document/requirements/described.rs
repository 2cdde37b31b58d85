//! Which endpoint a few words describe (`Create a tiered package`, over a request) without naming it.
//! Knows no document; where two endpoints fit alike, none is told.

use crate::{document::words, model::RequiredEndpoint};

/// Longest description, in words; a longer text is about more than one endpoint.
const LONGEST: usize = 12;

/// The endpoint that takes a request body and that `text` describes: the nouns at the end of its path
/// stand in the text, and the method fits the verb.
pub(super) fn endpoint(text: &str, endpoints: &[RequiredEndpoint]) -> Option<usize> {
    let key = words::key(text);
    let told: Vec<&str> = key.split_whitespace().collect();
    if told.is_empty() || told.len() > LONGEST {
        return None;
    }
    let changes = words::has_any(&key, CHANGES);
    let fitting = endpoints.iter().enumerate().filter_map(|(at, endpoint)| {
        let fits_verb = matches!(&*endpoint.method, "PUT" | "PATCH") == changes;
        let open = endpoint.request_body.is_none() && takes_body(&endpoint.method) && fits_verb;
        let score = score(&endpoint.path, &told).filter(|_| open)?;
        Some((score, at))
    });
    let fitting: Vec<(i32, usize)> = fitting.collect();
    only_best(&fitting)
}

/// Of several endpoints of one list the only one that creates a member of a collection.
pub(super) fn only_writer(named: &[usize], endpoints: &[RequiredEndpoint]) -> Option<usize> {
    let creates = |at: &&usize| {
        endpoints.get(**at).is_some_and(|endpoint| {
            endpoint.method == "POST" && !is_action(&endpoint.path) && !endpoint.path.ends_with('}')
        })
    };
    let mut creating = named.iter().filter(creates);
    match (creating.next(), creating.next()) {
        (Some(one), None) => Some(*one),
        _ => None,
    }
}

/// Whether a JSON text has what only a service's answer has.
pub(super) fn answers(json: &str) -> bool {
    const FIELDS: &[&str] =
        &["items", "created_at", "createdAt", "updated_at", "updatedAt", "error"];
    FIELDS.iter().any(|field| json.contains(&format!("\"{field}\":")))
        || json.trim_start().starts_with('[')
}

/// Verbs that change what is there.
const CHANGES: &[&str] =
    &["update", "updates", "change", "edit", "modify", "patch", "atualizar", "alterar", "editar"];

fn takes_body(method: &str) -> bool {
    matches!(method, "POST" | "PUT" | "PATCH")
}

/// Something that is done with one member of a collection: `/x/{id}/pause`.
fn is_action(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    let last = parts.next().unwrap_or_default();
    parts.next().is_some_and(|before| before.ends_with('}')) && !last.ends_with('s')
}

/// How many nouns of the path are told, less those that are not; the last one has to be.
fn score(path: &str, told: &[&str]) -> Option<i32> {
    let nouns = path.split('/').filter(|part| is_noun(part)).map(words::key);
    let hits: Vec<bool> = nouns
        .map(|noun| {
            noun.split_whitespace().all(|noun| told.iter().any(|word| words::alike(word, noun)))
        })
        .collect();
    let last = hits.last().copied().unwrap_or_default();
    last.then(|| hits.iter().map(|hit| if *hit { 1 } else { -1 }).sum())
}

fn is_noun(part: &str) -> bool {
    let version =
        part.strip_prefix('v').is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
    !part.is_empty() && !part.starts_with('{') && !version && part != "api"
}

fn only_best(fitting: &[(i32, usize)]) -> Option<usize> {
    let best = fitting.iter().map(|(score, _)| *score).max()?;
    let mut best = fitting.iter().filter(|(score, _)| *score == best);
    match (best.next(), best.next()) {
        (Some((_, one)), None) => Some(*one),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::place;

    fn endpoints(lines: &[&str]) -> Vec<RequiredEndpoint> {
        let read = |line: &&str| {
            let (method, path) = line.split_once(' ').unwrap();
            RequiredEndpoint {
                at: place(&"TRD.md".into()).evidence("trd.endpoint", 1, 1),
                id: String::new(),
                method: method.to_owned(),
                path: path.to_owned(),
                summary: String::new(),
                request_body: None,
            }
        };
        lines.iter().map(read).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: Option<usize>) {
        let known = endpoints(&[
            "POST /v1/books",
            "GET /v1/books",
            "PATCH /v1/books/{id}",
            "POST /v1/books/{id}/return",
            "POST /api/v2/readers",
            "POST /v1/readers/{id}/books",
        ]);
        assert_eq!(endpoint(text, &known), expected, "{text}");
    }

    #[test]
    fn words_describe_one_endpoint() {
        check("Add a rare book", Some(0));
        check("Update a book", Some(2));
        check("Return a book:", Some(3));
        check("Register a reader", Some(4));
        check("Books of a reader", Some(5));
        check("Errors", None);
        check("", None);
    }

    #[test]
    fn a_list_with_one_creation_shows_its_request() {
        let known = endpoints(&["POST /v1/a", "POST /v1/a/{id}/pause", "GET /v1/a", "POST /v1/b"]);
        assert_eq!(only_writer(&[0, 1, 2], &known), Some(0));
        assert_eq!(only_writer(&[0, 1, 2, 3], &known), None);
        assert!(answers("{\"items\": []}") && answers(" [1]") && !answers("{\"a\": 1}"));
    }
}
