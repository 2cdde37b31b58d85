//! SQL scripts, migration sets and the schema they lead to.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Evidence, is_default};

/// The statements of one SQL text, as schema changes in order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SqlScript {
    /// Changes in source order, with the details that building a schema needs.
    pub changes: Vec<SchemaChange>,
    /// Number of statements, parsed or not.
    pub statements: u32,
    /// 1-based lines of the statements that could not be parsed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unparsed: Vec<u32>,
    /// SQL dialect the text is written in, when it shows (`postgresql`, `mysql`, …).
    #[serde(default, skip_serializing_if = "is_default")]
    pub dialect: String,
    /// Tool whose section markers the text carries (`goose`, `dbmate`, `sql-migrate`, `tern`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub convention: String,
    /// The section that undoes the rest, for tools that keep both in one file.
    #[serde(default, skip_serializing_if = "is_default")]
    pub down: Option<Arc<SqlScript>>,
}

/// One schema change and the event that reports it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SchemaChange {
    /// What the contract lists.
    pub event: SqlEvent,
    /// New definition of the object, where the change gives one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub definition: Option<SchemaObject>,
    /// `IF EXISTS` or `IF NOT EXISTS` stands there.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tolerant: bool,
    /// Type that the column must have for the change to happen; empty when it happens anyway.
    #[serde(default, skip_serializing_if = "is_default")]
    pub only_from_type: String,
    /// `CONCURRENTLY` stands there.
    #[serde(default, skip_serializing_if = "is_default")]
    pub concurrently: bool,
    /// Changes that happen only together with this one: constraints written at an added column.
    #[serde(default, skip_serializing_if = "is_default")]
    pub with: Vec<SchemaChange>,
    /// Tables whose shape the new table takes over.
    #[serde(default, skip_serializing_if = "is_default")]
    pub templates: Vec<Template>,
}

/// A table whose shape another one takes over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Template {
    /// `like`, `inherits`, `partition`, `select`.
    pub kind: String,
    /// Schema of the table; empty for the default one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: String,
    /// The table.
    pub table: String,
    /// What `LIKE` takes besides names, types and nullability: `defaults`, `constraints`, `indexes`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub including: Vec<String>,
    /// Columns that a query selects; empty for all.
    #[serde(default, skip_serializing_if = "is_default")]
    pub columns: Vec<SelectedColumn>,
}

/// A column that a query gives to the table made from it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SelectedColumn {
    /// Name in the new table.
    pub name: String,
    /// Column it is read from; empty for an expression.
    #[serde(default, skip_serializing_if = "is_default")]
    pub from: String,
    /// Type that a cast states; empty when the source decides.
    #[serde(rename = "type", default, skip_serializing_if = "is_default")]
    pub type_name: String,
}

/// The object that a change defines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SchemaObject {
    /// A whole table.
    Table(Table),
    /// A column, or a column's new definition.
    Column(Column),
    /// An index.
    Index(Index),
    /// A foreign key.
    ForeignKey(ForeignKey),
    /// A primary key: its columns.
    PrimaryKey(Vec<String>),
    /// A check constraint.
    Check(Check),
    /// An enumerated type.
    Enum(EnumType),
    /// A new label of an enumerated type.
    Label(EnumLabel),
    /// What changes about a column.
    ColumnChange(ColumnChange),
    /// New name of the object.
    Name(String),
}

/// What an `ALTER COLUMN` changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnChange {
    /// The type, in PostgreSQL's `format_type()` spelling.
    Type(String),
    /// Whether it may hold NULL.
    Nullable(bool),
    /// The default expression as written; none when it is dropped.
    Default(Option<String>),
}

/// A label and its place among the others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EnumLabel {
    /// The label.
    pub label: String,
    /// Label that follows it; empty for the end.
    #[serde(default, skip_serializing_if = "is_default")]
    pub before: String,
    /// Label that it follows; empty for the end.
    #[serde(default, skip_serializing_if = "is_default")]
    pub after: String,
}

/// One schema change as the contract lists it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SqlEvent {
    /// 1-based line where the statement starts.
    pub line: u32,
    /// `create`, `drop`, `alter`, `rename`.
    pub op: String,
    /// `table`, `column`, `index`, `constraint`, `enum`, `function`, `trigger`, `view`, `extension`, `schema`.
    pub kind: String,
    /// Schema that qualifies the name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: String,
    /// Table concerned.
    #[serde(default, skip_serializing_if = "is_default")]
    pub table: String,
    /// Column concerned.
    #[serde(default, skip_serializing_if = "is_default")]
    pub column: String,
    /// Index, constraint, type, view or function concerned.
    #[serde(default, skip_serializing_if = "is_default")]
    pub index: String,
    /// Name before a rename.
    #[serde(default, skip_serializing_if = "is_default")]
    pub from: String,
}

/// All migration sets of the repository.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Migrations {
    /// One per folder that holds numbered migrations.
    pub sets: Vec<MigrationSet>,
}

/// The numbered migrations of one folder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MigrationSet {
    /// Its first migration.
    #[serde(flatten)]
    pub at: Evidence,
    /// Folder.
    pub dir: String,
    /// Naming convention: `golang-migrate`, `goose`, `dbmate`, `sql-migrate`,
    /// `tern`, `sqlx`, `refinery`, `flyway`, `diesel`, `prisma`, `plain`.
    pub tool: String,
    /// `file` (the whole file is one statement batch) or `split` (at semicolons).
    #[serde(default, skip_serializing_if = "is_default")]
    pub mode: String,
    /// SQL dialect.
    #[serde(default, skip_serializing_if = "is_default")]
    pub dialect: String,
    /// Migrations in version order.
    pub files: Vec<Migration>,
    /// Gaps, missing halves, unsafe statements.
    #[serde(default, skip_serializing_if = "is_default")]
    pub problems: Vec<MigrationProblem>,
    /// Schema after all up migrations.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Schema,
}

/// One version of a migration set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Migration {
    /// Version as written in the file name, leading zeros kept.
    pub version: String,
    /// Rest of the file name.
    pub name: String,
    /// Path of the up file.
    #[serde(default, skip_serializing_if = "is_default")]
    pub up: Arc<str>,
    /// Path of the down file; may equal `up` for tools that keep both in one file.
    #[serde(default, skip_serializing_if = "is_default")]
    pub down: Arc<str>,
    /// Changes of the up file.
    #[serde(default, skip_serializing_if = "is_default")]
    pub events: Vec<SqlEvent>,
}

/// Something about a migration that people block a change on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct MigrationProblem {
    /// Where.
    #[serde(flatten)]
    pub at: Evidence,
    /// `gap`, `duplicate`, `no_down`, `empty_down`, `no_up`, `index_locks_table`, `not_null_without_default`, `drop`, `type_change`.
    pub kind: String,
    /// One sentence.
    pub message: String,
}

/// A database schema.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Schema {
    /// Tables by schema and name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tables: Vec<Table>,
    /// Enumerated types by name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub enums: Vec<EnumType>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    /// The statement that creates it.
    #[serde(flatten)]
    pub at: Evidence,
    /// Schema; empty for the default one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: String,
    /// Name without quotes.
    pub name: String,
    /// Columns in order.
    pub columns: Vec<Column>,
    /// Columns of the primary key.
    #[serde(default, skip_serializing_if = "is_default")]
    pub primary_key: Vec<String>,
    /// Indexes, those of constraints included.
    #[serde(default, skip_serializing_if = "is_default")]
    pub indexes: Vec<Index>,
    /// Foreign keys.
    #[serde(default, skip_serializing_if = "is_default")]
    pub foreign_keys: Vec<ForeignKey>,
    /// Check constraints.
    #[serde(default, skip_serializing_if = "is_default")]
    pub checks: Vec<Check>,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Column {
    /// Name without quotes.
    pub name: String,
    /// Type in PostgreSQL's `format_type()` spelling.
    #[serde(rename = "type")]
    pub type_name: String,
    /// May hold NULL.
    #[serde(default, skip_serializing_if = "is_default")]
    pub nullable: bool,
    /// Default expression as written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub default: Option<String>,
    /// The database computes it: an identity or a generated column.
    #[serde(default, skip_serializing_if = "is_default")]
    pub generated: bool,
    /// 1-based line; 0 when unknown.
    #[serde(default, skip_serializing_if = "is_default")]
    pub line: u32,
}

/// An index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Index {
    /// Name, given or as PostgreSQL would give it.
    pub name: String,
    /// Forbids duplicates.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unique: bool,
    /// Has a `WHERE`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub partial: bool,
    /// Constraint that it implements: `primary key`, `unique`, `exclude`; empty for an index by itself.
    #[serde(default, skip_serializing_if = "is_default")]
    pub constraint: String,
    /// Columns or expressions in order.
    pub columns: Vec<String>,
    /// 1-based line; 0 when unknown.
    #[serde(default, skip_serializing_if = "is_default")]
    pub line: u32,
}

/// A foreign key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ForeignKey {
    /// Name, given or as PostgreSQL would give it.
    pub name: String,
    /// Referencing columns.
    pub columns: Vec<String>,
    /// Referenced table, as PostgreSQL prints it: with its schema unless that is the default one.
    pub ref_table: String,
    /// Referenced columns; empty for those of the primary key.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ref_columns: Vec<String>,
}

/// A check constraint.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Check {
    /// Name, given or as PostgreSQL would give it.
    pub name: String,
    /// Expression as written.
    pub expression: String,
}

/// An enumerated type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EnumType {
    /// Name without quotes.
    pub name: String,
    /// Labels in order.
    pub labels: Vec<String>,
}
