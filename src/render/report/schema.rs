//! The database schema as the migrations make it, with the tables that are asked for and are not there.

use serde::Serialize;

use super::{
    Chart, Context, Section,
    charts::{
        columns::{self, Box, Link},
        length, px, started,
    },
    gap,
    table::{Cell, Row, Table as Listed},
    text::{Piece, count, lines},
    zero,
};
use crate::model::{GapItem, GapKind, MigrationSet, RequiredTable, State, Table};

/// Columns that a table of the diagram shows.
const SHOWN: usize = 14;
/// Height of a line of the diagram; the template knows the same.
const LINE: f64 = 17.0;

/// One diagram for each set of migrations.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Diagrams {
    diagrams: Vec<Diagram>,
}

#[derive(Clone, Debug, Default, Serialize)]
struct Diagram {
    title: String,
    width: String,
    height: String,
    tables: Vec<Drawn>,
    links: Vec<Link>,
}

#[derive(Clone, Debug, Default, Serialize)]
struct Drawn {
    x: String,
    y: String,
    height: String,
    name: String,
    /// Asked for and not there.
    missing: bool,
    lines: Vec<Line>,
}

#[derive(Clone, Debug, Default, Serialize)]
struct Line {
    y: String,
    /// `PK`, `FK` or nothing.
    mark: &'static str,
    name: String,
    type_name: String,
}

pub(super) fn section(context: &Context<'_>) -> Section {
    let sets = &context.analysis.migrations.sets;
    let missing = missing(context);
    let with_tables = sets.iter().filter(|set| !set.schema.tables.is_empty());
    let mut diagrams: Vec<Diagram> = with_tables.map(|set| diagram(set, &missing)).collect();
    if diagrams.is_empty() && !missing.is_empty() {
        diagrams.push(drawn("Asked for, and not there", &[], &missing));
    }
    let tables: usize = sets.iter().map(|set| set.schema.tables.len()).sum();
    let files: usize = sets.iter().map(|set| set.files.len()).sum();
    let lead = format!(
        "{} from {} in {}{}. A dashed frame is a table that is asked for and not there.",
        count(tables, "table"),
        count(files, "migration"),
        count(sets.len(), "folder"),
        if missing.is_empty() {
            String::new()
        } else {
            format!("; {} missing", count(missing.len(), "table"))
        },
    );
    Section {
        id: "schema",
        title: "Schema",
        lead: if diagrams.is_empty() { Vec::new() } else { vec![vec![Piece::text(lead)]] },
        chart: if diagrams.is_empty() { Chart::None } else { Chart::Schema(Diagrams { diagrams }) },
        tables: vec![listed(context, &missing)],
    }
}

/// Tables that are asked for and of which nothing is there.
fn missing<'a>(context: &Context<'a>) -> Vec<(&'a RequiredTable, &'a GapItem)> {
    let absent = |item: &&GapItem| item.kind == GapKind::Table && item.state == State::Absent;
    let items: Vec<&GapItem> = context.plan.gap.iter().filter(absent).collect();
    let tables = context.requirements.tables.iter();
    tables
        .filter_map(|table| Some((table, *items.iter().find(|item| item.id == table.id)?)))
        .collect()
}

fn diagram(set: &MigrationSet, missing: &[(&RequiredTable, &GapItem)]) -> Diagram {
    let tables: Vec<&Table> = set.schema.tables.iter().collect();
    let folder = if set.dir.is_empty() { "." } else { &set.dir };
    drawn(
        &format!("{folder} ({}, {})", set.tool, count(set.files.len(), "migration")),
        &tables,
        missing,
    )
}

fn drawn(title: &str, tables: &[&Table], missing: &[(&RequiredTable, &GapItem)]) -> Diagram {
    let all: Vec<(&Table, bool)> = tables
        .iter()
        .map(|table| (*table, false))
        .chain(missing.iter().map(|(required, _)| (&required.table, true)))
        .collect();
    let boxes: Vec<Box> = all.iter().map(|(table, _)| frame(table)).collect();
    let placed = columns::lay_out(&boxes);
    let drawn = all.iter().zip(&placed.places).map(|((table, missing), (x, y, height))| Drawn {
        x: px(*x),
        y: px(*y),
        height: px(*height),
        name: name(table),
        missing: *missing,
        lines: lines_of(table),
    });
    Diagram {
        title: title.to_owned(),
        width: px(placed.width),
        height: px(placed.height),
        tables: drawn.collect(),
        links: placed.links,
    }
}

/// The name with its schema, unless that is the default one.
fn name(table: &Table) -> String {
    match table.schema.as_str() {
        "" | "public" => table.name.clone(),
        schema => format!("{schema}.{}", table.name),
    }
}

fn frame(table: &Table) -> Box {
    let refers = table.foreign_keys.iter().map(|key| {
        let column = key.columns.first();
        let place = table.columns.iter().position(|one| Some(&one.name) == column);
        (place.filter(|place| *place < SHOWN), key.ref_table.clone())
    });
    let more = usize::from(table.columns.len() > SHOWN);
    Box {
        name: name(table),
        lines: table.columns.len().min(SHOWN) + more,
        refers: refers.collect(),
    }
}

fn lines_of(table: &Table) -> Vec<Line> {
    let mark = |column: &str| {
        if table.primary_key.iter().any(|key| key == column) {
            "PK"
        } else if table.foreign_keys.iter().any(|key| key.columns.iter().any(|one| one == column)) {
            "FK"
        } else {
            ""
        }
    };
    let y = |place: usize| px(LINE * length(place));
    let columns = table.columns.iter().take(SHOWN).zip(0..).map(|(column, place)| Line {
        y: y(place),
        mark: mark(&column.name),
        name: started(&column.name, 18),
        type_name: started(&short(&column.type_name), 13),
    });
    let mut lines: Vec<Line> = columns.collect();
    if table.columns.len() > SHOWN {
        let name = format!("and {} more", table.columns.len() - SHOWN);
        lines.push(Line { y: y(SHOWN), name, ..Line::default() });
    }
    lines
}

/// Common long names of types as people write them.
fn short(type_name: &str) -> String {
    const SHORT: &[(&str, &str)] = &[
        ("timestamp with time zone", "timestamptz"),
        ("timestamp without time zone", "timestamp"),
        ("character varying", "varchar"),
        ("double precision", "double"),
    ];
    SHORT.iter().fold(type_name.to_owned(), |text, (long, short)| text.replace(long, short))
}

fn listed(context: &Context<'_>, missing: &[(&RequiredTable, &GapItem)]) -> Listed {
    let sets = context.analysis.migrations.sets.iter();
    let there =
        sets.flat_map(|set| set.schema.tables.iter().map(move |table| row(context, set, table)));
    let absent = missing.iter().map(|(required, item)| {
        let table = &required.table;
        let mut cells = common(table);
        cells.insert(0, gap::state(State::Absent));
        cells.extend([
            context.to.cite(&item.id).into(),
            "".into(),
            context.to.at(&table.at).into(),
        ]);
        Row::new(cells)
    });
    let columns = [
        "=State",
        "Table",
        "#Columns",
        "Primary key",
        "Foreign keys",
        "#Indexes",
        "Asked for",
        "Migrations",
        "Where",
    ];
    Listed::new("tables-table", "Tables with their keys", &columns)
        .or(zero::facts(context, "migrations", "migrations"))
        .with(absent.chain(there))
}

/// Name, columns, keys and indexes.
fn common(table: &Table) -> Vec<Cell> {
    let keys = table
        .foreign_keys
        .iter()
        .map(|key| Piece::text(format!("{} → {}", key.columns.join(", "), key.ref_table)));
    vec![
        Piece::code(name(table)).into(),
        Cell::number(u64::try_from(table.columns.len()).unwrap_or_default()),
        table.primary_key.join(", ").into(),
        lines(keys).into(),
        Cell::number(u64::try_from(table.indexes.len()).unwrap_or_default()),
    ]
}

fn row(context: &Context<'_>, set: &MigrationSet, table: &Table) -> Row {
    let shows = |item: &&GapItem| {
        item.kind == GapKind::Table
            && item
                .evidence
                .iter()
                .any(|one| one.at.file == table.at.file && one.at.line == table.at.line)
    };
    let asked = context.plan.gap.iter().find(shows);
    let state = match asked {
        Some(item) => gap::state(item.state),
        None if context.plan.gap.is_empty() => Cell::from(Piece::mark("there", "good")).by(1.0),
        None => Cell::from(Piece::mark("not asked for", "calm")).by(1.0),
    };
    let mut cells = common(table);
    cells.insert(0, state);
    let asked = asked.map_or_else(Vec::new, |item| vec![context.to.cite(&item.id)]);
    cells.extend([asked.into(), Piece::code(&set.dir).into(), context.to.at(&table.at).into()]);
    Row::new(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_written_as_people_do() {
        assert_eq!(short("timestamp with time zone[]"), "timestamptz[]");
    }
}
