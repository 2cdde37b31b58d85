//! GitHub Actions workflows: one fact per job. Composite actions are not workflows and are left alone.

use super::{coverage, documents, file_name, shell, yaml, yaml::Field, yaml::Node};
use crate::{
    extract::Input,
    model::{CiJob, FileFacts},
};

/// Only the folder at the root is read by GitHub.
pub(super) fn is_workflow(path: &str) -> bool {
    // The folder above the analysed one may hold it.
    let name = path.trim_start_matches("../").strip_prefix(".github/workflows/");
    name.is_some_and(|name| !name.contains('/'))
}

pub(super) fn extract(input: &Input<'_>, facts: &mut FileFacts) {
    for document in documents(input, facts) {
        let jobs = document.root.get("jobs").map(Node::fields).unwrap_or_default();
        let jobs = jobs.iter().filter(|field| field.value.is_map());
        facts.operations.ci.extend(jobs.map(|field| job(input, &document.root, field)));
    }
}

fn job(input: &Input<'_>, workflow: &Node, field: &Field) -> CiJob {
    let end = yaml::block_end(input.text, field.line);
    let steps = field.value.get("steps").map(Node::items).unwrap_or_default();
    let parts: Vec<&Node> = std::iter::once(&field.value).chain(steps).collect();
    let named = |key: &str| {
        let values = parts.iter().filter_map(|part| part.get(key)?.text());
        values.map(str::to_owned).collect::<Vec<_>>()
    };
    let runs: Vec<_> = named("run").iter().flat_map(|script| shell::commands(script)).collect();
    let inputs = parts.iter().filter_map(|part| part.get("with")).flat_map(Node::fields);
    CiJob {
        at: input.source.evidence("github-actions.job", field.line, end),
        system: "github-actions".to_owned(),
        workflow: workflow_name(input, workflow),
        job: field.key.clone(),
        triggers: triggers(workflow.get("on")),
        uses: named("uses"),
        with: inputs.clone().filter_map(assignment).collect(),
        coverage_threshold: threshold(inputs, &runs, &variables(workflow, &parts)),
        runs,
    }
}

fn workflow_name(input: &Input<'_>, workflow: &Node) -> String {
    let given = workflow.text_at("name");
    if given.is_empty() { file_name(&input.source.file).to_owned() } else { given.to_owned() }
}

/// Events, whether written as a word, a list or a mapping.
fn triggers(on: Option<&Node>) -> Vec<String> {
    let Some(on) = on else { return Vec::new() };
    let keys = on.fields().iter().map(|field| field.key.as_str());
    on.texts().into_iter().chain(keys).map(str::to_owned).collect()
}

/// `key=value` with blanks folded, so that an input of several lines stays one entry.
fn assignment(field: &Field) -> Option<String> {
    let value = field.value.text()?.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(format!("{}={value}", field.key))
}

fn variables<'n>(workflow: &'n Node, parts: &[&'n Node]) -> Vec<&'n Field> {
    let places = parts.iter().copied().chain(std::iter::once(workflow));
    places.filter_map(|place| place.get("env")).flat_map(Node::fields).collect()
}

fn threshold<'n>(
    inputs: impl Iterator<Item = &'n Field>,
    runs: &[String],
    variables: &[&Field],
) -> Option<f64> {
    let of_field = |field: &Field| coverage::of_input(&field.key, field.value.text()?);
    let mut inputs = inputs;
    inputs
        .find_map(of_field)
        .or_else(|| runs.iter().find_map(|command| coverage::of_command(command)))
        .or_else(|| variables.iter().find_map(|field| of_field(field)))
}
