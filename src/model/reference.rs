//! What sibling repositories have, and what the house therefore expects.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    DeliveryRecord, DocumentRef, DocumentedPhase, DocumentedRisk, Layer, Observation,
    PerformanceTarget, Role, TestLevel, is_default,
};

/// What the references have in common; from the standard when there are none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HouseProfile {
    /// The references it was learned from; empty when the built-in standard stands in.
    pub references: Vec<Reference>,
    /// Plan sections, in the order of the first reference that has each.
    pub sections: Vec<Shared>,
    /// Practices: layers, kinds of tests, CI, containers, roles of dependencies.
    pub practices: Vec<Shared>,
    /// References that were named and could not be used, with the reason.
    #[serde(default, skip_serializing_if = "is_default")]
    pub skipped: Vec<String>,
}

/// Something that some references have.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Shared {
    /// Stable identifier (`tests.integration`, `section.risk-management`).
    pub id: String,
    /// What it is, in words.
    pub title: String,
    /// Names of the references that have it.
    pub who: Vec<String>,
    /// How many of them have it.
    pub share: Share,
    /// One place per reference.
    pub seen: Vec<Observation>,
}

/// How many references have something.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Share {
    /// Every one.
    All,
    /// More than half.
    Most,
    /// At least one.
    #[default]
    Some,
}

/// One reference repository: its plan and its code in figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reference {
    /// Repository name.
    pub name: String,
    /// Folder as the plan cites it (`../plugin-scheduler`).
    pub dir: String,
    /// Its planning documents; paths start with `dir`.
    pub documents: Vec<DocumentRef>,
    /// Level-2 headings of its plan, in order.
    pub outline: Vec<Observation>,
    /// Phases of its plan.
    pub phases: Vec<DocumentedPhase>,
    /// Measurable targets of its plan and requirements.
    pub targets: Vec<PerformanceTarget>,
    /// Risk rows of its plan.
    pub risks: Vec<DocumentedRisk>,
    /// Its code.
    pub code: CodeProfile,
    /// What its history shows of what it planned, when it was asked for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub record: Option<DeliveryRecord>,
}

/// A repository's code in figures, each with one place that shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CodeProfile {
    /// Identifier of the main language.
    pub language: String,
    /// Lines of code that ships.
    pub code_lines: u64,
    /// Folders per layer, deepest common ones first.
    pub layers: BTreeMap<Layer, Vec<String>>,
    /// Tests per level.
    pub tests: BTreeMap<TestLevel, u32>,
    /// Endpoints.
    pub endpoints: u32,
    /// Tables.
    pub tables: u32,
    /// Interfaces and traits in code that ships.
    pub interfaces: u32,
    /// Names of direct dependencies per role.
    pub roles: BTreeMap<Role, Vec<String>>,
    /// Smallest coverage that CI accepts, in percent.
    #[serde(default, skip_serializing_if = "is_default")]
    pub coverage_threshold: Option<f64>,
    /// Folder of the migrations.
    #[serde(default, skip_serializing_if = "is_default")]
    pub migrations_dir: Option<String>,
    /// Where a new file of each role goes: role (`handler`, `repository`, `service`, `domain`, `port`,
    /// `routes`) → path pattern with `{entity}` or `{entities}`, and the file it was read from.
    pub layout: BTreeMap<String, Observation>,
    /// Practice identifier → place that shows it.
    pub practices: BTreeMap<String, Observation>,
}

/// Identifiers and names of practices; what follows a dot in an identifier completes the name.
const PRACTICES: &[(&str, &str)] = &[
    ("tests.unit", "unit tests"),
    ("tests.integration", "integration tests"),
    ("tests.e2e", "end-to-end tests"),
    ("tests.property", "property tests"),
    ("tests.chaos", "chaos tests"),
    ("tests.bdd", "scenarios in feature files"),
    ("tests.benchmark", "benchmarks"),
    ("tests.fuzz", "fuzz targets"),
    ("layer.entry", "an entry package"),
    ("layer.transport", "a transport layer"),
    ("layer.application", "an application layer"),
    ("layer.domain", "a domain layer"),
    ("layer.port", "ports of their own"),
    ("layer.adapter", "adapters of their own"),
    ("layer.platform", "a platform layer"),
    ("assertions", "compile-time assertions that a type implements its interface"),
    ("ci", "a CI pipeline"),
    ("ci.coverage-gate", "a coverage gate in CI"),
    ("container.dockerfile", "a Dockerfile"),
    ("container.compose", "a compose file for development"),
    ("orchestration", "Kubernetes or Helm manifests"),
    ("build-targets", "Make or just targets"),
    ("openapi", "an OpenAPI document"),
    ("migrations", "versioned migrations"),
    ("document.readme", "a README"),
    ("document.changelog", "a changelog"),
    ("document.contributing", "contribution rules"),
    ("document.adr", "architecture decision records"),
    ("role.web-framework", "a web framework"),
    ("role.sql-driver", "an SQL driver"),
    ("role.document-store", "a document store"),
    ("role.migration", "a migration library"),
    ("role.cache", "a cache client"),
    ("role.queue", "a message broker client"),
    ("role.auth", "an authentication library"),
    ("role.telemetry", "a telemetry library"),
    ("role.testing", "a testing library"),
    ("role.configuration", "a configuration library"),
    ("role.validation", "a validation library"),
    ("role.http-client", "an HTTP client"),
    ("role.rpc", "a remote procedure call library"),
    ("role.resilience", "a resilience library"),
    ("role.cloud", "a cloud client"),
    ("role.api-docs", "an API documentation library"),
];

/// The words for a practice identifier; the identifier's own words when it is not in the table.
pub fn practice_name(id: &str) -> String {
    let known = PRACTICES.iter().find(|(known, _)| *known == id);
    known.map_or_else(|| id.replace(['.', '-'], " "), |(_, name)| (*name).to_owned())
}

/// Identifier of a plan section: the words of its heading in lower case, whatever its marks.
pub fn section_id(heading: &str) -> String {
    let words =
        heading.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).filter(|word| word != "and").collect();
    format!("section.{}", words.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_meet_in_spite_of_case_and_marks() {
        assert_eq!(section_id("Handover & Maintenance"), section_id("Handover and maintenance:"));
        assert_ne!(section_id("Risks"), section_id("Risk Management"));
    }
}
