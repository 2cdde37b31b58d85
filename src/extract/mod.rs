//! One file's bytes to its facts. Pure: no I/O, no globals but the per-thread parser; a broken file
//! gives what can be read and a diagnostic.
//!
//! One sub-module per kind of fact. What needs more than one file is `analyze`'s work.

mod calls;
mod captures;
mod code;
mod commands;
mod config;
mod events;
#[cfg(test)]
mod fixtures;
mod go_repair;
mod graphql;
mod imports;
mod library;
mod lines;
mod manifest;
mod marks;
mod names;
mod openapi;
mod operations;
mod protobuf;
mod roles;
mod routes;
mod rust_modules;
mod skeleton;
pub mod sql;
mod syntax;
mod tags;
mod tests_found;
mod text;
mod walk;
mod withheld;
mod words;

use std::sync::Arc;

pub(crate) use self::config::is_secret;
pub use self::rust_modules::asks_for_test;
pub use self::text::{decode, text};
use crate::{
    language::{self, Depth, Registry},
    model::{Diagnostic, DiagnosticKind, FileFacts, FileRecord, Source},
};

/// What every extractor gets: one file as text, and what its facts share.
#[derive(Debug)]
pub(crate) struct Input<'a> {
    /// Path, language and class of every fact.
    pub(crate) source: Source,
    /// The file's text; replacement characters stand for what is not UTF-8.
    pub(crate) text: &'a str,
}

/// Reads the text of one `OpenAPI` document.
pub(crate) fn openapi_document(
    source: &Source,
    text: &str,
) -> Option<crate::model::OpenapiDocument> {
    openapi::read(source, text)
}

/// Reads everything that `bytes` of the file at `path` say by themselves.
///
/// `vendored` files are counted and not searched for facts.
pub fn file(registry: &Registry, path: &Arc<str>, bytes: &[u8], vendored: bool) -> FileFacts {
    file_with(registry, path, bytes, &Attributes { vendored, ..Attributes::default() })
}

/// The same for a file of which attributes say more.
pub fn file_with(
    registry: &Registry,
    path: &Arc<str>,
    bytes: &[u8],
    said: &Attributes,
) -> FileFacts {
    let mut facts = FileFacts { file: record(path, bytes, said.vendored), ..FileFacts::default() };
    let Some((text, doubt)) = text::decode(bytes, said.encoding.as_deref()) else { return facts };
    if let Some(doubt) = doubt.filter(|_| !facts.file.language.is_empty()) {
        facts.diagnostics.push(not_utf8(path, doubt));
    }
    facts.file.lines = lines::count(&text, &facts.file.language);
    if said.vendored {
        return facts;
    }
    let text = withheld::take(&text, &mut facts);
    marks::set(&text, &mut facts);
    facts.file.generated = said.generated.unwrap_or(facts.file.generated);
    let input = Input { source: facts.source(), text: &text };
    read_format(&input, registry.reading().depth, &mut facts);
    code::read(registry, &input, &mut facts);
    facts.markers = lines::markers(&input);
    facts
}

/// The tests, modules and macros in `text`, which a macro writes into the file of `facts`. Lines count
/// from the start of `text`.
pub fn written(registry: &Registry, facts: &FileFacts, text: &str) -> FileFacts {
    let input = Input { source: facts.source(), text };
    let (file, imports) = (facts.file.clone(), facts.imports.clone());
    let mut found = FileFacts { file, imports, ..FileFacts::default() };
    for tree in syntax::parse(&input, &mut found) {
        tests_found::search(registry, &input, &tree, &mut found);
        for part in rust_modules::extract(&input, &tree, &mut found) {
            tests_found::search(registry, &input, &part.tree, &mut found);
        }
    }
    found
}

/// What attributes say of a file before anybody has read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    /// A copy of somebody else's code.
    pub vendored: bool,
    /// Whether a generator wrote it; its first lines say so when absent.
    pub generated: Option<bool>,
    /// Encoding of its text; guessed when absent.
    pub encoding: Option<Arc<str>>,
}

/// The readers of formats that have a parser of their own. Each looks at the path and leaves what is
/// not its own alone.
fn read_format(input: &Input<'_>, depth: Depth, facts: &mut FileFacts) {
    sql::extract(input, facts);
    manifest::extract(input, facts);
    if depth > Depth::Structure {
        openapi::extract(input, facts);
        operations::extract(input, facts);
        config::extract_mentions(input, facts);
    }
    protobuf::extract(input, facts);
    graphql::extract(input, facts);
    config::extract_dotenv(input, facts);
    tests_found::extract_features(input, facts);
}

fn record(path: &Arc<str>, bytes: &[u8], vendored: bool) -> FileRecord {
    let language = language::detect(path).map_or("", |language| language.id);
    FileRecord {
        path: Arc::clone(path),
        language: language.into(),
        bytes: bytes.len() as u64,
        vendored,
        ..FileRecord::default()
    }
}

fn not_utf8(path: &Arc<str>, doubt: &str) -> Diagnostic {
    Diagnostic {
        file: Arc::clone(path),
        line: 0,
        kind: DiagnosticKind::NotUtf8,
        message: doubt.into(),
    }
}
