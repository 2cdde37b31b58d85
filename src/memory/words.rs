//! A command line as its words. No shell is asked: quotes and backslashes mean what they mean in one, and nothing else
//! does.

use crate::error::{Error, Result};

/// The words of a command.
///
/// # Errors
/// When a quote does not end.
pub(super) fn split(command: &str) -> Result<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut letters = command.chars();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some(open), letter) if open == letter => quote = None,
            (None, '\'' | '"') => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (None | Some('"'), '\\') => {
                word.get_or_insert_default().extend(letters.next());
            }
            (None, letter) if letter.is_whitespace() => words.extend(word.take()),
            (_, letter) => word.get_or_insert_default().push(letter),
        }
    }
    if quote.is_some() {
        return Err(Error::input("the command of the memory server has a quote that does not end")
            .hint("quote a whole word: 'a b' or \"a b\""));
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_split_as_in_a_shell() {
        #[track_caller]
        fn check(command: &str, expected: &[&str]) {
            assert_eq!(split(command).unwrap(), expected);
        }
        check("  node server.js  --port 1 ", &["node", "server.js", "--port", "1"]);
        check("'a b' \"c 'd'\" e\\ f ''", &["a b", "c 'd'", "e f", ""]);
        check("$HOME *.x", &["$HOME", "*.x"]);
        check("", &[]);
        assert!(split("a 'b").is_err());
    }
}
