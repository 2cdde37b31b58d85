//! The second contract: the plan as one value; Markdown, JSON and tasks are renderings of it.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Comparison, HourRange, Observation, Quantity, RepositoryFacts, is_default};

/// Schema identifier that every plan carries.
pub const PLAN_SCHEMA: &str = "groundplan.plan/1";

/// An implementation plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// Always `groundplan.plan/1`.
    pub schema: Cow<'static, str>,
    /// Name of the product, from its documents or its repository.
    pub name: String,
    /// The repository it stands on.
    pub repo: RepositoryFacts,
    /// Identifier of the standard.
    pub standard: String,
    /// Names of the references; empty when the built-in profile stands in.
    pub references: Vec<String>,
    /// Problems with the inputs that the reader must know of first.
    pub warnings: Vec<String>,
    /// What is asked for beside what is there.
    pub gap: Vec<GapItem>,
    /// Work that follows from the gap.
    pub tasks: Vec<Task>,
    /// The capacity that the schedule assumes.
    pub capacity: Capacity,
    /// Phases with their weeks.
    pub phases: Vec<Phase>,
    /// The other sections in the standard's order.
    pub sections: Vec<PlanSection>,
    /// Risk rows.
    pub risks: Vec<Risk>,
    /// Measurable targets.
    pub targets: Vec<PlanTarget>,
    /// What nobody said.
    pub questions: Vec<OpenQuestion>,
    /// Text of the documents that is no requirement, endpoint, table, target or risk: the plan does not
    /// rest on it, and people should read it.
    pub unread: Vec<Observation>,
    /// The target beside its references.
    pub comparison: Comparison,
    /// Mermaid text of the component diagram.
    pub component_diagram: String,
    /// Mermaid text of the Gantt chart.
    pub gantt: String,
}

/// How much of something the code already has.
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
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Evidence proves it.
    Present,
    /// Evidence shows a part.
    Partial,
    /// Nothing shows it.
    #[default]
    Absent,
}

/// One thing that is asked for, and what the code says about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GapItem {
    /// Identifier of the requirement, endpoint, table, integration or target.
    pub id: String,
    /// What kind of thing is asked for.
    pub kind: GapKind,
    /// What is asked for, in words.
    pub title: String,
    /// Where it is asked for.
    pub asked: Observation,
    /// How much of it is there.
    pub state: State,
    /// What shows it.
    pub evidence: Vec<Observation>,
    /// What is missing.
    #[serde(default, skip_serializing_if = "is_default")]
    pub missing: Vec<String>,
}

/// Kinds of things a gap is found for.
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
pub enum GapKind {
    /// A requirement in words.
    #[default]
    Requirement,
    /// An endpoint.
    Endpoint,
    /// A table.
    Table,
    /// An outside system.
    Integration,
    /// A measurable target.
    Target,
    /// A practice that all or most references have.
    Practice,
}

/// A piece of work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
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
    /// Where the range comes from.
    pub basis: String,
}

/// Domain focus of a task.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Focus {
    /// `security`, `performance` or `reliability`.
    pub kind: String,
    /// Sentence.
    pub text: String,
}

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
    /// Who says so: `groundplan.toml`, a flag, or the assumption of a question.
    pub source: String,
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
    /// Title from the kinds of work in it.
    pub title: String,
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
    /// Whether the task goes on from an earlier week.
    #[serde(default, skip_serializing_if = "is_default")]
    pub continued: bool,
}

/// A block of code, SQL or API lines.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CodeBlock {
    /// What it shows.
    pub title: String,
    /// Fence language.
    pub language: String,
    /// Text.
    pub text: String,
    /// Citations or identifiers it comes from.
    pub cites: Vec<String>,
}

/// A command that demonstrates something.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Demo {
    /// What it shows.
    pub title: String,
    /// Command.
    pub command: String,
    /// Citations or identifiers it comes from.
    pub cites: Vec<String>,
}

/// A sentence and who says it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// Optional label in front.
    #[serde(default, skip_serializing_if = "is_default")]
    pub label: String,
    /// The sentence.
    pub text: String,
    /// Citations (`path:line`) or identifiers (requirement, task, question).
    #[serde(default, skip_serializing_if = "is_default")]
    pub cites: Vec<String>,
    /// Who says it.
    pub source: StatementSource,
}

/// Who says a sentence.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum StatementSource {
    /// The code.
    Code,
    /// A planning document.
    Document,
    /// The references.
    Reference,
    /// The house standard.
    #[default]
    Standard,
    /// The plan itself: follows from tasks and schedule.
    Plan,
    /// Nobody: an open question.
    Question,
}

/// A section other than the phase breakdown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlanSection {
    /// Identifier of the standard's section.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Sub-sections.
    pub parts: Vec<PlanPart>,
}

/// A sub-section.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlanPart {
    /// Identifier of the standard's part.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Sentences.
    pub statements: Vec<Statement>,
    /// Code blocks.
    #[serde(default, skip_serializing_if = "is_default")]
    pub blocks: Vec<CodeBlock>,
}

/// A risk row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Risk {
    /// Identifier (`R-01`).
    pub id: String,
    /// `technical` or `project`.
    pub category: String,
    /// The risk.
    pub text: String,
    /// Probability.
    pub probability: String,
    /// Impact.
    pub impact: String,
    /// Mitigation.
    pub mitigation: String,
    /// Citations.
    pub cites: Vec<String>,
    /// Rule or document it comes from.
    pub basis: String,
}

/// A measurable target of the plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlanTarget {
    /// Identifier.
    pub id: String,
    /// Metric and quantity in short (`latency P99 ≤ 40 ms`).
    pub title: String,
    /// Text of the document.
    pub text: String,
    /// The quantity.
    pub quantity: Quantity,
    /// Citation.
    pub cite: String,
    /// Whether the code measures it.
    pub state: State,
}

/// Something nobody said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OpenQuestion {
    /// Identifier.
    pub id: String,
    /// Group.
    pub group: String,
    /// The question.
    pub text: String,
    /// Answer, when evidence or a person gives one; else what the plan assumes.
    #[serde(default, skip_serializing_if = "is_default")]
    pub answer: String,
    /// Who answered: `evidence`, `person`, or empty for an assumption or nobody.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: String,
    /// Citations of the evidence.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cites: Vec<String>,
    /// Fails `--strict` while it is open.
    #[serde(default, skip_serializing_if = "is_default")]
    pub blocking: bool,
}
