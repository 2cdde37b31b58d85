//! Days, weeks, hours, capacities, circles.

use super::{CLASSIC, check, counts, found};

#[test]
fn days_that_cannot_be() {
    let rule = |line: &str, expected: &[&str]| {
        let text = format!("# Tasks\n\n## T-001: Tiers\n\n{line}\n");
        check("complete.dates", &text, expected);
    };
    rule("Ready on 2026-02-30.", &["5 2026-02-30"]);
    rule("Leap days: 2028-02-29, 2026-02-29", &["5 2026-02-29"]);
    rule("2026-03-02 (Tuesday)", &["5 2026-03-02"]);
    rule("Fri 2026-03-02 to Fri 2026-03-06", &["5 2026-03-02"]);
    rule("Segunda 2026-03-02, 2026-03-06 (sexta)", &[]);
    rule("- [ ] `2026-02-30` is refused with 422, and so is \"2026-13-01\"", &[]);
    rule("```json\n{\"day\": \"2026-02-30\", \"other\": 2026-02-31}\n```", &[]);
    rule("See notes/2026-02-30.md and v2026-02-30, 2026-02-30-move and 2026-02-30_x", &[]);
    rule("At 2026-03-02T10:00:00Z", &[]);
}

#[test]
fn starts_ends_and_deadlines() {
    let one = |fields: &str| format!("# Tasks\n\n## T-001: Tiers\n\n{fields}\n");
    check("complete.dates", &one("- **Start**: 2026-03-02\n- **End**: 2026-03-02"), &[]);
    check(
        "complete.dates",
        &one("- **Start**: 2026-03-02\n- **End**: 2026-03-01"),
        &["6 2026-03-01"],
    );
    let two = |start: &str| {
        format!(
            "# Tasks\n\n## T-001: A\n\n- **End**: 2026-03-06\n\n## T-002: B\n\n- **Depends on**: T-001\n- **Start**: {start}\n"
        )
    };
    check("complete.dates", &two("2026-03-06"), &[]);
    check("complete.dates", &two("2026-03-05"), &["10 2026-03-05"]);
}

fn phases(first: &str, second: &str) -> String {
    format!(
        "# Plan\n\n## Phase 1: A ({first})\n\n- [ ] Keep\n\n## Phase 2: B ({second})\n\n- [ ] Serve\n"
    )
}

#[test]
fn weeks_of_phases() {
    let rule = |first: &str, second: &str, expected: usize| {
        counts("complete.weeks", (CLASSIC, &phases(first, second)), expected);
    };
    rule("weeks 1-2", "weeks 3-4", 0);
    rule("Weeks 1 and 2", "Week 3", 0);
    rule("Weeks 1 & 2", "Weeks 3 – 4", 0);
    rule("Semanas 1 e 2", "Semanas 3 a 4", 0);
    rule("Week 1 - Week 2", "Week 3", 0);
    rule("weeks 1-2", "weeks 4-5", 1);
    rule("weeks 1-3", "weeks 3-4", 1);
    rule("weeks 1-3", "weeks 3-4, in parallel", 0);
    rule("weeks 1-4294967295", "weeks 4294967295-9", 0);
    let inside = |heading: &str| {
        format!(
            "# Plan\n\n## Phase 1: A (weeks 1-2)\n\n### Week 1: Store\n\n- A\n\n### {heading}\n\n- B\n"
        )
    };
    counts("complete.weeks", (CLASSIC, &inside("Week 2 - 12 endpoints")), 0);
    counts("complete.weeks", (CLASSIC, &inside("Week 3: Serve")), 2);
    counts("complete.weeks", (CLASSIC, &inside("Week 1: Serve")), 2);
}

#[test]
fn hours_of_a_week_and_of_people() {
    let rule = |team: &str, hours: &str, expected: usize| {
        let text = format!(
            "# Plan\n\n{team}\n\n## Phase 1: A (weeks 1-1)\n\n### Week 1: Store ({hours})\n\n- Keep tiers\n"
        );
        counts("complete.capacity", (CLASSIC, &text), expected);
    };
    rule("**Team**: 56 h a week.", "70 h", 1);
    rule("**Team**: 56 h a week.", "56,5 h", 0);
    rule("**Team**: 2 developers, 40 h a week each", "80 h", 0);
    rule("**Team**: 2 developers, 40 h a week each", "81 h", 1);
    rule("**Team**: 2 senior developers and 1 QA engineer, 40 h per week", "120 h", 0);
    rule("**Team**: 2 developers, 56 h a week", "80 h", 1);
    rule("**Time**: 40 h por semana", "50 h", 1);
    rule("Reviews take time, 2 h a week.", "50 h", 0);
}

#[test]
fn decimal_commas_are_no_thousands() {
    let text = |total: &str, one: &str| {
        format!(
            "---\ntotal_hours: {total}\n---\n\n# Tasks\n\n## T-001: A\n\n- **Estimate**: {one}\n\n## T-002: B\n\n- **Estimate**: 4 h\n"
        )
    };
    counts("complete.hours", (super::TASKS, &text("6.5", "2.5 h")), 0);
    counts("complete.hours", (super::TASKS, &text("9", "2.5 h")), 1);
}

#[test]
fn coverage_that_is_reached_already_is_no_target() {
    let rule = |line: &str, expected: &[&str]| {
        check("house.coverage", &format!("# Tasks\n\n## T-001: A\n\n- [ ] {line}\n"), expected);
    };
    rule("Coverage is at least 55%", &["5 55%"]);
    rule("Coverage goes from 60% to at least 95%", &[]);
    rule("Coverage is at least 95%, the target of integration tests is 40%", &[]);
    rule("At most 5% of calls fail", &[]);
}

fn tasks(needs: &[(&str, &str)]) -> String {
    let one =
        |(id, on): &(&str, &str)| format!("## {id}: Work of {id}\n\n- **Depends on**: {on}\n\n");
    format!("# Tasks\n\n{}", needs.iter().map(one).collect::<String>())
}

#[test]
fn circles_of_any_size_and_shape() {
    let rule = |needs: &[(&str, &str)], expected: usize| {
        counts("complete.dependency-cycle", (super::TASKS, &tasks(needs)), expected);
    };
    rule(&[("T-001", "none"), ("T-002", "T-001"), ("T-003", "T-001, T-002")], 0);
    rule(&[("T-001", "T-003"), ("T-002", "T-001"), ("T-003", "T-002")], 1);
    // Two circles that share a task; a tail that leads into them is none.
    rule(
        &[("T-001", "T-002"), ("T-002", "T-001, T-003"), ("T-003", "T-002"), ("T-004", "T-001")],
        2,
    );
    // The smallest circle; a range or "all" does not mean the task itself.
    rule(&[("T-001", "T-001"), ("T-002", "T-001 and T-002"), ("T-003", "T-001 to T-003")], 2);
    rule(&[("T-001", "none"), ("T-002", "T-001-T-002"), ("T-003", "all")], 0);
    // A diamond is no circle.
    rule(
        &[("T-001", "T-002, T-003"), ("T-002", "T-004"), ("T-003", "T-004"), ("T-004", "none")],
        0,
    );
}

#[test]
fn a_long_chain_is_followed_to_its_end() {
    let ids: Vec<String> = (0..2000).map(|number| format!("T-{number:04}")).collect();
    let next = |at: usize| ids[(at + 1) % ids.len()].as_str();
    let needs: Vec<(&str, &str)> =
        ids.iter().enumerate().map(|(at, id)| (id.as_str(), next(at))).collect();
    assert_eq!(found("complete.dependency-cycle", super::TASKS, &tasks(&needs)).len(), 1);
}

#[test]
fn a_title_that_says_split_is_not_split() {
    let rule = |title: &str, rest: &str, expected: usize| {
        let text = format!("# Tasks\n\n## T-001: {title}\n\n- **Estimate**: 40 h\n{rest}\n");
        counts("complete.oversized-task", (super::TASKS, &text), expected);
    };
    rule("Split payments", "", 1);
    rule("Payments", "- **Size**: split", 0);
    rule("Payments (to be split)", "", 0);
    rule("Payments", "", 1);
}
