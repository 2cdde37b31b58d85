//! `tasks.json` of task-master: numbered tasks under the tag `master`, steps as subtasks.

use serde::Serialize;
use serde_json::json;

use super::{Row, Sheet, unwritable};
use crate::{error::Result, model::Priority};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    id: usize,
    title: String,
    description: String,
    details: String,
    test_strategy: String,
    status: &'static str,
    dependencies: Vec<usize>,
    priority: &'static str,
    subtasks: Vec<Subtask>,
}

#[derive(Serialize)]
struct Subtask {
    id: usize,
    title: String,
    description: String,
    status: &'static str,
    dependencies: Vec<usize>,
}

pub(super) fn tasks(sheet: &Sheet<'_>) -> Result<String> {
    let items: Vec<Item> =
        sheet.rows.iter().enumerate().map(|(at, row)| item(sheet, at + 1, row)).collect();
    let file = json!({
        "master": {
            "tasks": items,
            "metadata": { "description": format!("Implementation plan of {}", sheet.plan.name) },
        }
    });
    Ok(serde_json::to_string_pretty(&file).map_err(unwritable)? + "\n")
}

fn item(sheet: &Sheet<'_>, id: usize, row: &Row<'_>) -> Item {
    let steps = row.task.steps.iter().enumerate();
    Item {
        id,
        title: row.summary(),
        description: row.task.rationale.clone(),
        details: row.body(),
        test_strategy: row.acceptance.join("\n"),
        status: if row.is_begun() { "in-progress" } else { "pending" },
        dependencies: row.task.depends_on.iter().filter_map(|id| sheet.position(id)).collect(),
        priority: if row.priority() == Priority::Must { "high" } else { "medium" },
        subtasks: steps
            .map(|(at, step)| Subtask {
                id: at + 1,
                title: step.clone(),
                description: step.clone(),
                status: "pending",
                dependencies: Vec::new(),
            })
            .collect(),
    }
}
