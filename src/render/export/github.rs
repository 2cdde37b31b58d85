//! Issues of GitHub: request bodies of its REST API (`POST /repos/OWNER/REPO/issues`), or a script for `gh`.

use serde::Serialize;

use std::fmt::Write as _;

use super::{Row, Sheet, unwritable};
use crate::error::Result;

#[derive(Serialize)]
struct Issue {
    title: String,
    body: String,
    labels: Vec<String>,
}

/// One request body a line.
pub(super) fn requests(sheet: &Sheet<'_>) -> Result<String> {
    let mut text = String::new();
    for row in &sheet.rows {
        let issue = Issue { title: row.summary(), body: body(row), labels: labels(row) };
        text.push_str(&serde_json::to_string(&issue).map_err(unwritable)?);
        text.push('\n');
    }
    Ok(text)
}

/// Creates labels, milestones and those issues whose mark no issue has yet.
pub(super) fn script(sheet: &Sheet<'_>) -> String {
    let mut text = String::from(
        "#!/bin/sh\n\
         # Creates milestones and issues with `gh` in the repository of this folder, or in that of GH_REPO. An\n\
         # issue that is there, open or closed, is not created again: its body holds the mark of its task.\n\
         set -eu\n\n\
         repo=$(gh repo view ${GH_REPO:+\"$GH_REPO\"} --json nameWithOwner --jq .nameWithOwner)\n\
         marks=$(gh issue list --repo \"$repo\" --state all --limit 10000 --json body --jq '.[].body')\n\
         milestone() { gh api \"repos/$repo/milestones\" --silent -f title=\"$1\" 2>/dev/null || true; }\n\
         label() { gh label create \"$1\" --repo \"$repo\" 2>/dev/null || true; }\n\
         known() { printf '%s' \"$marks\" | grep -qF \"$1\"; }\n\n",
    );
    let mut all: Vec<String> = sheet.rows.iter().flat_map(labels).collect();
    all.sort();
    all.dedup();
    for label in &all {
        let _ = writeln!(text, "label {}", quoted(label));
    }
    for phase in sheet.phases() {
        let milestone = quoted(&title(phase.number, &phase.title));
        let _ = write!(text, "\nmilestone {milestone}\n");
        for row in sheet.of(phase) {
            text.push_str(&command(row, &milestone));
        }
    }
    text
}

fn command(row: &Row<'_>, milestone: &str) -> String {
    let labels: Vec<String> =
        labels(row).iter().map(|label| format!("--label {}", quoted(label))).collect();
    format!(
        "known {} || gh issue create --repo \"$repo\" --milestone {milestone} {} \\\n  --title {} --body {}\n",
        quoted(&mark(row)),
        labels.join(" "),
        quoted(&row.summary()),
        quoted(&body(row)),
    )
}

fn body(row: &Row<'_>) -> String {
    format!("{}\n{}\n", row.body(), mark(row))
}

/// What tells the task's issue from others, unseen in the rendered text.
fn mark(row: &Row<'_>) -> String {
    format!("<!-- groundplan {} -->", row.task.id)
}

fn labels(row: &Row<'_>) -> Vec<String> {
    let kind = serde_json::to_value(row.task.kind).ok();
    let kind = kind.and_then(|kind| kind.as_str().map(str::to_owned)).unwrap_or_default();
    let mut labels = vec![format!("phase {}", row.task.phase), kind];
    labels.extend(row.planned.critical_path.then(|| "critical path".to_owned()));
    labels
}

fn title(number: u32, title: &str) -> String {
    format!("Phase {number}: {title}")
}

/// A text as one word of a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_takes_a_quoted_text_as_one_word() {
        assert_eq!(quoted("it's $HOME `x`"), r"'it'\''s $HOME `x`'");
    }
}
