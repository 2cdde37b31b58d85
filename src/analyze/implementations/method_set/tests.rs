//! What makes a Go type satisfy an interface, and what only looks like it.

use std::sync::Arc;

use super::*;
use crate::{analyze::packages, extract, language::Registry};

/// Files in folders `a`, `b` and so on of module `example.test/m`; claims as `type: interface`.
#[track_caller]
fn check(files: &[(&str, &str)], expected: &[&str]) {
    let registry = Registry::new(&[]).unwrap();
    let read = |(path, text): &(&str, &str)| {
        let name = path.split('/').next().unwrap();
        let header =
            if text.contains("package ") { String::new() } else { format!("package {name}\n") };
        let text = header + text;
        extract::file(&registry, &Arc::from(*path), text.as_bytes(), false)
    };
    let mut facts: Vec<_> = files.iter().map(read).collect();
    let modules = [packages::tests::module(&facts[0].source().evidence("x", 1, 1))];
    packages::classify(&mut facts, &modules);
    let packages = packages::packages(&facts, &modules);
    let shown = |one: Implementation| {
        let interface = [one.interface.qualifier.as_str(), &one.interface.name];
        let interface = interface.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        format!("{}: {}", one.type_ref.name, interface.join("."))
    };
    let mut found: Vec<_> = find(&facts, &packages, &[]).into_iter().map(shown).collect();
    found.sort();
    assert_eq!(found, expected, "{files:#?}");
}

#[test]
fn signatures_are_compared_with_import_paths() {
    let port =
        "import \"example.test/m/b\"\ntype Store interface { Put(key string, v *b.Item) error }";
    check(
        &[
            ("a/a.go", port),
            (
                "b/b.go",
                "type Item struct{}\ntype T struct{}\nfunc (t *T) Put(string, *Item) (err error) { return }",
            ),
            (
                "c/c.go",
                "import in \"example.test/m/b\"\ntype T struct{}\nfunc (t T) Put(k string, v *in.Item) error { return nil }",
            ),
            (
                "d/d.go",
                "type Item struct{}\ntype Not struct{}\nfunc (t *Not) Put(string, *Item) error { return nil }",
            ),
            (
                "e/e.go",
                "import \"other.test/b\"\ntype Not struct{}\nfunc (t *Not) Put(string, *b.Item) error { return nil }",
            ),
            (
                "f/f.go",
                "import . \"example.test/m/b\"\ntype T struct{}\nfunc (t *T) Put(string, *Item) error { return nil }",
            ),
        ],
        &["T: a.Store", "T: a.Store", "T: a.Store"],
    );
}

#[test]
fn aliases_are_what_they_stand_for() {
    check(
        &[
            (
                "a/a.go",
                "type ID = string\ntype Map = map[ID]any\ntype Own string\ntype I interface { M(ID, Map, byte) error }",
            ),
            (
                "b/b.go",
                "type T struct{}\nfunc (T) M(string, map[string]interface{}, uint8) error { return nil }",
            ),
            (
                "c/c.go",
                "import \"example.test/m/a\"\ntype Not struct{}\nfunc (Not) M(a.Own, a.Map, byte) error { return nil }",
            ),
        ],
        &["T: a.I"],
    );
}

#[test]
fn outside_packages_go_by_their_likeliest_name() {
    let port = "import \"other.test/git-module\"\ntype I interface { M(git.Option) }";
    let method = "import git \"other.test/git-module\"\ntype T struct{}\nfunc (T) M(git.Option) {}";
    let other = "import (\n\"other.test/git-tools\"\n\"other.test/git\"\n)\ntype Not struct{}\nfunc (Not) M(git.Option) {}";
    check(&[("a/a.go", port), ("b/b.go", method), ("c/c.go", other)], &["T: a.I"]);
}

#[test]
fn a_receiver_may_be_an_alias() {
    let text = "type I interface { M() }\ntype T struct{}\ntype Also = T\nfunc (*Also) M() {}";
    check(&[("a/a.go", text)], &["T: I"]);
}

#[test]
fn what_a_package_declares_hides_what_is_built_in() {
    check(
        &[
            ("a/a.go", "type I interface { M() error }"),
            (
                "b/b.go",
                "type error struct{}\ntype Not struct{}\nfunc (Not) M() error { return error{} }",
            ),
        ],
        &[],
    );
}

#[test]
fn embedded_interfaces_are_asked_for() {
    let methods = "type T struct{}\nfunc (*T) Close() error { return nil }\nfunc (*T) M() {}\ntype Half struct{}\nfunc (*Half) M() {}";
    check(
        &[
            (
                "a/a.go",
                "import \"io\"\ntype M interface { M() }\ntype I interface { M\nio.Closer }",
            ),
            ("b/b.go", methods),
        ],
        &["Half: a.M", "T: a.I", "T: a.M"],
    );
    check(
        &[
            (
                "a/a.go",
                "import \"other.test/x\"\ntype I interface { M()\nx.Other }\ntype N interface { ~int\nM() }\ntype G[K any] interface { M() }\ntype E interface{}\ntype A = interface { M() }",
            ),
            ("b/b.go", methods),
        ],
        &[],
    );
    check(
        &[("a/a.go", "type M interface { M() }\ntype Mine M\ntype Also = M"), ("b/b.go", methods)],
        &["Half: a.M", "Half: a.Mine", "T: a.M", "T: a.Mine"],
    );
}

#[test]
fn methods_are_promoted_by_depth() {
    let base = "type I interface { M() }\ntype Base struct{}\nfunc (*Base) M() {}\ntype Other struct{}\nfunc (Other) M() {}\n";
    for (declared, expected) in [
        ("type T struct { Base }", true),
        ("type T struct { *Base }", true),
        ("type Mid struct { x int; Base }\ntype T = Mid", true),
        ("type T struct { I }", true),
        ("type T struct { Base Base }", false),
        ("type T struct { Base; Other }", false),
        ("type T struct { Base; M int }", false),
        ("type T struct { In }\ntype In struct { M int; Base }", false),
        ("type T struct { Base; In }\ntype In struct { Other }", true),
        ("type T Base", false),
        ("type T Whole\ntype Whole struct { Base }", true),
        ("type T struct { Named }\ntype Named = Base", true),
        ("type T struct { Base; *other.Thing }", false),
        ("type T struct { *other.Thing }\nfunc (*T) M() {}", true),
        ("type T struct { Base; sync.Mutex }", true),
    ] {
        let imports = "import (\n\"sync\"\n\"other.test/other\"\n)\n";
        let files = [("a/a.go", &*format!("{imports}{base}{declared}"))];
        let mut wanted = vec!["Base: I", "Other: I"];
        let extra = ["In: I", "Whole: I", "Mid: I", "T: I"];
        let has = |name: &str| match name {
            "T: I" => expected && !declared.contains("type T ="),
            "In: I" => declared.contains("type In struct { Other }"),
            "Whole: I" => declared.contains("type Whole"),
            _ => declared.contains("type Mid"),
        };
        wanted.extend(extra.into_iter().filter(|name| has(name)));
        wanted.sort_unstable();
        check(&files, &wanted);
    }
}

#[test]
fn unexported_methods_are_those_of_one_package() {
    let interface = "type I interface { seal() }\ntype T struct{}\nfunc (T) seal() {}";
    let outside = "import \"example.test/m/a\"\ntype Not struct{}\nfunc (Not) seal() {}\ntype Lent struct { a.T }";
    check(&[("a/a.go", interface), ("b/b.go", outside)], &["Lent: a.I", "T: I"]);
}

#[test]
fn type_parameters_are_no_types() {
    check(
        &[
            (
                "a/a.go",
                "type I interface { Get() K }\ntype K string\ntype N interface { Len() int }",
            ),
            (
                "b/b.go",
                "type Box[V any] struct{}\nfunc (b *Box[V]) Get() V { panic(0) }\nfunc (b *Box[V]) Len() int { return 0 }",
            ),
        ],
        &["Box: a.N"],
    );
}

#[test]
fn tests_add_methods_inside_their_package_only() {
    check(
        &[
            ("a/a.go", "type I interface { M() }\ntype T struct{}\ntype Sub struct { T }"),
            ("a/a_test.go", "func (T) M() {}\ntype fake struct{}\nfunc (fake) M() {}"),
            ("b/b.go", "import \"example.test/m/a\"\ntype Not struct { a.T }"),
            ("b/b_test.go", "import \"example.test/m/a\"\ntype not struct { a.T }"),
        ],
        &["Sub: I", "T: I", "fake: I"],
    );
}

#[test]
fn platforms_may_each_declare_a_method() {
    let same = "type T struct{}\nfunc (T) M() int { return 1 }";
    check(
        &[
            ("a/a.go", "type I interface { M() int }"),
            ("a/t_linux.go", same),
            ("a/t_windows.go", same),
        ],
        &["T: I"],
    );
    let other = "type T struct{}\nfunc (T) M() string { return \"\" }";
    check(
        &[
            ("a/a.go", "type I interface { M() int }"),
            ("a/t_linux.go", same),
            ("a/t_windows.go", other),
        ],
        &["T: I"],
    );
    // The method is there where linux/amd64 is not.
    check(
        &[
            ("a/a.go", "type I interface { M() int }\ntype Not struct{}"),
            (
                "a/t_windows.go",
                "func (Not) M() int { return 1 }\ntype W struct{}\nfunc (W) M() int { return 1 }",
            ),
            ("a/t_darwin.go", "type J interface { M() int }"),
        ],
        &["W: I"],
    );
}

#[test]
fn what_no_build_joins_is_no_implementation() {
    check(
        &[
            ("a/a.go", "type I interface { M() }"),
            ("b/on.go", "//go:build x\n\npackage b\ntype T struct{}\nfunc (T) M() {}"),
            ("b/off.go", "//go:build !x\n\npackage b\ntype T struct{}\ntype Not struct{}"),
            ("b/both.go", "//go:build x && y\n\npackage b\nfunc (Not) M() {}"),
        ],
        &["T: a.I"],
    );
}

#[test]
fn type_arguments_are_put_in() {
    let generic = "type Store[K comparable, V any] interface { Get(K) (V, error) }\ntype Base[V any, K comparable] struct{}\nfunc (b *Base[X, Y]) Get(y Y) (x X, err error) { return }\ntype Pair[A any] = Base[A, string]";
    check(
        &[
            ("a/a.go", generic),
            (
                "b/b.go",
                "import \"example.test/m/a\"\ntype User struct{}\ntype Users interface { a.Store[string, *User] }\ntype Plain interface { Get(string) (*User, error) }\ntype T struct { a.Base[*User, string] }\ntype U struct { *a.Pair[*User] }\ntype Not struct { a.Base[User, string] }\ntype V[W any] struct { a.Base[*User, W] }",
            ),
            (
                "c/c.go",
                "type X string\ntype Box[X any] struct{}\nfunc (Box[X]) Get() X { panic(0) }\ntype I interface { Get() X }\ntype L[E any] = []E\ntype All interface { All(L[int]) }\ntype A struct{}\nfunc (A) All([]int) {}",
            ),
        ],
        &["A: All", "T: Plain", "T: Users", "U: Plain", "U: Users"],
    );
}

#[test]
fn the_standard_library_is_known() {
    check(
        &[(
            "a/a.go",
            "import (\"net\"; \"net/http\"; \"testing\"; \"sync/atomic\")\ntype Conn interface { net.Conn; CloseWrite() error }\ntype T struct { *net.TCPConn }\ntype N struct { net.Conn }\nfunc (N) CloseWrite() error { return nil }\ntype W interface { http.ResponseWriter; http.Flusher }\ntype R struct { http.ResponseWriter }\nfunc (R) Flush() {}\ntype TB interface { testing.TB }\ntype F struct { *testing.T }\ntype P interface { Load() *R }\ntype Q struct { atomic.Pointer[R] }\ntype Hidden struct { net.Conn; http.Request }\ntype C interface { Close() error }",
        )],
        &["F: TB", "N: C", "N: Conn", "Q: P", "R: W", "T: C", "T: Conn"],
    );
}
