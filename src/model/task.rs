//! Work of a plan: tasks with their files and estimates.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{HourRange, Observation, State, is_default};

/// A piece of work.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Task {
    /// Identifier (`T-001`), in order of work.
    pub id: String,
    /// What is done.
    pub title: String,
    /// Kind of work.
    pub kind: TaskKind,
    /// How much of it is there already.
    pub state: State,
    /// Identifiers of the gap items it closes.
    pub traces: Vec<String>,
    /// Code that it builds on.
    pub evidence: Vec<Observation>,
    /// What is to do, one step an entry.
    pub steps: Vec<String>,
    /// Files it touches.
    pub files: Vec<FileAction>,
    /// Identifiers of tasks that come first.
    pub depends_on: Vec<String>,
    /// Hours.
    pub estimate: Estimate,
    /// Domain focus: kind and sentence.
    #[serde(default, skip_serializing_if = "is_default")]
    pub focus: Option<Focus>,
    /// Number of the phase it is scheduled in.
    pub phase: u32,
    /// Why it is needed and stands where it stands.
    pub rationale: String,
}

/// Kinds of work.
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
pub enum TaskKind {
    /// Repository, module and programme skeleton.
    Scaffold,
    /// A table and its migration.
    Migration,
    /// Domain types and rules.
    Domain,
    /// Storage of an entity.
    Repository,
    /// Use case.
    #[default]
    Service,
    /// One endpoint.
    Endpoint,
    /// An outside system.
    Integration,
    /// Authentication and authorisation.
    Security,
    /// Caching and tuning against a target.
    Performance,
    /// Traces, metrics, logs, health.
    Observability,
    /// Tests.
    Testing,
    /// CI pipeline.
    Ci,
    /// Containers, manifests, roll-out.
    Deployment,
    /// Documents.
    Documentation,
    /// Prototype or measurement that removes an unknown.
    Spike,
}

impl TaskKind {
    /// All kinds, in the order in which work usually goes.
    pub const ALL: [Self; 15] = [
        Self::Scaffold,
        Self::Spike,
        Self::Migration,
        Self::Domain,
        Self::Repository,
        Self::Integration,
        Self::Service,
        Self::Endpoint,
        Self::Security,
        Self::Ci,
        Self::Testing,
        Self::Observability,
        Self::Deployment,
        Self::Documentation,
        Self::Performance,
    ];
}

/// A file that a task touches.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct FileAction {
    /// Path relative to the repository's root.
    pub path: String,
    /// What happens to it.
    pub action: Action,
    /// Why the path is this one: the file or folder it follows.
    #[serde(default, skip_serializing_if = "is_default")]
    pub follows: String,
}

/// What happens to a file.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// It does not exist yet.
    #[default]
    Create,
    /// It exists.
    Modify,
    /// It goes.
    Delete,
    /// It gets another path.
    Move,
    /// It is only looked at.
    Read,
    /// A test file, new or not.
    Test,
}

/// Hours with their basis.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Estimate {
    /// Range in hours.
    #[serde(flatten)]
    pub range: HourRange,
    /// Always `hours`.
    pub unit: Cow<'static, str>,
    /// Hours that half of such tasks stay within.
    #[serde(default, skip_serializing_if = "is_default")]
    pub p50: f64,
    /// Hours that four of five such tasks stay within.
    #[serde(default, skip_serializing_if = "is_default")]
    pub p80: f64,
    /// Where the range comes from.
    pub basis: String,
    /// How many finished pieces of work it stands on; 0 for the standard's table.
    #[serde(default, skip_serializing_if = "is_default")]
    pub samples: u32,
}

/// Domain focus of a task.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Focus {
    /// `security`, `performance` or `reliability`.
    pub kind: String,
    /// Sentence.
    pub text: String,
}
