//! Words of names and sentences, brought to a common form so that text can be matched with code.
//!
//! Stemming is deliberately light (plural, -ing, -ed): a wrong merge would present unrelated code as
//! evidence, a missed one only lowers a stated score.

use std::collections::BTreeSet;

/// Words that say nothing about a subject.
const STOP: &[&str] = &[
    "a", "able", "about", "after", "all", "allow", "also", "an", "and", "any", "api", "are", "as",
    "at", "be", "been", "before", "between", "both", "but", "by", "can", "config", "con", "como",
    "data", "de", "do", "each", "el", "every", "for", "from", "func", "get", "given", "has",
    "have", "how", "id", "if", "impl", "in", "into", "is", "it", "its", "la", "los", "may", "more",
    "must", "need", "new", "no", "not", "o", "of", "on", "one", "only", "or", "os", "other", "our",
    "out", "over", "para", "per", "plugin", "por", "provide", "que", "request", "response", "se",
    "set", "shall", "should", "so", "string", "such", "support", "system", "than", "that", "the",
    "their", "them", "then", "there", "they", "this", "through", "to", "type", "um", "uma", "use",
    "used", "user", "using", "value", "via", "want", "was", "we", "when", "where", "which",
    "while", "will", "with", "within", "without", "would", "y",
];

/// The subject words of a name (`CreateFeePackage`, `fee_packages`) or a sentence.
pub(super) fn of(text: &str) -> BTreeSet<String> {
    words(text).into_iter().filter(|word| !STOP.contains(&word.as_str())).collect()
}

/// The words of a sentence as people wrote them, for the stems that stand for them.
pub(super) fn as_written(text: &str, stems: &[&str]) -> Vec<String> {
    let written =
        text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut found: Vec<String> = Vec::new();
    for word in written.map(str::to_lowercase) {
        if stems.contains(&stem(&word).as_str())
            && !found.iter().any(|known| stem(known) == stem(&word))
        {
            found.push(word);
        }
    }
    found
}

/// All words of a name or sentence in order, stemmed, lower case.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut current = String::new();
    let mut previous: Option<char> = None;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let next_is_lower = letters.peek().is_some_and(|next| next.is_lowercase());
        if starts_word(previous, letter, next_is_lower) {
            push(&mut words, &mut current);
        }
        if letter.is_alphanumeric() {
            current.extend(letter.to_lowercase());
        } else {
            push(&mut words, &mut current);
        }
        previous = Some(letter);
    }
    push(&mut words, &mut current);
    words
}

/// `aB` and the last capital of `ABc` open a word.
fn starts_word(previous: Option<char>, letter: char, next_is_lower: bool) -> bool {
    let Some(previous) = previous else { return false };
    letter.is_uppercase() && (previous.is_lowercase() || (previous.is_uppercase() && next_is_lower))
}

fn push(words: &mut Vec<String>, current: &mut String) {
    let word = stem(current);
    if word.chars().count() > 1 && !word.chars().all(char::is_numeric) {
        words.push(word);
    }
    current.clear();
}

/// A word without plural and the commonest verb endings; `estimate`, `estimating`, `estimated` and
/// `estimation` meet in `estimat`, `reverse` and `reversal` in `revers`.
pub(super) fn stem(word: &str) -> String {
    let singular = singular(word);
    for (ending, least) in [("ing", 7), ("ed", 6), ("ion", 8), ("al", 7), ("e", 5)] {
        if singular.len() >= least
            && let Some(root) = singular.strip_suffix(ending)
        {
            return root.to_owned();
        }
    }
    singular
}

/// The singular of an English noun, lower case kept.
pub(super) fn singular(word: &str) -> String {
    if let Some(root) = word.strip_suffix("ies")
        && word.len() > 4
    {
        return format!("{root}y");
    }
    for ending in ["sses", "shes", "ches", "xes"] {
        if word.ends_with(ending) {
            return word.strip_suffix("es").unwrap_or(word).to_owned();
        }
    }
    match word.strip_suffix('s') {
        Some(root) if word.len() > 3 && !root.ends_with(['s', 'u', 'i']) => root.to_owned(),
        _ => word.to_owned(),
    }
}

/// The plural of an English noun.
pub(super) fn plural(word: &str) -> String {
    if word.ends_with(['s', 'x']) || word.ends_with("ch") || word.ends_with("sh") {
        return format!("{word}es");
    }
    match word.strip_suffix('y') {
        Some(root) if !root.ends_with(['a', 'e', 'o', 'u']) => format!("{root}ies"),
        _ => format!("{word}s"),
    }
}

/// A number with its noun: `1 table`, `2 tables`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {}", plural(noun)) }
}

/// `snake_case` words of a name without stemming (`fee_packages` → `fee_package` when singular).
pub(super) fn entity(name: &str) -> String {
    let mut parts: Vec<&str> = name.split(['_', '-']).filter(|part| !part.is_empty()).collect();
    let last = parts.pop().map(singular).unwrap_or_default();
    parts.push(&last);
    parts.join("_").to_lowercase()
}

/// A `PascalCase` name in `snake_case`: `OutboxStore` → `outbox_store`, `HTTPClient` → `http_client`.
pub(super) fn snake(name: &str) -> String {
    let letters: Vec<char> =
        name.chars().filter(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    let mut snake = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let previous = at.checked_sub(1).and_then(|before| letters.get(before)).copied();
        let next_is_lower = letters.get(at + 1).is_some_and(|next| next.is_lowercase());
        if starts_word(previous, *letter, next_is_lower) {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// A `snake_case` or `kebab-case` name in `PascalCase`.
pub(super) fn pascal(name: &str) -> String {
    let capital = |part: &str| {
        let mut letters = part.chars();
        letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
    };
    name.split(['_', '-']).filter_map(capital).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(words(text), expected, "{text}");
    }

    #[test]
    fn names_and_sentences_give_the_same_words() {
        check("CreateFeePackages", &["creat", "fee", "packag"]);
        check("creation of a fee package", &["creat", "of", "fee", "packag"]);
        check("HTTPServer", &["http", "server"]);
        check("fee_packages/{id}", &["fee", "packag", "id"]);
        check("estimating estimated estimate estimation", &["estimat"; 4]);
        check("reverse reversal", &["revers"; 2]);
        check("v1", &["v1"]);
    }

    #[test]
    fn nouns_turn_both_ways() {
        for (one, many) in
            [("policy", "policies"), ("box", "boxes"), ("fee", "fees"), ("key", "keys")]
        {
            assert_eq!(singular(many), one);
            assert_eq!(plural(one), many);
        }
        assert_eq!(singular("status"), "status");
        assert_eq!(entity("fee_packages"), "fee_package");
        assert_eq!(pascal("fee_package"), "FeePackage");
        assert_eq!(snake("OutboxStore"), "outbox_store");
        assert_eq!(snake("HTTPClient"), "http_client");
    }
}
