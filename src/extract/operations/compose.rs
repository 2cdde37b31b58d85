//! Compose files: one fact per service.

use super::{documents, is_template, yaml, yaml::Field, yaml::Node};
use crate::{
    extract::Input,
    model::{Container, FileFacts},
};

/// `compose.yaml`, `docker-compose.yml`, and both with a word between (`compose.dev.yaml`).
pub(super) fn is_compose(name: &str) -> bool {
    let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"));
    let stem = stem.map(|stem| stem.strip_prefix("docker-").unwrap_or(stem));
    let rest = stem.and_then(|stem| stem.strip_prefix("compose"));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-', '_']))
}

pub(super) fn extract(input: &Input<'_>, facts: &mut FileFacts) {
    let known = facts.diagnostics.len();
    for document in documents(input, facts) {
        let services = document.root.get("services").map(Node::fields).unwrap_or_default();
        let services = services.iter().filter(|field| field.value.is_map());
        facts.operations.containers.extend(services.map(|field| service(input, field)));
    }
    if is_template(input.text) {
        facts.diagnostics.truncate(known);
    }
}

fn service(input: &Input<'_>, field: &Field) -> Container {
    let end = yaml::block_end(input.text, field.line);
    let ports = field.value.get("ports").map(Node::items).unwrap_or_default();
    Container {
        at: input.source.evidence("compose.service", field.line, end),
        kind: "compose".to_owned(),
        name: field.key.clone(),
        image: field.value.text_at("image").to_owned(),
        ports: ports.iter().filter_map(port).collect(),
        healthcheck: field.value.get("healthcheck").is_some_and(is_on),
    }
}

/// A short entry as written, a long one in the short form's spelling.
fn port(node: &Node) -> Option<String> {
    if let Some(text) = node.text() {
        return Some(text.to_owned());
    }
    let target = node.get("target")?.text()?;
    let published = node.text_at("published");
    let protocol = node.text_at("protocol");
    let published = if published.is_empty() { String::new() } else { format!("{published}:") };
    let protocol = if protocol.is_empty() { String::new() } else { format!("/{protocol}") };
    Some(format!("{published}{target}{protocol}"))
}

fn is_on(healthcheck: &Node) -> bool {
    let test = healthcheck.get("test").map(Node::texts).unwrap_or_default();
    healthcheck.text_at("disable") != "true" && test.first() != Some(&"NONE")
}
