//! Planning documents of every form through the program: what is read, what is found, what is asked.

use serde_json::Value;

use crate::environment::TestEnvironment;

fn plan(environment: &TestEnvironment) -> Value {
    environment.json(&["plan", "specified", "--format", "model"])
}

fn texts(list: &Value, field: &str) -> Vec<String> {
    let list = list.as_array().into_iter().flatten();
    list.map(|one| one[field].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_form_gives_its_requirements() {
    let environment = TestEnvironment::with(&["small/specified"]);
    let plan = plan(&environment);
    let ids = texts(&plan["gap"], "id");
    for id in [
        "001-lockers:US1",
        "001-lockers:FR-002",
        "001-lockers:EC-1.2",
        "keys:REQ-1",
        "doors:doors-report-their-state",
        "doors:REQ-DR-007",
        "add-alarms:doors-raise-an-alarm",
        "badges:FR-001",
    ] {
        let plain = id.split_once(':').map_or(id, |(_, plain)| plain);
        assert!(ids.iter().any(|known| known == id || known == plain), "{id} of {ids:#?}");
    }
    // What a change removes and what is archived is not asked for.
    for id in ["doors-close-themselves", "this-was-done-long-ago"] {
        assert!(!ids.iter().any(|known| known.ends_with(id)), "{id} of {ids:#?}");
    }
    let titles = texts(&plan["gap"], "title");
    for title in ["table `locker`", "table `rental`", "table `badge`"] {
        assert!(titles.iter().any(|known| known == title), "{title} of {titles:#?}");
    }
    assert!(titles.iter().any(|title| title.contains("DELETE /v1/rentals/{id}")), "{titles:#?}");
}

#[test]
fn findings_name_both_places_and_ask() {
    let environment = TestEnvironment::with(&["small/specified"]);
    let plan = plan(&environment);
    let found: Vec<String> = plan["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["rule"].as_str().unwrap().starts_with("document."))
        .map(|one| {
            let cites = one["cites"].as_array().unwrap().iter();
            let places = cites
                .filter_map(Value::as_str)
                .filter(|cite| cite.contains(".md:") || cite.contains(".yaml:"));
            let places: Vec<&str> = places.map(|cite| cite.rsplit('/').next().unwrap()).collect();
            format!("{} {}", one["rule"].as_str().unwrap(), places.join(" "))
        })
        .collect();
    for expected in [
        "document.vague spec.md:40",
        "document.clarification spec.md:41",
        "document.one-sided spec.md:42 lockers.yaml:7",
        "document.unanswered spec.md:31",
        "document.one-sided spec.md:49 data-model.md:1",
        "document.untestable spec.md:56",
        "document.contradiction prd.md:22 trd.md:28",
        "document.placeholder prd.md:24",
        "document.one-sided prd.md:15 trd.md:19",
        "document.total prd.md:18 prd.md:15 prd.md:16",
        "document.untestable prd.md:16",
        "document.unasked trd.md:37 prd.md:1",
    ] {
        assert!(found.iter().any(|known| known == expected), "{expected} of {found:#?}");
    }
    // `fast` explains a priority, `quickly` has its number, `nice` is out of scope.
    let vague = found.iter().filter(|one| one.starts_with("document.vague")).count();
    assert_eq!(vague, 1, "{found:#?}");
    let questions = texts(&plan["questions"], "id");
    let about = questions.iter().filter(|id| id.starts_with("Q-DOC-")).count();
    assert!(about >= found.len(), "{questions:#?}");
    assert!(
        questions.contains(&"Q-DOC-001-LOCKERS-FR-002-APPROPRIATE".to_owned()),
        "{questions:#?}"
    );
}

#[test]
fn the_classic_plan_lists_twenty_and_says_how_many_more() {
    let environment = TestEnvironment::with(&["small/plain-docs-only"]);
    let rows: Vec<String> =
        (1..=25).map(|id| format!("- FR-{id:03}: show an appropriate page {id}")).collect();
    let rows = rows.join("\n");
    environment
        .write("plain-docs-only/PRD.md", format!("# PRD\n\n## Functional Requirements\n\n{rows}"));
    let plan = environment.expect(0, &["plan", "plain-docs-only", "--stdout"]).stdout;
    assert_eq!(plan.matches("| Q-DOC-FR-").count(), 20);
    assert_eq!(plan.matches("- **document.vague**").count(), 20);
    assert!(plan.contains("5 more findings") && plan.contains("5 more questions"));
}

#[test]
fn what_is_called_by_a_file_of_the_repository_is_no_outside_system() {
    let environment = TestEnvironment::new();
    environment.write("house/go.mod", "module example.test/house\n\ngo 1.24\n");
    environment.write("house/app.go", "package house\n\nfunc Launch() {}\n");
    let table = "| System | Purpose |\n|---|---|\n| Launcher (app.go) | starts |\n| Billing hub | invoices |\n";
    environment.write("house/docs/TRD.md", format!("# TRD\n\n## Integrations\n\n{table}"));
    let plan = environment.json(&["plan", "house", "--format", "model", "--stdout"]);
    let gap = plan["gap"].as_array().unwrap();
    let state = |name: &str| {
        let item = gap.iter().find(|item| item["title"].as_str().unwrap().starts_with(name));
        item.unwrap_or_else(|| panic!("{name}: {gap:#?}"))["state"].clone()
    };
    assert_eq!((state("Launcher"), state("Billing hub")), ("present".into(), "absent".into()));
}
