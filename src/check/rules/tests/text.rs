//! Words that are quoted, shown as code, or only look like something.

use super::{all, check, counts};

fn criterion(text: &str) -> String {
    format!("# Tasks\n\n## T-001: Tiers\n\n**Acceptance criteria**:\n\n- [ ] {text}\n")
}

#[test]
fn vague_words_in_code_and_quotations_are_names() {
    let rule = |text: &str, expected: &[&str]| check("testable.vague", &criterion(text), expected);
    rule("Estimates answer reasonably fast", &["7 reasonably"]);
    rule("The flag `fast` switches the cache off", &[]);
    rule("The page says “fast”, the log says \"robust\"", &[]);
    rule("Estimates answer fast, within 40 ms", &[]);
    rule("Handles a missing tier gracefully (e.g. none is left → 404)", &[]);
    rule("Handles a missing tier gracefully (e.g. when none is left)", &["7 gracefully"]);
    let phase = "# Plan\n\n## Phase 1: A minimal server\n\n- [ ] T001 Make `serve` fast\n";
    check("testable.vague", phase, &["5 fast"]);
    let title = "# Tasks\n\n## T-001: Rename `simple` to `robust`\n\n- [ ] 2 names\n";
    check("testable.vague", title, &[]);
    let json = |text: &str| {
        format!(
            "{{\"overview\": \"x\", \"steps\": [{{\"order\": 1, \"description\": \"{text}\"}}]}}"
        )
    };
    counts("testable.vague", ("plan.json", &json("Make estimates fast")), 1);
    counts("testable.vague", ("plan.json", &json("Read the flag `fast` of estimates")), 0);
}

#[test]
fn placeholders_in_code_are_examples() {
    let rule = |text: &str, expected: usize| {
        counts("complete.placeholder", (super::TASKS, &criterion(text)), expected);
    };
    rule("Keep tiers in TBD", 1);
    rule("Comments: TBD", 1);
    rule("Keep <name of the table>", 1);
    rule("Fill {{name}}", 1);
    rule("Include ${{ needs.notes.outputs.notes }} in the body", 0);
    rule("Fill `{{.Input}}` with the facts", 0);
    rule("Keep `Vec<Option<T>>` and a <br> in it", 0);
    rule("2 marks such as TODO are open", 0);
    rule("No TODO comments are left", 0);
    let heading = "# Tasks\n\n## T-001: Fill `{{.Input}}`\n\nSo.\n";
    counts("complete.placeholder", (super::TASKS, heading), 0);
    let json = "{\"overview\": \"Fill `{{.Input}}` with facts\", \"steps\": []}";
    counts("complete.placeholder", ("plan.json", json), 0);
}

#[test]
fn secrets_are_told_from_what_stands_for_them() {
    let rule = |text: &str, expected: usize| {
        counts(
            "safe.secret",
            (super::TASKS, &format!("# Tasks\n\n## T-001: A\n\n- {text}\n")),
            expected,
        );
    };
    rule("`DATABASE_URL=postgres://fees:kT4-winter-9@db/fees`", 1);
    rule("`DATABASE_URL=postgres://fees:${DB_PASSWORD}@db/fees`", 0);
    rule("`DATABASE_URL=postgres://user:password@localhost/fees`", 0);
    rule("`API_KEY=<your key>`, `API_KEY=changeme`, `API_KEY=$(cat key)`", 0);
    rule("The password is kept in the vault; a token has 32 letters", 0);
    rule("Commit 2ed8f9c1d0b5a7e6f4c3b2a19d8e7f6a5b4c3d2e brought it", 0);
}

#[test]
fn boxes_and_labels_without_words() {
    let rule = |text: &str, expected: usize| {
        counts("complete.empty-criterion", (super::TASKS, text), expected);
    };
    rule("# T\n\n## T-001: A\n\n- [ ]\n- [x]  \n* [ ] text\n", 2);
    rule("# T\n\n## T-001: A\n\n```\n- [ ]\n```\n", 0);
    rule("# T\n\n## T-001: A\n\n**Acceptance criteria**:\n\n## T-002: B\n\nSo.\n", 1);
}

#[test]
fn what_is_left_out_on_purpose_and_what_is_listed_is_said() {
    let section =
        |heading: &str| format!("# Plan\n\n## Base\n\nSo.\n\n## {heading}\n\n## End\n\nSo.\n");
    counts("complete.empty-section", (super::TASKS, &section("Frontend")), 1);
    counts("complete.empty-section", (super::TASKS, &section("Frontend: N/A (no pages)")), 0);
    counts(
        "testable.criterion",
        (super::TASKS, &criterion("Metadata: author, license, keywords")),
        0,
    );
    counts(
        "testable.criterion",
        (super::TASKS, &criterion("The code quality of tiers is good")),
        1,
    );
}

#[test]
fn a_row_of_a_summary_is_no_later_phase() {
    let plan = "# Plan\n\n## Phase 1: A\n\n**Depends on**: US2\n\n- [ ] T001 A\n\n## Sum\n\n| Phase | Hours |\n|---|---|\n| US2 | 5 |\n";
    counts("complete.later-phase", (super::TASKS, plan), 0);
    let later = "# Plan\n\n## Phase 1: A\n\n**Depends on**: Phase 2\n\n- [ ] T001 A\n\n## Phase 2: B\n\n- [ ] T002 B\n";
    counts("complete.later-phase", (super::TASKS, later), 1);
}

#[test]
fn a_plan_of_anything_is_judged() {
    for text in [
        "",
        "\n",
        "#",
        "# \n## \n",
        "- [ ]",
        "|",
        "| a |\n|--|\n| T-1 |",
        "{",
        "{}",
        "[1, 2",
        "\u{feff}# é\r\n\r\n- [ ] é",
    ] {
        for file in
            [super::TASKS, super::CLASSIC, "plan.json", "tasks.json", "openspec/changes/x/tasks.md"]
        {
            for finding in all(file, text) {
                assert!(finding.place.line >= 1 && finding.place.column >= 1, "{finding:?}");
            }
        }
    }
}
