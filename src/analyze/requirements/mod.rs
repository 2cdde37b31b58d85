//! Planning documents to typed requirements; SQL fences go through the SQL reader.

mod contracts;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod oracle;
mod statements;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use self::statements::Statement;
use super::schema_of;
use crate::{
    document,
    extract::sql,
    model::{
        Block, BlockKind, Diagnostic, DocumentKind, DocumentRef, Outline, RequiredTable,
        Requirements, Span, SqlScript, Table, WorkPlan,
    },
};

/// Reads the planning documents, given as (path, text).
///
/// Tables come from the SQL fences of PRD and TRD, then from the entities of their data models; one that two
/// of them define is the first one's. Endpoints of `OpenAPI` documents follow those of the texts. `plans` is the work
/// that the repository plans already: what the documents ask for is held against it.
pub fn requirements(
    documents: &[(String, String)],
    plans: Vec<WorkPlan>,
) -> (Requirements, Vec<Diagnostic>) {
    let read: Vec<(DocumentRef, Outline)> =
        documents.iter().map(|(path, text)| outlined(path, text)).collect();
    let mut requirements = document::requirements(&read);
    let mut diagnostics = Vec::new();
    let entities = std::mem::take(&mut requirements.tables);
    requirements.tables = defined(&read, &mut diagnostics);
    add_entities(&mut requirements.tables, entities);
    for (path, text) in documents {
        contracts::add(path, text, &mut requirements.endpoints);
    }
    requirements.plans = plans;
    requirements.findings = document::findings(&requirements, &read);
    (requirements, diagnostics)
}

/// The tables of SQL fences.
fn defined(
    read: &[(DocumentRef, Outline)],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<RequiredTable> {
    let mut known = BTreeSet::new();
    let mut found = Vec::new();
    let mut ordered: Vec<_> = read.iter().filter(|(document, _)| defines(document.kind)).collect();
    ordered.sort_by_key(|(document, _)| document.kind);
    for (_, outline) in ordered {
        let fences = fences(outline, diagnostics);
        for (table, sql) in tables(&fences) {
            if known.insert((table.schema.clone(), table.name.clone())) {
                let id = format!("TB-{}", known.len());
                found.push(RequiredTable { id, table, sql });
            }
        }
    }
    found
}

/// Adds the entities that no SQL defines; a table may be called after one or many.
fn add_entities(tables: &mut Vec<RequiredTable>, entities: Vec<RequiredTable>) {
    for mut entity in entities {
        let singular = |name: &str| name.trim_end_matches('s').to_lowercase();
        let name = singular(&entity.table.name);
        if !tables.iter().any(|known| singular(&known.table.name) == name) {
            entity.id = format!("TB-{}", tables.len() + 1);
            tables.push(entity);
        }
    }
}

fn outlined(path: &str, text: &str) -> (DocumentRef, Outline) {
    let kind = document::kind(path).unwrap_or_default();
    // An OpenAPI document is no text to read as Markdown.
    let text = if kind == DocumentKind::Openapi { "" } else { text };
    let outline = document::outline(path, text);
    let last = outline.sections.last().map_or(1, |section| section.span.end_line);
    let document = DocumentRef {
        at: document::place(&outline.path).evidence("document", 1, last),
        kind,
        title: outline.title.clone(),
    };
    (document, outline)
}

fn defines(kind: DocumentKind) -> bool {
    matches!(kind, DocumentKind::Prd | DocumentKind::Trd)
}

/// An SQL fence: what it changes, and its statements.
struct Fence {
    script: SqlScript,
    statements: Vec<Statement>,
}

fn fences(outline: &Outline, diagnostics: &mut Vec<Diagnostic>) -> Vec<Fence> {
    let blocks = outline.sections.iter().flat_map(|section| &section.blocks);
    let sources = blocks.filter(|block| block.kind == BlockKind::Code && is_sql(block));
    let fences = sources.map(|block| {
        let first = first_line(block);
        let (script, problems) = sql::script(&document::place(&outline.path), &block.text, first);
        diagnostics.extend(problems);
        Fence { script, statements: statements::split(&block.text, first) }
    });
    fences.collect()
}

/// The line of the document that the first line of a code block's text is.
fn first_line(block: &Block) -> u32 {
    let Span { line, end_line } = block.span;
    let lines = u32::try_from(block.text.lines().count()).unwrap_or(u32::MAX);
    line + u32::from(end_line - line + 1 > lines)
}

fn is_sql(block: &Block) -> bool {
    let statement = || {
        let mut lines = block.text.lines().map(str::trim);
        let first = lines.find(|line| !line.is_empty() && !line.starts_with("--"));
        first.is_some_and(|line| line.to_ascii_uppercase().starts_with("CREATE TABLE"))
    };
    matches!(&*block.language, "sql" | "postgresql" | "postgres" | "psql" | "pgsql" | "mysql")
        || (block.language.is_empty() && statement())
}

/// The tables that the fences lead to, each with the text of its statements.
fn tables(fences: &[Fence]) -> Vec<(Table, String)> {
    let scripts: Vec<&SqlScript> = fences.iter().map(|fence| &fence.script).collect();
    let mut tables = schema_of(&scripts).tables;
    tables.sort_by_key(|table| table.at.line);
    let mut types = statements::types(fences.iter().flat_map(|fence| &fence.statements));
    tables
        .into_iter()
        .map(|table| {
            let mut texts = types_of(&table, &mut types);
            texts.push(sql_of(&table, fences));
            (table, texts.join("\n"))
        })
        .collect()
}

/// The statements of the types that the table is the first to use.
fn types_of(table: &Table, types: &mut Vec<(String, &Statement)>) -> Vec<String> {
    let used = |name: &str| {
        table.columns.iter().any(|column| statements::type_name(&column.type_name) == name)
    };
    let mut own = Vec::new();
    types.retain(|(name, statement)| {
        let first = used(name);
        own.extend(first.then(|| statement.text.clone()));
        !first
    });
    own
}

/// The statements that create, change or index the table, in order.
fn sql_of(table: &Table, fences: &[Fence]) -> String {
    let mut texts = Vec::new();
    for fence in fences {
        let lines: BTreeSet<u32> = fence
            .script
            .changes
            .iter()
            .filter(|change| {
                change.event.table == table.name && change.event.schema == table.schema
            })
            .map(|change| change.event.line)
            .collect();
        let own = fence.statements.iter().filter(|statement| {
            lines.range(statement.lines.line..=statement.lines.end_line).next().is_some()
        });
        texts.extend(own.map(|statement| statement.text.as_str()));
    }
    texts.join("\n")
}
