//! SQL text to lexemes, of any dialect and however broken. Not a tokenizer for parsing: it only knows
//! where quotes and comments end, so that one statement that no parser reads costs nothing but itself.

/// A run of text of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lexeme<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    /// Byte offset in the whole text.
    pub(super) offset: usize,
    /// 1-based line of the first byte.
    pub(super) line: u32,
    /// Whether only blanks stand before it on its line.
    pub(super) line_start: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Space,
    LineComment,
    BlockComment,
    /// A string, a quoted name or a dollar-quoted body.
    Quoted,
    Word,
    /// One character of anything else.
    Mark,
}

/// What differs between dialects about quotes and comments.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Quoting {
    /// A backslash in a string hides the next character; `#` opens a comment (`MySQL`).
    pub(super) backslash: bool,
}

/// The lexemes of a text; their texts put together are the whole text.
pub(super) fn lexemes(text: &str, quoting: Quoting) -> Lexemes<'_> {
    Lexemes { text, quoting, offset: 0, line: 1, line_start: true }
}

#[derive(Clone, Debug)]
pub(super) struct Lexemes<'a> {
    text: &'a str,
    quoting: Quoting,
    offset: usize,
    line: u32,
    line_start: bool,
}

impl<'a> Lexemes<'a> {
    /// What is left, the next lexeme included.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.offset..).unwrap_or_default()
    }

    /// Steps over `length` bytes without looking at them.
    pub(super) fn pass(&mut self, length: usize) {
        let skipped = self.rest().get(..length).unwrap_or_default();
        self.line += newlines(skipped);
        self.line_start = skipped.ends_with('\n');
        self.offset += skipped.len();
    }
}

impl<'a> Iterator for Lexemes<'a> {
    type Item = Lexeme<'a>;

    fn next(&mut self) -> Option<Lexeme<'a>> {
        let rest = self.rest();
        let (kind, length) = head(rest, self.quoting)?;
        let text = rest.get(..length)?;
        let (offset, line, line_start) = (self.offset, self.line, self.line_start);
        self.offset += length;
        self.line += newlines(text);
        self.line_start = match kind {
            Kind::Space => line_start || text.contains('\n'),
            _ => text.ends_with('\n'),
        };
        Some(Lexeme { kind, text, offset, line, line_start })
    }
}

fn newlines(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// Kind and length of the lexeme that `rest` starts with.
fn head(rest: &str, quoting: Quoting) -> Option<(Kind, usize)> {
    let first = rest.chars().next()?;
    Some(match first {
        '-' if rest.starts_with("--") => (Kind::LineComment, line_length(rest)),
        '#' if quoting.backslash => (Kind::LineComment, line_length(rest)),
        '/' if rest.starts_with("/*") => (Kind::BlockComment, comment_length(rest, quoting)),
        'e' | 'E' if rest.get(1..2) == Some("'") => {
            (Kind::Quoted, 1 + quoted_length(rest.get(1..)?, '\'', true))
        }
        '\'' => (Kind::Quoted, quoted_length(rest, '\'', quoting.backslash)),
        '"' | '`' => (Kind::Quoted, quoted_length(rest, first, false)),
        '$' => dollar_length(rest).map_or((Kind::Mark, 1), |length| (Kind::Quoted, length)),
        _ if first.is_whitespace() => (Kind::Space, run(rest, char::is_whitespace)),
        _ if is_word_start(first) => (Kind::Word, run(rest, is_word)),
        _ => (Kind::Mark, first.len_utf8()),
    })
}

pub(super) fn is_word_start(char: char) -> bool {
    char.is_alphabetic() || char == '_'
}

pub(super) fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_' || char == '$'
}

fn run(rest: &str, belongs: impl Fn(char) -> bool) -> usize {
    rest.find(|char| !belongs(char)).unwrap_or(rest.len())
}

/// Length of the first line without its end.
pub(super) fn line_length(rest: &str) -> usize {
    rest.find('\n').unwrap_or(rest.len())
}

/// Length of a block comment; they nest everywhere but in `MySQL`.
fn comment_length(rest: &str, quoting: Quoting) -> usize {
    let mut depth = 0_u32;
    let mut bytes = rest.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        let next = bytes.peek().map(|(_, byte)| *byte);
        match (byte, next) {
            (b'/', Some(b'*')) if depth == 0 || !quoting.backslash => depth += 1,
            (b'*', Some(b'/')) => depth -= 1,
            _ => continue,
        }
        bytes.next();
        if depth == 0 {
            return at + 2;
        }
    }
    rest.len()
}

/// Length of a quoted run; a doubled quote stands for itself, an open one takes the rest.
fn quoted_length(rest: &str, quote: char, backslash: bool) -> usize {
    let mut chars = rest.char_indices().skip(1).peekable();
    while let Some((at, char)) = chars.next() {
        if backslash && char == '\\' {
            chars.next();
        } else if char == quote && chars.next_if(|(_, next)| *next == quote).is_none() {
            return at + quote.len_utf8();
        }
    }
    rest.len()
}

/// Length of a dollar-quoted body, if `rest` starts with one.
fn dollar_length(rest: &str) -> Option<usize> {
    let after = rest.get(1..)?;
    let tag = run(after, |char| char != '$' && is_word(char));
    let opens = after.get(tag..)?.starts_with('$')
        && !after.get(..tag)?.starts_with(|char: char| char.is_ascii_digit());
    let fence = opens.then(|| rest.get(..tag + 2)).flatten()?;
    let body = rest.get(fence.len()..)?;
    Some(body.find(fence).map_or(rest.len(), |at| at + 2 * fence.len()))
}

#[cfg(test)]
mod tests {
    use super::{Quoting, lexemes};

    #[track_caller]
    fn check(text: &str, backslash: bool, expected: &[&str]) {
        let found: Vec<&str> = lexemes(text, Quoting { backslash }).map(|item| item.text).collect();
        assert_eq!(found, expected);
        assert_eq!(found.concat(), text, "no byte may be lost");
    }

    #[test]
    fn quotes_and_comments_end_where_the_dialect_says() {
        check("/* a /* b */ c */x", false, &["/* a /* b */ c */", "x"]);
        check("/* a /* b */x", true, &["/* a /* b */", "x"]);
        check("'it''s;'a", false, &["'it''s;'", "a"]);
        check(r"'a\' b", false, &[r"'a\'", " ", "b"]);
        check(r"'a\'' b", true, &[r"'a\''", " ", "b"]);
        check(r"E'a\'' b", false, &[r"E'a\''", " ", "b"]);
        check("$a$ $$ ; $a$;", false, &["$a$ $$ ; $a$", ";"]);
        check("a$b$c $1", false, &["a$b$c", " ", "$", "1"]);
        check("'open;", false, &["'open;"]);
        check("-- it's\nx", false, &["-- it's", "\n", "x"]);
        check("# it's\nx", true, &["# it's", "\n", "x"]);
    }
}
