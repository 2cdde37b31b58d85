//! The first contract: everything the repository shows, as one value.

use std::{borrow::Cow, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Call, Dependency, Diagnostic, EntryPoint, Evidence, FileRecord, Function, GitFacts,
    Implementation, Import, Integration, Interface, Layer, LineCount, Marker, Migrations, Module,
    Name, Observation, OpenapiDocument, Operations, Package, Parts, RepositoryFacts, Route,
    RustModule, Setting, Test, TypeDecl, is_default,
};

/// Schema identifier that every analysis carries.
pub const ANALYSIS_SCHEMA: &str = "groundplan.analysis/1";

/// Everything that the repository shows. Lists are sorted by (file, line, name).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Analysis {
    /// Always `groundplan.analysis/1`.
    pub schema: Cow<'static, str>,
    /// The repository.
    pub repo: RepositoryFacts,
    /// Languages by lines of code, most first.
    pub languages: Vec<LanguageShare>,
    /// All files.
    pub files: Vec<FileRecord>,
    /// Modules of the package managers.
    pub modules: Vec<Module>,
    /// Packages and their dependencies inside the repository.
    pub packages: Vec<Package>,
    /// Every `main`, with what it starts.
    #[serde(default, skip_serializing_if = "is_default")]
    pub entry_points: Vec<EntryPoint>,
    /// Module trees of the Rust crates.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rust_modules: Vec<RustModule>,
    /// Interfaces and traits.
    pub interfaces: Vec<Interface>,
    /// Named types.
    pub types: Parts<TypeDecl>,
    /// Functions and methods.
    pub functions: Parts<Function>,
    /// Which types satisfy which interfaces.
    pub implementations: Vec<Implementation>,
    /// What Go code asserts of interfaces that nobody declares in this repository. Nothing here can check it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outside_implementations: Vec<Implementation>,
    /// Tests.
    pub tests: Vec<Test>,
    /// Code blocks of documentation that a compiler runs as tests. Rust's own runner keeps them apart too.
    #[serde(default, skip_serializing_if = "is_default")]
    pub doc_tests: Vec<Test>,
    /// Imports.
    pub imports: Parts<Import>,
    /// Calls between functions of the repository.
    #[serde(default, skip_serializing_if = "is_default")]
    pub calls: Vec<Call>,
    /// Endpoints of the product.
    pub routes: Vec<Route>,
    /// Routes that only tests register; they are no endpoints.
    #[serde(default, skip_serializing_if = "is_default")]
    pub test_routes: Vec<Route>,
    /// OpenAPI documents.
    pub openapi: Vec<OpenapiDocument>,
    /// Migration sets and schemas.
    pub migrations: Migrations,
    /// Configuration keys.
    pub configuration: Vec<Setting>,
    /// Dependencies.
    pub dependencies: Vec<Dependency>,
    /// Outside systems.
    pub integrations: Vec<Integration>,
    /// CI, containers, orchestration, targets.
    pub operations: Operations,
    /// Planning and reference documents.
    pub documents: Vec<DocumentRef>,
    /// TODO, FIXME and the like.
    pub markers: Vec<Marker>,
    /// Architecture pattern with the evidence for it.
    pub architecture: Architecture,
    /// Places in the code that a plan must know of: cycles, unsafe migrations, drift.
    pub findings: Vec<Observation>,
    /// History.
    pub git: GitFacts,
    /// What went wrong while reading.
    pub diagnostics: Vec<Diagnostic>,
    /// Per kind of fact, what was looked at.
    pub coverage_of_scan: Vec<ScanCoverage>,
}

/// How much of the repository is written in a language.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LanguageShare {
    /// Language identifier.
    pub name: Name,
    /// Files, vendored ones left out.
    pub files: u32,
    /// Bytes of those files.
    pub bytes: u64,
    /// Lines of those files.
    pub lines: LineCount,
}

/// A document in the repository.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentRef {
    /// The file.
    #[serde(flatten)]
    pub at: Evidence,
    /// What it is.
    pub kind: DocumentKind,
    /// First heading.
    #[serde(default, skip_serializing_if = "is_default")]
    pub title: String,
}

/// Kinds of documents.
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
pub enum DocumentKind {
    /// Product requirements.
    Prd,
    /// Technical requirements.
    Trd,
    /// Implementation plan.
    Plan,
    /// Task list of a living plan.
    Tasks,
    /// Architecture decision.
    Adr,
    /// OpenAPI document.
    Openapi,
    /// README.
    Readme,
    /// Changelog.
    Changelog,
    /// Contribution rules.
    Contributing,
    /// Anything else.
    #[default]
    Other,
}

/// The architecture as the code shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Architecture {
    /// `hexagonal`, `layered`, `service`, `command-line`, `library`, or `undecided`.
    pub pattern: String,
    /// What speaks for it.
    pub because: Vec<Observation>,
    /// What speaks against it, or for another pattern.
    #[serde(default, skip_serializing_if = "is_default")]
    pub against: Vec<Observation>,
    /// Imports that go against the direction of the layers, by place.
    #[serde(default, skip_serializing_if = "is_default")]
    pub violations: Vec<LayerViolation>,
    /// Import cycles between packages, each as its folders in order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cycles: Vec<Vec<String>>,
    /// Import cycles between the top-level modules of a Rust crate, each as module paths in order. The
    /// compiler allows them; they say which modules cannot be understood, or moved, one at a time.
    #[serde(default, skip_serializing_if = "is_default")]
    pub module_cycles: Vec<Vec<String>>,
}

/// An import from a layer into one that it must not know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LayerViolation {
    /// The first such import.
    #[serde(flatten)]
    pub at: Evidence,
    /// Importing package or module.
    pub from: String,
    /// Its layer.
    pub from_layer: Layer,
    /// Imported package or module.
    pub to: String,
    /// Its layer.
    pub to_layer: Layer,
}

/// What was looked at for one kind of fact, so that a zero says which zero it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScanCoverage {
    /// Kind of fact: a list name of the analysis.
    pub kind: Cow<'static, str>,
    /// Facts found.
    pub found: u32,
    /// Files that were searched for it.
    pub files_scanned: u32,
    /// Of these, files with parts that the parser could make nothing of.
    #[serde(default, skip_serializing_if = "is_default")]
    pub files_partly_read: u32,
    /// Files that could hold it and were not searched, by reason.
    #[serde(default, skip_serializing_if = "is_default")]
    pub files_skipped: Vec<Skipped>,
}

/// Files left out for one reason.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Skipped {
    /// Reason.
    pub reason: String,
    /// Number of files.
    pub files: u32,
    /// First of them, `../` in front of what lies above the analysed folder.
    pub example: Arc<str>,
}
