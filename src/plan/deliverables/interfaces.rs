//! Interfaces that a phase brings: those that documents ask for as they write them, and for each new table
//! one in the form of the target's own. Where the target has none to follow, the block says so.

use super::{conventions, sibling};
use crate::{
    model::{CodeBlock, RequiredInterface, Task, TaskKind},
    plan::{Inputs, terms},
};

pub(super) fn blocks(inputs: &Inputs<'_>, tasks: &[&Task]) -> Vec<CodeBlock> {
    let language = inputs.code.language.as_str();
    if !matches!(language, "go" | "rust") {
        return Vec::new();
    }
    let mut blocks: Vec<CodeBlock> = asked(inputs, tasks).into_iter().collect();
    let storage = tasks.iter().filter(|task| task.kind == TaskKind::Repository);
    let entities: Vec<(&Task, String)> =
        storage.filter_map(|task| Some((*task, entity(inputs, task)?))).collect();
    match sibling::find(inputs) {
        Some(model) => blocks.extend(entities.iter().map(|(task, entity)| CodeBlock {
            title: format!("Interface of {}", task.id),
            language: language.into(),
            text: model.text(inputs, task, entity),
            cites: vec![model.at()],
        })),
        None if entities.is_empty() => {}
        None => blocks.push(CodeBlock {
            title: "Interfaces of the storage".into(),
            language: language.into(),
            text: "// No interface of the target stores a type of its own yet, so there is no form to follow."
                .into(),
            cites: Vec::new(),
        }),
    }
    if let Some(first) = blocks.first_mut() {
        first.text = format!("{}\n\n{}", conventions::lines(inputs), first.text);
    }
    blocks
}

/// The interfaces that documents ask for.
fn asked(inputs: &Inputs<'_>, tasks: &[&Task]) -> Option<CodeBlock> {
    let language = inputs.code.language.as_str();
    let asked: Vec<&RequiredInterface> = inputs
        .requirements
        .interfaces
        .iter()
        .filter(|asked| asked.fence.is_empty() || same(&asked.fence, language))
        .filter(|asked| tasks.iter().any(|task| task.traces.contains(&asked.id)))
        .collect();
    let texts: Vec<String> = asked.iter().map(|one| required(one, language)).collect();
    (!texts.is_empty()).then(|| CodeBlock {
        title: "Interfaces that documents ask for".into(),
        language: language.into(),
        text: texts.join("\n\n"),
        cites: asked.iter().map(|one| one.at.citation()).collect(),
    })
}

fn same(fence: &str, language: &str) -> bool {
    let fence = fence.to_lowercase();
    matches!((fence.as_str(), language), ("go" | "golang", "go") | ("rust" | "rs", "rust"))
}

/// The entity whose storage a task brings.
fn entity(inputs: &Inputs<'_>, task: &Task) -> Option<String> {
    let table = inputs.requirements.tables.iter().find(|asked| task.traces.contains(&asked.id))?;
    Some(terms::entity(&table.table.name))
}

fn required(asked: &RequiredInterface, language: &str) -> String {
    let head = format!("// {} ({}, {})", asked.name, asked.id, asked.at.citation());
    let none = "    // no document says which methods it has";
    let is_go = language == "go";
    let mut lines: Vec<String> = asked.methods.iter().map(|method| line(method, is_go)).collect();
    if lines.is_empty() {
        lines.push(if is_go { none.replace("    ", "\t") } else { none.into() });
    }
    let opened = if is_go {
        format!("type {} interface {{", asked.name)
    } else {
        format!("pub trait {} {{", asked.name)
    };
    format!("{head}\n{opened}\n{}\n}}", lines.join("\n"))
}

/// A method as a line of a declaration.
fn line(method: &str, is_go: bool) -> String {
    let method = method.trim().trim_end_matches(';').trim_end();
    if is_go {
        return format!("\t{method}");
    }
    let is_whole = method.starts_with("fn ") || method.contains(" fn ");
    format!("    {}{method};", if is_whole { "" } else { "fn " })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_are_lines_of_a_declaration() {
        assert_eq!(line("Close() error;", true), "\tClose() error");
        assert_eq!(line("fn close(&self);", false), "    fn close(&self);");
        assert_eq!(line("async fn close(&self)", false), "    async fn close(&self);");
        assert_eq!(line("close(&self) -> bool", false), "    fn close(&self) -> bool;");
    }
}
