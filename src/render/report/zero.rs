//! Why a list is empty: nothing was there, nothing could be read, or nothing was asked.

use std::fmt::Write as _;

use super::{
    Context,
    text::{count, grouped},
};

/// What is said where a kind of fact (a list of the analysis) has none.
pub(super) fn facts(context: &Context<'_>, kind: &str, what: &str) -> String {
    let row = context.analysis.coverage_of_scan.iter().find(|row| row.kind == kind);
    let Some(row) = row else { return format!("No {what} were found.") };
    let skipped: u32 = row.files_skipped.iter().map(|one| one.files).sum();
    let mut said = match row.files_scanned {
        0 => format!("No {what}: the repository has no file that could hold any."),
        files => format!("No {what} in the {} that were searched.", count(files as usize, "file")),
    };
    if skipped > 0 {
        let reasons: Vec<String> = row
            .files_skipped
            .iter()
            .map(|one| format!("{} ({})", grouped(one.files as usize), one.reason))
            .collect();
        let _ = write!(said, " Not searched: {}.", reasons.join(", "));
    }
    said
}

/// What is said where nothing is asked for.
pub(super) fn asked(context: &Context<'_>) -> String {
    let documents = context.requirements.documents.len();
    match documents {
        0 => "Nothing is asked for: no requirements document was found, so there is no gap to close.".into(),
        1 => "The one planning document that was found asks for nothing that could be held against the code.".into(),
        _ => format!(
            "The {} that were found ask for nothing that could be held against the code.",
            count(documents, "planning document")
        ),
    }
}
