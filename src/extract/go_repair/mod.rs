//! Go files that the grammar does not take whole: newer syntax is put in words that it knows, and one broken
//! declaration does not take its neighbours with it.
//!
//! Only what is parsed changes, never its length, so all positions are those of the file, and its text is
//! read from there.

mod tokens;

use std::ops::Range;

use tree_sitter::{Point, Range as Part, Tree};

use self::tokens::{Kind, Token};

/// The trees of a file whose text has errors: first one of all that makes sense, then one for every
/// declaration that does not.
pub(super) fn trees(
    text: &str,
    whole: Tree,
    parse: &dyn Fn(&str, &[Part]) -> Option<Tree>,
) -> Vec<Tree> {
    let tokens = tokens::of(text);
    let mended = blank(text, &too_new(&tokens), b'_');
    let Some(tree) = parse(&mended, &[]) else { return vec![whole] };
    if !tree.root_node().has_error() {
        return vec![tree];
    }
    let lines = Lines::of(text);
    let read = |range: &Range<usize>| parse(&mended, &[lines.part(range)]);
    let is_bad = |range: &Range<usize>| read(range).is_none_or(|tree| tree.root_node().has_error());
    let closed = declarations(&tokens, text.len(), Cut::Closed);
    let broken: Vec<_> = closed.into_iter().filter(&is_bad).collect();
    let mut finer = declarations(&tokens, text.len(), Cut::Anywhere);
    finer.retain(|one| {
        let around = broken.get(broken.partition_point(|range| range.end <= one.start));
        around.is_some_and(|range| range.start <= one.start && one.end <= range.end)
    });
    let bad: Vec<_> = finer.into_iter().filter(&is_bad).collect();
    let rest: Vec<_> = bad.iter().map(|range| (range.clone(), b' ')).collect();
    let Some(tree) = parse(&blank_all(&mended, &rest), &[]) else { return vec![whole] };
    std::iter::once(tree).chain(bad.iter().filter_map(read)).collect()
}

/// Where a declaration may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// Where all brackets are closed.
    Closed,
    /// At the start of any line: brackets of broken code say little.
    Anywhere,
}

/// The parts of a file that begin with a declaration's keyword at the start of a line.
fn declarations(tokens: &[Token<'_>], length: usize, cut: Cut) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut depth = 0_i32;
    for (index, token) in tokens.iter().enumerate() {
        let next = tokens.get(index + 1);
        let begins = match token.text {
            "func" => next.is_some_and(|next| next.kind == Kind::Word || next.text == "("),
            "type" | "var" | "const" | "import" => true,
            _ => false,
        };
        if begins && token.begins_line && (depth == 0 || cut == Cut::Anywhere) {
            starts.push(token.start);
        }
        depth += token.opens();
    }
    let ends = starts.iter().copied().skip(1).chain([length]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Places that the grammar has no words for: the letters of `new` before a value (Go 1.26; of a function that
/// is only called so, any time), and type parameters of methods (Go 1.27).
fn too_new(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let rest = tokens.get(index..).unwrap_or_default();
        if is_special(token.text) {
            found.extend(special_of_value(rest));
        } else if token.text == "func" && token.begins_line {
            found.extend(parameters_of_method(rest));
        }
    }
    found
}

/// Functions whose first argument the grammar takes for a type.
fn is_special(word: &str) -> bool {
    matches!(word, "new" | "make")
}

fn special_of_value(tokens: &[Token<'_>]) -> Option<Range<usize>> {
    let [name, open, rest @ ..] = tokens else { return None };
    let inside = rest.get(..tokens::closing(rest)?)?;
    let mut depth = 0;
    let comma = inside.iter().position(|token| {
        depth += token.opens();
        depth == 0 && token.text == ","
    });
    let first = inside.get(..comma.unwrap_or(inside.len()))?;
    (open.text == "(" && is_value(first)).then_some(name.start..name.end())
}

/// Whether tokens are no type. A lone name may be either, and reads as a type.
fn is_value(tokens: &[Token<'_>]) -> bool {
    let Some(first) = tokens.first() else { return false };
    let mut depth = 0;
    let outer: Vec<_> = tokens
        .iter()
        .filter(|token| {
            let before = depth;
            depth += token.opens();
            before == 0
        })
        .collect();
    let bodies = outer.iter().filter(|token| token.text == "{").count();
    let literals =
        outer.iter().filter(|token| matches!(token.text, "struct" | "interface")).count();
    match first.text {
        "*" | "[" | "map" | "chan" | "<-" | "struct" | "interface" | "func" => bodies > literals,
        _ => !is_type_name(&outer, tokens),
    }
}

/// Whether tokens are `T`, `a.T`, or one of them with type arguments; `outer` are those outside brackets.
fn is_type_name(outer: &[&Token<'_>], tokens: &[Token<'_>]) -> bool {
    let is_word = |token: &Token<'_>| token.kind == Kind::Word;
    let path = match outer {
        [path @ .., open] if open.text == "[" => path,
        path => path,
    };
    // `a[0]` is an element.
    let element = tokens.windows(2).any(
        |pair| matches!(pair, [open, inside] if open.text == "[" && inside.kind == Kind::Literal),
    );
    !element
        && match path {
            [name] => is_word(name),
            [package, dot, name] => is_word(package) && dot.text == "." && is_word(name),
            _ => false,
        }
}

/// The brackets between a method's name and its parameters.
fn parameters_of_method(tokens: &[Token<'_>]) -> Option<Range<usize>> {
    let [_, open, rest @ ..] = tokens else { return None };
    let behind = rest.get(tokens::closing(rest)? + 1..).filter(|_| open.text == "(")?;
    let [name, bracket, inside @ ..] = behind else { return None };
    let end = inside.get(tokens::closing(inside)?)?;
    (name.kind == Kind::Word && bracket.text == "[").then_some(bracket.start..end.end())
}

/// The text with other letters in some places: words stay words, everything else becomes blank.
fn blank(text: &str, places: &[Range<usize>], letter: u8) -> String {
    let filled = |range: &Range<usize>| {
        let word = text.get(range.clone()).is_some_and(is_special);
        (range.clone(), if word { letter } else { b' ' })
    };
    blank_all(text, &places.iter().map(filled).collect::<Vec<_>>())
}

fn blank_all(text: &str, places: &[(Range<usize>, u8)]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for (range, filling) in places {
        for byte in bytes.get_mut(range.clone()).unwrap_or_default() {
            if *byte != b'\n' {
                *byte = *filling;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// First bytes of the lines.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self(std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect())
    }

    fn part(&self, range: &Range<usize>) -> Part {
        Part {
            start_byte: range.start,
            end_byte: range.end,
            start_point: self.point(range.start),
            end_point: self.point(range.end),
        }
    }

    fn point(&self, byte: usize) -> Point {
        let row = self.0.partition_point(|start| *start <= byte).saturating_sub(1);
        let start = self.0.get(row).copied().unwrap_or_default();
        Point { row, column: byte - start }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::{extract, language::Registry};

    /// Declared functions as `receiver.name:line`, and the number of errors.
    #[track_caller]
    fn check(body: &str, functions: &[&str], errors: u32) {
        let registry = Registry::new(&[]).unwrap();
        let text = format!("package a\n{body}");
        let facts = extract::file(&registry, &Arc::from("a/a_test.go"), text.as_bytes(), false);
        let shown = |one: &crate::model::Function| {
            let receiver = one.receiver.as_ref().map_or(String::new(), |name| format!("{name}."));
            format!("{receiver}{}:{}", one.name, one.at.line)
        };
        let mut found: Vec<_> = facts.functions.iter().map(shown).collect();
        found.sort();
        assert_eq!(
            (
                found.iter().map(String::as_str).collect::<Vec<_>>().as_slice(),
                facts.file.error_nodes
            ),
            (functions, errors),
            "{body}"
        );
    }

    #[test]
    fn new_takes_values() {
        for value in [
            "1",
            "\"x\"",
            "-n",
            "&x",
            "f(1)",
            "a + b",
            "x.y(z)",
            "T{1}",
            "[]int{1}",
            "struct{}{}",
            "(x)",
            "a.b.c",
            "x[0]",
            "x[i].y",
            "make(n - 1)",
            "make([]int, n)[0]",
            "func() int { return 1 }",
            "map[string]int{}",
            "[]struct{ a int }{}",
        ] {
            check(&format!("func F() any {{ return new({value}) }}"), &["F:2"], 0);
        }
        for name in ["T", "a.T", "*T", "[]T", "map[K]V", "struct{ a int }", "func(int)", "Box[int]"]
        {
            check(&format!("func F() any {{ return new({name}) }}\nvar x = new(1)"), &["F:2"], 0);
        }
    }

    #[test]
    fn methods_may_have_type_parameters() {
        let text = "type T struct{}\nfunc (t *T) Map[A, B any](a A, f func(A) B) (b B) { return f(a) }\nfunc (t T) After(x [3]int) {}";
        check(text, &["T.After:4", "T.Map:3"], 0);
    }

    #[test]
    fn a_broken_declaration_harms_no_other() {
        check(
            "func A() {}\nfunc B( {\nfunc C() {}\nvar x = new(1)\nfunc (T) D() {}",
            &["A:2", "C:4", "T.D:6"],
            1,
        );
        check(
            "func A() { if x {\n}\n\nfunc B() {}\n\ntype T struct {\n\nfunc C() {}",
            &["A:2", "B:5", "C:9"],
            2,
        );
        check(
            "var s = `\nfunc no() {\n`\n\nfunc A() { \"\n}\n\n/*\nfunc no() {\n*/\nfunc B() {}",
            &["A:6", "B:12"],
            1,
        );
    }
}
