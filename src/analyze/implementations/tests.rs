//! Cases of `implementations`.

use std::sync::Arc;

use super::*;
use crate::{
    analyze::packages,
    extract,
    language::Registry,
    model::{
        EvidenceClass, Import, ImportClass, Interface, InterfaceKind, Proof, Source, SymbolRef,
        TypeDecl, TypeKind,
    },
};

/// Claims as `type@file:line is interface@file:line`.
fn shown(claims: &[Implementation]) -> Vec<String> {
    let symbol = |symbol: &SymbolRef| {
        let file = symbol.file.as_deref().unwrap_or("?");
        format!("{}@{file}:{}", symbol.name, symbol.line)
    };
    let text =
        |one: &Implementation| format!("{} is {}", symbol(&one.type_ref), symbol(&one.interface));
    claims.iter().map(text).collect()
}

#[track_caller]
fn check_go(files: &[(&str, &str)], expected: &[&str]) {
    let registry = Registry::new(&[]).unwrap();
    let read = |(path, text): &(&str, &str)| {
        extract::file(&registry, &Arc::from(*path), text.as_bytes(), false)
    };
    let mut facts: Vec<_> = files.iter().map(read).collect();
    let modules = [packages::tests::module(&facts[0].source().evidence("x", 1, 1))];
    packages::classify(&mut facts, &modules);
    let packages = packages::packages(&facts, &modules);
    assert_eq!(shown(&resolve(&facts, &packages)), expected);
}

const PORTS: (&str, &str) =
    ("ports/p.go", "package ports\ntype Store interface { Get() }\ntype Also = Store\n");

#[test]
fn go_names_are_found_through_imports() {
    let adapter = "package pg\nimport \"example.test/m/ports\"\ntype Repo struct{}\nvar _ ports.Store = (*Repo)(nil)\nvar _ ports.Also = Repo{}\n";
    check_go(
        &[PORTS, ("pg/r.go", adapter)],
        &["Repo@pg/r.go:3 is Store@ports/p.go:2", "Repo@pg/r.go:3 is Also@ports/p.go:3"],
    );
    let alias = "package pg\nimport in \"example.test/m/ports\"\ntype Store struct{}\nvar _ in.Store = &Store{}\n";
    check_go(&[PORTS, ("pg/r.go", alias)], &["Store@pg/r.go:3 is Store@ports/p.go:2"]);
    let dot = "package pg\nimport . \"example.test/m/ports\"\ntype Repo struct{}\nvar _ Store = &Repo{}\n";
    check_go(&[PORTS, ("pg/r.go", dot)], &["Repo@pg/r.go:3 is Store@ports/p.go:2"]);
    let renamed = ("odd-dir/p.go", "package ports\ntype Store interface { Get() }\n");
    let user = "package pg\nimport \"example.test/m/odd-dir\"\ntype Repo struct{}\nvar _ ports.Store = &Repo{}\n";
    check_go(&[renamed, ("pg/r.go", user)], &["Repo@pg/r.go:3 is Store@odd-dir/p.go:2"]);
}

#[test]
fn go_names_outside_stay_without_a_file() {
    let text = "package pg\nimport (\n\"io\"\n\"example.org/x/lib/v2\"\n)\ntype Repo struct{}\nvar _ io.Reader = &Repo{}\nvar _ lib.Store = &Repo{}\nvar _ error = lib.Fail{}\n";
    check_go(
        &[("pg/r.go", text)],
        &["Repo@pg/r.go:6 is Reader@?:0", "Repo@pg/r.go:6 is Store@?:0", "Fail@?:0 is error@?:0"],
    );
}

#[test]
fn go_calls_are_no_types() {
    let text = "package pg\ntype I interface{}\ntype H func()\nfunc make(x any) I { return nil }\nvar _ I = make(nil)\nvar _ I = H(nil)\n";
    check_go(&[("pg/r.go", text)], &["H@pg/r.go:3 is I@pg/r.go:2"]);
}

#[test]
fn go_external_tests_are_a_package_of_their_own() {
    let a = ("a/a.go", "package a\ntype I interface{}\ntype T struct{}\n");
    let test = (
        "a/a_test.go",
        "package a_test\nimport \"example.test/m/a\"\ntype T struct{}\nvar _ a.I = T{}\n",
    );
    check_go(&[a, test], &["T@a/a_test.go:3 is I@a/a.go:2"]);
}

/// A Rust file as facts: traits, structs, imports and claims by name.
struct Rust {
    path: &'static str,
    module: &'static str,
    traits: &'static [&'static str],
    structs: &'static [&'static str],
    imports: &'static [(&'static str, ImportClass)],
    claims: &'static [(&'static str, &'static str)],
}

const EMPTY: Rust =
    Rust { path: "a.rs", module: "a", traits: &[], structs: &[], imports: &[], claims: &[] };

fn rust_facts(rust: &Rust) -> FileFacts {
    let source = Source {
        file: rust.path.into(),
        language: "rust".into(),
        class: EvidenceClass::Implementation,
    };
    let at = || source.evidence("x", 1, 1);
    let mut facts = FileFacts::default();
    facts.file.path = rust.path.into();
    facts.file.language = "rust".into();
    facts.file.module = Some(rust.module.into());
    facts.interfaces.extend(rust.traits.iter().map(|name| Interface {
        at: at(),
        name: (*name).into(),
        kind: InterfaceKind::Trait,
        package_dir: String::new(),
        exported: true,
        generated: false,
        test: false,
        type_params: 0,
        type_parameters: Vec::new(),
        alias: false,
        in_func: None,
        methods: Vec::new(),
        embeds: Vec::new(),
        type_set: Vec::new(),
        rank: 0.0,
        doc: None,
    }));
    facts.types.extend(rust.structs.iter().map(|name| TypeDecl {
        at: at(),
        kind: TypeKind::Struct,
        name: (*name).into(),
        exported: true,
        generated: false,
        test: false,
        in_func: None,
        type_parameters: Vec::new(),
        fields: 0,
        members: Vec::new(),
        target: None,
    }));
    facts.imports.extend(rust.imports.iter().map(|(path, class)| Import {
        at: at(),
        path: (*path).into(),
        alias: None,
        class: *class,
    }));
    let symbol = |text: &str| {
        let (qualifier, name) = text.rsplit_once("::").unwrap_or(("", text));
        SymbolRef { name: name.into(), qualifier: qualifier.into(), ..SymbolRef::default() }
    };
    facts.implementations.extend(rust.claims.iter().map(|(name, of)| Implementation {
        at: at(),
        evidence: Proof::Impl,
        type_ref: symbol(name),
        interface: symbol(of),
    }));
    facts
}

#[track_caller]
fn check_rust(files: &[Rust], expected: &[&str]) {
    let facts: Vec<_> = files.iter().map(rust_facts).collect();
    assert_eq!(shown(&resolve(&facts, &[])), expected);
}

#[test]
fn rust_names_are_found_near_by() {
    let both = Rust { traits: &["Show"], structs: &["T"], claims: &[("T", "Show")], ..EMPTY };
    check_rust(&[both], &["T@a.rs:1 is Show@a.rs:1"]);
    let show = || Rust { path: "b.rs", traits: &["Show"], ..EMPTY };
    let user = || Rust { structs: &["T"], claims: &[("T", "Show")], ..EMPTY };
    check_rust(&[user(), show()], &["T@a.rs:1 is Show@b.rs:1"]);
    check_rust(&[user(), show(), Rust { path: "c.rs", ..show() }], &["T@a.rs:1 is Show@?:0"]);
    check_rust(&[user(), Rust { module: "other", ..show() }], &["T@a.rs:1 is Show@?:0"]);
}

#[test]
fn rust_imports_say_where_a_name_lives() {
    let show = || Rust { path: "b.rs", traits: &["Show"], ..EMPTY };
    let user = Rust { structs: &["T"], claims: &[("T", "Show"), ("T", "std::fmt::Show")], ..EMPTY };
    let std = Rust { imports: &[("std::fmt::Show", ImportClass::Std)], ..user };
    check_rust(&[std, show()], &["T@a.rs:1 is Show@?:0", "T@a.rs:1 is Show@?:0"]);
    let sibling = Rust {
        structs: &["T"],
        claims: &[("T", "Show"), ("T", "other::Show")],
        imports: &[("other::Show", ImportClass::Intra)],
        ..EMPTY
    };
    check_rust(
        &[sibling, Rust { module: "other", ..show() }],
        &["T@a.rs:1 is Show@b.rs:1", "T@a.rs:1 is Show@b.rs:1"],
    );
}
