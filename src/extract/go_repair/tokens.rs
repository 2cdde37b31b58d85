//! The tokens of a Go file, as far as it takes to find brackets and words: texts and comments hold neither.

/// A word, a text or number, or one sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    pub(super) start: usize,
    /// Nothing stands before it on its line.
    pub(super) begins_line: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Literal,
    Sign,
}

impl Token<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// 1 for an opening bracket, -1 for a closing one.
    pub(super) fn opens(&self) -> i32 {
        match self.text {
            "(" | "[" | "{" => 1,
            ")" | "]" | "}" => -1,
            _ => 0,
        }
    }
}

/// Position of the bracket that closes one opened before `tokens`.
pub(super) fn closing(tokens: &[Token<'_>]) -> Option<usize> {
    let mut depth = 0;
    tokens.iter().position(|token| {
        depth += token.opens();
        depth < 0
    })
}

pub(super) fn of(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
        let (kind, length) = first(rest);
        if let (Some(kind), Some(text_of)) = (kind, rest.get(..length)) {
            let begins_line =
                text.get(..start).is_some_and(|before| before.is_empty() || before.ends_with('\n'));
            found.push(Token { kind, text: text_of, start, begins_line });
        }
        start += length;
    }
    found
}

/// The first token and its length; no kind for white space and comments.
fn first(rest: &str) -> (Option<Kind>, usize) {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let until = |end: Option<usize>| end.unwrap_or(rest.len());
    match rest.chars().next() {
        Some('/') if rest.starts_with("//") => (None, until(rest.find('\n'))),
        Some('/') if rest.starts_with("/*") => {
            (None, until(rest.get(2..).and_then(|rest| rest.find("*/")).map(|at| at + 4)))
        }
        Some('`') => (
            Some(Kind::Literal),
            until(rest.get(1..).and_then(|rest| rest.find('`')).map(|at| at + 2)),
        ),
        Some(quote @ ('"' | '\'')) => (Some(Kind::Literal), quoted(rest, quote)),
        Some(c) if c.is_ascii_digit() => {
            (Some(Kind::Literal), until(rest.find(|c: char| !is_word(c) && c != '.')))
        }
        Some(c) if is_word(c) => (Some(Kind::Word), until(rest.find(|c: char| !is_word(c)))),
        Some(c) if c.is_whitespace() => (None, until(rest.find(|c: char| !c.is_whitespace()))),
        Some('<') if rest.starts_with("<-") => (Some(Kind::Sign), 2),
        Some(c) => (Some(Kind::Sign), c.len_utf8()),
        None => (None, rest.len()),
    }
}

/// Length of a text in quotes; one that is never closed ends with its line.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\n' => return at,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}
