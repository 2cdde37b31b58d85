//! Changes of columns, with what hangs on them.

use super::{
    apply::add_constraint,
    state::{Draft, Key, State, event},
};
use crate::{
    extract::sql::{names::spelled, types::keeps_null_default},
    model::{Column, ColumnChange, Index, SchemaChange, SchemaObject, SqlEvent, Table},
};

/// Applies a change of a column to its table and to the tables that follow it.
pub(super) fn apply(state: &mut State, change: &SchemaChange) -> Vec<SqlEvent> {
    let family = state.family(&change.event.schema, &change.event.table);
    if family.is_empty() {
        return if change.tolerant { Vec::new() } else { vec![change.event.clone()] };
    }
    let mut events = Vec::new();
    for (number, key) in family.iter().enumerate() {
        let Some(draft) = state.table_mut(&key.0, &key.1) else { continue };
        match change.event.op.as_str() {
            "create" => events.extend(created(draft, change, number == 0)),
            "drop" => events.extend(removed(draft, &change.event.column, change.event.line)),
            "rename" => events.extend(renamed(draft, change)),
            _ => events.extend(altered(draft, change)),
        }
        if change.event.op == "rename" {
            rename_references(state, &spelled(&key.0, &key.1), change);
        }
    }
    events
}

/// Foreign keys name the column that they point to.
fn rename_references(state: &mut State, table: &str, change: &SchemaChange) {
    let keys = state.tables.iter_mut().flat_map(|draft| &mut draft.table.foreign_keys);
    for key in keys.filter(|key| key.ref_table == table) {
        for column in key.ref_columns.iter_mut().filter(|column| **column == change.event.from) {
            column.clone_from(&change.event.column);
        }
    }
}

fn own(key: &Key, change: &SchemaChange) -> SqlEvent {
    SqlEvent { schema: key.0.clone(), table: key.1.clone(), ..change.event.clone() }
}

/// Adds the column; its constraints only to the table that the statement names.
fn created(draft: &mut Draft, change: &SchemaChange, named: bool) -> Vec<SqlEvent> {
    let Some(SchemaObject::Column(column)) = &change.definition else { return Vec::new() };
    let key = draft.key();
    let table = &mut draft.table;
    if table.columns.iter().any(|known| known.name == column.name) {
        return Vec::new();
    }
    table.columns.push(column.clone());
    let mut events = vec![own(&key, change)];
    for with in change.with.iter().filter(|_| named) {
        add_constraint(table, with);
        events.push(with.event.clone());
    }
    events
}

/// Takes a column away, and every index, key and check that needs it.
pub(super) fn removed(draft: &mut Draft, name: &str, line: u32) -> Vec<SqlEvent> {
    let key = draft.key();
    let table = &mut draft.table;
    if !table.columns.iter().any(|column| column.name == name) {
        return Vec::new();
    }
    table.columns.retain(|column| column.name != name);
    if table.primary_key.iter().any(|column| column == name) {
        table.primary_key.clear();
    }
    let mut events =
        vec![SqlEvent { column: name.to_owned(), ..event(line, "drop", "column", &key) }];
    let (gone, kept) = std::mem::take(&mut table.indexes)
        .into_iter()
        .partition(|index| index.columns.iter().any(|column| mentions(column, name)));
    table.indexes = kept;
    let gone: Vec<Index> = gone;
    events.extend(
        gone.into_iter()
            .map(|index| SqlEvent { index: index.name, ..event(line, "drop", "index", &key) }),
    );
    table.foreign_keys.retain(|foreign| !foreign.columns.iter().any(|column| column == name));
    table.checks.retain(|check| !mentions(&check.expression, name));
    events
}

/// Whether `name` stands in `text` as a whole word outside of strings.
fn mentions(text: &str, name: &str) -> bool {
    text == name || words(text).any(|(word, quoted)| !quoted && word.eq_ignore_ascii_case(name))
}

/// The expression with another name for a column.
fn with_name(text: &str, old: &str, new: &str) -> String {
    let renamed = words(text).map(|(word, quoted)| {
        let is_old = !quoted && word.eq_ignore_ascii_case(old);
        if is_old { new } else { word }
    });
    renamed.collect()
}

/// Words of an expression and what stands between them, and whether that is inside a string.
fn words(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let is_word = |char: char| char.is_alphanumeric() || char == '_';
    let (mut rest, mut quoted) = (text, false);
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let length = match first {
            _ if is_word(first) => rest.find(|char| !is_word(char)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        quoted ^= first == '\'';
        let (word, after) = rest.split_at_checked(length)?;
        rest = after;
        Some((word, quoted))
    })
}

fn renamed(draft: &mut Draft, change: &SchemaChange) -> Option<SqlEvent> {
    let (old, new) = (&change.event.from, &change.event.column);
    let key = draft.key();
    let found = draft.table.columns.iter_mut().find(|column| column.name == *old)?;
    found.name.clone_from(new);
    let table = &mut draft.table;
    let indexed = table.indexes.iter_mut().flat_map(|index| &mut index.columns);
    let foreign = table.foreign_keys.iter_mut().flat_map(|foreign| &mut foreign.columns);
    let checks = table.checks.iter_mut().map(|check| &mut check.expression);
    for text in table.primary_key.iter_mut().chain(indexed).chain(foreign).chain(checks) {
        *text = if text == old { new.clone() } else { with_name(text, old, new) };
    }
    Some(own(&key, change))
}

fn altered(draft: &mut Draft, change: &SchemaChange) -> Option<SqlEvent> {
    let key = draft.key();
    let Some(SchemaObject::ColumnChange(what)) = &change.definition else { return None };
    let in_key = draft.table.primary_key.contains(&change.event.column);
    let column = column_mut(&mut draft.table, &change.event.column)?;
    let before = column.clone();
    if !change.only_from_type.is_empty() && bare_type(&before.type_name) != change.only_from_type {
        return None;
    }
    match what {
        ColumnChange::Type(type_name) => column.type_name.clone_from(type_name),
        ColumnChange::Nullable(nullable) => column.nullable = *nullable && !in_key,
        ColumnChange::Default(value) => {
            let kept = |text: &&String| *text != "NULL" || keeps_null_default(&column.type_name);
            column.default = value.as_ref().filter(kept).cloned();
        }
    }
    (*column != before).then(|| own(&key, change))
}

/// The type without length and precision, as `information_schema` names it.
fn bare_type(type_name: &str) -> String {
    let Some((head, rest)) = type_name.split_once('(') else { return type_name.to_owned() };
    let tail = rest.split_once(')').map_or("", |(_, tail)| tail);
    format!("{head}{tail}")
}

fn column_mut<'a>(table: &'a mut Table, name: &str) -> Option<&'a mut Column> {
    table.columns.iter_mut().find(|column| column.name == name)
}
