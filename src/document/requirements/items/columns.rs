//! Which column of a table holds what.

use crate::{
    document::{requirements::rows, words},
    model::Block,
};

/// Columns of a table that lists requirements.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) id: Option<usize>,
    pub(super) priority: Option<usize>,
    pub(super) acceptance: Option<usize>,
    /// The table lists something else.
    pub(super) foreign: bool,
    head: Option<Block>,
}

impl Columns {
    /// Reads the heading row.
    pub(super) fn of(head: &Block) -> Self {
        let keys: Vec<String> = head.cells.iter().map(|cell| words::key(cell)).collect();
        let find = |phrases: &[&str]| {
            keys.iter().position(|key| phrases.iter().any(|phrase| words::is(key, phrase)))
        };
        let holds = |phrases: &[&str]| keys.iter().position(|key| words::has_any(key, phrases));
        // A heading of `#` alone has no words.
        let id =
            find(&["id", "ref", "code", "codigo", "req", "no", "requirement id", "identifier"])
                .or_else(|| head.cells.iter().position(|cell| cell.trim() == "#"));
        let field = |name: &str| keys.first().is_some_and(|key| words::is(key, name));
        Self {
            id,
            priority: find(&["priority", "prioridade", "prioridad", "moscow", "prio"]),
            acceptance: holds(&["acceptance", "aceitacao", "aceite"]),
            foreign: field("field")
                || field("campo")
                || holds(&["method", "metodo", "mitigation", "mitigacao", "endpoint"]).is_some(),
            head: Some(head.clone()),
        }
    }

    /// The cells that describe the requirement, joined.
    pub(super) fn text(&self, row: &Block) -> String {
        rows::told(self.head.as_ref(), row, &self.special())
    }

    /// The cell that names the requirement.
    pub(super) fn name<'b>(&self, row: &'b Block) -> &'b str {
        rows::first(row, &self.special())
    }

    fn special(&self) -> Vec<usize> {
        [self.id, self.priority, self.acceptance].into_iter().flatten().collect()
    }

    /// The cell in `column`.
    pub(super) fn cell(column: Option<usize>, row: &Block) -> &str {
        column.and_then(|column| row.cells.get(column)).map_or("", String::as_str)
    }
}
