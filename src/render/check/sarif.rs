//! What `check` found as SARIF 2.1.0, for code scanning.

use std::{collections::BTreeMap, fmt::Write as _};

use serde_json::{Map, Value, json};

use super::Paths;
use crate::model::{CheckReport, Diagnostic, Finding, Fix, Observation, Place, RuleInfo, Severity};

/// The published schema of the form.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Name of the base that paths of the repository are relative to.
const ROOT: &str = "SRCROOT";

/// Name under which results carry [`Finding::fingerprint`].
const FINGERPRINT: &str = "groundplan/v1";

/// The report as a log with one run. Columns are counted in characters.
pub fn check_sarif(report: &CheckReport, rules: &[RuleInfo]) -> Value {
    let indices: BTreeMap<&str, usize> =
        rules.iter().enumerate().map(|(index, rule)| (rule.id, index)).collect();
    let paths = &Paths::of(report);
    let results: Vec<Value> =
        report.findings.iter().map(|finding| result(finding, paths, &indices)).collect();
    let artifacts: Vec<Value> = report
        .documents
        .iter()
        .map(|document| json!({ "location": location_of(&document.path, paths) }))
        .collect();
    let mut run = json!({
        "tool": { "driver": {
            "name": "groundplan",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules.iter().map(rule).collect::<Vec<_>>(),
        } },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": { ROOT: { "description": { "text": "the repository" } } },
        "invocations": [invocation(&report.problems, paths)],
        "artifacts": artifacts,
        "results": results,
    });
    if let (Some(control), Some(run)) = (version_control(report), run.as_object_mut()) {
        run.insert("versionControlProvenance".into(), json!([control]));
    }
    json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] })
}

fn rule(rule: &RuleInfo) -> Value {
    let help = format!(
        "{}\n\nFound:\n\n{}\n\nNot found:\n\n{}\n",
        rule.explanation,
        indented(rule.bad.text),
        indented(rule.good.text)
    );
    let topic = rule.id.split_once('.').map_or(rule.id, |(topic, _)| topic);
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.explanation },
        "help": { "text": rule.explanation, "markdown": help },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": [topic] },
    })
}

/// Code in Markdown, whatever fences it holds.
fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

fn invocation(problems: &[Diagnostic], paths: &Paths<'_>) -> Value {
    let notification = |problem: &Diagnostic| {
        json!({
            "level": "error",
            "message": { "text": problem.message },
            "locations": [{ "physicalLocation": {
                "artifactLocation": location_of(&problem.file, paths),
            } }],
        })
    };
    let notifications: Vec<Value> = problems.iter().map(notification).collect();
    json!({
        "executionSuccessful": problems.is_empty(),
        "toolExecutionNotifications": notifications,
    })
}

fn version_control(report: &CheckReport) -> Option<Value> {
    let uri = report.repo.remotes.iter().find(|remote| remote.contains("://"))?;
    let mut control = json!({ "repositoryUri": uri, "mappedTo": { "uriBaseId": ROOT } });
    let fields = control.as_object_mut()?;
    if let Some(commit) = &report.repo.commit {
        fields.insert("revisionId".into(), json!(commit));
    }
    if let Some(revision) = &report.repo.revision {
        fields.insert("branch".into(), json!(revision));
    }
    Some(control)
}

fn result(finding: &Finding, paths: &Paths<'_>, indices: &BTreeMap<&str, usize>) -> Value {
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": { "text": message(finding) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": location_of(&finding.place.file, paths),
            "region": region(&finding.place),
        } }],
        "partialFingerprints": { FINGERPRINT: finding.fingerprint },
    });
    if let Some(fields) = result.as_object_mut() {
        if let Some(index) = indices.get(&*finding.rule) {
            fields.insert("ruleIndex".into(), json!(index));
        }
        more(finding, paths, fields);
    }
    result
}

/// What only some findings have.
fn more(finding: &Finding, paths: &Paths<'_>, fields: &mut Map<String, Value>) {
    if !finding.shown_by.is_empty() {
        let related = finding.shown_by.iter().map(|one| related(one, paths));
        fields.insert("relatedLocations".into(), related.collect());
    }
    if let Some(fix) = &finding.fix {
        fields.insert("fixes".into(), json!([change(fix, paths)]));
    }
    let waived = finding.waived.as_ref().map(|waiver| {
        json!({ "kind": "inSource", "status": "accepted", "justification": waiver.reason })
    });
    let known = finding.known.then(|| json!({ "kind": "external", "status": "accepted" }));
    let suppressions: Vec<Value> = waived.into_iter().chain(known).collect();
    // An empty list says that nobody lets it stand; none at all says that nobody looked.
    fields.insert("suppressions".into(), suppressions.into());
    if !finding.item.is_empty() {
        let item = json!([{ "name": finding.item, "kind": "element" }]);
        let location = fields.get_mut("locations").and_then(|all| all.get_mut(0));
        if let Some(location) = location.and_then(Value::as_object_mut) {
            location.insert("logicalLocations".into(), item);
        }
    }
}

/// Message, what may have been meant, and the way out: few readers show more than this.
fn message(finding: &Finding) -> String {
    let mut text = finding.message.clone();
    if !finding.did_you_mean.is_empty() {
        let _ = write!(text, "; did you mean `{}`?", finding.did_you_mean.join("` or `"));
    }
    if !finding.hint.is_empty() {
        let _ = write!(text, " ({})", finding.hint);
    }
    text
}

fn related(one: &Observation, paths: &Paths<'_>) -> Value {
    json!({
        "message": { "text": one.text },
        "physicalLocation": {
            "artifactLocation": location_of(&one.at.file, paths),
            "region": { "startLine": one.at.line, "endLine": one.at.end_line },
        },
    })
}

fn change(fix: &Fix, paths: &Paths<'_>) -> Value {
    json!({
        "description": { "text": fix.title },
        "artifactChanges": [{
            "artifactLocation": location_of(&fix.place.file, paths),
            "replacements": [{
                "deletedRegion": region(&fix.place),
                "insertedContent": { "text": fix.replacement },
            }],
        }],
    })
}

fn region(place: &Place) -> Value {
    json!({
        "startLine": place.line.max(1),
        "startColumn": place.column.max(1),
        "endLine": place.end_line.max(place.line).max(1),
        "endColumn": place.end_column.max(1),
    })
}

/// A path of the repository from its top; one outside as it was given.
fn location_of(path: &str, paths: &Paths<'_>) -> Value {
    if let Some(path) = paths.in_repository(path) {
        return json!({ "uri": escaped(&path), "uriBaseId": ROOT });
    }
    let scheme = if path.starts_with('/') { "file://" } else { "" };
    json!({ "uri": format!("{scheme}{}", escaped(path)) })
}

/// A path with all that is special in a URI as `%XX`.
fn escaped(path: &str) -> String {
    path.bytes().fold(String::new(), |mut uri, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~') {
            uri.push(char::from(byte));
        } else {
            // Writing to a text cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
        uri
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn paths_are_uris() {
        let outside = BTreeSet::from(["x.md"]);
        let whole = &Paths { folder: "", outside: outside.clone() };
        let part = &Paths { folder: "sub", outside };
        let inside = location_of("docs/a b%世.md", whole);
        assert_eq!(inside, json!({ "uri": "docs/a%20b%25%E4%B8%96.md", "uriBaseId": ROOT }));
        assert_eq!(location_of("a.md", part)["uri"], "sub/a.md");
        for paths in [whole, part] {
            assert_eq!(location_of("../a.md", paths), json!({ "uri": "../a.md" }));
            assert_eq!(location_of("x.md", paths), json!({ "uri": "x.md" }));
            assert_eq!(location_of("/x/a.md", paths), json!({ "uri": "file:///x/a.md" }));
        }
    }
}
