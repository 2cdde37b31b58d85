//! Section 7: where the code runs on its way to production, and what is watched.

use super::{Context, open, said_by};
use crate::model::{
    Role, Statement,
    StatementSource::{Code, Document},
};

pub(super) fn environments(context: &Context<'_>) -> Vec<Statement> {
    let operations = &context.inputs.analysis.operations;
    let mut statements = Vec::new();
    let compose: Vec<_> =
        operations.containers.iter().filter(|one| one.kind == "compose").collect();
    if let Some(first) = compose.first() {
        let names: Vec<&str> = compose.iter().map(|one| one.name.as_str()).collect();
        statements.push(said_by(
            Code,
            "Development",
            format!("Compose starts {}", names.join(", ")),
            &[first.at.citation()],
        ));
    }
    let mut images = operations.containers.iter().filter(|one| one.kind == "dockerfile");
    if let Some(last) = images.next_back() {
        let text = format!("The image is built from `{}`{}", last.image, ports(&last.ports));
        statements.push(said_by(Code, "Image", text, &[last.at.citation()]));
    }
    for workload in operations.orchestration.iter().take(5) {
        let probes = if workload.probes.is_empty() {
            "without probes".into()
        } else {
            format!("with {} probes", workload.probes.join(" and "))
        };
        let text = format!("{} `{}` {probes}", workload.kind, workload.name);
        statements.push(said_by(Code, "Cluster", text, &[workload.at.citation()]));
    }
    statements.push(open(
        "Staging and production",
        "How a release gets there and back is not written in the repository",
        "Q-OPS-DEPLOY",
    ));
    statements
}

fn ports(ports: &[String]) -> String {
    if ports.is_empty() { String::new() } else { format!(" and exposes {}", ports.join(", ")) }
}

pub(super) fn monitoring(context: &Context<'_>) -> Vec<Statement> {
    let analysis = context.inputs.analysis;
    let mut statements = Vec::new();
    let telemetry = analysis
        .dependencies
        .iter()
        .filter(|one| one.direct && !one.dev && one.role == Role::Telemetry);
    for dependency in telemetry.take(4) {
        let text = format!("`{}` {}", dependency.name, dependency.version);
        statements.push(said_by(Code, "Telemetry", text, &[dependency.at.citation()]));
    }
    let health =
        analysis.routes.iter().filter(|route| route.is_endpoint() && is_health(&route.path));
    for route in health.take(3) {
        let text = format!("`{} {}` answers for the service", route.method, route.path);
        statements.push(said_by(Code, "Health", text, &[route.at.citation()]));
    }
    for target in context.plan.targets.iter().filter(|target| is_runtime(&target.quantity.metric)) {
        let text = format!("alert when this does not hold: {}", target.title);
        statements.push(said_by(Document, &target.id, text, std::slice::from_ref(&target.cite)));
    }
    statements.push(open(
        "Alerts",
        "Who receives them, and where, is not written down",
        "Q-OPS-MONITORING",
    ));
    statements
}

/// Metrics that a running service shows; coverage and the like are none.
fn is_runtime(metric: &str) -> bool {
    matches!(
        metric,
        "latency"
            | "throughput"
            | "availability"
            | "error-rate"
            | "cache hit rate"
            | "cache-hit-rate"
            | "hit-rate"
            | "response-time"
            | "uptime"
    )
}

/// Whether a path answers for the service itself and not for its product.
pub(in crate::plan) fn is_health(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    matches!(
        last,
        "health"
            | "healthz"
            | "ready"
            | "readyz"
            | "readiness"
            | "live"
            | "livez"
            | "liveness"
            | "metrics"
            | "ping"
            | "version"
    )
}
