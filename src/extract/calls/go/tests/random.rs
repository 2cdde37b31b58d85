//! Texts that nobody wrote: no panic, no deep recursion, and where the reader is sure, it is right.

use std::{fmt::Write, ops::Range, sync::LazyLock};

use proptest::prelude::*;

use super::{oracle, shown};
use crate::{extract::calls::go, language::Registry};

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::new(&[]).unwrap());

const TOKENS: [&str; 72] = [
    "a",
    "b",
    "T",
    "_",
    "nil",
    "make",
    "new",
    "f",
    "x",
    "1",
    "2.5",
    "'c'",
    "\"s\"",
    "`r`",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    ":",
    ".",
    "...",
    ".",
    ",",
    "~",
    "=",
    "+=",
    ":=",
    "++",
    "<-",
    "*",
    "&",
    "|",
    "+",
    "!",
    "==",
    "&&",
    "\n",
    "\n",
    "\n",
    "// c\n",
    "/* c */",
    "if",
    "else",
    "for",
    "range",
    "switch",
    "case",
    "default",
    "select",
    "func",
    "return",
    "go",
    "type",
    "struct",
    "interface",
    "map",
    "chan",
    "var",
    "const",
    "import",
    "package",
    "é",
];

const FILE: &str = r#"package a

import "b"

type F func(a ...T) error

type S[P any] struct {
	a, b map[string][]*b.T
	c    [3]P `x`
}

const (
	A T = iota
	B
)

var x, y = b.New(a.b[c.d]), func(i int) *T { return &T{i: i, j: []int{1}} }

// Comment.
func (s *S[P]) Do(ctx context.Context, a, b int, opts ...Opt) (r []T, err error) {
	if v, ok := s.c[a.b]; ok && v != nil {
		return v.list(), nil
	} else if x := new(T); x.y() {
		defer func() { recover() }()
	}
	for i, one := range s.a.all(b...) {
		one[i](ctx).close()
	}
	switch v := r[0].(type) {
	case *T, nil:
		go v.run(*(*[]byte)(p))
	case int:
		a, b = b, <-s.ch
	default:
	}
loop:
	for i := 0; i < n(); i++ {
		select {
		case m, ok := <-ch:
			m.x[i].y(ok)
		case ch <- f(Opt[int]{1}, s.m["a"](1)):
			break loop
		}
	}
	var t, u = make([]T, len(r)), interface{}(x)
	return t[1:2:3], u.(error)
}
"#;

fn part(range: Range<usize>) -> &'static str {
    FILE.get(range).unwrap()
}

/// A file in which one place is something else.
fn mutation() -> impl Strategy<Value = String> {
    let place = 0..FILE.len();
    let token = proptest::sample::select(&TOKENS[..]);
    (place, 0..12_usize, token).prop_map(|(start, length, token)| {
        let end = (start + length).min(FILE.len());
        format!("{} {token} {}", part(0..start), part(end..FILE.len()))
    })
}

fn soup() -> impl Strategy<Value = String> {
    let token = proptest::sample::select(&TOKENS[..]);
    proptest::collection::vec(token, 0..40).prop_map(|tokens| {
        let mut text = String::from("package a\nfunc f() {\n");
        for token in tokens {
            write!(text, "{token} ").unwrap();
        }
        text + "\n}\n"
    })
}

fn check(text: &str) -> Result<(), TestCaseError> {
    if let Some(read) = go::read(text) {
        prop_assert_eq!(shown(&read), shown(&oracle(&REGISTRY, text)), "{}", text);
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_change_is_read_as_the_tree_is_or_left(text in mutation()) {
        check(&text)?;
    }

    #[test]
    fn tokens_in_any_order_are_read_as_the_tree_is_or_left(text in soup()) {
        check(&text)?;
    }

    #[test]
    fn any_text_is_read_or_left(text in "\\PC{0,60}", cut in 0..FILE.len()) {
        go::read(&text);
        go::read(part(0..cut));
    }

    #[test]
    fn nothing_is_too_deep(token in proptest::sample::select(&TOKENS[..]), second in proptest::sample::select(&TOKENS[..])) {
        for body in [token.repeat(3000), format!("{token} {second} ").repeat(3000)] {
            go::read(&format!("package a\nfunc f() {{ {body}"));
            go::read(&format!("package a\nvar x = {body}"));
            go::read(&body);
        }
    }
}

#[test]
fn the_file_is_not_left_to_the_tree() {
    assert!(go::read(FILE).is_some());
}
