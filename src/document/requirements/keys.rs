//! Configuration keys that a document asks for: tables and lists of environment variables, fences in
//! the form of `.env`, and sentences about the environment.

use super::{page::Page, rows, targets::is_background};
use crate::{
    document::words,
    model::{Block, BlockKind, RequiredKey, Section},
};

/// Reads the keys of one page; one that is named again keeps its first place and gets what it lacks.
pub(super) fn read(page: &Page<'_>, found: &mut Vec<RequiredKey>) {
    if !page.requires() {
        return;
    }
    for (at, section) in page.sections() {
        // What hurt before is told of keys that nobody wants back.
        if is_background(page, at) {
            continue;
        }
        let mut head = None;
        for block in &section.blocks {
            match block.kind {
                BlockKind::TableHead => head = Columns::of(block),
                BlockKind::TableRow => match &head {
                    Some(columns) => columns.row(page, block, found),
                    None => told(page, section, block, found),
                },
                BlockKind::Code => fence(page, section, block, found),
                BlockKind::Html => {}
                _ => told(page, section, block, found),
            }
        }
    }
}

fn add(page: &Page<'_>, found: &mut Vec<RequiredKey>, new: Key<'_>, line: crate::model::Span) {
    if let Some(known) = found.iter_mut().find(|known| known.key == new.name) {
        known.default = known.default.take().or(new.default);
        if known.summary.is_empty() {
            known.summary = new.summary;
        }
        return;
    }
    found.push(RequiredKey {
        at: page.evidence("key", line),
        id: format!("CK-{}", found.len() + 1),
        key: new.name.to_owned(),
        default: new.default,
        summary: new.summary,
    });
}

/// A key as a document names it.
struct Key<'t> {
    name: &'t str,
    default: Option<String>,
    summary: String,
}

/// Columns of a table of keys.
struct Columns<'b> {
    head: &'b Block,
    key: usize,
    default: Option<usize>,
}

impl<'b> Columns<'b> {
    fn of(head: &'b Block) -> Option<Self> {
        let keys: Vec<String> = head.cells.iter().map(|cell| words::key(cell)).collect();
        let find = |names: &[&str]| keys.iter().position(|key| words::has_any(key, names));
        let key =
            find(&["env", "variable", "variables", "variavel", "environment variable", "key"])
                .or_else(|| {
                    find(&["setting", "config", "chave", "clave", "parameter", "name", "nome"])
                })?;
        Some(Self { head, key, default: find(&["default", "defaults", "padrao", "defecto"]) })
    }

    fn row(&self, page: &Page<'_>, row: &Block, found: &mut Vec<RequiredKey>) {
        let cell = |at: usize| row.cells.get(at).map_or("", |cell| cell.trim());
        let Some(key) = only_key(cell(self.key)) else { return };
        let default = self.default.map(cell).filter(|text| says(text)).map(str::to_owned);
        let left_out: Vec<usize> = [Some(self.key), self.default].into_iter().flatten().collect();
        let summary = rows::told(Some(self.head), row, &left_out);
        add(page, found, Key { name: key, default, summary }, row.span);
    }
}

/// Whether a cell for defaults gives one.
fn says(text: &str) -> bool {
    let key = words::key(text);
    let none = ["none", "required", "n a", "nenhum", "obrigatorio", "unset", "empty", ""];
    !none.iter().any(|word| words::is(&key, word))
}

/// The key that is all of `text`, quotes aside.
fn only_key(text: &str) -> Option<&str> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "`*\"'=:".contains(c));
    is_key(text).then_some(text)
}

/// Whether a word is written like an environment variable, with an underscore in it.
pub(super) fn is_key(word: &str) -> bool {
    let shape = word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    shape && word.contains('_') && !word.ends_with('_') && word.len() >= 4
}

/// `KEY=value` in a fence that holds settings.
fn fence(page: &Page<'_>, section: &Section, block: &Block, found: &mut Vec<RequiredKey>) {
    let env = matches!(&*block.language, "env" | "dotenv" | "properties")
        || (matches!(&*block.language, "" | "bash" | "sh" | "ini") && is_about(&section.heading));
    let lines = u32::try_from(block.text.lines().count()).unwrap_or(u32::MAX);
    let first = block.span.line + u32::from(block.span.end_line - block.span.line + 1 > lines);
    for (text, line) in block.text.lines().zip(first..).filter(|_| env) {
        let text = text.trim_start().trim_start_matches("export ");
        let Some((name, value)) = text.split_once('=') else { continue };
        let Some(key) = only_key(name).filter(|key| *key == name.trim()) else { continue };
        let (value, comment) = value.split_once(" #").unwrap_or((value, ""));
        let value = value.trim().trim_matches(['"', '\'']);
        let default = (!value.is_empty()).then(|| value.to_owned());
        let summary = comment.trim().to_owned();
        add(
            page,
            found,
            Key { name: key, default, summary },
            crate::model::Span { line, end_line: line },
        );
    }
}

fn is_about(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "env",
        "environment",
        "environment variable",
        "environment variables",
        "configuration",
        "config",
        "settings",
        "variaveis de ambiente",
        "configuracao",
        "variables de entorno",
        "configuracion",
    ];
    words::has_any(&words::key(text), WORDS)
}

/// Keys in running text that speaks of the environment, or in items of a section that does.
fn told(page: &Page<'_>, section: &Section, block: &Block, found: &mut Vec<RequiredKey>) {
    const ENVIRONMENT: &[&str] = &[
        "env",
        "environment",
        "env var",
        "env vars",
        "variaveis de ambiente",
        "variavel de ambiente",
        "variables de entorno",
    ];
    let keys: Vec<&str> = block.code.iter().filter_map(|code| only_key(code)).collect();
    let leads = block.kind == BlockKind::ListItem
        && is_about(&section.heading)
        && keys.first().is_some_and(|key| block.text.starts_with(key));
    if !leads && !words::has_any(&words::key(&block.text), ENVIRONMENT) {
        return;
    }
    let only = keys.len() == 1;
    for key in keys {
        let behind = block.text.split_once(key).map_or("", |(_, rest)| rest);
        let summary = behind.trim_start_matches([':', ' ', '-', '–', '—', '=']).to_owned();
        let summary = if leads && only { summary } else { String::new() };
        let default = if only { default_in(behind) } else { None };
        add(page, found, Key { name: key, default, summary }, block.span);
    }
}

/// The value behind `default:` in brackets.
fn default_in(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let at = ["default:", "default ", "padrão:", "padrão ", "defaults to "]
        .iter()
        .filter_map(|word| lower.find(word).map(|at| at + word.len()))
        .min()?;
    let value = text.get(at..)?.split([')', ',', ';']).next()?.trim();
    let value = value.trim_end_matches('.');
    (!value.is_empty() && value.split_whitespace().count() == 1).then(|| value.to_owned())
}
