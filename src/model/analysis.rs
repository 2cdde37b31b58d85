//! The first contract: everything the repository shows, as one value.

use std::{borrow::Cow, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Call, Dependency, Diagnostic, Evidence, FileRecord, Function, GitFacts, Implementation, Import,
    Integration, Interface, LineCount, Marker, Migrations, Module, Observation, OpenapiDocument,
    Operations, Package, RepositoryFacts, Route, RustModule, Setting, Test, TypeDecl, is_default,
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
    /// Module trees of the Rust crates.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rust_modules: Vec<RustModule>,
    /// Interfaces and traits.
    pub interfaces: Vec<Interface>,
    /// Named types.
    pub types: Vec<TypeDecl>,
    /// Functions and methods.
    pub functions: Vec<Function>,
    /// Which types satisfy which interfaces.
    pub implementations: Vec<Implementation>,
    /// Tests.
    pub tests: Vec<Test>,
    /// Imports.
    pub imports: Vec<Import>,
    /// Calls between functions of the repository.
    #[serde(default, skip_serializing_if = "is_default")]
    pub calls: Vec<Call>,
    /// Endpoints.
    pub routes: Vec<Route>,
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
    pub name: Cow<'static, str>,
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
    /// `hexagonal`, `layered`, `library`, `command-line`, `workspace`, or `undecided`.
    pub pattern: String,
    /// What speaks for it.
    pub because: Vec<Observation>,
    /// Import cycles between packages, each as its folders in order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cycles: Vec<Vec<String>>,
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
    /// First of them.
    pub example: Arc<str>,
}
