//! Every rule of `check` finds its bad example and leaves its good one alone.

use std::collections::BTreeSet;

use groundplan::check::ALL;

use crate::environment::TestEnvironment;

/// Where an example lies: outside of the repository, so that none is evidence for another.
fn path(rule: &str, side: &str, file: &str) -> String {
    format!("examples/{rule}/{side}/{file}")
}

#[test]
fn every_rule_finds_its_bad_example_and_not_its_good_one() {
    let environment = TestEnvironment::plugins();
    let mut files = Vec::new();
    for rule in ALL {
        for (side, example) in [("bad", &rule.bad), ("good", &rule.good)] {
            let file = path(rule.id, side, example.file);
            environment.write(&file, example.text);
            files.push(file);
        }
    }
    // One run for all: reading the repository is what takes the time.
    let mut arguments = vec!["check", "--repo", "plugin-fees", "--format", "json"];
    arguments.extend(files.iter().map(String::as_str));
    let ran = environment.run(&arguments);
    assert!(ran.code < 2, "{}", ran.stderr);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let found: BTreeSet<(String, String)> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| (text(&finding["rule"]), text(&finding["file"])))
        .collect();
    let mut wrong = Vec::new();
    // How a reference ages shows only in a history; it has tests of its own.
    for rule in ALL.iter().filter(|rule| rule.id != "grounded.aged-reference") {
        let finds = |side, file| found.contains(&(rule.id.to_owned(), path(rule.id, side, file)));
        if !finds("bad", rule.bad.file) {
            wrong.push(format!("{} finds nothing in its bad example", rule.id));
        }
        if finds("good", rule.good.file) {
            wrong.push(format!("{} finds something in its good example", rule.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
