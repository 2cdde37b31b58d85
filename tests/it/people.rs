//! A plan with people: who does what in which week, what nobody can do, and what does not fit.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{environment::TestEnvironment, golden, questions::ANSWERS};

const START: &str = "start = \"2026-12-01\"\nhours_per_week = 32\nfocus = 0.7\n";

const PEOPLE: &str = "[[people]]\nname = \"Ana\"\nskills = [\"migration\", \"domain\", \"repository\", \"performance\"]\n\
                      away = [\"2026-12-21..2027-01-01\"]\n\n[[people]]\nname = \"Bruno\"\nhours_per_week = 24\n\
                      skills = [\"endpoint\", \"service\", \"security\", \"integration\", \"performance\"]\n\n\
                      [[people]]\nname = \"Caio\"\nuntil = \"2027-06-30\"\n";

fn target(answers: &str) -> TestEnvironment {
    let environment = TestEnvironment::plugins();
    environment.commit("plugin-fees");
    environment.write(ANSWERS, answers);
    environment
}

fn plan(environment: &TestEnvironment) -> Value {
    environment.json(&["plan", "plugin-fees", "--format", "model"])
}

fn findings<'a>(plan: &'a Value, rule: &str) -> Vec<&'a Value> {
    let all = plan["findings"].as_array().into_iter().flatten();
    all.filter(|finding| finding["rule"] == rule).collect()
}

fn weeks(plan: &Value) -> impl Iterator<Item = &Value> {
    plan["phases"].as_array().unwrap().iter().flat_map(|phase| phase["weeks"].as_array().unwrap())
}

#[test]
fn everybody_stays_within_their_hours_and_every_hour_is_placed() {
    let environment = target(&format!("{START}\n{PEOPLE}"));
    let plan = plan(&environment);
    let mut hours: BTreeMap<(String, String), f64> = BTreeMap::new();
    let mut placed: BTreeMap<String, f64> = BTreeMap::new();
    for week in weeks(&plan) {
        let starts = week["starts"].as_str().unwrap();
        for entry in week["tasks"].as_array().unwrap() {
            let share = entry["hours"].as_f64().unwrap();
            let person = entry["person"].as_str().unwrap().to_owned();
            *hours.entry((starts.to_owned(), person)).or_default() += share;
            *placed.entry(entry["id"].as_str().unwrap().to_owned()).or_default() += share;
        }
    }
    let most = BTreeMap::from([("Ana", 22.4), ("Bruno", 16.8), ("Caio", 22.4)]);
    for ((week, person), sum) in &hours {
        // Shown hours are rounded to tenths, one rounding for each task.
        assert!(*sum <= most[person.as_str()] + 0.5, "{person} has {sum} h in {week}");
        assert!(!(person == "Ana" && week == "2026-12-22"), "Ana is away");
    }
    for task in plan["tasks"].as_array().unwrap() {
        let id = task["id"].as_str().unwrap();
        let likely = task["estimate"]["likely"].as_f64().unwrap();
        assert!((placed[id] - likely).abs() < 0.5, "{id}: {} of {likely}", placed[id]);
    }
}

#[test]
fn the_plan_names_who_and_when() {
    let environment = target(&format!("{START}\n{PEOPLE}"));
    let text = environment.expect(0, &["plan", "plugin-fees", "--stdout"]).stdout;
    for said in ["dateFormat YYYY-MM-DD", "3 developers (Ana, Bruno, Caio)", "h, **Bruno**"] {
        assert!(text.contains(said), "{said}");
    }
    golden::check("plan-people", &table(&plan(&environment)));
}

/// Every week with its first day, hours and capacity, and who has how many hours of which task in it.
fn table(plan: &Value) -> String {
    let mut lines = Vec::new();
    for phase in plan["phases"].as_array().unwrap() {
        for week in phase["weeks"].as_array().unwrap() {
            let entries = week["tasks"].as_array().unwrap().iter();
            let entries = entries.map(|one| {
                format!(
                    "{} {} {}",
                    one["person"].as_str().unwrap(),
                    one["id"].as_str().unwrap(),
                    one["hours"]
                )
            });
            lines.push(format!(
                "phase {} week {} {} {} of {}: {}",
                phase["number"],
                week["number"],
                week["starts"].as_str().unwrap(),
                week["hours"],
                week["capacity"],
                entries.collect::<Vec<_>>().join(", ")
            ));
        }
    }
    lines.join("\n")
}

#[test]
fn work_that_nobody_can_do_is_a_finding_and_fails_strict() {
    let people =
        "[[people]]\nname = \"Ana\"\nskills = [\"migration\", \"domain\", \"repository\"]\n";
    let environment = target(&format!("{START}deadline = \"none\"\n\n{people}"));
    let plan = plan(&environment);
    let found = findings(&plan, "capacity.skill");
    let endpoint = found.iter().find(|one| one["text"].as_str().unwrap().contains("endpoint"));
    let text = endpoint.unwrap()["text"].as_str().unwrap();
    assert!(text.contains("T-0") && text.contains("nobody yet"), "{text}");
    assert_eq!(endpoint.unwrap()["cites"][0], "docs/pre-development-docs/answers.toml:6");
    let entries = weeks(&plan).flat_map(|week| week["tasks"].as_array().unwrap());
    assert!(entries.into_iter().any(|entry| entry["person"] == "nobody yet"));
    let strict = ["plan", "plugin-fees", "--strict", "--stdout"];
    environment.expect(1, &strict).says(&["strict: capacity.skill: "]);
}

#[test]
fn an_overload_names_the_two_cheapest_ways_out_with_their_effect() {
    for (answers, first) in [
        (format!("{START}deadline = \"2026-12-31\"\n\n{PEOPLE}"), "2026-12-31"),
        ("start = \"2026-12-01\"\nteam = 2\nhours_per_week = 40\ndeadline = \"Feb 2027-01-08\"\n".into(), "2027-01-08"),
    ] {
        let environment = target(&answers);
        let plan = plan(&environment);
        let [finding] = findings(&plan, "capacity.overloaded")[..] else { panic!("{plan:#}") };
        let text = finding["text"].as_str().unwrap();
        assert!(text.contains(&format!("the deadline {first}")) && text.contains(" late"), "{text}");
        let ways = finding["ways_out"].as_array().unwrap();
        assert_eq!(ways.len(), 2, "{ways:?}");
        for way in ways {
            let way = way.as_str().unwrap();
            assert!(way.contains("working day"), "{way}");
            assert!(way.contains(", in time"), "{way}");
        }
        let risks = plan["risks"].as_array().unwrap();
        assert!(risks.iter().any(|risk| risk["basis"] == "rule overloaded"));
    }
}

#[test]
fn a_way_out_does_what_it_says() {
    let answers =
        "start = \"2026-12-01\"\nteam = 2\nhours_per_week = 40\ndeadline = \"2027-01-15\"\n";
    let environment = target(answers);
    let model = |team: &str| {
        environment.json(&["plan", "plugin-fees", "--format", "model", "--team", team])
    };
    let last = |plan: &Value| weeks(plan).map(|week| week["number"].as_u64().unwrap()).max();
    let before = plan(&environment);
    let [finding] = findings(&before, "capacity.overloaded")[..] else { panic!("{before:#}") };
    let ways = finding["ways_out"].to_string();
    // Two people need eight weeks and have seven; a third makes it.
    assert_eq!(last(&before), Some(8));
    assert!(findings(&model("3"), "capacity.overloaded").is_empty());
    let moved = ways.split("move ").find(|way| way.starts_with("T-")).unwrap();
    let ids = moved.split(' ').take_while(|word| word.starts_with("T-"));
    let ids: Vec<&str> = ids.map(|id| id.trim_end_matches(',')).collect();
    // What is moved is in no required task's way.
    for task in before["tasks"].as_array().unwrap() {
        let needs = task["depends_on"].as_array().unwrap();
        let is_moved = ids.contains(&task["id"].as_str().unwrap());
        assert!(is_moved || needs.iter().all(|need| !ids.contains(&need.as_str().unwrap())));
    }
}

#[test]
fn the_weeks_of_the_targets_own_plan_are_a_fixed_day() {
    let environment = target("");
    let phases = "# Delivery plan\n\n## Phase 1: Foundation (1 week)\n\n### Week 1\n\n- Tables\n\n\
                  ## Phase 2: Features (2 weeks)\n\n### Week 2\n\n- Endpoints\n\n### Week 3\n\n- Tests\n";
    environment.write("plugin-fees/docs/pre-development-docs/delivery-plan.md", phases);
    let plan = plan(&environment);
    let [finding] = findings(&plan, "capacity.overloaded")[..] else { panic!("{plan:#}") };
    assert!(finding["text"].as_str().unwrap().contains("the end of the 3 weeks"), "{finding}");
    assert_eq!(finding["cites"][0], "docs/pre-development-docs/delivery-plan.md:3");
}

#[test]
fn a_day_that_can_be_met_is_no_finding() {
    let environment = target(&format!("{START}deadline = \"2027-12-31\"\n\n{PEOPLE}"));
    assert!(findings(&plan(&environment), "capacity.overloaded").is_empty());
}

#[test]
fn what_others_bring_late_moves_the_work_and_is_a_risk() {
    let external = "[[external]]\nwhat = \"Reversal API\"\nready = \"2027-03-01\"\nholds = [\"FR-008\"]\n\n\
                    [[external]]\nwhat = \"Quantum ledger\"\nready = \"2027-03-01\"\n";
    let environment = target(&format!("{START}\n{PEOPLE}\n{external}"));
    let plan = plan(&environment);
    let [late] = findings(&plan, "external.late")[..] else { panic!("{:#}", plan["findings"]) };
    assert!(
        late["text"].as_str().unwrap().contains("Reversal API is there on 2027-03-01"),
        "{late}"
    );
    assert_eq!(findings(&plan, "external.unknown").len(), 1);
    let risks = plan["risks"].as_array().unwrap();
    let row = risks.iter().find(|risk| risk["basis"] == "rule late-external").unwrap();
    assert_eq!(row["cites"][0], late["cites"][0]);
    let serves = |task: &&Value| task["traces"].as_array().unwrap().iter().any(|id| id == "FR-008");
    let held: Vec<&Value> = plan["tasks"].as_array().unwrap().iter().filter(serves).collect();
    assert!(!held.is_empty());
    for week in weeks(&plan).filter(|week| week["starts"].as_str().unwrap() < "2027-02-23") {
        for entry in week["tasks"].as_array().unwrap() {
            assert!(
                held.iter().all(|task| task["id"] != entry["id"]),
                "{entry} in {}",
                week["starts"]
            );
        }
    }
}

#[test]
fn days_without_a_first_day_are_told() {
    let environment = target("deadline = \"2026-12-31\"\nteam = 2\nhours_per_week = 30\n");
    let plan = plan(&environment);
    assert_eq!(findings(&plan, "capacity.no-start").len(), 1);
    assert!(weeks(&plan).all(|week| week["starts"].is_null()));
}

#[test]
fn more_people_on_the_command_line_than_are_known_have_no_names() {
    let environment = target(&format!("{START}\n{PEOPLE}"));
    let plan = environment.json(&["plan", "plugin-fees", "--format", "model", "--team", "4"]);
    assert_eq!(plan["capacity"]["team"], 4);
    assert!(plan["capacity"]["people"].is_null());
}
