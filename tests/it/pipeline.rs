//! The main job from a repository to a plan: what is written, where, and with which exit code.

use camino::Utf8Path;
use serde_json::Value;

use crate::environment::{PLAN, PROJECT, TestEnvironment};

const SECTIONS: [&str; 8] = [
    "## 1. Overview",
    "## 2. Phase Breakdown",
    "## 3. Cross-Phase Considerations",
    "## 4. Development Standards & Practices",
    "## 5. Risk Management",
    "## 6. Success Metrics & Validation",
    "## 7. Deployment Strategy",
    "## 8. Handover & Maintenance",
];

fn plan_of(environment: &TestEnvironment, target: &str) -> String {
    environment.read(&format!("{target}/{PLAN}"))
}

#[test]
fn a_plan_has_all_sections_and_is_the_same_the_second_time() {
    let environment = TestEnvironment::plugins();
    environment.expect(0, &["plan", "plugin-fees"]).says(&["wrote plugin-fees/docs/"]);
    let first = plan_of(&environment, "plugin-fees");
    let headings: Vec<&str> = first.lines().filter(|line| is_numbered(line)).collect();
    assert_eq!(headings, SECTIONS);

    environment.expect(0, &["plan", "plugin-fees"]);
    assert_eq!(plan_of(&environment, "plugin-fees"), first);
}

fn is_numbered(line: &str) -> bool {
    line.strip_prefix("## ").is_some_and(|rest| rest.starts_with(|first: char| first.is_numeric()))
}

#[test]
fn a_plan_names_what_is_asked_for_and_missing() {
    let environment = TestEnvironment::plugins();
    let plan = environment.expect(0, &["plan", "plugin-fees", "--stdout"]).stdout;
    for asked in ["POST /v1/charges/{id}/reversal", "billing_cycle", "FR-003", "P99"] {
        assert!(plan.contains(asked), "{asked} is asked for in the documents");
    }
    for reference in crate::environment::REFERENCES {
        assert!(plan.contains(reference), "{reference} is a reference");
    }
}

/// Of each kind of gap, what `fixtures/README.md` counts by hand: (asked for, not present).
#[track_caller]
fn check_gap(plan: &Value, kind: &str, expected: (usize, usize)) {
    let items: Vec<&Value> =
        plan["gap"].as_array().unwrap().iter().filter(|item| item["kind"] == kind).collect();
    let open: Vec<&str> = items
        .iter()
        .filter(|item| item["state"] != "present")
        .map(|item| item["title"].as_str().unwrap())
        .collect();
    assert_eq!((items.len(), open.len()), expected, "{kind}, open: {open:#?}");
}

#[test]
fn the_gap_of_the_target_is_the_one_counted_by_hand() {
    let environment = TestEnvironment::plugins();
    let plan = environment.json(&["plan", "plugin-fees", "--format", "model"]);
    check_gap(&plan, "endpoint", (14, 8));
    // `fee_charge` lacks columns, so it counts as open beside the three that are missing.
    check_gap(&plan, "table", (5, 4));
}

#[test]
fn tasks_close_gaps_in_an_order_that_can_be_worked() {
    let environment = TestEnvironment::plugins();
    let plan = environment.json(&["plan", "plugin-fees", "--format", "model"]);
    let tasks = plan["tasks"].as_array().unwrap();
    assert!(!tasks.is_empty());
    let strings = |value: &Value| -> Vec<String> {
        let list = value.as_array().into_iter().flatten();
        list.map(|one| one.as_str().unwrap().to_owned()).collect()
    };
    let mut done: Vec<String> = Vec::new();
    for task in tasks {
        assert!(!strings(&task["traces"]).is_empty(), "{} closes nothing", task["id"]);
        for before in strings(&task["depends_on"]) {
            assert!(done.contains(&before), "{} stands before {before}", task["id"]);
        }
        done.push(task["id"].as_str().unwrap().to_owned());
    }
    let scheduled: Vec<String> = plan["phases"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|phase| phase["weeks"].as_array().into_iter().flatten())
        .flat_map(|week| week["tasks"].as_array().unwrap())
        .map(|entry| entry["id"].as_str().unwrap().to_owned())
        .collect();
    let forgotten: Vec<&String> = done.iter().filter(|id| !scheduled.contains(id)).collect();
    assert!(forgotten.is_empty(), "in no week: {forgotten:?}");
}

#[test]
fn stdout_leaves_the_target_as_it_is() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    let before = crate::environment::files(&environment.path("no-docs"));
    let ran = environment.expect(0, &["plan", "no-docs", "--stdout"]);
    assert!(ran.stdout.starts_with("# Implementation Plan"), "{}", ran.stdout);
    assert_eq!(crate::environment::files(&environment.path("no-docs")), before);
}

#[test]
fn output_goes_to_the_file_that_is_named() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    environment.expect(0, &["plan", "no-docs", "--output", "out/mine.md"]);
    assert!(environment.read("out/mine.md").starts_with("# Implementation Plan"));
    assert!(!environment.path("no-docs").join(PLAN).exists());
}

#[test]
fn missing_documents_are_warnings_and_under_strict_findings() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    let ran = environment.expect(0, &["plan", "no-docs"]);
    ran.says(&["warning: ", "PRD.md was not found", "TRD.md was not found"]);
    let plan = plan_of(&environment, "no-docs");
    for section in SECTIONS {
        assert!(plan.contains(section), "{section}");
    }
    environment.expect(1, &["plan", "no-docs", "--strict", "--stdout"]).says(&["strict: "]);
}

#[test]
fn without_references_the_built_in_profile_stands_in_and_the_plan_says_so() {
    let environment = TestEnvironment::with(&["plugin-fees"]);
    environment.expect(0, &["plan", "plugin-fees"]);
    let plan = plan_of(&environment, "plugin-fees");
    assert!(plan.contains("No reference repository was found: the built-in classic standard"));
    assert!(!plan.contains("Consistency with the References"));
}

#[test]
fn a_rust_workspace_gets_a_plan() {
    let environment = TestEnvironment::with(&["ledger-core"]);
    environment.expect(0, &["plan", "ledger-core"]);
    let plan = plan_of(&environment, "ledger-core");
    for section in SECTIONS {
        assert!(plan.contains(section), "{section}");
    }
    assert!(plan.contains(".rs:"), "no Rust file is cited");
}

#[test]
fn a_second_run_is_not_made_from_the_first_plan() {
    let environment = TestEnvironment::plugins();
    environment.commit("plugin-fees");
    let before = environment.json(&["analyze", "plugin-fees"]);
    environment.expect(0, &["plan", "plugin-fees"]);
    assert_eq!(environment.json(&["analyze", "plugin-fees"]), before);
}

#[test]
fn capacity_comes_from_flags_then_environment_then_file() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    let team = |arguments: &[&str], variable: Option<&str>| {
        let mut program = environment.program();
        program.args(["plan", "no-docs", "--format", "model"]).args(arguments);
        program.envs(variable.map(|team| ("GROUNDPLAN_TEAM", team)));
        let output = program.output().unwrap();
        let plan: Value = serde_json::from_slice(&output.stdout).unwrap();
        plan["capacity"]["team"].as_u64().unwrap()
    };
    let assumed = team(&[], None);
    environment.write("no-docs/groundplan.toml", format!("[capacity]\nteam = {}\n", assumed + 1));
    assert_eq!(team(&[], None), assumed + 1);
    assert_eq!(team(&[], Some("7")), 7);
    assert_eq!(team(&["--team", "9"], Some("7")), 9);
}

#[test]
fn an_answer_about_the_team_is_no_longer_assumed() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    environment.write("no-docs/groundplan.toml", "[answers]\nQ-TEAM-SIZE = \"5 developers\"\n");
    let plan = environment.expect(0, &["plan", "no-docs", "--stdout"]).stdout;
    assert!(!plan.contains("assumed 2 developers"), "{plan}");
}

#[test]
fn the_users_prompt_gets_the_analysis_in_place_of_its_input() {
    let environment = TestEnvironment::plugins();
    environment.write("mine.txt", "Before.\n{{ .Input }}\nAfter.\n");
    let ran = environment.expect(0, &["prompt", "plugin-fees", "--template", "mine.txt"]);
    assert!(ran.stdout.starts_with("Before.\n<"), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("\nAfter.\n"));
    assert!(ran.stdout.contains("FR-001"));
    assert!(!ran.stdout.contains("{{"));
}

#[test]
fn the_xml_form_of_the_input_is_escaped_once() {
    let environment = TestEnvironment::plugins();
    let text = environment.expect(0, &["prompt", "plugin-fees"]).stdout;
    assert!(text.contains(" internal/adapters/http/in/routes.go:22\""));
    for wrong in ["&#x", "&amp;amp;", "&amp;lt;", "&amp;quot;"] {
        assert!(!text.contains(wrong), "{wrong}");
    }
}

#[test]
fn every_built_in_prompt_takes_every_form_of_input() {
    let environment = TestEnvironment::with(&["small/chi-nested"]);
    for prompt in ["architect", "delivery"] {
        for form in ["xml", "markdown", "json"] {
            let arguments = ["prompt", "chi-nested", "--built-in", prompt, "--format", form];
            let text = environment.expect(0, &arguments).stdout;
            assert!(!text.contains("{{"), "{prompt} {form}");
            assert!(text.contains("router.go"), "{prompt} {form}");
        }
    }
}

#[test]
fn a_compare_shows_the_target_beside_each_reference() {
    let environment = TestEnvironment::plugins();
    let text = environment.expect(0, &["compare", "plugin-fees"]).stdout;
    for reference in crate::environment::REFERENCES {
        assert!(text.contains(reference), "{reference}\n{text}");
    }
    let comparison = environment.json(&["compare", "plugin-fees", "--format", "json"]);
    assert_eq!(comparison["references"].as_array().unwrap().len(), 3);
}

#[test]
fn the_excerpt_in_the_readme_is_from_the_plan() {
    let environment = TestEnvironment::plugins();
    let call = ["plan", "plugin-fees", "--detail", "--stdout"];
    let plan = environment.expect(0, &call).stdout;
    let readme = std::fs::read_to_string(Utf8Path::new(PROJECT).join("README.md")).unwrap();
    let excerpt = readme.split("```markdown\n").nth(1).unwrap().split("```").next().unwrap();
    let lines: Vec<&str> = excerpt.lines().filter(|line| !line.is_empty()).collect();
    assert!(lines.len() > 10);
    let strange: Vec<&&str> =
        lines.iter().filter(|line| !plan.lines().any(|real| real == **line)).collect();
    assert!(strange.is_empty(), "not in the plan: {strange:#?}");
}
