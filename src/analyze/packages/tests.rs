//! Cases of `packages`.

use std::sync::Arc;

use super::*;
use crate::{
    extract,
    language::Registry,
    model::{Evidence, ImportClass},
};

/// A Go module `example.test/m` at the root.
pub(in crate::analyze) fn module(at: &Evidence) -> Module {
    Module {
        at: at.clone(),
        kind: "go.mod".into(),
        dir: String::new(),
        inner: String::new(),
        name: "example.test/m".into(),
        language_version: None,
        members: Vec::new(),
        targets: Vec::new(),
    }
}

fn module_at(at: &Evidence, kind: &'static str, dir: &str, name: &str) -> Module {
    Module { kind: kind.into(), dir: dir.into(), name: name.into(), ..module(at) }
}

fn facts(files: &[(&str, &str)]) -> Vec<FileFacts> {
    let registry = Registry::new(&[]).unwrap();
    let read = |(path, text): &(&str, &str)| {
        extract::file(&registry, &Arc::from(*path), text.as_bytes(), false)
    };
    files.iter().map(read).collect()
}

fn modules(at: &Evidence) -> Vec<Module> {
    vec![
        module_at(at, "go.mod", "", "example.test/m/v2"),
        module_at(at, "go.mod", "tools", "example.test/m/tools"),
        module_at(at, "cargo-package", "engine", "my-engine"),
        module_at(at, "cargo-package", "engine/parts", "parts"),
    ]
}

#[track_caller]
fn check_class(path: &str, import: &str, expected: ImportClass) {
    let mut facts = facts(&[(path, &format!("package a\nimport \"{import}\""))]);
    let modules = modules(&facts[0].source().evidence("x", 1, 1));
    if facts[0].file.language == "rust" {
        rust_facts(&mut facts[0], import);
    }
    classify(&mut facts, &modules);
    assert_eq!(facts[0].imports[0].class, expected, "{import}");
}

/// What the Rust queries find, so that this test depends on `classify` alone.
fn rust_facts(file: &mut FileFacts, import: &str) {
    let at = file.source().evidence("x", 1, 1);
    file.imports = vec![crate::model::Import {
        at: at.clone(),
        path: import.into(),
        alias: None,
        class: ImportClass::External,
    }];
    file.rust_modules = vec![crate::model::RustModule {
        at,
        crate_name: String::new(),
        module: "local".into(),
        decl_file: "x.rs".into(),
        decl_line: 1,
        inline: false,
        layer: crate::model::Layer::Unknown,
        cfg: Vec::new(),
        path_attribute: None,
        path_alternatives: Vec::new(),
    }];
}

#[test]
fn imports_are_classified() {
    check_class("a/a.go", "C", ImportClass::Cgo);
    check_class("a/a.go", "net/http", ImportClass::Std);
    check_class("a/a.go", "example.org/x", ImportClass::External);
    check_class("a/a.go", "example.test/m/v2/b", ImportClass::Intra);
    check_class("a/a.go", "example.test/m/v2", ImportClass::Intra);
    check_class("a/a.go", "example.test/m/v20/b", ImportClass::External);
    check_class("a/a.go", "example.test/m/v3/b", ImportClass::External);
    check_class("a/a.go", "example.test/m/tools/gen", ImportClass::Intra);
    check_class("engine/a.rs", "std::fmt", ImportClass::Std);
    check_class("engine/a.rs", "crate::b", ImportClass::Intra);
    check_class("engine/a.rs", "local::b", ImportClass::Intra);
    check_class("engine/a.rs", "::local::b", ImportClass::External);
    check_class("engine/a.rs", "my_engine::b", ImportClass::Intra);
    check_class("engine/a.rs", "serde::Serialize", ImportClass::External);
    check_class("engine/a.rs", "Color::Red", ImportClass::Intra);
}

#[test]
fn the_standard_library_imports_itself() {
    let mut facts = facts(&[
        ("src/fmt/print.go", "package fmt\nimport (\n\"io\"\n\"gone\"\n\"golang.org/x/text\"\n)"),
        ("src/io/io.go", "package io"),
        ("src/cmd/go/main.go", "package main\nimport \"fmt\""),
    ]);
    let at = facts[0].source().evidence("x", 1, 1);
    let modules =
        [module_at(&at, "go.mod", "src", "std"), module_at(&at, "go.mod", "src/cmd", "cmd")];
    classify(&mut facts, &modules);
    let class = |file: usize, import: usize| facts[file].imports[import].class;
    assert_eq!([class(0, 0), class(0, 1)], [ImportClass::Intra, ImportClass::Std]);
    assert_eq!([class(0, 2), class(2, 0)], [ImportClass::External, ImportClass::Intra]);
    let packages = packages(&facts, &modules);
    let shown: Vec<_> =
        packages.iter().map(|one| (&*one.import_path, one.imports.join(","))).collect();
    let fmt = ("fmt", "src/io".to_owned());
    assert_eq!(shown, [("cmd/go", "src/fmt".to_owned()), fmt, ("io", String::new())]);
}

#[track_caller]
fn check_module(path: &str, expected: Option<&str>) {
    let mut facts = facts(&[(path, "")]);
    let modules = modules(&facts[0].source().evidence("x", 1, 1));
    classify(&mut facts, &modules);
    assert_eq!(facts[0].file.module.as_deref(), expected, "{path}");
}

#[test]
fn the_nearest_manifest_owns_a_file() {
    check_module("a/a.go", Some("example.test/m/v2"));
    check_module("tools/gen/a.go", Some("example.test/m/tools"));
    check_module("toolset/a.go", Some("example.test/m/v2"));
    check_module("engine/src/a.rs", Some("my-engine"));
    check_module("engine/parts/a.rs", Some("parts"));
    check_module("engine/parts/a.sql", Some("parts"));
    check_module("other/a.rs", None);
}

/// Packages as `dir name path flags -> imports | external`.
#[track_caller]
fn check(files: &[(&str, &str)], expected: &[&str]) {
    let mut facts = facts(files);
    let modules = modules(&facts[0].source().evidence("x", 1, 1));
    let go: Vec<_> = modules.into_iter().filter(|module| module.kind == "go.mod").collect();
    classify(&mut facts, &go);
    let shown = |package: Package| {
        let main = if package.is_main { " main" } else { "" };
        let external = if package.external_test { " external" } else { "" };
        let (imports, outside) = (package.imports.join(","), package.external.join(","));
        let Package { dir, name, import_path, .. } = package;
        format!("{dir} {name} {import_path}{main}{external} -> {imports} | {outside}")
    };
    let found: Vec<_> = packages(&facts, &go).into_iter().map(shown).collect();
    assert_eq!(found, expected);
}

#[test]
fn packages_are_what_the_go_command_sees() {
    check(
        &[
            ("main.go", "package main\nimport \"example.test/m/v2/a\""),
            ("a/a.go", "package a\nimport (\n\"example.org/x/y\"\n\"example.test/m/v2/gone\"\n)"),
            ("a/b.go", "package a\nimport \"example.test/m/tools\""),
            ("a/a_test.go", "package a\nimport \"example.test/m/v2/b\""),
            ("a/x_test.go", "package a_test\nimport \"example.test/m/v2/a\""),
            ("b/b_test.go", "package b"),
            ("tools/gen.go", "package tools"),
            ("a/testdata/x.go", "package x"),
            ("_a/x.go", "package x"),
            (".a/x.go", "package x"),
            ("vendor/v/x.go", "package x"),
            ("c/broken.go", "package c\nfunc ("),
            ("c/half.go", "package c\nfunc X() {}\nfunc ("),
            ("d/half.go", "package d\nfunc X() {}\nfunc ("),
            ("d/whole.go", "package d"),
            ("e_test/e.go", "package e_test"),
        ],
        &[
            " main example.test/m/v2 main -> a | ",
            "a a example.test/m/v2/a -> tools | example.org/x/y",
            "a a_test example.test/m/v2/a external ->  | ",
            "b b example.test/m/v2/b ->  | ",
            "d d example.test/m/v2/d ->  | ",
            "e_test e_test example.test/m/v2/e_test ->  | ",
            "tools tools example.test/m/tools ->  | ",
        ],
    );
}
