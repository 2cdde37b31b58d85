//! What builds, ships and runs the code: CI, containers, orchestration, infrastructure, build targets.
//!
//! One file per format. A YAML file is parsed only when its path or content says that it is one of
//! these; nothing is ever reported about any other.

mod circleci;
mod compose;
mod coverage;
mod dockerfile;
mod github_actions;
mod gitlab;
mod infrastructure;
mod just;
mod kubernetes;
mod make;
mod shell;
mod yaml;

use std::sync::Arc;

use self::yaml::Document;
use super::Input;
use crate::model::{Diagnostic, DiagnosticKind, FileFacts};

/// Adds what `input` says about operations when its name or content is that of a known format.
pub(super) fn extract(input: &Input<'_>, facts: &mut FileFacts) {
    let name = file_name(&input.source.file);
    match &*input.source.language {
        "dockerfile" if !name.ends_with(".dockerignore") => dockerfile::extract(input, facts),
        "makefile" => make::extract(input, facts),
        "just" => just::extract(input, facts),
        "yaml" => yaml_file(input, name, facts),
        _ => {}
    }
    infrastructure::extract(input, name, facts);
}

fn yaml_file(input: &Input<'_>, name: &str, facts: &mut FileFacts) {
    if github_actions::is_workflow(&input.source.file) {
        github_actions::extract(input, facts);
    } else if circleci::is_pipeline(&input.source.file) {
        circleci::extract(input, facts);
    } else if gitlab::is_pipeline(name) {
        gitlab::extract(input, facts);
    } else if compose::is_compose(name) {
        compose::extract(input, facts);
    } else if name == "Chart.yaml" {
        kubernetes::extract_chart(input, facts);
    } else if kubernetes::is_kustomization(name) || kubernetes::is_manifest(input.text) {
        kubernetes::extract(input, facts);
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The documents of a file that has to be YAML; what does not parse becomes a diagnostic.
fn documents(input: &Input<'_>, facts: &mut FileFacts) -> Vec<Document> {
    let documents = yaml::documents(input.text);
    let problems = documents.iter().filter_map(|document| document.problem.as_ref());
    facts.diagnostics.extend(problems.map(|(line, message)| Diagnostic {
        file: Arc::clone(&input.source.file),
        line: *line,
        kind: DiagnosticKind::ParseError,
        message: format!("{message}; what follows in its document is left out"),
    }));
    documents
}

/// Whether `text` is a template whose result is YAML, not YAML itself. `${{ … }}` is plain text to
/// YAML.
fn is_template(text: &str) -> bool {
    let mut found = text.match_indices("{{");
    found.any(|(at, _)| !text.get(..at).unwrap_or_default().ends_with('$'))
}

#[cfg(test)]
mod tests;
