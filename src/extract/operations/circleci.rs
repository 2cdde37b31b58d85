//! `CircleCI` configurations: one fact per job. Workflows only order jobs, orbs are what jobs use.

use super::{coverage, documents, shell, yaml, yaml::Field, yaml::Node};
use crate::{
    extract::Input,
    model::{CiJob, FileFacts},
};

/// `CircleCI` reads one file at the root.
pub(super) fn is_pipeline(path: &str) -> bool {
    matches!(path.trim_start_matches("../"), ".circleci/config.yml" | ".circleci/config.yaml")
}

pub(super) fn extract(input: &Input<'_>, facts: &mut FileFacts) {
    for document in documents(input, facts) {
        let jobs = document.root.get("jobs").map(Node::fields).unwrap_or_default();
        let jobs = jobs.iter().filter(|field| field.value.is_map());
        facts.operations.ci.extend(jobs.map(|field| job(input, &document.root, field)));
    }
}

fn job(input: &Input<'_>, root: &Node, field: &Field) -> CiJob {
    let end = yaml::block_end(input.text, field.line);
    let steps = field.value.get("steps").map(Node::items).unwrap_or_default();
    let runs: Vec<String> = steps.iter().filter_map(script).flat_map(shell::commands).collect();
    CiJob {
        at: input.source.evidence("circleci.job", field.line, end),
        system: "circleci".to_owned(),
        workflow: workflow(root, &field.key),
        job: field.key.clone(),
        triggers: Vec::new(),
        uses: steps.iter().filter_map(orb_command).map(str::to_owned).collect(),
        with: Vec::new(),
        coverage_threshold: runs.iter().find_map(|command| coverage::of_command(command)),
        runs,
    }
}

/// The first workflow that lists the job; empty when none does.
fn workflow(root: &Node, job: &str) -> String {
    let workflows = root.get("workflows").map(Node::fields).unwrap_or_default();
    let lists = |workflow: &&Field| {
        let jobs = workflow.value.get("jobs").map(Node::items).unwrap_or_default();
        jobs.iter().any(|item| item.text() == Some(job) || item.field(job).is_some())
    };
    workflows.iter().find(lists).map(|field| field.key.clone()).unwrap_or_default()
}

/// `run: command` or `run: {command: …}`.
fn script(step: &Node) -> Option<&str> {
    let run = step.get("run")?;
    run.text().or_else(|| run.get("command")?.text())
}

/// A step such as `codecov/upload`, with or without parameters.
fn orb_command(step: &Node) -> Option<&str> {
    let name = step.text().or_else(|| step.fields().first().map(|field| field.key.as_str()))?;
    name.contains('/').then_some(name)
}
