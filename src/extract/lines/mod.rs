//! Lines by kind, and markers in comments.
//!
//! A scanner that knows comments and strings, not grammars: it also works where a file does not parse.

mod marker;
mod scan;

pub(super) use self::marker::find as markers;
use self::scan::{Part, Scanner};
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
    for line in text.lines() {
        let mut code = false;
        scanner.line(line, |part| {
            code |= matches!(part, Part::Code(text) if !text.trim_start().is_empty());
        });
        if line.trim().is_empty() && !scanner.in_string() {
            count.blank += 1;
        } else if code || scanner.in_string() {
            count.code += 1;
        } else {
            count.comment += 1;
        }
    }
    count
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
