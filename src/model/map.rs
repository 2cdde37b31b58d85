//! The map of the code for a task: files by how much they have to do with it, and what they declare.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::is_default;

/// How files are ranked.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Ranking {
    /// What names the terms, what that leans on, and what changes often, in one score.
    #[default]
    Relevance,
    /// `PageRank` that starts anew only at files that name the terms.
    Personalised,
    /// `PageRank` that knows of no terms.
    Plain,
    /// How well paths and names match the terms (BM25); no graph.
    Keywords,
}

/// A file with what speaks for it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RankedFile {
    /// Path.
    pub path: Arc<str>,
    /// Score; the best file has 1.
    pub score: f64,
    /// What it declares, the most telling first.
    pub symbols: Vec<RankedSymbol>,
}

/// A declaration with what speaks for it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RankedSymbol {
    /// 1-based line of the name.
    pub line: u32,
    /// Signature on one line, without the body.
    pub text: String,
    /// Share of its file's score, at most 1.
    pub weight: f64,
}

/// Schema identifier that every map carries.
pub const MAP_SCHEMA: &str = "groundplan.map/1";

/// The part of the ranked files that a budget has room for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CodeMap {
    /// Always `groundplan.map/1`.
    pub schema: String,
    /// Name of the repository.
    pub repository: String,
    /// Commit that was read; absent for a folder without one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub commit: Option<String>,
    /// What the map is for, as asked.
    #[serde(default, skip_serializing_if = "is_default")]
    pub focus: Vec<String>,
    /// How it is ranked.
    pub ranking: Ranking,
    /// The files, the best first.
    pub files: Vec<MapFile>,
    /// Files of the repository that are not in it.
    pub files_left_out: u32,
    /// Declarations of the repository that are not in it.
    pub symbols_left_out: u32,
}

/// A file of a map.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MapFile {
    /// Path.
    pub path: Arc<str>,
    /// Score; the best file has 1.
    pub score: f64,
    /// What is shown of it, by line.
    #[serde(default, skip_serializing_if = "is_default")]
    pub symbols: Vec<MapSymbol>,
}

/// A declaration of a map.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MapSymbol {
    /// Identifier to cite it by (`C12`); absent in a map that stands alone, where `path:line` does.
    #[serde(default, skip_serializing_if = "is_default")]
    pub id: String,
    /// 1-based line of the name.
    pub line: u32,
    /// Signature on one line.
    pub text: String,
}
