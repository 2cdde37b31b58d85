//! The same bytes in give the same bytes out: threads, revisions, places.

use serde_json::Value;

use crate::environment::TestEnvironment;

#[test]
fn the_number_of_threads_changes_nothing() {
    let environment = TestEnvironment::plugins();
    let with = |jobs| environment.expect(0, &["analyze", "plugin-fees", "--jobs", jobs]).stdout;
    assert_eq!(with("1"), with("4"));
    let with = |jobs| environment.expect(0, &["plan", "plugin-fees", "--stdout", "--jobs", jobs]);
    assert_eq!(with("1").stdout, with("4").stdout);
}

#[test]
fn a_clean_worktree_and_its_commit_give_the_same_analysis() {
    for fixture in ["plugin-fees", "ledger-core"] {
        let environment = TestEnvironment::with(&[fixture]);
        environment.commit(fixture);
        let worktree = environment.json(&["analyze", fixture]);
        let commit = environment.json(&["analyze", fixture, "--rev", "HEAD"]);
        assert_eq!(commit["repo"]["revision"], "HEAD");
        assert_eq!(without_revision(worktree), without_revision(commit), "{fixture}");
    }
}

fn without_revision(mut analysis: Value) -> Value {
    analysis["repo"].as_object_mut().unwrap().remove("revision");
    analysis
}

#[test]
fn a_revision_is_read_without_the_worktree() {
    let environment = TestEnvironment::new();
    environment.write("shop/main.go", "package main\n\ntype Before struct{}\n");
    environment.commit("shop");
    environment.write("shop/main.go", "package main\n\ntype After struct{}\n");
    let name = |arguments: &[&str]| environment.json(arguments)["types"][0]["name"].clone();
    assert_eq!(name(&["analyze", "shop", "--rev", "main"]), "Before");
    assert_eq!(name(&["analyze", "shop"]), "After");
    assert_eq!(environment.json(&["analyze", "shop"])["repo"]["dirty"], true);
}

#[test]
fn no_fact_shows_where_the_repository_lies() {
    let (one, other) = (TestEnvironment::plugins(), TestEnvironment::plugins());
    for arguments in [&["analyze", "plugin-fees"][..], &["plan", "plugin-fees", "--stdout"]] {
        let text = one.expect(0, arguments).stdout;
        assert!(!text.contains(one.path("").as_str()), "{arguments:?}");
        assert_eq!(text, other.expect(0, arguments).stdout);
    }
}
