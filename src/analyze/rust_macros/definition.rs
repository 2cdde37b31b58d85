//! `macro_rules!` definitions: arms of what a call must look like and what it becomes.

use std::rc::Rc;

use super::tokens::{self, Bracket, Token};

/// One arm.
pub(super) struct Arm {
    /// What a call must look like.
    pub(super) pattern: Vec<Pattern>,
    /// What it becomes.
    pub(super) body: Vec<Template>,
}

/// A piece of what a call must look like.
pub(super) enum Pattern {
    /// This token.
    Token(Token),
    /// A group of these pieces.
    Group(Bracket, Vec<Pattern>),
    /// `$name:kind`.
    Fragment(Rc<str>, Rc<str>),
    /// `$( … ) separator operator`.
    Repeat(Repeat<Pattern>),
}

/// A piece of what a call becomes.
pub(super) enum Template {
    /// This token.
    Token(Token),
    /// A group of these pieces.
    Group(Bracket, Vec<Template>),
    /// What `$name` was matched with.
    Variable(Rc<str>),
    /// `$( … ) separator operator`.
    Repeat(Repeat<Template>),
}

/// A part that repeats.
pub(super) struct Repeat<T> {
    /// What repeats.
    pub(super) pieces: Vec<T>,
    /// What stands between two of it.
    pub(super) separator: Vec<Token>,
    /// Whether there must be one at least.
    pub(super) once: bool,
    /// Whether there may be several.
    pub(super) many: bool,
}

/// The arms of a definition, given as its whole text; none where it cannot be read.
pub(super) fn arms(text: &str) -> Vec<Arm> {
    let tokens = tokens::read(text).unwrap_or_default();
    let body = tokens.iter().rev().find_map(|token| match token {
        Token::Group(_, inside) => Some(inside),
        _ => None,
    });
    let mut arms = Vec::new();
    let mut rest = body.map_or(&[][..], |body| body);
    while let [Token::Group(_, pattern), equals, greater, Token::Group(_, body), after @ ..] = rest
    {
        if !(equals.is_sign('=') && greater.is_sign('>')) {
            break;
        }
        arms.push(Arm { pattern: patterns(pattern), body: templates(body) });
        rest = match after {
            [end, next @ ..] if end.is_sign(';') => next,
            _ => after,
        };
    }
    arms
}

fn patterns(tokens: &[Token]) -> Vec<Pattern> {
    let mut found = Vec::new();
    let mut rest = tokens;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match (first, after) {
            (dollar, [Token::Word(name), colon, Token::Word(kind), next @ ..])
                if dollar.is_sign('$') && colon.is_sign(':') =>
            {
                found.push(Pattern::Fragment(Rc::clone(name), Rc::clone(kind)));
                rest = next;
            }
            (dollar, [Token::Group(Bracket::Round, inside), next @ ..]) if dollar.is_sign('$') => {
                let (repeat, next) = repeat(patterns(inside), next);
                found.push(Pattern::Repeat(repeat));
                rest = next;
            }
            (Token::Group(bracket, inside), _) => {
                found.push(Pattern::Group(*bracket, patterns(inside)));
            }
            _ => found.push(Pattern::Token(first.clone())),
        }
    }
    found
}

fn templates(tokens: &[Token]) -> Vec<Template> {
    let mut found = Vec::new();
    let mut rest = tokens;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match (first, after) {
            (dollar, [Token::Word(name), next @ ..]) if dollar.is_sign('$') => {
                found.push(Template::Variable(Rc::clone(name)));
                rest = next;
            }
            (dollar, [Token::Group(Bracket::Round, inside), next @ ..]) if dollar.is_sign('$') => {
                let (repeat, next) = repeat(templates(inside), next);
                found.push(Template::Repeat(repeat));
                rest = next;
            }
            (Token::Group(bracket, inside), _) => {
                found.push(Template::Group(*bracket, templates(inside)));
            }
            _ => found.push(Template::Token(first.clone())),
        }
    }
    found
}

/// The separator and the operator behind `$( … )`, and what follows them. As for rustc, the first token
/// that can be the operator is it.
fn repeat<T>(pieces: Vec<T>, after: &[Token]) -> (Repeat<T>, &[Token]) {
    let operator = |token: &Token| ['*', '+', '?'].into_iter().find(|sign| token.is_sign(*sign));
    let at = after.iter().take(4).position(|token| operator(token).is_some());
    let (separator, rest) = at.and_then(|at| after.split_at_checked(at)).unwrap_or((&[], after));
    let sign = rest.first().and_then(operator).unwrap_or('*');
    let repeat =
        Repeat { pieces, separator: separator.to_vec(), once: sign == '+', many: sign != '?' };
    (repeat, rest.get(1..).unwrap_or_default())
}

/// Whether a body holds no item, no call and no attribute that could make a test of an item.
pub(super) fn only_hands_on(body: &[Template]) -> bool {
    let mut before: Option<&Template> = None;
    body.iter().all(|piece| {
        let attribute = matches!(before, Some(Template::Token(sign)) if sign.is_sign('#'));
        before = Some(piece);
        match piece {
            Template::Token(token) => {
                !token.is_sign('!') && !WRITES.iter().any(|word| token.is_word(word))
            }
            Template::Group(_, inside) if attribute => is_condition(inside),
            Template::Group(_, inside) => only_hands_on(inside),
            Template::Variable(_) => true,
            Template::Repeat(repeat) => only_hands_on(&repeat.pieces),
        }
    })
}

/// Words that begin what could be a test or lead to one.
const WRITES: [&str; 3] = ["fn", "mod", "macro_rules"];

/// `cfg(…)`, `doc = …` and other attributes that make nothing of an item.
fn is_condition(attribute: &[Template]) -> bool {
    const HARMLESS: [&str; 6] = ["cfg", "doc", "allow", "expect", "deny", "inline"];
    let Some(Template::Token(first)) = attribute.first() else { return false };
    let is = |word: &str| first.is_word(word);
    // `cfg_attr(docsrs, doc(…))` is as frequent; `cfg_attr(…, test)` is not.
    let documents = first.is_word("cfg_attr")
        && matches!(attribute.get(1), Some(Template::Group(_, inside)) if inside.iter().any(
            |piece| matches!(piece, Template::Token(token) if token.is_word("doc")),
        ));
    HARMLESS.iter().any(|word| is(word)) || documents
}
