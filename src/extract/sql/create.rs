//! `CREATE TABLE`: columns and what is written at them.

use std::collections::BTreeSet;

use sqlparser::ast::{ColumnDef, ColumnOption, CreateTable, Expr, Value};

use super::{
    constraint::{self, check, foreign_key, key},
    names::{Name, make_name, spelled},
    shape,
    statement::{Place, Reader, change},
    types::{format_type, is_serial, keeps_null_default},
    written::as_written,
};
use crate::model::{Column, Index, SchemaChange, SchemaObject, Table, Template};

/// The change that a `CREATE TABLE` makes; none for a temporary table.
pub(super) fn table(
    reader: &mut Reader<'_>,
    place: &Place<'_>,
    create: &CreateTable,
    mut templates: Vec<Template>,
) -> Vec<SchemaChange> {
    if create.temporary || create.name.to_string().starts_with('#') {
        let name = reader.names.object(&create.name);
        reader.names.take_temporary(&name);
        return Vec::new();
    }
    let name = reader.names.object(&create.name);
    let mut table = Table {
        at: reader.source.evidence("sql.create-table", place.line, place.end_line),
        schema: name.schema.clone(),
        name: name.name.clone(),
        columns: Vec::new(),
        primary_key: Vec::new(),
        indexes: Vec::new(),
        foreign_keys: Vec::new(),
        checks: Vec::new(),
    };
    let known: BTreeSet<String> =
        create.columns.iter().map(|column| reader.names.ident(&column.name)).collect();
    for definition in &create.columns {
        let (column, constraints) = column(reader, place, &name, definition, &known);
        table.columns.push(column);
        for constraint in constraints {
            add(&mut table, constraint);
        }
    }
    for written in &create.constraints {
        if let Some(object) = constraint::table(reader, place, &name, written, &known) {
            add(&mut table, object);
        }
    }
    if reader.names.dialect.is_postgresql() {
        merge_keys(&mut table);
    }
    templates.extend(shape::sources(reader, create));
    let event = place.event("create", "table", &name);
    vec![SchemaChange {
        tolerant: create.if_not_exists,
        templates,
        ..change(event, Some(SchemaObject::Table(table)))
    }]
}

fn add(table: &mut Table, constraint: SchemaObject) {
    match constraint {
        SchemaObject::Index(index) => {
            if index.constraint == "primary key" {
                table.primary_key.clone_from(&index.columns);
                for column in &mut table.columns {
                    column.nullable &= !index.columns.contains(&column.name);
                }
            }
            table.indexes.push(index);
        }
        SchemaObject::ForeignKey(key) => table.foreign_keys.push(key),
        SchemaObject::Check(check) => table.checks.push(check),
        _ => {}
    }
}

/// One index serves keys of the same columns, the primary one first; an unnamed key takes the other's name
/// (`transformIndexConstraints`).
fn merge_keys(table: &mut Table) {
    let mut keys = std::mem::take(&mut table.indexes);
    keys.sort_by_key(|index| index.constraint != "primary key");
    for index in keys {
        let same = |known: &&mut Index| {
            let unique = known.constraint != "exclude" && index.constraint == "unique";
            unique && known.columns == index.columns
        };
        let Some(known) = table.indexes.iter_mut().find(same) else {
            table.indexes.push(index);
            continue;
        };
        let unnamed = make_name(&table.name, &known.columns.join("_"), "key");
        let primary = make_name(&table.name, "", "pkey");
        let is_given = |name: &String| *name != unnamed && *name != primary;
        if !is_given(&known.name) && is_given(&index.name) {
            known.name = index.name;
        }
    }
}

/// A column and the constraints written at it.
pub(super) fn column(
    reader: &mut Reader<'_>,
    place: &Place<'_>,
    table: &Name,
    definition: &ColumnDef,
    known: &BTreeSet<String>,
) -> (Column, Vec<SchemaObject>) {
    let name = reader.names.ident(&definition.name);
    let mut column = Column {
        type_name: format_type(&reader.names, &definition.data_type),
        nullable: true,
        line: place.line_of(definition.name.span.start.line),
        name: name.clone(),
        ..Column::default()
    };
    if is_serial(&definition.data_type) {
        let sequence = spelled(&table.schema, &make_name(&table.name, &name, "seq"));
        column.nullable = false;
        column.default = Some(format!("nextval('{sequence}'::regclass)"));
    }
    let mut constraints = Vec::new();
    for option in &definition.options {
        match &option.option {
            ColumnOption::NotNull => column.nullable = false,
            ColumnOption::Identity(_) => {
                column.nullable = false;
                column.generated = true;
            }
            ColumnOption::Default(value) => {
                column.default = Some(default(place, value))
                    .filter(|text| keeps_default(reader, text, &column.type_name));
            }
            ColumnOption::Generated { generation_expr, .. } => {
                column.nullable &= generation_expr.is_some();
                column.generated = true;
            }
            ColumnOption::PrimaryKey(_) => {
                column.nullable = false;
                constraints.push(("primary key", option.name.as_ref()));
            }
            ColumnOption::Unique(_) => constraints.push(("unique", option.name.as_ref())),
            _ => {}
        }
    }
    let columns = [name];
    let mut objects: Vec<SchemaObject> = constraints
        .into_iter()
        .map(|(kind, name)| key(reader, table, kind, name, (&columns, column.line)))
        .collect();
    for option in &definition.options {
        match &option.option {
            ColumnOption::ForeignKey(key) => {
                objects.push(foreign_key(reader, table, option.name.as_ref(), key, &columns));
            }
            ColumnOption::Check(written) => {
                objects.push(check(reader, place, table, option.name.as_ref(), (written, known)));
            }
            _ => {}
        }
    }
    (column, objects)
}

/// A default as written; a plain NULL, in parentheses or not, is `NULL`.
pub(super) fn default(place: &Place<'_>, value: &Expr) -> String {
    if is_null(value) { "NULL".to_owned() } else { as_written(place.text, &value.to_string()) }
}

fn is_null(value: &Expr) -> bool {
    match value {
        Expr::Value(value) => value.value == Value::Null,
        Expr::Nested(inner) => is_null(inner),
        _ => false,
    }
}

/// Whether the catalog keeps a default, which it does not for most that are NULL.
fn keeps_default(reader: &Reader<'_>, text: &str, type_name: &str) -> bool {
    text != "NULL" || reader.names.dialect.is_postgresql() && keeps_null_default(type_name)
}
