//! Rust's tokens as macros see them: words, signs, literals and groups in brackets. It judges nothing:
//! what is no Rust becomes signs.

use std::rc::Rc;

/// Nesting of brackets that is read; deeper text is made to hurt.
const DEPTH: usize = 256;

/// One token tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A name, a keyword or `_`.
    Word(Rc<str>),
    /// A number, text, character or lifetime, as written.
    Literal(Rc<str>),
    /// One character of punctuation; the flag says that the next sign follows without a blank.
    Sign(char, bool),
    /// What stands between brackets.
    Group(Bracket, Rc<[Token]>),
}

/// Kinds of brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    /// `( … )`
    Round,
    /// `[ … ]`
    Square,
    /// `{ … }`
    Curly,
}

/// Brackets by their signs.
const BRACKETS: [(char, char, Bracket); 3] =
    [('(', ')', Bracket::Round), ('[', ']', Bracket::Square), ('{', '}', Bracket::Curly)];

impl Token {
    /// Whether this is the sign `c`.
    pub(super) fn is_sign(&self, c: char) -> bool {
        matches!(self, Self::Sign(sign, _) if *sign == c)
    }

    /// Whether this is the word `text`.
    pub(super) fn is_word(&self, text: &str) -> bool {
        matches!(self, Self::Word(word) if **word == *text)
    }

    /// Whether it stands for `other`, wherever blanks are.
    pub(super) fn means(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Sign(one, _), Self::Sign(two, _)) => one == two,
            (Self::Group(..), _) | (_, Self::Group(..)) => false,
            _ => self == other,
        }
    }

    /// What stands in it, if it is a group in such brackets.
    pub(super) fn group(&self, bracket: Bracket) -> Option<&Rc<[Self]>> {
        match self {
            Self::Group(own, inside) if *own == bracket => Some(inside),
            _ => None,
        }
    }
}

/// The tokens of `text`; `None` where brackets do not fit or nest too deep.
pub(super) fn read(text: &str) -> Option<Vec<Token>> {
    let mut open: Vec<(Bracket, Vec<Token>)> = Vec::new();
    let mut tokens = Vec::new();
    let mut rest = blank(text, &mut tokens);
    while let Some(first) = rest.chars().next() {
        let after = rest.get(first.len_utf8()..).unwrap_or_default();
        if let Some((_, _, bracket)) = BRACKETS.iter().find(|(opening, ..)| *opening == first) {
            if open.len() >= DEPTH {
                return None;
            }
            open.push((*bracket, std::mem::take(&mut tokens)));
            rest = after;
        } else if let Some((_, _, bracket)) = BRACKETS.iter().find(|(_, end, _)| *end == first) {
            let (opened, before) = open.pop()?;
            if opened != *bracket {
                return None;
            }
            let inside = std::mem::replace(&mut tokens, before);
            tokens.push(Token::Group(opened, inside.into()));
            rest = after;
        } else {
            let (token, after) = plain(rest);
            tokens.push(token);
            rest = after;
        }
        rest = blank(rest, &mut tokens);
    }
    open.is_empty().then_some(tokens)
}

/// Behind white space and comments; a doc comment is an attribute.
fn blank<'a>(text: &'a str, tokens: &mut Vec<Token>) -> &'a str {
    let mut rest = text.trim_start();
    while let Some((comment, after)) = comment(rest) {
        tokens.extend(documentation(comment));
        rest = after.trim_start();
    }
    rest
}

/// A comment at the start of `text` and what follows it.
fn comment(text: &str) -> Option<(&str, &str)> {
    if text.starts_with("//") {
        return Some(text.split_once('\n').unwrap_or((text, "")));
    }
    let mut depth = 0_usize;
    let mut rest = text.strip_prefix("/*").map(|_| text)?;
    loop {
        let end = rest.find(['/', '*'])?;
        rest = rest.get(end..)?;
        if let Some(after) = rest.strip_prefix("/*") {
            (depth, rest) = (depth + 1, after);
        } else if let Some(after) = rest.strip_prefix("*/") {
            (depth, rest) = (depth.saturating_sub(1), after);
        } else {
            rest = rest.get(1..)?;
        }
        if depth == 0 {
            return Some((text.get(..text.len() - rest.len())?, rest));
        }
    }
}

/// The attribute that a doc comment is; its text is of no use here.
fn documentation(comment: &str) -> Vec<Token> {
    let is = |start: &str, more: &str| {
        comment.strip_prefix(start).is_some_and(|rest| !rest.starts_with(more))
    };
    let inner = comment.starts_with("//!") || comment.starts_with("/*!");
    if !(inner || is("///", "/") || (is("/**", "*") && comment != "/**/")) {
        return Vec::new();
    }
    let inside =
        [Token::Word("doc".into()), Token::Sign('=', false), Token::Literal("\"\"".into())];
    let signs =
        [Token::Sign('#', inner)].into_iter().chain(inner.then_some(Token::Sign('!', false)));
    signs.chain([Token::Group(Bracket::Square, Rc::new(inside))]).collect()
}

/// A token that is no group, and what follows it.
fn plain(text: &str) -> (Token, &str) {
    let split = |end: usize| text.split_at_checked(end).unwrap_or((text, ""));
    if let Some(end) = literal_end(text) {
        let (literal, rest) = split(end);
        return (Token::Literal(literal.into()), rest);
    }
    let raw = text.strip_prefix("r#").filter(|rest| rest.starts_with(is_word_start));
    let start = if raw.is_some() { 2 } else { 0 };
    let word = text.get(start..).unwrap_or_default();
    if word.starts_with(is_word_start) {
        let (word, rest) = split(start + word_end(word));
        return (Token::Word(word.into()), rest);
    }
    let sign = text.chars().next().unwrap_or(' ');
    let (_, rest) = split(sign.len_utf8());
    let joint = rest.starts_with(|c: char| c.is_ascii_punctuation() && !matches!(c, '"' | '_'))
        && !rest.starts_with(['(', ')', '[', ']', '{', '}', '\'']);
    (Token::Sign(sign, joint), rest)
}

fn is_word_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn word_end(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len())
}

/// Where the literal or lifetime at the start of `text` ends.
fn literal_end(text: &str) -> Option<usize> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(number_end(text));
    }
    let prefix = ["br", "cr", "b", "c", "r", ""].into_iter().find_map(|prefix| {
        let rest = text.strip_prefix(prefix)?;
        let marks = if prefix.ends_with('r') { rest.find(|c| c != '#')? } else { 0 };
        rest.get(marks..)?.starts_with('"').then_some((prefix, marks))
    });
    if let Some((prefix, marks)) = prefix {
        let start = prefix.len() + marks + 1;
        let inside = text.get(start..)?;
        let end = if prefix.ends_with('r') {
            let closing = format!("\"{}", "#".repeat(marks));
            inside.find(&closing).map_or(inside.len(), |end| end + closing.len())
        } else {
            quoted_end(inside, '"').unwrap_or(inside.len())
        };
        return Some(start + end);
    }
    let start = if text.starts_with("b'") { 2 } else { text.starts_with('\'').then_some(1)? };
    let inside = text.get(start..)?;
    let mut signs = inside.chars();
    match (signs.next()?, signs.next()) {
        ('\\', _) => quoted_end(inside, '\'').map(|end| start + end),
        (c, Some('\'')) => Some(start + c.len_utf8() + 1),
        (c, _) if is_word_start(c) => Some(start + word_end(inside)),
        _ => None,
    }
}

/// Behind the closing `quote`; a backslash hides what follows it.
fn quoted_end(text: &str, quote: char) -> Option<usize> {
    let mut hidden = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if hidden => hidden = false,
            '\\' => hidden = true,
            _ if c == quote => return Some(at + c.len_utf8()),
            _ => {}
        }
    }
    None
}

/// Digits, letters and `_`; a point before a digit, or before nothing that could be a name or a range;
/// a sign in an exponent.
fn number_end(text: &str) -> usize {
    let mut end = word_end(text);
    let rest = |end: usize| text.get(end..).unwrap_or_default();
    if let Some(after) = rest(end).strip_prefix('.')
        && !after.starts_with(|c: char| c == '.' || is_word_start(c))
    {
        end += 1 + word_end(after);
    }
    let is_exponent = text.get(..end).is_some_and(|number| {
        number.ends_with(['e', 'E']) && !number.starts_with("0x") && !number.starts_with("0X")
    });
    if is_exponent && rest(end).starts_with(['+', '-']) {
        end += 1 + word_end(rest(end + 1));
    }
    end
}

/// The tokens as text that reads as the same tokens.
pub(super) fn write(tokens: &[Token]) -> String {
    let mut text = String::new();
    push(tokens, &mut text);
    text
}

fn push(tokens: &[Token], text: &mut String) {
    let mut before: Option<&Token> = None;
    for token in tokens {
        let apart = match (before, token) {
            (Some(Token::Word(_) | Token::Literal(_)), Token::Word(_) | Token::Literal(_)) => true,
            (Some(Token::Sign(_, joint)), Token::Sign(..)) => !joint,
            _ => false,
        };
        if apart {
            text.push(' ');
        }
        before = Some(token);
        match token {
            Token::Word(word) | Token::Literal(word) => text.push_str(word),
            Token::Sign(sign, _) => text.push(*sign),
            Token::Group(bracket, inside) => {
                let found = BRACKETS.iter().find(|(.., one)| one == bracket);
                let Some((opening, closing, _)) = found else { continue };
                text.push(*opening);
                push(inside, text);
                text.push(*closing);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let tokens = read(text).unwrap();
        assert_eq!(write(&tokens), expected, "{text}");
        assert_eq!(read(expected).as_ref(), Some(&tokens), "{text}");
    }

    #[test]
    fn what_is_read_is_written() {
        check("macro_rules ! a { ( $x : ident ) => { } }", "macro_rules!a{($x:ident)=>{}}");
        check(
            "a::b<'c, D>(e)  -> [f; 0x1F] && 'g' | b'\\'' 'h: loop {}",
            "a::b<'c,D>(e)->[f;0x1F]&&'g'|b'\\'' 'h:loop{}",
        );
        check(
            "\"}\\\"\" r#\"{\"}\"# br\"\" r#type c\"(\"",
            "\"}\\\"\" r#\"{\"}\"# br\"\" r#type c\"(\"",
        );
        check("1.0e-5 1..2 x.0 1.max(2) 0xe+1 2.", "1.0e-5 1..2 x.0 1.max(2)0xe+1 2.");
        check("a /* b /* c */ ( */ // d )\n e", "a e");
        check("= = == > >", "= = == > >");
    }

    #[test]
    fn doc_comments_are_attributes() {
        let doc = "#[doc=\"\"]";
        check("/// a\nb", &format!("{doc}b"));
        check("/** a */ b", &format!("{doc}b"));
        check("//! a", "#![doc=\"\"]");
        check("//// a\n/**/ /*** c */ b", "b");
    }

    #[test]
    fn brackets_that_do_not_fit() {
        assert_eq!(read("(]"), None);
        assert_eq!(read("("), None);
        assert_eq!(read(")"), None);
        assert_eq!(read(&"(".repeat(100_000)), None);
        assert_eq!(read("'\\"), Some(vec![Token::Sign('\'', true), Token::Sign('\\', false)]));
    }
}
