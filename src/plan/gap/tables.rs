//! Tables that the documents ask for beside the schema that the migrations lead to.

use super::observed;
use crate::{
    model::{Column, GapItem, GapKind, Observation, RequiredTable, State, Table},
    plan::Inputs,
};

pub(super) fn gap(inputs: &Inputs<'_>) -> Vec<GapItem> {
    let sets = inputs.analysis.migrations.sets.iter();
    let tables: Vec<&Table> = sets.flat_map(|set| &set.schema.tables).collect();
    inputs.requirements.tables.iter().map(|asked| item(asked, &tables)).collect()
}

fn item(asked: &RequiredTable, tables: &[&Table]) -> GapItem {
    let name = &asked.table.name;
    let exact = tables.iter().find(|table| table.name.eq_ignore_ascii_case(name));
    // An entity of a data model does not say whether its table is called after one or many.
    let number = |name: &str| name.trim_end_matches('s').to_ascii_lowercase();
    let entity = asked.table.at.rule.ends_with(".entity");
    let alike = || tables.iter().find(|table| entity && number(&table.name) == number(name));
    let found = exact.or_else(alike);
    let (state, evidence, missing) = match found {
        None => (State::Absent, Vec::new(), vec![format!("no migration creates `{name}`")]),
        Some(table) => beside(&asked.table, table),
    };
    GapItem {
        id: asked.id.clone(),
        kind: GapKind::Table,
        title: format!("table `{name}`"),
        asked: observed(&asked.table.at, format!("table `{name}`")),
        state,
        evidence,
        missing,
    }
}

fn beside(asked: &Table, found: &Table) -> (State, Vec<Observation>, Vec<String>) {
    let mut missing: Vec<String> =
        asked.columns.iter().filter_map(|column| column_gap(column, found)).collect();
    missing.extend(
        asked
            .indexes
            .iter()
            .filter(|index| !has_index(found, &index.columns))
            .map(|index| format!("index on ({})", index.columns.join(", "))),
    );
    let state = if missing.is_empty() { State::Present } else { State::Partial };
    let text = format!("`{}` with {} columns", found.name, found.columns.len());
    (state, vec![observed(&found.at, text)], missing)
}

fn column_gap(asked: &Column, found: &Table) -> Option<String> {
    let Some(column) = found.columns.iter().find(|column| column.name == asked.name) else {
        return Some(format!("column `{}` ({})", asked.name, asked.type_name));
    };
    // A data model in words may leave the type open.
    let differs = !asked.type_name.is_empty() && column.type_name != asked.type_name;
    differs.then(|| {
        format!(
            "column `{}` is {}, the document says {}",
            asked.name, column.type_name, asked.type_name
        )
    })
}

/// An index serves when the asked columns are its first ones; a primary key is an index as well.
fn has_index(table: &Table, columns: &[String]) -> bool {
    let serves = |have: &[String]| {
        have.len() >= columns.len() && have.iter().zip(columns).all(|(a, b)| a == b)
    };
    serves(&table.primary_key) || table.indexes.iter().any(|index| serves(&index.columns))
}
