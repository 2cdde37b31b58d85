//! The packages and modules that code lives in.

use std::{borrow::Cow, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Evidence, Observation, folder, is_default};

/// A unit that a package manager knows: go.mod, Cargo package or workspace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Module {
    /// The manifest.
    #[serde(flatten)]
    pub at: Evidence,
    /// `go.mod`, `go.work`, `cargo-package`, `cargo-workspace`.
    pub kind: Cow<'static, str>,
    /// Folder of the manifest; empty for the root, which is written `.`, and `..` for the folder above it.
    #[serde(with = "folder")]
    #[schemars(with = "String")]
    pub dir: String,
    /// For a manifest above the analysed folder: the way from its folder down to the analysed one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub inner: String,
    /// Declared name; empty where the manifest has none.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// Language version the manifest asks for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub language_version: Option<String>,
    /// Members of a workspace, as folders.
    #[serde(default, skip_serializing_if = "is_default")]
    pub members: Vec<String>,
    /// What is built from it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub targets: Vec<Target>,
}

/// Something a module builds.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Target {
    /// `lib`, `bin`, `test`, `bench`, `example`, `custom-build`, `proc-macro`, `main`.
    pub kind: Cow<'static, str>,
    /// Name of the target.
    pub name: String,
    /// Root source file.
    pub src: String,
}

/// A `main` of the repository, and what it starts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EntryPoint {
    /// The function.
    #[serde(flatten)]
    pub at: Evidence,
    /// Name of the program.
    pub name: String,
    /// Module that it belongs to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub module: String,
    /// What it is.
    pub kind: EntryPointKind,
    /// What shows that; empty for a tool of which nothing more is known.
    #[serde(default, skip_serializing_if = "is_default")]
    pub because: Vec<Observation>,
}

/// What a program is; where several fit, the first.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum EntryPointKind {
    /// Answers requests.
    Service,
    /// Consumes messages.
    Worker,
    /// Has commands.
    Cli,
    /// Shows how something is used.
    Example,
    /// Anything else.
    Tool,
}

/// A Go package or Rust crate folder as a node of the dependency graph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Package {
    /// Its first file in path order.
    #[serde(flatten)]
    pub at: Evidence,
    /// Folder; empty for the root, which is written `.`.
    #[serde(with = "folder")]
    #[schemars(with = "String")]
    pub dir: String,
    /// Declared name.
    pub name: String,
    /// Path under which others import it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub import_path: String,
    /// Builds a program.
    #[serde(default, skip_serializing_if = "is_default")]
    pub is_main: bool,
    /// A Go package `x_test` beside package `x`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub external_test: bool,
    /// Folders of the repository's packages it imports from code that ships.
    #[serde(default, skip_serializing_if = "is_default", with = "folder::list")]
    #[schemars(with = "Vec<String>")]
    pub imports: Vec<String>,
    /// Packages outside the repository it imports from code that ships.
    #[serde(default, skip_serializing_if = "is_default")]
    pub external: Vec<String>,
    /// Layer, by what the package defines and imports.
    #[serde(default, skip_serializing_if = "is_default")]
    pub layer: Layer,
    /// What speaks for the layer, strongest first; empty where nothing needed weighing (programs, tests).
    #[serde(default, skip_serializing_if = "is_default")]
    pub layer_because: Vec<Observation>,
    /// Functions and methods in code that ships, generated ones left out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub functions: u32,
    /// Those of them that a test is named for or reaches through any calls, as far as calls are known.
    #[serde(default, skip_serializing_if = "is_default")]
    pub functions_tested: u32,
    /// `PageRank` over imports, calls and implementations (damping 0.85), scaled so that the mean is 1.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rank: f64,
}

/// Layer of a package in a layered or hexagonal house.
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
pub enum Layer {
    /// Nothing decides it.
    #[default]
    Unknown,
    /// Builds a program and wires the rest.
    Entry,
    /// Speaks HTTP, gRPC or a command line.
    Transport,
    /// Use cases: coordinates the domain.
    Application,
    /// Rules and types, no outside system.
    Domain,
    /// Declares what outside systems must offer.
    Port,
    /// Talks to a database, cache, queue or another service.
    Adapter,
    /// Configuration, logging and other plumbing.
    Platform,
    /// Only tests.
    Test,
}

/// A Rust module declaration and the file that holds its body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RustModule {
    /// The body: the module's file, or the inline block.
    #[serde(flatten)]
    pub at: Evidence,
    /// `package/kind:target` of the crate that reads it; empty until `analyze` has walked the tree.
    #[serde(rename = "crate", default, skip_serializing_if = "is_default")]
    pub crate_name: String,
    /// Path from the crate root, `a::b`.
    pub module: String,
    /// File with the `mod` item; empty for a crate root.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decl_file: Arc<str>,
    /// Line of the `mod` item; 0 for a crate root.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decl_line: u32,
    /// Written as `mod a { … }`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub inline: bool,
    /// Layer of a module that is a file of a crate that ships, by what it defines and imports.
    #[serde(default, skip_serializing_if = "is_default")]
    pub layer: Layer,
    /// Conditions on it, as written inside `cfg(…)`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cfg: Vec<String>,
    /// Value of a `#[path = "…"]` attribute.
    #[serde(default, skip_serializing_if = "is_default")]
    pub path_attribute: Option<String>,
    /// Values of `path` in `#[cfg_attr(…, path = "…")]`: each holds only under its condition.
    #[serde(default, skip_serializing_if = "is_default")]
    pub path_alternatives: Vec<String>,
}
