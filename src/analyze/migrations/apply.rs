//! One change to the schema and the events that it really makes: an object that is there already is not
//! created again, and one that is not there is not dropped.

use super::{
    column, copy,
    state::{Draft, Key, State, event, parts},
};
use crate::{
    extract::sql::names::spelled,
    model::{EnumLabel, Index, SchemaChange, SchemaObject, SqlEvent, Table},
};

/// Kind of the indexes of views.
pub(super) const VIEW_INDEX: &str = "view index";

/// Applies `change` and returns its events.
pub(super) fn apply(state: &mut State, change: &SchemaChange) -> Vec<SqlEvent> {
    let event = &change.event;
    match (event.kind.as_str(), event.op.as_str()) {
        ("table", "create") => create_table(state, change),
        ("table", "drop") => drop_table(state, change),
        ("table", "rename") => rename_table(state, change),
        ("table", _) => move_table(state, change),
        ("column", _) => column::apply(state, change),
        ("index", "create") => create_index(state, change),
        ("index", "drop") => drop_index(state, change),
        ("index", _) => rename_index(state, change),
        ("constraint", _) => constraint(state, change),
        ("enum", "create") => create_enum(state, change),
        ("enum", "drop") => drop_enum(state, change),
        ("enum", _) => alter_enum(state, change),
        _ => other(state, change),
    }
}

fn key_of(change: &SchemaChange) -> Key {
    (change.event.schema.clone(), change.event.table.clone())
}

fn create_table(state: &mut State, change: &SchemaChange) -> Vec<SqlEvent> {
    let Some(SchemaObject::Table(table)) = &change.definition else { return Vec::new() };
    let exists = state.tables.iter().any(|draft| draft.key() == key_of(change));
    if exists {
        return Vec::new();
    }
    let mut draft = Draft { table: table.clone(), parents: Vec::new(), partition: false };
    for template in &change.templates {
        copy::take_over(state, &mut draft, template);
    }
    let mut events = vec![change.event.clone()];
    events.extend(parts(change.event.line, "create", &draft.table).into_iter().filter(|event| {
        let made_by_constraint =
            |index: &Index| index.name == event.index && !index.constraint.is_empty();
        !draft.table.indexes.iter().any(made_by_constraint)
    }));
    state.tables.push(draft);
    events
}

fn drop_table(state: &mut State, change: &SchemaChange) -> Vec<SqlEvent> {
    let family = state.family(&change.event.schema, &change.event.table);
    let Some(first) = family.first() else {
        return if change.tolerant { Vec::new() } else { vec![change.event.clone()] };
    };
    let mut events = Vec::new();
    for key in &family {
        let goes = |draft: &Draft| draft.key() == *key && (draft.partition || key == first);
        let Some(at) = state.tables.iter().position(goes) else { continue };
        events.extend(removed(state, at, change.event.line));
    }
    events
}

/// Takes the table at `at` away, and what points to it.
fn removed(state: &mut State, at: usize, line: u32) -> Vec<SqlEvent> {
    let draft = state.tables.remove(at);
    let key = draft.key();
    let spelling = spelled(&key.0, &key.1);
    for other in &mut state.tables {
        other.table.foreign_keys.retain(|foreign| foreign.ref_table != spelling);
        other.parents.retain(|parent| *parent != key);
    }
    state.others.retain(|[kind, _, table, _]| kind != "trigger" || *table != key.1);
    let mut events = vec![event(line, "drop", "table", &key)];
    events.extend(parts(line, "drop", &draft.table));
    events
}

fn rename_table(state: &mut State, change: &SchemaChange) -> Vec<SqlEvent> {
    let old = (change.event.schema.clone(), change.event.from.clone());
    let Some(draft) = state.table_mut(&old.0, &old.1) else {
        return if change.tolerant { Vec::new() } else { vec![change.event.clone()] };
    };
    let old = draft.key();
    draft.table.name.clone_from(&change.event.table);
    let new = draft.key();
    repoint(state, &old, &new);
    vec![SqlEvent { schema: new.0, ..change.event.clone() }]
}

/// Makes everything that points to the table `old` point to `new`.
fn repoint(state: &mut State, old: &Key, new: &Key) {
    let (from, to) = (spelled(&old.0, &old.1), spelled(&new.0, &new.1));
    for draft in &mut state.tables {
        for foreign in
            draft.table.foreign_keys.iter_mut().filter(|foreign| foreign.ref_table == from)
        {
            foreign.ref_table.clone_from(&to);
        }
        for parent in draft.parents.iter_mut().filter(|parent| *parent == old) {
            parent.clone_from(new);
        }
    }
}

/// `SET SCHEMA`, or a table that becomes another's partition or heir.
fn move_table(state: &mut State, change: &SchemaChange) -> Vec<SqlEvent> {
    if let Some(SchemaObject::Name(schema)) = &change.definition {
        if let Some(draft) = state.table_mut(schema, &change.event.from) {
            let old = draft.key();
            draft.table.schema.clone_from(&change.event.schema);
            let new = draft.key();
            repoint(state, &old, &new);
        }
        return vec![SqlEvent { op: "rename".into(), ..change.event.clone() }];
    }
    for template in &change.templates {
        let parent = state.table(&template.schema, &template.table).map(Draft::key);
        let Some(draft) = state.table_mut(&change.event.schema, &change.event.table) else {
            continue;
        };
        draft.parents.extend(parent);
        draft.partition |= template.kind == "partition";
    }
    vec![change.event.clone()]
}

fn create_index(state: &mut State, change: &SchemaChange) -> Vec<SqlEvent> {
    let Some(SchemaObject::Index(index)) = &change.definition else { return Vec::new() };
    if state.owner_of_index(&change.event.schema, &index.name).is_some() && change.tolerant {
        return Vec::new();
    }
    let mut events = vec![change.event.clone()];
    if let Some(draft) = state.table_mut(&change.event.schema, &change.event.table) {
        draft.table.indexes.push(index.clone());
    } else if state.is_view(&change.event.schema, &change.event.table) {
        let event = &change.event;
        state.others.push([
            VIEW_INDEX.into(),
            event.schema.clone(),
            event.table.clone(),
            event.index.clone(),
        ]);
        return Vec::new();
    }
    let followers = state.family(&change.event.schema, &change.event.table).into_iter().skip(1);
    for key in followers {
        let Some(draft) = state.table_mut(&key.0, &key.1).filter(|draft| draft.partition) else {
            continue;
        };
        let copied = copy::index_for(&draft.table, index);
        events.push(SqlEvent {
            index: copied.name.clone(),
            ..event(change.event.line, "create", "index", &key)
        });
        draft.table.indexes.push(copied);
    }
    events
}

fn drop_index(state: &mut State, change: &SchemaChange) -> Vec<SqlEvent> {
    let name = &change.event.index;
    let Some(key) = state.owner_of_index(&change.event.schema, name) else {
        let before = state.others.len();
        state.others.retain(|[kind, _, _, index]| kind != VIEW_INDEX || index != name);
        if state.others.len() < before {
            return Vec::new();
        }
        return if change.tolerant { Vec::new() } else { vec![change.event.clone()] };
    };
    if let Some(draft) = state.table_mut(&key.0, &key.1) {
        draft.table.indexes.retain(|index| index.name != *name);
    }
    vec![SqlEvent { schema: key.0, table: key.1, ..change.event.clone() }]
}

fn rename_index(state: &mut State, change: &SchemaChange) -> Vec<SqlEvent> {
    let owner = state.owner_of_index(&change.event.schema, &change.event.from);
    let draft = owner.and_then(|key| state.table_mut(&key.0, &key.1));
    let Some(draft) = draft else { return vec![change.event.clone()] };
    for index in draft.table.indexes.iter_mut().filter(|index| index.name == change.event.from) {
        index.name.clone_from(&change.event.index);
    }
    let table = draft.table.name.clone();
    vec![SqlEvent { table, ..change.event.clone() }]
}

fn constraint(state: &mut State, change: &SchemaChange) -> Vec<SqlEvent> {
    let event = change.event.clone();
    let Some(draft) = state.table_mut(&event.schema, &event.table) else {
        return if change.tolerant { Vec::new() } else { vec![event] };
    };
    let table = &mut draft.table;
    let exists = has_constraint(table, &event.index);
    let mut events = vec![event.clone()];
    let by_index = |table: &Table| {
        let found = table.indexes.iter().any(|index| index.name == event.index);
        found.then(|| SqlEvent { kind: "index".into(), ..event.clone() })
    };
    match event.op.as_str() {
        "create" if exists && change.tolerant => return Vec::new(),
        "create" => {
            add_constraint(table, change);
            let renamed = |made: SqlEvent| SqlEvent { op: "rename".into(), ..made };
            events.extend(by_index(table).into_iter().filter_map(|made| match &made.from {
                from if from.is_empty() => Some(made),
                from => (*from != made.index).then(|| renamed(made)),
            }));
        }
        "drop" if !exists && change.tolerant => return Vec::new(),
        "drop" => {
            events.extend(by_index(table));
            let key = table.indexes.iter().find(|index| index.name == event.index).cloned();
            drop_constraint(table, &event.index);
            let spelling = spelled(&table.schema, &table.name);
            forget_references(state, &spelling, key.as_ref());
        }
        _ => rename_constraint(table, &event.from, &event.index),
    }
    events
}

fn has_constraint(table: &Table, name: &str) -> bool {
    table.indexes.iter().any(|index| index.name == name && !index.constraint.is_empty())
        || table.foreign_keys.iter().any(|key| key.name == name)
        || table.checks.iter().any(|check| check.name == name)
}

/// Adds the constraint that `change` defines to the table.
pub(super) fn add_constraint(table: &mut Table, change: &SchemaChange) {
    match &change.definition {
        Some(SchemaObject::Index(index)) => {
            let mut index = index.clone();
            let used = table.indexes.iter().position(|known| known.name == change.event.from);
            if let Some(used) = used {
                index.columns = table.indexes.remove(used).columns;
            }
            if index.constraint == "primary key" {
                table.primary_key.clone_from(&index.columns);
                for column in &mut table.columns {
                    column.nullable &= !index.columns.contains(&column.name);
                }
            }
            table.indexes.push(index);
        }
        Some(SchemaObject::ForeignKey(key)) => table.foreign_keys.push(key.clone()),
        Some(SchemaObject::Check(check)) => table.checks.push(check.clone()),
        _ => {}
    }
}

fn drop_constraint(table: &mut Table, name: &str) {
    let is_key = |index: &Index| index.name == name && index.constraint == "primary key";
    if table.indexes.iter().any(is_key) {
        table.primary_key.clear();
    }
    table.indexes.retain(|index| index.name != name || index.constraint.is_empty());
    table.foreign_keys.retain(|key| key.name != name);
    table.checks.retain(|check| check.name != name);
}

/// Takes the foreign keys away that need `key` of the table, as only `CASCADE` can drop it then.
fn forget_references(state: &mut State, table: &str, key: Option<&Index>) {
    let Some(key) = key else { return };
    let is_primary = key.constraint == "primary key";
    for draft in &mut state.tables {
        draft.table.foreign_keys.retain(|foreign| {
            let needs =
                foreign.ref_columns == key.columns || is_primary && foreign.ref_columns.is_empty();
            foreign.ref_table != table || !needs
        });
    }
}

fn rename_constraint(table: &mut Table, old: &str, new: &str) {
    let indexes = table.indexes.iter_mut().map(|index| &mut index.name);
    let keys = table.foreign_keys.iter_mut().map(|key| &mut key.name);
    let checks = table.checks.iter_mut().map(|check| &mut check.name);
    for name in indexes.chain(keys).chain(checks).filter(|name| *name == old) {
        new.clone_into(name);
    }
}

fn create_enum(state: &mut State, change: &SchemaChange) -> Vec<SqlEvent> {
    let Some(SchemaObject::Enum(kind)) = &change.definition else { return Vec::new() };
    let event = &change.event;
    if state.enums.iter().any(|(schema, known)| *schema == event.schema && known.name == kind.name)
    {
        return Vec::new();
    }
    state.enums.push((event.schema.clone(), kind.clone()));
    vec![event.clone()]
}

fn drop_enum(state: &mut State, change: &SchemaChange) -> Vec<SqlEvent> {
    let event = &change.event;
    let before = state.enums.len();
    state.enums.retain(|(schema, kind)| *schema != event.schema || kind.name != event.index);
    if before == state.enums.len() && change.tolerant {
        return Vec::new();
    }
    let spelling = spelled(&event.schema, &event.index);
    let mut events = vec![event.clone()];
    // `CASCADE` takes the columns along; without it PostgreSQL refuses while there are any.
    for draft in &mut state.tables {
        let gone: Vec<String> = draft
            .table
            .columns
            .iter()
            .filter(|column| column.type_name.trim_end_matches("[]") == spelling)
            .map(|column| column.name.clone())
            .collect();
        for name in gone {
            events.extend(column::removed(draft, &name, event.line));
        }
    }
    events
}

fn alter_enum(state: &mut State, change: &SchemaChange) -> Vec<SqlEvent> {
    let event = &change.event;
    let renames_type = event.op == "rename";
    let name = if renames_type { &event.from } else { &event.index };
    let found =
        state.enums.iter_mut().find(|(schema, kind)| *schema == event.schema && kind.name == *name);
    let Some((_, kind)) = found else { return vec![event.clone()] };
    match &change.definition {
        Some(SchemaObject::Label(label)) if kind.labels.contains(&label.label) => {
            return Vec::new();
        }
        Some(SchemaObject::Label(label)) => {
            kind.labels.insert(place_of(&kind.labels, label), label.label.clone());
        }
        Some(SchemaObject::Name(new)) if renames_type => {
            kind.name.clone_from(new);
            rename_column_types(state, &spelled(&event.schema, name), &spelled(&event.schema, new));
        }
        Some(SchemaObject::Name(new)) => {
            for label in kind.labels.iter_mut().filter(|label| **label == event.from) {
                label.clone_from(new);
            }
        }
        _ => {}
    }
    vec![event.clone()]
}

fn place_of(labels: &[String], label: &EnumLabel) -> usize {
    let before = labels.iter().position(|known| *known == label.before);
    let after = labels.iter().position(|known| *known == label.after).map(|at| at + 1);
    before.or(after).unwrap_or(labels.len())
}

fn rename_column_types(state: &mut State, old: &str, new: &str) {
    for column in state.tables.iter_mut().flat_map(|draft| &mut draft.table.columns) {
        if column.type_name.trim_end_matches("[]") == old {
            column.type_name = column.type_name.replacen(old, new, 1);
        }
    }
}

/// Objects of which only the name is kept.
fn other(state: &mut State, change: &SchemaChange) -> Vec<SqlEvent> {
    let event = &change.event;
    let object = [&event.kind, &event.schema, &event.table, &event.index].map(Clone::clone);
    let exists = state.others.contains(&object);
    let replaces = matches!(event.kind.as_str(), "function" | "view" | "trigger");
    match event.op.as_str() {
        "create" if exists && replaces => {
            return vec![SqlEvent { op: "alter".into(), ..event.clone() }];
        }
        "create" if exists => return Vec::new(),
        "create" => state.others.push(object),
        "drop" if !exists && change.tolerant => return Vec::new(),
        _ => state.others.retain(|known| *known != object),
    }
    let mut events = vec![event.clone()];
    if event.kind == "schema" && event.op == "drop" {
        let inside = |draft: &Draft| draft.table.schema == event.index;
        while let Some(at) = state.tables.iter().position(inside) {
            events.extend(removed(state, at, event.line));
        }
        state.enums.retain(|(schema, _)| *schema != event.index);
    }
    events
}
