//! Words of names, paths and sentences in a common form, so that a task can be matched with code.

/// Words that tell nothing about where in the code something is: of the language, and of those who describe
/// changes.
const STOP: &[&str] = &[
    "a",
    "about",
    "add",
    "after",
    "all",
    "allow",
    "also",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "avoid",
    "be",
    "because",
    "before",
    "but",
    "by",
    "can",
    "change",
    "chore",
    "correct",
    "do",
    "does",
    "don",
    "each",
    "ensure",
    "feat",
    "feature",
    "fix",
    "for",
    "from",
    "has",
    "have",
    "if",
    "implement",
    "improve",
    "in",
    "instead",
    "into",
    "introduce",
    "is",
    "it",
    "its",
    "make",
    "more",
    "must",
    "need",
    "new",
    "no",
    "not",
    "of",
    "on",
    "only",
    "or",
    "other",
    "our",
    "out",
    "over",
    "refactor",
    "remove",
    "rename",
    "replace",
    "shall",
    "should",
    "so",
    "some",
    "style",
    "support",
    "that",
    "the",
    "their",
    "then",
    "there",
    "they",
    "this",
    "to",
    "unnecessary",
    "update",
    "upgrade",
    "us",
    "use",
    "using",
    "was",
    "we",
    "when",
    "where",
    "which",
    "while",
    "will",
    "with",
    "without",
];

/// The words of a text in order, stemmed; `CreateFeePackage`, `create_fee_package` and `create fee packages` are
/// the same three.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    each(text, &mut |word| found.push(word.to_owned()));
    found
}

/// Hands over every word of a text, stemmed, without keeping them.
pub(super) fn each(text: &str, take: &mut dyn FnMut(&str)) {
    let mut word = String::new();
    let mut before: Option<char> = None;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let next_is_lower = letters.peek().is_some_and(|next| next.is_lowercase());
        if starts_word(before, letter, next_is_lower) || !letter.is_alphanumeric() {
            finish(&mut word, take);
        }
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        }
        before = Some(letter);
    }
    finish(&mut word, take);
}

/// `aB`, the last capital of `ABc`, and a step between letters and digits begin a word.
fn starts_word(before: Option<char>, letter: char, next_is_lower: bool) -> bool {
    let Some(before) = before else { return false };
    let camel = letter.is_uppercase() && (before.is_lowercase() || next_is_lower);
    camel || before.is_numeric() != letter.is_numeric() && before.is_alphanumeric()
}

fn finish(word: &mut String, take: &mut dyn FnMut(&str)) {
    if word.len() > 1 {
        take(stem(word));
    }
    word.clear();
}

/// Whether a word may lead somewhere.
pub(super) fn tells(word: &str) -> bool {
    let is_stop = STOP.iter().any(|stop| *stop == word || stem(stop) == word);
    !is_stop && word.chars().any(char::is_alphabetic)
}

/// A word without the endings of number and tense; deliberately light.
fn stem(word: &str) -> &str {
    let endings: [(&str, usize); 7] =
        [("ations", 9), ("ation", 8), ("ing", 6), ("ers", 6), ("ies", 6), ("ed", 5), ("es", 5)];
    let without = |&(ending, least): &(&str, usize)| {
        word.strip_suffix(ending).filter(|_| word.len() >= least)
    };
    let cut = endings.iter().find_map(without).or_else(|| plural(word)).unwrap_or(word);
    // `cache` and `caching` meet at `cach`, `query` and `queries` at `quer`.
    cut.strip_suffix(['e', 'y']).filter(|rest| rest.len() >= 3).unwrap_or(cut)
}

fn plural(word: &str) -> Option<&str> {
    word.strip_suffix('s').filter(|rest| rest.len() >= 3 && !rest.ends_with(['s', 'u', 'i']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(words(text), expected, "{text}");
    }

    #[test]
    fn names_and_sentences_have_the_same_words() {
        check("CreateFeePackage", &["creat", "fee", "packag"]);
        check("create_fee_packages", &["creat", "fee", "packag"]);
        check("HTTPServer2x", &["http", "server"]);
        check("src/sync/rwlock.rs", &["src", "sync", "rwlock", "rs"]);
        check("status class bus", &["status", "class", "bus"]);
        check("file files query queries", &["fil", "fil", "quer", "quer"]);
        check("caching the cache, cached", &["cach", "the", "cach", "cach"]);
    }

    #[test]
    fn words_of_change_tell_nothing() {
        assert!(!tells("fix") && !tells("remov") && !tells("the") && !tells("42"));
        assert!(tells("fee") && tells("rwlock"));
    }
}
