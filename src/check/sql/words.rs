//! The words of SQL in small letters: comments are passed over, texts are one empty word, names lose their marks.

use crate::model::{Block, Span};

/// A statement as words; brackets and commas stand by themselves.
pub(super) struct Words {
    pub(super) words: Vec<String>,
    /// Lines of the plan.
    pub(super) span: Span,
}

/// The statements of a block of code.
pub(super) fn statements(block: &Block) -> Vec<Words> {
    // The fence stands in front of the first line.
    let mut reader = Reader { line: block.span.line + 1, ..Reader::default() };
    let mut rest = block.text.as_str();
    while let Some(c) = rest.chars().next() {
        let length = reader.take(c, rest);
        let (taken, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        reader.line += u32::try_from(taken.matches('\n').count()).unwrap_or_default();
        rest = behind;
    }
    reader.end_statement();
    reader.found
}

#[derive(Default)]
struct Reader {
    found: Vec<Words>,
    words: Vec<String>,
    word: String,
    /// Line that is read, and the one on which the statement began.
    line: u32,
    from: u32,
}

impl Reader {
    /// Reads what begins with `c` at the start of `rest`; says how many bytes that is.
    fn take(&mut self, c: char, rest: &str) -> usize {
        match c {
            '-' if rest.starts_with("--") => {
                self.end_word();
                rest.find('\n').unwrap_or(rest.len())
            }
            '/' if rest.starts_with("/*") => {
                self.end_word();
                comment(rest)
            }
            '\'' => {
                self.word.push('\'');
                self.end_word();
                text(rest)
            }
            ';' => {
                self.end_statement();
                1
            }
            '(' | ')' | ',' => {
                self.end_word();
                self.word.push(c);
                self.end_word();
                1
            }
            c if c.is_whitespace() => {
                self.end_word();
                c.len_utf8()
            }
            '"' | '`' | '[' | ']' => 1,
            c => {
                self.word.extend(c.to_lowercase());
                c.len_utf8()
            }
        }
    }

    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        if self.words.is_empty() {
            self.from = self.line;
        }
        self.words.push(std::mem::take(&mut self.word));
    }

    fn end_statement(&mut self) {
        self.end_word();
        if !self.words.is_empty() {
            let span = Span { line: self.from, end_line: self.line };
            self.found.push(Words { words: std::mem::take(&mut self.words), span });
        }
    }
}

/// Bytes of a comment in `/* */`, which may hold others; all of the rest where it is not closed.
fn comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(found) = rest.get(at..).and_then(|rest| rest.find(['/', '*'])) {
        at += found;
        match rest.get(at..at + 2) {
            Some("/*") => (depth, at) = (depth + 1, at + 2),
            Some("*/") => (depth, at) = (depth.saturating_sub(1), at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// Bytes of a text in quotes; `''` is a quote in it. What is not closed ends with its line.
fn text(rest: &str) -> usize {
    let line = rest.find('\n').unwrap_or(rest.len());
    let mut quotes = rest.match_indices('\'').skip(1).map(|(at, _)| at).peekable();
    while let Some(at) = quotes.next() {
        if quotes.next_if_eq(&(at + 1)).is_none() {
            return at + 1;
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let block =
            Block { text: text.into(), span: Span { line: 10, end_line: 99 }, ..Block::default() };
        let found: Vec<String> = statements(&block)
            .iter()
            .map(|one| format!("{}-{} {}", one.span.line, one.span.end_line, one.words.join(" ")))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn statements_are_told_apart() {
        check(
            "-- first\nCREATE TABLE a (\n  id uuid\n);\nDROP TABLE b; TRUNCATE c;\n\n",
            &["12-14 create table a ( id uuid )", "15-15 drop table b", "15-15 truncate c"],
        );
        check("DROP TABLE b", &["11-11 drop table b"]);
    }

    #[test]
    fn comments_and_texts_are_no_words() {
        check("/* DROP TABLE a; /* b; */\n c; */ SELECT 1; -- ; DROP", &["12-12 select 1"]);
        check("/* open ; DROP", &[]);
        check(
            "COMMENT ON TABLE a IS 'DROP; it''s -- gone';\nSELECT ''",
            &["11-11 comment on table a is '", "12-12 select '"],
        );
        check("SELECT 'open ; \nDROP TABLE a", &["11-12 select ' drop table a"]);
        check("SELECT 1/2*3", &["11-11 select 1/2*3"]);
    }

    #[test]
    fn names_lose_their_marks() {
        check("DROP TABLE \"Public\".\"Fee\", `x`.[y];", &["11-11 drop table public.fee , x.y"]);
    }
}
