//! `groundplan export`: what other tools get is read back, where a reader is at hand.

use std::collections::BTreeMap;

use groundplan::{document, model::WorkPlan};
use serde_json::Value;

use crate::environment::TestEnvironment;

fn target() -> TestEnvironment {
    let environment = TestEnvironment::plugins();
    environment.write("plugin-fees/groundplan.toml", "start = \"2027-01-11\"\n");
    environment
}

fn export(environment: &TestEnvironment, form: &str) -> String {
    environment.expect(0, &["export", "plugin-fees", "--to", form]).stdout
}

/// Titles and dependencies (by title) of the tasks that the plan itself has.
fn planned(environment: &TestEnvironment) -> BTreeMap<String, Vec<String>> {
    let plan = environment.expect(0, &["plan", "plugin-fees", "--format", "model"]).stdout;
    let plan: Value = serde_json::from_str(&plan).unwrap();
    let tasks = plan["tasks"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let titles: BTreeMap<String, String> =
        tasks.iter().map(|task| (text(&task["id"]), text(&task["title"]))).collect();
    let after = |task: &Value| {
        let ids = task["depends_on"].as_array().unwrap().iter().map(text);
        let mut named: Vec<String> = ids.map(|id| titles[&id].clone()).collect();
        named.sort();
        named
    };
    tasks.iter().map(|task| (text(&task["title"]), after(task))).collect()
}

/// The same, as our own reader reads a document.
fn read_back(path: &str, text: &str, title: fn(&str) -> String) -> BTreeMap<String, Vec<String>> {
    let (plans, problems) = document::plans(&[(path.to_owned(), text.to_owned())]);
    assert!(problems.is_empty(), "{problems:?}");
    let [WorkPlan { items, .. }] = &plans[..] else { panic!("{} plans", plans.len()) };
    let tasks = items.iter().filter(|item| item.kind == groundplan::model::WorkKind::Task);
    let titles: BTreeMap<&str, String> =
        items.iter().map(|item| (item.id.as_str(), title(&item.title))).collect();
    let after = |ids: &[String]| {
        let mut named: Vec<String> = ids.iter().map(|id| titles[id.as_str()].clone()).collect();
        named.sort();
        named
    };
    tasks.map(|item| (title(&item.title), after(&item.depends_on))).collect()
}

/// A title without the identifier in front and the files behind it.
fn bare(title: &str) -> String {
    let title = title.split(": create ").next().unwrap();
    let title = title.split(": modify ").next().unwrap().split(": test ").next().unwrap();
    let title = title
        .strip_prefix("T-")
        .and_then(|rest| rest.split_once(' '))
        .map_or(title, |(_, rest)| rest);
    title.replace('`', "")
}

#[track_caller]
fn same(environment: &TestEnvironment, path: &str, form: &str) {
    let own = planned(environment);
    let own: BTreeMap<String, Vec<String>> = own
        .into_iter()
        .map(|(title, after)| {
            let mut after: Vec<String> = after.iter().map(|title| bare(title)).collect();
            after.sort();
            (bare(&title), after)
        })
        .collect();
    assert!(own.len() > 20);
    assert_eq!(read_back(path, &export(environment, form), bare), own, "{form}");
}

#[test]
fn spec_kit_and_task_master_have_the_tasks_of_the_plan() {
    let environment = target();
    same(&environment, "specs/001-fees/tasks.md", "spec-kit");
    same(&environment, ".taskmaster/tasks/tasks.json", "task-master");
}

#[test]
fn each_issue_is_a_request_of_its_own() {
    let environment = target();
    let text = export(&environment, "github");
    let issues: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(issues.len(), planned(&environment).len());
    for issue in &issues {
        let labels = issue["labels"].as_array().unwrap();
        assert!(labels[0].as_str().unwrap().starts_with("phase "), "{issue}");
        let id = issue["title"].as_str().unwrap().split(' ').next().unwrap();
        assert!(issue["body"].as_str().unwrap().contains(&format!("<!-- groundplan {id} -->")));
    }
}

#[cfg(unix)]
#[test]
fn the_script_creates_what_is_not_there_yet() {
    use std::{fs, os::unix::fs::PermissionsExt as _, process::Command};
    let environment = target();
    environment.write("issues.sh", export(&environment, "gh"));
    // A stand-in that knows the first task and writes down how often it was asked for what.
    environment.write(
        "bin/gh",
        "#!/bin/sh\ncase \"$1 $2\" in\n'repo view') echo me/fees;;\n'issue list') echo '<!-- groundplan T-001 -->';;\n*) echo \"$1 $2\" >> \"$LOG\";;\nesac\n",
    );
    let gh = environment.path("bin/gh");
    fs::set_permissions(&gh, fs::Permissions::from_mode(0o755)).unwrap();
    let log = environment.path("log");
    let path = format!("{}:{}", environment.path("bin"), std::env::var("PATH").unwrap());
    let script = environment.path("issues.sh");
    let ran = Command::new("sh").arg(&script).env("PATH", path).env("LOG", &log).status().unwrap();
    assert!(ran.success());
    let log = fs::read_to_string(&log).unwrap();
    let created = log.lines().filter(|line| *line == "issue create").count();
    assert_eq!(created, planned(&environment).len() - 1);
    assert!(log.lines().any(|line| line.starts_with("api repos/me/fees/milestones")), "{log}");
}

#[test]
fn a_spreadsheet_has_a_row_for_each_phase_and_task() {
    let environment = target();
    let text = export(&environment, "jira");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.unwrap()).collect();
    assert!(rows.iter().all(|row| row.len() == head.len()));
    let (epics, tasks): (Vec<_>, Vec<_>) = rows.iter().partition(|row| &row[2] == "Epic");
    assert_eq!(tasks.len(), planned(&environment).len());
    let ids: Vec<&str> = rows.iter().map(|row| &row[0]).collect();
    for task in tasks {
        assert!(epics.iter().any(|epic| epic[0] == task[1]), "{task:?}");
        assert!(task.iter().skip(8).all(|link| link.is_empty() || ids.contains(&link)), "{task:?}");
    }
}

#[test]
fn a_calendar_needs_a_first_day() {
    let environment = TestEnvironment::plugins();
    let ran = environment.expect(2, &["export", "plugin-fees", "--to", "ics"]);
    assert!(ran.stderr.contains("nobody said when the work begins"), "{}", ran.stderr);
    let text = export(&target(), "ics");
    assert_eq!(text.matches("BEGIN:VEVENT").count(), text.matches("END:VEVENT").count());
    assert!(text.lines().all(|line| line.len() <= 75));
    assert!(text.contains("DTSTART;VALUE=DATE:20270111\r\n"));
}
