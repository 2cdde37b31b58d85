//! The questions: listed, answered from a pipe, kept in a file that people edit too, and believed by the plan.

use serde_json::Value;

use crate::{
    environment::{Ran, TestEnvironment},
    golden,
};

pub(crate) const ANSWERS: &str = "plugin-fees/docs/pre-development-docs/answers.toml";

/// The target in a repository with a commit of a known day.
fn target() -> TestEnvironment {
    let environment = TestEnvironment::plugins();
    environment.commit("plugin-fees");
    environment
}

fn answer(environment: &TestEnvironment, more: &[&str], lines: &str) -> Ran {
    let mut program = environment.program();
    program.args(["questions", "plugin-fees", "--answer"]).args(more).write_stdin(lines);
    Ran::new(&program.output().unwrap())
}

fn open(environment: &TestEnvironment) -> Vec<String> {
    let list = environment.json(&["questions", "plugin-fees", "--open", "--format", "json"]);
    let questions = list["questions"].as_array().unwrap().iter();
    questions.map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_list_shows_what_is_known_and_what_is_open() {
    let environment = target();
    golden::check(
        "questions-plugin-fees",
        &environment.expect(0, &["questions", "plugin-fees"]).stdout,
    );
}

#[test]
fn a_group_and_what_is_open_can_be_chosen() {
    let environment = target();
    let arguments = ["questions", "plugin-fees", "--group", "team", "--open", "--format", "json"];
    let list = environment.json(&arguments);
    let questions = list["questions"].as_array().unwrap();
    assert!(!questions.is_empty());
    for question in questions {
        assert_eq!((&question["group"], &question["source"]), (&"team".into(), &Value::Null));
    }
}

#[test]
fn a_session_from_a_pipe() {
    let environment = target();
    let lines = "3\n\n70 %\n\n2026-12-01\n2027-02-26, contract\nPrice lists by 2026-12-14\n";
    let ran = answer(&environment, &[], lines);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""));
    golden::check("questions-session", &ran.stderr);
    golden::check("questions-answers", &environment.read(ANSWERS));
    let open = open(&environment);
    assert!(open.contains(&"Q-TEAM-HOURS".into()), "an empty line keeps it open: {open:?}");
    assert!(!open.contains(&"Q-TEAM-SIZE".into()), "{open:?}");
}

#[test]
fn a_session_ends_where_somebody_stops() {
    let environment = target();
    let ran = answer(&environment, &["--group", "team"], "4\n:q\n32\n");
    ran.says(&["kept 1 answer in"]);
    let kept = environment.read(ANSWERS);
    assert!(kept.contains("team = 4") && !kept.contains("32"), "{kept}");
}

#[test]
fn a_line_that_is_no_answer_costs_no_other() {
    let environment = target();
    let ran = answer(&environment, &["--group", "team"], "a few\n32\n");
    assert_eq!(ran.code, 2);
    ran.says(&["line 1, Q-TEAM-SIZE: `a few` is no number", "every other answer was kept (1)"]);
    let kept = environment.read(ANSWERS);
    assert!(kept.contains("hours_per_week = 32.0") && !kept.contains("team ="), "{kept}");
}

#[test]
fn what_people_wrote_around_an_answer_stays() {
    let environment = target();
    let before = "# Ours.\nteam = 2 # Ana and Bruno\n\n[answers]\n# asked in June\nQ-HOUSE-RULE = \"yes\"\n\
                  Q-OPS-BACKUP = \"daily\" # says operations\n";
    environment.write(ANSWERS, before);
    let ran = answer(&environment, &["--review", "--group", "team"], "5\n30\n");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.says(&["answered before: 2 developers"]);
    let after = environment.read(ANSWERS);
    for kept in
        ["# Ours.", "# Ana and Bruno", "# asked in June", "Q-HOUSE-RULE", "# says operations"]
    {
        assert!(after.contains(kept), "{kept} is gone:\n{after}");
    }
    assert!(after.contains("team = 5 # Ana and Bruno"), "{after}");
}

#[test]
fn a_broken_file_is_told_with_its_line_and_stays_as_it_is() {
    let environment = target();
    for (text, line) in [("team = 2\nstart = \"soon\"\n", "line 2"), ("team = \n", "line 1")] {
        environment.write(ANSWERS, text);
        for arguments in [&["plan", "plugin-fees"][..], &["questions", "plugin-fees"]] {
            let ran = environment.expect(2, arguments);
            ran.says(&["docs/pre-development-docs/answers.toml", line, "hint: "]);
        }
        assert_eq!(answer(&environment, &[], "3\n").code, 2);
        assert_eq!(environment.read(ANSWERS), text);
    }
    environment.write(ANSWERS, b"team = 2 # \xff\n");
    environment.expect(2, &["plan", "plugin-fees"]).says(&["cannot read", "hint: "]);
}

#[test]
fn an_answer_that_contradicts_the_file_is_refused() {
    let environment = target();
    let before = "[[people]]\nname = \"Ana\"\n";
    environment.write(ANSWERS, before);
    let ran = answer(&environment, &["--review", "--group", "team"], "4\n");
    assert_eq!(ran.code, 2);
    ran.says(&["Q-TEAM-SIZE", "1 people are listed"]);
    assert_eq!(environment.read(ANSWERS), before);
}

#[test]
fn flags_go_before_answers_and_answers_before_the_configuration() {
    let environment = target();
    let team = |arguments: &[&str]| {
        let all = [&["plan", "plugin-fees", "--format", "model"], arguments].concat();
        let plan = environment.json(&all);
        let questions = plan["questions"].as_array().unwrap();
        let asked = questions.iter().find(|one| one["id"] == "Q-TEAM-SIZE").unwrap();
        let cite = asked["cites"][0].as_str().unwrap_or("nobody").to_owned();
        (plan["capacity"]["team"].as_u64().unwrap(), cite)
    };
    assert_eq!(team(&[]), (2, "nobody".into()));
    environment.write("plugin-fees/groundplan.toml", "[capacity]\nteam = 3\n");
    assert_eq!(team(&[]), (3, "groundplan.toml".into()));
    environment.write(ANSWERS, "\n[answers]\nQ-TEAM-SIZE = \"4 people\"\n");
    assert_eq!(team(&[]), (4, "docs/pre-development-docs/answers.toml:3".into()));
    environment.write(ANSWERS, "hours_per_week = 30\nteam = 5\n");
    assert_eq!(team(&[]), (5, "docs/pre-development-docs/answers.toml:2".into()));
    assert_eq!(team(&["--team", "6"]), (6, "command line".into()));
}

#[test]
fn strict_names_the_questions_that_block_until_they_are_answered() {
    let environment = target();
    let strict = ["plan", "plugin-fees", "--strict", "--stdout"];
    environment.expect(1, &strict).says(&[
        "Q-TEAM-SIZE, Q-TEAM-HOURS, Q-TIME-DEADLINE",
        "groundplan questions plugin-fees --answer",
    ]);
    environment.write(ANSWERS, "team = 3\nhours_per_week = 32\ndeadline = \"none\"\n");
    let ran = environment.expect(0, &strict);
    assert!(!ran.stderr.contains("strict:"), "{}", ran.stderr);
}

#[test]
fn answers_are_no_part_of_what_the_target_is() {
    let environment = target();
    let before = environment.json(&["analyze", "plugin-fees"]);
    environment.write(ANSWERS, "team = 3\n");
    assert_eq!(environment.json(&["analyze", "plugin-fees"]), before);
}

#[test]
fn a_question_of_a_document_keeps_its_answer_when_others_come() {
    let environment = target();
    let prd = "plugin-fees/docs/pre-development-docs/PRD.md";
    let id = open(&environment).into_iter().find(|id| id.starts_with("Q-OPEN-")).unwrap();
    environment.write(ANSWERS, format!("[answers]\n{id} = \"finance\"\n"));
    let text = environment.read(prd);
    let heading = "### **11. Open Points**\n\n";
    assert!(text.contains(heading));
    environment.write(prd, text.replace(heading, &format!("{heading}- Which currency first?\n")));
    let list = environment.json(&["questions", "plugin-fees", "--format", "json"]);
    let questions = list["questions"].as_array().unwrap();
    let asked = questions.iter().find(|one| one["id"] == id.as_str()).unwrap();
    assert_eq!((&asked["answer"], &asked["source"]), (&"finance".into(), &"person".into()));
}

#[test]
fn the_schema_of_the_answers_accepts_what_is_kept_and_refuses_the_rest() {
    let environment = target();
    let schema = environment.json(&["schema", "answers"]);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let good = serde_json::json!({
        "start": "2026-12-01", "hours_per_week": 32, "focus": 0.7, "deadline": "none",
        "people": [{ "name": "Ana", "skills": ["migration"], "away": ["2026-12-24..2027-01-02"] }],
        "external": [{ "what": "API", "ready": "2026-12-10", "holds": ["FR-008"] }],
        "answers": { "Q-A": "yes", "Q-B": 3, "Q-C": ["x"] },
    });
    assert!(validator.is_valid(&good));
    for (key, wrong) in [("team", 0.into()), ("focus", 3.into()), ("teams", Value::from(2))] {
        let mut answers = good.clone();
        answers[key] = wrong;
        assert!(!validator.is_valid(&answers), "{key}");
    }
    let list = environment.json(&["questions", "plugin-fees", "--format", "json"]);
    let schema = environment.json(&["schema", "questions"]);
    assert!(jsonschema::is_valid(&schema, &list));
}
