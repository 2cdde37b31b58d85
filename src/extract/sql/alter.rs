//! `ALTER TABLE`: one change per operation.

use std::collections::BTreeSet;

use sqlparser::{
    ast::{
        AlterColumnOperation, AlterTable, AlterTableOperation, ColumnDef, ColumnOption,
        ColumnOptionDef, ConstraintUsingIndex, DataType, Ident, RenameTableNameKind, Statement,
        TableConstraint,
    },
    dialect::Dialect as Grammar,
    tokenizer::Token,
};

use super::{
    constraint, create,
    names::Name,
    normalise::not_null_column,
    statement::{Outcome, Place, Reader, change, parse},
    tokens::Tokens,
    types::format_type,
};
use crate::model::{ColumnChange, Index, SchemaChange, SchemaObject, SqlEvent, Template};

/// Operations that leave columns, keys and indexes as they are, and that the grammar may not read.
const WITHOUT_CHANGE: &[&str] = &[
    "SET",
    "RESET",
    "OWNER",
    "CLUSTER",
    "ENABLE",
    "DISABLE",
    "FORCE",
    "NO FORCE",
    "REPLICA",
    "VALIDATE",
    "NO INHERIT",
    "DETACH",
    "ALTER CONSTRAINT",
    "NOT OF",
    "OF",
];

/// The same for `ALTER [COLUMN] name …`.
const COLUMN_WITHOUT_CHANGE: &[&str] = &[
    "SET STATISTICS",
    "SET STORAGE",
    "SET COMPRESSION",
    "SET GENERATED",
    "SET (",
    "RESET",
    "RESTART",
    "DROP IDENTITY",
    "DROP EXPRESSION",
    "SET INCREMENT",
    "SET START",
];

/// The changes of all operations.
pub(super) fn table(
    reader: &mut Reader<'_>,
    place: &Place<'_>,
    alter: &AlterTable,
) -> Vec<SchemaChange> {
    let table = reader.names.object(&alter.name);
    let mut changes = Vec::new();
    for operation in &alter.operations {
        for mut change in changes_of(reader, place, &table, operation) {
            change.tolerant |= alter.if_exists;
            changes.push(change);
        }
    }
    changes
}

/// Reads a statement that the grammar rejects operation by operation, so that one unknown operation
/// costs only itself. `None` when it is no `ALTER TABLE`.
pub(super) fn by_operation(
    reader: &mut Reader<'_>,
    place: &Place<'_>,
    mut tokens: Tokens,
    grammar: &dyn Grammar,
) -> Option<Outcome> {
    tokens.at = 0;
    if !tokens.accept("ALTER TABLE") {
        return None;
    }
    let tolerant = tokens.accept("IF EXISTS");
    tokens.accept("ONLY");
    let table = tokens.name(&reader.names)?;
    tokens.accept_mark(&Token::Mul);
    let head = tokens.list.get(..tokens.at)?.to_vec();
    let (mut changes, mut unread) = (Vec::new(), 0_u32);
    for (from, to) in tokens.parts(tokens.at, tokens.list.len()) {
        let operation = Tokens { list: tokens.list.get(from..to)?.to_vec(), at: 0 };
        if let Some(known) = by_words(reader, place, &table, &operation) {
            changes.extend(known);
            continue;
        }
        let whole = Tokens { list: [head.clone(), operation.list].concat(), at: 0 };
        match parse(&whole, grammar) {
            Ok(Statement::AlterTable(alter)) => changes.extend(self::table(reader, place, &alter)),
            _ => unread += 1,
        }
    }
    for change in &mut changes {
        change.tolerant |= tolerant;
    }
    let message = || format!("{unread} operations of this ALTER TABLE are not read");
    match (unread, changes.is_empty()) {
        (0, _) => Some(Outcome::Changes(changes)),
        (_, true) => None,
        (_, false) => Some(Outcome::Partly(changes, message())),
    }
}

/// Operations known by their first words.
fn by_words(
    reader: &Reader<'_>,
    place: &Place<'_>,
    table: &Name,
    operation: &Tokens,
) -> Option<Vec<SchemaChange>> {
    let mut words = operation.clone();
    if words.accept("SET SCHEMA") {
        let schema = words.name(&reader.names)?.name;
        let to = reader.names.qualified(&[schema, table.name.clone()]);
        let event = SqlEvent { from: table.name.clone(), ..place.event("alter", "table", &to) };
        let moved = SchemaObject::Name(table.schema.clone());
        return Some(vec![change(event, Some(moved))]);
    }
    let attach = words.accept("ATTACH PARTITION");
    if attach || words.accept("INHERIT") {
        let other = words.name(&reader.names)?;
        let (child, parent) = if attach { (&other, table) } else { (table, &other) };
        let kind = if attach { "partition" } else { "inherits" };
        let template = Template {
            kind: kind.into(),
            schema: parent.schema.clone(),
            table: parent.name.clone(),
            ..Template::default()
        };
        let event = place.event("alter", "table", child);
        return Some(vec![SchemaChange { templates: vec![template], ..change(event, None) }]);
    }
    if words.clone().accept("ADD") {
        let mut added = words.clone();
        added.accept("ADD");
        let column = not_null_column(&mut added, &reader.names)?;
        let event = SqlEvent { column, ..place.event("alter", "column", table) };
        let what = SchemaObject::ColumnChange(ColumnChange::Nullable(false));
        return Some(vec![change(event, Some(what))]);
    }
    if WITHOUT_CHANGE.iter().any(|head| words.clone().accept(head)) {
        return Some(Vec::new());
    }
    if words.accept("ALTER") {
        words.accept("COLUMN");
        words.name(&reader.names)?;
        let known = |head: &str| match head.strip_suffix(" (") {
            Some(word) => {
                let mut rest = words.clone();
                rest.accept(word) && rest.peek() == Some(&Token::LParen)
            }
            None => words.clone().accept(head),
        };
        return COLUMN_WITHOUT_CHANGE.iter().any(|head| known(head)).then(Vec::new);
    }
    None
}

fn changes_of(
    reader: &mut Reader<'_>,
    place: &Place<'_>,
    table: &Name,
    operation: &AlterTableOperation,
) -> Vec<SchemaChange> {
    use AlterTableOperation as Op;
    match operation {
        Op::AddColumn { column_def, if_not_exists, .. } => {
            vec![add_column(reader, place, table, column_def, *if_not_exists)]
        }
        Op::DropColumn { column_names, if_exists, .. } => column_names
            .iter()
            .map(|name| {
                let event = column_event(reader, place, "drop", table, name);
                SchemaChange { tolerant: *if_exists, ..change(event, None) }
            })
            .collect(),
        Op::RenameColumn { old_column_name, new_column_name } => {
            vec![rename_column(reader, place, table, (old_column_name, new_column_name))]
        }
        Op::AlterColumn { column_name, op } => {
            let event = column_event(reader, place, "alter", table, column_name);
            column_change(reader, place, op)
                .map(|what| change(event, Some(SchemaObject::ColumnChange(what))))
                .into_iter()
                .collect()
        }
        Op::ModifyColumn { col_name, data_type, options, .. } => {
            redefine(reader, place, table, col_name, (data_type, options))
        }
        Op::ChangeColumn { old_name, new_name, data_type, options, .. } => {
            let mut changes = redefine(reader, place, table, old_name, (data_type, options));
            if old_name.value != new_name.value {
                changes.push(rename_column(reader, place, table, (old_name, new_name)));
            }
            changes
        }
        Op::RenameTable { table_name } => vec![rename_table(reader, place, table, table_name)],
        other => constraint_changes(reader, place, table, other),
    }
}

fn constraint_changes(
    reader: &mut Reader<'_>,
    place: &Place<'_>,
    table: &Name,
    operation: &AlterTableOperation,
) -> Vec<SchemaChange> {
    use AlterTableOperation as Op;
    let named = |op: &str, kind: &str, name: String| SqlEvent {
        index: name,
        ..place.event(op, kind, table)
    };
    let found = match operation {
        Op::AddConstraint { constraint: TableConstraint::PrimaryKeyUsingIndex(using), .. } => {
            Some(using_index(reader, place, table, using, "primary key"))
        }
        Op::AddConstraint { constraint: TableConstraint::UniqueUsingIndex(using), .. } => {
            Some(using_index(reader, place, table, using, "unique"))
        }
        Op::AddConstraint { constraint, not_valid } => {
            constraint::table(reader, place, table, constraint, &BTreeSet::new()).map(|object| {
                SchemaChange { not_valid: *not_valid, ..constraint_change(place, table, object) }
            })
        }
        Op::DropConstraint { name, if_exists, .. } => {
            let name = reader.names.ident(name);
            reader.names.release(&name);
            let event = named("drop", "constraint", name);
            Some(SchemaChange { tolerant: *if_exists, ..change(event, None) })
        }
        Op::DropForeignKey { name, .. } => {
            Some(change(named("drop", "constraint", reader.names.ident(name)), None))
        }
        Op::DropIndex { name } => {
            Some(change(named("drop", "index", reader.names.ident(name)), None))
        }
        Op::DropPrimaryKey { .. } => {
            let event = named("drop", "constraint", reader.names.dialect.primary_key(&table.name));
            Some(change(event, None))
        }
        Op::RenameConstraint { old_name, new_name } => {
            let new = reader.names.ident(new_name);
            let event = SqlEvent {
                from: reader.names.ident(old_name),
                ..named("rename", "constraint", new.clone())
            };
            Some(change(event, Some(SchemaObject::Name(new))))
        }
        _ => None,
    };
    found.into_iter().collect()
}

/// A constraint that an index, which exists, implements from now on under the constraint's name.
fn using_index(
    reader: &Reader<'_>,
    place: &Place<'_>,
    table: &Name,
    using: &ConstraintUsingIndex,
    kind: &str,
) -> SchemaChange {
    let index = reader.names.ident(&using.index_name);
    let name = using.name.as_ref().map_or_else(|| index.clone(), |name| reader.names.ident(name));
    let definition = Index { name, unique: true, constraint: kind.into(), ..Index::default() };
    let added = constraint_change(place, table, SchemaObject::Index(definition));
    SchemaChange { event: SqlEvent { from: index, ..added.event.clone() }, ..added }
}

/// The change that adds a constraint or index to a table.
fn constraint_change(place: &Place<'_>, table: &Name, object: SchemaObject) -> SchemaChange {
    let (kind, name) = match &object {
        SchemaObject::Index(index) if index.constraint.is_empty() => ("index", &index.name),
        SchemaObject::Index(index) => ("constraint", &index.name),
        SchemaObject::ForeignKey(key) => ("constraint", &key.name),
        SchemaObject::Check(check) => ("constraint", &check.name),
        _ => ("constraint", &table.name),
    };
    let event = SqlEvent { index: name.clone(), ..place.event("create", kind, table) };
    change(event, Some(object))
}

fn column_event(
    reader: &Reader<'_>,
    place: &Place<'_>,
    op: &str,
    table: &Name,
    column: &Ident,
) -> SqlEvent {
    SqlEvent { column: reader.names.ident(column), ..place.event(op, "column", table) }
}

fn add_column(
    reader: &mut Reader<'_>,
    place: &Place<'_>,
    table: &Name,
    definition: &ColumnDef,
    tolerant: bool,
) -> SchemaChange {
    let event = column_event(reader, place, "create", table, &definition.name);
    let (column, constraints) = create::column(reader, place, table, definition, &BTreeSet::new());
    let with = constraints.into_iter().map(|object| constraint_change(place, table, object));
    SchemaChange {
        tolerant,
        with: with.collect(),
        ..change(event, Some(SchemaObject::Column(column)))
    }
}

fn rename_column(
    reader: &Reader<'_>,
    place: &Place<'_>,
    table: &Name,
    (old, new): (&Ident, &Ident),
) -> SchemaChange {
    let event = SqlEvent {
        from: reader.names.ident(old),
        ..column_event(reader, place, "rename", table, new)
    };
    change(event, Some(SchemaObject::Name(reader.names.ident(new))))
}

fn rename_table(
    reader: &Reader<'_>,
    place: &Place<'_>,
    table: &Name,
    target: &RenameTableNameKind,
) -> SchemaChange {
    let (RenameTableNameKind::As(target) | RenameTableNameKind::To(target)) = target;
    let new = Name { schema: table.schema.clone(), name: reader.names.object(target).name };
    let event = SqlEvent { from: table.name.clone(), ..place.event("rename", "table", &new) };
    change(event, Some(SchemaObject::Name(new.name)))
}

fn column_change(
    reader: &Reader<'_>,
    place: &Place<'_>,
    operation: &AlterColumnOperation,
) -> Option<ColumnChange> {
    Some(match operation {
        AlterColumnOperation::SetNotNull => ColumnChange::Nullable(false),
        AlterColumnOperation::DropNotNull => ColumnChange::Nullable(true),
        AlterColumnOperation::SetDefault { value } => {
            ColumnChange::Default(Some(create::default(place, value)))
        }
        AlterColumnOperation::DropDefault => ColumnChange::Default(None),
        AlterColumnOperation::SetDataType { data_type, .. } => {
            ColumnChange::Type(format_type(&reader.names, data_type))
        }
        AlterColumnOperation::AddGenerated { .. } => return None,
    })
}

/// `MODIFY`: the whole definition of a column anew.
fn redefine(
    reader: &mut Reader<'_>,
    place: &Place<'_>,
    table: &Name,
    name: &Ident,
    (data_type, options): (&DataType, &[ColumnOption]),
) -> Vec<SchemaChange> {
    let options = options.iter().cloned().map(|option| ColumnOptionDef { name: None, option });
    let definition =
        ColumnDef { name: name.clone(), data_type: data_type.clone(), options: options.collect() };
    let (column, _) = create::column(reader, place, table, &definition, &BTreeSet::new());
    let parts = [
        ColumnChange::Type(column.type_name),
        ColumnChange::Nullable(column.nullable),
        ColumnChange::Default(column.default),
    ];
    parts
        .into_iter()
        .map(|what| {
            let event = column_event(reader, place, "alter", table, name);
            change(event, Some(SchemaObject::ColumnChange(what)))
        })
        .collect()
}
