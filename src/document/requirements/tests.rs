//! The fixture documents and everything read from them.

use super::*;
use crate::document::{kind, outline, place};
use crate::model::{Observation, Quantity};

fn read(documents: &[(&str, &str)]) -> Requirements {
    let outlined = documents.iter().map(|(path, text)| {
        let outline = outline(path, text);
        let at = place(&outline.path).evidence("document", 1, 1);
        let kind = kind(path).unwrap_or_default();
        (DocumentRef { at, kind, title: outline.title.clone() }, outline)
    });
    requirements(&outlined.collect::<Vec<_>>())
}

fn classic() -> Requirements {
    read(&[
        ("docs/TRD.md", include_str!("../../../fixtures/documents/classic/TRD.md")),
        ("docs/PRD.md", include_str!("../../../fixtures/documents/classic/PRD.md")),
        (
            "docs/IMPLEMENTATION_PLAN.md",
            include_str!("../../../fixtures/documents/classic/IMPLEMENTATION_PLAN.md"),
        ),
    ])
}

fn living() -> Requirements {
    read(&[
        ("docs/pre-dev/limits/prd.md", include_str!("../../../fixtures/documents/living/prd.md")),
        ("docs/pre-dev/limits/trd.md", include_str!("../../../fixtures/documents/living/trd.md")),
    ])
}

fn portuguese() -> Requirements {
    read(&[("docs/PRD.md", include_str!("../../../fixtures/documents/portuguese/PRD.md"))])
}

#[track_caller]
fn check(found: impl IntoIterator<Item = String>, expected: &[&str]) {
    let found: Vec<String> = found.into_iter().collect();
    assert_eq!(found, expected, "{found:#?}");
}

/// `rule:line id priority title (criteria)`.
fn shown(item: &Requirement) -> String {
    let Requirement { at, id, priority, title, acceptance, .. } = item;
    let criteria =
        if acceptance.is_empty() { String::new() } else { format!(" ({})", acceptance.len()) };
    format!("{}:{} {id} {priority:?} {title}{criteria}", at.rule, at.line)
}

#[test]
fn a_classic_prd_gives_its_requirements() {
    check(
        classic().items.iter().map(shown),
        &[
            "prd.user-story:11 US-2.1 Unknown set a daily limit",
            "prd.user-story:12 US-2.2 Unknown see my limits",
            "prd.functional:18 FR-3.1.1 Must Create limits (2)",
            "prd.functional:23 FR-3.1.2 Must Change limits",
            "prd.functional:25 FR-3.2.1 Could Reports (Nice to have) (1)",
            "prd.non-functional:36 NFR-4.1 Unknown Latency",
            "prd.non-functional:37 NFR-4.2 Unknown Availability",
            "prd.non-functional:38 NFR-4.3 Should The service should keep audit entries for at least 5 years",
            "prd.success-criterion:44 SC-5.1 Unknown Refused thefts",
            "prd.out-of-scope:48 OS-6.1 Unknown Cards",
            "prd.constraint:52 CN-7.1 Unknown One asset per limit",
            "trd.functional:63 FR-6.1 Unknown Cache",
        ],
    );
}

#[test]
fn nested_text_and_quantities_belong_to_their_requirement() {
    let found = classic();
    let create = found.items.iter().find(|item| item.id == "FR-3.1.1").unwrap();
    assert_eq!(
        create.text,
        "Create limits: An owner creates a limit for an account.\namount and asset"
    );
    assert_eq!(
        create.acceptance.iter().map(|criterion| criterion.at.line).collect::<Vec<_>>(),
        [21, 22]
    );
    assert_eq!(
        create.quantities.iter().map(|found| &*found.text).collect::<Vec<_>>(),
        ["within 80ms"]
    );
}

#[test]
fn a_classic_trd_gives_endpoints_integrations_risks_and_targets() {
    let found = classic();
    check(
        found.endpoints.iter().map(|found| {
            let body = found.request_body.as_deref().unwrap_or("-");
            format!(
                "{} {} {} {} [{}] {body}",
                found.id, found.at.line, found.method, found.path, found.summary
            )
        }),
        &[
            "EP-1 11 GET /api/v1/limits [every limit] -",
            "EP-2 12 POST /api/v1/limits [one more limit] { \"amount\": 100 }",
            "EP-3 13 GET /api/v1/limits/{id} [] -",
        ],
    );
    check(
        found
            .integrations
            .iter()
            .map(|found| format!("{} {} {}", found.id, found.kind, found.name)),
        &["IN-1 auth Access Manager", "IN-2 valkey Valkey", "IN-3 service Ledger"],
    );
    check(
        found.risks.iter().map(|risk| {
            let at = risk.at.citation();
            format!(
                "{at} {} {} {} {} {}",
                risk.category, risk.text, risk.probability, risk.impact, risk.mitigation
            )
        }),
        &[
            "docs/TRD.md:70 technical Cache is stale Medium High Short lifetimes",
            "docs/IMPLEMENTATION_PLAN.md:78 project Reviewers are away Medium Low Two reviewers a change",
        ],
    );
    check(
        found.targets.iter().map(|target| {
            let Quantity { metric, percentile, comparator, value, unit, .. } = &target.quantity;
            let at = target.at.citation();
            format!("{} {at} {metric} {percentile:?} {comparator} {value} {unit}", target.id)
        }),
        &[
            "PT-1 docs/PRD.md:22 latency None <= 80 ms",
            "PT-2 docs/PRD.md:36 latency Some(99.0) < 50 ms",
            "PT-3 docs/PRD.md:37 availability None = 99.9 %",
            "PT-4 docs/PRD.md:38 retention None >= 5 years",
            "PT-5 docs/PRD.md:44 refused thefts None > 90 %",
            "PT-6 docs/TRD.md:56 latency Some(95.0) = 20 ms",
            "PT-7 docs/TRD.md:59 throughput None >= 1000 requests/s",
        ],
    );
}

#[test]
fn summary_value_and_phases_are_read_from_the_set() {
    let found = classic();
    let line =
        |text: Option<Observation>| text.map(|text| (text.at.citation(), text.text)).unwrap();
    assert_eq!(
        line(found.summary),
        (
            "docs/PRD.md:5".to_owned(),
            "Accounts get limits that stop a transfer before it is booked.".to_owned(),
        )
    );
    assert_eq!(line(found.business_value).1, "Fewer losses by stolen credentials.");
    check(
        found.phases.iter().map(|phase| format!("{} {}", phase.number, phase.title)),
        &["1 Ground work", "2 Enforcement"],
    );
    // A path in running text is no endpoint; it is kept with everything else that has no meaning.
    assert!(found.prose.iter().any(|prose| prose.text.contains("/v1/other")));
}

#[test]
fn given_identifiers_are_kept_and_never_repeated() {
    check(
        living().items.iter().map(shown),
        &[
            "prd.functional:12 FR-001 Must Store limits (1)",
            "prd.functional:13 FR-002 Should Read limits (1)",
            "prd.acceptance:26 AC-03 Unknown the tool is documented",
            "trd.functional:5 FR-3.1 Unknown Pages",
        ],
    );
}

#[test]
fn items_below_an_identified_paragraph_describe_it() {
    let text = "## Features\n**FR-1**: Store\n\n- in a table\n\n**Acceptance Criteria**:\n\n- kept\n\n**FR-2**: Read\n\n\
        ## Acceptance Criteria\n**AC1 — Stays**\n\n- Given a limit\n- Then it stays\n";
    let found = read(&[("PRD.md", text)]);
    check(
        found.items.iter().map(shown),
        &[
            "prd.functional:2 FR-1 Unknown Store (1)",
            "prd.functional:10 FR-2 Unknown Read",
            "prd.acceptance:13 AC1 Unknown Stays",
        ],
    );
    assert_eq!(found.items.last().unwrap().text, "AC1 — Stays\nGiven a limit\nThen it stays");
}

#[test]
fn equal_identifiers_get_their_feature_or_the_kind_of_the_second_document() {
    let text = "## 3. Features\n- **A**: a\n";
    let found = read(&[
        ("docs/TRD.md", text),
        ("docs/PRD.md", text),
        ("docs/b/PRD.md", "## 3. Features\n- **B**: b\n"),
    ]);
    let ids: Vec<_> = found.items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["FR-3.1", "TRD-FR-3.1", "b:FR-3.1"]);
}

#[test]
fn identifiers_do_not_move_with_text_elsewhere() {
    let ids = |text: &str| -> Vec<String> {
        read(&[("PRD.md", text)]).items.into_iter().map(|item| item.id).collect()
    };
    let rest = "## 2. Features\n- a\n## Constraints\n- c\n";
    let before = ids(rest);
    let after = ids(&format!("## 1. Words\nMore words.\n\n- more\n\n{rest}"));
    assert_eq!(before, after);
    assert_eq!(before, ["FR-2.1", "CN-1.1"]);
}

#[test]
fn portuguese_documents_are_read_alike() {
    let found = portuguese();
    check(
        found.items.iter().map(shown),
        &[
            "prd.user-story:9 US-1.1 Unknown definir um limite",
            "prd.functional:15 RF-001 Must Criar limites (1)",
            "prd.functional:23 RF-002 Should Listar limites",
            "prd.non-functional:27 RNF-001 Unknown latência P95 de menos de 50 ms",
            "prd.non-functional:28 NFR-1.1 Unknown Pelo menos 1.000 requisições por segundo",
            "prd.out-of-scope:32 OS-1.1 Unknown Cartões",
        ],
    );
    assert_eq!(found.targets.len(), 2);
    assert_eq!(found.risks.first().map(|risk| &*risk.mitigation), Some("Folga no prazo"));
    assert_eq!(found.phases.first().map(|phase| &*phase.goal), Some("Guardar limites"));
}

#[test]
fn plans_define_no_endpoints_and_calls_are_none() {
    let found = read(&[(
        "docs/IMPLEMENTATION_PLAN.md",
        "## API\n- `GET /v1/x`\n## Features\n- **A**: b\n",
    )]);
    assert!(found.endpoints.is_empty() && found.items.is_empty());
    let found = read(&[("docs/TRD.md", "## API\n```bash\ncurl -X POST http://h/v1/x\n```\n")]);
    assert!(found.endpoints.is_empty());
}

#[test]
fn odd_documents_lose_nothing() {
    let text = include_str!("../../../fixtures/documents/odd/fences-in-fences.md");
    let headings: Vec<_> =
        outline("x.md", text).sections.into_iter().map(|section| section.heading).collect();
    assert_eq!(headings, ["Template", "Real section"]);
    let text = include_str!("../../../fixtures/documents/odd/no-headings.md");
    let found = read(&[("docs/plan.md", text)]);
    assert_eq!(found.phases.len(), 2);
    assert!(found.prose.iter().any(|prose| prose.text.contains("without any heading")));
}

#[test]
fn summaries_of_endpoints_say_what_they_do() {
    let found = read(&[(
        "TRD.md",
        "## Performance\n| Operation | Target | Notes |\n|---|---|---|\n| `POST /v1/x` | P99 < 9 ms | hot |\n\n\
        ## API\n| Method | Path | Auth | Purpose |\n|---|---|---|---|\n| POST | /v1/x | token | adds one |\n\
        | GET | /v1/x | token | |\n\n| Endpoint | P99 | |\n|---|---|---|\n| `GET /v1/y` | 20 ms | all of them |\n",
    )]);
    check(
        found.endpoints.iter().map(|found| format!("{} [{}]", found.method, found.summary)),
        &["POST [adds one]", "GET []", "GET [all of them]"],
    );
}

#[test]
fn long_titles_end_at_a_word_and_stressed_words_are_none() {
    let found = read(&[(
        "PRD.md",
        "## Features\n- **Retry** up to five times.\n- **Store**: in rows\n\
        - The first words of a long requirement that goes on and on until nobody wants to read it\n",
    )]);
    check(
        found.items.iter().map(|item| item.title.clone()),
        &[
            "Retry up to five times",
            "Store",
            "The first words of a long requirement that goes on and on until nobody wants to…",
        ],
    );
}

#[test]
fn labels_within_a_scope_leave_things_out() {
    let found =
        read(&[("PRD.md", "## 2. Scope\n**Now**: a\n\n**Not planned**: b\n\n- Later: c\n")]);
    check(
        found.items.iter().map(shown),
        &[
            "prd.out-of-scope:4 OS-2.1 Unknown Not planned: b",
            "prd.out-of-scope:6 OS-2.2 Unknown Later: c",
        ],
    );
}

#[test]
fn labelled_items_below_a_story_are_its_criteria() {
    let story = "As a clerk I want to store so that nothing is lost.";
    let found = read(&[(
        "PRD.md",
        &format!(
            "## User Stories\n{story}\n\n- Acceptance: kept\n- Acceptance criteria:\n  - in order\n\n\
            - {story}\n  - Acceptance: once\n- {story}\n"
        ),
    )]);
    check(
        found.items.iter().map(|item| {
            let criteria: Vec<&str> = item.acceptance.iter().map(|one| &*one.text).collect();
            format!("{} {}", item.id, criteria.join(", "))
        }),
        &["US-1.1 kept, in order", "US-1.2 once", "US-1.3 "],
    );
}
