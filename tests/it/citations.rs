//! The promise of the program: what a plan says about the code is where it says it is.
//!
//! Finds citations and placeholders in Markdown by itself, so that a mistake of the program's own
//! reading cannot hide one.

use std::fs;

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::Value;

use crate::environment::{PLAN, PROJECT, TestEnvironment};

/// A `path:line` in backticks.
#[derive(Debug, PartialEq, Eq)]
struct Citation {
    path: String,
    line: usize,
}

/// Every citation of a Markdown text outside its code fences.
fn citations(text: &str) -> Vec<Citation> {
    prose(text).flat_map(spans).filter_map(citation).collect()
}

fn citation(span: &str) -> Option<Citation> {
    let (path, line) = span.rsplit_once(':')?;
    let is_path = !path.contains([' ', '(', '"']) && !path.contains("://");
    let is_path = is_path && path.contains(['/', '.']) && !path.starts_with('/');
    Some(Citation { path: path.to_owned(), line: line.parse().ok()? }).filter(|_| is_path)
}

/// The lines outside code fences.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut fence: Option<&str> = None;
    text.lines().filter(move |line| {
        let line = line.trim_start();
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        match fence {
            Some(open) if ticks.len() >= open.len() => fence = None,
            None if ticks.len() >= 3 => fence = Some(ticks),
            None => return true,
            Some(_) => {}
        }
        false
    })
}

/// What stands between backticks on a line.
fn spans(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// Brackets with words for somebody to fill in, as `[Plugin Name]`; links and tick boxes are none.
fn placeholders(text: &str) -> Vec<String> {
    let outside = prose(text).map(|line| line.split('`').step_by(2).collect::<Vec<_>>().join("`"));
    outside.flat_map(|line| placeholders_of(&line)).collect()
}

fn placeholders_of(line: &str) -> Vec<String> {
    let parts = line.split('[').skip(1).filter_map(|part| part.split_once(']'));
    parts
        .filter(|(inside, after)| {
            inside.starts_with(|letter: char| letter.is_ascii_uppercase())
                && inside.len() > 1
                && inside.chars().all(|letter| letter.is_alphabetic() || letter == ' ')
                && !after.starts_with(['(', ':'])
        })
        .map(|(inside, _)| format!("[{inside}]"))
        .collect()
}

#[test]
fn citations_are_found_in_spans_and_nowhere_else() {
    let text = "See `a/b.go:3` and (`../x/c.sql:12`), not `GET /v1/a:b` or `http://localhost:80`.\n\
                ```\nsee `d.go:1`\n```\n| `go.mod:6` | e.go:9 |\n";
    let found: Vec<_> = citations(text).into_iter().map(|one| (one.path, one.line)).collect();
    let expected = [("a/b.go", 3), ("../x/c.sql", 12), ("go.mod", 6)];
    assert_eq!(found, expected.map(|(path, line)| (path.to_owned(), line)));
}

#[test]
fn placeholders_are_told_from_links_boxes_and_code() {
    let text =
        "[Plugin Name] - [ ] [x] [Link](a) `[Code Here]` [0-9]\n```\n[In Fence]\n```\n[Team]";
    assert_eq!(placeholders(text), ["[Plugin Name]", "[Team]"]);
}

/// Checks every citation of a plan against the files and returns how many there are.
#[track_caller]
fn check_plan(environment: &TestEnvironment, target: &str) -> usize {
    let plan = environment.read(&format!("{target}/{PLAN}"));
    let root = environment.path(target);
    let found = citations(&plan);
    let wrong: Vec<String> = found.iter().filter_map(|one| problem(&root, one)).collect();
    assert!(wrong.is_empty(), "citations of nothing:\n{}", wrong.join("\n"));
    assert_eq!(placeholders(&plan), [""; 0]);
    found.len()
}

fn problem(root: &Utf8Path, citation: &Citation) -> Option<String> {
    let Citation { path, line } = citation;
    let Ok(bytes) = fs::read(root.join(path)) else {
        return Some(format!("{path}:{line}: no file"));
    };
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().count().max(1);
    let is_blank =
        line.checked_sub(1).and_then(|index| text.lines().nth(index)).is_none_or(str::is_empty);
    // A whole file is cited by its first line, whatever stands there.
    match line {
        1 => None,
        _ if *line == 0 || *line > lines => Some(format!("{path}:{line}: it has {lines} lines")),
        _ if is_blank => Some(format!("{path}:{line}: the line is empty")),
        _ => None,
    }
}

#[test]
fn every_citation_of_a_go_plan_is_a_line_that_exists() {
    let environment = TestEnvironment::plugins();
    environment.expect(0, &["plan", "plugin-fees"]);
    let found = check_plan(&environment, "plugin-fees");
    assert!(found > 100, "{found} citations");
    let plan = environment.read(&format!("plugin-fees/{PLAN}"));
    assert!(plan.contains("`../plugin-"), "no reference is cited");
}

#[test]
fn every_citation_of_a_rust_plan_is_a_line_that_exists() {
    let environment = TestEnvironment::with(&["ledger-core"]);
    environment.expect(0, &["plan", "ledger-core"]);
    let found = check_plan(&environment, "ledger-core");
    assert!(found > 50, "{found} citations");
}

#[test]
fn every_citation_of_a_plan_without_documents_is_a_line_that_exists() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    environment.expect(0, &["plan", "no-docs"]);
    assert!(check_plan(&environment, "no-docs") > 0);
}

#[test]
fn a_document_that_was_never_filled_in_leaves_no_placeholder() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    environment.write(
        "no-docs/docs/pre-development-docs/PRD.md",
        "# PRD: [Plugin Name]\n\n## Overview\n\n[Plugin Name] helps [Team].\n\n\
         ## Functional Requirements\n\n- FR-1: The [Plugin Name] must store links.\n",
    );
    let plan = environment.expect(0, &["plan", "no-docs", "--stdout"]).stdout;
    assert!(plan.contains("FR-1"), "the requirement itself stays");
    assert_eq!(placeholders(&plan), [""; 0]);
}

/// Lists of the analysis whose facts have a name that stands on the cited line.
const NAMED: [(&str, &str); 5] = [
    ("interfaces", "name"),
    ("types", "name"),
    ("functions", "name"),
    ("configuration", "key"),
    ("dependencies", "name"),
];

#[test]
fn a_fact_stands_on_the_line_that_it_names() {
    let mut checked = 0;
    for fixture in ["plugin-fees", "plugin-scheduler", "ledger-core", "small/chi-nested"] {
        let environment = TestEnvironment::with(&[fixture]);
        let root = Utf8PathBuf::from(PROJECT).join("fixtures").join(fixture);
        let analysis = environment.json(&["analyze", root.file_name().unwrap()]);
        for (list, key) in NAMED {
            checked += analysis[list].as_array().map_or(0, |facts| check_facts(&root, facts, key));
        }
    }
    assert!(checked > 300, "{checked} facts");
}

#[track_caller]
fn check_facts(root: &Utf8Path, facts: &[Value], key: &str) -> usize {
    let named = facts.iter().filter_map(|fact| Some((fact, fact[key].as_str()?)));
    let mut count = 0;
    for (fact, name) in named.filter(|(_, name)| !name.is_empty()) {
        let line = usize::try_from(fact["line"].as_u64().unwrap()).unwrap();
        let text = fs::read_to_string(root.join(fact["file"].as_str().unwrap())).unwrap();
        let shown = text.lines().nth(line - 1).unwrap_or_default();
        assert!(shown.contains(name), "{name} is not in {}:{line}: {shown}", fact["file"]);
        count += 1;
    }
    count
}

#[test]
fn a_route_stands_on_the_line_of_its_method() {
    let environment = TestEnvironment::with(&["plugin-fees"]);
    let analysis = environment.json(&["analyze", "plugin-fees"]);
    let routes = analysis["routes"].as_array().unwrap();
    let shipped = routes.iter().filter(|route| route["class"].is_null());
    let mut found: Vec<(String, u64)> = shipped
        .map(|route| {
            let name = [&route["method"], &route["path"]].map(|part| part.as_str().unwrap());
            (name.join(" "), route["line"].as_u64().unwrap())
        })
        .collect();
    found.sort();
    let expected = [
        ("GET /health", 18),
        ("GET /v1/charges/{id}", 27),
        ("GET /v1/packages", 23),
        ("GET /v1/packages/{id}", 24),
        ("POST /v1/charges", 26),
        ("POST /v1/packages", 22),
    ];
    assert_eq!(found, expected.map(|(name, line)| (name.to_owned(), line)));
}
