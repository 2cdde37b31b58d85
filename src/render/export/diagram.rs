//! Mermaid: the Gantt chart of the plan, and its dependencies.

use std::fmt::Write as _;

use super::Sheet;
use crate::model::Plan;

pub(super) fn gantt(plan: &Plan) -> String {
    format!("{}\n", plan.gantt.trim_end())
}

pub(super) fn dependencies(sheet: &Sheet<'_>) -> String {
    let mut text = String::from("flowchart LR\n");
    for phase in sheet.phases() {
        let _ = writeln!(text, "    subgraph P{}[\"{}\"]", phase.number, label(&phase.title));
        for row in sheet.of(phase) {
            let hours = row.task.estimate.range.likely;
            let title = label(&row.summary());
            let _ = writeln!(text, "        {}[\"{title}, {hours} h\"]", node(&row.task.id));
        }
        text.push_str("    end\n");
    }
    for row in &sheet.rows {
        for before in row.task.depends_on.iter().filter(|id| sheet.position(id).is_some()) {
            let _ = writeln!(text, "    {} --> {}", node(before), node(&row.task.id));
        }
    }
    let critical: Vec<String> = sheet
        .rows
        .iter()
        .filter(|row| row.planned.critical_path)
        .map(|row| node(&row.task.id))
        .collect();
    if !critical.is_empty() {
        text.push_str("    classDef critical stroke-width:3px\n");
        let _ = writeln!(text, "    class {} critical", critical.join(","));
    }
    text
}

/// An identifier as a node's name.
fn node(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

/// A text between quotation marks: `#` begins an entity there.
fn label(text: &str) -> String {
    let text = text.replace('#', "#35;").replace('"', "#quot;");
    text.replace('<', "#lt;").replace('>', "#gt;").replace('`', "'").replace('\n', " ")
}
