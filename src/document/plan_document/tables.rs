//! Tables of a plan: columns say what is in their cells, and what happens to it.

use std::ops::Range;

use super::{
    markdown::Walk,
    names::{self, METHODS},
    stretch::{self, Around, Bare, Files, Saying},
    verbs,
};
use crate::{
    document::{
        words,
        work::{fields, marks},
    },
    model::{Action, Block, ClaimKind, Standing},
};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Files(Option<Action>),
    /// What happens to the things of the row.
    Action,
    Method,
    /// Paths of endpoints, beside a column of methods.
    Endpoint,
    Kind(ClaimKind),
    Other,
}

/// Adds the claims of a table.
pub(super) fn read(walk: &mut Walk<'_, '_>, head: &Block, rows: &[Block], files: Option<Files>) {
    let mut columns: Vec<Column> = head.cells.iter().map(|cell| column(cell)).collect();
    if !columns.contains(&Column::Method) {
        columns
            .iter_mut()
            .filter(|one| **one == Column::Endpoint)
            .for_each(|one| *one = Column::Other);
    }
    // What a thing of the row keeps on somebody's disk: `| Tool | Config file |`.
    if files.is_none() && !columns.contains(&Column::Action) {
        for (column, cell) in columns.iter_mut().zip(&head.cells) {
            if matches!(column, Column::Files(None)) && is_kept(cell) {
                *column = Column::Other;
            }
        }
    }
    for row in rows {
        read_row(walk, &columns, row, files);
    }
}

/// Whether the head of a column of files says what they are for when the program runs.
fn is_kept(head: &str) -> bool {
    const KINDS: &[&str] = &[
        "config",
        "configuration",
        "settings",
        "log",
        "output",
        "input",
        "data",
        "state",
        "cache",
        "lock",
    ];
    words::has_any(&words::key(head), KINDS)
}

fn column(head: &str) -> Column {
    const ACTIONS: &[&str] =
        &["action", "change", "operation", "acao", "accion", "mudanca", "op", "cambio"];
    const ENDPOINTS: &[&str] = &["path", "endpoint", "route", "rota", "ruta", "uri", "url"];
    const KINDS: &[(ClaimKind, &[&str])] = &[
        (ClaimKind::Table, &["table", "tabela", "tabla", "table name"]),
        (
            ClaimKind::Key,
            &[
                "env var",
                "environment variable",
                "variable",
                "variavel",
                "env",
                "key",
                "variavel de ambiente",
            ],
        ),
        (ClaimKind::Interface, &["interface", "trait"]),
        (ClaimKind::Job, &["ci job"]),
        (ClaimKind::Target, &["make target", "just recipe", "target make"]),
    ];
    let key = words::key(head);
    let key = key.trim();
    if ACTIONS.contains(&key) {
        return Column::Action;
    }
    if matches!(key, "method" | "metodo" | "verb" | "http method") {
        return Column::Method;
    }
    if ENDPOINTS.contains(&key) {
        return Column::Endpoint;
    }
    if let Some((kind, _)) = KINDS.iter().find(|(_, heads)| heads.contains(&key)) {
        return Column::Kind(*kind);
    }
    match fields::of_label(head) {
        Some(fields::Field::Files(action)) => Column::Files(action),
        _ => Column::Other,
    }
}

fn read_row(walk: &mut Walk<'_, '_>, columns: &[Column], row: &Block, files: Option<Files>) {
    let line = walk.text.lines(row.span);
    let cells = cells(walk.text.get(&line));
    let text = |at: usize| row.cells.get(at).map(String::as_str).unwrap_or_default();
    let item = walk.items.at(row.span.line);
    let item = if item.is_empty() { walk.items.named(text(0)).unwrap_or_default() } else { item };
    let item = item.to_owned();
    let find = |column: Column| columns.iter().position(|one| *one == column).map(text);
    let action = find(Column::Action).and_then(verbs::of_cell);
    let method = find(Column::Method).map(|cell| cell.trim().to_uppercase());
    for (at, cell) in cells.iter().enumerate() {
        let bytes = cell.start + line.start..cell.end + line.start;
        let column = columns.get(at).copied().unwrap_or(Column::Other);
        match column {
            Column::Action | Column::Method => {}
            Column::Endpoint => {
                endpoint(walk, &bytes, method.as_deref().unwrap_or_default(), &item, action);
            }
            Column::Kind(kind) => kinds(walk, kind, &bytes, &item, action),
            Column::Files(own) => {
                let above = files.and_then(|files| files.0);
                let files = Some(Files(own.or(action).or(above)));
                let around = Around { files, bare: Bare::All, typed: None };
                walk.read(bytes, around, &item, None);
            }
            Column::Other => {
                // An action of the row is of its files.
                let own = action.map(|action| Files(Some(action)));
                let files = own.or_else(|| files.filter(|_| at == 0));
                walk.read(bytes, Around { files, bare: Bare::Told, typed: None }, &item, None);
            }
        }
    }
}

fn endpoint(
    walk: &mut Walk<'_, '_>,
    bytes: &Range<usize>,
    method: &str,
    item: &str,
    action: Option<Action>,
) {
    let cell = walk.text.get(bytes);
    let path = marks::plain(cell);
    let path = path.split([' ', '?']).next().unwrap_or_default();
    let (Some(normal), Some(at)) = (names::normal(path), cell.find(path)) else { return };
    if METHODS.contains(&method) && !path.is_empty() {
        let own = bytes.start + at..bytes.start + at + path.len();
        let said = Saying {
            action,
            ..said(ClaimKind::Endpoint, format!("{method} {normal}"), own.clone())
        };
        walk.add(own, said, item, Some(Standing::Listed));
    }
}

fn said(kind: ClaimKind, subject: String, bytes: Range<usize>) -> Saying {
    Saying::of(names::Named { bytes, kind, subject, lines: None, sure: true })
}

fn kinds(
    walk: &mut Walk<'_, '_>,
    kind: ClaimKind,
    bytes: &Range<usize>,
    item: &str,
    action: Option<Action>,
) {
    let cell = walk.text.get(bytes);
    for (start, code) in marks::code(cell) {
        let fits =
            code.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c)) && !code.is_empty();
        if fits && (kind != ClaimKind::Key || names::is_key(code)) {
            let own = bytes.start + start..bytes.start + start + code.len();
            let said = Saying { action, ..said(kind, code.to_owned(), own.clone()) };
            walk.add(own, said, item, Some(Standing::Listed));
        }
    }
    if marks::code(cell).is_empty() {
        for name in stretch::endpoints(cell, 0) {
            let own = bytes.start + name.bytes.start..bytes.start + name.bytes.end;
            walk.add(own, Saying::of(name), item, Some(Standing::Listed));
        }
    }
}

/// The bytes of the cells of a row.
fn cells(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start =
        line.find('|').filter(|at| line.get(..*at).is_some_and(|head| head.trim().is_empty()));
    let mut from = start.take().map_or(0, |at| at + 1);
    let mut escaped = false;
    for (at, c) in line.char_indices().filter(|(at, _)| *at >= from).collect::<Vec<_>>() {
        if c == '|' && !escaped {
            found.push(from..at);
            from = at + 1;
        }
        escaped = c == '\\';
    }
    if line.get(from..).is_some_and(|rest| !rest.trim().is_empty()) {
        found.push(from..line.len());
    }
    found
}
