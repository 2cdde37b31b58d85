//! Time of a plan: people, phases, weeks, and how likely which date is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CodeBlock, Demo, HourRange, Statement, answers, is_default};

/// What the schedule assumes about people.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Capacity {
    /// Developers.
    pub team: u32,
    /// Hours per developer and week.
    pub hours_per_week: f64,
    /// Share of those hours that goes into planned work, 0-1.
    pub focus: f64,
    /// Planned hours that the team has per week.
    pub weekly_hours: f64,
    /// Who says so: `groundplan.toml`, a flag, the answers, or the assumption of a question.
    pub source: String,
    /// The people, where they are known one by one; their number is then `team`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub people: Vec<Person>,
}

/// Somebody who works on the plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Hours a week for this work; the team's when absent.
    #[serde(default, skip_serializing_if = "is_default", deserialize_with = "answers::hours")]
    #[schemars(range(min = 0.5, max = 168))]
    pub hours_per_week: Option<f64>,
    /// Kinds of tasks that they can do (`migration`, `endpoint`, …); all when empty.
    #[serde(default, skip_serializing_if = "is_default", deserialize_with = "answers::skills")]
    pub skills: Vec<String>,
    /// First day (`2026-12-01`); from the start when absent.
    #[serde(default, skip_serializing_if = "is_default", deserialize_with = "answers::day")]
    pub from: Option<String>,
    /// Last day.
    #[serde(default, skip_serializing_if = "is_default", deserialize_with = "answers::day")]
    pub until: Option<String>,
    /// Days away, each a day or a range (`2026-12-24..2027-01-02`).
    #[serde(default, skip_serializing_if = "is_default", deserialize_with = "answers::days")]
    pub away: Vec<String>,
}

/// A phase.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Phase {
    /// 1-based number.
    pub number: u32,
    /// Title.
    pub title: String,
    /// Goal.
    pub goal: Statement,
    /// Weeks; empty when nothing is left to do.
    pub weeks: Vec<Week>,
    /// Sum of its tasks' hours.
    pub hours: HourRange,
    /// What it leaves behind.
    pub deliverables: Vec<CodeBlock>,
    /// Commands that show it.
    pub demos: Vec<Demo>,
    /// What must hold at its end.
    pub acceptance: Vec<Statement>,
}

/// A week of the schedule.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Week {
    /// Number from the start of the plan, 1-based.
    pub number: u32,
    /// First day, when the start is known (`2026-12-01`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub starts: Option<String>,
    /// Title from the kinds of work in it.
    pub title: String,
    /// Planned hours that the team has in it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub capacity: f64,
    /// Hours of each task that fall into this week.
    pub tasks: Vec<WeekTask>,
    /// Likely hours planned.
    pub hours: f64,
}

/// A task's share of a week.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WeekTask {
    /// Task identifier.
    pub id: String,
    /// Likely hours in this week.
    pub hours: f64,
    /// Who does it, where people are known; `nobody yet` when none of them can.
    #[serde(default, skip_serializing_if = "is_default")]
    pub person: String,
    /// Whether the task goes on from an earlier week.
    #[serde(default, skip_serializing_if = "is_default")]
    pub continued: bool,
}

/// How long the plan takes, as a distribution: tasks drawn from their estimates and laid out by dependency and capacity, many times.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Forecast {
    /// How many times it was drawn.
    pub runs: u32,
    /// Start of the random numbers: the same seed gives the same figures.
    pub seed: u64,
    /// Weeks until everything is done.
    pub weeks: Percentiles,
    /// Hours of all tasks.
    pub hours: Percentiles,
    /// First day, when people said it (`2026-12-01`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub starts: Option<String>,
    /// Days on which everything is done, when the first day is known.
    #[serde(default, skip_serializing_if = "is_default")]
    pub dates: Option<DatePercentiles>,
    /// Tasks on the longest chain of dependencies by median hours, in order.
    pub critical_path: Vec<String>,
    /// Median hours of that chain.
    pub critical_hours: f64,
    /// Share of the runs in which a task was on the longest chain, 0-1, for tasks with a share of 0.05 and more.
    #[serde(default, skip_serializing_if = "is_default")]
    pub criticality: Vec<Criticality>,
    /// The deadline that was asked for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub deadline: Option<Deadline>,
    /// The house formula beside it.
    pub formula: HouseFormula,
}

/// Values that half, four fifths and 19 of 20 runs stay within.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Percentiles {
    /// Half.
    pub p50: f64,
    /// Four fifths.
    pub p80: f64,
    /// Nineteen of twenty.
    pub p95: f64,
}

/// Days that half, four fifths and 19 of 20 runs stay within.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DatePercentiles {
    /// Half.
    pub p50: String,
    /// Four fifths.
    pub p80: String,
    /// Nineteen of twenty.
    pub p95: String,
}

/// How often a task decided the length of the plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Criticality {
    /// Task.
    pub id: String,
    /// Share of runs, 0-1.
    pub share: f64,
}

/// A day by which the plan must be done, and how likely that is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Deadline {
    /// As people wrote it.
    pub text: String,
    /// The day, when one can be read in it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub date: Option<String>,
    /// Share of the runs that are done by then, 0-1; `None` when start or day is not known.
    #[serde(default, skip_serializing_if = "is_default")]
    pub probability: Option<f64>,
}

/// Calendar days by hours × multiplier ÷ capacity ÷ hours per day ÷ team.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HouseFormula {
    /// Likely hours of all tasks.
    pub hours: f64,
    /// Factor for review by people.
    pub multiplier: f64,
    /// Share of a day that goes into the work, 0-1.
    pub capacity: f64,
    /// Hours of a day.
    pub hours_per_day: f64,
    /// Developers.
    pub team: u32,
    /// Working days that follow.
    pub days: f64,
}
