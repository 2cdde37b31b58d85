//! Which folders count as references, and what happens to those that cannot.

use crate::environment::{REFERENCES, TestEnvironment};

fn references(environment: &TestEnvironment, arguments: &[&str]) -> Vec<String> {
    let mut all = vec!["plan", "plugin-fees", "--format", "model"];
    all.extend(arguments);
    let plan = environment.json(&all);
    let names = plan["references"].as_array().unwrap().iter();
    names.map(|name| name.as_str().unwrap().to_owned()).collect()
}

#[test]
fn siblings_with_planning_documents_are_references() {
    let environment = TestEnvironment::plugins();
    environment.write("plugin-without-documents/main.go", "package main\n");
    environment.write("other/docs/pre-development-docs/PRD.md", "# Other\n");
    assert_eq!(references(&environment, &[]), REFERENCES);
}

#[test]
fn named_references_stand_in_for_the_siblings() {
    let environment = TestEnvironment::plugins();
    assert_eq!(references(&environment, &["--reference", "plugin-scheduler"]), [REFERENCES[1]]);
    environment
        .write("plugin-fees/groundplan.toml", "references = [\"../plugin-event-streamer\"]\n");
    assert_eq!(references(&environment, &[]), [REFERENCES[0]]);
}

#[test]
fn a_reference_without_documents_is_left_out_with_a_warning() {
    let environment = TestEnvironment::plugins();
    environment.write("plugin-hollow/docs/pre-development-docs/notes.txt", "later\n");
    let ran = environment.expect(0, &["plan", "plugin-fees", "--stdout"]);
    ran.says(&["warning: Reference ../plugin-hollow was left out", "no planning document"]);
    assert!(ran.stdout.contains("plugin-hollow was left out"), "the plan does not say so");
}

#[test]
fn a_reference_that_is_left_out_is_said_once() {
    let environment = TestEnvironment::plugins();
    environment.write("plugin-hollow/docs/pre-development-docs/notes.txt", "later\n");
    let ran = environment.expect(0, &["plan", "plugin-fees", "--stdout"]);
    let said = ran.stderr.matches("../plugin-hollow was left out").count();
    assert_eq!(said, 1, "{}", ran.stderr);
}

#[test]
fn a_named_reference_that_does_not_exist_is_an_error() {
    let environment = TestEnvironment::plugins();
    let ran = environment.expect(2, &["plan", "plugin-fees", "--reference", "plugin-nowhere"]);
    ran.says(&["plugin-nowhere", "does not exist", "hint: "]);
}
