//! An expression as its author wrote it. The parser prints expressions its own way (`'{}'::JSONB`); this
//! finds the same characters in the statement, blanks and case aside.

use super::lex::is_word;

/// The text of `statement` that reads as `printed`, blanks squeezed; `printed` itself when it is not there.
pub(super) fn as_written(statement: &str, printed: &str) -> String {
    let starts = statement.char_indices().filter(|(at, char)| {
        let before = statement.get(..*at).unwrap_or_default();
        !is_word(*char) || !before.ends_with(is_word)
    });
    let found = starts
        .filter_map(|(at, _)| statement.get(at..))
        .find_map(|rest| rest.get(..matching(rest, printed)?));
    found.map_or_else(|| printed.to_owned(), squeeze)
}

/// Bytes of `rest` that read as `printed`.
fn matching(rest: &str, printed: &str) -> Option<usize> {
    let mut wanted = printed.chars().filter(|char| !char.is_whitespace()).peekable();
    for (at, char) in rest.char_indices() {
        if wanted.peek().is_none() {
            return Some(at);
        }
        if !char.is_whitespace() && !wanted.next()?.to_lowercase().eq(char.to_lowercase()) {
            return None;
        }
        if at == 0 && char.is_whitespace() {
            return None;
        }
    }
    wanted.peek().is_none().then_some(rest.len())
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::as_written;

    #[track_caller]
    fn check(statement: &str, printed: &str, expected: &str) {
        assert_eq!(as_written(statement, printed), expected);
    }

    #[test]
    fn finds_the_words_of_the_author() {
        check("a JSONB DEFAULT '{}'::jsonb,", "'{}'::JSONB", "'{}'::jsonb");
        check("a INT DEFAULT (1+\n 2)", "(1 + 2)", "(1+ 2)");
        check("xnow() DEFAULT NOW()", "now()", "NOW()");
        check("a", "b + 1", "b + 1");
    }
}
