//! What a phase leaves behind, as blocks: files, SQL, API lines, interfaces.

mod conventions;
mod interfaces;
mod sibling;

use super::Inputs;
use crate::model::{Action, CodeBlock, RequiredEndpoint, RequiredTable, Task, TaskKind};

pub(super) fn all(inputs: &Inputs<'_>, tasks: &[&Task]) -> Vec<CodeBlock> {
    let blocks = [files(tasks), sql(inputs, tasks), api(inputs, tasks)].into_iter().flatten();
    blocks.chain(interfaces::blocks(inputs, tasks)).collect()
}

/// One line per file, with what happens to it and the tasks that do it.
fn files(tasks: &[&Task]) -> Option<CodeBlock> {
    let mut lines: Vec<(String, Action, Vec<&str>)> = Vec::new();
    for task in tasks {
        for file in &task.files {
            match lines.iter_mut().find(|(path, ..)| *path == file.path) {
                Some((_, _, ids)) => ids.push(&task.id),
                None => lines.push((file.path.clone(), file.action, vec![&task.id])),
            }
        }
    }
    lines.sort();
    let width = lines.iter().map(|(path, ..)| path.len()).max()?;
    let line = |(path, action, ids): &(String, Action, Vec<&str>)| {
        format!("{path:width$}  # {:6} {}", verb(*action), ids.join(", "))
    };
    let text = lines.iter().map(line).collect::<Vec<_>>().join("\n");
    Some(CodeBlock { title: "Files".into(), language: "text".into(), text, cites: ids(tasks) })
}

fn verb(action: Action) -> &'static str {
    match action {
        Action::Create => "create",
        Action::Modify => "modify",
        Action::Delete => "delete",
        Action::Move => "move",
        Action::Read => "read",
        Action::Test => "test",
    }
}

fn sql(inputs: &Inputs<'_>, tasks: &[&Task]) -> Option<CodeBlock> {
    let migrations = tasks.iter().filter(|task| task.kind == TaskKind::Migration);
    let asked = |task: &&Task| {
        inputs.requirements.tables.iter().find(|asked| task.traces.contains(&asked.id))
    };
    let tables: Vec<&RequiredTable> = migrations.filter_map(asked).collect();
    if tables.is_empty() {
        return None;
    }
    let text = |asked: &&RequiredTable| {
        format!("-- {}, {}\n{}", asked.id, asked.table.at.citation(), asked.sql.trim_end())
    };
    Some(CodeBlock {
        title: "Schema".into(),
        language: "sql".into(),
        text: tables.iter().map(text).collect::<Vec<_>>().join("\n\n"),
        cites: tables.iter().map(|asked| asked.table.at.citation()).collect(),
    })
}

fn api(inputs: &Inputs<'_>, tasks: &[&Task]) -> Option<CodeBlock> {
    let endpoints = tasks.iter().filter(|task| task.kind == TaskKind::Endpoint);
    let asked = |task: &&Task| {
        inputs.requirements.endpoints.iter().find(|asked| task.traces.contains(&asked.id))
    };
    let endpoints: Vec<&RequiredEndpoint> = endpoints.filter_map(asked).collect();
    let width = endpoints.iter().map(|asked| asked.path.len()).max()?;
    let line = |asked: &&RequiredEndpoint| {
        format!("{:6} {:width$}  # {}, {}", asked.method, asked.path, asked.id, asked.at.citation())
    };
    Some(CodeBlock {
        title: "Endpoints".into(),
        language: "http".into(),
        text: endpoints.iter().map(line).collect::<Vec<_>>().join("\n"),
        cites: endpoints.iter().map(|asked| asked.at.citation()).collect(),
    })
}

fn ids(tasks: &[&Task]) -> Vec<String> {
    tasks.iter().map(|task| task.id.clone()).collect()
}
