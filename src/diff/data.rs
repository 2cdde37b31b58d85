//! What endpoints, schemas, settings and dependencies are known by, and what they say.

use super::item::{Item, folder};
use crate::model::{Analysis, Evidence, Migration, MigrationSet, Route, SqlEvent, Table};

pub(super) fn routes(analysis: &Analysis) -> Vec<Item> {
    analysis.routes.iter().map(route).collect()
}

fn route(one: &Route) -> Item {
    let name = format!("{} {}", one.method, one.path);
    Item::new(&one.at, name, &[&one.protocol, &one.method, &one.path])
        .says("handler", &*one.handler)
        .says("framework", &*one.kind)
        .mark("prefix known", one.prefix_known)
        .each("middleware", one.middleware.iter().map(|one| (one.clone(), String::new())))
        .mark("authenticated", one.auth)
        .says("resource", one.auth_resource.as_deref().unwrap_or_default())
        .says("action", one.auth_action.as_deref().unwrap_or_default())
        .mark("licensed", one.license)
        .says("serves", one.infrastructure.as_deref().unwrap_or_default())
        .says("body", one.body_type.as_deref().unwrap_or_default())
}

pub(super) fn openapi(analysis: &Analysis) -> Vec<Item> {
    let operations = analysis.openapi.iter().flat_map(|document| {
        document.operations.iter().map(|one| {
            let at = Evidence {
                line: one.line.max(1),
                end_line: one.line.max(1),
                ..document.at.clone()
            };
            let name = format!("{} {}", one.method, one.path);
            Item::new(&at, name, &[&one.method, &one.path])
        })
    });
    operations.collect()
}

pub(super) fn migrations(analysis: &Analysis) -> Vec<Item> {
    let sets = analysis.migrations.sets.iter();
    sets.flat_map(|set| set.files.iter().map(|one| migration(set, one))).collect()
}

fn migration(set: &MigrationSet, one: &Migration) -> Item {
    let file = if one.up.is_empty() { &one.down } else { &one.up };
    let at = Evidence { file: file.clone(), line: 1, end_line: 1, ..set.at.clone() };
    let version = one.version.to_string();
    let events: Vec<String> = one.events.iter().map(event).collect();
    let mut item = Item::new(&at, format!("{version} {}", one.name), &[&set.dir, &version])
        .says("name", &*one.name)
        .mark("way up", !one.up.is_empty())
        .mark("way down", !one.down.is_empty())
        .says("changes", events.join("; "));
    item.anywhere = Some(vec![version, one.name.clone()]);
    item
}

/// `create table a`, `rename column a.b to c`.
fn event(one: &SqlEvent) -> String {
    let names = [&one.schema, &one.table, &one.column, &one.index];
    let named: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
    let named = named.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(".");
    let from = if one.from.is_empty() { String::new() } else { format!(" from {}", one.from) };
    format!("{} {} {named}{from}", one.op, one.kind)
}

/// Tables with the folder of the migrations that make them.
fn all_tables(analysis: &Analysis) -> impl Iterator<Item = (&str, &Table)> {
    let sets = analysis.migrations.sets.iter();
    sets.flat_map(|set| set.schema.tables.iter().map(|table| (set.dir.as_str(), table)))
}

fn table_name(table: &Table) -> String {
    if table.schema.is_empty() {
        return table.name.clone();
    }
    format!("{}.{}", table.schema, table.name)
}

pub(super) fn tables(analysis: &Analysis) -> Vec<Item> {
    let items = all_tables(analysis).map(|(dir, one)| {
        let index = |one: &crate::model::Index| {
            let words =
                [if one.unique { "unique" } else { "" }, if one.partial { "partial" } else { "" }];
            let columns = format!("({})", one.columns.join(", "));
            let words = words.into_iter().filter(|word| !word.is_empty());
            (one.name.clone(), words.chain([&*columns]).collect::<Vec<_>>().join(" "))
        };
        let key = |one: &crate::model::ForeignKey| {
            let target = format!("{} ({})", one.ref_table, one.ref_columns.join(", "));
            (one.name.clone(), format!("({}) to {target}", one.columns.join(", ")))
        };
        let check = |one: &crate::model::Check| (one.name.clone(), one.expression.clone());
        Item::new(&one.at, table_name(one), &[dir, &one.schema, &one.name])
            .says("primary key", one.primary_key.join(", "))
            .each("index", one.indexes.iter().map(index))
            .each("foreign key", one.foreign_keys.iter().map(key))
            .each("check", one.checks.iter().map(check))
    });
    items.collect()
}

pub(super) fn columns(analysis: &Analysis) -> Vec<Item> {
    let items = all_tables(analysis).flat_map(|(dir, table)| {
        table.columns.iter().map(move |one| {
            let name = format!("{}.{}", table_name(table), one.name);
            Item::new(&table.at, name, &[dir, &table.schema, &table.name, &one.name])
                .says("type", &*one.type_name)
                .mark("nullable", one.nullable)
                .says("default", one.default.as_deref().unwrap_or_default())
                .mark("computed", one.generated)
                // Its evidence is that of its table.
                .without_place()
        })
    });
    items.collect()
}

pub(super) fn configuration(analysis: &Analysis) -> Vec<Item> {
    let items = analysis.configuration.iter().map(|one| {
        // Two services may each have a setting of this name.
        Item::declared(&one.at, &*one.key, &[&one.kind, &one.key])
            .says("default", one.default.as_deref().unwrap_or_default())
            .mark("required", one.required)
    });
    items.collect()
}

pub(super) fn dependencies(analysis: &Analysis) -> Vec<Item> {
    let items = analysis.dependencies.iter().map(|one| {
        let dev = if one.dev { "dev" } else { "" };
        Item::new(&one.at, &*one.name, &[&one.ecosystem, folder(&one.at.file), &one.name, dev])
            .says("version", &*one.version)
            .mark("direct", one.direct)
    });
    items.collect()
}

pub(super) fn integrations(analysis: &Analysis) -> Vec<Item> {
    let items = analysis.integrations.iter().map(|one| {
        let name = format!("{} {}", one.kind, one.name);
        Item::new(&one.at, name, &[&one.kind, &one.name, &one.via])
            .says("direction", &*one.direction)
    });
    items.collect()
}
