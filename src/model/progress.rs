//! How much of plans the code delivers.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Evidence, Observation, RepositoryFacts, Seen, WorkKind, WorkStatus, is_default};

/// Schema identifier that every progress report carries.
pub const STATUS_SCHEMA: &str = "groundplan.status/1";

/// How much of some plans the code of one revision delivers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StatusReport {
    /// Always `groundplan.status/1`.
    pub schema: Cow<'static, str>,
    /// The repository at the revision that was looked at.
    pub repo: RepositoryFacts,
    /// The plans, in the order of the command line, else of their paths.
    pub plans: Vec<Progress>,
}

/// How much of one plan the code delivers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Progress {
    /// The plan's first document.
    pub plan: Evidence,
    /// Its title.
    pub title: String,
    /// Since when things count as built for this plan: commit and time; `None` when nothing limits it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub since: Option<Seen>,
    /// Why less than everything is known (no history, a shallow clone, a plan that is not committed).
    #[serde(default, skip_serializing_if = "is_default")]
    pub limits: Vec<String>,
    /// Items without children, cancelled ones left out, by state.
    pub counts: StateCounts,
    /// Its items, a parent before its children.
    pub items: Vec<ItemProgress>,
    /// What was built since then and stands in no item.
    pub unplanned: Vec<BuiltFact>,
}

/// How many items are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StateCounts {
    /// All that they name is there.
    pub done: u32,
    /// A part of it is there.
    pub partial: u32,
    /// Nothing of it is there.
    pub not_started: u32,
    /// Ticked, and nothing shows it.
    pub phantom: u32,
    /// They name nothing that could be looked for.
    pub untold: u32,
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
    /// Share of what it names that is there, 0-1, of a parent the share of its items that are done; `None`
    /// when nothing that it names could be looked for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub share: Option<f64>,
    /// Whether its own evidence is strong enough to tick it: more than files that were changed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub proven: bool,
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
