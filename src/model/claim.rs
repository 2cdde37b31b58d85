//! What a plan says of the code: claims with their places in the plan's text.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Action, Outline, PlanForm, Span, WorkPlan, is_default};

/// A stretch of a text: lines and columns, 1-based, columns in characters; the end column is one behind the
/// last character, as in SARIF.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct Place {
    /// Path relative to the analysed root, or as the command line gave it for a file outside.
    pub file: Arc<str>,
    /// First line.
    pub line: u32,
    /// First column.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// Column behind the last character.
    pub end_column: u32,
}

/// A plan as it is checked and tracked: its text, what it plans, and what it says of the code.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanDocument {
    /// Path relative to the analysed root, or as the command line gave it for a file outside.
    pub path: Arc<str>,
    /// The text as it stands in the file.
    pub text: Arc<str>,
    /// Form in which it is written.
    pub form: PlanForm,
    /// Sections and blocks; empty for JSON.
    pub outline: Outline,
    /// The work that it plans: mostly one plan; several for the tags of a task-master file.
    pub work: Vec<WorkPlan>,
    /// What it says of the code, in order of place.
    pub claims: Vec<Claim>,
    /// Of JSON: every value with its JSON pointer (RFC 6901), in order of the text; empty for Markdown.
    pub values: Vec<JsonValue>,
    /// Where the text is not what its form asks for; what could be read in spite of it is in the other fields.
    pub faults: Vec<TextFault>,
}

/// A place at which a text cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFault {
    /// Where the fault was seen.
    pub place: Place,
    /// What is wrong; lower case, no full stop.
    pub message: String,
}

/// A value of a JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonValue {
    /// JSON pointer (RFC 6901); empty for the whole.
    pub pointer: String,
    /// Where it stands; of a text the characters between its quotation marks.
    pub place: Place,
    /// Its text, number or truth value as text; empty for lists, objects and null.
    pub text: String,
    /// What it is.
    pub kind: JsonKind,
}

/// Kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A list.
    List,
    /// An object.
    Object,
}

/// One thing that a plan says of the code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// The words that say it.
    #[serde(flatten)]
    pub place: Place,
    /// What it speaks of.
    pub kind: ClaimKind,
    /// What it names, in the spelling of the analysis: a path without quotes, line and leading `./`;
    /// `METHOD /path/{param}`; a name.
    pub subject: String,
    /// What happens to it, where the plan says so.
    #[serde(default, skip_serializing_if = "is_default")]
    pub action: Option<Action>,
    /// New path, where it is moved.
    #[serde(default, skip_serializing_if = "is_default")]
    pub to: String,
    /// Lines of the file that it points to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub lines: Option<Span>,
    /// The names of code that the place it points to is of, the nearest first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub symbols: Vec<String>,
    /// Identifier of the work item that says it; empty outside of one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub item: String,
    /// How sure the reader is that this is a claim about this repository.
    pub standing: Standing,
}

/// What a claim speaks of.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimKind {
    /// A file or folder.
    Path,
    /// A function, method, type, constant: a name of code.
    Symbol,
    /// A package, crate or module of this repository.
    Package,
    /// A library that the repository depends on.
    Dependency,
    /// An interface or trait.
    Interface,
    /// A table.
    Table,
    /// An endpoint.
    Endpoint,
    /// A make or just target.
    Target,
    /// A job of CI.
    Job,
    /// A configuration key.
    Key,
}

/// How a claim stands in the text.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// In a list, table or field that says what is touched.
    #[default]
    Listed,
    /// In running text.
    Told,
    /// In a block of code, a diagram or a command: an illustration.
    Shown,
}
