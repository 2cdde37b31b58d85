//! The JSON plan that the architect's prompt asks for: steps with files, alone or under `plan`.

use super::{Node, evidence, hours_of};
use crate::{
    document::work::{
        apply,
        draft::{Draft, Origin, Reading},
        fields, hours, marks, paths,
    },
    model::{FileClaim, Source, WorkKind},
};

/// The object that holds the steps of a plan.
pub(in crate::document) fn plan_of(root: &Node) -> Option<&Node> {
    let has_steps = |node: &&Node| {
        let steps = node.get(&["steps"]).map(Node::items).unwrap_or_default();
        steps.iter().any(|step| !step.members().is_empty())
    };
    Some(root)
        .filter(has_steps)
        .or_else(|| root.get(&["plan", "implementation_plan"]).filter(has_steps))
}

/// Reads the plan.
pub(in crate::document::work) fn architect(path: &str, root: &Node) -> Reading {
    let source = super::place(path);
    let mut reading =
        Reading { at: Some(evidence(&source, "work.plan", root)), ..Reading::default() };
    let Some(plan) = plan_of(root) else { return reading };
    reading.title = plan.word(&["title", "name"]).unwrap_or_default();
    for (at, step) in plan.get(&["steps"]).into_iter().flat_map(Node::items).enumerate() {
        reading.drafts.push(draft(&source, step, at + 1));
    }
    reading
}

fn draft(source: &Source, step: &Node, position: usize) -> Draft {
    let said = step.word(&["description", "title", "name"]).unwrap_or_default();
    let title = marks::cut(said.lines().next().unwrap_or_default(), 120);
    let id = step.word(&["order", "id", "step"]).unwrap_or_else(|| position.to_string());
    let at = evidence(source, "work.json", step);
    let mut draft = Draft::new(at, &id, WorkKind::Task, title);
    draft.origin = Origin::Heading;
    draft.item.hours = step
        .word(&["time_estimate", "timeEstimate"])
        .and_then(|text| hours::hours(&text, false))
        .or_else(|| hours_of(step));
    draft.needs = step.words(super::names::NEEDS);
    apply::text(&mut draft, &said);
    files(source, step, &mut draft);
    draft
}

/// `files` with their actions first, then what only `code_files` names.
fn files(source: &Source, step: &Node, draft: &mut Draft) {
    let lists = [step.get(&["files"]), step.get(&["code_files", "codeFiles"])];
    for file in lists.into_iter().flatten().flat_map(Node::items) {
        let written = file.scalar().or_else(|| file.word(&["path", "file", "name"]));
        let action = file.word(&["action", "operation", "type"]);
        let action = action.and_then(|word| fields::action_before(&word));
        for (path, own) in paths::claims(&written.unwrap_or_default()) {
            let known = draft.item.files.iter().any(|other| other.path == path);
            if !known {
                let at = evidence(source, "work.file", file);
                draft.item.files.push(FileClaim {
                    at,
                    path: path.to_owned(),
                    action: own.or(action),
                });
            }
        }
    }
}
