//! Cases of which typed items a requirement in words is about.

use super::*;
use crate::model::{EvidenceClass, Priority, Source};
use crate::plan::gap::observed;

fn at(line: u32) -> crate::model::Evidence {
    let source = Source {
        file: "PRD.md".into(),
        language: "markdown".into(),
        class: EvidenceClass::Document,
    };
    source.evidence("prd.functional", line, line)
}

fn requirement(kind: RequirementKind, text: &str) -> Requirement {
    Requirement {
        at: at(7),
        id: "FR-001".into(),
        id_given: true,
        kind,
        priority: Priority::Unknown,
        title: text.into(),
        text: text.into(),
        section: String::new(),
        acceptance: Vec::new(),
        quantities: Vec::new(),
    }
}

fn item(kind: GapKind, id: &str, title: &str, line: u32) -> GapItem {
    GapItem {
        id: id.into(),
        kind,
        title: title.into(),
        asked: observed(&at(line), title),
        state: State::Absent,
        evidence: Vec::new(),
        missing: Vec::new(),
    }
}

fn typed() -> Vec<GapItem> {
    vec![
        item(GapKind::Endpoint, "POST-P", "POST /v1/packages", 1),
        item(GapKind::Endpoint, "GET-P", "GET /v1/packages/{id}", 1),
        item(GapKind::Endpoint, "DEL-P", "DELETE /v1/packages/{id}", 1),
        item(GapKind::Endpoint, "POST-W", "POST /v1/waivers", 1),
        item(GapKind::Endpoint, "GET-W", "GET /v1/waivers", 1),
        item(GapKind::Endpoint, "EST", "POST /v1/estimates", 1),
        item(GapKind::Endpoint, "REV", "POST /v1/charges/{id}/reversal", 1),
        item(GapKind::Table, "TB-T", "table `fee_tier`", 1),
        item(GapKind::Table, "TB-C", "table `fee_cycle`", 1),
        item(GapKind::Interface, "IF-1", "interface `Store`", 1),
        item(GapKind::Interface, "IF-2", "interface `RateSource`", 1),
        item(GapKind::Configuration, "CK-1", "key `RATE_URL`", 1),
        item(GapKind::Target, "PT-1", "latency P99 ≤ 40 ms", 7),
        item(GapKind::Target, "PT-2", "latency P99 ≤ 90 ms", 8),
    ]
}

#[track_caller]
fn check(kind: RequirementKind, text: &str, expected: &[&str]) {
    let typed = typed();
    let found: Vec<&str> =
        links(&requirement(kind, text), &typed).iter().map(|item| item.id.as_str()).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn verbs_that_open_a_clause_choose_the_method_and_the_first_noun_the_resource() {
    use RequirementKind::Functional;
    check(Functional, "Create a package with a name", &["POST-P"]);
    check(Functional, "Grant and list waivers per package", &["POST-W", "GET-W"]);
    check(Functional, "Read one package; delete it", &["GET-P", "DEL-P"]);
    check(Functional, "FR-001 Create a package", &["POST-P"]);
}

#[test]
fn a_noun_that_is_the_verb_needs_no_other() {
    use RequirementKind::Functional;
    check(Functional, "Estimate the fee of a transaction", &["EST"]);
    check(Functional, "Reverse a posted charge", &["REV"]);
    check(RequirementKind::UserStory, "an estimate before I pay", &["EST"]);
}

#[test]
fn words_in_passing_link_nothing() {
    use RequirementKind::Functional;
    check(Functional, "Every change of a package leaves a record", &[]);
    check(Functional, "Round half to even", &[]);
    check(Functional, "A posted or reversed charge is announced", &[]);
    check(Functional, "Apply the best waiver in estimates", &[]);
}

#[test]
fn open_tables_are_linked_by_the_words_that_are_their_own() {
    use RequirementKind::Functional;
    check(Functional, "Keep up to 20 tiers, contiguous from zero", &["TB-T"]);
    check(Functional, "Charge a fee", &[]);
}

#[test]
fn what_is_named_literally_goes_first_and_targets_by_their_lines() {
    use RequirementKind::{Functional, NonFunctional};
    check(Functional, "Grant waivers through POST /v1/packages", &["POST-P"]);
    check(NonFunctional, "Latency", &["PT-1"]);
}

#[test]
fn names_of_code_are_told_from_words() {
    use RequirementKind::Functional;
    check(Functional, "Rates come from a RateSource", &["IF-2"]);
    check(Functional, "The address of rates is in RATE_URL", &["CK-1"]);
    check(Functional, "Everything goes through the Store interface", &["IF-1"]);
    check(Functional, "Store limits for good", &[]);
}
