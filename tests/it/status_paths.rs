//! Which files a plan means: names without a folder, endings, what moved, what was built and is gone again.

use crate::status::House;

/// A folder that is to come, and files of the same names elsewhere.
fn house(plan: &str) -> House {
    let house = House::with("# Nothing\n");
    for name in ["config.go", "config_test.go", "limit_test.go", "doc.go"] {
        house.0.write(&format!("house/internal/outbox/{name}"), "package outbox\n");
    }
    house.0.git("house", &["rm", "--quiet", "docs/plans/limits.md"]);
    house.commit(3, "feat: an outbox");
    house.0.write("house/docs/plans/stream.md", plan);
    house.commit(4, "docs: plan of a stream");
    house
}

/// A task with these lines.
fn task(lines: &str) -> String {
    format!("# Stream\n\n### T-001: Stream limits\n\n- [ ] Done\n\n**Files:**\n{lines}\n")
}

/// What `status` says is missing of the first task.
#[track_caller]
fn missing(plan: &str, expected: &[&str]) {
    let house = house(plan);
    let report = house.0.json(&["status", "--repo", "house", "--format", "json"]);
    let item = report["plans"][0]["items"][0].clone();
    let found = item["missing"].as_array().cloned().unwrap_or_default();
    let found: Vec<&str> = found.iter().map(|one| one.as_str().unwrap()).collect();
    assert_eq!(found, expected, "{plan}");
}

#[test]
fn a_name_without_a_folder_is_that_of_the_folder_of_the_others() {
    missing(
        &task(
            "- Create: `internal/stream/config.go`\n- Test files: `config_test.go`, `doc_test.go`\n",
        ),
        &[
            "internal/stream/config.go is not there",
            "internal/stream/config_test.go is not there",
            "internal/stream/doc_test.go is not there",
        ],
    );
    // A folder that is to come; one that is there may have its tests elsewhere.
    missing(
        &task("- Create: `internal/stream/limit.go`\n- Create: `doc.go`\n"),
        &["internal/stream/doc.go is not there", "internal/stream/limit.go is not there"],
    );
    missing(
        &task("- Modify: `internal/store/clock.go`\n- Test: `clock_test.go`\n- Modify: `doc.go`\n"),
        &[
            "internal/outbox/doc.go has not been changed",
            "internal/store/clock.go has not been changed",
            "internal/store/clock_test.go is not there",
        ],
    );
    missing(
        &task("- Modify: `internal/store/clock.go`\n- Test: `limit_test.go`\n"),
        &[
            "internal/outbox/limit_test.go has not been changed",
            "internal/store/clock.go has not been changed",
        ],
    );
}

#[test]
fn a_name_that_another_item_writes_whole_is_that_file() {
    let first = task("- Create: `internal/stream/config.go`\n");
    let second = "\n### T-002: Read it\n\n- [ ] Done\n\n**Files:**\n- Modify: `config.go`\n";
    let house = house(&format!("{first}{second}"));
    house.0.write("house/internal/outbox/config.go", "package outbox\n\nconst Other = 1\n");
    house.0.write("house/internal/stream/config.go", "package stream\n");
    house.commit(5, "feat: both");
    // Work on the file that is called so elsewhere is none of it.
    house.check(&[], &[("T-001", "done"), ("T-002", "untold")]);
    house.0.write("house/internal/stream/config.go", "package stream\n\nconst Read = 1\n");
    house.commit(6, "feat: read it");
    house.check(&[], &[("T-002", "partial")]);
    let told = house.status(&[]).stdout;
    assert!(told.contains("+ internal/stream/config.go was changed"), "{told}");
}

#[test]
fn what_only_ends_names_is_no_file() {
    // A slash may part two names.
    missing(
        &task("- Modify: `clock.go/limit.go`\n- Modify: `internal/stream/a.go`, `limit.go`\n"),
        &[
            "clock.go/limit.go is not there",
            "internal/stream/a.go is not there",
            "internal/stream/limit.go is not there",
        ],
    );
    missing(
        &task("- Modify: `internal/store/clock.go`, one `_limit.go`\n"),
        &["internal/store/clock.go has not been changed"],
    );
}

#[test]
fn what_was_built_and_taken_back_is_not_done() {
    let house = house(&task("- Create: `internal/stream/limit.go`\n").replace("[ ]", "[x]"));
    house.0.write("house/internal/stream/limit.go", "package stream\n");
    house.commit(5, "feat: limits");
    house.check(&[], &[("T-001", "done")]);
    house.0.git("house", &["rm", "--quiet", "internal/stream/limit.go"]);
    house.commit(6, "refactor: limits live elsewhere");
    house.check(&[], &[("T-001", "done")]);
    house.0.git("house", &["commit", "--quiet", "--amend", "--message=Revert \"feat: limits\""]);
    house.check(&[], &[("T-001", "phantom")]);
}

#[test]
fn a_document_that_the_ticking_commit_wrote_speaks_for_an_item_that_came_ticked() {
    let routes = |path: &str| {
        format!(
            "package store\n\nimport \"net/http\"\n\nfunc Routes(m *http.ServeMux) {{\n\tm.HandleFunc(\"POST {path}\", h)\n}}\n\nfunc h(http.ResponseWriter, *http.Request) {{}}\n"
        )
    };
    let house = house("# Stream\n\n### T-001: Talk\n\n- [ ] Done\n");
    house.0.write("house/internal/store/routes.go", routes("/v1/organizations/{id}/limits"));
    house.0.write("house/docs/scope.md", "# Scope\n\nHeaders.\n");
    house.commit(5, "feat: routes");
    let item = "### T-002: Rewrite the scope\n\n- [x] Done\n\nIt shows `POST /v1/limits`.\n\n**Files:** Modify: `docs/scope.md`\n";
    house.0.write("house/docs/plans/stream.md", format!("# Stream\n\n{item}"));
    house.commit(6, "docs: plan more");
    // Nothing shows it: no commit wrote the document with the plan.
    house.check(&[], &[("T-002", "untold")]);
    house.0.write("house/docs/scope.md", "# Scope\n\nPaths.\n");
    house.0.git("house", &["add", "--all"]);
    house.0.git("house", &["commit", "--quiet", "--amend", "--no-edit"]);
    house.check(&[], &[("T-002", "done")]);
    // What no path ends with is missing as before.
    house.0.write("house/internal/store/routes.go", routes("/v1/tiers"));
    house.commit(7, "refactor: other routes");
    house.check(&[], &[("T-002", "partial")]);
}

#[test]
fn a_file_that_moved_is_where_it_was_to_go() {
    let line = "- [ ] T-002: Move `internal/outbox/config.go`: `git mv internal/outbox/config.go internal/stream/config.go`\n";
    let house = house(&format!("# Stream\n\n{line}- [ ] T-003: Talk\n"));
    let long = "package outbox\n\n// Limits are bounds that every message of the outbox is held against.\nconst Limits = 1\n";
    house.0.write("house/internal/outbox/config.go", long);
    house.commit(5, "feat: bounds");
    house.check(&[], &[("T-002", "not-started")]);
    house.0.write("house/internal/stream/doc.go", "package stream\n");
    house.0.git("house", &["mv", "internal/outbox/config.go", "internal/stream/config.go"]);
    house.commit(6, "refactor: move it");
    house.check(&[], &[("T-002", "done")]);
}

#[test]
fn a_document_that_tasks_go_by_is_none_of_their_files() {
    let lines = "- [x] T-002: Implement internal/stream/a.go per docs/scope.md\n- [x] T-003: Implement internal/stream/b.go with limits (`limits.yaml`)\n- [x] T-004: Remove the clock from internal/store/clock.go\n";
    let house = house("# Nothing\n");
    house.0.write("house/docs/scope.md", "# Scope\n");
    house.commit(5, "docs: scope");
    house.0.write("house/docs/plans/more.md", format!("# More\n\n{}", lines.replace("[x]", "[ ]")));
    house.commit(6, "docs: plan more");
    for name in ["stream/a.go", "stream/b.go", "store/clock.go"] {
        house.0.write(&format!("house/internal/{name}"), "package x\n");
    }
    house.0.write("house/docs/plans/more.md", format!("# More\n\n{lines}"));
    house.commit(7, "feat: all of it");
    let done = [("T-002", "done"), ("T-003", "done"), ("T-004", "done")];
    house.check(&["house/docs/plans/more.md"], &done);
}
