//! The plan of an answer, held against the repository: the one place where a draft calls the rules.

use super::Task;
use crate::{cli::commands::check, document, error::Result, model::Finding};

/// What the rules find in the plan `text`, whose `form` is the name of a file with such plans. Places name the `answer`.
///
/// # Errors
/// When groundplan.toml names a rule that there is not, or the repository can no longer be read.
pub(super) fn findings(
    task: &Task<'_>,
    (form, text): (&str, &str),
    answer: &str,
) -> Result<Vec<Finding>> {
    let workspace = task.workspace;
    let snapshot = workspace.snapshot_without(None, workspace.own_files())?;
    let document = document::plan_document(form, text);
    let mut found = check::of_documents(workspace, (&snapshot, task.ground), &[document])?;
    for finding in &mut found {
        finding.place.file = answer.into();
    }
    Ok(found)
}
