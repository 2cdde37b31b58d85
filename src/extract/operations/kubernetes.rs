//! Kubernetes objects and Helm charts.
//!
//! Templates of a chart are no YAML: of these only what stands outside the template actions is read,
//! line by line, and nothing is reported about the rest.

use super::{documents, is_template, yaml::Document, yaml::Node};
use crate::{
    extract::Input,
    model::{FileFacts, Workload},
};

/// Groups of objects that have `apiVersion` and `kind` but do not run on a cluster.
const ELSEWHERE: [&str; 2] = ["backstage.io/", "skaffold/"];

/// Probes by key and name.
const PROBES: [(&str, &str); 3] =
    [("livenessProbe", "liveness"), ("readinessProbe", "readiness"), ("startupProbe", "startup")];

/// Whether some document of `text` has both keys that every object has.
pub(super) fn is_manifest(text: &str) -> bool {
    has_line(text, "apiVersion:") && has_line(text, "kind:")
}

/// Whether a file of this name is a kustomization, which may leave both keys out.
pub(super) fn is_kustomization(name: &str) -> bool {
    matches!(name, "kustomization.yaml" | "kustomization.yml")
}

fn has_line(text: &str, start: &str) -> bool {
    text.lines().any(|line| line.starts_with(start))
}

/// Adds the objects of a manifest or of a chart's template.
pub(super) fn extract(input: &Input<'_>, facts: &mut FileFacts) {
    // Schemas of custom resources nest deeper than a reader that recurses should follow.
    if is_template(input.text) || has_line(input.text, "kind: CustomResourceDefinition") {
        facts.operations.orchestration.extend(written(input, 1, input.text));
        return;
    }
    if is_kustomization(super::file_name(&input.source.file)) {
        facts.operations.orchestration.push(kustomization(input));
        return;
    }
    for document in documents(input, facts) {
        let before = facts.operations.orchestration.len();
        object(input, &document.root, document.last, facts);
        if before == facts.operations.orchestration.len() && document.problem.is_some() {
            let text = lines_of(input.text, &document);
            facts.operations.orchestration.extend(written(input, document.first, &text));
        }
    }
}

fn kustomization(input: &Input<'_>) -> Workload {
    let lines = u32::try_from(input.text.lines().count()).unwrap_or(u32::MAX);
    let mut found = bare(input, 1, "Kustomization");
    found.at = input.source.evidence("kubernetes.kustomization", 1, lines);
    found
}

/// Adds the chart that a `Chart.yaml` declares.
pub(super) fn extract_chart(input: &Input<'_>, facts: &mut FileFacts) {
    if is_template(input.text) {
        return;
    }
    for document in documents(input, facts) {
        let Some(field) = document.root.field("name") else { continue };
        facts.operations.orchestration.push(Workload {
            at: input.source.evidence("helm.chart", field.line, field.line),
            kind: "HelmChart".to_owned(),
            name: field.value.text().unwrap_or_default().to_owned(),
            probes: Vec::new(),
            replicas: None,
        });
    }
}

/// One object, or the objects of a list.
fn object(input: &Input<'_>, root: &Node, last: u32, facts: &mut FileFacts) {
    let (Some(kind), api) = (root.field("kind"), root.text_at("apiVersion")) else { return };
    if api.is_empty() || ELSEWHERE.iter().any(|group| api.starts_with(group)) {
        return;
    }
    let items = root.get("items").map(Node::items).unwrap_or_default();
    if kind.value.text().is_some_and(|kind| kind.ends_with("List")) && !items.is_empty() {
        let ends = items.iter().skip(1).map(|item| item.line.saturating_sub(1));
        let ends = ends.chain(std::iter::once(last));
        items.iter().zip(ends).for_each(|(item, end)| object(input, item, end, facts));
        return;
    }
    let metadata = root.get("metadata");
    let name = metadata.and_then(|node| node.field("name").or_else(|| node.field("generateName")));
    let mut probes = Vec::new();
    collect_probes(root, &mut probes);
    facts.operations.orchestration.push(Workload {
        at: input.source.evidence("kubernetes.object", name.unwrap_or(kind).line, last),
        kind: kind.value.text().unwrap_or_default().to_owned(),
        name: name.and_then(|field| field.value.text()).unwrap_or_default().to_owned(),
        probes: in_order(&probes),
        replicas: root.get("spec").and_then(|spec| spec.text_at("replicas").parse().ok()),
    });
}

/// Probes of the containers; schemas of custom resources name the same keys elsewhere.
fn collect_probes(node: &Node, found: &mut Vec<&'static str>) {
    const WAY: [&str; 5] = ["spec", "template", "jobTemplate", "containers", "initContainers"];
    found.extend(PROBES.iter().filter(|(key, _)| node.get(key).is_some()).map(|(_, name)| *name));
    for child in WAY.iter().filter_map(|key| node.get(key)) {
        collect_probes(child, found);
        child.items().iter().for_each(|item| collect_probes(item, found));
    }
}

fn in_order(found: &[&str]) -> Vec<String> {
    let names = PROBES.iter().map(|(_, name)| *name);
    names.filter(|name| found.contains(name)).map(str::to_owned).collect()
}

fn lines_of(text: &str, document: &Document) -> String {
    let skipped = document.first.saturating_sub(1);
    let count = document.last.saturating_sub(skipped);
    let lines = text.lines().skip(skipped as usize).take(count as usize);
    lines.collect::<Vec<_>>().join("\n")
}

/// Objects of a text that is no YAML: one per document, from its plain lines.
fn written(input: &Input<'_>, first: u32, text: &str) -> Vec<Workload> {
    let mut found: Vec<Workload> = Vec::new();
    let mut current: Option<Workload> = None;
    let mut in_metadata = false;
    for (number, line) in (first..).zip(text.lines()) {
        if line.starts_with("---") {
            found.extend(current.take());
        }
        if line.trim().is_empty() || line.contains("{{") {
            continue;
        }
        match plain(line, "kind:") {
            Some(kind) if current.is_none() => {
                current = Some(bare(input, number, kind));
            }
            _ => {}
        }
        in_metadata = line.trim_end() == "metadata:" || (in_metadata && line.starts_with(' '));
        if let Some(workload) = &mut current {
            refine(input, workload, (number, line), in_metadata);
        }
    }
    found.extend(current);
    found
}

fn bare(input: &Input<'_>, line: u32, kind: &str) -> Workload {
    Workload {
        at: input.source.evidence("kubernetes.lines", line, line),
        kind: kind.to_owned(),
        name: String::new(),
        probes: Vec::new(),
        replicas: None,
    }
}

fn refine(
    input: &Input<'_>,
    workload: &mut Workload,
    (number, line): (u32, &str),
    in_metadata: bool,
) {
    let name = plain(line, "  name:").filter(|_| in_metadata && workload.name.is_empty());
    if let Some(name) = name {
        name.clone_into(&mut workload.name);
        workload.at = input.source.evidence("kubernetes.lines", number, number);
    }
    workload.at.end_line = workload.at.end_line.max(number);
    let key = line.trim();
    if let Some((_, probe)) = PROBES.iter().find(|(name, _)| key.strip_suffix(':') == Some(*name)) {
        workload.probes.push((*probe).to_owned());
        workload.probes.sort();
        workload.probes.dedup();
    }
    workload.replicas = workload.replicas.or_else(|| plain(line, "  replicas:")?.parse().ok());
}

/// The value of a line that starts with `key`, without quotes.
fn plain<'t>(line: &'t str, key: &str) -> Option<&'t str> {
    let value = line.strip_prefix(key)?;
    let value = value.split_once(" #").map_or(value, |(value, _)| value);
    let value = value.trim().trim_matches(['"', '\'']);
    (!value.is_empty()).then_some(value)
}
