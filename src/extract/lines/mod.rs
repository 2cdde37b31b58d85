//! Lines by kind, and markers in comments.
//!
//! A scanner that knows comments and strings, not grammars: it also works where a file does not parse.

mod marker;
mod scan;

use std::ops::Range;

pub(super) use self::marker::find as markers;
use self::scan::{Part, Scanner, Signs};
use crate::{
    language::{self, Comments},
    model::LineCount,
};

const NO_COMMENTS: Comments = Comments { line: &[], block: None, nested: false };

/// Physical lines by kind. A line with code and a comment is code; blank lines are blank everywhere, also
/// in comments; lines of a string are code.
pub(super) fn count(text: &str, language: &str) -> LineCount {
    let mut count = LineCount::default();
    let mut scanner = Scanner::new(language, comments(language));
    let mut signs = Signs::new(&scanner, text);
    for (range, line) in lines(text) {
        let open = signs.are_in(&range) || scanner.may_end_open(line);
        let plain = scanner.is_between() && !open;
        let first = line.bytes().find(|byte| !byte.is_ascii_whitespace());
        let blank = first.is_none_or(|byte| !byte.is_ascii_graphic() && line.trim().is_empty());
        // Of most lines their first letter says that they are code.
        let code = match first {
            Some(byte) if plain && byte.is_ascii_graphic() && !scanner.stops_at(byte) => true,
            _ if plain => !scanner.is_comment(line),
            _ => has_code(&mut scanner, line),
        };
        if blank && !scanner.in_string() {
            count.blank += 1;
        } else if code || scanner.in_string() {
            count.code += 1;
        } else {
            count.comment += 1;
        }
    }
    count
}

/// Whether more than comments stands in the next line.
fn has_code(scanner: &mut Scanner, line: &str) -> bool {
    let mut code = false;
    scanner.line(line, |part| {
        code |= matches!(part, Part::Code(text) if !text.trim_start().is_empty());
    });
    code
}

/// The lines of a text without what ends them, as the standard library divides it, and their bytes.
fn lines(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    let last = (!text.is_empty() && !text.ends_with('\n')).then_some(text.len());
    ends.chain(last).scan(0, |start, end| {
        let range = std::mem::replace(start, end)..end;
        let line = text.get(range.clone()).unwrap_or_default();
        let ended = line.strip_suffix('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
        Some((range, ended.unwrap_or(line)))
    })
}

/// Numbers of lines, asked for in the order of the source.
pub(super) struct Lines<'a> {
    text: &'a [u8],
    byte: usize,
    line: u32,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text: text.as_bytes(), byte: 0, line: 1 }
    }

    /// The 1-based line of a byte.
    pub(super) fn at(&mut self, byte: usize) -> u32 {
        let between = self.text.get(self.byte..byte).unwrap_or_default();
        let ends = memchr::memchr_iter(b'\n', between).count();
        self.line = self.line.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
        self.byte = self.byte.max(byte);
        self.line
    }
}

fn comments(language: &str) -> Comments {
    language::by_id(language).map_or(NO_COMMENTS, |row| row.comments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: &str, text: &str, expected: (u32, u32, u32)) {
        let found = count(text, language);
        assert_eq!((found.code, found.comment, found.blank), expected, "{text}");
    }

    #[test]
    fn go() {
        check("go", "a\n\n// b\nc // d\n", (2, 1, 1));
        check("go", "/* a\n\nb */\nc /* d */ e\n/* f */ // g", (1, 3, 1));
        check("go", "x := \"// no\"\ny := `/* no\n\n// no`\n// yes", (4, 1, 0));
        check("go", "x := '\"' // yes\n// yes\n", (1, 1, 0));
        check("go", "x := \"a\\\\\" // y\nx := \"\\\"/*\"\n", (2, 0, 0));
        check("go", "/* /* */\nx\n", (1, 1, 0));
        check("go", "", (0, 0, 0));
        check("go", "a\r\n\r\n// b\r\n", (1, 1, 1));
    }

    /// The same without looking for signs first.
    fn count_by_parts(text: &str, language: &str) -> LineCount {
        let mut scanner = Scanner::new(language, comments(language));
        let mut count = LineCount::default();
        for line in text.lines() {
            let code = has_code(&mut scanner, line) || scanner.in_string();
            match (line.trim().is_empty() && !scanner.in_string(), code) {
                (true, _) => count.blank += 1,
                (_, true) => count.code += 1,
                _ => count.comment += 1,
            }
        }
        count
    }

    #[test]
    fn every_line_is_what_its_parts_say() {
        let pieces = [
            "a", " ", "\n", "\r\n", "//", "/*", "*/", "\"", "'", "`", "#", "--", "\\", "r#\"",
            "\"#", "\u{e9}", "\u{a0}", "\u{1c}", "\u{b}", "--[[", "]]", "TODO",
        ];
        let mut state = 7_usize;
        for language in language::LANGUAGES {
            for _ in 0..2000 {
                let mut text = String::new();
                for _ in 0..12 {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    text.push_str(pieces[(state >> 33) % pieces.len()]);
                }
                let expected = count_by_parts(&text, language.id);
                assert_eq!(count(&text, language.id), expected, "{} {text:?}", language.id);
            }
        }
    }

    #[test]
    fn rust() {
        check("rust", "/* /* */\n*/ x\n", (1, 1, 0));
        check(
            "rust",
            "let a = r#\"/* \" // \"#; // b\nfn f<'a>(x: &'a u8) {} // c\n// d",
            (2, 1, 0),
        );
        check("rust", "let c = '\"'; // d\nlet s = \"a\n// b\n\";\n/// doc", (4, 1, 0));
        check("rust", "let c = b'\\''; // d\n//! e", (1, 1, 0));
    }

    #[test]
    fn other_languages() {
        check("sql", "-- a\nSELECT '--' /* b */;\n/* /* c */\n*/\n", (1, 3, 0));
        check("yaml", "# a\nb: 'it''s' # c\n\nd: don't\n# e", (2, 2, 1));
        check("markdown", "a # b\n<!-- c\nd -->\n", (1, 2, 0));
        check("json", "{\n\"a\": \"//\"\n}", (3, 0, 0));
        check("", "a\n\nb", (2, 0, 1));
        check("python", "# a\nx = 1\n", (1, 1, 0));
    }
}
