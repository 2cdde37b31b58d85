//! What is read of planned work, form by form, as a list that somebody has read line by line.

use std::{fmt::Write, path::Path};

use groundplan::{
    analyze, discover, document,
    model::{HourRange, WorkItem, WorkPlan},
};

use crate::{environment::TestEnvironment, golden::check};

/// All documents of planned work below `folder`, in order of their paths.
fn documents(folder: &Path, root: &Path, found: &mut Vec<(String, String)>) {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut entries: Vec<_> = entries.collect();
    entries.sort();
    for path in entries {
        let relative = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        if path.is_dir() {
            documents(&path, root, found);
        } else if document::is_work(&relative) {
            found.push((relative, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

fn plans() -> Vec<WorkPlan> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/documents/work");
    let mut found = Vec::new();
    documents(&root, &root, &mut found);
    let (plans, problems) = document::plans(&found);
    assert_eq!(problems, []);
    plans
}

fn dump(plan: &WorkPlan) -> String {
    let mut text =
        format!("{} {:?} {:?} {:?}\n", plan.at.file, plan.form, plan.feature, plan.title);
    for (name, value) in &plan.properties {
        writeln!(text, "@{name} = {value}").unwrap();
    }
    let said = (&plan.starts, &plan.ends, plan.stated_hours);
    writeln!(text, "@ {said:?}").unwrap();
    plan.items.iter().for_each(|item| self::item(item, &mut text));
    text
}

fn item(item: &WorkItem, text: &mut String) {
    let given = if item.id_given { "" } else { "~" };
    let name = item.at.file.rsplit('/').next().unwrap();
    write!(text, "{name}:{} {:?} {given}{}", item.at.line, item.kind, item.id).unwrap();
    write!(text, " < {:?} | {} |", item.parent, item.title).unwrap();
    facts(item, text);
    text.push('\n');
    let mut line = |said: String| writeln!(text, "    {said}").unwrap();
    if !item.text.is_empty() {
        line(format!("text {}", item.text));
    }
    for file in &item.files {
        line(format!("file {} {} {:?}", file.at.line, file.path, file.action));
    }
    for place in &item.references {
        let lines = format!("{}-{}", place.from, place.to);
        line(format!("at {} {}:{lines} {:?}", place.at.line, place.path, place.symbol));
    }
    for criterion in &item.acceptance {
        let said = &criterion.said;
        line(format!("criterion {} {:?} {}", said.at.line, criterion.ticked, said.text));
    }
}

fn facts(item: &WorkItem, text: &mut String) {
    let mut fact = |name: &str, value: String| {
        if !matches!(&*value, "" | "[]" | "Unsaid \"\"" | "Unknown" | "false") {
            write!(text, " {name}={value}").unwrap();
        }
    };
    fact("status", format!("{:?} {:?}", item.status, item.status_text));
    let hours = |HourRange { low, likely, high }| format!("{low}/{likely}/{high}");
    fact("hours", item.hours.map(hours).unwrap_or_default());
    fact("size", item.size.clone());
    fact("confidence", item.confidence.clone());
    fact("priority", format!("{:?}", item.priority));
    fact("after", format!("{:?}", item.depends_on));
    fact("traces", format!("{:?}", item.traces));
    fact("when", item.when.clone());
    fact("starts", item.starts.clone().unwrap_or_default());
    fact("ends", item.ends.clone().unwrap_or_default());
    fact("commits", format!("{:?}", item.commits));
    fact("parallel", item.parallel.to_string());
    fact("optional", item.optional.to_string());
}

#[test]
fn planned_work_of_every_form() {
    let dumps: Vec<String> = plans().iter().map(dump).collect();
    check("work", &dumps.join("\n"));
}

#[test]
fn every_item_stands_on_a_line_of_its_document() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/documents/work");
    for item in plans().iter().flat_map(|plan| &plan.items) {
        let text = std::fs::read_to_string(root.join(&*item.at.file)).unwrap();
        let line = text.lines().nth(item.at.line as usize - 1).unwrap();
        let word = item.title.split(|c: char| !c.is_alphanumeric()).next().unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let whole = lines[item.at.line as usize - 1..item.at.end_line as usize].join("\n");
        assert!(whole.contains(word), "{}: {line} has no {word}", item.at.citation());
    }
}

#[test]
fn a_snapshot_finds_them_wherever_they_lie() {
    let environment = TestEnvironment::new();
    let root = environment.fixture("documents/work");
    let snapshot = discover::open(&root, &discover::Options::default()).unwrap();
    let (found, problems) = analyze::work_plans(&snapshot);
    assert_eq!(problems, []);
    let places = |plans: &[WorkPlan]| -> Vec<String> {
        plans.iter().map(|plan| plan.at.citation()).collect()
    };
    assert_eq!(places(&found), places(&plans()));
}
