//! Table rows as sentences: the first cell, then every other one behind the heading of its column.

use crate::{document::words, model::Block};

/// Columns whose cells go on with the first cell and need no heading of their own.
const GOES_ON: &[&str] = &[
    "description",
    "details",
    "detail",
    "requirement",
    "what",
    "descricao",
    "detalhes",
    "requisito",
    "descripcion",
];

/// The cells of `row` outside of the columns `left_out`; empty cells say nothing.
pub(super) fn told(head: Option<&Block>, row: &Block, left_out: &[usize]) -> String {
    let mut text = String::new();
    for (at, cell) in row.cells.iter().enumerate() {
        let cell = cell.trim();
        if left_out.contains(&at) || !cell.contains(char::is_alphanumeric) {
            continue;
        }
        let column = head.and_then(|head| head.cells.get(at)).map_or("", |name| name.trim());
        match (text.is_empty(), column) {
            (true, _) => {}
            (false, "") => text.push_str("; "),
            (false, name) if goes_on(name) => text.push_str(": "),
            (false, name) => text.extend(["; ", &lower(name), ": "]),
        }
        text.push_str(cell);
    }
    text
}

/// The first cell that says something.
pub(super) fn first<'b>(row: &'b Block, left_out: &[usize]) -> &'b str {
    let cells = row.cells.iter().enumerate();
    let mut kept =
        cells.filter(|(at, cell)| !left_out.contains(at) && cell.contains(char::is_alphanumeric));
    kept.next().map_or("", |(_, cell)| cell.trim())
}

fn goes_on(column: &str) -> bool {
    let key = words::key(column);
    GOES_ON.iter().any(|name| words::is(&key, name))
}

/// A heading within a sentence: `Target` → `target`, `P99` and `API status` as they are.
fn lower(heading: &str) -> String {
    let mut letters = heading.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() && !second.is_ascii_digit() => {
            let rest = heading.get(first.len_utf8()..).unwrap_or_default();
            first.to_lowercase().chain(rest.chars()).collect()
        }
        _ => heading.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &[&str], row: &[&str], left_out: &[usize], expected: &str) {
        let block = |cells: &[&str]| Block {
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
            ..Block::default()
        };
        assert_eq!(told(Some(&block(head)), &block(row), left_out), expected);
    }

    #[test]
    fn cells_are_named_by_their_columns() {
        check(
            &["Metric", "Today", "P99", ""],
            &["Wrong", "2%", "5 ms", "x"],
            &[],
            "Wrong; today: 2%; P99: 5 ms; x",
        );
        check(
            &["Id", "Name", "Description"],
            &["FR-1", "Store", "in rows"],
            &[0],
            "Store: in rows",
        );
        check(&["A", "B", "Cost"], &["a", "–", "c"], &[], "a; cost: c");
        check(&["A"], &["a", "beyond"], &[], "a; beyond");
    }
}
