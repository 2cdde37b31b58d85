//! What names tell of progress: those that are to go, those that are no fact, those that others name, too.

use crate::status::House;

/// A plan with one task for each rule.
const PLAN: &str = "# Stores\n\n### T-001: Delete `OldStore`\n\n- [ ] Done\n\n\
    ### T-002: Use `MaxLimit` and `RetryPolicy`\n\n- [ ] Done\n\n**Files:**\n- Modify: `internal/store/clock.go`\n\n\
    ### T-003: Store limits\n\n- [ ] Done\n\n**Files:**\n- Create: `internal/store/limit.go`\n\n\
    Declares `NewLimits`.\n\n\
    ### T-004: Close limits\n\n- [ ] Done\n\n- `(*Limits).Close() error`\n- `OpenLimits`\n\n\
    ### T-005: Wire limits\n\n- [ ] Done\n\n**Acceptance criteria:**\n\n- [ ] `NewLimits` is called\n\n\
    ### T-006: Audit column\n\n- [ ] Done\n\nThe table `limits` has a column `audited_by`.\n";

fn house() -> House {
    let house = House::with("# Nothing\n");
    house.0.write("house/internal/store/old.go", "package store\n\ntype OldStore struct{}\n");
    house.0.write("house/migrations/000001_limit.up.sql", "CREATE TABLE limits (id int);\n");
    house.commit(3, "feat: an old store");
    house.0.git("house", &["rm", "--quiet", "docs/plans/limits.md"]);
    house.commit(4, "docs: no plan");
    house.0.write("house/docs/plans/stores.md", PLAN);
    house.commit(5, "docs: plan of stores");
    house
}

#[test]
fn what_is_to_go_is_done_when_it_is_gone() {
    let house = house();
    house.check(&[], &[("T-001", "not-started")]);
    house.0.git("house", &["rm", "--quiet", "internal/store/old.go"]);
    house.commit(6, "feat: no old store");
    house.check(&[], &[("T-001", "done")]);
    let told = house.status(&[]).stdout;
    assert!(told.contains("+ name OldStore is gone  internal/store/old.go:3"), "{told}");
}

#[test]
fn the_text_of_the_code_tells_of_names_that_are_no_facts() {
    let house = house();
    let clock = "package store\n\n// RetryPolicy comes later.\nconst MaxLimit = 3\n\nfunc Now() int { return 1 }\n";
    house.0.write("house/internal/store/clock.go", clock);
    house.commit(6, "feat: a limit");
    house.check(&[], &[("T-002", "partial")]);
    let told = house.status(&[]).stdout;
    assert!(told.contains("+ name MaxLimit  internal/store/clock.go:4"), "{told}");
    assert!(told.contains("- missing: name RetryPolicy is nowhere"), "{told}");
}

#[test]
fn a_function_that_is_written_with_its_types_is_asked_for() {
    let house = house();
    let limit = "package store\n\ntype Limits struct{}\n\nfunc NewLimits() *Limits { return nil }\n\nfunc OpenLimits() {}\n";
    house.0.write("house/internal/store/limit.go", limit);
    house.commit(6, "feat: limits");
    // What T-003 names first is no work of T-005.
    house.check(&[], &[("T-003", "done"), ("T-004", "partial"), ("T-005", "partial")]);
    let told = house.status(&[]).stdout;
    assert!(told.contains("- missing: name Limits.Close"), "{told}");
    house.0.write(
        "house/internal/store/close.go",
        "package store\n\nfunc (l *Limits) Close() error { return nil }\n",
    );
    house.commit(7, "feat: limits close");
    house.check(&[], &[("T-004", "done")]);
}

#[test]
fn a_column_is_shown_where_a_migration_adds_it() {
    let house = house();
    let alter = "-- audit\nALTER TABLE limits ADD COLUMN audited_by text;\n";
    house.0.write("house/migrations/000002_audit.up.sql", alter);
    house.commit(6, "feat: audit");
    house.check(&[], &[("T-006", "done")]);
    let told = house.status(&[]).stdout;
    let line = "+ column audited_by  migrations/000002_audit.up.sql:2";
    assert!(told.contains(line), "{told}");
}
