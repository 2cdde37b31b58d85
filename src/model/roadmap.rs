//! The roadmap of the living form: when which task is planned, and what that assumes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DatePercentiles, Percentiles, is_default};

/// `delivery-roadmap.json` of a feature.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Roadmap {
    /// What is planned.
    pub feature: String,
    /// Gate of the house's process that the document belongs to.
    pub gate: u32,
    /// Version of the form.
    pub version: String,
    /// Documents that it belongs to.
    pub upstream_docs: Vec<String>,
    /// What it assumes about time and people.
    pub inputs: RoadmapInputs,
    /// How working days follow from hours.
    pub formula: String,
    /// Sums.
    pub totals: RoadmapTotals,
    /// How many tasks have which confidence.
    pub confidence: RoadmapConfidence,
    /// Tasks in the order of work.
    pub tasks: Vec<RoadmapTask>,
    /// Phases that have tasks.
    pub milestones: Vec<Milestone>,
    /// Tasks on the longest chain of dependencies.
    pub critical_path: Vec<String>,
    /// Questions that block and that nobody answered.
    #[serde(default, skip_serializing_if = "is_default")]
    pub open_questions: Vec<String>,
}

/// What a roadmap assumes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RoadmapInputs {
    /// First day; absent until somebody says it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub start_date: Option<String>,
    /// Developers.
    pub team_size: u32,
    /// Who says how many.
    pub team_source: String,
    /// Factor for review by people.
    pub multiplier: f64,
    /// Share of a day that goes into the work, 0-1.
    pub available_capacity: f64,
    /// Hours of a day.
    pub hours_per_day: f64,
}

/// Sums of a roadmap.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RoadmapTotals {
    /// Likely hours of all tasks.
    pub hours: f64,
    /// Median hours of the longest chain of dependencies.
    pub critical_path_hours: f64,
    /// Working days by the formula.
    pub working_days: f64,
    /// Weeks that the draws of the forecast stay within.
    pub weeks: Percentiles,
    /// Days on which everything is done, when the first day is known.
    #[serde(default, skip_serializing_if = "is_default")]
    pub dates: Option<DatePercentiles>,
    /// The day that four of five draws stay within.
    #[serde(default, skip_serializing_if = "is_default")]
    pub target_end_date: Option<String>,
}

/// Tasks by confidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoadmapConfidence {
    /// Estimates that rest on finished work.
    pub high: u32,
    /// Estimates from the standard's table.
    pub medium: u32,
    /// Estimates whose high end is more than twice what is likely.
    pub low: u32,
}

/// A task of a roadmap.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RoadmapTask {
    /// Identifier.
    pub id: String,
    /// What is done.
    pub title: String,
    /// Likely hours.
    pub hours: f64,
    /// Hours that half of such tasks stay within.
    pub p50: f64,
    /// Hours that four of five such tasks stay within.
    pub p80: f64,
    /// `S`, `M` or `L`; `split` for what is larger than a task may be.
    pub size: String,
    /// `High`, `Medium` or `Low`.
    pub confidence: String,
    /// Tasks that come first.
    pub blocked_by: Vec<String>,
    /// Weeks it is planned in (`2`, `2-3`).
    pub weeks: String,
    /// First day of those weeks, when the start is known.
    #[serde(default, skip_serializing_if = "is_default")]
    pub start_date: Option<String>,
    /// Last working day of those weeks.
    #[serde(default, skip_serializing_if = "is_default")]
    pub end_date: Option<String>,
    /// Whether it is on the critical path.
    pub critical_path: bool,
}

/// A phase with tasks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Milestone {
    /// Identifier (`M1`).
    pub id: String,
    /// Title of the phase.
    pub name: String,
    /// Last working day of its weeks, when the start is known.
    #[serde(default, skip_serializing_if = "is_default")]
    pub target_date: Option<String>,
    /// Its tasks.
    pub tasks: Vec<String>,
}
