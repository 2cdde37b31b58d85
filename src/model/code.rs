//! Declarations in source code.

use std::{borrow::Cow, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Evidence, Name, folder, is_default};

/// A Go interface or a Rust trait.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[expect(clippy::struct_excessive_bools, reason = "each flag is a field of the published contract")]
pub struct Interface {
    /// Where it is declared.
    #[serde(flatten)]
    pub at: Evidence,
    /// Declared name.
    pub name: String,
    /// `interface` or `trait`.
    pub kind: InterfaceKind,
    /// Folder of the package that declares it, part of its identity in Go; empty for the root, which is
    /// written `.`.
    #[serde(default, with = "folder")]
    #[schemars(with = "String")]
    pub package_dir: String,
    /// Visible outside its package (Go: capital letter; Rust: `pub`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub exported: bool,
    /// Declared in generated code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub generated: bool,
    /// Declared in test code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub test: bool,
    /// Number of type parameters.
    #[serde(default, skip_serializing_if = "is_default")]
    pub type_params: u32,
    /// Names of the type parameters, where types are compared by them (Go).
    #[serde(default, skip_serializing_if = "is_default")]
    pub type_parameters: Vec<String>,
    /// Declared as an alias (`type A = interface{…}`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub alias: bool,
    /// Name of the function that the declaration stands in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub in_func: Option<String>,
    /// Methods in the order of the source.
    #[serde(default, skip_serializing_if = "is_default")]
    pub methods: Vec<InterfaceMethod>,
    /// Embedded interfaces and supertraits as written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub embeds: Vec<String>,
    /// Terms of a constraint interface as written (`~int | ~string`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub type_set: Vec<String>,
    /// First sentence of the doc comment.
    #[serde(default, skip_serializing_if = "is_default")]
    pub doc: Option<String>,
    /// `PageRank` over imports, calls and implementations (damping 0.85), scaled so that the mean is 1.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rank: f64,
}

/// What the language calls the construct.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum InterfaceKind {
    /// Go and most other languages.
    #[default]
    Interface,
    /// Rust.
    Trait,
}

/// A method that an interface asks for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct InterfaceMethod {
    /// Method name.
    pub name: String,
    /// 1-based line of the name.
    pub line: u32,
    /// Number of parameters (receiver not counted).
    #[serde(default, skip_serializing_if = "is_default")]
    pub params: u32,
    /// Number of results.
    #[serde(default, skip_serializing_if = "is_default")]
    pub results: u32,
    /// Whether the last parameter takes any number of arguments.
    #[serde(default, skip_serializing_if = "is_default")]
    pub variadic: bool,
    /// Parameters and results as written, white space folded.
    pub signature: String,
}

/// A named type other than an interface or trait; also Rust macros, which share the name space.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TypeDecl {
    /// Where it is declared.
    #[serde(flatten)]
    pub at: Evidence,
    /// Kind of type.
    pub kind: TypeKind,
    /// Declared name.
    pub name: Name,
    /// Visible outside its package.
    #[serde(default, skip_serializing_if = "is_default")]
    pub exported: bool,
    /// Declared in generated code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub generated: bool,
    /// Declared in test code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub test: bool,
    /// Name of the function that the declaration stands in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub in_func: Option<Name>,
    /// Names of the type parameters, where types are compared by them (Go).
    #[serde(default, skip_serializing_if = "is_default")]
    pub type_parameters: Vec<String>,
    /// Number of fields of a struct or union, or of variants of an enum.
    #[serde(default, skip_serializing_if = "is_default")]
    pub fields: u32,
    /// Fields with name, type and tag, as far as the language has them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub members: Vec<Member>,
    /// Type that a Go alias or named type is declared with, as written; absent for a type literal that
    /// has a kind of its own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub target: Option<Name>,
}

/// A field of a struct or a variant of an enum.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Member {
    /// Field or variant name; the type's name for an embedded field.
    pub name: Name,
    /// Type as written; empty for a variant without data.
    #[serde(rename = "type", default, skip_serializing_if = "is_default")]
    pub type_name: Name,
    /// Tag or attribute text (Go struct tag without its quotes).
    #[serde(default, skip_serializing_if = "is_default")]
    pub tag: Name,
    /// Embedded: its methods become the struct's own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub embedded: bool,
    /// 1-based line.
    pub line: u32,
}

/// Kinds of named types.
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
#[serde(rename_all = "lowercase")]
pub enum TypeKind {
    /// Product type with named fields.
    #[default]
    Struct,
    /// Sum type.
    Enum,
    /// Untagged union.
    Union,
    /// Another name for a type.
    Alias,
    /// Macro.
    Macro,
    /// Function type.
    Function,
    /// Named type over another type (`type ID string`).
    Named,
}

/// A function or method with its own body; in Rust also a method that a trait asks for, with the trait
/// as its receiver, and a foreign function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[expect(clippy::struct_excessive_bools, reason = "each flag is a field of the published contract")]
pub struct Function {
    /// Where it is declared.
    #[serde(flatten)]
    pub at: Evidence,
    /// Declared name.
    pub name: Name,
    /// Name of the type whose method it is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub receiver: Option<Name>,
    /// Names that the receiver gives the type parameters of its type (Go).
    #[serde(default, skip_serializing_if = "is_default")]
    pub type_parameters: Vec<String>,
    /// Name of the trait it implements a method of.
    #[serde(default, skip_serializing_if = "is_default", rename = "trait")]
    pub trait_name: Option<Name>,
    /// Whether the receiver is a pointer.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pointer_receiver: bool,
    /// Visible outside its package.
    #[serde(default, skip_serializing_if = "is_default")]
    pub exported: bool,
    /// Declared in generated code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub generated: bool,
    /// Declared in test code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub test: bool,
    /// Name of the function that the declaration stands in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub in_func: Option<Name>,
    /// Parameters and results as written, white space folded.
    #[serde(default, skip_serializing_if = "is_default")]
    pub signature: Name,
    /// Cyclomatic complexity: 1 + branch points (`McCabe` 1976); Go counts as gocyclo does.
    #[serde(default, skip_serializing_if = "is_default")]
    pub complexity: u32,
}

/// A type that satisfies an interface or trait, and how that is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Implementation {
    /// Where the code says so.
    #[serde(flatten)]
    pub at: Evidence,
    /// How it is known.
    pub evidence: Proof,
    /// The type.
    #[serde(rename = "type")]
    pub type_ref: SymbolRef,
    /// The interface or trait.
    pub interface: SymbolRef,
}

/// How an implementation is known.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// The code asserts it: `var _ I = (*T)(nil)`.
    Assert,
    /// The method set fits.
    MethodSet,
    /// `impl Trait for Type`.
    Impl,
    /// `#[derive(Trait)]`.
    Derive,
}

/// A named symbol and, when it is declared in the repository, where.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct SymbolRef {
    /// Name; the last path segment.
    pub name: Name,
    /// Package qualifier as written (`ports` in `ports.Repository`); empty when there is none.
    #[serde(default, skip_serializing_if = "is_default")]
    pub qualifier: Name,
    /// Declaring file; absent for a symbol outside the repository.
    #[serde(default, skip_serializing_if = "is_default")]
    pub file: Option<Arc<str>>,
    /// Declaring line; 0 for a symbol outside the repository.
    #[serde(default, skip_serializing_if = "is_default")]
    pub line: u32,
}

/// One test, benchmark, fuzz target or example.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Test {
    /// Where it is declared.
    #[serde(flatten)]
    pub at: Evidence,
    /// Name as the test runner prints its last part.
    pub name: String,
    /// What the runner does with it.
    pub kind: TestKind,
    /// How much of the system it exercises.
    #[serde(default, skip_serializing_if = "is_default")]
    pub level: TestLevel,
    /// Condition under which it is compiled.
    #[serde(default, skip_serializing_if = "is_default")]
    pub build_constraint: Option<Name>,
    /// Stands in a package beside the one it tests (Go `x_test`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub external_test: bool,
    /// What makes it a test.
    pub via: TestVia,
    /// What it exercises: its package, then what it calls, then what its name says.
    #[serde(default, skip_serializing_if = "is_default")]
    pub targets: Vec<TestTarget>,
}

/// Something that a test exercises.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TestTarget {
    /// What it is.
    pub kind: TargetKind,
    /// Its name.
    pub name: Name,
    /// Declaring file; absent for a package.
    #[serde(default, skip_serializing_if = "is_default")]
    pub file: Option<Arc<str>>,
    /// Declaring line; 0 for a package.
    #[serde(default, skip_serializing_if = "is_default")]
    pub line: u32,
    /// How it is known.
    pub by: TargetBy,
}

/// What a test exercises.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum TargetKind {
    /// A Go package or a crate.
    Package,
    /// A type, because its methods are exercised or by name.
    Type,
    /// A function or method; a method of an interface where the call goes through it.
    Function,
}

/// How it is known what a test exercises.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum TargetBy {
    /// The test calls it, or test code that the test calls does.
    Call,
    /// The test is named for it.
    Name,
    /// The test stands in it or beside it.
    Package,
}

/// What a test runner does with a test.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum TestKind {
    /// Runs it and reads its verdict.
    #[default]
    Test,
    /// Measures it.
    Benchmark,
    /// Feeds it generated input.
    Fuzz,
    /// Compiles it and compares its output.
    Example,
    /// Go's `TestMain`: set-up, no test.
    Main,
    /// Code block in documentation.
    Doc,
}

/// How much of the system a test exercises.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum TestLevel {
    /// One unit, no outside system.
    #[default]
    Unit,
    /// With real outside systems or several units.
    Integration,
    /// The whole system from outside.
    E2e,
    /// Generated inputs against a property.
    Property,
    /// Faults are injected.
    Chaos,
    /// Scenario in a feature file.
    Bdd,
}

/// What makes a declaration a test.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum TestVia {
    /// Its name and signature (Go).
    #[default]
    Name,
    /// An attribute (Rust).
    Attribute,
    /// An attribute under another name.
    Alias,
    /// A macro that writes it.
    Macro,
}

/// One imported package, crate or path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Import {
    /// Where it stands. Its evidence class is always the default one, because the contract gives the
    /// field name `class` to [`Import::class`]; build it with [`Evidence::without_class`].
    #[serde(flatten)]
    pub at: Evidence,
    /// Imported path.
    pub path: Name,
    /// Local name when the import gives one (`.` and `_` included).
    #[serde(default, skip_serializing_if = "is_default")]
    pub alias: Option<Name>,
    /// Where the imported code lives; `external` until `analyze` knows the modules.
    #[serde(default)]
    pub class: ImportClass,
}

/// Where imported code lives.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum ImportClass {
    /// Another module or crate.
    #[default]
    External,
    /// The language's standard library.
    Std,
    /// This repository.
    Intra,
    /// C code through cgo.
    Cgo,
}

/// TODO, FIXME, HACK or XXX in a comment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Marker {
    /// Where it stands.
    #[serde(flatten)]
    pub at: Evidence,
    /// The word.
    pub word: Cow<'static, str>,
    /// The rest of the line.
    pub text: String,
}
