//! TODO, FIXME, HACK and XXX in comments.

use std::borrow::Cow;

use super::{Part, Scanner, Signs, comments, lines};
use crate::{extract::Input, model::Marker};

const WORDS: [&str; 4] = ["TODO", "FIXME", "HACK", "XXX"];

/// The markers of a file. Prose has none: a Markdown comment is a note, not a debt of the code.
pub(in crate::extract) fn find(input: &Input<'_>) -> Vec<Marker> {
    let language = &*input.source.language;
    let comments = comments(language);
    if language == "markdown" || (comments.line.is_empty() && comments.block.is_none()) {
        return Vec::new();
    }
    let mut words = Signs::of(&WORDS, input.text);
    if words.are_none() {
        return Vec::new();
    }
    let mut scanner = Scanner::new(language, comments);
    let mut signs = Signs::new(&scanner, input.text);
    let mut found = Vec::new();
    for (line, (range, text)) in (1_u32..).zip(lines(input.text)) {
        let opens = signs.are_in(&range) || scanner.may_end_open(text);
        let open = opens || !scanner.is_between();
        if !words.are_in(&range) && !open {
            continue;
        }
        scanner.line(text, |part| {
            let Part::Comment(comment) = part else { return };
            found.extend(first(comment).map(|(word, rest)| Marker {
                at: input.source.evidence(rule(language), line, line),
                word: Cow::Borrowed(word),
                text: rest.to_owned(),
            }));
        });
    }
    found
}

fn rule(language: &str) -> String {
    format!("{language}.marker")
}

/// The first marker of a comment line and the text behind it.
fn first(comment: &str) -> Option<(&'static str, &str)> {
    let found = WORDS.iter().filter_map(|word| whole(comment, word).map(|at| (at, *word)));
    let (at, word) = found.min()?;
    let rest = comment.get(at + word.len()..)?;
    Some((word, rest.trim_start_matches([':', ' ', '\t']).trim_end()))
}

/// Position of `word` where it is not a part of a longer word.
fn whole(text: &str, word: &str) -> Option<usize> {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
    let found = text.match_indices(word).find(|(at, _)| {
        let before = text.get(..*at).unwrap_or_default();
        let after = text.get(at + word.len()..).unwrap_or_default();
        !before.ends_with(part_of_word) && !after.starts_with(part_of_word)
    });
    found.map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use crate::{extract::file, language::Registry};

    #[track_caller]
    fn check(path: &str, text: &str, expected: &[(u32, &str, &str)]) {
        let registry = Registry::new(&[]).unwrap();
        let facts = file(&registry, &path.into(), text.as_bytes(), false);
        let found: Vec<_> =
            facts.markers.iter().map(|one| (one.at.line, &*one.word, &*one.text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn markers_are_whole_words_in_comments() {
        check("a.go", "package a // TODO: one", &[(1, "TODO", "one")]);
        check("a.go", "/*\n FIXME(x) two */ var y = \"TODO no\"", &[(2, "FIXME", "(x) two")]);
        check("a.go", "// TODOS and MYTODO and XXXL", &[]);
        check("a.go", "var TODO = 1", &[]);
        check("a.go", "// see HACK and XXX", &[(1, "HACK", "and XXX")]);
        check("a.rs", "let a = \"// TODO\"; /// XXX", &[(1, "XXX", "")]);
        check("a.md", "<!-- TODO x -->", &[]);
        check("a.sql", "-- todo\n-- TODO b", &[(2, "TODO", "b")]);
        check("a.yaml", "a: b # TODO c", &[(1, "TODO", "c")]);
        check("a.json", "{\"a\": \"TODO\"}", &[]);
    }
}
