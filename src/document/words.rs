//! Comparing words of documents without regard to case, accents and punctuation. Knows no document.

/// `text` in lower case, accents of Latin letters removed; every other character stays.
pub(crate) fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(without_accent).collect()
}

/// `text` folded, every run of characters other than letters and digits replaced by one blank, with
/// a blank at either end, so that ` word ` finds whole words only.
pub(crate) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len() + 2);
    key.push(' ');
    for c in fold(text).chars() {
        if c.is_alphanumeric() {
            key.push(c);
        } else if c != '\'' && !key.ends_with(' ') {
            key.push(' ');
        }
    }
    if !key.ends_with(' ') {
        key.push(' ');
    }
    key
}

/// Whether `key` (from [`key`]) holds `phrase` (folded words) as whole words.
pub(crate) fn has(key: &str, phrase: &str) -> bool {
    key.match_indices(phrase).any(|(at, found)| {
        let before = key.get(..at).is_some_and(|text| text.ends_with(' '));
        let after = key.get(at + found.len()..).is_some_and(|text| text.starts_with(' '));
        before && after
    })
}

/// Whether `key` holds one of `phrases` as whole words.
pub(crate) fn has_any(key: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| has(key, phrase))
}

/// Whether `key` is `phrase` and nothing else.
pub(crate) fn is(key: &str, phrase: &str) -> bool {
    key.trim() == phrase
}

/// `text` up to the first of `ends`, trimmed, and the rest behind that end, trimmed.
pub(crate) fn split_at_first<'a>(text: &'a str, ends: &[&str]) -> Option<(&'a str, &'a str)> {
    let (at, length) =
        ends.iter().filter_map(|end| text.find(end).map(|at| (at, end.len()))).min()?;
    Some((text.get(..at)?.trim(), text.get(at + length..)?.trim()))
}

/// Forms of one word: `reverse` and `reversal`, `package` and `packages`.
pub(crate) fn alike(one: &str, other: &str) -> bool {
    if one.trim_end_matches('s') == other.trim_end_matches('s') {
        return true;
    }
    let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let rest = one.chars().count().max(other.chars().count()) - shared;
    shared >= 4 && rest <= 2
}

/// The sentences of a text; an end is a mark with a blank and a capital letter or a number behind it.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut rest = text;
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(|text| text.find(['.', '!', '?'])) {
        let end = from + at + 1;
        let (sentence, behind) = rest.split_at(end);
        let next = behind.trim_start();
        let opens = next.starts_with(|c: char| !c.is_alphabetic() || c.is_uppercase());
        if behind.starts_with(char::is_whitespace) && opens && !is_abbreviated(sentence) {
            sentences.push(sentence.trim());
            (rest, from) = (next, 0);
        } else {
            from = end;
        }
    }
    sentences.push(rest.trim());
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

fn is_abbreviated(sentence: &str) -> bool {
    const SHORT: &[&str] = &["e.g.", "i.e.", "vs.", "approx.", "ca.", "no.", "dr.", "p.ex.", "ex."];
    let last = sentence.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    SHORT.contains(&last.trim_start_matches('('))
}

fn without_accent(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        '’' | '‘' => '\'',
        '\u{a0}' | '\u{202f}' => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole() {
        assert_eq!(key("Non-Functional **Requirements**:"), " non functional requirements ");
        assert_eq!(key("Critérios de Aceitação"), " criterios de aceitacao ");
        assert!(has(&key("Key features"), "features"));
        assert!(!has(&key("Featureless"), "feature"));
        assert!(!has(&key("don't"), "don"));
        assert!(alike("reverse", "reversal") && alike("fee", "fees") && !alike("pay", "payer"));
        assert_eq!(
            sentences("It is 1.5 s, e.g. Fast. And so? Yes. 3 more"),
            ["It is 1.5 s, e.g. Fast.", "And so?", "Yes.", "3 more"]
        );
        assert_eq!(split_at_first("a — b: c", &[":", "—"]), Some(("a", "b: c")));
    }
}
