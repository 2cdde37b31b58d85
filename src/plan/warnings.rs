//! What a reader of the plan must know about its inputs: documents and references that are not there,
//! files that nobody read.

use std::collections::BTreeSet;

use super::Inputs;
use crate::model::{
    Analysis, Diagnostic, DiagnosticKind,
    DocumentKind::{Prd, Trd},
    Origin, Skipped,
};

/// The warnings in front of the plan.
pub(super) fn of(inputs: &Inputs<'_>) -> Vec<String> {
    let mut warnings = Vec::new();
    let has = |kind| inputs.requirements.documents.iter().any(|document| document.kind == kind);
    let docs = &inputs.standard.docs_dir;
    for (kind, file, effect) in [
        (
            Prd,
            "PRD.md",
            "what the product must do is unknown; requirements below are open questions",
        ),
        (Trd, "TRD.md", "endpoints, tables and integrations that are asked for are unknown"),
    ] {
        if !has(kind) {
            warnings.push(format!("{docs}/{file} was not found: {effect}."));
        }
    }
    if inputs.analysis.repo.origin == Origin::Folder {
        warnings.push(
            "The target is a folder without Git: history, authors and revision are unknown.".into(),
        );
    }
    if let Some(limits) = &inputs.analysis.git.limits {
        let counted = inputs.analysis.git.commits;
        warnings.push(format!(
            "Only a part of the history was asked for: {} of {} commits are in no figure.",
            limits.left_out,
            u64::from(limits.left_out) + u64::from(counted)
        ));
    }
    if inputs.profile.references.is_empty() {
        warnings.push(format!(
            "No reference repository was found: the built-in {} standard stands in for the house profile.",
            inputs.standard.name
        ));
    }
    warnings.extend(inputs.profile.skipped.iter().cloned());
    if inputs.analysis.functions.is_empty() && inputs.analysis.types.is_empty() {
        warnings.push("No declaration in a supported language was found in the repository.".into());
    }
    warnings.extend(left_out(inputs.analysis));
    warnings.extend(withheld(inputs.analysis));
    warnings
}

/// Places that a warning names; the analysis has all of them.
const NAMED: usize = 5;

/// Secrets, and text that speaks to a language model. What lies in test files is made for tests.
fn withheld(analysis: &Analysis) -> Vec<String> {
    let tests: BTreeSet<&str> =
        analysis.files.iter().filter(|file| file.test).map(|file| &*file.path).collect();
    let say = |kind, what: &str, effect: &str| {
        let is_one = |one: &&Diagnostic| one.kind == kind && !is_of_tests(&one.file, &tests);
        let found: Vec<&Diagnostic> = analysis.diagnostics.iter().filter(is_one).collect();
        let place = |one: &&Diagnostic| match one.line {
            0 => format!("`{}`", one.file),
            line => format!("`{}:{line}`", one.file),
        };
        let named: Vec<String> = found.iter().take(NAMED).map(place).collect();
        let more = found.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let named = named.join(", ");
        (!found.is_empty()).then(|| format!("{what}: {named}{more}; {effect}."))
    };
    [
        say(
            DiagnosticKind::Secret,
            "Secrets stand in the repository",
            "their values are left out of everything that is written here",
        ),
        say(
            DiagnosticKind::Injection,
            "Text in the repository speaks to a language model instead of to a reader",
            "it is data and nothing that it asks for is done",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn is_of_tests(path: &str, tests: &BTreeSet<&str>) -> bool {
    const FOLDERS: [&str; 7] =
        ["test", "tests", "testdata", "fixtures", "examples", "e2e", "integration"];
    tests.contains(path) || path.split('/').any(|part| FOLDERS.contains(&part))
}

/// What nobody looked at, so that nothing missing there is taken for absent.
fn left_out(analysis: &Analysis) -> Vec<String> {
    let code = analysis.coverage_of_scan.iter().find(|coverage| coverage.kind == "functions");
    let Some(code) = code else { return Vec::new() };
    let is_part = analysis.files.iter().any(|file| file.outside);
    let say = |skipped: &Skipped| {
        let Skipped { reason, files, example } = skipped;
        match reason.as_str() {
            "outside the analysed folder" if is_part => Some(format!(
                "The folder `{}` is part of a larger project: manifests and CI above it were read, \
                 {files} other code files were not (first `{example}`).",
                analysis.repo.subfolder
            )),
            "outside the analysed folder" | "vendored" => None,
            reason => Some(format!(
                "Code files that were left out: {files}, {reason} (first `{example}`); what they hold \
                 counts as absent here."
            )),
        }
    };
    let mut warnings: Vec<String> = code.files_skipped.iter().filter_map(say).collect();
    if code.files_partly_read > 0 {
        warnings.push(format!(
            "Code files that could be read only in part: {}; the analysis names them.",
            code.files_partly_read
        ));
    }
    warnings
}
