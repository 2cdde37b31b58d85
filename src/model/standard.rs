//! A house standard as data: what a plan has, asks and assumes when nobody says otherwise.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Expects, TaskKind, is_default};

/// A house standard, loaded from `standard.toml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Standard {
    /// Identifier: the name of its folder.
    pub name: String,
    /// One sentence about it.
    pub about: String,
    /// Where the plan is written, relative to the target.
    pub plan_path: String,
    /// Folder of the planning documents, relative to the target.
    pub docs_dir: String,
    /// Folder with a folder for each feature that is planned in the living form, relative to the target.
    #[serde(default = "living_dir")]
    pub living_dir: String,
    /// Sections of the plan in order.
    pub sections: Vec<StandardSection>,
    /// Phases in order.
    pub phases: Vec<StandardPhase>,
    /// Hours per kind of task when no reference class is available.
    pub estimates: BTreeMap<TaskKind, HourRange>,
    /// Defaults for what capacity planning needs.
    pub capacity: CapacityDefaults,
    /// How the forecast is drawn.
    #[serde(default)]
    pub forecast: ForecastRules,
    /// Figures of the house formula.
    #[serde(default)]
    pub formula: FormulaRules,
    /// Thresholds by name.
    pub thresholds: BTreeMap<String, f64>,
    /// Questions that only people can answer.
    pub questions: Vec<StandardQuestion>,
    /// Rules of the house that sections state, by sub-section identifier.
    pub rules: BTreeMap<String, Vec<String>>,
    /// Rules that turn findings into risk rows.
    pub risk_rules: Vec<RiskRule>,
}

fn living_dir() -> String {
    "docs/pre-dev".into()
}

/// A section of the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StandardSection {
    /// Identifier.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Sub-sections in order.
    pub parts: Vec<StandardPart>,
}

/// A sub-section of the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StandardPart {
    /// Identifier, unique in the standard.
    pub id: String,
    /// Heading.
    pub title: String,
}

/// A phase of the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StandardPhase {
    /// 1-based number.
    pub number: u32,
    /// Title.
    pub title: String,
    /// Goal.
    pub goal: String,
    /// Shortest usual duration in weeks.
    pub weeks_low: u32,
    /// Longest usual duration in weeks.
    pub weeks_high: u32,
    /// Kinds of tasks that belong here.
    pub kinds: Vec<TaskKind>,
    /// Kind of test that grows in this phase.
    pub testing: String,
    /// Documentation that grows in this phase.
    pub documentation: String,
    /// Share of the measurable targets that should hold at its end, 0-1.
    pub target_share: f64,
}

/// Three-point range of hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HourRange {
    /// Optimistic.
    pub low: f64,
    /// Most likely.
    pub likely: f64,
    /// Pessimistic.
    pub high: f64,
}

/// How the forecast of a plan is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ForecastRules {
    /// How many times.
    pub runs: u32,
    /// Start of the random numbers.
    pub seed: u64,
    /// Share of the luck (of its variance, on a logarithmic scale) that all tasks of a run have in common, 0-1.
    pub correlation: f64,
}

impl Default for ForecastRules {
    fn default() -> Self {
        Self { runs: 2000, seed: 1, correlation: 0.3 }
    }
}

/// Figures of hours × multiplier ÷ capacity ÷ hours per day ÷ team.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormulaRules {
    /// Factor for review by people.
    pub multiplier: f64,
    /// Share of a day that goes into the work, 0-1.
    pub capacity: f64,
    /// Hours of a day.
    pub hours_per_day: f64,
}

impl Default for FormulaRules {
    fn default() -> Self {
        Self { multiplier: 1.2, capacity: 0.9, hours_per_day: 8.0 }
    }
}

/// What is assumed about capacity until somebody answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CapacityDefaults {
    /// Developers.
    pub team: u32,
    /// Hours per developer and week.
    pub hours_per_week: f64,
    /// Share of those hours that goes into planned work, 0-1.
    pub focus: f64,
}

/// A question of the standard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StandardQuestion {
    /// Identifier (`Q-TEAM-SIZE`).
    pub id: String,
    /// One of the five groups: `team`, `timeline`, `risk`, `quality`, `operations`.
    pub group: String,
    /// The question.
    pub text: String,
    /// What the plan assumes until it is answered; empty when it assumes nothing.
    #[serde(default, skip_serializing_if = "is_default")]
    pub assumption: String,
    /// A plan without an answer fails under `--strict`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub blocking: bool,
    /// Name of the evidence that answers it (`contributors`, `tests`, `ci`, `containers`, `mvp`, …).
    #[serde(default, skip_serializing_if = "is_default")]
    pub answered_by: String,
    /// What an answer is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub expects: Expects,
    /// The answers there are, where it expects a choice.
    #[serde(default, skip_serializing_if = "is_default")]
    pub choices: Vec<String>,
    /// Setting that an answer fills: `team`, `hours_per_week`, `focus`, `start`, `deadline`, `people`, `external`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sets: String,
}

/// How a kind of finding becomes a risk row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RiskRule {
    /// Identifier (`single-owner`, `unsafe-migration`, …).
    pub id: String,
    /// `technical` or `project`.
    pub category: String,
    /// Probability: `Low`, `Medium`, `High`.
    pub probability: String,
    /// Impact: `Low`, `Medium`, `High`.
    pub impact: String,
    /// What the house does about it.
    pub mitigation: String,
}
