//! The target beside its references.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::is_default;

/// The target beside its references, one aspect at a time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// Name of the target.
    pub target: String,
    /// Names of the references in the order of the columns; empty when the standard stands in.
    pub references: Vec<String>,
    /// Aspects.
    pub aspects: Vec<Aspect>,
}

/// One aspect: structure, practice or delivery.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Aspect {
    /// `structure`, `practice`, `delivery`.
    pub id: String,
    /// Title.
    pub title: String,
    /// Rows.
    pub rows: Vec<ComparisonRow>,
}

/// One subject for the target and every reference.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ComparisonRow {
    /// Stable identifier of what is compared.
    pub id: String,
    /// What is compared, in words.
    pub subject: String,
    /// The target's value.
    pub target: Cell,
    /// The references' values, in the order of the columns.
    pub references: Vec<Cell>,
    /// What follows.
    pub verdict: Verdict,
}

/// A value with the place that shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// Value as text; empty for none.
    pub value: String,
    /// Citation `path:line`; empty when nothing shows it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cite: String,
}

/// What a comparison row says about the target.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// As the references.
    #[default]
    Same,
    /// All or most references have it and the target has not.
    Missing,
    /// The target has it and no reference has.
    Extra,
    /// Some references have it.
    Optional,
    /// Figures side by side, no judgement.
    Figure,
}
