//! `delivery-roadmap.json`: dates and hours of tasks, milestones, and what the schedule assumes.

use super::{Node, draft, evidence, names};
use crate::{
    document::work::{dates, draft::Reading, properties},
    model::{Source, WorkKind},
};

/// Lists of a roadmap and the level of what is in them.
const LISTS: &[(&[&str], WorkKind)] = &[
    (&["phases", "sprints", "waves"], WorkKind::Phase),
    (&["epics"], WorkKind::Epic),
    (&["tasks", "items", "work_items", "schedule"], WorkKind::Task),
    (&["milestones"], WorkKind::Phase),
];

/// Reads a roadmap.
pub(in crate::document::work) fn roadmap(path: &str, root: &Node) -> Reading {
    let source = super::place(path);
    let mut reading = Reading {
        at: Some(evidence(&source, "work.plan", root)),
        title: root.word(&["title", "name", "feature", "project"]).unwrap_or_default(),
        feature: root.word(&["feature"]),
        ..Reading::default()
    };
    for part in
        [Some(root), root.get(&["inputs"]), root.get(&["totals", "summary"])].into_iter().flatten()
    {
        for (name, node) in part.members() {
            if let Some(value) = node.scalar() {
                properties::note(&mut reading, name, &value);
            }
        }
    }
    head(root, &mut reading);
    add(&source, root, None, &mut reading);
    reading
}

fn head(root: &Node, reading: &mut Reading) {
    let parts = [Some(root), root.get(&["totals", "summary"]), root.get(&["inputs"])];
    let day = |names: &[&str]| {
        parts.iter().flatten().find_map(|part| part.word(names).and_then(|text| dates::day(&text)))
    };
    reading.starts = day(&["start_date", "startDate", "start"]);
    reading.ends = day(&["target_end_date", "end_date", "endDate", "end"]);
    let totals = [
        "ai_hours",
        "total_hours",
        "totalHours",
        "hours",
        "estimated_hours",
        "total_ai_hours",
        "ai_estimate",
    ];
    reading.stated_hours = parts.iter().flatten().find_map(|part| part.number(&totals));
}

/// Adds the items of every list of `node`, and those in them.
fn add(source: &Source, node: &Node, inside: Option<usize>, reading: &mut Reading) {
    for (lists, kind) in LISTS {
        let items = node.get(lists).into_iter().flat_map(Node::items);
        for item in items.filter(|item| !item.members().is_empty()) {
            let id = item.word(names::ID).unwrap_or_default();
            let mut found = draft(source, item, &id, *kind);
            found.inside = inside;
            found.item.id_given = !id.is_empty();
            // A milestone names the tasks that it comes after.
            let tasks = item.words(&["tasks", "task_ids"]);
            let milestone = item
                .get(&["tasks"])
                .is_some_and(|list| list.items().iter().all(|task| task.scalar().is_some()));
            if milestone && found.needs.is_empty() {
                found.needs = tasks;
            }
            reading.drafts.push(found);
            let place = reading.drafts.len() - 1;
            add(source, item, Some(place), reading);
        }
    }
}
