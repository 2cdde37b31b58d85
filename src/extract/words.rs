//! The lexer of the small formats that have no grammar here (protobuf, GraphQL): words, texts and marks with
//! their lines. It knows where comments and quotes end, and nothing else.

/// One lexeme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub(super) kind: Kind,
    /// The text; of a quoted one what stands between its quotes, escapes as written.
    pub(super) text: &'a str,
    /// 1-based line of its first byte.
    pub(super) line: u32,
}

/// Kinds of lexemes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name, a dotted name or a number.
    Name,
    /// A quoted text.
    Text,
    /// One character of anything else.
    Mark,
}

/// What differs between the formats.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// What opens a comment that ends with its line.
    pub(super) comment: &'static str,
    /// What opens and closes a comment over lines.
    pub(super) block_comment: Option<(&'static str, &'static str)>,
    /// What opens and closes a text over lines.
    pub(super) block_text: Option<&'static str>,
    /// Characters of names beside letters, digits and `_`.
    pub(super) in_names: &'static [char],
}

/// The lexemes of a text and how far they are read.
#[derive(Debug)]
pub(super) struct Words<'a> {
    all: Vec<Word<'a>>,
    next: usize,
}

impl<'a> Words<'a> {
    /// Takes a text apart.
    pub(super) fn of(text: &'a str, style: Style) -> Self {
        let (mut all, mut rest, mut line) = (Vec::new(), text, 1);
        while !rest.is_empty() {
            let (word, length) = head(rest, style);
            let (passed, after) = rest.split_at_checked(length.max(1)).unwrap_or((rest, ""));
            all.extend(word.map(|(kind, text)| Word { kind, text, line }));
            line += u32::try_from(passed.matches('\n').count()).unwrap_or(0);
            rest = after;
        }
        Self { all, next: 0 }
    }

    /// The lexeme that comes next.
    pub(super) fn peek(&self) -> Option<Word<'a>> {
        self.all.get(self.next).copied()
    }

    /// The last lexeme that was read.
    pub(super) fn last_line(&self) -> u32 {
        let last = self.next.checked_sub(1).and_then(|index| self.all.get(index));
        last.map_or(1, |word| word.line)
    }

    /// Reads a lexeme.
    pub(super) fn read(&mut self) -> Option<Word<'a>> {
        let word = self.peek()?;
        self.next += 1;
        Some(word)
    }

    /// Reads the next lexeme when it is the unquoted `text`.
    pub(super) fn take(&mut self, text: &str) -> bool {
        let found = self.peek().is_some_and(|word| word.is(text));
        self.next += usize::from(found);
        found
    }

    /// Reads the next lexeme when it is a name.
    pub(super) fn name(&mut self) -> Option<Word<'a>> {
        let word = self.peek().filter(|word| word.kind == Kind::Name)?;
        self.next += 1;
        Some(word)
    }

    /// Steps over a bracketed part whose opening bracket comes next; does nothing before anything else.
    pub(super) fn skip_brackets(&mut self) {
        let mut depth = 0_u32;
        while let Some(word) = self.peek() {
            match word.bracket() {
                Some('(' | '[' | '{') => depth += 1,
                Some(_) => depth = depth.saturating_sub(1),
                None if depth == 0 => return,
                None => {}
            }
            self.next += 1;
            if depth == 0 {
                return;
            }
        }
    }
}

impl Word<'_> {
    /// Whether it is `text`, unquoted.
    pub(super) fn is(&self, text: &str) -> bool {
        self.kind != Kind::Text && self.text == text
    }

    fn bracket(&self) -> Option<char> {
        let first = self.text.chars().next().filter(|_| self.kind == Kind::Mark)?;
        "()[]{}".contains(first).then_some(first)
    }
}

/// The lexeme that `rest` begins with, `None` for blanks and comments, and its length in bytes.
fn head(rest: &str, style: Style) -> (Option<(Kind, &str)>, usize) {
    let blank = rest.len() - rest.trim_start().len();
    if blank > 0 {
        return (None, blank);
    }
    if rest.starts_with(style.comment) {
        return (None, rest.find('\n').unwrap_or(rest.len()));
    }
    if let Some((open, close)) = style.block_comment.filter(|(open, _)| rest.starts_with(open)) {
        let inner = rest.get(open.len()..).unwrap_or_default();
        return (None, inner.find(close).map_or(rest.len(), |end| open.len() + end + close.len()));
    }
    if let Some(quote) = style.block_text.filter(|quote| rest.starts_with(quote)) {
        let inner = rest.get(quote.len()..).unwrap_or_default();
        let end = inner.find(quote).unwrap_or(inner.len());
        let text = inner.get(..end).unwrap_or_default();
        return (Some((Kind::Text, text)), (end + 2 * quote.len()).min(rest.len()));
    }
    match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => quoted(rest, quote),
        Some(first) if is_part(first, style) => {
            let end = rest.find(|letter| !is_part(letter, style)).unwrap_or(rest.len());
            (rest.get(..end).map(|text| (Kind::Name, text)), end)
        }
        Some(first) => {
            let length = first.len_utf8();
            (rest.get(..length).map(|text| (Kind::Mark, text)), length)
        }
        None => (None, 1),
    }
}

fn is_part(letter: char, style: Style) -> bool {
    letter.is_alphanumeric() || letter == '_' || style.in_names.contains(&letter)
}

/// A text in quotes; without the closing one it ends with its line.
fn quoted(rest: &str, quote: char) -> (Option<(Kind, &str)>, usize) {
    let mut escaped = false;
    let end = rest.char_indices().skip(1).find(|(_, letter)| {
        let found = !escaped && (*letter == quote || *letter == '\n');
        escaped = *letter == '\\' && !escaped;
        found
    });
    let (end, length) = match end {
        Some((end, letter)) if letter == quote => (end, end + 1),
        Some((end, _)) => (end, end),
        None => (rest.len(), rest.len()),
    };
    (rest.get(1..end).map(|text| (Kind::Text, text)), length)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style {
        comment: "//",
        block_comment: Some(("/*", "*/")),
        block_text: Some("\"\"\""),
        in_names: &['.'],
    };

    #[track_caller]
    fn check(text: &str, expected: &[(&str, u32)]) {
        let words = Words::of(text, STYLE);
        let found: Vec<_> = words.all.iter().map(|word| (word.text, word.line)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn comments_and_quotes_end_where_they_end() {
        check("a.b {\n}", &[("a.b", 1), ("{", 1), ("}", 2)]);
        check("a // b\nc /* d\n*/ e", &[("a", 1), ("c", 2), ("e", 3)]);
        check("\"a // \\\" b\" c 'd\"'", &[("a // \\\" b", 1), ("c", 1), ("d\"", 1)]);
        check("\"\"\"a\n\"b\" \"\"\" c", &[("a\n\"b\" ", 1), ("c", 2)]);
        check("\"open\na", &[("open", 1), ("a", 2)]);
        check("/* open", &[]);
        check("é→", &[("é", 1), ("→", 1)]);
    }

    #[test]
    fn bracketed_parts_are_stepped_over_whole() {
        let mut words = Words::of("({a [\")\"]}) b", STYLE);
        words.skip_brackets();
        assert_eq!(words.read().map(|word| word.text), Some("b"));
        words.skip_brackets();
        assert_eq!(words.peek(), None);
    }
}
