//! Rust's types as far as they say whose method a call means, read from their text.
//!
//! References and pointers that lead to what they hold are left out.

use std::rc::Rc;

/// A declared type or trait: path of its file and line.
pub(super) type TypeId<'a> = (&'a str, u32);

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Type<'a> {
    /// Declared in the repository.
    Named(TypeId<'a>),
    /// Option or result of something.
    Wrapped(Rc<Type<'a>>),
    /// Vector, slice or array of something.
    List(Rc<Type<'a>>),
    Other,
}

/// Types that calls see through.
const TRANSPARENT: [&str; 6] = ["Box", "Rc", "Arc", "Pin", "Cow", "MutexGuard"];

/// What stands before a type and says nothing of its methods.
const WORDS: [&str; 6] = ["mut ", "dyn ", "impl ", "const ", "ref ", "unsafe "];

/// Gives the type that a path means.
pub(super) type Names<'n, 'a> = dyn Fn(&str) -> Option<TypeId<'a>> + 'n;

/// Types nested deeper than this are not followed.
const DEPTH: u32 = 16;

pub(super) fn type_of<'a>(text: &str, names: &Names<'_, 'a>) -> Type<'a> {
    read(text, names, 0)
}

/// The result of a signature `(&self, a: A) -> B`.
pub(super) fn result<'a>(signature: &str, names: &Names<'_, 'a>) -> Type<'a> {
    let end = end_of(signature, '(', ')').unwrap_or(signature.len());
    let behind = signature.get(end..).unwrap_or_default();
    behind.split_once("->").map_or(Type::Other, |(_, text)| type_of(text, names))
}

fn read<'a>(text: &str, names: &Names<'_, 'a>, depth: u32) -> Type<'a> {
    let text = bare(text);
    if depth > DEPTH {
        return Type::Other;
    }
    if let Some(inside) = text.strip_prefix('[') {
        let element = inside.split([';', ']']).next().unwrap_or(inside);
        return Type::List(Rc::new(read(element, names, depth + 1)));
    }
    let (path, arguments) = match text.split_once('<') {
        Some((path, rest)) => (path.trim_end_matches("::"), first_argument(rest)),
        None => (text, ""),
    };
    let path = path.trim();
    let first = || read(arguments, names, depth + 1);
    match path.rsplit("::").next().unwrap_or(path) {
        _ if !is_path(path) => Type::Other,
        "Option" | "Result" if !arguments.is_empty() => Type::Wrapped(Rc::new(first())),
        "Vec" | "VecDeque" if !arguments.is_empty() => Type::List(Rc::new(first())),
        name if TRANSPARENT.contains(&name) && !arguments.is_empty() => first(),
        _ => names(path).map_or(Type::Other, Type::Named),
    }
}

/// The text without references, lifetimes and words before it, and without further bounds behind it.
fn bare(text: &str) -> &str {
    let mut rest = text.trim();
    loop {
        let before = rest;
        rest = rest.trim_start_matches(['&', '*', '(']).trim_start();
        if let Some(lifetime) = rest.strip_prefix('\'') {
            rest = lifetime.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
        }
        rest = rest.trim_start();
        for word in WORDS {
            rest = rest.strip_prefix(word).unwrap_or(rest);
        }
        if rest == before {
            break;
        }
    }
    let end = rest.find([' ', '+', ')']).filter(|_| !rest.contains('<')).unwrap_or(rest.len());
    rest.get(..end).unwrap_or(rest).trim()
}

/// The first type of a list of arguments behind its `<`.
fn first_argument(rest: &str) -> &str {
    let mut depth = 0_u32;
    let mut start = 0;
    for (at, character) in rest.char_indices() {
        match character {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' if depth > 0 => depth -= 1,
            ',' | '>' if depth == 0 => {
                let argument = rest.get(start..at).unwrap_or_default().trim();
                if !argument.starts_with('\'') || character == '>' {
                    return argument;
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    ""
}

fn is_path(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '#'))
}

/// The byte behind the bracket that closes the first one.
fn end_of(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, character) in text.char_indices() {
        if character == open {
            depth += 1;
        } else if character == close {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at + 1);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(signature: &str, expected: &str) {
        let names = |path: &str| {
            let name = path.rsplit("::").next()?;
            ["Store", "Shelf"].iter().find(|known| **known == name).map(|known| (*known, 1))
        };
        assert_eq!(shown(&result(signature, &names)), expected, "{signature}");
    }

    fn shown(one: &Type<'_>) -> String {
        match one {
            Type::Named((name, _)) => (*name).to_owned(),
            Type::Wrapped(of) => format!("{}?", shown(of)),
            Type::List(of) => format!("[{}]", shown(of)),
            Type::Other => "-".to_owned(),
        }
    }

    #[test]
    fn results_are_what_holds_the_methods() {
        check("(a: u8)", "-");
        check("(f: fn(u8) -> Shelf) -> Store", "Store");
        check("(&self) -> &'a mut a::Store", "Store");
        check("(&self) -> Result<Store, Error>", "Store?");
        check("(&self) -> io::Result<Option<Store>>", "Store??");
        check("() -> Box<dyn Store + Send>", "Store");
        check("() -> impl Store + 'static", "Store");
        check("() -> Vec<Arc<Store>>", "[Store]");
        check("() -> [Store; 4]", "[Store]");
        check("() -> &[Store]", "[Store]");
        check("() -> Store<'a, T>", "Store");
        check("() -> Cow<'a, Store>", "Store");
        check("() -> (Store, Shelf)", "-");
        check("() -> HashMap<Store, Shelf>", "-");
        check("() -> ()", "-");
    }
}
