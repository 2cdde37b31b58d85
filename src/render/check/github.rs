//! What `check` found as commands of a GitHub workflow, which show it beside the lines of a change.

use std::fmt::Write as _;

use super::Paths;
use crate::model::{CheckReport, Finding, Severity};

/// A command for each finding that nobody lets stand.
pub fn check_github(report: &CheckReport) -> String {
    let paths = Paths::of(report);
    let findings = report.findings.iter().filter(|finding| finding.counts());
    let mut out: String = findings.map(|finding| command(finding, &paths)).collect();
    for problem in &report.problems {
        let line = if problem.line > 0 { format!(",line={}", problem.line) } else { String::new() };
        let (file, text) = (property(&named(&problem.file, &paths)), data(&problem.message));
        let _ = writeln!(out, "::error file={file}{line},title=groundplan::{text}");
    }
    out
}

fn command(finding: &Finding, paths: &Paths<'_>) -> String {
    let name = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = &finding.place;
    let mut text = finding.message.clone();
    if !finding.did_you_mean.is_empty() {
        let _ = write!(text, "\ndid you mean `{}`?", finding.did_you_mean.join("` or `"));
    }
    if !finding.hint.is_empty() {
        let _ = write!(text, "\n{}", finding.hint);
    }
    for one in &finding.shown_by {
        let _ = write!(text, "\n{}: {}", one.at.citation(), one.text);
    }
    let columns = if place.line == place.end_line {
        // The end is counted in.
        let end = place.end_column.saturating_sub(1).max(place.column);
        format!(",col={},endColumn={end}", place.column.max(1))
    } else {
        String::new()
    };
    format!(
        "::{name} file={},line={},endLine={}{columns},title={}::{}\n",
        property(&named(&place.file, paths)),
        place.line.max(1),
        place.end_line.max(place.line).max(1),
        property(&finding.rule),
        data(&text)
    )
}

/// A path from the top of the Git repository, as the workflow has it; one outside as it was given.
fn named(path: &str, paths: &Paths<'_>) -> String {
    paths.in_repository(path).unwrap_or_else(|| path.to_owned())
}

/// Text behind a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Value of a property, which a colon or a comma would end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::Place;

    #[test]
    fn what_a_command_cannot_hold_is_escaped() {
        let place =
            Place { file: "a,b:c.md".into(), line: 2, column: 3, end_line: 2, end_column: 8 };
        let message = "100%: a, b\r\nc".to_owned();
        let finding = Finding { place, rule: "a.b".into(), message, ..Finding::default() };
        assert_eq!(
            command(&finding, &Paths { folder: "sub", outside: BTreeSet::new() }),
            "::warning file=sub/a%2Cb%3Ac.md,line=2,endLine=2,col=3,endColumn=7,title=a.b::100%25: a, b%0D%0Ac\n"
        );
    }
}
