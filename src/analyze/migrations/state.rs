//! The schema while migrations run: tables with what only running them needs to know.

use crate::model::{EnumType, Schema, SqlEvent, Table};

/// Schema and name.
pub(super) type Key = (String, String);

#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub(super) tables: Vec<Draft>,
    /// Enumerated types with their schema.
    pub(super) enums: Vec<(String, EnumType)>,
    /// Kind, schema, table and name of objects of which only that is kept.
    pub(super) others: Vec<[String; 4]>,
}

/// A table and where it comes from.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) table: Table,
    /// Tables whose changes reach this one too.
    pub(super) parents: Vec<Key>,
    /// A partition, which also follows its parent's indexes and goes with it.
    pub(super) partition: bool,
}

impl Draft {
    pub(super) fn key(&self) -> Key {
        (self.table.schema.clone(), self.table.name.clone())
    }
}

impl State {
    pub(super) fn table(&self, schema: &str, name: &str) -> Option<&Draft> {
        self.tables.get(self.position(schema, name)?)
    }

    pub(super) fn table_mut(&mut self, schema: &str, name: &str) -> Option<&mut Draft> {
        let position = self.position(schema, name)?;
        self.tables.get_mut(position)
    }

    /// A table by schema and name, or else by name in the default schema, as a search path finds it.
    fn position(&self, schema: &str, name: &str) -> Option<usize> {
        let at = |schema: &str| {
            self.tables
                .iter()
                .position(|draft| draft.table.schema == schema && draft.table.name == name)
        };
        at(schema).or_else(|| at(""))
    }

    /// Keys of the table and of all tables that follow it; empty when the table is not known.
    pub(super) fn family(&self, schema: &str, name: &str) -> Vec<Key> {
        let mut found: Vec<Key> = self.table(schema, name).map(Draft::key).into_iter().collect();
        let mut at = 0;
        while let Some(key) = found.get(at).cloned() {
            let children = self.tables.iter().filter(|draft| draft.parents.contains(&key));
            for child in children.map(Draft::key).collect::<Vec<_>>() {
                if !found.contains(&child) {
                    found.push(child);
                }
            }
            at += 1;
        }
        found
    }

    /// Whether the name is that of a view, which may have indexes too.
    pub(super) fn is_view(&self, schema: &str, name: &str) -> bool {
        self.others
            .iter()
            .any(|[kind, in_schema, _, view]| kind == "view" && in_schema == schema && view == name)
    }

    /// Whether there is an object of which only the name is kept.
    pub(super) fn has(&self, kind: &str, name: &str) -> bool {
        self.others.iter().any(|[known, _, _, object]| known == kind && object == name)
    }

    /// The table that has an index of this name.
    pub(super) fn owner_of_index(&self, schema: &str, name: &str) -> Option<Key> {
        let has = |draft: &&Draft| draft.table.indexes.iter().any(|index| index.name == name);
        let mut owners = self.tables.iter().filter(has);
        let first = owners.clone().find(|draft| draft.table.schema == schema);
        first.or_else(|| owners.next()).map(Draft::key)
    }

    /// The schema as the contract lists it, by schema and name.
    pub(super) fn into_schema(self) -> Schema {
        let mut tables: Vec<Table> = self.tables.into_iter().map(|draft| draft.table).collect();
        tables.sort_by(|a, b| (&a.schema, &a.name).cmp(&(&b.schema, &b.name)));
        let mut enums = self.enums;
        enums.sort_by(|a, b| (&a.0, &a.1.name).cmp(&(&b.0, &b.1.name)));
        Schema { tables, enums: enums.into_iter().map(|(_, kind)| kind).collect() }
    }
}

/// An event about something of a table.
pub(super) fn event(line: u32, op: &str, kind: &str, (schema, table): &Key) -> SqlEvent {
    SqlEvent {
        line,
        op: op.to_owned(),
        kind: kind.to_owned(),
        schema: schema.clone(),
        table: table.clone(),
        ..SqlEvent::default()
    }
}

/// Events without those of a column or index that one statement drops and makes again.
pub(super) fn net(events: &[SqlEvent]) -> Vec<SqlEvent> {
    let events = &replaced(events);
    let opposite = |event: &SqlEvent, op: &str| {
        events.iter().any(|other| {
            let same = SqlEvent { op: event.op.clone(), ..other.clone() };
            other.op == op && same == *event
        })
    };
    let undone = |event: &SqlEvent| {
        matches!(event.kind.as_str(), "column" | "index")
            && (event.op == "drop" && opposite(event, "create")
                || event.op == "create" && opposite(event, "drop"))
    };
    let mut kept = Vec::new();
    for event in events {
        if !undone(event) {
            kept.push(event.clone());
        } else if event.op == "create" {
            kept.push(SqlEvent { op: "alter".into(), ..event.clone() });
        }
    }
    kept
}

/// An index that takes the name of one which the same statement drops: its own name is what goes.
fn replaced(events: &[SqlEvent]) -> Vec<SqlEvent> {
    let dropped = |event: &&SqlEvent| event.kind == "index" && event.op == "drop";
    let replaces = |event: &SqlEvent| {
        let same = |gone: &SqlEvent| gone.line == event.line && gone.index == event.index;
        let renames = event.kind == "index" && event.op == "rename";
        renames && events.iter().filter(dropped).any(same)
    };
    let takers: Vec<&SqlEvent> = events.iter().filter(|event| replaces(event)).collect();
    let kept = events.iter().map(|event| {
        let taker =
            takers.iter().find(|taker| taker.line == event.line && taker.index == event.index);
        match taker.filter(|_| dropped(&event)) {
            Some(taker) => SqlEvent { index: taker.from.clone(), ..event.clone() },
            None => event.clone(),
        }
    });
    kept.filter(|event| !replaces(event)).collect()
}

/// Events for everything that a table consists of.
pub(super) fn parts(line: u32, op: &str, table: &Table) -> Vec<SqlEvent> {
    let key = (table.schema.clone(), table.name.clone());
    let columns = table
        .columns
        .iter()
        .map(|column| SqlEvent { column: column.name.clone(), ..event(line, op, "column", &key) });
    let indexes = table
        .indexes
        .iter()
        .map(|index| SqlEvent { index: index.name.clone(), ..event(line, op, "index", &key) });
    columns.chain(indexes).collect()
}
