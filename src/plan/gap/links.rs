//! Which typed things a requirement in words is about.

use std::collections::BTreeSet;

use crate::{
    model::{GapItem, GapKind, Requirement, RequirementKind, State},
    plan::terms,
};

/// Verbs that people use for each HTTP method.
const VERBS: &[(&str, &[&str])] = &[
    (
        "GET",
        &[
            "get", "list", "read", "view", "search", "query", "retrieve", "fetch", "show", "see",
            "export", "report",
        ],
    ),
    (
        "POST",
        &[
            "create", "add", "register", "submit", "define", "record", "grant", "post", "issue",
            "open",
        ],
    ),
    ("PUT", &["update", "edit", "change", "modify", "replace"]),
    ("PATCH", &["update", "edit", "change", "modify", "adjust"]),
    ("DELETE", &["delete", "remove", "deactivate", "cancel", "disable", "revoke", "retire"]),
];

/// The typed gap items that a requirement is about: those that it names, the targets that stand in its
/// lines, and the endpoints that its verbs and nouns describe.
pub(in crate::plan) fn links<'a>(
    requirement: &Requirement,
    typed: &'a [GapItem],
) -> Vec<&'a GapItem> {
    let text = full_text(requirement);
    let named: Vec<&GapItem> = typed.iter().filter(|item| names(&text, item)).collect();
    if !named.is_empty() {
        return named;
    }
    if requirement.kind == RequirementKind::NonFunctional {
        return typed.iter().filter(|item| stands_in(requirement, item)).collect();
    }
    let endpoints = described(requirement, typed);
    if endpoints.is_empty() { stored(requirement, typed) } else { endpoints }
}

/// Open tables whose own words all occur in the requirement. Words that most table names share, such as the
/// product's name, tell nothing.
fn stored<'a>(requirement: &Requirement, typed: &'a [GapItem]) -> Vec<&'a GapItem> {
    let tables: Vec<(&GapItem, Vec<String>)> = typed
        .iter()
        .filter(|item| item.kind == GapKind::Table)
        .map(|item| (item, terms::words(&item.title.replace("table ", ""))))
        .collect();
    let shared = |word: &String| {
        tables.iter().filter(|(_, words)| words.contains(word)).count() * 2 > tables.len()
    };
    let text = terms::words(&format!("{} {}", requirement.title, requirement.text));
    let open = |item: &GapItem| item.state != State::Present;
    let about = |words: &[String]| {
        let own: Vec<&String> = words.iter().filter(|word| !shared(word)).collect();
        !own.is_empty() && own.iter().all(|word| text.contains(word))
    };
    tables
        .iter()
        .filter(|(item, words)| open(item) && about(words))
        .map(|(item, _)| *item)
        .collect()
}

/// A target whose quantity was read from the requirement's own lines.
fn stands_in(requirement: &Requirement, item: &GapItem) -> bool {
    let (own, other) = (&requirement.at, &item.asked.at);
    item.kind == GapKind::Target
        && own.file == other.file
        && (own.line..=own.end_line).contains(&other.line)
}

/// Title, text and criteria of a requirement.
pub(super) fn full_text(requirement: &Requirement) -> String {
    let criteria = requirement.acceptance.iter().map(|criterion| criterion.text.as_str());
    let parts = [requirement.title.as_str(), requirement.text.as_str()];
    parts.into_iter().chain(criteria).collect::<Vec<_>>().join(" ")
}

/// The requirement's text contains the endpoint, table or identifier literally.
pub(super) fn names(text: &str, item: &GapItem) -> bool {
    match item.kind {
        GapKind::Endpoint => text.contains(&item.title),
        GapKind::Table => text.contains(&item.title.replace("table ", "")),
        GapKind::Interface | GapKind::Configuration => {
            contains_name(text, item.title.split('`').nth(1).unwrap_or_default())
        }
        GapKind::Integration | GapKind::Target => contains_word(text, &item.id),
        GapKind::Requirement | GapKind::Practice => false,
    }
}

/// The name stands in the text as code: a name of one word ("Event", "store") only between backquotes or
/// beside the word that says what it is.
fn contains_name(text: &str, name: &str) -> bool {
    let is_code = name.contains('_') || name.chars().skip(1).any(char::is_uppercase);
    let mut parts = text.split(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
    let beside = |word: &str| {
        text.contains(&format!("{word} {name}")) || text.contains(&format!("{name} {word}"))
    };
    let marked = || {
        text.contains(&format!("`{name}`"))
            || ["interface", "trait"].iter().any(|word| beside(word))
    };
    !name.is_empty() && if is_code { parts.any(|part| part == name) } else { marked() }
}

fn contains_word(text: &str, word: &str) -> bool {
    text.split(|letter: char| !(letter.is_alphanumeric() || letter == '-')).any(|part| part == word)
}

/// Endpoints whose noun is the object of the requirement's verbs. Where several nouns occur, the first
/// one is the object: "grant waivers per package" is about waivers.
fn described<'a>(requirement: &Requirement, typed: &'a [GapItem]) -> Vec<&'a GapItem> {
    let story = requirement.kind == RequirementKind::UserStory;
    let text = if story { &requirement.title } else { &requirement.text };
    let text = text.strip_prefix(&requirement.id).unwrap_or(text);
    // "I want a report" asks for the report as a verb would.
    let article = ["a ", "an ", "the "].iter().find_map(|article| text.strip_prefix(article));
    let text = article.filter(|_| story).unwrap_or(text);
    let words = terms::words(text);
    let verbs = clause_verbs(text);
    let endpoints = typed.iter().filter(|item| item.kind == GapKind::Endpoint);
    let found: Vec<(usize, &GapItem)> =
        endpoints.filter_map(|item| Some((object_position(&words, &verbs, item)?, item))).collect();
    let first = found.iter().map(|(position, _)| *position).min();
    found
        .into_iter()
        .filter(|(position, _)| Some(*position) == first)
        .map(|(_, item)| item)
        .collect()
}

/// Words that open a clause, stemmed: "Grant, list and revoke waivers" → grant, list, revoke. A clause
/// that opens with a determiner or a participle ("A posted charge is announced") asks for no action.
fn clause_verbs(text: &str) -> BTreeSet<String> {
    let mut verbs = BTreeSet::new();
    for clause in text.split([',', ';', '.', ':']) {
        let words: Vec<String> = clause.split_whitespace().map(str::to_lowercase).collect();
        let after_and = words.iter().zip(words.iter().skip(1)).filter(|(word, _)| *word == "and");
        let openers = words.first().into_iter().chain(after_and.map(|(_, word)| word));
        verbs.extend(
            openers.filter(|word| can_be_imperative(word)).flat_map(|word| terms::words(word)),
        );
    }
    verbs
}

fn can_be_imperative(word: &str) -> bool {
    const DETERMINERS: [&str; 9] = ["a", "an", "all", "and", "any", "each", "every", "no", "the"];
    !DETERMINERS.contains(&word) && !word.ends_with("ed")
}

/// Where the noun of an endpoint stands among the words, when a verb fits its method or is the noun
/// itself (`POST /v1/estimates` and "estimate the fee").
fn object_position(words: &[String], verbs: &BTreeSet<String>, item: &GapItem) -> Option<usize> {
    let (method, path) = item.title.split_once(' ')?;
    let nouns = path.split('/').rfind(|part| !part.is_empty() && !part.starts_with('{'))?;
    let nouns = terms::words(nouns);
    let known = VERBS.iter().filter(|(of, _)| *of == method).flat_map(|(_, verbs)| *verbs);
    let fits = known.map(|verb| terms::stem(verb)).any(|verb| verbs.contains(&verb));
    let is_action = nouns.first().is_some_and(|noun| verbs.contains(noun));
    let positions = nouns.iter().map(|noun| words.iter().position(|word| word == noun));
    let last = positions.collect::<Option<Vec<usize>>>()?.into_iter().max()?;
    (fits || is_action).then_some(last)
}

#[cfg(test)]
mod tests;
