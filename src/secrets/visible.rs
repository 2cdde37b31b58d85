//! Characters that act instead of being read: control characters, escape sequences, changes of direction, tags.

use std::{borrow::Cow, fmt::Write as _};

/// The text with every character that acts on a terminal or hides text written out (`\u{1b}`). Line ends and tabs
/// stay; so does a carriage return in front of a line end.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(may_act) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let ends_line = letter == '\r' && letters.peek() == Some(&'\n');
        if acts(letter) && !ends_line {
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(letter));
        } else {
            shown.push(letter);
        }
    }
    Cow::Owned(shown)
}

/// Whether a byte may begin a character that acts: the letters of most texts do not.
fn may_act(byte: u8) -> bool {
    (byte < 0x20 && !matches!(byte, b'\n' | b'\t'))
        || matches!(byte, 0x7f | 0xc2 | 0xe2 | 0xef | 0xf3)
}

/// Whether a character does something instead of being read.
pub(super) fn acts(letter: char) -> bool {
    (letter.is_control() && !matches!(letter, '\n' | '\t')) || is_hidden(letter)
}

/// Changes of direction and the invisible copies of ASCII.
pub(super) fn is_hidden(letter: char) -> bool {
    matches!(u32::from(letter), 0x202a..=0x202e | 0x2066..=0x2069 | 0xe0000..=0xe007f | 0x200e | 0x200f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(visible(text), expected);
    }

    #[test]
    fn what_acts_is_written_out() {
        check("a\u{1b}[31mb\u{7}", "a\\u{1b}[31mb\\u{7}");
        check("a\u{202e}b\u{e0041}\u{9b}", "a\\u{202e}b\\u{e0041}\\u{9b}");
        check("a\rb\r\n\tc", "a\\u{d}b\r\n\tc");
    }

    #[test]
    fn what_is_read_stays() {
        check("é € 你好 — “x” 🙂\n", "é € 你好 — “x” 🙂\n");
    }
}
