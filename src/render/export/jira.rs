//! CSV for Jira's import: phases as epics, tasks below them.
//!
//! Columns are those that its importer maps by name: a column with several values is repeated, an estimate is in
//! seconds, a parent is named by its `Issue ID` in the same file.

use super::{Sheet, unwritable};
use crate::{error::Result, model::Priority};

/// Columns that stand once, in front of links and labels.
const COLUMNS: [&str; 7] =
    ["Issue ID", "Parent", "Issue Type", "Summary", "Description", "Priority", "Original Estimate"];

pub(super) fn rows(sheet: &Sheet<'_>) -> Result<String> {
    let links = sheet.rows.iter().map(|row| row.task.depends_on.len()).max().unwrap_or(0);
    let mut head: Vec<String> = COLUMNS.iter().map(|name| (*name).to_owned()).collect();
    head.push("Labels".to_owned());
    head.extend(std::iter::repeat_n("Inward issue link (Blocks)".to_owned(), links));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&head).map_err(unwritable)?;
    for phase in sheet.phases() {
        let number = phase.number.to_string();
        let title = format!("Phase {number}: {}", phase.title);
        let epic = [number.as_str(), "", "Epic", &title, &phase.goal.text, "", ""];
        writer.write_record(padded(&epic, head.len())).map_err(unwritable)?;
        for row in sheet.of(phase) {
            writer.write_record(task(sheet, row, head.len())).map_err(unwritable)?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| unwritable(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn task(sheet: &Sheet<'_>, row: &super::Row<'_>, width: usize) -> Vec<String> {
    let seconds = (row.task.estimate.range.likely * 3600.0).round();
    let (id, parent) = (number(sheet, &row.task.id), row.task.phase.to_string());
    let (summary, body) = (row.summary(), row.body());
    let priority = if row.priority() == Priority::Must { "High" } else { "Medium" };
    let seconds = format!("{seconds:.0}");
    let mut cells =
        padded(&[&id, &parent, "Task", &summary, &body, priority, &seconds], COLUMNS.len());
    cells.push(sheet.feature.replace(' ', "-"));
    cells.extend(row.task.depends_on.iter().map(|id| number(sheet, id)));
    padded(&cells.iter().map(String::as_str).collect::<Vec<_>>(), width)
}

/// `Issue ID` of a task: behind those of the phases.
fn number(sheet: &Sheet<'_>, id: &str) -> String {
    let position = sheet.position(id).unwrap_or_default();
    (position + FIRST).to_string()
}

/// Numbers below are those of phases.
const FIRST: usize = 100;

fn padded(cells: &[&str], width: usize) -> Vec<String> {
    let mut row: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
    row.resize(width, String::new());
    row
}
