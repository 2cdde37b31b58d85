//! The living form: what the program writes is read back as it was planned, and lives as the plan does.

use groundplan::{
    document,
    model::{Action, Plan, WorkItem, WorkKind},
};
use serde_json::Value;

use crate::environment::TestEnvironment;

const TARGET: &str = "plugin-fees";
const FOLDER: &str = "docs/pre-dev/fees";

fn planned(arguments: &[&str]) -> TestEnvironment {
    let environment = TestEnvironment::plugins();
    environment.commit(TARGET);
    let call = ["plan", TARGET, "--format", "living", "--feature", "fees"];
    environment.expect(0, &[&call, arguments].concat());
    environment
}

fn read(environment: &TestEnvironment, name: &str) -> String {
    environment.read(&format!("{TARGET}/{FOLDER}/{name}"))
}

fn model(environment: &TestEnvironment) -> Plan {
    let plan = environment.expect(0, &["plan", TARGET, "--format", "model", "--stdout"]).stdout;
    serde_json::from_str(&plan).unwrap()
}

fn round_trip(names: &[&str], environment: &TestEnvironment) -> Vec<WorkItem> {
    let documents: Vec<(String, String)> =
        names.iter().map(|name| (format!("{FOLDER}/{name}"), read(environment, name))).collect();
    let (mut plans, problems) = document::plans(&documents);
    assert_eq!(problems, []);
    assert_eq!(plans.len(), 1);
    let plan = plans.remove(0);
    assert_eq!(plan.feature, "fees");
    plan.items
}

fn tenth(hours: f64) -> f64 {
    (hours * 10.0).round() / 10.0
}

/// Identifiers, hours and dependencies of all tasks; files of those in the page.
#[track_caller]
fn check(names: &[&str], with_files: bool) {
    let environment = planned(&["--detail"]);
    let items = round_trip(names, &environment);
    let plan = model(&environment);
    let found: Vec<&WorkItem> = items.iter().filter(|item| item.kind == WorkKind::Task).collect();
    let ids: Vec<&str> = found.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, plan.tasks.iter().map(|task| task.id.as_str()).collect::<Vec<_>>());
    for (item, task) in found.iter().zip(&plan.tasks) {
        assert_eq!(item.title.replace('`', ""), task.title.replace('`', ""));
        let hours = item.hours.unwrap_or_else(|| panic!("{}: no hours", task.id)).likely;
        assert!((hours - tenth(task.estimate.range.likely)).abs() < 0.01, "{}: {hours}", task.id);
        assert_eq!(item.depends_on, task.depends_on, "{}", task.id);
        if with_files {
            let steps = items.iter().filter(|one| one.parent == task.id).count();
            assert_eq!(steps, task.steps.len(), "{}", task.id);
            assert!(!item.acceptance.is_empty(), "{}", task.id);
            let mut files: Vec<(&str, Option<Action>)> =
                item.files.iter().map(|file| (file.path.as_str(), file.action)).collect();
            files.sort();
            files.dedup();
            let mut planned: Vec<(&str, Option<Action>)> =
                task.files.iter().map(|file| (file.path.as_str(), Some(file.action))).collect();
            planned.sort();
            assert_eq!(files, planned, "{}", task.id);
            // Practices of the house are no requirement of any document.
            let mut asked = task.traces.iter().filter(|id| !id.starts_with("HP-"));
            assert!(asked.all(|id| item.traces.contains(id)), "{}", task.id);
        }
    }
}

#[test]
fn what_is_written_is_read_back() {
    check(&["tasks.md"], true);
    check(&["delivery-roadmap.json"], false);
    check(&["tasks.md", "delivery-roadmap.json"], true);
}

#[test]
fn later_phases_stay_at_the_level_of_the_table() {
    let environment = planned(&[]);
    let plan = model(&environment);
    let page = read(&environment, "tasks.md");
    let next = plan.tasks.first().unwrap().phase;
    for task in &plan.tasks {
        assert!(page.contains(&format!("| {} | ", task.id)), "{}", task.id);
        let is_told = page.contains(&format!("### {}: ", task.id));
        assert_eq!(is_told, task.phase == next, "{}", task.id);
    }
}

#[test]
fn edits_survive_and_the_files_are_no_input() {
    let environment = planned(&[]);
    let call = ["plan", TARGET, "--format", "living", "--feature", "fees"];
    let page = read(&environment, "tasks.md");
    let edited = page.replacen("| open | `migrations", "| started | `migrations", 1).replacen(
        "## Risks",
        "## Notes of Ada\n\nAsk the bank.\n\n## Risks",
        1,
    );
    assert_ne!(page, edited);
    environment.write(&format!("{TARGET}/{FOLDER}/tasks.md"), &edited);
    let roadmap = read(&environment, "delivery-roadmap.json");
    let mut kept: Value = serde_json::from_str(&roadmap).unwrap();
    kept["tasks"][0]["owner"] = "Ada".into();
    let path = format!("{TARGET}/{FOLDER}/delivery-roadmap.json");
    environment.write(&path, serde_json::to_string_pretty(&kept).unwrap());

    let people = [&call[..], &["--team", "3"]].concat();
    let shown = environment.expect(0, &[&people[..], &["--dry-run"]].concat()).stdout;
    assert!(shown.contains("+    \"team_size\": 3,"), "{shown}");
    environment.expect(0, &people);
    let page = read(&environment, "tasks.md");
    for text in ["| started | `migrations", "## Notes of Ada\n\nAsk the bank.\n"] {
        assert!(page.contains(text), "{text}");
    }
    let roadmap: Value =
        serde_json::from_str(&read(&environment, "delivery-roadmap.json")).unwrap();
    assert_eq!(roadmap["tasks"][0]["owner"], "Ada");
    assert_eq!(roadmap["inputs"]["team_size"], 3);

    let analysis = environment.json(&["analyze", TARGET]);
    let files = analysis["files"].as_array().unwrap().iter();
    let own: Vec<_> =
        files.filter(|file| file["path"].as_str().unwrap().contains(FOLDER)).collect();
    assert!(own.is_empty(), "{own:?}");
}

#[test]
fn a_feature_is_a_folder_and_has_a_form() {
    let environment = TestEnvironment::plugins();
    let call = ["plan", TARGET, "--format", "living", "--feature", "../out"];
    environment.expect(2, &call).says(&["as the name of a feature"]);
    environment.expect(2, &["plan", TARGET, "--feature", "fees"]).says(&["--format living"]);
}

#[test]
fn the_classic_plan_is_short_unless_detail_is_asked_for() {
    let environment = TestEnvironment::plugins();
    let call = ["plan", TARGET, "--stdout"];
    let short = environment.expect(0, &call).stdout;
    let long = environment.expect(0, &[&call[..], &["--detail"]].concat()).stdout;
    let plan = model(&environment);
    let next = plan.tasks.first().unwrap().phase;
    for task in &plan.tasks {
        let why = format!("  - Why: {}\n", task.rationale);
        assert!(long.contains(&why), "{}", task.id);
        let head = format!("- **{}** ", task.id);
        let at = short.find(&head).unwrap_or_else(|| panic!("{}", task.id));
        let told: Vec<&str> =
            short[at..].lines().skip(1).take_while(|line| line.starts_with("  - ")).collect();
        let is_told = told.iter().any(|line| line.starts_with("  - Why: "));
        assert_eq!(is_told, task.phase == next, "{}", task.id);
        for file in &task.files {
            let named = format!("`{}`", file.path);
            assert!(told.iter().any(|line| line.contains(&named)), "{} {named}", task.id);
        }
    }
    for kept in ["## Open Questions", "## Gap", "### Forecast", "**Acceptance Criteria**", "R-01"] {
        assert!(short.contains(kept), "{kept}");
    }
    assert!(short.lines().count() * 4 < long.lines().count() * 3);
}
