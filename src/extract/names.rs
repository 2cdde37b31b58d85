//! Names of types out of their text (`*pkg.Box[T]` is `Box` of `pkg`), and texts out of literals.

/// A type name and the qualifier before it; generic arguments, references and keywords are dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TypeName {
    /// Last segment.
    pub(super) name: String,
    /// What stands before it, as written: `pkg`, `std::fmt`.
    pub(super) qualifier: String,
    /// Whether it is a pointer.
    pub(super) pointer: bool,
}

impl TypeName {
    /// Reads the text of a type. What is no path (`[T; 4]`, `(A, B)`, `dyn Fn()`) is its own name,
    /// without blanks.
    pub(super) fn read(text: &str) -> Self {
        let mut rest = text.trim();
        let mut pointer = false;
        while let Some(inner) = peel(rest) {
            pointer |= rest.starts_with('*');
            rest = inner.trim();
        }
        let plain = without_angles(rest);
        let end = plain.find(['[', '(', '{']).unwrap_or(plain.len());
        let path = plain.get(..end).unwrap_or(&plain).trim_end_matches("::").trim();
        if !is_path(path) {
            return Self { name: rest.split_whitespace().collect(), pointer, ..Self::default() };
        }
        let (qualifier, name) =
            path.rsplit_once("::").or_else(|| path.rsplit_once('.')).unwrap_or(("", path));
        let clean = |part: &str| part.replace("r#", "").split_whitespace().collect();
        let qualifier = qualifier.trim_end_matches("::");
        Self { name: clean(name), qualifier: clean(qualifier), pointer }
    }
}

/// The names in the brackets of a receiver: `K` and `V` of `*Pair[K, V]`.
pub(super) fn arguments(text: &str) -> Vec<String> {
    let inside = text.split_once('[').and_then(|(_, rest)| rest.rsplit_once(']'));
    let names = inside.map_or("", |(inside, _)| inside).split(',').map(str::trim);
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// A declared name without Rust's `r#`, which makes a name of a keyword and is no part of it.
pub(super) fn identifier(text: &str) -> &str {
    text.strip_prefix("r#").unwrap_or(text)
}

/// The text without generic arguments in angle brackets, wherever in the path they stand.
fn without_angles(text: &str) -> String {
    let mut depth = 0_u32;
    let mut before = ' ';
    let mut rest = String::new();
    for c in text.chars() {
        match c {
            '<' => depth += 1,
            '>' if before != '-' && depth > 0 => depth -= 1,
            _ if depth == 0 => rest.push(c),
            _ => {}
        }
        before = c;
    }
    rest
}

/// The text without one reference, pointer, lifetime or pair of parentheses around it.
fn peel(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix('*') {
        return (!rest.starts_with("const ") && !rest.starts_with("mut ")).then_some(rest);
    }
    if let Some(rest) = text.strip_prefix('&') {
        let rest = rest.trim_start();
        let named = rest.strip_prefix('\'').and_then(|rest| rest.split_once(char::is_whitespace));
        let rest = named.map_or(rest, |(_, rest)| rest.trim_start());
        return Some(rest.strip_prefix("mut ").unwrap_or(rest));
    }
    let inside = text.strip_prefix('(')?.strip_suffix(')')?;
    (!inside.trim().is_empty() && is_single(inside)).then_some(inside)
}

/// Whether brackets close inside the text and no comma stands outside of them.
fn is_single(text: &str) -> bool {
    let mut depth = 0_i32;
    for c in text.replace("->", "").chars() {
        match c {
            '(' | '[' | '<' => depth += 1,
            ')' | ']' | '>' => depth -= 1,
            ',' if depth == 0 => return false,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    true
}

fn is_path(text: &str) -> bool {
    let path = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '#');
    let keyword = text
        .split_whitespace()
        .next()
        .is_some_and(|word| matches!(word, "dyn" | "impl" | "fn" | "unsafe" | "extern" | "for"));
    let word = text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | ':'));
    word && !keyword && text.chars().all(|c| path(c) || c.is_whitespace())
}

/// A string literal's text without its quotes; escapes stay as written.
pub(super) fn unquoted(text: &str) -> &str {
    let inside =
        ['"', '`', '\''].iter().find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote));
    inside.unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, qualifier: &str, name: &str, pointer: bool) {
        let expected = TypeName { name: name.into(), qualifier: qualifier.into(), pointer };
        assert_eq!(TypeName::read(text), expected, "{text}");
    }

    #[test]
    fn names_are_what_remains() {
        check("T", "", "T", false);
        check("*T", "", "T", true);
        check("(*T)", "", "T", true);
        check("*Box[_]", "", "Box", true);
        check("( * pkg . T )", "pkg", "T", true);
        check("pkg.Box[K, pkg2.V]", "pkg", "Box", false);
        check("std::fmt::Display", "std::fmt", "Display", false);
        check("&'a mut Vec<T>", "", "Vec", false);
        check("Fn(u8) -> u8", "", "Fn", false);
        check("(&(a::B))", "a", "B", false);
        check("r#type", "", "type", false);
        check("dyn Fn(u8) -> u8", "", "dynFn(u8)->u8", false);
        check("[T; 4]", "", "[T;4]", false);
        check("(*Box[int, string])", "", "Box", true);
        check("(A, B)", "", "(A,B)", false);
        check("*const T", "", "*constT", false);
        check("()", "", "()", false);
        check("a::B::<X<Y>>::C", "a::B", "C", false);
        check("<T as Iterator<Item = fn() -> u8>>::Item", "", "Item", false);
        check("&(dyn Send)", "", "dynSend", false);
        check("(fn(A) -> B)", "", "fn(A)->B", false);
        check("(a::B<(C, D)>)", "a", "B", false);
        check("(T, [T; 2])", "", "(T,[T;2])", false);
        check("!", "", "!", false);
    }
}
