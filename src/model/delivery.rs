//! Planned against actual: what a repository's history shows of the work that its documents planned.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Evidence, Observation, Seen, TaskKind, is_default};

/// Schema identifier that every retrospect carries.
pub const RETROSPECT_SCHEMA: &str = "groundplan.retrospect/1";

/// Planned against actual of several repositories, and the classes that follow from them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Retrospect {
    /// Always `groundplan.retrospect/1`.
    pub schema: Cow<'static, str>,
    /// One record for each repository.
    pub records: Vec<DeliveryRecord>,
    /// What work of each kind took in all of them.
    pub classes: Vec<ReferenceClass>,
}

/// What one repository planned and what its history shows of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DeliveryRecord {
    /// Repository.
    pub name: String,
    /// Folder as citations name it; `.` for the target.
    pub dir: String,
    /// Commit at which it was read.
    #[serde(default, skip_serializing_if = "is_default")]
    pub commit: Option<String>,
    /// Why less than everything is known (no history, shallow clone, squashed commits, no plan).
    #[serde(default, skip_serializing_if = "is_default")]
    pub limits: Vec<String>,
    /// One entry for each plan of the repository.
    pub plans: Vec<PlanRecord>,
    /// What work took, one sample for each deliverable whose history is known.
    pub samples: Vec<EffortSample>,
}

/// One plan beside what happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlanRecord {
    /// Its first document.
    #[serde(flatten)]
    pub at: Evidence,
    /// What it is about.
    pub feature: String,
    /// The commit that brought the document; `None` when it is not committed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub written: Option<Seen>,
    /// The commit that removed the document, when the tree has it no more.
    #[serde(default, skip_serializing_if = "is_default")]
    pub removed: Option<Seen>,
    /// Hours that it planned: what it states, else the sum of its tasks.
    #[serde(default, skip_serializing_if = "is_default")]
    pub planned_hours: Option<f64>,
    /// Tasks that it planned.
    pub planned_tasks: u32,
    /// Working days that it planned, from its dates or weeks.
    #[serde(default, skip_serializing_if = "is_default")]
    pub planned_days: Option<f64>,
    /// Commits from its first to its last deliverable that touch one.
    pub commits: u32,
    /// Days with such a commit.
    pub active_days: u32,
    /// Hours by sessions of those commits.
    pub session_hours: f64,
    /// Calendar days from the document to the last deliverable.
    #[serde(default, skip_serializing_if = "is_default")]
    pub elapsed_days: Option<f64>,
    /// Phases or dated tasks, planned end against actual end.
    #[serde(default, skip_serializing_if = "is_default")]
    pub phases: Vec<PhaseRecord>,
    /// What it named, and since when it is there.
    pub deliverables: Vec<Deliverable>,
    /// What came in the same time and in the same folders and that it does not name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unplanned: Vec<Deliverable>,
}

/// A phase or task: when it was to end, and when it did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PhaseRecord {
    /// Where it is planned.
    #[serde(flatten)]
    pub at: Evidence,
    /// Identifier or number.
    pub id: String,
    /// Title.
    pub title: String,
    /// Hours that were planned.
    #[serde(default, skip_serializing_if = "is_default")]
    pub planned_hours: Option<f64>,
    /// Day on which it was to end.
    #[serde(default, skip_serializing_if = "is_default")]
    pub planned_end: Option<String>,
    /// When the last of its deliverables appeared; `None` while one is missing.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ended: Option<Seen>,
    /// Weeks from the planned to the actual end; negative when it was early.
    #[serde(default, skip_serializing_if = "is_default")]
    pub slipped_weeks: Option<f64>,
    /// Deliverables that are there.
    pub delivered: u32,
    /// Deliverables that it names.
    pub named: u32,
    /// Days with a commit that touches one of them, up to the last one's appearance.
    pub active_days: u32,
    /// Hours by sessions of those commits.
    pub session_hours: f64,
}

/// Something that a plan names, or that came without one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Deliverable {
    /// What it is.
    pub kind: DeliverableKind,
    /// Path, `METHOD /path`, table, interface or test.
    pub name: String,
    /// Items of the plan that name it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub items: Vec<String>,
    /// Where the plan names it; `None` when it does not.
    #[serde(default, skip_serializing_if = "is_default")]
    pub asked: Option<Observation>,
    /// Where it is now; `None` when it is not there.
    #[serde(default, skip_serializing_if = "is_default")]
    pub place: Option<String>,
    /// Since when it is there; of what was there before the plan, the first change after it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first: Option<Seen>,
    /// Whether it was there before the plan was written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub before_plan: bool,
}

/// Kinds of deliverables.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum DeliverableKind {
    /// A file or folder.
    #[default]
    Path,
    /// An endpoint.
    Endpoint,
    /// A table.
    Table,
    /// An interface or trait.
    Interface,
    /// A test.
    Test,
}

/// What one piece of work took.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EffortSample {
    /// Kind of work.
    pub kind: TaskKind,
    /// What was made.
    pub name: String,
    /// Citation of it.
    pub cite: String,
    /// Hours.
    pub hours: f64,
    /// Commits.
    pub commits: u32,
    /// Days with a commit.
    pub active_days: u32,
}

/// What work of one kind took before.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReferenceClass {
    /// Kind of work.
    pub kind: TaskKind,
    /// How many pieces of work.
    pub n: u32,
    /// Median hours.
    pub median: f64,
    /// Lower quartile of the hours.
    pub q1: f64,
    /// Upper quartile of the hours.
    pub q3: f64,
    /// Hours that four of five stayed within.
    pub p80: f64,
    /// Median of commits.
    pub commits: f64,
    /// Median of days with a commit.
    pub active_days: f64,
    /// Repositories that it stands on.
    pub from: Vec<String>,
    /// Whether estimates rest on it: `n` reaches the standard's threshold, and half of the pieces took half an hour or
    /// more each.
    pub used: bool,
}
