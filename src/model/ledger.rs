//! What became of the tasks of a plan from one version of it to the next.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Observation, Seen, TaskKind, is_default};

/// Schema identifier that every ledger carries.
pub const LEDGER_SCHEMA: &str = "groundplan.ledger/1";

/// Every task that a plan ever had. It lies beside the plan and gives a task its identifier for good.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ledger {
    /// Always `groundplan.ledger/1`.
    pub schema: Cow<'static, str>,
    /// The tasks by identifier.
    pub tasks: Vec<LedgerTask>,
}

/// A task that a plan had or has.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LedgerTask {
    /// Identifier (`T-001`); never given to another task.
    pub id: String,
    /// What it is known by: kind of work and subject (`migration:waivers`).
    pub key: String,
    /// Kind of work.
    pub kind: TaskKind,
    /// What is done.
    pub title: String,
    /// Gap items that it closes, in the last version that planned it.
    pub traces: Vec<String>,
    /// What the code lacked in that version, in words: it tells whether something has changed since.
    pub gap: String,
    /// What became of it; `None` while it is planned.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outcome: Option<TaskOutcome>,
    /// The commit in which its evidence was first seen.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first: Option<Seen>,
}

/// What became of a task that is no longer planned.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum TaskOutcome {
    /// The code shows it.
    #[default]
    Delivered,
    /// Nothing asks for it any more.
    Dropped,
    /// Other tasks do it.
    Elsewhere,
}

/// A task of an earlier version of the plan that is no longer planned.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DoneTask {
    /// Identifier.
    pub id: String,
    /// What was to be done.
    pub title: String,
    /// Kind of work.
    pub kind: TaskKind,
    /// What became of it.
    pub outcome: TaskOutcome,
    /// Gap items that it closed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub traces: Vec<String>,
    /// What shows that it is done.
    #[serde(default, skip_serializing_if = "is_default")]
    pub evidence: Vec<Observation>,
    /// The commit in which the evidence was first seen; `None` where that is not known or not committed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first: Option<Seen>,
    /// Tasks that do it instead.
    #[serde(default, skip_serializing_if = "is_default")]
    pub instead: Vec<String>,
}
