//! docs/mcp.md: a client that works its way from gap to plan to check, as it really went.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::session::Session;
use crate::environment::{PROJECT, TestEnvironment};

const HEAD: &str = "# An agent at work

What a client of `groundplan serve` asks on `fixtures/plugin-fees`, and what it gets. This page is written by a test from
a real run (`UPDATE=1 cargo test --test it mcp::transcript`); long lists are cut where it says `…`. Every answer carries
`at`: the repository, commit and state for which it is true.

";

/// What an agent asks, why, and which of the answer is shown.
fn steps() -> Vec<(&'static str, &'static str, Value, &'static [&'static str])> {
    vec![
        (
            "What is asked for and not there? Two items, to see what they look like.",
            "get_gap",
            json!({"state": "absent", "kind": "endpoint", "limit": 2}),
            &["at", "counts", "items", "total", "next_cursor"],
        ),
        (
            "Is there really no such endpoint? The answer says which zero it is.",
            "list_endpoints",
            json!({"method": "PATCH"}),
            &["counts", "items", "nothing"],
        ),
        (
            "What have people left open? These are asked of people, not guessed.",
            "list_questions",
            json!({"open": true, "group": "team", "limit": 1}),
            &["counts", "items", "total"],
        ),
        (
            "Somebody answered.",
            "answer_question",
            json!({"id": "Q-TEAM-SIZE", "answer": "3"}),
            &["file", "question", "open"],
        ),
        (
            "A plan, its section on risks.",
            "scaffold_plan",
            json!({"section": "risk", "limit": 1}),
            &["written", "conflict", "counts", "items"],
        ),
        (
            "The agent has a plan of its own. Does it fit the code?",
            "check_plan",
            json!({"path": "docs/pre-dev/fees/tasks.md",
                   "text": "# Tasks\n\n## T1: Change packages\n\n- Modify `internal/services/command/update_pakage.go`\n"}),
            &["counts", "items", "nothing", "total"],
        ),
        (
            "It mends what the finding names.",
            "check_plan",
            json!({"path": "docs/pre-dev/fees/tasks.md",
                   "text": "# Tasks\n\n## T1: Change packages\n\n- Create `internal/services/command/update_package.go`\n"}),
            &["counts", "items", "nothing", "total"],
        ),
    ]
}

#[test]
fn the_page_is_what_really_happens() {
    let environment = TestEnvironment::plugins();
    environment.commit("plugin-fees");
    let references = ["plugin-scheduler", "plugin-event-streamer", "plugin-spending-control"];
    let mut arguments = vec!["plugin-fees"];
    arguments.extend(references.iter().flat_map(|name| ["--reference", name]));
    let session = Session::start(&environment, &arguments);
    let mut page = HEAD.to_owned();
    for (why, tool, arguments, shown) in steps() {
        let answer = session.ask(tool, arguments.clone());
        let shown: serde_json::Map<String, Value> = shown
            .iter()
            .filter_map(|key| Some(((*key).to_owned(), shortened(answer.get(*key)?))))
            .collect();
        let arguments = serde_json::to_string(&arguments).unwrap();
        let shown = serde_json::to_string_pretty(&shown).unwrap();
        writeln!(page, "{why}\n\n```\n{tool} {arguments}\n```\n\n```json\n{shown}\n```\n").unwrap();
    }
    let path = format!("{PROJECT}/docs/mcp.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        kept, page,
        "docs/mcp.md; `UPDATE=1 cargo test --test it mcp::transcript` writes it anew"
    );
}

/// A value with long lists and texts cut; states depend on where the test runs.
fn shortened(value: &Value) -> Value {
    match value {
        Value::Array(list) if list.len() > 3 => {
            let first = list.iter().take(2).map(shortened);
            first.chain([json!(format!("… {} more", list.len() - 2))]).collect()
        }
        Value::Array(list) => list.iter().map(shortened).collect(),
        Value::Object(map) => {
            let part = |(key, value): (&String, &Value)| {
                let is_state =
                    key == "state" && value.as_str().is_some_and(|text| text.len() == 16);
                let value =
                    if is_state || key == "next_cursor" { json!("…") } else { shortened(value) };
                (key.clone(), value)
            };
            Value::Object(map.iter().map(part).collect())
        }
        Value::String(text) if text.chars().count() > 240 => {
            json!(format!("{}…", text.chars().take(240).collect::<String>()))
        }
        Value::String(text) if key_like_cursor(text) => json!("…"),
        other => other.clone(),
    }
}

/// A cursor stands alone as a value at the top.
fn key_like_cursor(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() == 3 && parts[0].len() == 16 && parts[1].len() == 8
}
