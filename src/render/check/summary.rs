//! What `check` found in figures.

use std::fmt::Write as _;

use crate::model::{CheckReport, Finding, Severity};

/// Lines on what the baseline holds without need.
pub(super) fn notes(report: &CheckReport) -> String {
    let mut out = String::new();
    for known in &report.stale {
        let _ = writeln!(
            out,
            "note: {}: the baseline holds a finding of {} that is gone: {}",
            known.file, known.rule, known.message
        );
    }
    if !report.stale.is_empty() {
        out.push_str("  = help: `--write-baseline` takes out what is gone\n\n");
    }
    out
}

/// A line for each plan with findings and one for all.
pub(super) fn summary(report: &CheckReport) -> String {
    let mut out = String::new();
    if report.documents.is_empty() {
        // Nothing could be read, which is said elsewhere.
        return out;
    }
    let of = |path: &str| -> Vec<&Finding> {
        report.findings.iter().filter(|finding| *finding.place.file == *path).collect()
    };
    if report.documents.len() > 1 {
        for document in &report.documents {
            let findings = of(&document.path);
            if !findings.is_empty() {
                let _ = writeln!(out, "{}: {}", document.path, counted(&findings));
            }
        }
    }
    let all: Vec<&Finding> = report.findings.iter().collect();
    let (items, claims) = report
        .documents
        .iter()
        .fold((0, 0), |(items, claims), one| (items + one.items, claims + one.claims));
    let _ = writeln!(
        out,
        "{} in {}: {} and {} held against {}",
        counted(&all),
        counted_of(report.documents.len(), "plan"),
        counted_of(items, "work item"),
        counted_of(claims, "claim"),
        repository(report)
    );
    out
}

/// `2 errors, 1 warning, 1 waived`.
pub(super) fn counted(findings: &[&Finding]) -> String {
    let mut parts = Vec::new();
    let kinds =
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    for (severity, name) in kinds {
        let count = findings.iter().filter(|one| one.counts() && one.severity == severity).count();
        if count > 0 {
            parts.push(counted_of(count, name));
        }
    }
    if parts.is_empty() {
        parts.push("nothing found".to_owned());
    }
    let waived = findings.iter().filter(|one| one.waived.is_some()).count();
    let known = findings.iter().filter(|one| one.waived.is_none() && one.known).count();
    for (count, name) in [(waived, "waived"), (known, "known")] {
        if count > 0 {
            parts.push(format!("{count} {name}"));
        }
    }
    parts.join(", ")
}

pub(super) fn counted_of(count: impl std::fmt::Display, name: &str) -> String {
    let count = count.to_string();
    let s = if count == "1" { "" } else { "s" };
    format!("{count} {name}{s}")
}

/// `plugin-fees at main (1a2b3c4)`, as far as it has revisions.
fn repository(report: &CheckReport) -> String {
    let repo = &report.repo;
    let commit: Option<String> =
        repo.commit.as_ref().map(|commit| commit.chars().take(7).collect());
    let at = match (&repo.revision, commit) {
        (Some(revision), Some(commit)) => format!(" at {revision} ({commit})"),
        (None, Some(commit)) => format!(" at {commit}"),
        _ => String::new(),
    };
    let dirty = if repo.dirty { " with changes" } else { "" };
    format!("{}{at}{dirty}", repo.name)
}
