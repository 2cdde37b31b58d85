//! Ways down that do not lead back: the way up and then the way down are run on the schema before them, and what
//! is then left over or lost is told. Migrations that run statements nobody can read from the text are left alone.

use std::collections::BTreeMap;

use super::{
    apply::{VIEW_INDEX, apply},
    problems::Finding,
    state::State,
};
use crate::model::{SchemaChange, SqlScript, Table};

/// What a way down leaves over and loses, seen from the schema `before` the way up, which led to `after`.
pub(super) fn of_down(
    before: &State,
    after: &State,
    up: &SqlScript,
    down: &SqlScript,
) -> Vec<Finding> {
    if up.is_opaque() || down.is_opaque() || down.changes.is_empty() {
        return Vec::new();
    }
    let mut state = after.clone();
    let mut found = Vec::new();
    for change in &down.changes {
        if let Some(object) = missing(&state, change) {
            let message = format!("the way down drops {object}, which is not there");
            found.push(Finding::new("failing_down", change.event.line, message));
        }
        apply(&mut state, change);
    }
    let (was, is) = (objects(before), objects(&state));
    let left_over = named(is.iter().filter(|(object, _)| !was.contains_key(*object)), &was, &is);
    let lost =
        named(was.iter().filter(|(object, detail)| is.get(*object) != Some(detail)), &is, &was);
    if !(left_over.is_empty() && lost.is_empty()) {
        let told = [("leaves over", &left_over), ("does not bring back", &lost)];
        let told: Vec<String> = told
            .into_iter()
            .filter(|(_, objects)| !objects.is_empty())
            .map(|(what, objects)| format!("{what} {}", list(objects)))
            .collect();
        let message = format!("the way down {}", told.join(" and "));
        found.push(Finding { left_over, lost, ..Finding::new("incomplete_down", 1, message) });
    }
    found
}

/// The first few of the objects and how many more there are.
fn list(objects: &[String]) -> String {
    const SHOWN: usize = 3;
    let shown: Vec<&str> = objects.iter().take(SHOWN).map(String::as_str).collect();
    let more = objects.len().saturating_sub(SHOWN);
    if more == 0 { shown.join(", ") } else { format!("{} and {more} more", shown.join(", ")) }
}

/// Names of objects, those of a table that the `other` side has not at all left out.
fn named<'a>(
    objects: impl Iterator<Item = (&'a Object, &'a String)>,
    other: &BTreeMap<Object, String>,
    own: &BTreeMap<Object, String>,
) -> Vec<String> {
    let whole = |table: &String| {
        let key = ("table".to_owned(), table.clone(), String::new());
        own.contains_key(&key) && !other.contains_key(&key)
    };
    let kept = objects.filter(|((kind, table, _), _)| kind == "table" || !whole(table));
    kept.map(|((kind, table, name), _)| match (table.as_str(), name.as_str()) {
        (table, "") => format!("{kind} {table}"),
        ("", name) => format!("{kind} {name}"),
        (table, name) => format!("{kind} {table}.{name}"),
    })
    .collect()
}

/// Kind, table and name.
type Object = (String, String, String);

/// Everything in the schema with what tells it from another object of that name.
fn objects(state: &State) -> BTreeMap<Object, String> {
    let mut found = BTreeMap::new();
    for draft in &state.tables {
        of_table(&draft.table, &mut found);
    }
    for (schema, kind) in &state.enums {
        let object = ("type".to_owned(), String::new(), qualified(schema, &kind.name));
        found.insert(object, kind.labels.join("\0"));
    }
    for [kind, schema, table, name] in &state.others {
        let name = if table.is_empty() { qualified(schema, name) } else { name.clone() };
        found.insert((kind.clone(), table.clone(), name), String::new());
    }
    found
}

fn of_table(table: &Table, found: &mut BTreeMap<Object, String>) {
    let owner = qualified(&table.schema, &table.name);
    let mut add = |kind: &str, name: &str, detail: String| {
        found.insert((kind.to_owned(), owner.clone(), name.to_owned()), detail);
    };
    add("table", "", String::new());
    for column in &table.columns {
        let default = column.default.as_deref().map(plain).unwrap_or_default();
        let (null, made) = (column.nullable, column.generated);
        add("column", &column.name, format!("{} {null} {made} {default}", column.type_name));
    }
    for index in &table.indexes {
        let columns = plain(&index.columns.join(","));
        add("index", &index.name, format!("{} {} {columns}", index.unique, index.partial));
    }
    for key in &table.foreign_keys {
        let columns = key.columns.join(",");
        add("foreign key", &key.name, format!("{columns} {}", key.ref_table));
    }
    for check in &table.checks {
        add("check", &check.name, plain(&check.expression));
    }
}

fn qualified(schema: &str, name: &str) -> String {
    if schema.is_empty() { name.to_owned() } else { format!("{schema}.{name}") }
}

/// An expression without what may differ where it means the same: case, blanks, parentheses and casts.
fn plain(expression: &str) -> String {
    let lower = expression.to_lowercase();
    let mut parts = lower.split("::");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_type = |char: char| char.is_alphanumeric() || " _[]\"".contains(char);
        out.push_str(part.trim_start_matches(is_type));
    }
    out.retain(|char| !char.is_whitespace() && !"()".contains(char));
    out
}

/// The object that a change drops though it is not there.
fn missing(state: &State, change: &SchemaChange) -> Option<String> {
    let event = &change.event;
    if event.op != "drop" || change.tolerant {
        return None;
    }
    let table = state.table(&event.schema, &event.table).map(|draft| &draft.table);
    match (event.kind.as_str(), table) {
        ("table", None) => Some(format!("table {}", event.table)),
        ("column", Some(table)) => {
            let known = table.columns.iter().any(|column| column.name == event.column);
            (!known).then(|| format!("column {}.{}", event.table, event.column))
        }
        ("index", _) => {
            let known = state.owner_of_index(&event.schema, &event.index).is_some();
            (!known && !state.has(VIEW_INDEX, &event.index))
                .then(|| format!("index {}", event.index))
        }
        _ => None,
    }
}
