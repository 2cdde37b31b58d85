//! What does not hold in a checked plan.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Diagnostic, Observation, Place, PlanForm, RepositoryFacts, is_default};

/// Schema identifier that every report of `check` carries.
pub const CHECK_SCHEMA: &str = "groundplan.check/1";

/// What `check` found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CheckReport {
    /// Always `groundplan.check/1`.
    pub schema: Cow<'static, str>,
    /// The repository that the plans were held against.
    pub repo: RepositoryFacts,
    /// The plans, in the order in which they were given.
    pub documents: Vec<CheckedDocument>,
    /// Findings by file, place and rule; waived and known ones among them.
    pub findings: Vec<Finding>,
    /// Findings of the baseline that are gone.
    #[serde(default, skip_serializing_if = "is_default")]
    pub stale: Vec<KnownFinding>,
    /// Plans that could not be read.
    #[serde(default, skip_serializing_if = "is_default")]
    pub problems: Vec<Diagnostic>,
}

/// Schema identifier that every baseline of `check` carries.
pub const BASELINE_SCHEMA: &str = "groundplan.check-baseline/1";

/// Findings that are known and may stay for now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// Always `groundplan.check-baseline/1`.
    pub schema: Cow<'static, str>,
    /// The findings by file, rule and fingerprint.
    pub findings: Vec<KnownFinding>,
}

/// A finding of a baseline.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KnownFinding {
    /// The plan.
    pub file: String,
    /// Identifier of the rule.
    pub rule: String,
    /// As [`Finding::fingerprint`].
    pub fingerprint: String,
    /// What was wrong, for people; it may read otherwise today.
    pub message: String,
}

/// A rule as it is documented.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleInfo {
    /// Identifier.
    pub id: &'static str,
    /// How bad a finding of it is unless people say otherwise.
    pub severity: Severity,
    /// What it finds, in one sentence.
    pub summary: &'static str,
    /// Why it matters and what to do: Markdown.
    pub explanation: &'static str,
    /// A plan that it finds something in.
    pub bad: ExampleText,
    /// The same plan, mended.
    pub good: ExampleText,
}

/// A short plan in the documentation of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ExampleText {
    /// File it would stand in.
    pub file: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// A plan that was checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CheckedDocument {
    /// Its path.
    pub path: String,
    /// Whether it lies outside of the repository.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outside: bool,
    /// Form in which it is written.
    pub form: PlanForm,
    /// How many work items were read in it.
    pub items: u32,
    /// How many claims about the code were held against it.
    pub claims: u32,
}

/// Something that does not hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// The words it is about.
    #[serde(flatten)]
    pub place: Place,
    /// Identifier of the rule (`grounded.no-such-file`).
    pub rule: Cow<'static, str>,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one sentence that names the object.
    pub message: String,
    /// Identifier of the work item it stands in; empty outside of one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub item: String,
    /// What shows it: places of the code, the requirements, the references.
    #[serde(default, skip_serializing_if = "is_default")]
    pub shown_by: Vec<Observation>,
    /// What may have been meant, the likeliest first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub did_you_mean: Vec<String>,
    /// The way out, in a sentence.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hint: String,
    /// A change of the text that settles it for certain; `--fix` makes it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub fix: Option<Fix>,
    /// What tells it from others whatever lines stand around it; a baseline knows it by this.
    #[serde(default, skip_serializing_if = "is_default")]
    pub fingerprint: String,
    /// Why people let it stand.
    #[serde(default, skip_serializing_if = "is_default")]
    pub waived: Option<Waiver>,
    /// Whether the baseline holds it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub known: bool,
}

impl Finding {
    /// Whether nobody lets it stand.
    pub fn counts(&self) -> bool {
        self.waived.is_none() && !self.known
    }
}

/// How bad a finding is.
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
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Doubtful, or a departure from a custom.
    #[default]
    Warning,
    /// The plan does not fit the code, or contradicts itself.
    Error,
}

/// A change of the plan's text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fix {
    /// What is replaced.
    #[serde(flatten)]
    pub place: Place,
    /// The text that comes there.
    pub replacement: String,
    /// What it does, in words.
    pub title: String,
}

/// A remark in the plan that lets a finding stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Waiver {
    /// Line of the remark.
    pub line: u32,
    /// The reason it gives.
    pub reason: String,
}
