//! Dependencies, configuration, outside systems and everything that builds, ships and runs the code.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Evidence, is_default};

/// One dependency that a manifest declares.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dependency {
    /// Where the manifest declares it.
    #[serde(flatten)]
    pub at: Evidence,
    /// `go` or `cargo`.
    pub ecosystem: String,
    /// Name in that ecosystem.
    pub name: String,
    /// Version or requirement as written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub version: String,
    /// Asked for by this repository itself, not by another dependency.
    #[serde(default, skip_serializing_if = "is_default")]
    pub direct: bool,
    /// Needed only by tests or the build.
    #[serde(default, skip_serializing_if = "is_default")]
    pub dev: bool,
    /// What it is for, where the table of roles knows it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub role: Role,
}

/// What a dependency is for.
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
pub enum Role {
    /// Not in the table.
    #[default]
    Unknown,
    /// Serves HTTP.
    WebFramework,
    /// Talks to an SQL database.
    SqlDriver,
    /// Talks to a document database.
    DocumentStore,
    /// Runs migrations.
    Migration,
    /// Talks to a cache.
    Cache,
    /// Talks to a message broker.
    Queue,
    /// Authenticates or authorises.
    Auth,
    /// Traces, metrics, logs.
    Telemetry,
    /// Tests.
    Testing,
    /// Reads configuration.
    Configuration,
    /// Validates input.
    Validation,
    /// Calls other services.
    HttpClient,
    /// Remote procedure calls.
    Rpc,
    /// Writes or reads formats.
    Serialization,
    /// Concurrency runtime.
    Runtime,
    /// Command line.
    Cli,
    /// Retries, circuit breakers, rate limits.
    Resilience,
    /// Object storage and cloud APIs.
    Cloud,
    /// API documentation.
    ApiDocs,
}

/// A configuration key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Setting {
    /// Where it is read or declared.
    #[serde(flatten)]
    pub at: Evidence,
    /// Name of the key.
    pub key: String,
    /// `struct-tag`, `getenv`, `dotenv`, `flag`, `env-macro`.
    pub kind: String,
    /// Default value as written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub default: Option<String>,
    /// The program refuses to start without it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub required: bool,
}

/// A system outside the repository that the code talks to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Integration {
    /// What shows it.
    #[serde(flatten)]
    pub at: Evidence,
    /// `postgresql`, `mysql`, `mongodb`, `valkey`, `rabbitmq`, `kafka`, `nats`, `http`, `grpc`, `s3`, `opentelemetry`, …
    pub kind: String,
    /// `in`, `out` or `both`; of messages `publish` or `consume`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub direction: String,
    /// Name of the other side: a system, a host, an exchange, queue, topic, subject, channel or stream, or the
    /// configuration key that holds it; the kind where nothing tells it.
    pub name: String,
    /// The dependency, key or service that shows it.
    pub via: String,
}

/// What builds, ships and runs the code.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Operations {
    /// CI jobs.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ci: Vec<CiJob>,
    /// Container images and services.
    #[serde(default, skip_serializing_if = "is_default")]
    pub containers: Vec<Container>,
    /// Kubernetes and Helm objects.
    #[serde(default, skip_serializing_if = "is_default")]
    pub orchestration: Vec<Workload>,
    /// Infrastructure definitions other than those.
    #[serde(default, skip_serializing_if = "is_default")]
    pub infrastructure: Vec<InfrastructureFile>,
    /// Make and just targets.
    #[serde(default, skip_serializing_if = "is_default")]
    pub targets: Vec<BuildTarget>,
}

/// One job of a CI workflow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CiJob {
    /// Where it is defined.
    #[serde(flatten)]
    pub at: Evidence,
    /// `github-actions`, `gitlab-ci`, …
    pub system: String,
    /// Workflow name.
    pub workflow: String,
    /// Job key.
    pub job: String,
    /// Events that start it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub triggers: Vec<String>,
    /// Actions and reusable workflows it uses.
    #[serde(default, skip_serializing_if = "is_default")]
    pub uses: Vec<String>,
    /// Commands it runs, one entry a line.
    #[serde(default, skip_serializing_if = "is_default")]
    pub runs: Vec<String>,
    /// `with:` inputs as `key=value`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub with: Vec<String>,
    /// Smallest test coverage it accepts, in percent.
    #[serde(default, skip_serializing_if = "is_default")]
    pub coverage_threshold: Option<f64>,
}

/// A Dockerfile stage or a compose service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Container {
    /// Where it is defined.
    #[serde(flatten)]
    pub at: Evidence,
    /// `dockerfile` or `compose`.
    pub kind: String,
    /// Stage or service name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// Image it is or is built from.
    #[serde(default, skip_serializing_if = "is_default")]
    pub image: String,
    /// Published or exposed ports as written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ports: Vec<String>,
    /// Has a health check.
    #[serde(default, skip_serializing_if = "is_default")]
    pub healthcheck: bool,
}

/// A Kubernetes object or Helm chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Workload {
    /// Where it is defined.
    #[serde(flatten)]
    pub at: Evidence,
    /// `Deployment`, `Service`, …, or `HelmChart`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Probes it declares (`liveness`, `readiness`, `startup`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub probes: Vec<String>,
    /// Number of replicas, when given.
    #[serde(default, skip_serializing_if = "is_default")]
    pub replicas: Option<u32>,
}

/// A file that defines infrastructure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct InfrastructureFile {
    /// The file.
    #[serde(flatten)]
    pub at: Evidence,
    /// `terraform`, `ansible`, …
    pub kind: String,
}

/// A target of a Makefile or justfile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BuildTarget {
    /// Where it is defined.
    #[serde(flatten)]
    pub at: Evidence,
    /// `make` or `just`.
    pub tool: String,
    /// Its name.
    pub name: String,
    /// Commands of its recipe.
    #[serde(default, skip_serializing_if = "is_default")]
    pub commands: Vec<String>,
}
