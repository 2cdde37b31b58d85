//! Plans and the phases read from them.

use super::*;
use crate::document::outline;

/// A phase as `number title [low-high] goal; weeks number:tasks; deliverables, demos, acceptance`.
fn shown(phase: &DocumentedPhase) -> String {
    let duration = match (phase.weeks_low, phase.weeks_high) {
        (Some(low), Some(high)) => format!("{low}-{high}"),
        _ => "?".to_owned(),
    };
    let weeks: Vec<String> =
        phase.weeks.iter().map(|week| format!("{}:{}", week.number, week.tasks)).collect();
    let DocumentedPhase { number, title, goal, deliverables, demos, acceptance, .. } = phase;
    let weeks = weeks.join(" ");
    format!("{number} {title} [{duration}] {goal}; {weeks}; {deliverables} {demos} {acceptance}")
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> = phases(&outline("docs/plan.md", text)).iter().map(shown).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_classic_plan_is_read_whole() {
    let text = include_str!("../../../fixtures/documents/classic/IMPLEMENTATION_PLAN.md");
    check(
        text,
        &[
            "1 Ground work [3-4] Money limits can be stored and read; 1:3 2:2; 2 3 2",
            "2 Enforcement [2-3] Every transfer is checked; 3:2 4:1; 0 1 3",
        ],
    );
}

#[test]
fn separators_words_and_durations_vary() {
    check(
        "## Phase 1 — Base (2 weeks)\n## Phase 2 - More\n**Duration**: 10 days\n",
        &["1 Base [2-2] ; ; 0 0 0", "2 More [2-2] ; ; 0 0 0"],
    );
    check(
        "## Fase 1: Base (2 semanas)\n**Objetivo**: começar\n\n**Semana 1**: x\n- a\n",
        &["1 Base [2-2] começar; 1:1; 0 0 0"],
    );
    check("## Milestone 1 Ready\n### Weeks 1-2: Go\n- a\n- b\n", &["1 Ready [2-2] ; 1:2; 0 0 0"]);
    check("## Sprint 3: Third (Weeks 5-6)\n", &["3 Third [2-2] ; ; 0 0 0"]);
    check("## Phase Two: Words (later)\n", &["2 Words (later) [?] ; ; 0 0 0"]);
}

#[test]
fn only_headings_beside_each_other_are_phases() {
    let text = "# Plan\n## Phases\n### Phase 1: A\n#### Step 1: x\n### Phase 2: B\n## Tests\n### Phase 1: unit\n## Phase-specific goals\n";
    check(text, &["1 A [?] ; ; 0 0 0", "2 B [?] ; ; 0 0 0"]);
}

#[test]
fn a_document_without_headings_names_phases_in_bold() {
    let text = "**Phase 1: A (1 week)**\n\nGoal: start\n\n- **Week 1**: do\n  - x\n  - y\n\n**Phase 2: B**\n";
    check(text, &["1 A [1-1] start; 1:2; 0 0 0", "2 B [?] ; ; 0 0 0"]);
}

#[test]
fn commands_of_several_lines_count_once() {
    let text = "## Phase 1: A\n**Demo**:\n```bash\n# first\ncurl -X POST x \\\n  -d '{\n \"a\": 1 }'\ncurl y\n```\n";
    check(text, &["1 A [?] ; ; 0 2 0"]);
}

#[test]
fn the_evidence_spans_the_phase() {
    let outline =
        outline("docs/plan.md", "# P\n\n## Phase 1: A\n- x\n\n## Phase 2: B\ny\n## End\nz\n");
    let spans: Vec<_> =
        phases(&outline).iter().map(|phase| (phase.at.line, phase.at.end_line)).collect();
    assert_eq!(spans, [(3, 4), (6, 7)]);
}
