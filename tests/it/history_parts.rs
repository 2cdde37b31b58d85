//! A part of a history on the command line: every output says that it is a part, and what depends on the
//! clock is refused.

use serde_json::Value;

use crate::environment::TestEnvironment;

/// Three commits: two on 2024-01-31, the last a day later.
fn house() -> TestEnvironment {
    let environment = TestEnvironment::new();
    environment.write("house/a.go", "package house\n\nfunc A() {}\n");
    environment.write("house/b.go", "package house\n\nfunc B() {}\n");
    environment.git("house", &["init", "--quiet", "--initial-branch=main"]);
    environment.git("house", &["add", "--all"]);
    let dates = ["2024-01-31T00:00:00Z", "2024-01-31T23:59:59Z", "2024-02-01T00:00:00Z"];
    for (number, date) in dates.iter().enumerate() {
        environment.git_at(date, "house", &["commit", "--quiet", "--all", "--message=change"]);
        environment.write("house/a.go", format!("package house\n\nfunc A{number}() {{}}\n"));
    }
    environment.git("house", &["reset", "--quiet", "--hard"]);
    environment
}

fn git_coverage(analysis: &Value) -> &Value {
    let all = analysis["coverage_of_scan"].as_array().unwrap();
    all.iter().find(|one| one["kind"] == "git").unwrap()
}

#[test]
fn a_part_is_said_to_be_one() {
    let environment = house();
    for (arguments, commits) in [
        (&["--since", "2024-02-01"][..], 1),
        (&["--until", "2024-01-31"], 2),
        (&["--max-commits", "2", "--since=2024-01-31T23:59:59Z"], 2),
        (&["--max-commits", "0"], 0),
    ] {
        let whole = [&["analyze", "house"], arguments].concat();
        let analysis = environment.json(&whole);
        assert_eq!(analysis["git"]["commits"], commits, "{arguments:?}");
        assert_eq!(analysis["git"]["limits"]["left_out"], 3 - commits, "{arguments:?}");
        let skipped = &git_coverage(&analysis)["files_skipped"][0];
        let reason = skipped["reason"].as_str().unwrap();
        assert!(reason.contains(&format!("leaves out {} of 3 commits", 3 - commits)), "{reason}");
        assert_eq!(
            skipped["files"],
            if arguments[0] == "--until" { 0 } else { 1 + i32::from(commits == 0) }
        );
        let text = analysis["diagnostics"].to_string();
        assert!(text.contains(&format!("{} of 3 commits are in no count", 3 - commits)), "{text}");
        assert_eq!(environment.json(&whole), analysis, "with a cache");
        let page = environment.expect(0, &[&whole[..], &["--format", "markdown"]].concat()).stdout;
        assert!(page.contains("Only a part of the history was asked for"), "{page}");
    }
    let whole = environment.json(&["analyze", "house"]);
    assert_eq!((&whole["git"]["commits"], &whole["git"]["limits"]), (&3.into(), &Value::Null));
}

#[test]
fn every_command_that_walks_the_history_can_be_limited() {
    let environment = house();
    let part = ["--since", "2024-02-01"];
    let plan = environment.expect(0, &[&["plan", "house", "--stdout"], &part[..]].concat()).stdout;
    let warning = "Only a part of the history was asked for: 2 of 3 commits are in no figure.";
    assert!(plan.contains(warning), "{plan}");
    environment.expect(0, &[&["compare", "house"], &part[..]].concat());
    environment.expect(0, &[&["prompt", "house"], &part[..]].concat());
}

#[test]
fn names_alone_have_no_lines() {
    let environment = house();
    let names = environment.json(&["analyze", "house", "--history", "names"]);
    assert_eq!((&names["git"]["depth"], &names["git"]["commits"]), (&"names".into(), &3.into()));
    assert_eq!(names["git"]["files"][0]["commits"], 3);
    assert_eq!(names["git"]["files"][0]["added"], Value::Null);
    let none = environment.json(&["analyze", "house", "--history", "none"]);
    assert_eq!(environment.json(&["analyze", "house", "--no-history"]), none);
    assert_eq!(none["git"]["commits"], 0);
}

#[test]
fn what_depends_on_the_clock_is_refused() {
    let environment = house();
    let error = environment.expect(2, &["analyze", "house", "--since", "2 weeks ago"]).stderr;
    assert!(error.contains("depends on the clock"), "{error}");
    assert!(error.contains("such as 2024-01-31"), "{error}");
    environment.expect(2, &["plan", "house", "--until", "2024-02-30"]);
}
