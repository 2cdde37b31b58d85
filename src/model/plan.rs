//! The second contract: the plan as one value; Markdown, JSON and tasks are renderings of it.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Capacity, Comparison, DoneTask, Forecast, LedgerTask, Observation, Phase, Quantity,
    ReferenceClass, RepositoryFacts, Task, is_default,
};

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
    /// Tasks of earlier versions that are no longer planned, with what shows it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub done: Vec<DoneTask>,
    /// Every task that this plan ever had, by identifier.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ledger: Vec<LedgerTask>,
    /// The capacity that the schedule assumes.
    pub capacity: Capacity,
    /// Phases with their weeks.
    pub phases: Vec<Phase>,
    /// The other sections in the standard's order.
    pub sections: Vec<PlanSection>,
    /// How long it takes; `None` when nothing is left to do.
    #[serde(default, skip_serializing_if = "is_default")]
    pub forecast: Option<Forecast>,
    /// What such work took before, by kind of task: from the references and the target's own past.
    #[serde(default, skip_serializing_if = "is_default")]
    pub classes: Vec<ReferenceClass>,
    /// Each requirement with what is planned and what is there for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub traceability: Vec<Trace>,
    /// What does not hold in the plan or in the documents it is made from.
    #[serde(default, skip_serializing_if = "is_default")]
    pub findings: Vec<PlanFinding>,
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
    /// An interface or trait.
    Interface,
    /// A configuration key.
    Configuration,
    /// A practice that all or most references have.
    Practice,
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
    /// What an answer is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub expects: Expects,
    /// The answers there are, where it expects a choice.
    #[serde(default, skip_serializing_if = "is_default")]
    pub choices: Vec<String>,
    /// Setting of `answers.toml` that an answer fills; else it is kept under the identifier.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sets: String,
}

/// What an answer to a question is.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Expects {
    /// Words.
    #[default]
    Text,
    /// A number.
    Number,
    /// A day (`2026-12-01`), with words around it if need be; or `none`.
    Date,
    /// One of the question's choices.
    Choice,
    /// People with hours and kinds of tasks: `Ana 32 h: migration, repository; Bruno`.
    People,
    /// What others bring and when: `Ledger API v2 by 2026-12-10; security review`.
    External,
}

/// A row of the traceability matrix.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Trace {
    /// Requirement, or another thing that is asked for and serves none.
    pub id: String,
    /// What it is.
    pub title: String,
    /// How much of it is there.
    pub state: State,
    /// Gap items that it is told by (endpoints, tables, …), itself left out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub through: Vec<String>,
    /// Tasks of this plan.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tasks: Vec<String>,
    /// Tasks of the repository's own plans.
    #[serde(default, skip_serializing_if = "is_default")]
    pub planned: Vec<String>,
    /// Code that shows it, or that a task touches.
    #[serde(default, skip_serializing_if = "is_default")]
    pub code: Vec<Observation>,
    /// Tests that show it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tests: Vec<Observation>,
}

/// Something that does not hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlanFinding {
    /// Rule (`capacity.overloaded`, `document.contradiction`, …).
    pub rule: String,
    /// What is wrong.
    pub text: String,
    /// Citations or identifiers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cites: Vec<String>,
    /// Ways out, the cheapest first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ways_out: Vec<String>,
}
