//! Planned against actual, on a history of which every day is known.

use crate::{environment::TestEnvironment, golden::check};

const TASKS: &str = "# Limits\n\n| Field | Value |\n|---|---|\n| Feature | limits |\n| Start date | 2024-01-01 |\n\n\
    | ID | Title | Hours | Blocked by | Files |\n|---|---|---|---|---|\n\
    | T1 | Store limits | 6 | - | `internal/store/limit.go`, `migrations/000001_limit.up.sql` |\n\
    | T2 | Serve limits | 4 | T1 | `internal/http/limit.go` |\n\
    | T3 | Alert on limits | 3 | T2 | `internal/alert/alert.go` |\n\n\
    ## T1: Store limits\n\n- [x] Done\n\nEnds: 2024-01-03\n\n`TestLimitStore` shows it.\n\n## T2: Serve limits\n\nEnds: 2024-01-05\n";

fn commit(environment: &TestEnvironment, date: &str, message: &str) {
    environment.git("house", &["add", "--all"]);
    let message = format!("--message={message}");
    environment.git_at(date, "house", &["commit", "--quiet", "--allow-empty", &message]);
}

/// A house whose plan was carried out in two weeks, and removed.
fn house() -> TestEnvironment {
    let environment = TestEnvironment::new();
    environment.write("house/go.mod", "module example.test/house\n\ngo 1.24\n");
    environment.git(".", &["init", "--quiet", "--initial-branch=main", "house"]);
    commit(&environment, "2024-01-01T08:00:00Z", "start");
    environment.write("house/docs/pre-dev/limits/tasks.md", TASKS);
    commit(&environment, "2024-01-01T09:00:00Z", "docs: plan of limits");
    let store = "package store\n\n// Limit is a bound.\ntype Limit struct{}\n\n// Put keeps it.\nfunc (Limit) Put() error { return nil }\n";
    environment.write("house/internal/store/limit.go", store);
    environment.write(
        "house/internal/store/clock.go",
        "package store\n\n// Now is a day.\nfunc Now() int { return 1 }\n",
    );
    commit(&environment, "2024-01-02T10:00:00Z", "feat: T1 store");
    environment.write(
        "house/internal/store/limit_test.go",
        "package store\n\nimport \"testing\"\n\nfunc TestLimitStore(t *testing.T) {}\n",
    );
    environment.write("house/migrations/000001_limit.up.sql", "CREATE TABLE limits (id int);\n");
    commit(&environment, "2024-01-02T11:30:00Z", "feat: T1 migration");
    environment.write("house/internal/http/limit.go", "package http\n\nfunc Serve() {}\n");
    commit(&environment, "2024-01-12T10:00:00Z", "feat: serve limits");
    environment.git("house", &["rm", "--quiet", "-r", "docs"]);
    commit(&environment, "2024-01-15T10:00:00Z", "docs: limits are done");
    environment
}

#[test]
fn a_plan_is_held_against_its_history_even_when_it_is_gone() {
    let environment = house();
    let told = environment.expect(0, &["retrospect", "house"]);
    check("retrospect", &told.stdout);
}

#[test]
fn a_revision_is_looked_back_from() {
    let environment = house();
    let revision = environment.git("house", &["rev-parse", "HEAD~2"]);
    let told =
        environment.json(&["retrospect", "house", "--rev", revision.trim(), "--format", "json"]);
    let plan = &told["records"][0]["plans"][0];
    assert_eq!(plan["removed"], serde_json::Value::Null, "{plan:#}");
    let ended: Vec<bool> =
        plan["phases"].as_array().unwrap().iter().map(|one| one["ended"].is_object()).collect();
    assert_eq!(ended, [true, false, false], "{plan:#}");
}

#[test]
fn two_repositories_have_no_revision_in_common() {
    let environment = house();
    let told = environment.expect(2, &["retrospect", "house", "house", "--rev", "HEAD"]);
    assert!(told.stderr.contains("a revision is one repository's"), "{}", told.stderr);
}
