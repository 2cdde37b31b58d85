//! How many tokens a fragment of a macro's pattern takes (`$e:expr`). Rust restricts what may follow each
//! kind of fragment, so that its end shows without parsing it.

use super::tokens::{Bracket, Token};

/// Kinds that end before one of these signs or words, outside of brackets and angle brackets.
const FOLLOWED: [(&str, &[&str], &[&str]); 7] = [
    ("expr", &["=>", ",", ";"], &[]),
    ("expr_2021", &["=>", ",", ";"], &[]),
    ("stmt", &["=>", ",", ";"], &[]),
    ("pat", &["=>", ",", "="], &["if", "in"]),
    ("pat_param", &["=>", ",", "=", "|"], &["if", "in"]),
    ("ty", &["=>", ",", "=", ";", ":", "|", "{", "[", ">"], &["as", "where"]),
    ("path", &["=>", ",", "=", ";", ":", "|", "{", "[", ">"], &["as", "where"]),
];

/// Words that begin neither a type nor a value.
const NO_BEGINNING: [&str; 10] =
    ["as", "else", "enum", "in", "mod", "pub", "struct", "trait", "use", "where"];

/// Words that begin an item and end with its braces or `;`, behind visibility and qualifiers.
const WITH_BRACES: [&str; 8] =
    ["fn", "mod", "trait", "impl", "struct", "enum", "union", "macro_rules"];

/// Number of tokens at the start of `input` that are a fragment of this kind.
pub(super) fn length(kind: &str, input: &[Token]) -> Option<usize> {
    let first = input.first();
    match kind {
        "tt" => first.map(|_| 1),
        "ident" => is_name(first?).then_some(1),
        "lifetime" => is_lifetime(first?).then_some(1),
        "block" => first?.group(Bracket::Curly).map(|_| 1),
        "literal" => literal(input),
        "vis" => Some(visibility(input)),
        "meta" => meta(input),
        "item" => item(input),
        _ => followed(kind, input),
    }
}

fn is_name(token: &Token) -> bool {
    matches!(token, Token::Word(word) if &**word != "_")
}

fn is_lifetime(token: &Token) -> bool {
    matches!(token, Token::Literal(text) if text.starts_with('\'') && !(text.len() > 2 && text.ends_with('\'')))
}

fn literal(input: &[Token]) -> Option<usize> {
    let minus = usize::from(input.first()?.is_sign('-'));
    let token = input.get(minus)?;
    let is_literal = matches!(token, Token::Literal(_)) && !is_lifetime(token)
        || token.is_word("true")
        || token.is_word("false");
    is_literal.then_some(minus + 1)
}

/// `pub`, `pub(crate)`, nothing.
fn visibility(input: &[Token]) -> usize {
    let is_place = |inside: &[Token]| {
        let places = ["crate", "self", "super", "in"];
        inside.first().is_some_and(|first| places.iter().any(|place| first.is_word(place)))
    };
    match input {
        [word, Token::Group(Bracket::Round, inside), ..]
            if word.is_word("pub") && is_place(inside) =>
        {
            2
        }
        [word, ..] if word.is_word("pub") => 1,
        _ => 0,
    }
}

/// A path with a group or `= value`; the value ends as an expression does.
fn meta(input: &[Token]) -> Option<usize> {
    let path = path_length(input);
    let rest = input.get(path..)?;
    match rest.first() {
        _ if path == 0 => None,
        Some(Token::Group(..)) => Some(path + 1),
        Some(sign) if sign.is_sign('=') && !is_arrow(rest) => {
            Some(path + 1 + followed("expr", rest.get(1..)?)?)
        }
        _ => Some(path),
    }
}

/// Names with `::` between and before them.
fn path_length(input: &[Token]) -> usize {
    let mut length = 0;
    loop {
        let rest = input.get(length..).unwrap_or_default();
        match rest {
            [a, b, ..] if a.is_sign(':') && b.is_sign(':') => length += 2,
            [name, ..] if is_name(name) && (length == 0 || is_colon(input, length)) => length += 1,
            _ => return length,
        }
    }
}

fn is_colon(input: &[Token], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| input.get(before)).is_some_and(|token| token.is_sign(':'))
}

fn is_arrow(input: &[Token]) -> bool {
    matches!(input, [equals, greater, ..] if equals.is_sign('=') && greater.is_sign('>'))
}

/// Attributes, and then to the braces or the `;` that end the item.
fn item(input: &[Token]) -> Option<usize> {
    let mut at = 0;
    while let [sign, Token::Group(Bracket::Square, _), ..] = input.get(at..)? {
        if !sign.is_sign('#') {
            break;
        }
        at += 2;
    }
    at += visibility(input.get(at..)?);
    let rest = input.get(at..)?;
    let word = |token: &Token| matches!(token, Token::Word(_));
    let head: Vec<_> =
        rest.iter().take_while(|token| word(token) || matches!(token, Token::Literal(_))).collect();
    let ends_with_braces = head
        .iter()
        .any(|token| WITH_BRACES.iter().any(|word| token.is_word(word)) || token.is_word("extern"))
        && !head.first().is_some_and(|first| first.is_word("use"));
    let call = path_length(rest);
    let is_call = rest.get(call).is_some_and(|token| token.is_sign('!'));
    if head.is_empty() && !is_call {
        return None;
    }
    let ends = |token: &Token| {
        token.is_sign(';') || (ends_with_braces || is_call) && token.group(Bracket::Curly).is_some()
    };
    rest.iter().position(ends).map(|end| at + end + 1)
}

/// To the first sign or word that may follow; at least one token.
fn followed(kind: &str, input: &[Token]) -> Option<usize> {
    let (_, signs, words) = FOLLOWED.iter().find(|(name, ..)| *name == kind)?;
    let types = matches!(kind, "ty" | "path");
    if !begins(types, input) {
        return None;
    }
    let mut at = 0;
    let mut angles = 0_usize;
    while let Some(token) = input.get(at) {
        if let Some(parameters) = closure(input, at).filter(|_| !types) {
            at += parameters;
            continue;
        }
        let rest = input.get(at..).unwrap_or_default();
        if angles == 0 && at > 0 && ends(rest, signs, words) && !joins(input, at) {
            break;
        }
        if token.is_sign('<') && (types || opens_angle(input, at)) {
            angles += 1;
        } else if token.is_sign('>') && !follows_minus(input, at) {
            angles = angles.saturating_sub(1);
        }
        at += 1;
    }
    Some(at)
}

/// Whether a type or a value can begin so. rustc looks at this before it decides for an arm.
fn begins(types: bool, input: &[Token]) -> bool {
    match input.first() {
        Some(Token::Word(word)) => !NO_BEGINNING.contains(&&**word),
        Some(Token::Sign(':', _)) => input.get(1).is_some_and(|token| token.is_sign(':')),
        Some(Token::Sign('.', _)) => input.get(1).is_some_and(|token| token.is_sign('.')),
        Some(Token::Sign(sign, _)) if types => "!*&?<".contains(*sign),
        Some(Token::Sign(sign, _)) => "!*&<-|#".contains(*sign),
        Some(Token::Group(..) | Token::Literal(_)) => true,
        None => false,
    }
}

/// Whether one of the signs or words stands at the start.
fn ends(input: &[Token], signs: &[&str], words: &[&str]) -> bool {
    let is_sign = |sign: &&str| match (*sign, input.first()) {
        ("=>", _) => is_arrow(input),
        ("{", Some(Token::Group(bracket, _))) => *bracket == Bracket::Curly,
        ("[", Some(Token::Group(bracket, _))) => *bracket == Bracket::Square,
        ("=", Some(token)) => token.is_sign('='),
        (sign, Some(token)) => sign.chars().next().is_some_and(|sign| token.is_sign(sign)),
        (_, None) => true,
    };
    signs.iter().any(is_sign)
        || words.iter().any(|word| input.first().is_some_and(|token| token.is_word(word)))
}

/// Whether the sign at `at` is half of `::`, `->` or `..=`, or a bracket that begins a type.
fn joins(input: &[Token], at: usize) -> bool {
    let sign = |at: usize, c: char| input.get(at).is_some_and(|token| token.is_sign(c));
    let before = |c: char| at.checked_sub(1).is_some_and(|before| sign(before, c));
    let colons = sign(at, ':') && (before(':') || sign(at + 1, ':'));
    let arrow = sign(at, '>') && before('-');
    let range = sign(at, '=') && before('.') && !sign(at + 1, '>');
    let slice = matches!(input.get(at), Some(Token::Group(Bracket::Square, _)))
        && match at.checked_sub(1).and_then(|before| input.get(before)) {
            Some(Token::Word(word)) => matches!(&**word, "mut" | "const" | "dyn"),
            Some(Token::Sign(sign, _)) => matches!(sign, '&' | '>'),
            Some(before) => is_lifetime(before),
            None => false,
        };
    colons || arrow || range || slice
}

/// Whether `<` opens a list of types in an expression: behind `::`, or at its very beginning.
fn opens_angle(input: &[Token], at: usize) -> bool {
    at == 0 || is_colon(input, at)
}

fn follows_minus(input: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| input.get(before));
    before.is_some_and(|token| token.is_sign('-') || token.is_sign('='))
}

/// Number of tokens of a closure's parameters, when they begin at `at`: what stands between bars where a
/// value is expected. Their commas end nothing.
fn closure(input: &[Token], at: usize) -> Option<usize> {
    let before = at.checked_sub(1).and_then(|before| input.get(before));
    let expected = match before {
        None => true,
        Some(Token::Word(word)) => matches!(&**word, "move" | "return" | "async" | "static"),
        // `||` between two values is no closure.
        Some(Token::Sign(sign, joint)) => {
            matches!((sign, joint), ('=' | '>' | '&', _) | ('|', false))
        }
        _ => false,
    };
    let rest = input.get(at + 1..)?;
    if !(expected && input.get(at)?.is_sign('|')) {
        return None;
    }
    let closing = rest.iter().position(|token| token.is_sign('|'))?;
    Some(closing + 2)
}
