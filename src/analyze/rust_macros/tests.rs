//! Which tests a repository's macros write, shape by shape: whole crates in, `file:line name` out.

use std::sync::{Arc, LazyLock};

use crate::{
    analyze::rust_tree,
    extract,
    language::Registry,
    model::{EvidenceClass, FileFacts, Module, Source, Target, TestVia},
};

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::new(&[]).unwrap());

/// A package of one library in each of the folders.
fn packages(dirs: &[&str]) -> Vec<Module> {
    let package = |dir: &&str| {
        let source = Source {
            file: Arc::from(format!("{dir}/Cargo.toml")),
            language: "toml".into(),
            class: EvidenceClass::Configuration,
        };
        let src = format!("{dir}/src/lib.rs");
        Module {
            at: source.evidence("cargo.package", 1, 1),
            kind: "cargo-package".into(),
            dir: (*dir).into(),
            inner: String::new(),
            name: (*dir).into(),
            language_version: None,
            members: Vec::new(),
            targets: vec![Target { kind: "lib".into(), name: (*dir).into(), src }],
        }
    };
    dirs.iter().map(package).collect()
}

fn facts((path, text): &(&str, &str)) -> FileFacts {
    let mut facts = extract::file(&REGISTRY, &Arc::from(*path), text.as_bytes(), false);
    facts.file.module = path.split('/').next().map(Into::into);
    facts
}

#[track_caller]
fn check_files(files: &[(&str, &str)], expected: &[&str]) {
    let facts: Vec<_> = files.iter().map(facts).collect();
    let dirs: Vec<_> =
        files.iter().filter_map(|(path, _)| path.strip_suffix("/src/lib.rs")).collect();
    let crates = rust_tree::walk(&REGISTRY, &facts, &packages(&dirs), &rust_tree::Links::new());
    assert!(crates.tests.iter().all(|test| test.via == TestVia::Macro));
    let found: Vec<_> =
        crates.tests.iter().map(|t| format!("{}:{} {}", t.at.file, t.at.line, t.name)).collect();
    assert_eq!(found, expected, "{files:?}");
}

/// One file; the expected tests as `line name`.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let expected: Vec<_> = expected.iter().map(|test| format!("a/src/lib.rs:{test}")).collect();
    let expected: Vec<_> = expected.iter().map(String::as_str).collect();
    check_files(&[("a/src/lib.rs", text)], &expected);
}

#[test]
fn a_name_that_is_handed_over() {
    let case = "macro_rules! case { ($name:ident, $e:expr) => { #[test] fn $name() { $e } }; }\n";
    let check = |calls: &str, expected: &[&str]| check(&format!("{case}{calls}"), expected);
    check("case!(one, 1);\ncase! { two, f(|a, b| a < b) }", &["2 one", "3 two"]);
    check("case!(r#match, vec![1, 2]);", &["2 match"]);
    check("case!(\n  // A comment.\n  one,\n  2\n);", &["2 one"]);
    check("#[cfg(x)]\ncase!(one, a::<B, C>());", &["3 one"]);
    // It fits no arm, stands in a function, or in text.
    check("case!(one);\nfn f() { case!(two, 2); }\n// case!(three, 3);", &[]);
    check("case!(\"one\", 1);\ncase!(_, 1);", &[]);
}

#[test]
fn names_of_its_own_and_attributes() {
    check(
        "macro_rules! all { () => { #[test] fn a() {} mod m { #[tokio::test] async fn b() {} } fn c() {} } }\nall!();",
        &["2 a", "2 b"],
    );
    check(
        "macro_rules! t { ($(#[$m:meta])* $n:ident) => { $(#[$m])* #[test] pub fn $n() {} } }\nt!(\n /// Doc, with a comma.\n #[cfg(a, b = \"c\")] one);",
        &["2 one"],
    );
    check(
        "macro_rules! t { ($(#[$m:meta])* $n:ident) => { $(#[$m])* fn $n() {} } }\nt!(#[test] one);\nt!(two);",
        &["2 one"],
    );
    check(
        "macro_rules! t { ($i:item) => { #[test] $i } }\nt!(pub async unsafe fn one() -> A<B> {});",
        &["2 one"],
    );
    check(
        "macro_rules! t { ($n:ident) => { #[cfg(test)] impl $n { #[inline] fn a() {} } } }\nt!(A);",
        &[],
    );
}

#[test]
fn lists() {
    let cases = "macro_rules! cases { ($($name:ident: $value:expr,)*) => { $( #[test] fn $name() { $value } )* } }\n";
    check(&format!("{cases}cases! {{\n a: 1,\n b: (2, 3),\n}}"), &["2 a", "2 b"]);
    check(
        "macro_rules! m { ($($m:ident => [$($n:ident),+ $(,)?]);*) => { $( mod $m { $( #[test] fn $n() {} )+ } )* } }\nm!(x => [a, b,]; y => [c]);",
        &["2 a", "2 b", "2 c"],
    );
    check(
        "macro_rules! m { ($t:ty; $($n:ident)*) => { $( #[test] fn $n() -> $t {} )* } }\nm!(Vec<A, B>; a b);",
        &["2 a", "2 b"],
    );
}

#[test]
fn arms_and_calls_of_calls() {
    check(
        "macro_rules! t { (no $n:ident) => {}; ($n:ident, $e:expr) => { t!($n, $e, false); }; ($n:ident, $e:expr, $f:expr) => { #[test] fn $n() {} } }\nt!(a, 1 + 2);\nt!(no b);",
        &["2 a"],
    );
    check(
        "macro_rules! each { () => {}; ($n:ident $($rest:tt)*) => { #[test] fn $n() {} each!($($rest)*); } }\neach!(a b c);",
        &["2 c", "2 b", "2 a"],
    );
    check(
        "macro_rules! maker { ($m:ident) => { macro_rules! $m { ($n:ident) => { #[test] fn $n() {} } } } }\nmaker!(made);\nmade!(a);",
        &["3 a"],
    );
    // It never ends, and doubles on the way.
    check("macro_rules! r { ($($t:tt)*) => { r!($($t)* $($t)*); r!(x $($t)*); } }\nr!(x);", &[]);
}

#[test]
fn names_put_together() {
    check(
        "macro_rules! t { ($n:ident, $T:ident) => { paste::paste! { #[test] fn [<$n _of_ $T:snake>]() {} } } }\nt!(sum, BigInt);",
        &["2 sum_of_big_int"],
    );
}

#[test]
fn the_last_macro_of_a_name_in_sight_counts() {
    check(
        "macro_rules! vec { ($n:ident) => { #[test] fn $n() {} } }\nvec!(a);\nmod m { macro_rules! vec { ($n:ident) => {} } vec!(b); }\nvec!(c);",
        &["2 a", "4 c"],
    );
    check(
        "mod m { macro_rules! t { ($n:ident) => { #[test] fn $n() {} } } t!(a); }\nt!(b);",
        &["1 a"],
    );
    check(
        "#[macro_use]\nmod m { macro_rules! t { ($n:ident) => { #[test] fn $n() {} } } }\nt!(b);",
        &["3 b"],
    );
    check("t!(a);\nmacro_rules! t { ($n:ident) => { #[test] fn $n() {} } }", &[]);
    check(
        "t!(a);\n#[macro_export] macro_rules! t { ($n:ident) => { #[test] fn $n() {} } }",
        &["1 a"],
    );
}

#[test]
fn other_files_and_crates() {
    let exported = "#[macro_export] macro_rules! t { ($n:ident) => { #[test] fn $n() {} $crate::u!{} } }\n#[macro_export] macro_rules! u { () => { #[test] fn of_u() {} } }";
    check_files(
        &[
            ("a/src/lib.rs", "#[macro_use] mod macros;\nmod b;"),
            ("a/src/macros.rs", "macro_rules! t { ($n:ident) => { #[test] fn $n() {} } }"),
            ("a/src/b.rs", "t!(x);"),
        ],
        &["a/src/b.rs:1 x"],
    );
    check_files(
        &[
            ("a/src/lib.rs", "mod macros; mod b;\nmod c;"),
            (
                "a/src/macros.rs",
                "macro_rules! t { ($n:ident) => { #[test] fn $n() {} } }\npub(crate) use t;",
            ),
            ("a/src/b.rs", "use crate::macros::t as other;\nother!(x);"),
            ("a/src/c.rs", "crate::macros::t!(y);\nt!(z);"),
        ],
        &["a/src/b.rs:2 x", "a/src/c.rs:1 y"],
    );
    check_files(
        &[
            ("my-a/src/lib.rs", exported),
            ("b/src/lib.rs", "my_a::t!(x);"),
            ("c/src/lib.rs", "use my_a::*;\nt!(y);"),
            ("d/src/lib.rs", "#[macro_use] extern crate my_a; t!(z);"),
            ("e/src/lib.rs", "t!(unknown);"),
        ],
        &[
            "b/src/lib.rs:1 of_u",
            "b/src/lib.rs:1 x",
            "c/src/lib.rs:2 of_u",
            "c/src/lib.rs:2 y",
            "d/src/lib.rs:1 of_u",
            "d/src/lib.rs:1 z",
        ],
    );
    // A file of no crate knows its own macros.
    check_files(
        &[("a/ui/x.rs", "macro_rules! t { ($n:ident) => { #[test] fn $n() {} } }\nt!(x);")],
        &["a/ui/x.rs:2 x"],
    );
}

#[test]
fn what_a_macro_hands_on_has_its_own_line() {
    let twice = "macro_rules! twice { ($($t:tt)*) => { mod a { $($t)* } mod b { $($t)* #[test] fn more() {} } } }\n";
    check(&format!("{twice}twice! {{\n #[test] fn x() {{}}\n}}"), &["2 more"]);
    let case = "macro_rules! case { ($n:ident) => { #[test] fn $n() {} } }\n";
    check(&format!("{case}{twice}twice! {{\n case!(x);\n}}"), &["4 x", "3 more"]);
}
