//! What the planning documents ask for, typed, each item with its lines.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DocumentRef, Evidence, Observation, Span, Table, WorkPlan, is_default};

/// Everything that PRD, TRD and plan documents of one repository say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Requirements {
    /// The documents that were read.
    pub documents: Vec<DocumentRef>,
    /// Sentence that says what the product is for, where a document has one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub summary: Option<Observation>,
    /// Sentence that says what it is worth, where a document has one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub business_value: Option<Observation>,
    /// Functional and non-functional requirements, user stories, criteria, constraints.
    pub items: Vec<Requirement>,
    /// Measurable targets.
    pub targets: Vec<PerformanceTarget>,
    /// Endpoints.
    pub endpoints: Vec<RequiredEndpoint>,
    /// Tables.
    pub tables: Vec<RequiredTable>,
    /// Outside systems.
    pub integrations: Vec<RequiredIntegration>,
    /// Risks the documents name.
    pub risks: Vec<DocumentedRisk>,
    /// Phases and weeks the documents name.
    pub phases: Vec<DocumentedPhase>,
    /// Interfaces and traits.
    #[serde(default, skip_serializing_if = "is_default")]
    pub interfaces: Vec<RequiredInterface>,
    /// Configuration keys.
    #[serde(default, skip_serializing_if = "is_default")]
    pub configuration: Vec<RequiredKey>,
    /// Architecture decisions.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decisions: Vec<Decision>,
    /// Work that plans of the repository name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub plans: Vec<WorkPlan>,
    /// What is vague, untestable or contradictory in the documents.
    #[serde(default, skip_serializing_if = "is_default")]
    pub findings: Vec<DocumentFinding>,
    /// Text that is none of these; kept, listed, never dropped.
    pub prose: Vec<Prose>,
}

/// One thing that a document asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Requirement {
    /// Where it is written.
    #[serde(flatten)]
    pub at: Evidence,
    /// Identifier: the document's own, or one derived from kind, section and order (`FR-2.3`).
    pub id: String,
    /// Whether the document itself gives the identifier.
    #[serde(default, skip_serializing_if = "is_default")]
    pub id_given: bool,
    /// Kind of requirement.
    pub kind: RequirementKind,
    /// Priority as far as the document tells.
    #[serde(default, skip_serializing_if = "is_default")]
    pub priority: Priority,
    /// Short name: label, heading or first words.
    pub title: String,
    /// The whole text.
    pub text: String,
    /// Heading it stands under.
    pub section: String,
    /// Its acceptance criteria.
    #[serde(default, skip_serializing_if = "is_default")]
    pub acceptance: Vec<Observation>,
    /// Quantities in its text and criteria.
    #[serde(default, skip_serializing_if = "is_default")]
    pub quantities: Vec<Quantity>,
}

/// Kinds of requirements.
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
pub enum RequirementKind {
    /// What the product does.
    #[default]
    Functional,
    /// How well it does it.
    NonFunctional,
    /// A need in the words of a role.
    UserStory,
    /// How success is told.
    SuccessCriterion,
    /// A limit on the solution.
    Constraint,
    /// A thing that is left out on purpose.
    OutOfScope,
}

/// Priorities (`MoSCoW`).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Priority {
    /// Must have, P0, high.
    Must,
    /// Should have, P1, medium.
    Should,
    /// Could have, P2, low.
    Could,
    /// Will not have this time.
    Wont,
    /// The document does not say.
    #[default]
    Unknown,
}

/// A number with its meaning: `P99 < 50ms`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quantity {
    /// What is measured: `latency`, `throughput`, `availability`, `coverage`, `error-rate`, or the words before the number.
    pub metric: String,
    /// Percentile, 0-100.
    #[serde(default, skip_serializing_if = "is_default")]
    pub percentile: Option<f64>,
    /// `<`, `<=`, `>`, `>=`, `=`.
    pub comparator: String,
    /// The number.
    pub value: f64,
    /// Unit as the field writes it: `ms`, `s`, `%`, `requests/s`, `MB`, …; empty for a count.
    pub unit: String,
    /// The words it was read from.
    pub text: String,
}

/// A measurable target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PerformanceTarget {
    /// Where it is written.
    #[serde(flatten)]
    pub at: Evidence,
    /// Identifier (`PT-1`).
    pub id: String,
    /// Line, row or sentence it stands in.
    pub text: String,
    /// The quantity.
    pub quantity: Quantity,
}

/// An endpoint that a document asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RequiredEndpoint {
    /// Where it is written.
    #[serde(flatten)]
    pub at: Evidence,
    /// Identifier (`EP-1`).
    pub id: String,
    /// HTTP method in capitals.
    pub method: String,
    /// Whole path with `{name}` for every parameter.
    pub path: String,
    /// What the document says about it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub summary: String,
    /// JSON request body that the document shows for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub request_body: Option<String>,
}

/// A table that a document asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RequiredTable {
    /// Identifier (`TB-1`).
    pub id: String,
    /// The table, with evidence in the document.
    pub table: Table,
    /// Statement text as the document has it, indexes included.
    pub sql: String,
}

/// An outside system that a document asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RequiredIntegration {
    /// Where it is written.
    #[serde(flatten)]
    pub at: Evidence,
    /// Identifier (`IN-1`).
    pub id: String,
    /// Kind in the words of `Integration::kind`; `service` for a named service of no known kind.
    pub kind: String,
    /// Name as written.
    pub name: String,
    /// The line it stands in.
    pub text: String,
}

/// An interface or trait that a document asks for: declared in a code fence, or named as one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RequiredInterface {
    /// Where it is written.
    #[serde(flatten)]
    pub at: Evidence,
    /// Identifier (`IF-1`).
    pub id: String,
    /// Name.
    pub name: String,
    /// Language of the fence; empty outside of one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub fence: String,
    /// Signatures of its methods as written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub methods: Vec<String>,
}

/// A configuration key that a document asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RequiredKey {
    /// Where it is written.
    #[serde(flatten)]
    pub at: Evidence,
    /// Identifier (`CK-1`).
    pub id: String,
    /// The key (`STREAMING_BROKERS`).
    pub key: String,
    /// Default value as written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub default: Option<String>,
    /// What the document says about it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub summary: String,
}

/// An architecture decision record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    /// Its heading.
    #[serde(flatten)]
    pub at: Evidence,
    /// Identifier: the document's own (`ADR-001`), else from its number.
    pub id: String,
    /// Title.
    pub title: String,
    /// Status as written (`Accepted`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub status: String,
    /// Day as written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub date: String,
    /// What was decided.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decision: String,
}

/// Something in the documents that nobody could build or test as it is written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentFinding {
    /// Where it is written; the rule of the evidence is the finding's rule (`document.vague`, `document.untestable`,
    /// `document.contradiction`, …).
    #[serde(flatten)]
    pub at: Evidence,
    /// What is wrong, with the words of the document.
    pub text: String,
    /// The other places that it concerns.
    #[serde(default, skip_serializing_if = "is_default")]
    pub also: Vec<Observation>,
    /// Identifiers of requirements it concerns.
    #[serde(default, skip_serializing_if = "is_default")]
    pub about: Vec<String>,
    /// The question that would settle it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub question: String,
    /// What tells it from the others, however the documents around it change; the identifier of its question
    /// is made of it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub key: String,
}

/// A risk that a document names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentedRisk {
    /// Where it is written.
    #[serde(flatten)]
    pub at: Evidence,
    /// The risk.
    pub text: String,
    /// `technical` or `project`; empty when the document does not say.
    #[serde(default, skip_serializing_if = "is_default")]
    pub category: String,
    /// Probability as written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub probability: String,
    /// Impact as written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub impact: String,
    /// Mitigation as written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub mitigation: String,
}

/// A phase of a plan document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentedPhase {
    /// Its heading.
    #[serde(flatten)]
    pub at: Evidence,
    /// Number, as written or by order.
    pub number: u32,
    /// Title without word, number and duration.
    pub title: String,
    /// Shortest duration in weeks, when written or shown by its weeks.
    #[serde(default, skip_serializing_if = "is_default")]
    pub weeks_low: Option<f64>,
    /// Longest duration in weeks.
    #[serde(default, skip_serializing_if = "is_default")]
    pub weeks_high: Option<f64>,
    /// Goal.
    #[serde(default, skip_serializing_if = "is_default")]
    pub goal: String,
    /// Its weeks.
    #[serde(default, skip_serializing_if = "is_default")]
    pub weeks: Vec<DocumentedWeek>,
    /// Number of deliverable blocks.
    #[serde(default, skip_serializing_if = "is_default")]
    pub deliverables: u32,
    /// Number of demo commands.
    #[serde(default, skip_serializing_if = "is_default")]
    pub demos: u32,
    /// Number of acceptance criteria.
    #[serde(default, skip_serializing_if = "is_default")]
    pub acceptance: u32,
}

/// A week of a plan document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentedWeek {
    /// Number as written.
    pub number: u32,
    /// Title.
    #[serde(default, skip_serializing_if = "is_default")]
    pub title: String,
    /// Number of work items.
    pub tasks: u32,
    /// Lines.
    pub span: Span,
}

/// Text of a document that is no known part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Prose {
    /// Where it is written.
    #[serde(flatten)]
    pub at: Evidence,
    /// Heading it stands under.
    pub section: String,
    /// The text.
    pub text: String,
}
