//! What `check` found as Markdown: for a summary of a build or a comment on a change.

use std::fmt::Write as _;

use super::{Paths, summary::counted};
use crate::model::{CheckReport, Finding, Severity};

/// Findings that are listed; a comment with more is not read.
const MOST: usize = 50;

/// A line in figures and a table of the findings, the worst first.
pub fn check_markdown(report: &CheckReport) -> String {
    let mut findings: Vec<&Finding> =
        report.findings.iter().filter(|finding| finding.counts()).collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let mut out = match report.documents.len() {
        0 => "No plan was checked.\n".to_owned(),
        1 => format!("{} in 1 plan.\n", counted(&findings)),
        plans => format!("{} in {plans} plans.\n", counted(&findings)),
    };
    for problem in &report.problems {
        let _ =
            writeln!(out, "\n**{} could not be read**: {}", problem.file, cell(&problem.message));
    }
    if findings.is_empty() {
        return out;
    }
    out.push_str("\n| | Where | What | Rule |\n|---|---|---|---|\n");
    let paths = Paths::of(report);
    for finding in findings.iter().take(MOST) {
        let file = paths.in_repository(&finding.place.file);
        let file = file.unwrap_or_else(|| finding.place.file.to_string());
        let _ = writeln!(
            out,
            "| {} | `{file}:{}` | {} | `{}` |",
            sign(finding.severity),
            finding.place.line,
            cell(&finding.message),
            finding.rule
        );
    }
    if findings.len() > MOST {
        let _ = writeln!(out, "\nand {} more.", findings.len() - MOST);
    }
    out
}

fn sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "❌ error",
        Severity::Warning => "⚠️ warning",
        Severity::Note => "ℹ️ note",
    }
}

/// A text as a cell of a table, in which nothing is markup but code marks.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;").replace(['\r', '\n'], " ")
}
