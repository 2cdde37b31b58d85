//! A JSON plan is no JSON.

use crate::{
    check::{Example, Found, Inputs, Rule},
    model::{Place, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "plan.broken-json",
    severity: Severity::Error,
    summary: "a JSON plan cannot be read as JSON",
    explanation: "\
Nothing that reads the plan can use it. The finding stands at the first character that does not fit; mostly a \
comma or bracket is missing shortly before it, or the text was cut off.",
    bad: Example {
        file: "plan.json",
        text: "{\n  \"impact_areas\": [\"internal/domain/\"]\n  \"steps\": []\n}\n",
    },
    good: Example {
        file: "plan.json",
        text: "{\n  \"impact_areas\": [\"internal/domain/\"],\n  \"steps\": []\n}\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let document = inputs.document;
    let extension = document.path.rsplit_once('.').map_or("", |(_, extension)| extension);
    if !extension.eq_ignore_ascii_case("json") || document.text.trim().is_empty() {
        return Vec::new();
    }
    let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(&document.text) else {
        return Vec::new();
    };
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX).max(1);
    let line = document.text.lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
    // The parser counts bytes.
    let before = line.get(..error.column().saturating_sub(1)).unwrap_or(line).chars().count();
    let (line, column) = (number(error.line()), number(before + 1));
    let file = document.path.clone();
    let place = Place { file, line, column, end_line: line, end_column: column + 1 };
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    vec![Found { place, message: format!("this is no JSON: {message}"), ..Found::default() }]
}
