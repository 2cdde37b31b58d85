//! Statements that lock, scan, rewrite or lose what earlier migrations made, or break programs that still run
//! beside them. What happens to a table of the same file harms nobody.

use super::{problems::Finding, state::State};
use crate::model::{Check, Column, ColumnChange, SchemaChange, SchemaObject, SqlScript, Table};

/// What the statements of a migration harm, on the schema before it. Locks and scans are told of `PostgreSQL`
/// only.
pub(super) fn of_statements(
    script: &SqlScript,
    is_postgresql: bool,
    state: &State,
) -> Vec<Finding> {
    let of_change = |change: &SchemaChange| {
        let before = &state.table(&change.event.schema, before_name(change))?.table;
        let found = lost(change, before);
        found.or_else(|| is_postgresql.then(|| locks(change, before)).flatten())
    };
    let changes = script.changes.iter();
    changes
        .filter_map(|change| {
            let (kind, message) = of_change(change)?;
            Some(Finding::new(kind, change.event.line, message))
        })
        .collect()
}

/// Name of the table before the change.
fn before_name(change: &SchemaChange) -> &str {
    let event = &change.event;
    if (event.kind.as_str(), event.op.as_str()) == ("table", "rename") {
        &event.from
    } else {
        &event.table
    }
}

/// Kind and message of a problem.
type Told = (&'static str, String);

/// What a change takes away or makes fail, in any database.
fn lost(change: &SchemaChange, before: &Table) -> Option<Told> {
    let event = &change.event;
    let name = &before.name;
    let column = before.columns.iter().find(|column| column.name == event.column);
    match (event.kind.as_str(), event.op.as_str(), &change.definition) {
        ("column", "create", Some(SchemaObject::Column(added))) if column.is_none() => {
            let fails = !added.nullable && added.default.is_none() && !added.generated;
            let message = || {
                format!(
                    "column {} of {name} is NOT NULL without a default: it fails on rows that exist",
                    added.name
                )
            };
            fails.then(|| ("not_null_without_default", message()))
        }
        ("column", "drop", _) => column.map(|column| {
            ("drop", format!("column {} of {name} is dropped with its data", column.name))
        }),
        ("table", "drop", _) => Some(("drop", format!("table {name} is dropped with its data"))),
        ("column", "alter", Some(SchemaObject::ColumnChange(ColumnChange::Type(new)))) => {
            let old = column.map(|column| column.type_name.as_str()).filter(|old| old != new)?;
            let message = format!("column {} of {name} changes from {old} to {new}", event.column);
            Some(("type_change", message))
        }
        ("table", "rename", _) => Some((
            "rename",
            format!(
                "table {name} is called {} from now on: programs that know the old name fail",
                event.table
            ),
        )),
        ("column", "rename", _) => {
            before.columns.iter().find(|column| column.name == event.from)?;
            Some((
                "rename",
                format!(
                    "column {} of {name} is called {} from now on: programs that know the old name fail",
                    event.from, event.column
                ),
            ))
        }
        _ => None,
    }
}

/// What a change locks, scans or rewrites.
fn locks(change: &SchemaChange, before: &Table) -> Option<Told> {
    let event = &change.event;
    let name = &before.name;
    match (event.op.as_str(), change.definition.as_ref()?) {
        ("create", SchemaObject::Index(index)) => {
            let known = before.indexes.iter().any(|known| known.name == index.name);
            let made = change.tolerant && known || !event.from.is_empty() || change.concurrently;
            let message = if index.constraint.is_empty() {
                format!("index {} blocks writes to {name} while it is built", index.name)
            } else {
                format!("the index of {} blocks {name} while it is built", index.name)
            };
            (!made).then_some(("index_locks_table", message))
        }
        ("create", SchemaObject::ForeignKey(key)) => scans(change, name, &key.name),
        ("create", SchemaObject::Check(check)) => scans(change, name, &check.name),
        ("create", SchemaObject::Column(added)) => {
            let known = before.columns.iter().any(|column| column.name == added.name);
            let rewrites = !known && (added.generated || is_volatile(added.default.as_deref()?));
            let message = format!(
                "column {} of {name} has another value in each row: the table is written anew under a lock",
                added.name
            );
            rewrites.then_some(("rewrites_table", message))
        }
        ("alter", SchemaObject::ColumnChange(ColumnChange::Nullable(false))) => {
            let column = before.columns.iter().find(|column| column.name == event.column)?;
            let scans = column.nullable && !is_checked(column, &before.checks);
            let message = format!(
                "column {} of {name} becomes NOT NULL: all rows are read under a lock",
                column.name
            );
            scans.then_some(("not_null_scans_table", message))
        }
        _ => None,
    }
}

fn scans(change: &SchemaChange, table: &str, constraint: &str) -> Option<Told> {
    let message = format!(
        "{constraint} is checked on all rows of {table} under a lock: it is not added NOT VALID"
    );
    (!change.not_valid).then_some(("constraint_scans_table", message))
}

/// Whether a check says already that the column holds no NULL, which `PostgreSQL` 12 and later take for proof.
fn is_checked(column: &Column, checks: &[Check]) -> bool {
    let proof = format!("{} is not null", column.name);
    checks.iter().any(|check| check.expression.to_lowercase().trim_matches(['(', ')']) == proof)
}

/// Functions that give another value each time, so that a column with such a default is written row by row.
const VOLATILE: &[&str] = &[
    "random(",
    "gen_random_uuid(",
    "uuid_generate_v1(",
    "uuid_generate_v1mc(",
    "uuid_generate_v4(",
    "uuidv4(",
    "uuidv7(",
    "gen_random_bytes(",
    "clock_timestamp(",
    "timeofday(",
    "nextval(",
];

fn is_volatile(default: &str) -> bool {
    let default = default.to_lowercase();
    VOLATILE.iter().any(|function| default.contains(function))
}
