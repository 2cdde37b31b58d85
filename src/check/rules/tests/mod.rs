//! What would fool a rule, on a small repository made in memory: two tables, two routes behind authentication, a set
//! of migrations.

mod endpoints;
mod figures;
mod registry;
mod size;
mod sql;
mod text;
mod waivers;

use crate::{
    check::{ALL, Index, Inputs, Selection, judged},
    document::plan_document,
    model::{Analysis, CodeProfile, Finding, HouseProfile, Requirements},
    standard,
};

const TASKS: &str = "docs/pre-dev/fees/tasks.md";
const CLASSIC: &str = "docs/pre-development-docs/IMPLEMENTATION_PLAN.md";

fn repository() -> Analysis {
    let at = |file: &str| {
        format!(
            r#""file": "{file}", "line": 1, "end_line": 1, "rule": "x", "class": "implementation", "language": "x""#
        )
    };
    let table =
        |name: &str| format!(r#"{{{}, "name": "{name}", "columns": []}}"#, at("m/1_a.up.sql"));
    let route = |method: &str, path: &str| {
        format!(
            r#"{{{}, "protocol": "http", "method": "{method}", "path": "{path}", "handler": "h", "kind": "chain",
            "prefix_known": true, "auth": true}}"#,
            at("r.go")
        )
    };
    let text = format!(
        r#"{{"schema": "groundplan.analysis/1", "repo": {{"name": "x", "origin": "folder"}}, "languages": [],
        "files": [], "modules": [], "packages": [], "interfaces": [], "types": [], "functions": [],
        "implementations": [], "tests": [], "imports": [], "routes": [{}, {}], "openapi": [],
        "migrations": {{"sets": [{{{}, "dir": "m", "tool": "golang-migrate", "files": [],
            "schema": {{"tables": [{}, {}]}}}}]}},
        "configuration": [], "dependencies": [], "integrations": [],
        "operations": {{"ci": [], "containers": [], "orchestration": [], "infrastructure": [], "targets": []}},
        "documents": [], "markers": [], "architecture": {{"pattern": "undecided", "because": []}}, "findings": [],
        "git": {{"commits": 0, "no_merges": 0, "first_commit_time": 0, "head_time": 0, "contributors": []}},
        "diagnostics": [], "coverage_of_scan": []}}"#,
        route("GET", "/v1/charges"),
        route("DELETE", "/v1/charges/:id"),
        at("m/1_a.up.sql"),
        table("charge"),
        table("tier"),
    );
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// What all rules say of a plan.
fn all(file: &str, text: &str) -> Vec<Finding> {
    let analysis = repository();
    let document = plan_document(file, text);
    let inputs = Inputs {
        document: &document,
        analysis: &analysis,
        index: &Index::of(&analysis),
        code: &CodeProfile::default(),
        requirements: &Requirements::default(),
        profile: &HouseProfile::default(),
        standard: &standard::built_in("classic").unwrap(),
    };
    judged(&inputs, ALL, &Selection::default())
}

/// What one rule finds in a plan, as `line words`.
fn found(rule: &str, file: &str, text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let shown = |one: &Finding| {
        let place = &one.place;
        let line = lines[usize::try_from(place.line).unwrap() - 1];
        let from = usize::try_from(place.column).unwrap() - 1;
        let length = usize::try_from(place.end_column).unwrap() - 1 - from;
        let words: String = line.chars().skip(from).take(length).collect();
        format!("{} {words}", place.line)
    };
    let findings = all(file, text);
    findings.iter().filter(|one| one.rule == rule).map(shown).collect()
}

#[track_caller]
fn check(rule: &str, text: &str, expected: &[&str]) {
    assert_eq!(found(rule, TASKS, text), expected, "{rule}\n{text}");
}

/// The same where only the number of findings counts.
#[track_caller]
fn counts(rule: &str, (file, text): (&str, &str), expected: usize) {
    let found = found(rule, file, text);
    assert_eq!(found.len(), expected, "{rule} {found:?}\n{text}");
}
