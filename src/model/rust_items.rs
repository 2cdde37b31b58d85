//! What a Rust file holds in the order of its source, as far as modules and macros hang together: which
//! macro a call means depends on what stands before it. Facts for `analyze`, no part of the contract.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A module, a macro definition or a macro call where items stand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RustItem {
    /// Number of inline modules around it in its file.
    pub depth: usize,
    /// First line, 1-based: of a call the line of the macro's path.
    pub line: u32,
    /// Last line, 1-based.
    pub end_line: u32,
    /// What it is.
    pub kind: RustItemKind,
}

/// Kinds of [`RustItem`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub enum RustItemKind {
    /// A module that the file declares.
    Module {
        /// Its place in `FileFacts::rust_modules`.
        index: usize,
        /// Its macros stay in sight behind it.
        macro_use: bool,
    },
    /// `macro_rules! name { … }`.
    Macro {
        /// Name it is called by.
        name: String,
        /// Other crates and modules see it by its path.
        exported: bool,
        /// The whole definition.
        text: String,
    },
    /// `path::name! { … }`.
    Call {
        /// The macro as written.
        path: String,
        /// What the call hands over, with its brackets.
        text: String,
        /// Conditions on it in its file, as written inside `cfg(…)`.
        cfg: Vec<String>,
        /// All it hands over are items, which are read where they stand.
        items: bool,
    },
}
