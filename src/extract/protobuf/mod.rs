//! gRPC services of `.proto` files: services, procedures, what streams, and the HTTP requests that
//! `google.api.http` maps to them. Messages are not read.

mod http;

use std::sync::Arc;

use super::{
    Input,
    words::{Style, Word, Words},
};
use crate::model::{Diagnostic, DiagnosticKind, FileFacts, Route};

const STYLE: Style =
    Style { comment: "//", block_comment: Some(("/*", "*/")), block_text: None, in_names: &['.'] };

pub(super) fn extract(input: &Input<'_>, facts: &mut FileFacts) {
    if input.source.language != "protobuf" {
        return;
    }
    let mut words = Words::of(input.text, STYLE);
    let mut package = "";
    while let Some(word) = words.read() {
        if word.is("service") {
            service(input, &mut words, package, facts);
            continue;
        }
        if word.is("package") {
            package = words.name().map_or("", |name| name.text);
        }
        // A body ends a statement, and so does a semicolon behind it.
        if !word.is(";") {
            rest_of_statement(&mut words);
        }
    }
}

/// Steps behind the `;` or the body that ends a statement of the file.
fn rest_of_statement(words: &mut Words<'_>) {
    while let Some(word) = words.peek() {
        let body = word.is("{");
        words.skip_brackets();
        if body || words.take(";") {
            return;
        }
        if words.peek() == Some(word) {
            words.read();
        }
    }
}

/// `service Name { rpc … }`; the word `service` is read.
fn service(input: &Input<'_>, words: &mut Words<'_>, package: &str, facts: &mut FileFacts) {
    let Some(name) = words.name().filter(|_| words.take("{")) else { return };
    let whole =
        if package.is_empty() { name.text.to_owned() } else { format!("{package}.{}", name.text) };
    while let Some(word) = words.peek() {
        if words.take("}") {
            return;
        }
        words.read();
        if word.is("rpc") {
            facts.protocols.procedures.extend(procedure(input, words, &whole));
        } else if word.is("option") {
            rest_of_statement(words);
        }
    }
    facts.diagnostics.push(Diagnostic {
        file: Arc::clone(&input.source.file),
        line: name.line,
        kind: DiagnosticKind::ParseError,
        message: format!("service {} does not end; procedures in it may be missing", name.text),
    });
}

/// `rpc Name (stream? Type) returns (stream? Type) { options }`; the word `rpc` is read.
fn procedure(input: &Input<'_>, words: &mut Words<'_>, service: &str) -> Option<Route> {
    let name = words.name()?;
    let (receives_stream, request) = message(words)?;
    words.take("returns").then_some(())?;
    let (sends_stream, _) = message(words)?;
    let http = if words.take("{") { options(words) } else { Vec::new() };
    let method = match (receives_stream, sends_stream) {
        (false, false) => "UNARY",
        (true, false) => "CLIENT_STREAM",
        (false, true) => "SERVER_STREAM",
        (true, true) => "BIDI_STREAM",
    };
    let at = input.source.evidence("protobuf.rpc", name.line, words.last_line());
    Some(Route {
        method: method.into(),
        path: format!("/{service}/{}", name.text),
        body_type: Some(request.text.trim_start_matches('.').to_owned()),
        http,
        ..Route::plain(at, "grpc", "protobuf")
    })
}

/// `(stream? Type)`.
fn message<'a>(words: &mut Words<'a>) -> Option<(bool, Word<'a>)> {
    words.take("(").then_some(())?;
    let first = words.name()?;
    // A message may be called `stream`.
    let second = words.name().filter(|_| first.text == "stream");
    words.take(")").then_some((second.is_some(), second.unwrap_or(first)))
}

/// The body of a procedure, its opening brace read: HTTP requests that its options map to it.
fn options(words: &mut Words<'_>) -> Vec<String> {
    let mut found = Vec::new();
    while let Some(word) = words.peek() {
        if words.take("}") {
            break;
        }
        words.read();
        if word.is("option") {
            http::option(words, &mut found);
        }
    }
    found
}

#[cfg(test)]
mod tests;
