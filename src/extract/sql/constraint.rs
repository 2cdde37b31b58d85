//! Constraints of tables and columns, under the names that the catalog has for them.

use std::{collections::BTreeSet, ops::ControlFlow};

use sqlparser::ast::{
    CheckConstraint, ForeignKeyConstraint, Ident, IndexColumn, TableConstraint, visit_expressions,
};

use super::{
    names::{Name, spelled},
    shape::{expression_name, plain_column},
    statement::{Place, Reader},
    written::as_written,
};
use crate::model::{Check, ForeignKey, Index, SchemaObject};

/// What a table constraint defines; nothing for what the schema does not list.
pub(super) fn table(
    reader: &mut Reader<'_>,
    place: &Place<'_>,
    table: &Name,
    written: &TableConstraint,
    known: &BTreeSet<String>,
) -> Option<SchemaObject> {
    let line = place.line;
    Some(match written {
        TableConstraint::PrimaryKey(written) => {
            let columns = plain_columns(reader, place, &written.columns);
            key(reader, table, "primary key", written.name.as_ref(), (&columns, line))
        }
        TableConstraint::Unique(written) => {
            let columns = plain_columns(reader, place, &written.columns);
            let name = written.name.as_ref().or(written.index_name.as_ref());
            let included = idents(reader, &written.include);
            named_key(reader, table, "unique", name, (&columns, &included, line))
        }
        TableConstraint::Exclude(written) => {
            let columns: Vec<_> =
                written.elements.iter().map(|element| element.column.clone()).collect();
            let columns = plain_columns(reader, place, &columns);
            let mut object = key(reader, table, "exclude", written.name.as_ref(), (&columns, line));
            if let SchemaObject::Index(index) = &mut object {
                index.partial = written.where_clause.is_some();
            }
            object
        }
        TableConstraint::ForeignKey(written) => {
            let columns = idents(reader, &written.columns);
            foreign_key(reader, table, written.name.as_ref(), written, &columns)
        }
        TableConstraint::Check(written) => {
            check(reader, place, table, written.name.as_ref(), (written, known))
        }
        TableConstraint::Index(written) => {
            let columns = plain_columns(reader, place, &written.columns);
            let mut object = key(reader, table, "", written.name.as_ref(), (&columns, line));
            if let SchemaObject::Index(index) = &mut object {
                index.unique = false;
            }
            object
        }
        _ => return None,
    })
}

pub(super) fn idents(reader: &Reader<'_>, columns: &[Ident]) -> Vec<String> {
    columns.iter().map(|column| reader.names.ident(column)).collect()
}

fn plain_columns(reader: &Reader<'_>, place: &Place<'_>, columns: &[IndexColumn]) -> Vec<String> {
    columns.iter().map(|column| index_column(reader, place, column).0).collect()
}

/// A column of an index as text, and the name that it gives to an unnamed index.
pub(super) fn index_column(
    reader: &Reader<'_>,
    place: &Place<'_>,
    column: &IndexColumn,
) -> (String, String) {
    let expression = &column.column.expr;
    if let Some(name) = plain_column(&reader.names, expression) {
        return (name.clone(), name);
    }
    let name = expression_name(&reader.names, expression).unwrap_or_else(|| "expr".into());
    (as_written(place.text, &expression.to_string()), name)
}

/// The index of a primary key, unique or exclusion constraint (columns and line).
pub(super) fn key(
    reader: &mut Reader<'_>,
    table: &Name,
    kind: &str,
    name: Option<&Ident>,
    (columns, line): (&[String], u32),
) -> SchemaObject {
    named_key(reader, table, kind, name, (columns, &[], line))
}

/// The same with columns that the index carries without sorting by them; they count for its name.
fn named_key(
    reader: &mut Reader<'_>,
    table: &Name,
    kind: &str,
    name: Option<&Ident>,
    (columns, included, line): (&[String], &[String], u32),
) -> SchemaObject {
    let label = match kind {
        "primary key" => "pkey",
        "unique" => "key",
        "exclude" => "excl",
        _ => "idx",
    };
    let named_after = if label == "pkey" { Vec::new() } else { [columns, included].concat() };
    let name = index_name(reader, table, name, label, &named_after);
    SchemaObject::Index(Index {
        name,
        unique: kind != "exclude",
        constraint: kind.to_owned(),
        columns: columns.to_vec(),
        line,
        ..Index::default()
    })
}

/// The given name, or the implicit one; indexes share their names with the whole schema.
fn index_name(
    reader: &mut Reader<'_>,
    table: &Name,
    given: Option<&Ident>,
    label: &str,
    columns: &[String],
) -> String {
    let space = table.schema.clone();
    if let Some(given) = given {
        let name = reader.names.ident(given);
        reader.names.take(&space, &name, table);
        return name;
    }
    reader.names.implicit(&space, table, columns, label)
}

pub(super) fn foreign_key(
    reader: &mut Reader<'_>,
    table: &Name,
    name: Option<&Ident>,
    written: &ForeignKeyConstraint,
    columns: &[String],
) -> SchemaObject {
    let target = reader.names.object(&written.foreign_table);
    SchemaObject::ForeignKey(ForeignKey {
        name: constraint_name(reader, table, name, columns, "fkey"),
        columns: columns.to_vec(),
        ref_table: spelled(&target.schema, &target.name),
        ref_columns: idents(reader, &written.referred_columns),
    })
}

/// The same for keys to other tables and checks, which share their names with their table only.
fn constraint_name(
    reader: &mut Reader<'_>,
    table: &Name,
    given: Option<&Ident>,
    columns: &[String],
    label: &str,
) -> String {
    let space = format!("{}\0{}", table.schema, table.name);
    if let Some(given) = given {
        let name = reader.names.ident(given);
        reader.names.take(&space, &name, table);
        return name;
    }
    reader.names.implicit(&space, table, columns, label)
}

/// A check; unnamed, it is called after its column if it speaks of one only.
pub(super) fn check(
    reader: &mut Reader<'_>,
    place: &Place<'_>,
    table: &Name,
    name: Option<&Ident>,
    (written, known): (&CheckConstraint, &BTreeSet<String>),
) -> SchemaObject {
    let mut columns = BTreeSet::new();
    let _ = visit_expressions(&*written.expr, |expression| {
        let column = plain_column(&reader.names, expression);
        columns.extend(column.filter(|column| known.is_empty() || known.contains(column)));
        ControlFlow::<()>::Continue(())
    });
    let named_after: Vec<String> =
        if columns.len() == 1 { columns.into_iter().collect() } else { Vec::new() };
    let given = name.or(written.name.as_ref());
    SchemaObject::Check(Check {
        name: constraint_name(reader, table, given, &named_after, "check"),
        expression: as_written(place.text, &written.expr.to_string()),
    })
}
