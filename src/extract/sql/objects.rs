//! Indexes, types, drops, and the objects that are only named: views, functions, triggers, extensions,
//! schemas.

use sqlparser::{
    ast::{
        AlterType, AlterTypeAddValuePosition, AlterTypeOperation, CreateIndex, Expr, ObjectType,
        Query, SetExpr, Statement, UserDefinedTypeRepresentation,
    },
    tokenizer::Token,
};

use super::{
    constraint::{idents, index_column},
    lex::{Kind, Quoting, lexemes},
    names::Name,
    shape::selected,
    statement::{Outcome, Place, Reader, change},
    tokens::Tokens,
};
use crate::model::{
    EnumLabel, EnumType, Index, SchemaChange, SchemaObject, SqlEvent, Table, Template,
};

/// Words of the statement and kind of the event, for objects that only their name says.
const NAMED: &[(&str, &str)] = &[
    ("MATERIALIZED VIEW", "view"),
    ("VIEW", "view"),
    ("FUNCTION", "function"),
    ("PROCEDURE", "function"),
    ("TRIGGER", "trigger"),
    ("EXTENSION", "extension"),
    ("SCHEMA", "schema"),
];

/// Words that may stand between `CREATE` and the kind.
const ADJECTIVES: &[&str] = &["OR REPLACE", "OR ALTER", "RECURSIVE", "CONSTRAINT", "AGGREGATE"];

/// Reads statements about objects that are only named, whatever follows the name.
pub(super) fn by_name(
    reader: &Reader<'_>,
    place: &Place<'_>,
    mut tokens: Tokens,
) -> Option<Outcome> {
    if tokens.accept("ALTER INDEX") {
        return alter_index(reader, place, tokens).map(Outcome::Changes);
    }
    let op = ["CREATE", "DROP", "ALTER"].into_iter().find(|op| tokens.accept(op))?;
    let replaces = tokens.clone().accept("OR");
    tokens.accept_any(ADJECTIVES);
    let temporary = tokens.accept("TEMP") || tokens.accept("TEMPORARY");
    let (_, kind) = NAMED.iter().find(|(words, _)| tokens.accept(words))?;
    if temporary || op == "ALTER" {
        return Some(Outcome::Changes(Vec::new()));
    }
    let exists = tokens.accept("IF NOT EXISTS") || tokens.accept("IF EXISTS");
    let mut changes = Vec::new();
    loop {
        tokens.accept("AUTHORIZATION");
        let mut name = tokens.name(&reader.names)?;
        if matches!(*kind, "schema" | "extension") {
            name.schema.clear();
        }
        let mut event = place.named(&op.to_lowercase(), kind, &name);
        if *kind == "trigger" {
            let mut rest = tokens.clone();
            rest.at = rest.find("ON", rest.at).map_or(rest.list.len(), |at| at + 1);
            event.table = rest.name(&reader.names).unwrap_or_default().name;
        }
        changes.push(SchemaChange { tolerant: exists || replaces, ..change(event, None) });
        if tokens.peek() == Some(&Token::LParen) {
            tokens.at = tokens.after_group(tokens.at);
        }
        if op == "CREATE" || !tokens.accept_mark(&Token::Comma) {
            break;
        }
    }
    let hides = *kind == "function" && op == "CREATE" && body_changes_schema(place.text);
    Some(if hides {
        Outcome::Partly(changes, "objects made by this function when it runs are not known".into())
    } else {
        Outcome::Changes(changes)
    })
}

/// `ALTER INDEX`: a new name is all that the schema shows of it.
fn alter_index(
    reader: &Reader<'_>,
    place: &Place<'_>,
    mut tokens: Tokens,
) -> Option<Vec<SchemaChange>> {
    let tolerant = tokens.accept("IF EXISTS");
    let old = tokens.name(&reader.names)?;
    if !tokens.accept("RENAME TO") {
        return Some(Vec::new());
    }
    let new = tokens.name(&reader.names)?;
    Some(vec![SchemaChange { tolerant, ..rename(place, "index", &old, new.name) }])
}

/// Whether a function's body makes, alters or drops tables, or runs text as SQL.
fn body_changes_schema(text: &str) -> bool {
    let bodies = lexemes(text, Quoting::default()).filter(|item| item.kind == Kind::Quoted);
    bodies.map(|body| body.text.trim_matches(['$', '\'', '"'])).any(|body| {
        let words: Vec<String> = lexemes(body, Quoting::default())
            .filter(|item| item.kind == Kind::Word)
            .map(|item| item.text.to_uppercase())
            .collect();
        words.windows(2).any(|pair| match pair {
            [first, second] => {
                matches!(first.as_str(), "CREATE" | "ALTER" | "DROP")
                    && matches!(second.as_str(), "TABLE" | "INDEX" | "TYPE" | "UNIQUE")
                    || first == "EXECUTE"
            }
            _ => false,
        })
    })
}

/// The changes of a parsed statement that is about no table's inside.
pub(super) fn changes(
    reader: &mut Reader<'_>,
    place: &Place<'_>,
    statement: &Statement,
) -> Vec<SchemaChange> {
    match statement {
        Statement::CreateIndex(index) => vec![create_index(reader, place, index)],
        Statement::CreateType {
            name,
            representation: Some(UserDefinedTypeRepresentation::Enum { labels }),
        } => {
            let name = reader.names.object(name);
            let labels = labels.iter().map(|label| label.value.clone()).collect();
            let definition = SchemaObject::Enum(EnumType { name: name.name.clone(), labels });
            vec![change(place.named("create", "enum", &name), Some(definition))]
        }
        Statement::AlterType(alter) => vec![alter_type(reader, place, alter)],
        Statement::Drop { object_type, if_exists, names, table, .. } => {
            let names: Vec<Name> = names.iter().map(|name| reader.names.object(name)).collect();
            let table = table.as_ref().map(|table| reader.names.object(table));
            let drops = names.iter().filter_map(|name| {
                let change = dropped(reader, place, *object_type, name)?;
                let mut change = SchemaChange { tolerant: *if_exists, ..change };
                if let Some(table) = &table {
                    change.event.table.clone_from(&table.name);
                }
                Some(change)
            });
            drops.collect()
        }
        Statement::RenameTable(renames) => renames
            .iter()
            .map(|written| {
                let old = reader.names.object(&written.old_name);
                let new = Name { name: reader.names.object(&written.new_name).name, ..old.clone() };
                let event = SqlEvent { from: old.name, ..place.event("rename", "table", &new) };
                change(event, Some(SchemaObject::Name(new.name)))
            })
            .collect(),
        Statement::Query(query) => select_into(reader, place, query).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn create_index(reader: &mut Reader<'_>, place: &Place<'_>, index: &CreateIndex) -> SchemaChange {
    let table = reader.names.object(&index.table_name);
    let columns: Vec<(String, String)> =
        index.columns.iter().map(|column| index_column(reader, place, column)).collect();
    let name = if let Some(name) = &index.name {
        let name = reader.names.object(name).name;
        reader.names.take(&table.schema, &name, &table);
        name
    } else {
        let included = idents(reader, &index.include);
        let names = distinct(columns.iter().map(|(_, name)| name).chain(&included));
        reader.names.implicit(&table.schema, &table, &names, "idx")
    };
    let definition = Index {
        name: name.clone(),
        unique: index.unique,
        partial: index.predicate.is_some(),
        columns: columns.into_iter().map(|(text, _)| text).collect(),
        line: place.line,
        ..Index::default()
    };
    let event = SqlEvent { index: name, ..place.event("create", "index", &table) };
    SchemaChange {
        tolerant: index.if_not_exists,
        concurrently: index.concurrently,
        ..change(event, Some(SchemaObject::Index(definition)))
    }
}

/// Names with a number behind those that come again, as `PostgreSQL` counts them.
fn distinct<'a>(names: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in names {
        let mut candidate = name.clone();
        let mut number = 1_u32;
        while found.contains(&candidate) {
            candidate = format!("{name}{number}");
            number += 1;
        }
        found.push(candidate);
    }
    found
}

fn rename(place: &Place<'_>, kind: &str, old: &Name, new: String) -> SchemaChange {
    let name = Name { schema: old.schema.clone(), name: new.clone() };
    let event = SqlEvent { from: old.name.clone(), ..place.named("rename", kind, &name) };
    change(event, Some(SchemaObject::Name(new)))
}

fn alter_type(reader: &Reader<'_>, place: &Place<'_>, alter: &AlterType) -> SchemaChange {
    let name = reader.names.object(&alter.name);
    let event = place.named("alter", "enum", &name);
    match &alter.operation {
        AlterTypeOperation::Rename(to) => {
            rename(place, "enum", &name, reader.names.ident(&to.new_name))
        }
        AlterTypeOperation::AddValue(add) => {
            let mut label = EnumLabel { label: add.value.value.clone(), ..EnumLabel::default() };
            match &add.position {
                Some(AlterTypeAddValuePosition::Before(next)) => {
                    label.before.clone_from(&next.value);
                }
                Some(AlterTypeAddValuePosition::After(last)) => label.after.clone_from(&last.value),
                None => {}
            }
            let definition = Some(SchemaObject::Label(label));
            SchemaChange { tolerant: add.if_not_exists, ..change(event, definition) }
        }
        AlterTypeOperation::RenameValue(labels) => {
            let event = SqlEvent { from: labels.from.value.clone(), ..event };
            change(event, Some(SchemaObject::Name(labels.to.value.clone())))
        }
    }
}

fn dropped(
    reader: &mut Reader<'_>,
    place: &Place<'_>,
    object: ObjectType,
    name: &Name,
) -> Option<SchemaChange> {
    let event = match object {
        ObjectType::Table => {
            reader.names.release_table(name);
            place.event("drop", "table", name)
        }
        ObjectType::Index => {
            reader.names.release(&name.name);
            place.named("drop", "index", name)
        }
        ObjectType::Type => place.named("drop", "enum", name),
        _ => return None,
    };
    Some(change(event, None))
}

/// `SELECT … INTO new_table`.
fn select_into(reader: &Reader<'_>, place: &Place<'_>, query: &Query) -> Option<SchemaChange> {
    let SetExpr::Select(select) = &*query.body else { return None };
    let into = select.into.as_ref().filter(|into| !into.temporary)?;
    let parts = match into.targets.first()? {
        Expr::Identifier(name) => vec![reader.names.ident(name)],
        Expr::CompoundIdentifier(parts) => {
            parts.iter().map(|part| reader.names.ident(part)).collect()
        }
        _ => return None,
    };
    let name = reader.names.qualified(&parts);
    let table = Table {
        at: reader.source.evidence("sql.create-table", place.line, place.end_line),
        schema: name.schema.clone(),
        name: name.name.clone(),
        columns: Vec::new(),
        primary_key: Vec::new(),
        indexes: Vec::new(),
        foreign_keys: Vec::new(),
        checks: Vec::new(),
    };
    let templates: Vec<Template> = vec![selected(reader, query)];
    let event = place.event("create", "table", &name);
    Some(SchemaChange { templates, ..change(event, Some(SchemaObject::Table(table))) })
}
