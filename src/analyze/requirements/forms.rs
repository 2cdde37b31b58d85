//! The documents of `fixtures/small/specified`, form by form, against what `fixtures/README.md` counts.

use super::*;
use crate::model::{Requirement, RequirementKind};

macro_rules! documents {
    ($($file:literal),+ $(,)?) => {
        [$((
            $file.to_owned(),
            include_str!(concat!("../../../fixtures/small/specified/", $file)).to_owned(),
        )),+]
    };
}

fn read() -> Requirements {
    let (found, diagnostics) = requirements(
        &documents![
            "specs/001-lockers/spec.md",
            "specs/001-lockers/data-model.md",
            "specs/001-lockers/contracts/lockers.yaml",
            ".kiro/specs/keys/requirements.md",
            "openspec/specs/doors/spec.md",
            "openspec/changes/add-alarms/specs/doors/spec.md",
            "docs/adr/0001-one-database.md",
            "docs/pre-dev/badges/prd.md",
            "docs/pre-dev/badges/trd.md",
        ],
        Vec::new(),
    );
    assert_eq!(diagnostics, []);
    found
}

#[track_caller]
fn check(found: impl IntoIterator<Item = String>, expected: &[&str]) {
    let found: Vec<String> = found.into_iter().collect();
    assert_eq!(found, expected, "{found:#?}");
}

/// `line id kind priority (criteria) title` of the requirements in one document.
fn items(found: &Requirements, file: &str) -> impl Iterator<Item = String> {
    let own = found.items.iter().filter(move |item| item.at.file.ends_with(file));
    own.map(|item| {
        let Requirement { at, id, kind, priority, acceptance, title, .. } = item;
        format!("{} {id} {kind:?} {priority:?} ({}) {title}", at.line, acceptance.len())
    })
}

#[test]
fn spec_kit_tells_stories_cases_and_outcomes() {
    let found = read();
    check(
        items(&found, "001-lockers/spec.md"),
        &[
            "8 001-lockers:US1 UserStory Must (2) Rent a locker",
            "19 001-lockers:US2 UserStory Should (1) Give a locker back",
            "32 001-lockers:EC-1.1 Functional Unknown (0) What happens when nobody comes back? The locker is emptied after 48 hours",
            "33 001-lockers:EC-1.2 Functional Unknown (0) A door that does not close raises an alarm",
            "39 001-lockers:FR-001 Functional Must (0) System MUST offer only lockers that are free",
            "40 001-lockers:FR-002 Functional Must (0) System MUST show an appropriate message when the payment fails",
            "41 001-lockers:FR-003 Functional Must (0) System MUST tell staff [NEEDS CLARIFICATION: by mail or on a screen?] when a…",
            "42 001-lockers:FR-004 Functional Must (0) System MUST list the lockers of a hall through GET /v1/halls/{hallId}/lockers",
            "43 001-lockers:FR-005 Functional Must (0) System MUST answer quickly, within 200 ms at P95",
            "55 001-lockers:SC-001 SuccessCriterion Unknown (0) 95% of rentals are paid within 20 seconds",
            "56 001-lockers:SC-002 SuccessCriterion Unknown (0) Travellers are happy with the service",
        ],
    );
    let story = found.items.iter().find(|item| item.id.ends_with("US2")).unwrap();
    let criterion = story.acceptance.first().unwrap();
    assert_eq!(
        (criterion.at.line, criterion.at.end_line, &*criterion.text),
        (25, 27, "Given a rented locker When its door is closed empty Then the rent ends")
    );
}

#[test]
fn kiro_and_open_spec_keep_criteria_with_their_requirement() {
    let found = read();
    check(
        items(&found, "keys/requirements.md"),
        &[
            "9 REQ-1 Functional Unknown (2) open any locker of my hall",
            "18 REQ-2 Functional Unknown (1) Lost cards",
        ],
    );
    check(
        items(&found, "specs/doors/spec.md"),
        &[
            "3 doors-raise-an-alarm Functional Must (1) Doors raise an alarm",
            "12 doors-close-themselves OutOfScope Unknown (0) Doors close themselves",
            "7 doors-report-their-state Functional Must (1) Doors report their state",
            "15 REQ-DR-007 Functional Must (0) Doors close themselves (REQ-DR-007)",
        ],
    );
    let doors = found.items.iter().find(|item| item.id == "doors-report-their-state").unwrap();
    let scenario = doors.acceptance.first().unwrap();
    assert_eq!(
        (scenario.at.line, scenario.at.end_line, &*scenario.text),
        (10, 13, "Door is opened: WHEN a door opens; THEN its state is open; AND the time is kept")
    );
}

#[test]
fn living_documents_keep_their_identifiers_apart_from_other_features() {
    let found = read();
    check(
        items(&found, "badges/prd.md").take(4),
        &[
            "7 badges:FR-001 Functional Must (1) Print a badge for each visitor",
            "8 badges:FR-002 Functional Must (0) Block a badge that was reported as lost",
            "15 badges:AC-02 SuccessCriterion Unknown (0) The printer is set by the env vars BADGES_PRINTER and BADGES_PAPER",
            "16 badges:AC-03 SuccessCriterion Unknown (0) The badge looks good",
        ],
    );
    let left_out = found.items.iter().filter(|item| item.kind == RequirementKind::OutOfScope);
    assert_eq!(left_out.count(), 2);
}

#[test]
fn tables_and_endpoints_are_typed() {
    let found = read();
    check(
        found.tables.iter().map(|table| {
            let columns = table.table.columns.iter().map(|column| {
                let null = if column.nullable { "?" } else { "" };
                format!("{}:{}{null}", column.name, column.type_name)
            });
            let columns = columns.collect::<Vec<_>>().join(" ");
            format!("{} {} {} {columns}", table.id, table.table.at.line, table.table.name)
        }),
        &[
            "TB-1 33 badge id:uuid visitor:text",
            "TB-2 37 turnstile id:uuid",
            "TB-3 5 locker id:uuid hall_id:uuid size:character varying(8)? opened_at:?",
            "TB-4 14 rental id:uuid locker_id:uuid price:numeric(10,2) state:",
        ],
    );
    check(
        found
            .endpoints
            .iter()
            .map(|one| format!("{} {} {} {}", one.id, one.at.line, one.method, one.path)),
        &[
            "EP-1 42 GET /v1/halls/{hallId}/lockers",
            "EP-2 7 GET /v1/lockers",
            "EP-3 10 POST /v1/rentals",
            "EP-4 13 DELETE /v1/rentals/{id}",
        ],
    );
}

#[test]
fn interfaces_keys_and_decisions_are_typed() {
    let found = read();
    check(
        found.interfaces.iter().map(|one| {
            format!("{} {} {} {}", one.at.line, one.name, one.fence, one.methods.join("; "))
        }),
        &[
            "7 Printer go Print(ctx context.Context, badge Badge) error; Close() error",
            "13 BadgeStore  ",
        ],
    );
    check(
        found.configuration.iter().map(|one| {
            format!("{} {} {:?} {}", one.at.line, one.key, one.default.as_deref(), one.summary)
        }),
        &[
            "15 BADGES_PRINTER None ",
            "15 BADGES_PAPER Some(\"A7\") size of a badge",
            "19 BADGES_PRINTER_URL Some(\"http://printer\") where the printer answers",
            "21 BADGES_RETRIES Some(\"3\") how often a print is tried",
            "22 BADGES_TIMEOUT_S None how long a print may take",
        ],
    );
    check(
        found.decisions.iter().map(|one| {
            format!(
                "{} {} | {} | {} {} | {}",
                one.at.line, one.id, one.title, one.status, one.date, one.decision
            )
        }),
        &[
            "1 ADR-0001 | One database for all halls | Accepted 2026-02-03 | All halls share one PostgreSQL database.",
            "42 ADR-002 | Printers are called directly | Proposed  | No queue stands between the service and a printer.",
        ],
    );
}
