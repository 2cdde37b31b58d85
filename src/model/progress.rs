//! How much of a plan the code delivers.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Evidence, Observation, RepositoryFacts, Seen, WorkKind, WorkStatus, is_default};

/// Schema identifier that every progress report carries.
pub const STATUS_SCHEMA: &str = "groundplan.status/1";

/// How much of one plan the code delivers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Progress {
    /// Always `groundplan.status/1`.
    pub schema: Cow<'static, str>,
    /// The repository at the revision that was looked at.
    pub repo: RepositoryFacts,
    /// The plan's first document.
    pub plan: Evidence,
    /// Its title.
    pub title: String,
    /// Since when things count as built for this plan: commit and time; `None` when nothing limits it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub since: Option<Seen>,
    /// Its items, a parent before its children.
    pub items: Vec<ItemProgress>,
    /// What was built since then and stands in no item.
    pub unplanned: Vec<BuiltFact>,
}

/// How far one item is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ItemProgress {
    /// Its heading, row or line in the plan.
    #[serde(flatten)]
    pub at: Evidence,
    /// Identifier.
    pub id: String,
    /// Identifier of the item it belongs to; empty at the top.
    #[serde(default, skip_serializing_if = "is_default")]
    pub parent: String,
    /// Where in the tree it stands.
    pub kind: WorkKind,
    /// Title.
    pub title: String,
    /// What its document says.
    #[serde(default, skip_serializing_if = "is_default")]
    pub said: WorkStatus,
    /// What the code shows.
    pub state: ProgressState,
    /// Share of what it names that is there, 0-1; `None` when it names nothing that could be looked for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub share: Option<f64>,
    /// What shows it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub proof: Vec<BuiltFact>,
    /// What it names and nothing shows.
    #[serde(default, skip_serializing_if = "is_default")]
    pub missing: Vec<String>,
    /// Its criteria.
    #[serde(default, skip_serializing_if = "is_default")]
    pub criteria: Vec<CriterionProgress>,
}

/// How far one criterion is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CriterionProgress {
    /// The criterion in the plan.
    #[serde(flatten)]
    pub said: Observation,
    /// Whether its box is ticked; `None` without a box.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ticked: Option<bool>,
    /// What the code shows.
    pub state: ProgressState,
    /// What shows it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub proof: Vec<BuiltFact>,
    /// What it names and nothing shows.
    #[serde(default, skip_serializing_if = "is_default")]
    pub missing: Vec<String>,
}

/// Something that is there, with the commit that brought it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BuiltFact {
    /// Where it is.
    #[serde(flatten)]
    pub seen: Observation,
    /// The commit in which it was first seen, when it was looked up.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first: Option<Seen>,
}

/// What the code shows of an item.
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
pub enum ProgressState {
    /// All that it names is there.
    Done,
    /// A part of it is there.
    Partial,
    /// Nothing of it is there, and nobody says that it is.
    #[default]
    NotStarted,
    /// It is ticked, and nothing shows it.
    Phantom,
    /// It names nothing that could be looked for: only people can tell.
    Untold,
}
