//! What a table takes over from another: `LIKE`, `INHERITS`, `PARTITION OF`, `AS SELECT`.

use super::state::{Draft, State};
use crate::{
    extract::sql::names::make_name,
    model::{Column, Index, Table, Template},
};

/// Gives `draft` what `template` says. A table that is not known gives nothing, and a column whose type
/// cannot be known has none.
pub(super) fn take_over(state: &State, draft: &mut Draft, template: &Template) {
    let source = state.table(&template.schema, &template.table);
    let table = &mut draft.table;
    match (template.kind.as_str(), source) {
        ("select", source) => select(table, template, source.map(|source| &source.table)),
        (_, None) => {}
        ("like", Some(source)) => like(table, template, &source.table),
        (kind, Some(source)) => {
            draft.partition = kind == "partition";
            draft.parents.push(source.key());
            columns(table, &source.table, true);
            table.checks.extend(source.table.checks.iter().cloned());
            if draft.partition {
                indexes(table, &source.table);
                table.foreign_keys.extend(source.table.foreign_keys.iter().cloned());
            }
        }
    }
}

fn like(table: &mut Table, template: &Template, source: &Table) {
    let takes = |what: &str| template.including.iter().any(|included| included == what);
    columns(table, source, takes("defaults"));
    if takes("constraints") {
        table.checks.extend(source.checks.iter().cloned());
    }
    if takes("indexes") {
        indexes(table, source);
    }
}

/// Columns of the source before those of the table; one that both have is the table's.
fn columns(table: &mut Table, source: &Table, with_defaults: bool) {
    let own = std::mem::take(&mut table.columns);
    for column in &source.columns {
        let mut copied = column.clone();
        if !with_defaults {
            copied.default = None;
        }
        if let Some(mine) = own.iter().find(|mine| mine.name == column.name) {
            copied.nullable &= mine.nullable;
            copied.default = mine.default.clone().or(copied.default);
        }
        table.columns.push(copied);
    }
    let added = own
        .into_iter()
        .filter(|mine| !source.columns.iter().any(|column| column.name == mine.name));
    table.columns.extend(added);
}

fn indexes(table: &mut Table, source: &Table) {
    for index in &source.indexes {
        let copied = index_for(table, index);
        table.indexes.push(copied);
    }
    if table.primary_key.is_empty() {
        table.primary_key.clone_from(&source.primary_key);
    }
}

/// A copy of an index for another table, under the name that `PostgreSQL` gives it.
pub(super) fn index_for(table: &Table, index: &Index) -> Index {
    let label = match index.constraint.as_str() {
        "primary key" => "pkey",
        "unique" => "key",
        "exclude" => "excl",
        _ => "idx",
    };
    let columns =
        if label == "pkey" { String::new() } else { column_names(table, index).join("_") };
    let mut name = make_name(&table.name, &columns, label);
    let mut number = 1_u32;
    while table.indexes.iter().any(|known| known.name == name) {
        name = make_name(&table.name, &columns, &format!("{label}{number}"));
        number += 1;
    }
    Index { name, ..index.clone() }
}

/// Columns as they stand in an index name: an expression by its function, or `expr`.
fn column_names(table: &Table, index: &Index) -> Vec<String> {
    let is_column = |text: &str| table.columns.iter().any(|column| column.name == text);
    let named = index.columns.iter().map(|text| match text.split_once('(') {
        _ if is_column(text) => text.clone(),
        Some((function, _)) if !function.is_empty() => function.to_lowercase(),
        _ => "expr".to_owned(),
    });
    named.collect()
}

fn select(table: &mut Table, template: &Template, source: Option<&Table>) {
    let of_source = |name: &str| {
        source.and_then(|source| source.columns.iter().find(|column| column.name == name))
    };
    if template.columns.is_empty() {
        let all = source.map(|source| &source.columns).into_iter().flatten();
        table.columns.extend(all.map(|column| selected(&column.name, &column.type_name)));
        return;
    }
    for column in &template.columns {
        let known = of_source(&column.from).map_or("", |column| &column.type_name);
        let type_name = if column.type_name.is_empty() { known } else { &column.type_name };
        table.columns.push(selected(&column.name, type_name));
    }
}

/// A query gives names and types, neither defaults nor `NOT NULL`.
fn selected(name: &str, type_name: &str) -> Column {
    Column {
        name: name.to_owned(),
        type_name: type_name.to_owned(),
        nullable: true,
        ..Column::default()
    }
}
