//! What people see of findings of every shape.

use std::sync::Arc;

use super::*;
use crate::model::{
    CHECK_SCHEMA, CheckReport, CheckedDocument, Evidence, EvidenceClass, Finding, Fix,
    KnownFinding, Observation, Origin, Place, PlanForm, RepositoryFacts, Severity,
};

const TEXT: &str = "# Plan\n- Modify: `routes.go:900`\n- one\n- two\nüü\ttab\u{1b}[31m\r\n";

fn report(findings: Vec<Finding>) -> CheckReport {
    CheckReport {
        schema: CHECK_SCHEMA.into(),
        repo: RepositoryFacts { name: "fees".into(), origin: Origin::Folder, ..facts() },
        documents: vec![CheckedDocument {
            path: "plan.md".into(),
            outside: false,
            form: PlanForm::List,
            items: 2,
            claims: 1,
        }],
        findings,
        stale: Vec::new(),
        problems: Vec::new(),
    }
}

fn facts() -> RepositoryFacts {
    serde_json::from_str(r#"{ "name": "", "origin": "folder" }"#).unwrap()
}

fn finding(start: (u32, u32), end: (u32, u32), message: &str) -> Finding {
    let file = Arc::from("plan.md");
    let place = Place { file, line: start.0, column: start.1, end_line: end.0, end_column: end.1 };
    Finding { place, rule: "a.b".into(), message: message.into(), ..Finding::default() }
}

fn shown(findings: Vec<Finding>, text: &str) -> String {
    let mut excerpts = Excerpts::default();
    excerpts.plans.insert("plan.md".into(), text.split('\n').collect());
    excerpts.code.insert(("routes.go".into(), 20), "\tr.Get(\"/fees\", list)".to_owned());
    check_human(&report(findings), &excerpts, Screen::Plain)
}

/// The part of the output in front of the figures.
#[track_caller]
fn check(finding: Finding, expected: &str) {
    let text = shown(vec![finding], TEXT);
    let (text, _) = text.rsplit_once("\n\n").unwrap();
    assert_eq!(text, expected.trim_matches('\n'), "\n{text}");
}

#[test]
fn a_finding_with_all_that_is_known_of_it() {
    let at = Evidence {
        file: "routes.go".into(),
        line: 20,
        end_line: 20,
        rule: "go.route".into(),
        class: EvidenceClass::default(),
        language: "go".into(),
    };
    let mut one = finding((2, 12), (2, 25), "line 900 is beyond the end");
    one.severity = Severity::Error;
    one.did_you_mean = vec!["routes.go:20".into(), "router.go".into()];
    one.hint = "name the line that holds it".into();
    one.shown_by = vec![Observation { at, text: "it is here".into() }];
    let place = Place { column: 22, ..one.place.clone() };
    one.fix = Some(Fix { place, replacement: "20".into(), title: "write the line".into() });
    check(
        one,
        r#"
error[a.b]: line 900 is beyond the end
  --> plan.md:2:12
   |
 2 | - Modify: `routes.go:900`
   |            ^^^^^^^^^^^^^
   |
   = help: did you mean `routes.go:20` or `router.go`?
   = help: name the line that holds it
note: it is here
  --> routes.go:20
   |
20 |     r.Get("/fees", list)
   |
help: write the line
   |
 2 - - Modify: `routes.go:900`
 2 + - Modify: `routes.go:20`
   |
"#,
    );
}

#[test]
fn several_lines_tabs_and_what_a_terminal_would_obey() {
    check(
        finding((3, 1), (4, 6), "two lines"),
        "warning[a.b]: two lines\n --> plan.md:3:1\n  |\n3 | / - one\n4 | | - two\n  | |_____^",
    );
    check(
        finding((99, 1), (99, 5), "behind the end"),
        "warning[a.b]: behind the end\n--> plan.md:99:1",
    );
    let text = shown(vec![finding((5, 4), (5, 7), "\u{1b}[31mred")], TEXT);
    assert!(!text.contains(['\u{1b}', '\r', '\t']), "{text}");
    assert!(text.contains("\n5 | üü    tab") && text.contains("\n  |       ^^^\n"), "{text}");
    let text = shown(vec![finding((1, 1), (1, 1), "no words")], TEXT);
    assert!(text.contains("\n1 | # Plan\n  | ^\n"), "{text}");
}

#[test]
fn long_lines_are_shown_around_the_words() {
    let text = format!("{}HERE{}", "a ".repeat(300), " b".repeat(300));
    let text = shown(vec![finding((1, 601), (1, 605), "far")], &text);
    assert!(text.contains("--> plan.md:1:601\n"), "{text}");
    let lines: Vec<&str> = text.lines().collect();
    let column = lines.iter().find_map(|line| line.find("HERE")).unwrap();
    assert_eq!(lines.iter().find_map(|line| line.find("^^^^")), Some(column), "{text}");
    assert!(lines.iter().all(|line| line.len() < 140), "{text}");
}

#[test]
fn what_is_let_stand_is_counted_and_what_is_gone_is_told() {
    let mut known = finding((2, 1), (2, 2), "known");
    known.known = true;
    let mut all = report(vec![known]);
    all.stale.push(KnownFinding {
        file: "plan.md".into(),
        rule: "a.b".into(),
        fingerprint: "1".into(),
        message: "was here".into(),
    });
    let text = check_human(&all, &Excerpts::default(), Screen::Plain);
    assert_eq!(
        text,
        "note: plan.md: the baseline holds a finding of a.b that is gone: was here\n  \
         = help: `--write-baseline` takes out what is gone\n\n\
         nothing found, 1 known in 1 plan: 2 work items and 1 claim held against fees\n"
    );
}

#[test]
fn colours_are_for_terminals() {
    let findings = || report(vec![finding((1, 1), (1, 2), "x")]);
    let text = |screen| check_human(&findings(), &Excerpts::default(), screen);
    assert!(text(Screen::Colours).contains('\u{1b}') && !text(Screen::Plain).contains('\u{1b}'));
}
