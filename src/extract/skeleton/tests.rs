//! Functions of small texts, and the facts of a file in parts and whole.

use super::{rest, units};
use crate::{extract::file, language::Registry};

/// The functions of a text as `first line of the function: branches`, with ` declares` where the body has to
/// be parsed; each body begins with `@` and ends with `@`.
#[track_caller]
fn check(language: &str, text: &str, expected: &[&str]) {
    let found = units(language, text).expect("the lexer is sure");
    let shown: Vec<String> = found
        .iter()
        .map(|unit| {
            let body = text.get(unit.body.clone()).unwrap().trim();
            assert!(body.is_empty() || (body.starts_with('@') && body.ends_with('@')), "{body}");
            let declares = if unit.declares { " declares" } else { "" };
            let first =
                text.get(unit.range.clone()).unwrap().split('{').next().unwrap_or_default().trim();
            format!("{first}: {}{declares}", unit.branches)
        })
        .collect();
    assert_eq!(shown, expected, "{text}");
}

#[track_caller]
fn check_unsure(language: &str, text: &str) {
    assert_eq!(units(language, text), None, "{text}");
}

#[test]
fn bodies_of_go_functions_are_found() {
    check(
        "go",
        "package a\nfunc F() {@ x() @}\nfunc (t *T[K]) M(f func() error) (int, error) {@\n@}",
        &["func F(): 0", "func (t *T[K]) M(f func() error) (int, error): 0"],
    );
    check(
        "go",
        "func F()\nfunc G() {}\ntype H func(int) bool\nvar i func() = nil",
        &["func G(): 0"],
    );
    check("go", "func F() interface{ M() } {@ {} @}", &["func F() interface: 0"]);
    check("go", "func F(a struct{ b int }) map[string]struct{} {@@}", &["func F(a struct: 0"]);
    check("go", "var f = func() {@ if a {} @}\nconst c = `func x() {`", &["func(): 1"]);
    check(
        "go",
        "// func a() {\n/* func b() { */ func F() {@ // }\n/* } */ \"}\" `}\n}` '}' '\\'' @}",
        &["func F(): 0"],
    );
}

#[test]
fn branch_points_of_go_are_those_of_gocyclo() {
    check(
        "go",
        "func F() {@ if a && b || c { for range x { } } else if d { } @}",
        &["func F(): 5"],
    );
    check(
        "go",
        "func F() {@ switch x { case 1: case 2, 3: default: } select { case <-c: default: } @}",
        &["func F(): 3"],
    );
    check("go", "func F() {@ iff(); forx := \"if && for\" // if\n @}", &["func F(): 0"]);
}

#[test]
fn go_bodies_with_declarations_are_parsed() {
    check("go", "func F() {@ type T struct{} @}", &["func F(): 0 declares"]);
    check("go", "func F() {@ switch v := x.(type) { case int: } typed := 1 @}", &["func F(): 1"]);
}

#[test]
fn go_text_whose_brackets_do_not_fit_is_parsed_whole() {
    check_unsure("go", "func F() { ( }");
    check_unsure("go", "func F() { {\n}\nfunc G() {\n}\n");
    check_unsure("go", "func F() { \"open\n}");
    check_unsure("go", "func F() { `open }");
    check_unsure("go", "func F() { /* open }");
    check_unsure("go", "}");
    check_unsure("cobol", "x");
}

#[test]
fn bodies_of_rust_functions_are_found() {
    check(
        "rust",
        "impl T { pub const fn f<'a>(&'a self) -> [u8; 2] where T: X<Y = u8>, {@ @} }",
        &["fn f<'a>(&'a self) -> [u8; 2] where T: X<Y = u8>,: 0"],
    );
    check(
        "rust",
        "trait T { fn f(); fn g() {@ @} }\ntype F = fn(u8) -> u8;\nfn h(f: fn()) {@@}",
        &["fn g(): 0", "fn h(f: fn()): 0"],
    );
    check(
        "rust",
        "fn f() {@ '}'; b'}'; \"}\"; r#\"}\"}\"#; br\"}\"; 'a: loop {} /* } /* } */ } */ // }\n r#fn @}",
        &["fn f(): 0"],
    );
    check(
        "rust",
        "macro_rules! m { () => { fn f() {} } }\nm! { fn g() {} }\nfn h() {@ @}",
        &["fn h(): 0"],
    );
    check("rust", "fn f() -> ! {@ @}", &["fn f() -> !: 0"]);
}

#[test]
fn branch_points_of_rust_are_those_of_the_query() {
    check(
        "rust",
        "fn f() {@ if a && b {} else if c || d {} else {} while e {} for x in y {} loop {} z? @}",
        &["fn f(): 6"],
    );
    check(
        "rust",
        "fn f() {@ match a { A => 1, B if c => 2, _ => match d { x => {} } } @}",
        &["fn f(): 3"],
    );
    check(
        "rust",
        "fn f() {@ let Some(x) = y else { return }; let z = if a { 1 } else { 2 }; @}",
        &["fn f(): 2"],
    );
    check(
        "rust",
        "fn f() {@ g(|| 1, &&x, move || 2); let h: &&str = i; for<'a> fn(&'a u8); @}",
        &["fn f(): 0 declares"],
    );
    check(
        "rust",
        "fn f() {@ assert!(a && b || if c { d }); vec![1]; !(e); if !(g) {} @}",
        &["fn f(): 1"],
    );
    check("rust", "fn f() {@ a < 0. || b > 1. && c; 1..2; 1.max(2) @}", &["fn f(): 2"]);
    check("rust", "fn f() {@ if {a} && b {} @}", &["fn f(): 1 declares"]);
}

#[test]
fn rust_bodies_with_declarations_are_parsed() {
    for item in [
        "fn g() {}",
        "struct S;",
        "use a::b;",
        "impl A {}",
        "const C: u8 = 1;",
        "macro_rules! m { () => {} }",
    ] {
        check("rust", &format!("fn f() {{@ {item} @}}"), &["fn f(): 0 declares"]);
    }
    check("rust", "fn f() {@ let p = x as *const u8; @}", &["fn f(): 0"]);
}

#[test]
fn rust_text_whose_brackets_do_not_fit_is_parsed_whole() {
    check_unsure("rust", "fn f() { ( }");
    check_unsure("rust", "fn f() {");
    check_unsure("rust", "fn f() { \"open }");
    check_unsure("rust", "/* /* */");
}

#[test]
fn what_stays_has_its_rows_and_columns() {
    let text = "é\nfunc F() { a\nb }\nfunc G() {\n\n}x";
    let found = units("go", text).unwrap();
    let parts = rest(text, found.iter().map(|unit| unit.body.clone()));
    let shown: Vec<_> = parts
        .iter()
        .map(|part| {
            let (start, end) = (part.start_point, part.end_point);
            let text = text.get(part.start_byte..part.end_byte).unwrap();
            (text, (start.row, start.column), (end.row, end.column))
        })
        .collect();
    let expected = [
        ("é\nfunc F() {", (0, 0), (1, 10)),
        ("}\nfunc G() {", (2, 2), (3, 10)),
        ("}x", (5, 0), (5, 2)),
    ];
    assert_eq!(shown, expected);
}

/// The facts of a file, read in parts and whole.
#[track_caller]
fn check_same(path: &str, text: &str) {
    use crate::language::{Depth, Reading};
    let read = |full_parse| {
        let reading = Reading { depth: Depth::Bodies, full_parse };
        let registry = Registry::new(&[]).unwrap().with_reading(reading);
        file(&registry, &path.into(), text.as_bytes(), false)
    };
    assert_eq!(read(false), read(true), "{text}");
}

#[test]
fn facts_in_bodies_are_found_without_parsing_all_of_them() {
    check_same(
        "a.go",
        "package a\n\nimport \"os\"\n\nconst key = \"A\"\n\nfunc F() { os.Getenv(key) }\n\nfunc G() { key := \"B\"; use(key) }\n\nfunc H() { type T struct { X string `env:\"X\"` } }\n",
    );
    check_same(
        "a.go",
        "package a\nfunc F() { if a {} }\nimport \"os\"\nfunc G() { important() }\n",
    );
    check_same(
        "routes.go",
        "package a\n\nimport \"github.com/gofiber/fiber/v2\"\n\nfunc Base() string { return \"/v1\" }\n\nfunc F(app *fiber.App) { if x { g(app) }; app.Get(Base()+\"/a\", h) }\n\nfunc h(c *fiber.Ctx) error { return nil }\n",
    );
    check_same(
        "src/lib.rs",
        "fn f() { if a && b { std::env::var(\"KEY\").unwrap(); } }\nimpl T { fn g(&self) { use std::fmt; match x { A => 1, B => 2 } } }\n#[cfg(test)]\nmod tests { #[test]\nfn t() { super::f(); } }\n",
    );
}
