//! A web framework that only the user knows: the worked example of CONTRIBUTING.md, run as it stands there.

use serde_json::Value;

use crate::environment::{PROJECT, TestEnvironment};

const QUERY: &str = ".groundplan/queries/go/routes.scm";

/// The code fences of the page's part about a framework of one's own, as (language, text).
fn fences() -> Vec<(String, String)> {
    let page = std::fs::read_to_string(format!("{PROJECT}/CONTRIBUTING.md")).unwrap();
    let part = page.split("### A framework of your own").nth(1).unwrap();
    let part = part.split("\n## ").next().unwrap();
    // Every second part of the text between fence lines is inside one.
    let inside = part.split("```").skip(1).step_by(2);
    let pair = |fence: &str| {
        let (language, text) = fence.split_once('\n').unwrap();
        (language.to_owned(), text.to_owned())
    };
    inside.map(pair).collect()
}

/// The example's repository. A fence names its file in the comment on its first line.
fn repository(with_query: bool) -> TestEnvironment {
    let environment = TestEnvironment::new();
    environment.write("shop/go.mod", "module example.com/shop\n\ngo 1.24\n");
    let files = fences().into_iter().filter(|(language, _)| language != "text");
    for (language, text) in files.filter(|(language, _)| with_query || language == "go") {
        let path = text.lines().next().unwrap().trim_start_matches(['/', ';', ' ']);
        assert_eq!(language == "scheme", path == QUERY, "{path}");
        environment.write(&format!("shop/{path}"), &text);
    }
    environment
}

/// Routes as `file:line METHOD path handler framework`.
fn routes(environment: &TestEnvironment) -> Vec<String> {
    let analysis = environment.json(&["analyze", "shop"]);
    let text = |route: &Value, key: &str| route[key].as_str().unwrap_or("?").to_owned();
    let shown = |route: &Value| {
        assert_eq!(route["prefix_known"], true, "{route}");
        assert_eq!(route["auth"], true, "the group's middleware authenticates: {route}");
        let words = ["method", "path", "handler", "kind"].map(|key| text(route, key));
        format!("{}:{} {}", text(route, "file"), route["line"], words.join(" "))
    };
    analysis["routes"].as_array().unwrap().iter().map(shown).collect()
}

#[test]
fn the_example_of_the_contributors_page_finds_the_routes_that_it_promises() {
    let fences = fences();
    let (_, promised) = fences.iter().find(|(language, _)| language == "text").unwrap();
    let promised: Vec<&str> = promised.lines().collect();
    assert_eq!(promised.len(), 3);
    assert_eq!(routes(&repository(true)), promised);
}

#[test]
fn without_the_users_file_the_framework_is_unknown() {
    assert_eq!(routes(&repository(false)), [""; 0]);
}

/// The error of a run after `text` of the example's query was replaced.
#[track_caller]
fn check_error(from: &str, to: &str, message: &str) {
    let environment = repository(true);
    let path = format!("shop/{QUERY}");
    let text = environment.read(&path);
    assert!(text.contains(from), "{from}");
    environment.write(&path, text.replacen(from, to, 1));
    let ran = environment.expect(2, &["analyze", "shop"]);
    ran.says(&[message, QUERY, "hint: "]);
    assert_eq!(ran.stdout, "");
}

#[test]
fn a_mistake_in_the_users_file_stops_the_run_with_its_line() {
    check_error(
        "(selector_expression operand: (_) @group",
        "(selection operand: (_) @group",
        "line 18, column 14: the grammar has no node",
    );
    check_error("@route.arguments) @route\n", "@route.args) @route\n", "line 6: unknown capture");
    check_error("(#set! framework", "(#set! frame", "line 8: unknown property `frame`");
    check_error("(#eq? @_name \"New\")", "(#is-called? @_name \"New\")", "#is-called?");
}

#[test]
fn a_file_at_no_place_of_a_query_is_named() {
    let environment = repository(true);
    environment.write("shop/.groundplan/queries/go/route.scm", "; ours\n");
    let ran = environment.expect(2, &["analyze", "shop"]);
    ran.says(&[".groundplan/queries/go/route.scm", "hint: ", "routes", "rust"]);
}
