//! `tasks.json` of task-master: tasks with subtasks, below tags or without them.

use super::{Node, apply, draft, evidence, names};
use crate::{
    document::work::{beside, draft::Reading, ids, marks, paths},
    model::{CodeReference, Criterion, Observation, Source, WorkKind},
};

/// The plan of every tag; a file without tags has one plan of no name.
pub(in crate::document::work) fn tags(path: &str, root: &Node) -> Vec<(String, Reading)> {
    let source = super::place(path);
    if root.get(&["tasks"]).is_some() {
        return vec![(String::new(), reading(&source, "", root))];
    }
    let tagged = root.members().iter().filter(|(_, node)| node.get(&["tasks"]).is_some());
    tagged.map(|(tag, node)| (tag.clone(), reading(&source, tag, node))).collect()
}

fn reading(source: &Source, tag: &str, node: &Node) -> Reading {
    let mut found = Reading { at: Some(evidence(source, "work.plan", node)), ..Reading::default() };
    if !tag.is_empty() {
        found.properties.insert("tag".to_owned(), tag.to_owned());
    }
    let head = node.get(&["metadata", "meta"]);
    for (name, value) in head.into_iter().flat_map(Node::members) {
        if let Some(value) = value.scalar().filter(|value| !value.is_empty()) {
            found.properties.entry(name.clone()).or_insert(value);
        }
    }
    found.title = node
        .word(&["title", "projectName"])
        .or_else(|| head?.word(&["projectName", "title"]))
        .unwrap_or_default();
    for task in node.get(&["tasks"]).into_iter().flat_map(Node::items) {
        add(source, task, None, &mut found);
    }
    found
}

/// Adds a task and its subtasks, whose identifiers count within it.
fn add(source: &Source, node: &Node, above: Option<(usize, &str)>, reading: &mut Reading) {
    let Some(own) = node.word(names::ID) else { return };
    let (kind, id) = match above {
        Some((_, parent)) if own.starts_with(&format!("{parent}.")) => {
            (WorkKind::Subtask, own.clone())
        }
        Some((_, parent)) => (WorkKind::Subtask, format!("{parent}.{own}")),
        None => (WorkKind::Task, own.clone()),
    };
    let mut found = draft(source, node, &id, kind);
    found.inside = above.map(|(place, _)| place);
    if let Some((_, parent)) = above {
        // Within a task, its subtasks name each other by their own numbers.
        for need in &mut found.needs {
            if !need.contains('.') && need.bytes().all(|byte| byte.is_ascii_digit()) {
                *need = format!("{parent}.{need}");
            }
        }
    }
    said(source, node, &mut found);
    reading.drafts.push(found);
    let place = reading.drafts.len() - 1;
    for part in node.get(&["subtasks"]).into_iter().flat_map(Node::items) {
        add(source, part, Some((place, &id)), reading);
    }
}

/// How it is tested is what must hold at its end; details name files.
fn said(source: &Source, node: &Node, draft: &mut crate::document::work::draft::Draft) {
    if let Some(test) = node.get(&["testStrategy", "test_strategy"])
        && let Some(text) = test.scalar().filter(|text| !text.is_empty())
    {
        let at = evidence(source, "work.criterion", test);
        draft.item.acceptance.push(Criterion { said: Observation { at, text }, ticked: None });
    }
    for name in ["description", "details"] {
        let Some(text) = node.get(&[name]) else { continue };
        let at = evidence(source, "work.file", text);
        let written = text.scalar().unwrap_or_default();
        for path in paths::all(&written) {
            let known = draft.item.files.iter().any(|file| file.path == path.name);
            if path.lines.is_empty() && !known {
                let claim = crate::model::FileClaim {
                    at: at.clone(),
                    path: path.name.to_owned(),
                    action: None,
                };
                draft.item.files.push(claim);
            }
            draft.item.references.extend(path.lines.iter().map(|(from, to)| {
                CodeReference {
                    at: at.clone(),
                    path: path.name.to_owned(),
                    from: *from,
                    to: *to,
                    symbol: beside::names(&written, &marks::code(&written), &path)
                        .into_iter()
                        .next()
                        .unwrap_or_default(),
                }
            }));
        }
        for id in ids::mentioned(&written).into_iter().filter(|id| ids::is_requirement(id)) {
            if !draft.item.traces.contains(&id) {
                draft.item.traces.push(id);
            }
        }
        if draft.item.text.is_empty() {
            apply::text(draft, &written);
        }
    }
}
