//! The plans that differ from a revision.

use std::collections::BTreeMap;

use crate::{
    cli::{output, plan_files::PlanFiles, workspace::Workspace},
    discover::Entry,
    error::Result,
    extract,
};

/// Leaves only the plans that `revision` does not have, or has with another text. Those outside of the repository
/// stay.
///
/// # Errors
/// When there is no such revision.
pub(super) fn since(workspace: &Workspace, revision: &str, plans: &mut PlanFiles) -> Result<()> {
    let before = workspace.snapshot_without(Some(revision), Vec::new())?;
    let entries: BTreeMap<&str, &Entry> =
        before.entries.iter().map(|entry| (&*entry.path, entry)).collect();
    plans.plans.retain(|plan| {
        let entry = entries.get(&*plan.path).filter(|_| plan.is_inside);
        let bytes = entry.and_then(|entry| before.read(entry).ok());
        let old = bytes.as_deref().and_then(|bytes| extract::decode(bytes, None));
        old.is_none_or(|(old, _)| old.trim_start_matches('\u{feff}') != &*plan.text)
    });
    if plans.plans.is_empty() {
        output::say(format_args!("no plan differs from {revision}"));
    }
    Ok(())
}
