//! `OpenAPI` 3 and Swagger 2 documents in YAML and JSON, known by their content.
//!
//! It reads committed documents only: what a generator embedded in source code is not read, and `$ref`s to
//! other files are not followed.

mod keys;

use std::{borrow::Cow, sync::Arc};

use serde_json::{Map, Value};

use self::keys::KeyLines;
use super::Input;
use crate::model::{
    Diagnostic, DiagnosticKind, FileFacts, OpenapiDocument, OpenapiOperation, Source,
};

/// Reads the document when the file is one; a file that looks like one and does not parse is a diagnostic.
pub(super) fn extract(input: &Input<'_>, facts: &mut FileFacts) {
    let json = match &*input.source.language {
        "json" => true,
        "yaml" => false,
        _ => return,
    };
    let Some(line) = keys::marker_line(input.text, json) else { return };
    match parse(input.text, json) {
        Ok(value) => facts.openapi = document(input, &value, line).map(Box::new),
        Err(problem) => facts.diagnostics.push(Diagnostic {
            file: Arc::clone(&input.source.file),
            line: problem.line,
            kind: DiagnosticKind::ParseError,
            message: format!(
                "an OpenAPI document that does not parse, its operations are missing: {}",
                problem.message
            ),
        }),
    }
}

/// Reads the text of an `OpenAPI` document by itself; `None` when it is none or does not parse.
pub(super) fn read(source: &Source, text: &str) -> Option<OpenapiDocument> {
    let json = &*source.language == "json";
    let line = keys::marker_line(text, json)?;
    let value = parse(text, json).ok()?;
    document(&Input { source: source.clone(), text }, &value, line)
}

/// What a parser says about a broken document.
struct Problem {
    line: u32,
    message: String,
}

fn parse(text: &str, json: bool) -> Result<Value, Problem> {
    if json {
        return serde_json::from_str(text).map_err(|error| Problem {
            line: u32::try_from(error.line()).unwrap_or(0),
            message: error.to_string(),
        });
    }
    serde_saphyr::from_str(text).map_err(|error| Problem {
        line: error.location().and_then(|at| u32::try_from(at.line()).ok()).unwrap_or(0),
        message: first_line(&error.to_string()),
    })
}

/// Only the sentence: the parser's rendering goes on with a picture of the source.
fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().trim().to_owned()
}

fn document(input: &Input<'_>, value: &Value, line: u32) -> Option<OpenapiDocument> {
    let root = value.as_object()?;
    let version = specification_version(root)?;
    let rule: Cow<'static, str> = if version.starts_with('2') {
        "swagger.document".into()
    } else {
        "openapi.document".into()
    };
    let last = u32::try_from(input.text.lines().count()).unwrap_or(u32::MAX);
    Some(OpenapiDocument {
        at: input.source.evidence(rule, line, last),
        title: value.pointer("/info/title").and_then(Value::as_str).unwrap_or_default().to_owned(),
        version,
        operations: operations(input.text, root),
    })
}

/// The value of `openapi` or `swagger`; `None` when it is no version, as in a Helm value file.
fn specification_version(root: &Map<String, Value>) -> Option<String> {
    let value = root.get("openapi").or_else(|| root.get("swagger"))?;
    let version = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let (major, _) = version.split_once('.')?;
    matches!(major, "1" | "2" | "3").then_some(version)
}

/// Fixed fields of a path item that name an operation, as both specifications list them.
const METHODS: [&str; 9] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

fn operations(text: &str, root: &Map<String, Value>) -> Vec<OpenapiOperation> {
    let Some(paths) = root.get("paths").and_then(Value::as_object) else { return Vec::new() };
    let base = root.get("basePath").and_then(Value::as_str).unwrap_or_default();
    let lines = KeyLines::of(text);
    let mut found = Vec::new();
    let section = lines.child(None, "paths");
    for (path, item) in paths.iter().filter(|(path, _)| path.starts_with('/')) {
        let at_path = lines.child(section, path);
        let Some(item) = item.as_object() else { continue };
        for key in item.keys().filter(|key| METHODS.contains(&key.as_str())) {
            let at = lines.child(at_path, key).or(at_path).or(section);
            found.push(OpenapiOperation {
                method: key.to_ascii_uppercase(),
                path: with_base(base, path),
                line: at.map_or(0, |place| place.line),
            });
        }
    }
    found
}

/// Joins a Swagger 2 base path and a path; a server URL of `OpenAPI` 3 says where, not what.
fn with_base(base: &str, path: &str) -> String {
    let base = base.trim_matches('/');
    if base.is_empty() { path.to_owned() } else { format!("/{base}{path}") }
}

#[cfg(test)]
mod tests;
