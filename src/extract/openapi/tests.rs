//! Documents as text, operations as `line METHOD path`.

use std::sync::Arc;

use crate::{extract, language::Registry, model::FileFacts};

fn read(path: &str, text: &str) -> FileFacts {
    let registry = Registry::new(&[]).unwrap();
    extract::file(&registry, &Arc::from(path), text.as_bytes(), false)
}

#[track_caller]
fn check(path: &str, text: &str, expected: &[&str]) {
    let facts = read(path, text);
    let document = facts.openapi.unwrap_or_else(|| panic!("{:?}", facts.diagnostics));
    let found: Vec<String> = document
        .operations
        .iter()
        .map(|operation| format!("{} {} {}", operation.line, operation.method, operation.path))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn yaml_operations_carry_the_line_of_their_method() {
    // `get:` inside an example is not an operation, and not its line either.
    let text = "openapi: 3.1.0\ninfo: {title: Shop, version: '1'}\nservers:\n  - url: /v1\npaths:\n  \
                /items:\n    parameters: []\n    post:\n      x-example:\n        get: 1\n      \
                responses: {200: {description: ok}}\n    get:\n      responses: {}\n  \"/items/{id}\":\n    \
                delete: {}\n";
    check("api.yaml", text, &["8 POST /items", "12 GET /items", "15 DELETE /items/{id}"]);
    let document = read("api.yaml", text).openapi.unwrap();
    assert_eq!((document.title.as_str(), document.version.as_str()), ("Shop", "3.1.0"));
    assert_eq!((document.at.line, document.at.rule.as_ref()), (1, "openapi.document"));
}

#[test]
fn components_before_paths_do_not_shift_lines() {
    let text = "components:\n  schemas:\n    paths:\n      type: object\nopenapi: 3.0.3\npaths:\n  /a:\n    get: {}\n";
    check("a.yml", text, &["8 GET /a"]);
}

#[test]
fn json_and_its_single_line_form() {
    let pretty = "{\n  \"swagger\": \"2.0\",\n  \"basePath\": \"/api/\",\n  \"paths\": {\n    \"/a\": {\n      \"get\": {}\n    }\n  }\n}\n";
    check("swagger.json", pretty, &["6 GET /api/a"]);
    check("min.json", "{\"openapi\":\"3.0.0\",\"paths\":{\"/a\":{\"get\":{}}}}", &["0 GET /a"]);
}

#[test]
fn a_swagger_version_may_be_a_number_and_the_root_base_path_adds_nothing() {
    check("s.yaml", "swagger: 2.0\nbasePath: /\npaths:\n  /a:\n    head: {}\n", &["5 HEAD /a"]);
}

#[test]
fn other_files_with_the_word_are_no_documents() {
    for (path, text) in [
        ("values.yaml", "openapi:\n  enabled: true\n"),
        ("openapi.yaml", "name: not one\n"),
        ("package.json", "{\"dependencies\": {\"openapi\": \"3.0.0\"}}"),
        ("docs.go", "package docs\n\nconst doc = `{\"swagger\": \"2.0\"}`\n"),
    ] {
        let facts = read(path, text);
        assert!(facts.openapi.is_none() && facts.diagnostics.is_empty(), "{path}");
    }
}

#[test]
fn a_broken_document_is_a_diagnostic_with_its_line() {
    for (path, text, line) in [
        ("a.yaml", "openapi: 3.0.0\npaths:\n  /a: [\n", 3),
        ("a.json", "{\n  \"openapi\": \"3.0.0\",\n  \"paths\": {,}\n}\n", 3),
    ] {
        let facts = read(path, text);
        assert_eq!(facts.openapi, None, "{path}");
        let found = facts.diagnostics.iter().find(|found| found.message.contains("OpenAPI"));
        let found = found.unwrap_or_else(|| panic!("{path}: {:?}", facts.diagnostics));
        assert!(found.line >= line, "{path}: {found:?}");
    }
}
