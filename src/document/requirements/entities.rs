//! Entities of a data model with their fields: a section with a table or a list of fields that have types.
//! Schemas in SQL fences are read elsewhere.

use super::page::Page;
use crate::{
    document::{field, words},
    model::{Block, BlockKind, Column, RequiredTable, Section, Span, Table},
};

/// Reads the entities of one page.
pub(super) fn read(page: &Page<'_>, found: &mut Vec<RequiredTable>) {
    if !page.requires() {
        return;
    }
    for (_, section) in page.sections() {
        let fields = fields(section);
        let typed = fields.iter().filter(|field| field.typed).count();
        // A list of parameters has types as well; a key or a time stamp shows that rows are stored.
        if fields.len() < 2 || typed * 2 < fields.len() || !is_stored(section, &fields) {
            continue;
        }
        let Some(name) = table_name(section) else { continue };
        if found.iter().any(|known| known.table.name == name) {
            continue;
        }
        found.push(table(page, section, name, fields));
    }
}

/// A field before it is a column.
#[derive(Debug, Default, PartialEq, Eq)]
struct Field {
    name: String,
    type_name: String,
    /// A type is written, whether it tells the column's or not.
    typed: bool,
    nullable: bool,
    key: bool,
    default: Option<String>,
    line: u32,
}

fn table(page: &Page<'_>, section: &Section, name: String, fields: Vec<Field>) -> RequiredTable {
    let line = section.span.line;
    let primary_key = fields.iter().filter(|field| field.key).map(|field| field.name.clone());
    let primary_key = primary_key.collect();
    let columns = fields.into_iter().map(|field| Column {
        name: field.name,
        type_name: field.type_name,
        nullable: field.nullable,
        default: field.default,
        generated: false,
        line: field.line,
    });
    RequiredTable {
        id: String::new(),
        table: Table {
            at: page.evidence("entity", Span { line, end_line: section.span.end_line }),
            schema: String::new(),
            name,
            columns: columns.collect(),
            primary_key,
            indexes: Vec::new(),
            foreign_keys: Vec::new(),
            checks: Vec::new(),
        },
        sql: String::new(),
    }
}

/// Whether the fields are those of something that is kept: the section speaks of a table, or a field is
/// a key.
fn is_stored(section: &Section, fields: &[Field]) -> bool {
    const STORED: &[&str] = &[
        "table",
        "tables",
        "entity",
        "entities",
        "data model",
        "schema",
        "tabela",
        "entidade",
        "entidades",
        "modelo de dados",
        "tabla",
        "entidad",
        "modelo de datos",
        "database",
    ];
    let headings = section.parents.iter().chain([&section.heading]);
    let about = headings.into_iter().any(|heading| words::has_any(&words::key(heading), STORED));
    about
        && fields.iter().any(|field| field.key || field.name == "id" || field.name == "created_at")
}

/// The name of the table: as labelled, else the entity's in lower case with underscores.
fn table_name(section: &Section) -> Option<String> {
    const LABELS: &[&str] = &["table", "table name", "tabela", "tabla", "collection"];
    let labelled = section.blocks.iter().filter_map(field).find_map(|(name, value)| {
        let key = words::key(name);
        let is_label = LABELS.iter().any(|label| words::is(&key, label));
        is_label.then(|| value.trim_matches(['`', '"', '.', ' '])).filter(|name| is_name(name))
    });
    labelled.map(str::to_owned).or_else(|| entity(&section.heading))
}

/// Words around the name of an entity.
const NO_NAMES: &[&str] = &["table", "entity", "fields", "tabela", "entidade", "columns", "schema"];

/// `Entity: Fee Package (new)` → `fee_package`, `APIKey` → `api_key`.
fn entity(heading: &str) -> Option<String> {
    let bare = heading.split(['(', '[', '—', '–']).next().unwrap_or_default();
    let bare = bare.split_once(':').map_or(bare, |(_, name)| name);
    let snake = snake(bare);
    let words: Vec<&str> = snake.split('_').filter(|word| !NO_NAMES.contains(word)).collect();
    let name = words.join("_");
    ((1..=4).contains(&words.len()) && !name.is_empty()).then_some(name)
}

/// A name in small letters with underscores: `APIKey` → `api_key`.
pub(super) fn snake(name: &str) -> String {
    let mut snake = String::new();
    let mut last = ' ';
    let mut letters = name.trim().chars().peekable();
    while let Some(c) = letters.next() {
        let next_small = letters.peek().is_some_and(|next| next.is_lowercase());
        let starts =
            c.is_uppercase() && (last.is_lowercase() || (last.is_uppercase() && next_small));
        if c.is_alphanumeric() {
            if (starts || !last.is_alphanumeric()) && !snake.is_empty() && !snake.ends_with('_') {
                snake.push('_');
            }
            snake.push_str(&words::fold(c.encode_utf8(&mut [0; 4])));
        }
        last = c;
    }
    snake
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
}

fn fields(section: &Section) -> Vec<Field> {
    let mut head: Option<Columns> = None;
    let mut found = Vec::new();
    for block in &section.blocks {
        match block.kind {
            BlockKind::TableHead => head = Columns::of(block),
            BlockKind::TableRow => {
                found.extend(head.as_ref().and_then(|columns| columns.field(block)));
            }
            BlockKind::ListItem if block.depth <= 1 => found.extend(listed(block)),
            _ => {}
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|field: &Field| seen.insert(field.name.clone()));
    found
}

/// Columns of a table of fields.
struct Columns {
    name: usize,
    type_name: usize,
    required: Option<usize>,
    nullable: Option<usize>,
    default: Option<usize>,
}

impl Columns {
    fn of(head: &Block) -> Option<Self> {
        let keys: Vec<String> = head.cells.iter().map(|cell| words::key(cell)).collect();
        let find = |names: &[&str]| {
            keys.iter().position(|key| names.iter().any(|name| words::is(key, name)))
        };
        Some(Self {
            name: find(&[
                "field",
                "column",
                "name",
                "attribute",
                "campo",
                "coluna",
                "nome",
                "atributo",
                "columna",
                "property",
            ])?,
            type_name: find(&["type", "data type", "tipo", "sql type", "column type"])?,
            required: find(&["required", "not null", "obrigatorio", "requerido", "mandatory"]),
            nullable: find(&["nullable", "null", "nulo", "optional"]),
            default: find(&["default", "padrao", "defecto"]),
        })
    }

    fn field(&self, row: &Block) -> Option<Field> {
        let cell = |at: usize| row.cells.get(at).map_or("", |cell| cell.trim());
        let yes = |at: Option<usize>| {
            at.map(|at| {
                matches!(words::key(cell(at)).trim(), "yes" | "y" | "true" | "sim" | "si" | "x")
            })
        };
        let name = cell(self.name).trim_matches(['`', '*']);
        let default = self.default.map(cell).filter(|text| text.contains(char::is_alphanumeric));
        let type_name = type_name(cell(self.type_name));
        let rest = row.text.as_str();
        is_name(name).then(|| Field {
            name: name.to_owned(),
            typed: type_name.is_some(),
            type_name: type_name.unwrap_or_default(),
            nullable: yes(self.nullable).unwrap_or(yes(self.required) == Some(false)),
            key: is_key(rest),
            default: default.map(|text| text.trim_matches('`').to_owned()),
            line: row.span.line,
        })
    }
}

/// `id: UUID (PK)`, `created_at (timestamp)`.
fn listed(block: &Block) -> Option<Field> {
    let (name, rest) = words::split_at_first(&block.text, &[":", " (", " — ", " – ", " - "])?;
    let type_name = type_name(rest.trim_start_matches('('))?;
    is_name(name).then(|| Field {
        name: name.to_owned(),
        type_name,
        typed: true,
        nullable: is_nullable(rest),
        key: is_key(rest),
        default: None,
        line: block.span.line,
    })
}

fn is_key(text: &str) -> bool {
    words::has_any(&words::key(text), &["pk", "primary key", "chave primaria", "clave primaria"])
}

fn is_nullable(text: &str) -> bool {
    let key = words::key(text);
    let not = words::has_any(&key, &["not null", "not nullable", "non null", "nao nulo"]);
    words::has_any(&key, &["nullable", "optional", "null", "nulo", "opcional"]) && !not
}

/// Types as documents write them and as PostgreSQL prints them; empty where a document's word leaves the
/// type open.
const TYPES: &[(&str, &str)] = &[
    ("uuid", "uuid"),
    ("varchar", "character varying"),
    ("char", "character"),
    ("text", "text"),
    ("integer", "integer"),
    ("int4", "integer"),
    ("int8", "bigint"),
    ("bigint", "bigint"),
    ("smallint", "smallint"),
    ("boolean", "boolean"),
    ("bool", "boolean"),
    ("timestamptz", "timestamp with time zone"),
    ("numeric", "numeric"),
    ("decimal", "numeric"),
    ("json", "json"),
    ("jsonb", "jsonb"),
    ("bytea", "bytea"),
    ("inet", "inet"),
    ("date", "date"),
    ("string", ""),
    ("int", ""),
    ("int32", ""),
    ("int64", ""),
    ("number", ""),
    ("float", ""),
    ("double", ""),
    ("real", "real"),
    ("timestamp", ""),
    ("datetime", ""),
    ("time", ""),
    ("bytes", ""),
    ("serial", ""),
    ("bigserial", ""),
    ("enum", ""),
    ("array", ""),
    ("list", ""),
    ("object", ""),
    ("map", ""),
];

/// The type that `text` opens with; an empty name for a type that the text does not spell out.
fn type_name(text: &str) -> Option<String> {
    let text = text.trim_start_matches(['`', '*', ' ']);
    let word: String = text.chars().take_while(char::is_ascii_alphanumeric).collect();
    let folded = word.to_ascii_lowercase();
    let (_, name) = TYPES.iter().find(|(written, _)| *written == folded)?;
    let behind = text.get(word.len()..).unwrap_or_default();
    let size = behind.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let size = size.map(|(size, _)| size.trim()).filter(|size| {
        size.chars().all(|c| c.is_ascii_digit() || c == ',' || c == ' ') && !size.is_empty()
    });
    let sized = name.starts_with("character") || *name == "numeric";
    let array = if behind.starts_with("[]") { "[]" } else { "" };
    let size = size.filter(|_| sized).map(|size| format!("({})", size.replace(' ', "")));
    Some(format!("{name}{}{array}", size.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_names_are_spelled_like_the_schema() {
        assert_eq!(type_name("VARCHAR(255)").as_deref(), Some("character varying(255)"));
        assert_eq!(type_name("Decimal(10, 2)").as_deref(), Some("numeric(10,2)"));
        assert_eq!(type_name("text[]").as_deref(), Some("text[]"));
        assert_eq!(type_name("uuid (PK)").as_deref(), Some("uuid"));
        assert_eq!(type_name("Enum (a, b)").as_deref(), Some(""));
        assert_eq!(type_name("identifier of the row"), None);
        for (heading, name) in [
            ("APIKey", Some("api_key")),
            ("Fee Package (new)", Some("fee_package")),
            ("Table: fee_tier", Some("fee_tier")),
            ("Sala de Laboratório", Some("sala_de_laboratorio")),
            ("What we store for each of them", None),
        ] {
            assert_eq!(entity(heading).as_deref(), name, "{heading}");
        }
    }
}
