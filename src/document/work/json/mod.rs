//! Plans in JSON: delivery roadmaps and the files of task-master.

mod architect;
mod roadmap;
mod task_master;

use std::{borrow::Cow, sync::Arc};

use super::{apply, draft::Draft, fields, hours, ids, paths, signs};
use crate::{
    document::json::Node,
    model::{
        Criterion, Evidence, EvidenceClass, FileClaim, HourRange, Observation, Source, WorkKind,
    },
};

pub(super) use self::{
    architect::{architect, plan_of},
    roadmap::roadmap,
    task_master::tags,
};

/// What every fact of the JSON file at `path` shares.
fn place(path: &str) -> Source {
    Source { file: Arc::from(path), language: "json".into(), class: EvidenceClass::Document }
}

fn evidence(source: &Source, rule: &'static str, node: &Node) -> Evidence {
    source.evidence(Cow::Borrowed(rule), node.line, node.end_line)
}

/// Names under which tools and people keep the same thing.
mod names {
    pub(super) const ID: &[&str] = &["id", "task_id", "taskId", "key", "code"];
    pub(super) const TITLE: &[&str] = &["title", "name", "summary"];
    pub(super) const TEXT: &[&str] = &["description", "details", "goal", "objective"];
    pub(super) const NEEDS: &[&str] = &[
        "blocked_by",
        "blockedBy",
        "dependencies",
        "depends_on",
        "dependsOn",
        "deps",
        "requires",
        "predecessors",
    ];
    pub(super) const BLOCKS: &[&str] = &["blocks", "unblocks"];
    pub(super) const HOURS: &[&str] = &[
        "hours",
        "estimated_hours",
        "estimatedHours",
        "estimate_hours",
        "ai_hours",
        "effort_hours",
        "ai_estimate",
        "estimate",
        "effort",
    ];
    pub(super) const FILES: &[&str] = &["files", "file_paths", "affected_files"];
    pub(super) const TRACES: &[&str] =
        &["requirements", "traces", "refs", "acceptance_refs", "user_stories"];
    pub(super) const CRITERIA: &[&str] = &[
        "acceptance_criteria",
        "acceptanceCriteria",
        "acceptance",
        "success_criteria",
        "exit_criteria",
    ];
    pub(super) const STARTS: &[&str] = &["start_date", "startDate", "start", "starts"];
    pub(super) const ENDS: &[&str] = &[
        "end_date",
        "endDate",
        "end",
        "ends",
        "target_date",
        "due_date",
        "dueDate",
        "date",
        "deadline",
    ];
    pub(super) const WHEN: &[&str] = &["week", "weeks", "sprint", "cycle", "period"];
}

/// The draft of an object that is an item.
fn draft(source: &Source, node: &Node, id: &str, kind: WorkKind) -> Draft {
    let at = evidence(source, "work.json", node);
    let title = node.word(names::TITLE).or_else(|| first_line(node)).unwrap_or_default();
    let mut draft = Draft::new(at, id, kind, title);
    draft.needs = node.words(names::NEEDS);
    draft.blocks = node.words(names::BLOCKS);
    draft.item.hours = hours_of(node);
    draft.item.optional = node.is(&["optional", "stretch"]);
    draft.item.confidence = node.word(&["confidence"]).unwrap_or_default();
    draft.item.size = node.word(&["size", "t_shirt"]).unwrap_or_default();
    draft.item.when = node.word(names::WHEN).unwrap_or_default();
    draft.item.starts = day(node, names::STARTS);
    draft.item.ends = day(node, names::ENDS);
    draft.item.priority =
        node.word(&["priority"]).map(|text| fields::priority(&text)).unwrap_or_default();
    if let Some(status) = node.word(&["status", "state"]) {
        draft.state(signs::value(&status), &status);
    }
    if let Some(text) = node.word(names::TEXT) {
        apply::text(&mut draft, &text);
    }
    for commit in node.words(&["commit", "commits", "commit_sha"]) {
        apply::commits(&mut draft, &commit);
    }
    lists(source, node, &mut draft);
    draft
}

fn first_line(node: &Node) -> Option<String> {
    let text = node.word(names::TEXT)?;
    text.lines().next().map(|line| super::marks::cut(line, 120))
}

fn day(node: &Node, names: &[&str]) -> Option<String> {
    node.word(names).and_then(|text| super::dates::day(&text))
}

/// A number of hours, a text that tells them, or an object with their ends.
fn hours_of(node: &Node) -> Option<HourRange> {
    let bare = names::HOURS.iter().take(7);
    let number = { bare }.find_map(|name| node.number(&[name]));
    if let Some(hours) = number {
        return Some(HourRange { low: hours, likely: hours, high: hours });
    }
    let found = node.get(names::HOURS)?;
    if let (Some(low), Some(high)) = (found.number(&["min", "low"]), found.number(&["max", "high"]))
    {
        let likely = found.number(&["likely", "expected"]).unwrap_or(f64::midpoint(low, high));
        return Some(HourRange { low, likely, high });
    }
    hours::hours(&found.scalar()?, false)
}

fn lists(source: &Source, node: &Node, draft: &mut Draft) {
    for id in node.words(names::TRACES).iter().flat_map(|text| ids::mentioned(text)) {
        if !draft.item.traces.contains(&id) {
            draft.item.traces.push(id);
        }
    }
    let files = node.get(names::FILES);
    for file in files.into_iter().flat_map(Node::items) {
        let path =
            file.scalar().or_else(|| file.word(&["path", "file", "name"])).unwrap_or_default();
        let action = file
            .word(&["action", "operation", "type"])
            .and_then(|word| fields::action_before(&word));
        for (path, own) in paths::claims(&path) {
            let at = evidence(source, "work.file", file);
            draft.item.files.push(FileClaim { at, path: path.to_owned(), action: own.or(action) });
        }
    }
    for criterion in node.get(names::CRITERIA).into_iter().flat_map(Node::items) {
        let text =
            criterion.scalar().or_else(|| criterion.word(&["text", "description", "criterion"]));
        let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
        let at = evidence(source, "work.criterion", criterion);
        let ticked = criterion
            .get(&["done", "met", "checked"])
            .map(|_| criterion.is(&["done", "met", "checked"]));
        draft.item.acceptance.push(Criterion { said: Observation { at, text }, ticked });
    }
}
