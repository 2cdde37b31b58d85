//! Tables of work: which column says what, and one draft for every row that names an item.

use super::{
    draft::{Draft, Origin},
    fields::{self, Field},
    ids, names, signs,
};
use crate::{
    document::words,
    model::{Block, WorkKind, WorkStatus},
};

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    /// Identifiers; a bare number there belongs to `word`.
    Id {
        word: &'static str,
    },
    Title,
    /// Identifier of the item above.
    Parent {
        word: &'static str,
    },
    Field(Field),
    Other,
}

/// A table whose rows are items.
pub(super) struct Work {
    columns: Vec<Column>,
    heads: Vec<String>,
    id: usize,
}

/// A cell that says something of the row's item.
pub(super) struct Cell<'b> {
    pub(super) field: Field,
    pub(super) head: String,
    pub(super) at: usize,
    pub(super) text: &'b str,
}

const LEVELS: &[(&str, &[&str])] = &[
    ("Task", &["task", "tarefa", "tarea", "task id", "tarefa id"]),
    ("Subtask", &["subtask", "subtarefa", "sub task"]),
    ("Epic", &["epic", "epico", "epica", "epic id"]),
    ("Phase", &["phase", "fase", "phase id"]),
    ("Milestone", &["milestone", "marco", "hito"]),
    ("Sprint", &["sprint"]),
    ("Wave", &["wave", "onda"]),
    ("Step", &["step", "passo", "paso"]),
    ("Stage", &["stage", "etapa"]),
];

const IDS: &[&str] = &["id", "no", "nº", "n", "codigo", "code", "key", "ids", ""];

const TITLES: &[&str] = &[
    "title",
    "name",
    "description",
    "titulo",
    "nome",
    "descricao",
    "nombre",
    "descripcion",
    "what",
    "item",
    "summary",
    "deliverable",
    "goal",
    "theme",
    "work",
    "focus",
];

/// Reads the head of a table; `None` when its rows are no items.
pub(super) fn work(head: &Block, rows: &[&Block]) -> Option<Work> {
    let keys: Vec<String> = head.cells.iter().map(|cell| words::key(cell)).collect();
    let plain_id = keys.iter().position(|key| IDS.contains(&key.trim()));
    let plain_id = plain_id.filter(|at| filled(rows, *at, "").is_some());
    let (id, word) = match plain_id {
        Some(at) => (at, word_of(&keys, at)),
        None => keys.iter().enumerate().find_map(|(at, key)| {
            let word = level(key)?;
            filled(rows, at, word).map(|()| (at, word))
        })?,
    };
    let mut columns: Vec<Column> = keys.iter().map(|key| column(key)).collect();
    if let Some(column) = columns.get_mut(id) {
        *column = Column::Id { word };
    }
    name_title(&mut columns, &keys, id);
    let levelled = !word.is_empty() || rows.iter().any(|row| kind_of(row, id).is_some());
    // Identifiers of unknown letters are those of errors, tests, endpoints as well: their status is no proof.
    let known = |(at, column): (usize, &Column)| match column {
        Column::Field(Field::Status) => levelled || tells_status(rows, at),
        Column::Field(field) => *field != Field::Text && (levelled || proves(*field)),
        _ => false,
    };
    let titled = columns.contains(&Column::Title);
    let works = columns.iter().enumerate().any(known)
        || (titled && rows.iter().any(|row| kind_of(row, id).is_some()));
    works.then(|| Work { columns, heads: head.cells.clone(), id })
}

fn proves(field: Field) -> bool {
    use Field::{Acceptance, Blocks, Commits, Confidence, Ends, Files, Hours, Needs, Size, Starts};
    matches!(
        field,
        Acceptance
            | Blocks
            | Commits
            | Confidence
            | Ends
            | Files(_)
            | Hours
            | Needs
            | Size
            | Starts
    )
}

fn tells_status(rows: &[&Block], at: usize) -> bool {
    rows.iter()
        .any(|row| row.cells.get(at).is_some_and(|cell| signs::value(cell) != WorkStatus::Unsaid))
}

/// Whether half of the cells of a column are identifiers of work.
fn filled(rows: &[&Block], at: usize, word: &str) -> Option<()> {
    let named = rows
        .iter()
        .filter(|row| row.cells.get(at).is_some_and(|cell| row_name(cell, word).is_some()));
    let count = named.count();
    (count > 0 && count * 2 >= rows.len()).then_some(())
}

fn kind_of(row: &Block, at: usize) -> Option<WorkKind> {
    row.cells.get(at).and_then(|cell| row_name(cell, "")).and_then(|name| name.kind)
}

/// The word that bare numbers of the identifier column belong to: the level another column names.
fn word_of(keys: &[String], id: usize) -> &'static str {
    let others = keys.iter().enumerate().filter(|(at, _)| *at != id);
    { others }.find_map(|(_, key)| level(key)).unwrap_or_default()
}

fn level(key: &str) -> Option<&'static str> {
    LEVELS.iter().find(|(_, names)| names.contains(&key.trim())).map(|(word, _)| *word)
}

fn column(key: &str) -> Column {
    if TITLES.contains(&key.trim()) {
        return Column::Title;
    }
    match (level(key), fields::of_label(key)) {
        (Some(word), _) => Column::Parent { word },
        (None, Some(field)) => Column::Field(field),
        (None, None) => Column::Other,
    }
}

/// The title's column: one that is called so, else the level's own where the identifier has another,
/// else the first that says nothing known.
fn name_title(columns: &mut [Column], keys: &[String], id: usize) {
    if columns.contains(&Column::Title) {
        return;
    }
    let own =
        (id + 1..columns.len()).find(|at| keys.get(*at).is_some_and(|key| level(key).is_some()));
    let other = || columns.iter().position(|column| *column == Column::Other);
    if let Some(column) = own.or_else(other).and_then(|at| columns.get_mut(at)) {
        *column = Column::Title;
    }
}

/// The name in an identifier cell; of a bare number with the word of its column.
fn row_name(cell: &str, word: &str) -> Option<names::Name> {
    let cell = crate::document::outline::without_symbols(cell);
    let cell = cell.trim();
    if let Some(name) = names::read(cell) {
        return Some(name);
    }
    if let Some((id, rest)) = ids::leading(cell).filter(|(id, _)| !ids::is_no_work(id)) {
        let title = names::title(rest);
        return Some(names::Name {
            id: id.to_owned(),
            kind: ids::kind(id),
            calendar: false,
            title,
        });
    }
    (!word.is_empty()).then(|| names::read(&format!("{word} {cell}"))).flatten()
}

impl Work {
    /// Name of the row's item and the identifier of the one above, when the row names an item.
    pub(super) fn name(&self, row: &Block) -> Option<(names::Name, String)> {
        let word = match self.columns.get(self.id)? {
            Column::Id { word } => word,
            _ => "",
        };
        let cell = row.cells.get(self.id)?;
        let mut name = row_name(cell, word)?;
        let title = self.columns.iter().position(|column| *column == Column::Title);
        let told = title.and_then(|at| row.cells.get(at)).map(|cell| cell.trim());
        if let Some(told) = told.filter(|told| told.contains(char::is_alphanumeric)) {
            told.clone_into(&mut name.title);
        }
        Some((name, self.parent(row)))
    }

    fn parent(&self, row: &Block) -> String {
        let cells = self.columns.iter().zip(&row.cells);
        let above = cells.filter_map(|(column, cell)| match column {
            Column::Parent { word } => row_name(cell, word),
            _ => None,
        });
        above.map(|name| name.id).next().unwrap_or_default()
    }

    /// The cells that say something of the item.
    pub(super) fn cells<'b>(&self, row: &'b Block) -> Vec<Cell<'b>> {
        let columns = self.columns.iter().enumerate().zip(&row.cells);
        let cells = columns.filter_map(|((at, column), cell)| {
            let Column::Field(field) = column else { return None };
            let said = !matches!(cell.trim(), "" | "-" | "–" | "—" | "N/A" | "n/a");
            let head = self.heads.get(at).cloned().unwrap_or_default();
            said.then_some(Cell { field: *field, head, at, text: cell })
        });
        cells.collect()
    }

    /// Whether the identifier's cell says that the item may be left out.
    pub(super) fn optional(&self, row: &Block) -> bool {
        row.cells.get(self.id).is_some_and(|cell| is_optional(cell))
    }
}

/// Whether a bracket in `text` says that the work may be left out.
pub(super) fn is_optional(text: &str) -> bool {
    let inner = text.split('(').skip(1).filter_map(|part| part.split(')').next());
    inner.map(words::key).any(|key| {
        words::has_any(&key, &["stretch", "optional", "opcional", "nice to have", "opcionais"])
    })
}

/// The cells of a table's line as written, without its outer bars; bars in code or behind `\` are text.
pub(super) fn raw_cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in line.chars() {
        match c {
            '|' if !escaped => cells.push(String::new()),
            _ => cells.last_mut().into_iter().for_each(|cell| cell.push(c)),
        }
        escaped = c == '\\';
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// A draft for a row.
pub(super) fn draft(at: crate::model::Evidence, name: &names::Name) -> Draft {
    let kind = name.kind.unwrap_or_default();
    Draft { origin: Origin::Row, ..Draft::new(at, &name.id, kind, name.title.clone()) }
}
