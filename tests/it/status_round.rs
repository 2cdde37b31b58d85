//! Plan, work, tick what is proven, plan again: nobody's ticks are lost and what is done stays told.

use crate::environment::TestEnvironment;

const TARGET: &str = "plugin-fees";
const TASKS: &str = "plugin-fees/docs/pre-dev/plugin-fees/tasks.md";

const TABLE: &str = "CREATE TABLE fee_tier (\n    id UUID PRIMARY KEY,\n    package_id UUID NOT NULL REFERENCES fee_package (id) ON DELETE CASCADE,\n    \
    position SMALLINT NOT NULL CHECK (position BETWEEN 1 AND 20),\n    volume_from NUMERIC(20, 2) NOT NULL,\n    volume_to NUMERIC(20, 2),\n    \
    rate_bps INTEGER NOT NULL CHECK (rate_bps BETWEEN 0 AND 10000),\n    CONSTRAINT uq_fee_tier_position UNIQUE (package_id, position)\n);\n";

const TYPE: &str = "package domain\n\n// FeeTier is a step of a tiered package.\ntype FeeTier struct {\n\tPosition int\n}\n";

fn planned(form: &str) -> TestEnvironment {
    let environment = TestEnvironment::with(&[TARGET]);
    environment.commit(TARGET);
    environment.expect(0, &["plan", TARGET, "--format", form]);
    commit(&environment, "docs: plan");
    environment
}

fn commit(environment: &TestEnvironment, message: &str) {
    environment.git(TARGET, &["add", "--all"]);
    environment.git(TARGET, &["commit", "--quiet", &format!("--message={message}")]);
}

/// The table and half of the type.
fn work(environment: &TestEnvironment) {
    let write = |path: &str, text: &str| environment.write(&format!("{TARGET}/{path}"), text);
    write("migrations/000005_create_fee_tier.up.sql", TABLE);
    write("migrations/000005_create_fee_tier.down.sql", "DROP TABLE fee_tier;\n");
    write("internal/domain/feetier.go", TYPE);
    commit(environment, "feat: fee tiers");
}

/// State of a task by the code.
fn state(environment: &TestEnvironment, plan: &str, id: &str) -> String {
    let report = environment.json(&["status", plan, "--repo", TARGET, "--format", "json"]);
    let items = report["plans"][0]["items"].as_array().unwrap();
    let item = items.iter().find(|item| item["id"] == id);
    item.map_or("unknown", |item| item["state"].as_str().unwrap()).to_owned()
}

#[test]
fn what_status_ticks_outlives_the_next_plan() {
    let environment = planned("living");
    work(&environment);
    environment.expect(0, &["status", TASKS, "--repo", TARGET, "--write"]);
    let ticked = environment.read(TASKS);
    let row = |text: &str, id: &str| {
        text.lines().find(|line| line.starts_with(&format!("| {id} |"))).map(ToOwned::to_owned)
    };
    assert!(row(&ticked, "T-001").unwrap().contains("| Done |"), "{ticked}");
    // The type is there, its tests are not.
    assert!(row(&ticked, "T-003").unwrap().contains("| open |"), "{ticked}");
    assert_eq!(state(&environment, TASKS, "T-003"), "partial");
    commit(&environment, "docs: ticks");

    environment.expect(0, &["plan", TARGET, "--format", "living"]);
    let again = environment.read(TASKS);
    assert_eq!(row(&again, "T-001"), None, "{again}");
    assert!(again.contains("## Done\n\n- [x] T-001 Create table `fee_tier`: "), "{again}");
    assert!(!again.contains("<<<<<<<"), "{again}");
    assert_eq!(state(&environment, TASKS, "T-001"), "done");
    assert_eq!(state(&environment, TASKS, "T-002"), "not-started");
    let told = environment.expect(0, &["status", TASKS, "--repo", TARGET]).stdout;
    assert!(!told.contains("000005_create_fee_tier.down.sql"), "{told}");

    environment.expect(0, &["plan", TARGET, "--format", "living"]);
    assert_eq!(environment.read(TASKS), again);
}

#[test]
fn the_classic_plan_tells_status_what_is_done() {
    let environment = planned("classic");
    let plan = format!("{TARGET}/docs/pre-development-docs/IMPLEMENTATION_PLAN.md");
    work(&environment);
    environment.expect(0, &["status", &plan, "--repo", TARGET, "--write"]);
    environment.expect(0, &["plan", TARGET]);
    let again = environment.read(&plan);
    assert!(again.contains("### Done\n\n- [x] **T-001** "), "{again}");
    assert_eq!(state(&environment, &plan, "T-001"), "done");
}
