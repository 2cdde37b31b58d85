//! What belongs to an item: names that were there when it was written, commits of other plans, dependencies.

use crate::status::House;

#[test]
fn what_was_there_when_an_item_was_written_is_no_work_on_it() {
    let house = House::with("# Streams\n\n### T-001: Talk\n\n- [ ] Done\n");
    house.0.write("house/internal/store/stream.go", "package store\n\nfunc OpenStream() {}\n");
    house.commit(3, "feat: streams");
    let later = "### T-002: Close streams\n\n- [ ] Done\n\n**Context:** `OpenStream` does not close. `CloseStream` will.\n";
    house.0.write("house/docs/plans/limits.md", format!("# Streams\n\n{later}"));
    house.commit(4, "docs: plan more");
    house.check(&[], &[("T-002", "untold")]);
    let closes = "package store\n\nfunc OpenStream() {}\n\nfunc CloseStream() {}\n";
    house.0.write("house/internal/store/stream.go", closes);
    house.commit(5, "feat: close streams");
    house.check(&[], &[("T-002", "done")]);
}

#[test]
fn a_commit_of_another_plan_with_the_same_identifiers_says_nothing() {
    let house = House::with(
        "# Streams\n\n- [ ] T001 Create `internal/stream/a.go`\n- [ ] T002 Run all tests\n",
    );
    house.0.write("house/internal/other/b.go", "package other\n");
    house.commit(3, "feat: T002 of something else");
    house.check(&[], &[("T002", "untold")]);
    house.0.write("house/internal/stream/a.go", "package stream\n");
    house.commit(4, "feat: T001 and T002");
    house.check(&[], &[("T001", "done"), ("T002", "done")]);
}

#[test]
fn a_package_of_a_dependency_is_that_dependency() {
    let house = House::with(
        "# Streams\n\n### T-001: Store it\n\n- [ ] Done\n\nAdd the dependency `example.test/kafka/codec`.\n",
    );
    house.check(&[], &[("T-001", "not-started")]);
    let module = "module example.test/house\n\ngo 1.24\n\nrequire example.test/kafka v1.2.0\n";
    house.0.write("house/go.mod", module);
    house.commit(3, "feat: kafka");
    house.check(&[], &[("T-001", "done")]);
}

#[test]
fn a_guide_that_came_with_the_plan_is_no_work_on_it() {
    let house = House::with("# Nothing\n");
    let plan = "# Streams\n\n- [ ] T001 Run the steps of docs/streams/guide.md\n- [ ] T002 Update docs/streams/guide.md\n- [ ] T003 Create internal/stream/a.go\n";
    house.0.write("house/docs/streams/tasks.md", plan);
    house.0.write("house/docs/streams/guide.md", "# Guide\n");
    house.0.write("house/internal/stream/a.go", "package stream\n");
    house.commit(3, "docs: plan of streams, and a start");
    let expected = [("T001", "untold"), ("T002", "not-started"), ("T003", "done")];
    house.check(&["house/docs/streams/tasks.md"], &expected);
    house.0.write("house/docs/streams/guide.md", "# Guide\n\nMore.\n");
    house.commit(4, "docs: guide");
    house.check(&["house/docs/streams/tasks.md"], &[("T001", "partial"), ("T002", "partial")]);
}
