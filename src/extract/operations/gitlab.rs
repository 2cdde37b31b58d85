//! GitLab pipelines: one fact per job, and one for what the file includes from elsewhere.

use super::{coverage, documents, shell, yaml, yaml::Field, yaml::Node};
use crate::{
    extract::Input,
    model::{CiJob, FileFacts},
};

/// Top-level keys that are not jobs.
const GLOBAL: [&str; 12] = [
    "after_script",
    "before_script",
    "cache",
    "default",
    "image",
    "include",
    "pages:deploy",
    "services",
    "spec",
    "stages",
    "variables",
    "workflow",
];

/// `.gitlab-ci.yml` and the files that it usually includes under such a name.
pub(super) fn is_pipeline(name: &str) -> bool {
    name.ends_with(".gitlab-ci.yml") || name.ends_with(".gitlab-ci.yaml")
}

pub(super) fn extract(input: &Input<'_>, facts: &mut FileFacts) {
    for document in documents(input, facts) {
        let root = &document.root;
        let jobs = root.fields().iter().filter(|field| is_job(field));
        facts.operations.ci.extend(jobs.map(|field| job(input, root, field)));
        facts.operations.ci.extend(root.field("include").map(|field| included(input, field)));
    }
}

/// A leading dot makes a template that never runs by itself.
fn is_job(field: &Field) -> bool {
    const WORK: [&str; 5] = ["script", "trigger", "extends", "run", "stage"];
    let hidden = field.key.starts_with('.') || GLOBAL.contains(&field.key.as_str());
    !hidden && WORK.iter().any(|key| field.value.get(key).is_some())
}

fn job(input: &Input<'_>, root: &Node, field: &Field) -> CiJob {
    let defaults = root.get("default");
    let before = field.value.get("before_script");
    let before = before.or_else(|| root.get("before_script"));
    let before = before.or_else(|| defaults.and_then(|node| node.get("before_script")));
    let scripts = before.into_iter().chain(field.value.get("script"));
    let lines = scripts.flat_map(Node::texts).flat_map(shell::commands);
    let runs: Vec<String> = lines.collect();
    let variables = [field.value.get("variables"), root.get("variables")];
    let variables = variables.into_iter().flatten().flat_map(Node::fields);
    let of_field = |field: &Field| coverage::of_input(&field.key, field.value.text()?);
    let commanded = runs.iter().find_map(|command| coverage::of_command(command));
    let mut found = ci_job(input, field, field.value.get("trigger").map(locations));
    found.coverage_threshold = commanded.or_else(|| variables.into_iter().find_map(of_field));
    found.triggers = field.value.get("only").map(triggers).unwrap_or_default();
    found.runs = runs;
    found
}

fn triggers(only: &Node) -> Vec<String> {
    let refs = only.get("refs").unwrap_or(only);
    refs.texts().into_iter().map(str::to_owned).collect()
}

fn included(input: &Input<'_>, field: &Field) -> CiJob {
    ci_job(input, field, Some(locations(&field.value)))
}

fn ci_job(input: &Input<'_>, field: &Field, uses: Option<Vec<String>>) -> CiJob {
    let end = yaml::block_end(input.text, field.line);
    CiJob {
        at: input.source.evidence("gitlab-ci.job", field.line, end),
        system: "gitlab-ci".to_owned(),
        workflow: super::file_name(&input.source.file).to_owned(),
        job: field.key.clone(),
        triggers: Vec::new(),
        uses: uses.unwrap_or_default(),
        runs: Vec::new(),
        with: Vec::new(),
        coverage_threshold: None,
    }
}

/// What an `include` or `trigger` points to: a path, or a mapping that names one.
fn locations(node: &Node) -> Vec<String> {
    const KEYS: [&str; 6] = ["local", "remote", "template", "component", "project", "include"];
    let items = if node.items().is_empty() { std::slice::from_ref(node) } else { node.items() };
    let location = |item: &Node| {
        let named = KEYS.iter().map(|key| item.text_at(key)).find(|text| !text.is_empty());
        let base = item.text().or(named)?;
        let files = item.get("file").map(Node::texts).unwrap_or_default().join(",");
        Some(if files.is_empty() { base.to_owned() } else { format!("{base}:{files}") })
    };
    items.iter().filter_map(location).collect()
}
