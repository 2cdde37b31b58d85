//! The plan in the form that the architect's prompt asks a model for.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{FileAction, State, is_default};

/// The architect's JSON plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ArchitectPlan {
    /// What is built, and what is there already.
    pub overview: String,
    /// Always has `pattern`; other keys by domain.
    pub architecture: BTreeMap<String, String>,
    /// Steps in the order of work.
    pub steps: Vec<ArchitectStep>,
    /// `unit_tests`, `integration_tests`, one list of the domain, `edge_cases`.
    pub testing: BTreeMap<String, Vec<String>>,
    /// What the security focus asks for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub security_requirements: BTreeMap<String, String>,
    /// What the performance focus asks for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub performance_optimizations: BTreeMap<String, String>,
    /// What the reliability focus asks for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reliability_requirements: BTreeMap<String, String>,
    /// What deployment and operation need.
    pub deployment_considerations: BTreeMap<String, String>,
    /// What nobody said, by identifier.
    #[serde(default, skip_serializing_if = "is_default")]
    pub open_questions: BTreeMap<String, String>,
    /// Each thing that is asked for with the steps, the code and the tests for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub traceability: Vec<ArchitectTrace>,
}

/// What is done for one thing that is asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ArchitectTrace {
    /// Identifier.
    pub id: String,
    /// What is asked for.
    pub title: String,
    /// How much of it is there.
    pub state: State,
    /// `order` of the steps that serve it.
    pub steps: Vec<u32>,
    /// Places of code that show it (`path:line`).
    pub code: Vec<String>,
    /// Places of tests that show it.
    pub tests: Vec<String>,
}

/// One step.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ArchitectStep {
    /// 1-based position.
    pub order: u32,
    /// What is done.
    pub description: String,
    /// Paths it touches.
    pub code_files: Vec<String>,
    /// The same paths with what happens to them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub files: Vec<FileAction>,
    /// Why, with citations.
    pub rationale: String,
    /// Range of hours (`2-3 hours`).
    pub time_estimate: String,
    /// Focus, when the step's domain is security.
    #[serde(default, skip_serializing_if = "is_default")]
    pub security_focus: Option<String>,
    /// Focus, when the step's domain is performance.
    #[serde(default, skip_serializing_if = "is_default")]
    pub performance_focus: Option<String>,
    /// Focus, when the step's domain is reliability.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reliability_focus: Option<String>,
}
