//! Whether what a needle hit in a text can be the node that a pattern asks about: a whole word, one that fits
//! an expression, the name of a method that is called with enough arguments.
//!
//! Everything is read from the bytes around the hit; where they leave a doubt, the hit counts.

use std::sync::OnceLock;

use aho_corasick::Match;
use regex::Regex;

/// What is asked of a hit.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Asked {
    /// No letter goes on before or behind it.
    pub(super) whole: bool,
    /// The expression that the word around it fits.
    pub(super) word: Option<String>,
    /// The word stands behind a dot and before arguments.
    pub(super) called: bool,
    /// So many arguments at least.
    pub(super) arguments: usize,
}

/// The same, ready to be asked.
#[derive(Debug)]
pub(super) struct Check {
    asked: Asked,
    /// Compiled when it is first asked for.
    expression: OnceLock<Option<Regex>>,
}

impl Check {
    pub(super) fn new(asked: Asked) -> Self {
        Self { asked, expression: OnceLock::new() }
    }

    /// Whether a hit counts.
    pub(super) fn fits(&self, text: &str, found: &Match) -> bool {
        let bytes = text.as_bytes();
        if self.asked.whole && !is_whole_word(bytes, found) {
            return false;
        }
        let (start, end) = word_around(bytes, found.start(), found.end());
        if self.asked.called && !is_called(bytes, start, end, self.asked.arguments) {
            return false;
        }
        self.fits_expression(text, start, end)
    }

    fn fits_expression(&self, text: &str, start: usize, end: usize) -> bool {
        let Some(written) = &self.asked.word else { return true };
        let expression = self.expression.get_or_init(|| Regex::new(written).ok());
        // The word of `r#type` begins at the `r` as well as behind the sign.
        let raw = text.get(..start).is_some_and(|before| before.ends_with('#'));
        let word = text.get(start..end);
        let pair = expression.as_ref().zip(word).filter(|_| !raw);
        pair.is_none_or(|(expression, word)| expression.is_match(word))
    }
}

fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

/// Whether no letter or digit of the text goes on before or behind the letters of the match: a node of a
/// tree is never a part of a word.
fn is_whole_word(text: &[u8], found: &Match) -> bool {
    let is_part =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let at = |place: Option<usize>| place.and_then(|place| text.get(place));
    let (start, end) = (found.start(), found.end());
    let first = is_part(at(Some(start))) && is_part(at(start.checked_sub(1)));
    let last = is_part(at(end.checked_sub(1))) && is_part(at(Some(end)));
    !first && !last
}

/// The word that some bytes stand in.
fn word_around(text: &[u8], start: usize, end: usize) -> (usize, usize) {
    let before = text.get(..start).unwrap_or_default().iter().rev();
    let behind = text.get(end..).unwrap_or_default().iter();
    let before = before.take_while(|byte| is_part(**byte)).count();
    (start - before, end + behind.take_while(|byte| is_part(**byte)).count())
}

/// Whether a word may be the name of a method in a call with so many arguments.
fn is_called(text: &[u8], start: usize, end: usize, arguments: usize) -> bool {
    let before = text.get(..start).unwrap_or_default().trim_ascii_end();
    // What ends in front of it may be a comment.
    let crossed = text.get(before.len()..start).is_some_and(|blanks| blanks.contains(&b'\n'));
    if !crossed && !before.ends_with(b".") && !before.ends_with(b"*/") {
        return false;
    }
    let behind = text.get(end..).unwrap_or_default().trim_ascii_start();
    match behind.first() {
        Some(b'(') => arguments < 2 || has_arguments(behind, arguments),
        // Arguments of types, a comment.
        Some(b'[' | b'/') => true,
        _ => false,
    }
}

/// Whether a list in parentheses may hold so many items: a comma stands behind each but the last.
fn has_arguments(list: &[u8], least: usize) -> bool {
    let (mut depth, mut commas) = (0_usize, 0_usize);
    let mut rest = list;
    while let Some((byte, behind)) = rest.split_first() {
        rest = behind;
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 1 => commas += 1,
            // What may be a comment is not looked into.
            b'/' => return true,
            b'"' | b'`' | b'\'' => {
                let Some(behind) = behind_text(behind, *byte) else { return true };
                rest = behind;
            }
            _ => {}
        }
        if commas + 1 >= least {
            return true;
        }
        if depth == 0 {
            return false;
        }
    }
    true
}

/// What stands behind the quote that ends a text.
fn behind_text(mut text: &[u8], quote: u8) -> Option<&[u8]> {
    loop {
        let at = memchr::memchr2(quote, b'\\', text)?;
        if text.get(at) == Some(&quote) {
            return text.get(at + 1..);
        }
        text = text.get(at + if quote == b'`' { 1 } else { 2 }..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(asked: &Asked, text: &str, expected: bool) {
        let start = text.find("Get").unwrap();
        let found = Match::must(0, start..start + 3);
        assert_eq!(Check::new(asked.clone()).fits(text, &found), expected, "{asked:?} in {text}");
    }

    #[test]
    fn words_are_whole_or_fit_an_expression() {
        let whole = Asked { whole: true, ..Asked::default() };
        check(&whole, "a.Get(b)", true);
        check(&whole, "a.Getter(b)", false);
        let word = Asked { word: Some("^(Get|Set)[A-Z]".into()), ..Asked::default() };
        check(&word, "GetEnv()", true);
        check(&word, "Getenv()", false);
        check(&word, "forGetEnv()", false);
        check(&word, "r#forGetEnv", true);
        check(&word, "éGetEnv()", false);
    }

    #[test]
    fn methods_stand_behind_a_dot_and_are_called() {
        let called = Asked { called: true, ..Asked::default() };
        check(&called, "a.Get(b)", true);
        check(&called, "a. Get [int](b)", true);
        check(&called, "a. // b\n Get(b)", true);
        check(&called, "a./* b */Get/* c */(b)", true);
        check(&called, "Get(b)", false);
        check(&called, "a.Get, b", false);
        check(&called, "// Get(b)", false);
    }

    #[test]
    fn calls_have_arguments() {
        let two = Asked { called: true, arguments: 2, ..Asked::default() };
        check(&two, "a.Get(b)", false);
        check(&two, "a.Get(b(c, d))", false);
        check(&two, "a.Get(\"b\")", false);
        check(&two, "a.Get( \"b\" )", false);
        check(&two, "a.Get(b, c)", true);
        check(&two, "a.Get(\"b\", c)", true);
        check(&two, "a.Get(\"b,\\\",\")", false);
        check(&two, "a.Get(`b,\\`)", false);
        check(&two, "a.Get(b(\"(\", d), c)", true);
        check(&two, "a.Get(b(\")\", d))", false);
        check(&two, "a.Get(b /* , c */)", true);
        check(&two, "a.Get(\nb,\nc,\n)", true);
        check(&two, "a.Get(b", true);
    }
}
