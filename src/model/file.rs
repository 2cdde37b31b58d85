//! One file of the repository: what it is and everything that was read from it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    CallFacts, Dependency, DocumentRef, Evidence, EvidenceClass, Function, Implementation, Import,
    Integration, Interface, Marker, Module, Name, OpenapiDocument, Operations, ProtocolFacts,
    RouteFacts, RustItem, RustModule, Seldom, Setting, Source, SqlScript, Test, TypeDecl,
    is_default,
};

/// A file as the analysis lists it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own in the contract")]
pub struct FileRecord {
    /// Path relative to the analysed root.
    pub path: Arc<str>,
    /// Language identifier; empty when no language of the table claims the file.
    #[serde(default, skip_serializing_if = "is_default")]
    pub language: Name,
    /// Physical lines by kind.
    #[serde(default, skip_serializing_if = "is_default")]
    pub lines: LineCount,
    /// Size in bytes.
    pub bytes: u64,
    /// Whether the file holds test code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub test: bool,
    /// Whether a generator wrote the file.
    #[serde(default, skip_serializing_if = "is_default")]
    pub generated: bool,
    /// Whether the file is a copy of somebody else's code kept in the repository.
    #[serde(default, skip_serializing_if = "is_default")]
    pub vendored: bool,
    /// Whether archives of the repository go without the file (`export-ignore`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub export_ignore: bool,
    /// Whether the file lies above the analysed folder and was read because it speaks for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outside: bool,
    /// Condition under which the compiler reads the file, as its text says (`//go:build` expression).
    #[serde(default, skip_serializing_if = "is_default")]
    pub build_constraint: Option<Name>,
    /// Platform that the file's name restricts it to: `linux`, `amd64`, `linux/amd64`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub platform: Option<Name>,
    /// Number of syntax-tree nodes the parser could not make sense of.
    #[serde(default, skip_serializing_if = "is_default")]
    pub error_nodes: u32,
    /// Name of the module (go.mod, Cargo package) the file belongs to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub module: Option<Name>,
}

/// Physical lines of a file by kind; their sum is the number of lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LineCount {
    /// Lines with code.
    pub code: u32,
    /// Lines with nothing but a comment.
    pub comment: u32,
    /// Empty lines.
    pub blank: u32,
}

/// Everything that one file says by itself; assembled into an `Analysis` by `analyze`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FileFacts {
    /// The file.
    pub file: FileRecord,
    /// Name in the package clause (Go).
    pub package: Option<Name>,
    /// Interfaces and traits.
    pub interfaces: Vec<Interface>,
    /// Structs, enums, unions, aliases, macros and other named types.
    pub types: Vec<TypeDecl>,
    /// Functions and methods.
    pub functions: Vec<Function>,
    /// Implementations the file claims: assertions, `impl … for …`, derives. Interface files are
    /// resolved by `analyze`.
    pub implementations: Vec<Implementation>,
    /// Tests of every kind.
    pub tests: Vec<Test>,
    /// Imports.
    pub imports: Vec<Import>,
    /// Calls and the names in them, unresolved.
    pub calls: Seldom<CallFacts>,
    /// Route registrations and route groups, prefixes unresolved.
    pub routes: Seldom<RouteFacts>,
    /// Procedures, GraphQL types and commands.
    pub protocols: Seldom<ProtocolFacts>,
    /// Configuration keys that the file reads or declares.
    pub configuration: Vec<Setting>,
    /// Settings whose key is a name that the file does not declare, as written (`KeyPort`, `keys.Port`);
    /// `analyze` finds what it stands for.
    pub named_settings: Vec<Setting>,
    /// Texts that other files of the package can name.
    pub constants: Vec<Constant>,
    /// TODO, FIXME and the like.
    pub markers: Vec<Marker>,
    /// The statements of an SQL file.
    pub sql: Option<Box<SqlScript>>,
    /// Modules a manifest declares.
    pub modules: Vec<Module>,
    /// Child modules a Rust file declares, files unresolved.
    pub rust_modules: Vec<RustModule>,
    /// The same modules with the macros between them, in the order of the source.
    pub rust_items: Vec<RustItem>,
    /// Dependencies a manifest declares.
    pub dependencies: Vec<Dependency>,
    /// Dependencies that a workspace offers its packages, by the key they are taken by.
    pub workspace_dependencies: Seldom<BTreeMap<String, Dependency>>,
    /// Lines of the dependencies that are taken from the workspace.
    pub inherited_dependencies: Seldom<BTreeSet<u32>>,
    /// External systems the file talks to.
    pub integrations: Vec<Integration>,
    /// OpenAPI operations the file documents.
    pub openapi: Option<Box<OpenapiDocument>>,
    /// CI, container, orchestration and build-target facts.
    pub operations: Seldom<Operations>,
    /// The file as a planning or reference document.
    pub document: Option<Box<DocumentRef>>,
    /// Environment variables that a script, compose or build file expands.
    pub mentions: Vec<String>,
    /// What went wrong while reading the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// A name that stands for one text.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Constant {
    /// Declared name.
    pub name: String,
    /// Its text without quotes.
    pub value: String,
}

impl FileFacts {
    /// What every fact of this file shares.
    pub fn source(&self) -> Source {
        Source {
            file: Arc::clone(&self.file.path),
            language: self.file.language,
            class: self.file.class(),
        }
    }

    /// Gives back the room that the longer lists were made with and do not fill: facts of all files are held
    /// at once.
    pub fn shrink(&mut self) {
        if let Some(calls) = self.calls.present_mut() {
            calls.texts.shrink_to_fit();
            calls.expressions.shrink_to_fit();
            calls.callers.shrink_to_fit();
            calls.bindings.shrink_to_fit();
            calls.calls.shrink_to_fit();
        }
        if let Some(routes) = self.routes.present_mut() {
            routes.calls.shrink_to_fit();
            routes.groups.shrink_to_fit();
            routes.constants.shrink_to_fit();
            routes.values.shrink_to_fit();
        }
        if let Some(protocols) = self.protocols.present_mut() {
            protocols.events.shrink_to_fit();
            protocols.commands.names.shrink_to_fit();
            protocols.commands.calls.shrink_to_fit();
        }
        self.interfaces.shrink_to_fit();
        self.types.shrink_to_fit();
        self.functions.shrink_to_fit();
        self.implementations.shrink_to_fit();
        self.tests.shrink_to_fit();
        self.imports.shrink_to_fit();
        self.configuration.shrink_to_fit();
        self.constants.shrink_to_fit();
        self.markers.shrink_to_fit();
        self.mentions.shrink_to_fit();
    }
}

impl FileRecord {
    /// The evidence class of facts in this file, read from its marks.
    pub fn class(&self) -> EvidenceClass {
        match (self.generated, self.test, &*self.language) {
            (true, ..) => EvidenceClass::Generated,
            (_, true, _) => EvidenceClass::Test,
            (_, _, "markdown") => EvidenceClass::Document,
            (
                _,
                _,
                "yaml" | "toml" | "json" | "dockerfile" | "makefile" | "just" | "gomod" | "dotenv",
            ) => EvidenceClass::Configuration,
            _ if is_example(&self.path) => EvidenceClass::Example,
            _ => EvidenceClass::Implementation,
        }
    }
}

fn is_example(path: &str) -> bool {
    path.split('/').any(|part| matches!(part, "examples" | "example" | "samples"))
}

/// A problem with an input that did not stop the work.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// Path of the input, relative to the analysed root.
    pub file: Arc<str>,
    /// 1-based line; 0 when the problem is the whole file.
    #[serde(default, skip_serializing_if = "is_default")]
    pub line: u32,
    /// Kind of problem.
    pub kind: DiagnosticKind,
    /// What is wrong and what is left out because of it.
    pub message: String,
}

/// Kinds of problems with inputs.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum DiagnosticKind {
    /// The bytes could not be read.
    Unreadable,
    /// The file is over the size limit and was not parsed.
    TooLarge,
    /// The bytes are not UTF-8; the file was read with replacement characters.
    NotUtf8,
    /// The language or construct is not one that is read.
    Unsupported,
    /// A parser rejected the file or a part of it.
    ParseError,
    /// A link leads out of the repository, nowhere, or in a circle, and was not followed.
    Link,
    /// The object database lacks the blob.
    MissingObject,
    /// Commits or older contents are missing: counts of the history are not whole.
    History,
    /// The facts contradict each other (gaps in version numbers, duplicate names).
    Inconsistent,
    /// A key, token or password stands here; it is left out of everything that is written.
    Secret,
    /// Text that speaks to a language model or hides from a reader.
    Injection,
}

/// Evidence with a sentence: a place that shows something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Observation {
    /// Where it is seen.
    #[serde(flatten)]
    pub at: Evidence,
    /// What is seen.
    pub text: String,
}
