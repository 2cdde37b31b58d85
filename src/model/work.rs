//! What planning documents plan: a tree of work items with their lines, whatever form the document has.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Action, Evidence, HourRange, Observation, Priority, is_default};

/// One plan: a document, or the documents of one folder that speak of the same work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WorkPlan {
    /// Its first document.
    #[serde(flatten)]
    pub at: Evidence,
    /// Form in which it is written.
    pub form: PlanForm,
    /// What it is about: the front matter's feature, else the name of its folder.
    pub feature: String,
    /// Title of its first document.
    pub title: String,
    /// Keys of front matter, metadata table or the roadmap's head (`gate`, `status`, `start_date`, …), as written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub properties: BTreeMap<String, String>,
    /// First day as the documents give it (`2026-04-20`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub starts: Option<String>,
    /// Last day.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ends: Option<String>,
    /// Sum of hours that the documents state.
    #[serde(default, skip_serializing_if = "is_default")]
    pub stated_hours: Option<f64>,
    /// Its items, a parent before its children.
    pub items: Vec<WorkItem>,
}

/// Forms in which plans are written.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum PlanForm {
    /// Phases and weeks (`IMPLEMENTATION_PLAN.md`).
    Classic,
    /// Tasks with hours and dependencies, roadmap beside them (`docs/pre-dev/<feature>/`).
    Living,
    /// `specs/<feature>/tasks.md` of Spec Kit.
    SpecKit,
    /// `openspec/changes/<change>/tasks.md` of `OpenSpec`.
    OpenSpec,
    /// `.kiro/specs/<feature>/tasks.md` of Kiro.
    Kiro,
    /// `tasks.json` of task-master.
    TaskMaster,
    /// The JSON plan that the architect's prompt asks for.
    Architect,
    /// Anything else with headings, tables or check boxes that name work.
    #[default]
    List,
}

/// A piece of work that a document plans.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WorkItem {
    /// Its heading, row or line.
    #[serde(flatten)]
    pub at: Evidence,
    /// Identifier: the document's own, or one derived from parent and order.
    pub id: String,
    /// Whether the document gives the identifier.
    #[serde(default, skip_serializing_if = "is_default")]
    pub id_given: bool,
    /// Where in the tree it stands.
    pub kind: WorkKind,
    /// Title without identifier, status and size.
    pub title: String,
    /// Identifier of the item it belongs to; empty at the top.
    #[serde(default, skip_serializing_if = "is_default")]
    pub parent: String,
    /// How far it is by what the document says.
    #[serde(default, skip_serializing_if = "is_default")]
    pub status: WorkStatus,
    /// The words, sign or check box that say so.
    #[serde(default, skip_serializing_if = "is_default")]
    pub status_text: String,
    /// Priority.
    #[serde(default, skip_serializing_if = "is_default")]
    pub priority: Priority,
    /// Hours; the three are equal when the document gives one number.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hours: Option<HourRange>,
    /// Size as written (`S`, `M`, `L`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub size: String,
    /// Confidence as written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub confidence: String,
    /// Identifiers of items that come first; ranges and "all" are spelled out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub depends_on: Vec<String>,
    /// Whether it may run beside its neighbours (`[P]`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub parallel: bool,
    /// Whether it is optional or a stretch.
    #[serde(default, skip_serializing_if = "is_default")]
    pub optional: bool,
    /// Identifiers of requirements and criteria it serves; ranges are spelled out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub traces: Vec<String>,
    /// Files it names with what happens to them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub files: Vec<FileClaim>,
    /// Places in code that it points to (`path:line`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub references: Vec<CodeReference>,
    /// What must hold at its end.
    #[serde(default, skip_serializing_if = "is_default")]
    pub acceptance: Vec<Criterion>,
    /// First day (`2026-04-20`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub starts: Option<String>,
    /// Last day.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ends: Option<String>,
    /// Weeks or days it is planned in, as written (`Weeks 1-2`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub when: String,
    /// Commits that the document says brought it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub commits: Vec<String>,
    /// Its text without what is in the other fields, cut to a paragraph.
    #[serde(default, skip_serializing_if = "is_default")]
    pub text: String,
}

/// Levels of the tree of work.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum WorkKind {
    /// Phase, milestone, sprint, wave, stage.
    Phase,
    /// Epic, story, group of tasks.
    Epic,
    /// Task.
    #[default]
    Task,
    /// Part of a task.
    Subtask,
}

/// How far an item is by what its document says.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum WorkStatus {
    /// Nothing is said.
    #[default]
    Unsaid,
    /// Open, pending, an empty check box.
    Open,
    /// In progress.
    Started,
    /// Done, delivered, a ticked box.
    Done,
    /// Blocked.
    Blocked,
    /// Paused, deferred.
    Paused,
    /// Cancelled, rejected, failed.
    Cancelled,
}

/// A file that an item names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FileClaim {
    /// Where it is named.
    #[serde(flatten)]
    pub at: Evidence,
    /// Path as written, without quotes, line and leading `./`.
    pub path: String,
    /// What happens to it, when the document says so.
    #[serde(default, skip_serializing_if = "is_default")]
    pub action: Option<Action>,
}

/// A place in code that a document points to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CodeReference {
    /// Where it is written.
    #[serde(flatten)]
    pub at: Evidence,
    /// Path as written.
    pub path: String,
    /// First line there.
    pub from: u32,
    /// Last line there; equal to `from` for one line.
    pub to: u32,
    /// The code name that stands beside it, when one does.
    #[serde(default, skip_serializing_if = "is_default")]
    pub symbol: String,
}

/// An acceptance or exit criterion of an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Criterion {
    /// The text.
    #[serde(flatten)]
    pub said: Observation,
    /// Whether its box is ticked; `None` without a box.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ticked: Option<bool>,
}
