//! Endpoints of the `OpenAPI` documents that a feature's folder holds (`contracts/*.yaml`).

use std::sync::Arc;

use crate::{
    document, extract,
    model::{DocumentKind, EvidenceClass, RequiredEndpoint, Source},
};

/// Adds the operations of the document at `path`; those that a text asks for already keep their place.
pub(super) fn add(path: &str, text: &str, endpoints: &mut Vec<RequiredEndpoint>) {
    if document::kind(path) != Some(DocumentKind::Openapi) {
        return;
    }
    let json = path.rsplit_once('.').is_some_and(|(_, ending)| ending == "json");
    let source = Source {
        file: Arc::from(path),
        language: if json { "json" } else { "yaml" }.into(),
        class: EvidenceClass::Document,
    };
    let Some(found) = extract::openapi_document(&source, text) else { return };
    for operation in found.operations {
        let known = |endpoint: &RequiredEndpoint| {
            endpoint.method == operation.method && endpoint.path == operation.path
        };
        if endpoints.iter().any(known) {
            continue;
        }
        endpoints.push(RequiredEndpoint {
            at: source.evidence("contract.endpoint", operation.line, operation.line),
            id: format!("EP-{}", endpoints.len() + 1),
            method: operation.method,
            path: operation.path,
            summary: String::new(),
            request_body: None,
        });
    }
}
