//! Progress by the code, on histories of which every commit is known.

use crate::{
    environment::{Ran, TestEnvironment},
    golden::check,
};

const PLAN: &str = "# Limits\n\n## Phase 1: Base\n\n### T-001: Store limits\n\n- [ ] Done\n\n**Files:**\n- Create: `internal/store/limit.go`\n- Create: `migrations/000001_limit.up.sql`\n\n\
    **Acceptance criteria:**\n\n- [ ] `TestLimitStore` passes\n- [ ] the team likes it\n\n### T-002: Serve limits\n\n- [x] Done\n\n**Files:**\n- Create: `internal/http/limit.go`\n\n`POST /v1/limits` takes one.\n\n\
    ### T-003: Use the clock\n\n- [ ] Done\n\n**Files:**\n- Modify: `internal/store/clock.go`\n\n### T-004: Talk to people\n\n- [ ] Done\n\nThey are nice.\n";

const DATE: &str = "2024-01-0";

/// A repository with a plan, as the tests go on.
pub(crate) struct House(pub(crate) TestEnvironment);

impl House {
    fn new() -> Self {
        Self::with(PLAN)
    }

    /// The repository with another plan.
    pub(crate) fn with(plan: &str) -> Self {
        let house = Self(TestEnvironment::new());
        house.0.write("house/go.mod", "module example.test/house\n\ngo 1.24\n");
        house.0.write(
            "house/internal/store/clock.go",
            "package store\n\nfunc Now() int { return 1 }\n",
        );
        house.0.git(".", &["init", "--quiet", "--initial-branch=main", "house"]);
        house.commit(1, "start");
        house.0.write("house/docs/plans/limits.md", plan);
        house.commit(2, "docs: plan of limits");
        house
    }

    pub(crate) fn commit(&self, day: u32, message: &str) {
        self.0.git("house", &["add", "--all"]);
        let message = format!("--message={message}");
        let date = format!("{DATE}{day}T10:00:00Z");
        self.0.git_at(&date, "house", &["commit", "--quiet", &message]);
    }

    /// Work on the first task, all of it.
    fn store(&self) {
        let store = "package store\n\n// Limit is a bound.\ntype Limit struct{}\n";
        self.0.write("house/internal/store/limit.go", store);
        self.0.write(
            "house/internal/store/limit_test.go",
            "package store\n\nimport \"testing\"\n\nfunc TestLimitStore(t *testing.T) {}\n",
        );
        self.0.write("house/migrations/000001_limit.up.sql", "CREATE TABLE limits (id int);\n");
    }

    #[track_caller]
    pub(crate) fn status(&self, arguments: &[&str]) -> Ran {
        self.0.expect(0, &[&["status", "--repo", "house"], arguments].concat())
    }

    /// Identifiers with their states.
    #[track_caller]
    fn states(&self, arguments: &[&str]) -> Vec<(String, String)> {
        let arguments = [&["status", "--repo", "house", "--format", "json"], arguments].concat();
        let report = self.0.json(&arguments);
        let items = report["plans"][0]["items"].as_array().unwrap().clone();
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        items.iter().map(|item| (text(&item["id"]), text(&item["state"]))).collect()
    }

    #[track_caller]
    pub(crate) fn check(&self, arguments: &[&str], expected: &[(&str, &str)]) {
        let states = self.states(arguments);
        for (id, state) in expected {
            assert!(states.contains(&((*id).into(), (*state).into())), "{id} {state}: {states:?}");
        }
    }
}

#[test]
fn what_is_ticked_and_missing_is_a_phantom_and_what_is_built_is_done() {
    let house = House::new();
    house.check(
        &[],
        &[
            ("T-001", "not-started"),
            ("T-002", "phantom"),
            ("T-003", "not-started"),
            ("T-004", "untold"),
        ],
    );
    house.0.expect(1, &["status", "--repo", "house", "--fail-on", "phantom"]);
    house.store();
    house.commit(3, "feat: store limits");
    house.0.write(
        "house/internal/store/cache.go",
        "package store\n\n// Cached is kept.\nfunc Cached() {}\n",
    );
    house.commit(4, "feat: a cache that nobody planned");
    house.check(&[], &[("T-001", "done"), ("T-002", "phantom")]);
    check("status-human", &house.status(&[]).stdout);
    check("status-markdown", &house.status(&["--format", "markdown"]).stdout);
}

#[test]
fn a_part_is_partial_and_a_revision_has_its_own_state() {
    let house = House::new();
    house.0.write("house/internal/store/limit.go", "package store\n\ntype Limit struct{}\n");
    house.commit(3, "feat: half of it");
    house.store();
    house
        .0
        .write("house/internal/store/clock.go", "package store\n\nfunc Now() int { return 2 }\n");
    house.commit(4, "feat: the rest");
    house.check(&["--rev", "HEAD~2"], &[("T-001", "not-started"), ("T-003", "not-started")]);
    house.check(&["--rev", "HEAD~1"], &[("T-001", "partial")]);
    // A file that was changed is a weak sign: other work changes it, too.
    house.check(&[], &[("T-001", "done"), ("T-003", "partial")]);
    // What was there at the revision is no progress since then.
    house.check(&["--since", "HEAD"], &[("T-001", "untold"), ("T-003", "not-started")]);
}

#[test]
fn a_file_that_moved_is_there_and_one_that_was_removed_is_not() {
    let house = House::new();
    house.store();
    house.commit(3, "feat: store limits");
    house.0.git("house", &["mv", "internal/store/limit.go", "internal/store/bound.go"]);
    house.commit(4, "refactor: a better name");
    house.check(&[], &[("T-001", "done")]);
    house.0.git("house", &["rm", "--quiet", "migrations/000001_limit.up.sql"]);
    house.commit(5, "feat: no table");
    house.check(&[], &[("T-001", "partial")]);
    let told = house.status(&[]).stdout;
    assert!(told.contains("migrations/000001_limit.up.sql was built in "), "{told}");
    assert!(told.contains(" and removed in "), "{told}");
    // Of a task that is ticked it is no accusation.
    house.0.write("house/docs/plans/limits.md", PLAN.replacen("- [ ] Done", "- [x] Done", 1));
    house.check(&[], &[("T-001", "done")]);
    let told = house.status(&[]).stdout;
    assert!(
        told.contains("+ migrations/000001_limit.up.sql was built, and removed since in "),
        "{told}"
    );
}

#[test]
fn a_squash_with_the_plan_in_it_counts() {
    let house = House::new();
    house.0.git("house", &["reset", "--quiet", "--soft", "HEAD~1"]);
    house.store();
    house.commit(3, "feat: limits and their plan");
    house.check(&[], &[("T-001", "done"), ("T-002", "phantom"), ("T-004", "untold")]);
}

#[test]
fn only_what_is_proven_is_ticked_and_nothing_else_changes() {
    let house = House::new();
    let crlf = format!("\u{feff}{}\r\n\r\n", PLAN.replace('\n', "\r\n"));
    house.0.write("house/docs/plans/limits.md", &crlf);
    house.commit(3, "docs: line ends");
    house.store();
    house
        .0
        .write("house/internal/store/clock.go", "package store\n\nfunc Now() int { return 2 }\n");
    house.commit(4, "feat: store limits");
    let diff = house.status(&["--dry-run"]).stdout;
    assert!(diff.contains("-- [ ] `TestLimitStore` passes"), "{diff}");
    assert_eq!(house.0.read("house/docs/plans/limits.md"), crlf);
    let told = house.status(&["--write"]).stderr;
    let note = "note: ticked in docs/plans/limits.md: T-001; the criterion in line 15 (T-001)\n";
    assert_eq!(told, note);
    let ticked = crlf
        .replacen("- [ ] Done", "- [x] Done", 1)
        .replace("- [ ] `TestLimitStore`", "- [x] `TestLimitStore`");
    assert_eq!(house.0.read("house/docs/plans/limits.md"), ticked);
    house.status(&["--write"]);
    assert_eq!(house.0.read("house/docs/plans/limits.md"), ticked);
    assert_eq!(house.status(&["--dry-run"]).stdout, "");
}

#[test]
fn statuses_in_json_are_ticked() {
    let house = House::new();
    let tasks = "{\"tasks\": [\n  {\"id\": 1, \"title\": \"Store\", \"status\": \"pending\",\n   \"details\": \"Create internal/store/limit.go\",\n   \"subtasks\": [\n     {\"id\": 1, \"title\": \"File internal/store/limit.go\", \"status\": \"pending\", \"details\": \"internal/store/limit.go\"}\n   ]},\n  {\"id\": 2, \"title\": \"Serve\", \"status\": \"pending\", \"details\": \"internal/http/limit.go\"}\n]}";
    house.0.write("house/.taskmaster/tasks/tasks.json", tasks);
    house.commit(3, "docs: tasks");
    house.store();
    house.commit(4, "feat: store limits");
    house.status(&["house/.taskmaster/tasks/tasks.json", "--write"]);
    let after = house.0.read("house/.taskmaster/tasks/tasks.json");
    assert_eq!(after.matches("\"done\"").count(), 2, "{after}");
    assert!(after.contains("\"Serve\", \"status\": \"pending\""), "{after}");
    assert_eq!(after.replace("\"done\"", "\"pending\""), tasks);
}

#[test]
fn without_git_what_is_there_counts_and_nothing_has_a_date() {
    let environment = TestEnvironment::new();
    environment.write("house/docs/plans/limits.md", PLAN);
    environment.write("house/internal/http/limit.go", "package http\n");
    let report = environment.json(&["status", "--repo", "house", "--format", "json"]);
    let plan = &report["plans"][0];
    assert!(plan["limits"][0].as_str().unwrap().contains("no Git history"), "{plan:#}");
    let serve =
        plan["items"].as_array().unwrap().iter().find(|item| item["id"] == "T-002").unwrap();
    assert_eq!(serve["state"], "partial", "{serve:#}");
    assert_eq!(serve["proof"][0]["first"], serde_json::Value::Null);
}

#[test]
fn a_bare_repository_and_a_plan_outside_of_it_work() {
    let house = House::new();
    house.store();
    house.commit(3, "feat: store limits");
    house.0.git(".", &["clone", "--quiet", "--bare", "house", "bare.git"]);
    let report = house.0.json(&[
        "status",
        "docs/plans/limits.md",
        "--repo",
        "bare.git",
        "--rev",
        "HEAD",
        "--format",
        "json",
    ]);
    assert_eq!(report["plans"][0]["counts"]["done"], 1, "{report:#}");
    house.0.write("elsewhere/tasks.md", PLAN);
    let told = house.status(&["elsewhere/tasks.md", "--since", "HEAD~1"]).stdout;
    assert!(told.contains("[x] T-001 Store limits"), "{told}");
    let told = house.status(&["./elsewhere/tasks.md"]).stdout;
    assert!(told.contains("\nelsewhere/tasks.md at "), "{told}");
    assert!(told.contains("`--since REV` says what was there before it"), "{told}");
}

#[test]
fn a_shallow_clone_says_what_it_does_not_know() {
    let house = House::new();
    house.store();
    house.commit(3, "feat: store limits");
    let from = format!("file://{}", house.0.path("house"));
    house.0.git(".", &["clone", "--quiet", "--depth", "1", &from, "short"]);
    let told = house.0.expect(0, &["status", "--repo", "short"]).stdout;
    assert!(told.contains("note: the clone is shallow"), "{told}");
    assert!(told.contains("[x] T-001"), "{told}");
}

#[test]
fn a_plan_that_is_not_there_is_said_with_those_that_are() {
    let house = House::new();
    let told = house.0.expect(2, &["status", "nothing.md", "--repo", "house"]);
    assert!(told.stderr.contains("docs/plans/limits.md"), "{}", told.stderr);
}

#[test]
fn the_report_is_what_its_schema_says() {
    let house = House::new();
    house.store();
    house.commit(3, "feat: store limits");
    let schema = house.0.json(&["schema", "status"]);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let report = house.0.json(&["status", "--repo", "house", "--format", "json"]);
    let problems: Vec<String> =
        validator.iter_errors(&report).map(|error| error.to_string()).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn a_table_finishes_the_task_that_creates_it_and_no_other() {
    let environment = TestEnvironment::plugins();
    environment.commit("plugin-fees");
    environment.expect(0, &["plan", "plugin-fees"]);
    environment.git("plugin-fees", &["add", "--all"]);
    environment.git("plugin-fees", &["commit", "--quiet", "--message=plan"]);
    let table = "CREATE TABLE fee_tier (id UUID PRIMARY KEY);\n";
    let migration = "plugin-fees/migrations/000005_create_fee_tier";
    environment.write(&format!("{migration}.up.sql"), table);
    environment.write(&format!("{migration}.down.sql"), "DROP TABLE fee_tier;\n");
    let report = environment.json(&["status", "--repo", "plugin-fees", "--format", "json"]);
    let items = report["plans"][0]["items"].as_array().unwrap();
    let state = |id: &str| items.iter().find(|item| item["id"] == id).unwrap()["state"].clone();
    assert_eq!(state("T-001"), "done");
    // Its type and the test of it are missing; that the table is there says nothing of them.
    assert_eq!((state("T-003"), state("T-003.1")), ("not-started".into(), "untold".into()));
    // CI had the coverage that the criteria of every phase speak of before the plan.
    assert_eq!((state("Phase 3"), state("Phase 4")), ("not-started".into(), "untold".into()));
    // A task that is known by its own lines is counted in place of parts that say nothing.
    assert_eq!(report["plans"][0]["counts"]["done"], 1);
}
