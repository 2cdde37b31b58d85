//! Bytes to text: UTF-8 as a rule, what an attribute or a byte-order mark says, else a careful guess.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::secrets;

/// The text of a file and what is doubtful about it; `None` for binary content.
///
/// `encoding` is what an attribute says. Line numbers are those of the bytes in any case.
pub fn decode<'a>(
    bytes: &'a [u8],
    encoding: Option<&str>,
) -> Option<(Cow<'a, str>, Option<&'static str>)> {
    let encoding = encoding.and_then(named).or_else(|| marked(bytes));
    if let Some(encoding) = encoding.filter(|encoding| *encoding != UTF_8) {
        let (text, wrong) = encoding.decode_with_bom_removal(bytes);
        return Some((text, wrong.then_some(WRONG_LABEL)));
    }
    let head = bytes.get(..bytes.len().min(8000)).unwrap_or(bytes);
    if head.contains(&0) {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some((Cow::Borrowed(text), None)),
        Err(_) if is_mixed(bytes) => Some((String::from_utf8_lossy(bytes), Some(REPLACED))),
        Err(_) => Some((WINDOWS_1252.decode_without_bom_handling(bytes).0, Some(LATIN))),
    }
}

/// The text of a file without its secrets; `None` for binary content.
pub fn text(bytes: &[u8], encoding: Option<&str>) -> Option<String> {
    let (text, _) = decode(bytes, encoding)?;
    Some(secrets::redact(&text).into_owned())
}

const WRONG_LABEL: &str =
    "not in the encoding that its attribute or its mark names; names may be incomplete";
const REPLACED: &str = "not UTF-8; read with replacement characters, names may be incomplete";
const LATIN: &str = "not UTF-8; read as Windows-1252, which ISO 8859-1 is a part of";

/// The encoding that an attribute names; `None` for a name that nobody knows.
fn named(label: &str) -> Option<&'static Encoding> {
    // Git has names of its own for UTF-16 with a mark in front.
    let label = label.trim_end_matches("-BOM").trim_end_matches("-bom");
    Encoding::for_label(label.as_bytes())
}

/// The encoding that a byte-order mark of UTF-16 tells.
fn marked(bytes: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_bom(bytes).map(|(encoding, _)| encoding).filter(|encoding| *encoding != UTF_8)
}

/// Whether some character of more than one byte is right: then the text is UTF-8 with a fault in it, and
/// not in an encoding of one byte each.
fn is_mixed(bytes: &[u8]) -> bool {
    bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
}

/// Whether a line of `text` begins with `word`.
pub(super) fn begins_a_line(text: &str, word: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some()
        && text.lines().any(|line| line.trim_start().starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], encoding: Option<&str>, expected: Option<(&str, Option<&str>)>) {
        let found = decode(bytes, encoding);
        assert_eq!(found.as_ref().map(|(text, doubt)| (&**text, *doubt)), expected);
    }

    #[test]
    fn utf_8_is_the_rule() {
        check(b"a\n", None, Some(("a\n", None)));
        check("\u{feff}\u{e9}".as_bytes(), None, Some(("\u{feff}\u{e9}", None)));
        check(b"a\0b", None, None);
        check("\u{e9}".as_bytes(), Some("UTF-8"), Some(("\u{e9}", None)));
    }

    #[test]
    fn a_mark_tells_utf_16() {
        check(b"\xff\xfea\0\n\0", None, Some(("a\n", None)));
        check(b"\xfe\xff\0a\0\n", None, Some(("a\n", None)));
        check(b"\xff\xfea\0\n", None, Some(("a\u{fffd}", Some(WRONG_LABEL))));
    }

    #[test]
    fn an_attribute_tells_the_encoding() {
        check(b"caf\xe9", Some("ISO-8859-1"), Some(("caf\u{e9}", None)));
        check(b"a\0", Some("UTF-16LE"), Some(("a", None)));
        check(b"\xff\xfea\0", Some("UTF-16LE-BOM"), Some(("a", None)));
        check(b"a", Some("no-such-encoding"), Some(("a", None)));
    }

    #[test]
    fn one_byte_encodings_are_guessed() {
        check(b"caf\xe9 \x80", None, Some(("caf\u{e9} \u{20ac}", Some(LATIN))));
        check(b"\xc3\xa9 \xe9", None, Some(("\u{e9} \u{fffd}", Some(REPLACED))));
    }
}
