//! What the program prints as JSON is what its published schemas say.

use serde_json::Value;

use crate::environment::{PROJECT, TestEnvironment};

fn validator(environment: &TestEnvironment, name: &str) -> jsonschema::Validator {
    let schema = environment.json(&["schema", name]);
    jsonschema::validator_for(&schema).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[track_caller]
fn check(validator: &jsonschema::Validator, instance: &Value, what: &str) {
    let problems: Vec<String> = validator
        .iter_errors(instance)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(problems.is_empty(), "{what}\n{}", problems.join("\n"));
}

/// Every fixture that stands for a repository.
fn repositories() -> Vec<String> {
    let fixtures = camino::Utf8Path::new(PROJECT).join("fixtures");
    let folders = |below: &str| -> Vec<String> {
        let entries = fixtures.join(below).read_dir_utf8().unwrap().map(Result::unwrap);
        let folders = entries.filter(|entry| entry.path().is_dir());
        folders.map(|entry| entry.path().strip_prefix(&fixtures).unwrap().to_string()).collect()
    };
    let mut all = folders("");
    all.extend(["small", "languages"].into_iter().flat_map(folders));
    all.sort();
    all
}

#[test]
fn every_analysis_is_valid() {
    let environment = TestEnvironment::new();
    let validator = validator(&environment, "analysis");
    let repositories = repositories();
    assert!(repositories.len() > 10, "{repositories:?}");
    for fixture in repositories {
        let path = format!("{PROJECT}/fixtures/{fixture}");
        let analysis = environment.json(&["analyze", "--no-history", &path]);
        check(&validator, &analysis, &fixture);
        assert_eq!(analysis["schema"], "groundplan.analysis/1");
    }
}

#[test]
fn every_analysis_can_be_read_by_people() {
    let environment = TestEnvironment::new();
    for fixture in repositories() {
        let path = format!("{PROJECT}/fixtures/{fixture}");
        let arguments = ["analyze", "--no-history", "--format", "markdown", &path];
        let text = environment.expect(0, &arguments).stdout;
        assert!(text.starts_with("# Analysis of "), "{fixture}");
    }
}

#[test]
fn every_form_of_a_plan_is_valid() {
    let environment = TestEnvironment::plugins();
    environment.fixture("small/no-docs");
    for (form, schema) in [("json", "architect-plan"), ("model", "plan")] {
        let validator = validator(&environment, schema);
        for target in ["plugin-fees", "no-docs"] {
            let plan = environment.json(&["plan", target, "--format", form]);
            check(&validator, &plan, &format!("{target} {form}"));
        }
    }
}

#[test]
fn a_comparison_is_valid() {
    let environment = TestEnvironment::plugins();
    let validator = validator(&environment, "comparison");
    let comparison = environment.json(&["compare", "plugin-fees", "--format", "json"]);
    check(&validator, &comparison, "plugin-fees");
}

#[test]
fn a_difference_is_valid() {
    let environment = TestEnvironment::with(&["plugin-fees"]);
    let validator = validator(&environment, "diff");
    environment.commit("plugin-fees");
    std::fs::remove_dir_all(environment.path("plugin-fees/internal")).unwrap();
    environment.git("plugin-fees", &["mv", "README.md", "READ.md"]);
    let diff = environment.json(&["diff", "HEAD", "-C", "plugin-fees", "--format", "json"]);
    check(&validator, &diff, "plugin-fees");
    assert!(diff["kinds"].as_array().unwrap().iter().any(|kind| kind["removed"].is_array()));
}

#[test]
fn a_schema_refuses_what_is_not_its_own() {
    let environment = TestEnvironment::new();
    let wrong = serde_json::json!({ "schema": "groundplan.analysis/1", "files": "none" });
    assert!(!validator(&environment, "analysis").is_valid(&wrong));
}
