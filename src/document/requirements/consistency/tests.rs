//! Documents of one feature that disagree, and those that only seem to.

use std::collections::BTreeMap;

use crate::{
    document::{findings, kind, outline, place, requirements},
    model::{
        DocumentFinding, DocumentRef, HourRange, PlanForm, Priority, WorkItem, WorkKind, WorkPlan,
        WorkStatus,
    },
};

fn found(documents: &[(&str, &str)], plans: Vec<WorkPlan>) -> Vec<DocumentFinding> {
    let outlined = documents.iter().map(|(path, text)| {
        let outline = outline(path, text);
        let at = place(&outline.path).evidence("document", 1, 1);
        let kind = kind(path).unwrap_or_default();
        (DocumentRef { at, kind, title: outline.title.clone() }, outline)
    });
    let outlined: Vec<_> = outlined.collect();
    let mut read = requirements(&outlined);
    read.plans = plans;
    findings(&read, &outlined)
}

/// `rule:line` of each finding with the places beside it.
#[track_caller]
fn check(documents: &[(&str, &str)], plans: Vec<WorkPlan>, expected: &[&str]) {
    let found = found(documents, plans);
    let shown = found.iter().map(|found| {
        assert!(found.question.ends_with('?'), "{found:#?}");
        let rule = found.at.rule.rsplit('.').next().unwrap_or_default();
        let also: Vec<String> = found.also.iter().map(|one| one.at.citation()).collect();
        format!("{rule} {} {}", found.at.citation(), also.join(" "))
    });
    assert_eq!(shown.collect::<Vec<_>>(), expected, "{found:#?}");
}

const PRD: &str = "docs/prd.md";
const TRD: &str = "docs/trd.md";

#[test]
fn two_numbers_for_one_target_contradict() {
    let prd =
        "## Performance\n- Badge lookups answer with P99 below 50 ms\n- Availability: 99.9%\n";
    let trd = "## Performance\n| Operation | Target |\n|---|---|\n| Badge lookups, P99 | < 80 ms |\n| Availability | 99.95% |\n";
    check(
        &[(PRD, prd), (TRD, trd)],
        vec![],
        &["contradiction docs/prd.md:2 docs/trd.md:4", "contradiction docs/prd.md:3 docs/trd.md:5"],
    );
    // Another percentile, another subject, an alert and a number that both give are no contradiction.
    for other in [
        "## Performance\n| Operation | Target |\n|---|---|\n| Badge lookups, P50 | < 8 ms |\n",
        "## Performance\n| Operation | Target |\n|---|---|\n| Import of halls, P99 | < 80 ms |\n",
        "## Performance\n| Operation | Warning |\n|---|---|\n| Badge lookups, P99 | 80 ms |\n",
        "## Performance\n| Operation | Target |\n|---|---|\n| Badge lookups, P99 | < 50 ms |\n| Badge lookups of guests, P99 | < 80 ms |\n",
    ] {
        check(&[(PRD, prd), (TRD, other)], vec![], &[]);
    }
    check(&[("docs/pre-dev/a/prd.md", prd), ("docs/pre-dev/b/trd.md", trd)], vec![], &[]);
}

#[test]
fn keys_and_endpoints_of_one_document_only_are_found() {
    let prd = "## Functional Requirements\n- FR-1: read the env vars `APP_HOST` and `APP_MODE`\n- FR-2: offer `GET /v1/halls`\n";
    let trd = "## Configuration\n| Env var | Default |\n|---|---|\n| `APP_HOST_NAME` | x |\n| `APP_PORT` | 1 |\n| `APP_MODE` | a |\n| `APP_LOG` | b |\n";
    let api = "## GET /v1/lockers\nAll.\n\n## POST /v1/lockers\nOne more.\n";
    check(
        &[(PRD, prd), (TRD, trd), ("docs/api-design.md", api)],
        vec![],
        &["one-sided docs/prd.md:2 docs/trd.md:4", "one-sided docs/prd.md:3 docs/api-design.md:1"],
    );
    let same = "## GET /api/v1/halls\nAll.\n\n## POST /api/v1/halls\nOne more.\n";
    let rest = "## Functional Requirements\n- FR-2: offer `GET /v1/halls`\n";
    check(&[(PRD, rest), ("docs/api-design.md", same)], vec![], &[]);
}

#[test]
fn stated_counts_are_counted() {
    let text = "## Acceptance Criteria\n| ID | Criterion |\n|---|---|\n| AC-01 | a is shown |\n| AC-02 | b is shown |\n\nTotal criteria: ";
    check(
        &[(PRD, &format!("{text}3\n"))],
        vec![],
        &["total docs/prd.md:7 docs/prd.md:4 docs/prd.md:5"],
    );
    check(&[(PRD, &format!("{text}2\n"))], vec![], &[]);
}

fn task(id: &str, line: u32, hours: f64, traces: &[&str]) -> WorkItem {
    WorkItem {
        at: place(&"docs/tasks.md".into()).evidence("tasks.task", line, line),
        id: id.into(),
        id_given: true,
        kind: WorkKind::Task,
        title: format!("work on {id}"),
        parent: String::new(),
        status: WorkStatus::Unsaid,
        status_text: String::new(),
        priority: Priority::Unknown,
        hours: Some(HourRange { low: hours, likely: hours, high: hours }),
        size: String::new(),
        confidence: String::new(),
        depends_on: Vec::new(),
        parallel: false,
        optional: false,
        traces: traces.iter().map(|id| (*id).to_owned()).collect(),
        files: Vec::new(),
        references: Vec::new(),
        acceptance: Vec::new(),
        starts: None,
        ends: None,
        when: String::new(),
        commits: Vec::new(),
        text: String::new(),
    }
}

fn plan(stated_hours: Option<f64>, items: Vec<WorkItem>) -> WorkPlan {
    WorkPlan {
        at: place(&"docs/tasks.md".into()).evidence("tasks.plan", 1, 9),
        form: PlanForm::Living,
        feature: String::new(),
        title: "Tasks".into(),
        properties: BTreeMap::new(),
        starts: None,
        ends: None,
        stated_hours,
        items,
    }
}

#[test]
fn traces_lead_both_ways() {
    let prd = "## Functional Requirements\n- FR-1: show a\n- FR-2: show b\n- FR-3: show c\n";
    let plan = |traces: &[&str]| {
        vec![plan(None, vec![task("T1", 3, 2.0, traces), task("T2", 4, 2.0, &[])])]
    };
    check(&[(PRD, prd)], plan(&["FR-1", "FR-2", "FR-3"]), &[]);
    check(&[(PRD, prd)], plan(&["FR-1", "FR-2"]), &["untraced docs/prd.md:4 docs/tasks.md:1"]);
    // Where most are not traced, the plan does not trace at all.
    check(&[(PRD, prd)], plan(&["FR-1"]), &[]);
    check(
        &[(PRD, prd)],
        plan(&["FR-1", "FR-2", "FR-3", "FR-9"]),
        &["unknown-trace docs/tasks.md:3 docs/prd.md:2"],
    );
    // Another family of identifiers may stand in a document that nobody read.
    check(&[(PRD, prd)], plan(&["FR-1", "FR-2", "FR-3", "DX-A01"]), &[]);
    let kiro = "## Requirements\n### Requirement 1\n**User Story:** As a clerk, I want a, so that b\n\n#### Acceptance Criteria\n1. WHEN a THEN the system SHALL show b\n";
    check(&[(PRD, kiro)], plan(&["1.1"]), &[]);
    check(&[(PRD, kiro)], plan(&["1.1", "4.2"]), &["unknown-trace docs/tasks.md:3 docs/prd.md:2"]);
}

#[test]
fn hours_add_up() {
    let items = || vec![task("T1", 3, 7.0, &[]), task("T2", 4, 8.0, &[])];
    check(&[(PRD, "# PRD\n")], vec![plan(Some(15.0), items())], &[]);
    check(
        &[(PRD, "# PRD\n")],
        vec![plan(Some(20.0), items())],
        &["total docs/tasks.md:1 docs/tasks.md:3 docs/tasks.md:4"],
    );
    let mut stretch = task("T3", 5, 5.0, &[]);
    stretch.optional = true;
    let with_stretch = || items().into_iter().chain([stretch.clone()]).collect::<Vec<_>>();
    check(&[(PRD, "# PRD\n")], vec![plan(Some(15.0), with_stretch())], &[]);
    check(&[(PRD, "# PRD\n")], vec![plan(Some(20.0), with_stretch())], &[]);
    let mut child = task("T1.1", 6, 3.0, &[]);
    child.kind = WorkKind::Subtask;
    child.parent = "T1".into();
    let second = WorkItem { id: "T1.2".into(), ..child.clone() };
    let nested = items().into_iter().chain([child, second]).collect();
    check(
        &[(PRD, "# PRD\n")],
        vec![plan(Some(15.0), nested)],
        &["total docs/tasks.md:3 docs/tasks.md:6"],
    );
}

#[test]
fn tables_are_asked_for_modelled_and_planned() {
    let prd = "## Functional Requirements\n- FR-1: a locker has a hall\n\n## Key Entities\n- **Locker**: a box\n- **Voucher**: a code\n";
    let model = "## Entities\n### Locker\n- **id**: UUID (PK)\n- **hall**: text\n### Turnstile\n- **id**: UUID (PK)\n- **width**: integer\n";
    let documents = [(PRD, prd), ("docs/data-model.md", model)];
    let one_sided = "one-sided docs/prd.md:6 docs/data-model.md:1";
    let unasked = "unasked docs/data-model.md:5 docs/prd.md:1";
    check(&documents, vec![], &[unasked, one_sided]);
    let mut migration = task("T1", 3, 1.0, &[]);
    migration.title = "Migration for lockers".into();
    check(
        &documents,
        vec![plan(None, vec![migration])],
        &[unasked, "unplanned docs/data-model.md:5 docs/tasks.md:1", one_sided],
    );
}
