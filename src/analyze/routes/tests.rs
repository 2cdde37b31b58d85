//! Fixtures carry their expectations in comments: `//= METHOD /path handler [mark…]` on the line of the
//! registration; `[unknown]` for a prefix that is not known, `[auth]`, `[body T]`. What has no comment must
//! not be a route.

use std::{fs, path::Path, sync::Arc};

use super::assemble;
use crate::{
    extract,
    language::{QuerySource, Registry},
    model::{FileFacts, Import, ImportClass, Observation, Route},
};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/languages/routes");

fn read(files: &[(String, String)], additions: &[QuerySource]) -> (Vec<Route>, Vec<Observation>) {
    let registry = Registry::new(additions).unwrap();
    let facts: Vec<FileFacts> = files
        .iter()
        .map(|(path, text)| {
            let mut facts =
                extract::file(&registry, &Arc::from(path.as_str()), text.as_bytes(), false);
            // `marks` sets this in the product.
            facts.file.test |= path.ends_with("_test.go");
            // `imports` sets this in the product.
            if &*facts.file.language == "go" {
                facts.imports = imports_of(text, &facts);
            }
            facts
        })
        .collect();
    assemble(&facts)
}

fn imports_of(text: &str, facts: &FileFacts) -> Vec<Import> {
    let quoted = text.lines().filter_map(|line| line.trim().strip_suffix('"')?.split_once('"'));
    quoted
        .filter(|(alias, _)| alias.trim().chars().all(char::is_alphanumeric))
        .map(|(alias, path)| Import {
            at: facts.source().evidence("go.import", 1, 1).without_class(),
            path: path.into(),
            alias: Some(alias.trim().into()).filter(|alias: &crate::model::Name| !alias.is_empty()),
            class: ImportClass::External,
        })
        .collect()
}

fn shown(route: &Route) -> String {
    let mut line = format!(
        "{}:{} {} {} {}",
        route.at.file, route.at.line, route.method, route.path, route.handler
    );
    for (mark, is_set) in
        [(" [unknown]", !route.prefix_known), (" [auth]", route.auth), (" [test]", route.test)]
    {
        line.push_str(if is_set { mark } else { "" });
    }
    let body = route.body_type.iter().map(|body| format!(" [body {body}]"));
    line.extend(body);
    line
}

fn expectations(files: &[(String, String)]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in files {
        for (line, number) in text.lines().zip(1..) {
            for expected in line.split("//= ").skip(1) {
                found.push(format!("{path}:{number} {}", expected.trim()));
            }
        }
    }
    found
}

/// What is missing (`-`) and what is too much (`+`).
fn differences(files: &[(String, String)]) -> Vec<String> {
    let (routes, _) = read(files, &[]);
    let found: Vec<String> = routes.iter().map(shown).collect();
    let expected = expectations(files);
    let missing =
        expected.iter().filter(|line| !found.contains(line)).map(|line| format!("- {line}"));
    let extra =
        found.iter().filter(|line| !expected.contains(line)).map(|line| format!("+ {line}"));
    missing.chain(extra).collect()
}

fn files_below(folder: &Path, root: &Path, found: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files_below(&path, root, found);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            found.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Every folder below `fixtures/languages/routes/<language>` is one repository.
fn cases() -> Vec<(String, Vec<(String, String)>)> {
    let mut cases = Vec::new();
    for language in ["go", "rust"] {
        let folder = Path::new(FIXTURES).join(language);
        for entry in fs::read_dir(folder).unwrap() {
            let case = entry.unwrap().path();
            let mut files = Vec::new();
            files_below(&case, &case, &mut files);
            cases.push((case.file_name().unwrap().to_str().unwrap().to_owned(), files));
        }
    }
    cases.sort();
    cases
}

#[test]
fn fixtures_give_the_routes_in_their_comments() {
    let cases = cases();
    assert!(cases.len() >= 9, "{} cases", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .flat_map(|(name, files)| {
            differences(files).into_iter().map(move |line| format!("{name}: {line}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn files(texts: &[(&str, &str)]) -> Vec<(String, String)> {
    texts.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

#[track_caller]
fn check_observations(texts: &[(&str, &str)], expected: &[&str]) {
    let (_, observations) = read(&files(texts), &[]);
    let found: Vec<String> =
        observations.iter().map(|one| format!("{}: {}", one.at.citation(), one.text)).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_framework_is_added_by_a_query_alone() {
    let query = r#"
((call_expression
  function: (selector_expression operand: (_) @route.receiver field: (field_identifier) @route.method)
  arguments: (argument_list) @route.arguments) @route
  (#any-of? @route.method "OnGet" "OnPost")
  (#set! framework "own") (#set! import "example.com/own") (#set! method "GET"))
((call_expression
  function: (selector_expression operand: (identifier) @root.package field: (field_identifier) @_n)) @root
  (#eq? @_n "Make") (#set! framework "own") (#set! import "example.com/own"))
"#;
    let addition = QuerySource {
        language: "go".into(),
        kind: "routes".into(),
        path: "go/routes.scm".into(),
        text: query.into(),
    };
    let text = "package a\n\nimport \"example.com/own/v2\"\n\nfunc f() {\n\tx := own.Make()\n\tx.OnGet(\"/a\", h.A)\n}\n";
    let (routes, _) = read(&files(&[("a.go", text)]), &[addition]);
    assert_eq!(routes.iter().map(shown).collect::<Vec<_>>(), ["a.go:7 GET /a h.A"]);
}

const TWO_ROUTES: &str = "package a\n\nimport \"github.com/gofiber/fiber/v2\"\n\nfunc f(h H) {\n\tapp := fiber.New()\n\tapp.Get(\"/v1/a/:id\", h.A)\n\tapp.Post(\"/v1/b\", h.B)\n}\n";

#[test]
fn code_and_document_are_compared_below_the_path_of_the_server() {
    let document = "openapi: 3.1.0\nservers:\n  - url: /v1\npaths:\n  /a/{name}:\n    get: {}\n  /c:\n    put: {}\n";
    check_observations(
        &[
            ("api/openapi.yaml", document),
            ("copy/openapi.yaml", document),
            ("http/a.go", TWO_ROUTES),
        ],
        &[
            "api/openapi.yaml:8: PUT /v1/c is in api/openapi.yaml and is not registered in the code",
            "http/a.go:8: POST /v1/b is registered and is not in api/openapi.yaml",
        ],
    );
}

#[test]
fn a_document_of_another_service_is_one_observation() {
    let document = "openapi: 3.0.0\npaths:\n  /other:\n    get: {}\n    put: {}\n";
    check_observations(
        &[("a.go", TWO_ROUTES), ("other.yaml", document)],
        &["other.yaml:1: none of the 2 operations of other.yaml is registered in the code"],
    );
    check_observations(&[("a.go", TWO_ROUTES)], &[]);
}

#[test]
fn a_fiber_group_at_the_root_with_middleware_is_app_wide() {
    let text = "package a\n\nimport \"github.com/gofiber/fiber/v2\"\n\nfunc f(h H) {\n\tapp := fiber.New()\n\t_ = app.Group(\"/\")\n\tapi := app.Group(\"/\", limit)\n\tv1 := app.Group(\"/v1\")\n\tinner := v1.Group(\"/\", limit)\n\tapi.Get(path(), h.A)\n}\n";
    check_observations(
        &[("a.go", text)],
        &[
            "a.go:8: a Fiber group at `/` puts limit before every route of the application, not only its own",
            "a.go:11: GET is registered on `api` with a path that no constant tells; the endpoint is not listed",
        ],
    );
}

#[test]
fn guards_say_resource_action_and_licence() {
    let routes = "package a\n\nimport (\n\t\"example.com/shop/perms\"\n\t\"github.com/gofiber/fiber/v2\"\n)\n\nfunc f(auth A, lic L) {\n\tapp := fiber.New()\n\tapp.Get(\"/health\", ping)\n\tapp.Use(lic.LicenseMiddleware())\n\tapp.Get(\"/users\", auth.Authorize(perms.App, perms.Users, \"get\"), list)\n}\n";
    let constants = "package perms\n\nconst App = \"shop\"\n\nconst Users = \"users\"\n";
    let files = [("a/a.go", routes), ("perms/perms.go", constants)];
    let files: Vec<(String, String)> =
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let (found, _) = read(&files, &[]);
    let shown: Vec<String> = found
        .iter()
        .map(|route| {
            format!(
                "{} {} {} licence={} {}",
                route.path,
                route.auth_resource.as_deref().unwrap_or("-"),
                route.auth_action.as_deref().unwrap_or("-"),
                route.license,
                route.infrastructure.as_deref().unwrap_or("-"),
            )
        })
        .collect();
    assert_eq!(shown, ["/health - - licence=false health", "/users users get licence=true -"]);
}
