//! `tasks.md` as Spec Kit writes it: phases, and one line a task with its files.

use std::fmt::Write as _;

use super::{Row, Sheet, verb};
use crate::model::EvidenceClass;

pub(super) fn tasks(sheet: &Sheet<'_>) -> String {
    let mut text = format!(
        "# Tasks: {}\n\n\
         **Input**: {}\n\n\
         ## Format: `[ID] [P?] Description`\n\n\
         - **[P]**: can run beside its neighbours: other files, nothing to wait for among them\n",
        sheet.plan.name,
        input(sheet),
    );
    for phase in sheet.phases() {
        let _ = write!(text, "\n## Phase {}: {}\n\n", phase.number, phase.title);
        let _ = write!(text, "**Purpose**: {}\n\n", phase.goal.text);
        let own: Vec<&Row<'_>> = sheet.of(phase).collect();
        for row in &own {
            text.push_str(&line(sheet, row, &own));
        }
    }
    text
}

/// Documents that ask for the work.
fn input(sheet: &Sheet<'_>) -> String {
    let asked = sheet.plan.gap.iter().map(|item| &item.asked.at);
    let documents = asked.filter(|at| at.class == EvidenceClass::Document);
    let mut files: Vec<String> = documents.map(|at| format!("`{}`", at.file)).collect();
    files.sort();
    files.dedup();
    files.join(", ")
}

fn line(sheet: &Sheet<'_>, row: &Row<'_>, phase: &[&Row<'_>]) -> String {
    let parallel = if is_apart(row, phase) { "[P] " } else { "" };
    let files: Vec<String> = row
        .task
        .files
        .iter()
        .map(|file| format!("{} `{}`", verb(file.action).to_lowercase(), file.path))
        .collect();
    let files = if files.is_empty() { String::new() } else { format!(": {}", files.join(", ")) };
    let after: Vec<String> =
        row.task.depends_on.iter().filter_map(|id| number(sheet, id)).collect();
    let after = if after.is_empty() {
        String::new()
    } else {
        format!(" (depends on {})", after.join(", "))
    };
    let id = number(sheet, &row.task.id).unwrap_or_default();
    format!("- [ ] {id} {parallel}{}{files}{after}\n", row.task.title)
}

/// Whether no other task of the phase touches its files or stands before or behind it.
fn is_apart(row: &Row<'_>, phase: &[&Row<'_>]) -> bool {
    let own = row.task;
    phase.iter().filter(|other| other.task.id != own.id).all(|other| {
        let linked =
            other.task.depends_on.contains(&own.id) || own.depends_on.contains(&other.task.id);
        let shared =
            other.task.files.iter().any(|file| own.files.iter().any(|one| one.path == file.path));
        !linked && !shared
    })
}

/// `T001`, by the order of work.
fn number(sheet: &Sheet<'_>, id: &str) -> Option<String> {
    sheet.position(id).map(|position| format!("T{position:03}"))
}
