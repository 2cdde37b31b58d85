//! The fixtures' own documents against the counts that `fixtures/README.md` gives by hand.

use super::*;
use crate::model::{DocumentedPhase, Priority, Requirement, RequirementKind};

macro_rules! documents {
    ($name:literal, $($file:literal),+) => {
        read(&[$((
            concat!("docs/pre-development-docs/", $file),
            include_str!(concat!(
                "../../../fixtures/", $name, "/docs/pre-development-docs/", $file
            )),
        )),+])
    };
}

fn read(documents: &[(&str, &str)]) -> Requirements {
    let owned: Vec<(String, String)> =
        documents.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let (requirements, diagnostics) = requirements(&owned, Vec::new());
    assert_eq!(diagnostics, []);
    requirements
}

fn fees() -> Requirements {
    documents!("plugin-fees", "PRD.md", "TRD.md")
}

fn scheduler() -> Requirements {
    documents!("plugin-scheduler", "PRD.md", "TRD.md", "IMPLEMENTATION_PLAN.md")
}

fn streamer() -> Requirements {
    documents!("plugin-event-streamer", "PRD.md", "TRD.md", "IMPLEMENTATION_PLAN.md")
}

fn spending() -> Requirements {
    documents!("plugin-spending-control", "PRD.md", "TRD.md", "IMPLEMENTATION_PLAN.md")
}

fn ledger() -> Requirements {
    documents!("ledger-core", "PRD.md", "TRD.md")
}

#[track_caller]
fn check(found: impl IntoIterator<Item = String>, expected: &[&str]) {
    let found: Vec<String> = found.into_iter().collect();
    assert_eq!(found, expected, "{found:#?}");
}

fn count(found: &Requirements, wanted: impl Fn(&&Requirement) -> bool) -> usize {
    found.items.iter().filter(wanted).count()
}

fn endpoints(found: &Requirements) -> impl Iterator<Item = String> {
    found.endpoints.iter().map(|endpoint| {
        let body = endpoint.request_body.as_ref().map_or("", |_| " {}");
        let summary = &endpoint.summary;
        let shown = format!("{} {} {}{body}", endpoint.at.line, endpoint.method, endpoint.path);
        if summary.is_empty() { shown } else { format!("{shown} {summary}") }
    })
}

#[test]
fn fees_asks_for_fourteen_endpoints() {
    check(
        endpoints(&fees()),
        &[
            "168 POST /v1/packages {} Create a tiered package",
            "169 GET /v1/packages",
            "170 GET /v1/packages/{id}",
            "171 PATCH /v1/packages/{id}",
            "172 DELETE /v1/packages/{id}",
            "175 POST /v1/estimates {} Estimate a fee",
            "178 POST /v1/charges {} Apply a charge",
            "179 GET /v1/charges/{id}",
            "180 POST /v1/charges/{id}/reversal",
            "183 POST /v1/waivers {} Grant a waiver",
            "184 GET /v1/waivers",
            "185 DELETE /v1/waivers/{id}",
            "188 GET /v1/billing/cycles/{id}/report",
            "191 GET /health",
        ],
    );
    let found = fees();
    let estimate = found.endpoints.iter().find(|endpoint| endpoint.path == "/v1/estimates");
    let body = estimate.and_then(|endpoint| endpoint.request_body.as_deref()).unwrap();
    // The request, not the answer that follows it.
    assert!(body.contains("amount") && !body.contains("gross_fee"));
}

#[test]
fn fees_has_twelve_numbered_requirements_and_four_without_a_number() {
    let found = fees();
    let numbered =
        |priority| count(&found, |item| item.id.starts_with("FR-0") && item.priority == priority);
    assert_eq!((numbered(Priority::Must), numbered(Priority::Should)), (9, 3));
    let functional = |item: &&Requirement| item.kind == RequirementKind::Functional;
    assert_eq!(count(&found, functional), 16);
    check(
        found.items.iter().filter(|item| functional(item) && !item.id_given).map(|item| {
            let words: Vec<&str> = item.title.split(' ').take(3).collect();
            format!("{} {}", item.at.line, words.join(" "))
        }),
        &["113 Every fee is", "114 A posted or", "116 Every change of", "117 All endpoints except"],
    );
    for (kind, expected) in [
        (RequirementKind::UserStory, 7),
        (RequirementKind::NonFunctional, 6),
        (RequirementKind::SuccessCriterion, 5),
        (RequirementKind::Constraint, 3),
        (RequirementKind::OutOfScope, 2),
    ] {
        assert_eq!(count(&found, |item| item.kind == kind), expected, "{kind:?}");
    }
}

#[test]
fn fees_stories_own_their_criteria() {
    let found = fees();
    let stories = found.items.iter().filter(|item| item.kind == RequirementKind::UserStory);
    check(
        stories.map(|story| format!("{} {} {}", story.id, story.acceptance.len(), story.title)),
        &[
            "US-4.1.1 3 define a fee package with a flat amount, a percentage or volume tiers",
            "US-4.1.2 2 the rate to fall as a payer's monthly volume grows",
            "US-4.2.1 2 ask what a transaction would cost",
            "US-4.2.2 2 send the same charge twice without harm",
            "US-4.2.3 0 reverse a wrong charge",
            "US-4.3.1 2 waive all or part of a fee for one payer until a date",
            "US-4.4.1 0 a report per billing cycle",
        ],
    );
    let first = found.items.iter().flat_map(|item| &item.acceptance).next().unwrap();
    assert_eq!(
        (first.at.line, &*first.text),
        (54, "a package names its ledger, asset, calculation and revenue account.")
    );
    let row = found.items.iter().find(|item| item.id == "SC-7.1").unwrap();
    assert_eq!(row.title, "Charges found wrong");
    assert_eq!(
        row.text,
        "Charges found wrong; today: 1.8%; target: ≤ 0.05%; measured by: monthly audit sample of 5,000"
    );
}

#[test]
fn fees_targets_are_targets_of_the_system() {
    let found = fees();
    let first = found.targets.iter().find(|target| target.quantity.metric == "throughput");
    assert_eq!(first.map(|target| &*target.quantity.text), Some("1,500 estimates per second"));
    check(
        found.targets.iter().map(|target| {
            let file = target.at.file.rsplit('/').next().unwrap();
            let quantity = &target.quantity;
            let percentile = quantity.percentile.map(|at| format!(" P{at}")).unwrap_or_default();
            let amount = format!("{} {} {}", quantity.comparator, quantity.value, quantity.unit);
            format!("{file}:{} {}{percentile} {amount}", target.at.line, quantity.metric)
        }),
        &[
            "PRD.md:87 duration <= 60 s",
            "PRD.md:121 latency P99 <= 40 ms",
            "PRD.md:121 latency P99 <= 120 ms",
            "PRD.md:122 throughput = 1500 estimates/s",
            "PRD.md:122 throughput = 500 charges/s",
            "PRD.md:124 availability = 99.95 %",
            "PRD.md:125 accuracy <= 0.05 %",
            "TRD.md:286 cache-hit-rate >= 95 %",
            "TRD.md:288 latency P95 <= 25 ms",
            "TRD.md:289 duration <= 60 s",
            "TRD.md:327 coverage >= 80 %",
        ],
    );
}

#[test]
fn fees_tables_come_with_their_types_and_indexes() {
    let found = fees();
    check(
        found.tables.iter().map(|table| {
            let made = |what: &str| table.sql.matches(what).count();
            let name = &table.table.name;
            let indexes = made("INDEX ");
            format!(
                "{} {name} {} types {indexes} indexes",
                table.table.at.line,
                made("CREATE TYPE")
            )
        }),
        &[
            "78 fee_package 1 types 1 indexes",
            "93 fee_tier 0 types 0 indexes",
            "103 fee_waiver 0 types 1 indexes",
            "117 billing_cycle 0 types 0 indexes",
            "128 fee_charge 1 types 4 indexes",
        ],
    );
}

#[test]
fn fees_names_five_systems_and_seven_risks() {
    let found = fees();
    check(
        found.integrations.iter().map(|found| format!("{} {}", found.kind, found.name)),
        &[
            "postgresql PostgreSQL",
            "valkey Valkey",
            "rabbitmq RabbitMQ",
            "auth Access manager",
            "http Ledger core API",
        ],
    );
    check(
        found.risks.iter().map(|risk| {
            assert!(!risk.mitigation.is_empty(), "{risk:?}");
            format!("{} {} {} {}", risk.at.line, risk.category, risk.probability, risk.impact)
        }),
        &[
            "157 project Medium High",
            "158 project Low Medium",
            "159 project Medium Medium",
            "337 technical Medium High",
            "338 technical High Medium",
            "339 technical Medium High",
            "340 technical Low Medium",
        ],
    );
    let summary = found.summary.unwrap();
    assert!(summary.text.starts_with("The Fees Plugin gives them one place"));
}

#[test]
fn the_references_ask_for_what_they_deliver() {
    let counts = |found: &Requirements| {
        let functional = count(found, |item| item.kind == RequirementKind::Functional);
        (found.endpoints.len(), found.tables.len(), functional, found.integrations.len())
    };
    assert_eq!(counts(&scheduler()), (8, 2, 6, 2));
    assert_eq!(counts(&streamer()), (6, 2, 6, 3));
    assert_eq!(counts(&spending()), (6, 2, 4, 2));
    // The only creation among the endpoints shows its request; of two, none is told.
    let shown = |found: &Requirements| {
        found.endpoints.iter().filter(|endpoint| endpoint.request_body.is_some()).count()
    };
    assert_eq!((shown(&scheduler()), shown(&streamer()), shown(&spending())), (1, 1, 0));
    let criteria: Vec<usize> =
        streamer().items.iter().take(3).map(|story| story.acceptance.len()).collect();
    assert_eq!(criteria, [2, 1, 0]);
}

/// `weeks: tasks of each week; deliverables, demos, acceptance` of every phase.
fn phases(found: &Requirements) -> impl Iterator<Item = String> {
    found.phases.iter().map(|phase| {
        let DocumentedPhase { weeks_low, deliverables, demos, acceptance, .. } = phase;
        assert_eq!(phase.weeks_low, phase.weeks_high);
        assert!(!phase.goal.is_empty() && !phase.title.contains("week"), "{phase:?}");
        let tasks: Vec<String> = phase.weeks.iter().map(|week| week.tasks.to_string()).collect();
        let weeks = weeks_low.unwrap();
        format!("{weeks}: {}; {deliverables} {demos} {acceptance}", tasks.join(" "))
    })
}

#[test]
fn plans_of_the_references_are_counted_by_phase() {
    check(
        phases(&scheduler()),
        &["3: 3 3 3; 1 2 3", "4: 2 2 2 2; 1 2 3", "3: 2 2 2; 0 2 3", "2: 2 2; 0 0 2"],
    );
    check(
        phases(&streamer()),
        &["4: 1 2 1 1; 1 2 3", "4: 1 1 1 1; 1 2 3", "4: 1 1 1 1; 0 2 3", "2: 2 1; 0 0 2"],
    );
    check(
        phases(&spending()),
        &["3: 1 2 1; 1 1 2", "3: 2 1 1; 1 1 2", "3: 1 1 1; 0 2 3", "2: 1 1; 0 0 1"],
    );
}

#[test]
fn risks_of_the_references_have_a_category() {
    for (found, technical, project) in [(scheduler(), 5, 2), (streamer(), 5, 2), (spending(), 5, 2)]
    {
        let of =
            |category: &str| found.risks.iter().filter(|risk| risk.category == category).count();
        assert_eq!((of("technical"), of("project")), (technical, project));
    }
}

#[test]
fn ledger_core_asks_for_twelve_endpoints_and_five_tables() {
    let found = ledger();
    assert_eq!((found.endpoints.len(), found.tables.len(), found.risks.len()), (12, 5, 2));
    let types: Vec<usize> =
        found.tables.iter().map(|table| table.sql.matches("CREATE TYPE").count()).collect();
    assert_eq!(types, [0, 1, 0, 0, 1]);
    let priorities = |wanted: Priority| {
        count(&found, |item| item.id.starts_with("FR-0") && item.priority == wanted)
    };
    assert_eq!((priorities(Priority::Must), priorities(Priority::Should)), (6, 2));
    check(
        found
            .targets
            .iter()
            .map(|target| format!("{} {}", target.quantity.metric, target.quantity.text)),
        &["latency ≤ 60 ms", "latency ≤ 15 ms", "availability 99.99%"],
    );
}
