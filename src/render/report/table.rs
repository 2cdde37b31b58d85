//! Tables: every section shows its evidence as one, and every chart has one beside it.

use serde::Serialize;

use super::text::{Piece, grouped};

/// Rows that a table may have. Longer lists say how much is left out, so that the page stays readable.
pub(super) const ROWS: usize = 400;

/// A table that can be sorted and filtered.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Table {
    /// Identifier on the page.
    id: &'static str,
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
    /// What is said when there are no rows: which zero it is.
    zero: String,
    /// What is left out; empty for nothing.
    rest: String,
}

#[derive(Clone, Debug, Serialize)]
struct Column {
    title: &'static str,
    /// `text`, `number`, or `choice` for few different values.
    kind: &'static str,
}

/// A row with its anchor.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Row {
    /// Anchor; empty for none.
    id: String,
    cells: Vec<Cell>,
}

/// A cell with what it is sorted by.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Cell {
    pieces: Vec<Piece>,
    /// Number that it is sorted by; its text where there is none.
    value: Option<f64>,
}

impl Table {
    /// A table with `columns`: `#` in front of a title marks numbers, `=` few different values.
    pub(super) fn new(
        id: &'static str,
        caption: impl Into<String>,
        columns: &[&'static str],
    ) -> Self {
        let column = |title: &&'static str| match title.split_at_checked(1) {
            Some(("#", title)) => Column { title, kind: "number" },
            Some(("=", title)) => Column { title, kind: "choice" },
            _ => Column { title, kind: "text" },
        };
        let columns = columns.iter().map(column).collect();
        Self { id, caption: caption.into(), columns, ..Self::default() }
    }

    /// What is said when there are no rows.
    pub(super) fn or(mut self, zero: impl Into<String>) -> Self {
        self.zero = zero.into();
        self
    }

    /// Fills the table, as far as it may be filled.
    pub(super) fn with(mut self, rows: impl IntoIterator<Item = Row>) -> Self {
        let mut rows: Vec<Row> = rows.into_iter().collect();
        let all = rows.len();
        rows.truncate(ROWS);
        if all > rows.len() {
            self.rest = format!("{} of {} are shown.", grouped(rows.len()), grouped(all));
        }
        self.rows = rows;
        self
    }
}

impl Row {
    /// A row of `cells`.
    pub(super) fn new(cells: impl IntoIterator<Item = Cell>) -> Self {
        Self { id: String::new(), cells: cells.into_iter().collect() }
    }

    /// The row with an anchor.
    pub(super) fn called(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }
}

impl From<Vec<Piece>> for Cell {
    fn from(pieces: Vec<Piece>) -> Self {
        Self { pieces, value: None }
    }
}

impl From<Piece> for Cell {
    fn from(piece: Piece) -> Self {
        vec![piece].into()
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Piece::text(text).into()
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Piece::text(text).into()
    }
}

impl Cell {
    /// A cell that is sorted by a number.
    pub(super) fn by(mut self, value: f64) -> Self {
        self.value = Some(value);
        self
    }

    /// A whole number.
    pub(super) fn number(value: impl Into<u64>) -> Self {
        let value = value.into();
        let shown = grouped(usize::try_from(value).unwrap_or(usize::MAX));
        #[expect(clippy::cast_precision_loss, reason = "only the order counts")]
        let by = value as f64;
        Self::from(shown).by(by)
    }

    /// A number of hours or weeks, with one place behind the point where it says something.
    pub(super) fn amount(value: f64) -> Self {
        Self::from(amount(value)).by(value)
    }
}

/// A number with one place behind the point where it says something.
pub(super) fn amount(value: f64) -> String {
    if (value - value.round()).abs() < 0.05 { format!("{value:.0}") } else { format!("{value:.1}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_table_says_what_it_leaves_out() {
        let rows = (0..=ROWS).map(|_| Row::new([Cell::from("a")]));
        let table = Table::new("t", "All", &["#Number", "=State", "Text"]).with(rows);
        assert_eq!(table.rows.len(), ROWS);
        assert_eq!(table.rest, format!("{ROWS} of {} are shown.", ROWS + 1));
        let kinds: Vec<&str> = table.columns.iter().map(|column| column.kind).collect();
        assert_eq!(kinds, ["number", "choice", "text"]);
    }
}
