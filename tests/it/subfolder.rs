//! A folder inside a repository: what only the whole repository can say is read from around it or said to
//! be left out, never a silent zero.

use serde_json::Value;

use crate::environment::TestEnvironment;

const SERVICE: &str =
    "package main\n\nimport \"example.test/house/svc/api/store\"\n\nfunc main() { store.Open() }\n";

/// A repository with the service in `svc/api`, which has no manifest of its own.
fn house() -> TestEnvironment {
    let environment = TestEnvironment::new();
    environment.write("house/go.mod", "module example.test/house\n\ngo 1.24\n");
    environment.write(
        "house/.github/workflows/ci.yml",
        "on: push\njobs:\n  test:\n    runs-on: x\n    steps:\n      - run: go test ./...\n",
    );
    environment.write("house/svc/api/main.go", SERVICE);
    environment.write("house/svc/api/store/store.go", "package store\n\nfunc Open() {}\n");
    environment.write("house/svc/other/other.go", "package other\n");
    environment.commit("house");
    environment
}

fn coverage<'a>(analysis: &'a Value, kind: &str) -> &'a Value {
    let all = analysis["coverage_of_scan"].as_array().unwrap();
    all.iter().find(|one| one["kind"] == kind).unwrap()
}

#[test]
fn what_speaks_for_a_folder_is_read_from_above_it() {
    let environment = house();
    for arguments in
        [&["analyze", "house/svc/api"][..], &["analyze", "house/svc/api", "--rev", "HEAD"]]
    {
        let analysis = environment.json(arguments);
        assert_eq!(analysis["modules"][0]["file"], "../../go.mod");
        assert_eq!(analysis["modules"][0]["inner"], "svc/api");
        assert_eq!(analysis["modules"][0]["targets"][0]["src"], "main.go");
        assert_eq!(analysis["imports"][0]["class"], "intra");
        assert_eq!(analysis["packages"][0]["import_path"], "example.test/house/svc/api");
        assert_eq!(analysis["packages"][0]["imports"][0], "store");
        assert_eq!(analysis["operations"]["ci"][0]["file"], "../../.github/workflows/ci.yml");
    }
}

#[test]
fn what_was_left_out_around_a_folder_is_said() {
    let analysis = house().json(&["analyze", "house/svc/api"]);
    let skipped = &coverage(&analysis, "functions")["files_skipped"][0];
    assert_eq!(skipped["reason"], "outside the analysed folder");
    assert_eq!(skipped["files"], 1);
    assert_eq!(skipped["example"], "../../svc/other/other.go");
    assert_eq!(coverage(&analysis, "modules")["files_skipped"], Value::Null);
}

#[test]
fn a_history_that_nobody_walked_is_no_history_of_zero_commits() {
    let analysis = house().json(&["analyze", "house", "--no-history"]);
    let history = coverage(&analysis, "git");
    assert_eq!(history["found"], 0);
    assert_eq!(history["files_skipped"][0]["reason"], "the history was not walked");
}

#[test]
fn a_plan_says_that_it_saw_a_part() {
    let environment = house();
    environment.write("house/svc/api/tool.py", "print(1)\n");
    let plan = environment.expect(0, &["plan", "house/svc/api", "--stdout"]).stdout;
    assert!(plan.contains("The folder `svc/api` is part of a larger project"), "{plan}");
    assert!(plan.contains("1, python is not read yet (first `tool.py`)"), "{plan}");
}
