//! What a reader of the plan must know about its inputs: documents and references that are not there,
//! files that nobody read.

use super::Inputs;
use crate::model::{
    Analysis,
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
    warnings
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
