//! What becomes of a fact when the file that holds it changes.

use std::fs;

use camino::Utf8Path;

use super::*;
use crate::{analyze, discover, language::Registry, model::FactMove};

type Files<'a> = &'a [(&'a str, &'a str)];

fn snapshot(files: Files<'_>) -> (tempfile::TempDir, discover::Snapshot) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let path = Utf8Path::from_path(folder.path()).unwrap();
    let snapshot = discover::open(path, &discover::Options::default()).unwrap();
    (folder, snapshot)
}

fn compared(before: Files<'_>, after: Files<'_>) -> Diff {
    let registry = Registry::new(&[]).unwrap();
    let ((_old, before), (_new, after)) = (snapshot(before), snapshot(after));
    let options = analyze::Options { history: None, progress: &|| {}, session: None };
    let (before, after, files) = analyze::pair(&before, &after, &registry, &options);
    diff(&before, &after, files)
}

/// What differs, a line each: `functions + Get`.
fn lines(diff: &Diff) -> Vec<String> {
    let mut lines = Vec::new();
    for one in &diff.kinds {
        let kind = &one.kind;
        lines.extend(one.added.iter().map(|fact| format!("{kind} + {}", fact.name)));
        lines.extend(one.removed.iter().map(|fact| format!("{kind} - {}", fact.name)));
        for change in &one.changed {
            let details = change.details.iter().map(|detail| {
                let text = |side: &Option<String>| side.clone().unwrap_or("none".into());
                format!("{}: {} > {}", detail.subject, text(&detail.before), text(&detail.after))
            });
            let details = details.collect::<Vec<_>>().join("; ");
            lines.push(format!("{kind} ~ {} [{details}]", change.name));
        }
        let places =
            |one: &FactMove| format!("{} > {}", one.before.citation(), one.after.citation());
        let moves = one.moved.iter().map(|one| format!("{kind} > {} {}", one.name, places(one)));
        lines.extend(moves);
        lines
            .extend(one.shifted.iter().map(|one| format!("{kind} / {} {}", one.name, places(one))));
    }
    lines
}

#[track_caller]
fn check(before: Files<'_>, after: Files<'_>, expected: &[&str]) {
    let diff = compared(before, after);
    assert_eq!(lines(&diff), expected);
    assert_eq!(differs(&diff), !expected.is_empty());
}

/// One file on both sides.
#[track_caller]
fn check_file(path: &str, before: &str, after: &str, expected: &[&str]) {
    check(&[(path, before)], &[(path, after)], expected);
}

#[test]
fn what_is_the_same_is_no_difference() {
    let files = [("a.go", "package a\n\ntype T struct{}\n"), ("go.mod", "module a\n")];
    check(&files, &files, &[]);
    check_file("a.go", "package a\nfunc F() {}\n", "package a\nfunc F() {} // why\n", &[]);
    check(&[], &[], &[]);
}

#[test]
fn facts_come_and_go() {
    let (before, after) = ("package a\nfunc F() {}\n", "package a\nfunc G() {}\n");
    check_file("a.go", before, after, &["functions + G", "functions - F"]);
    let new = ["packages + b (b)", "types + T"];
    check(&[], &[("b/b.go", "package b\ntype T struct{}\n")], &new);
}

#[test]
fn an_interface_differs_by_its_methods() {
    let before = "package a\ntype S interface { Get(a int); Old() }\n";
    let after = "package a\ntype S interface { Get(a string); New() error }\n";
    let expected = "interfaces ~ S [method Get: (a int) > (a string); method New: none > () error; \
                    method Old: () > none]";
    check_file("a.go", before, after, &[expected]);
}

#[test]
fn a_type_differs_by_its_fields() {
    let before = "package a\ntype T struct { A int; B string }\n";
    let after = "package a\ntype T struct { A int64; C bool }\n";
    let expected = "types ~ T [field A: int > int64; field B: string > none; field C: none > bool]";
    check_file("a.go", before, after, &[expected]);
}

#[test]
fn an_implementation_comes_with_its_last_method() {
    let page =
        |more: &str| format!("package a\ntype S interface {{ Get() }}\ntype T struct{{}}\n{more}");
    let expected = ["functions + T.Get", "implementations + S by T"];
    check_file("a.go", &page(""), &page("func (t T) Get() {}\n"), &expected);
}

#[test]
fn a_function_differs_by_its_signature_and_complexity() {
    let before = "package a\nfunc (t *T) F() {}\n";
    let after = "package a\nfunc (t *T) F(a bool) { if a { } }\n";
    let expected = "functions ~ T.F [complexity: 1 > 2; signature: () > (a bool)]";
    check_file("a.go", before, after, &[expected]);
}

#[test]
fn a_fact_moves_with_its_line_its_file_and_its_folder() {
    let (text, below) = ("package a\nfunc F() {}\n", "package a\n\n\nfunc F() {}\n");
    check_file("a.go", text, below, &["functions / F a.go:2 > a.go:4"]);
    check(&[("a.go", text)], &[("b.go", text)], &["functions > F a.go:2 > b.go:2"]);
    let moved = ["packages + y (a)", "packages - x (a)", "functions > F x/a.go:2 > y/a.go:2"];
    check(&[("x/a.go", text)], &[("y/a.go", text)], &moved);
    let other = ["packages + y (a)", "packages - x (a)", "functions + F", "functions - F"];
    check(&[("x/a.go", text)], &[("y/other.go", text)], &other);
}

#[test]
fn a_fact_that_moves_and_changes_is_changed() {
    let (before, after) = ("package a\nfunc F() {}\n", "package a\nfunc F(a int) {}\n");
    let expected = ["functions ~ F [signature: () > (a int)]"];
    check(&[("a.go", before)], &[("b.go", after)], &expected);
}

#[test]
fn facts_of_one_name_are_told_apart_by_what_they_say() {
    let before = "package a\nfunc init() {}\nfunc init() { if x { } }\n";
    let after = "package a\nfunc init() { if x { } }\n";
    check_file("a.go", before, after, &["functions - init", "functions / init a.go:3 > a.go:2"]);
}

#[test]
fn endpoints_differ_by_what_serves_them() {
    let page = |handler: &str| {
        format!(
            "package a\nimport \"github.com/gin-gonic/gin\"\nfunc R(r *gin.Engine) {{\n\tr.GET(\"/v1/a\", {handler})\n}}\n"
        )
    };
    let expected = ["routes ~ GET /v1/a [handler: h.A > h.B]"];
    check_file("a.go", &page("h.A"), &page("h.B"), &expected);
}

#[test]
fn endpoints_differ_by_what_stands_before_them() {
    let page = |before: &str| {
        format!(
            "package a\nimport \"github.com/gin-gonic/gin\"\nfunc R(r *gin.Engine) {{\n\tr.GET(\"/v1/a\", {before}h.A)\n}}\n"
        )
    };
    let expected = ["routes ~ GET /v1/a [middleware limit: none > ]"];
    check_file("a.go", &page(""), &page("limit, "), &expected);
}

#[test]
fn a_schema_differs_by_its_columns() {
    let first = ("migrations/1_a.up.sql", "CREATE TABLE a (id INT, b TEXT);\n");
    let second = ("migrations/2_b.up.sql", "ALTER TABLE a ADD COLUMN c BIGINT, DROP COLUMN b;\n");
    let third = ("migrations/3_c.up.sql", "ALTER TABLE a ALTER COLUMN id TYPE BIGINT;\n");
    let added = ["migrations + 2 b", "columns + a.c", "columns - a.b"];
    check(&[first], &[first, second], &added);
    let retyped = ["migrations + 3 c", "columns ~ a.id [type: integer > bigint]"];
    check(&[first, second], &[first, second, third], &retyped);
    let index = ("migrations/2_i.up.sql", "CREATE UNIQUE INDEX i ON a (id);\n");
    let indexed = ["migrations + 2 i", "tables ~ a [index i: none > unique (id)]"];
    check(&[first], &[first, index], &indexed);
}

#[test]
fn manifests_and_settings_differ_by_their_values() {
    let manifest = |version: &str| format!("module a\n\nrequire github.com/x/y {version}\n");
    let expected = ["dependencies ~ github.com/x/y [version: v1.0.0 > v1.1.0]"];
    check_file("go.mod", &manifest("v1.0.0"), &manifest("v1.1.0"), &expected);
    let moved = ["configuration > PORT a/.env.example:1 > b/.env.example:1"];
    check(&[("a/.env.example", "PORT=80\n")], &[("b/.env.example", "PORT=80\n")], &moved);
    let other = ["configuration + PORT", "configuration - PORT"];
    check(&[("a/.env.example", "PORT=80\n")], &[("b/.env.example", "PORT=81\n")], &other);
    let expected = ["configuration ~ PORT [default: 80 > 81]"];
    check_file(".env.example", "PORT=80\n", "PORT=81\n", &expected);
}

#[test]
fn the_files_are_counted() {
    let before = [("same", "1"), ("changed", "1"), ("gone", "1")];
    let after = [("same", "1"), ("changed", "2"), ("new", "1")];
    let files = compared(&before, &after).files;
    assert_eq!(files.same, 1);
    assert_eq!(
        [files.added, files.removed, files.changed].concat(),
        ["new".into(), "gone".into(), "changed".into()]
    );
}
