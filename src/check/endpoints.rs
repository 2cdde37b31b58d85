//! Endpoints that a plan names, and those that there are.

use super::{Inputs, page::Page};
use crate::model::{BlockKind, Place, PlanDocument, Route, Span};

/// `METHOD /path` in a plan.
pub(super) struct Named {
    pub(super) method: String,
    /// Path with `{}` for every parameter.
    pub(super) path: String,
    /// As written.
    pub(super) text: String,
    pub(super) place: Place,
}

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// The endpoints of a line, as `METHOD /path`.
pub(super) fn in_line(page: &Page<'_>, number: u32) -> Vec<Named> {
    let line = page.line(number);
    let mut found = Vec::new();
    for method in METHODS {
        for (at, _) in line.match_indices(method) {
            let alone =
                !line.get(..at).unwrap_or_default().ends_with(|c: char| c.is_alphanumeric());
            let behind = line.get(at + method.len()..).unwrap_or_default();
            let gap = behind.len() - behind.trim_start_matches([' ', '`']).len();
            let path = path_of(behind.get(gap..).unwrap_or_default());
            if alone && gap > 0 && path.starts_with('/') && path.len() > 1 {
                let length = method.len() + gap + path.len();
                found.push(Named {
                    method: method.into(),
                    path: plain(path),
                    text: format!("{method} {path}"),
                    place: page.part(number, at, length),
                });
            }
        }
    }
    found
}

/// The longest beginning that is a path.
pub(super) fn path_of(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || "/-_.{}:$~%".contains(c)));
    text.get(..end.unwrap_or(text.len())).unwrap_or_default().trim_end_matches(['.', ':', '/'])
}

/// A path with `{}` for every parameter, however it is written.
pub(super) fn plain(path: &str) -> String {
    let segments = path.split('/').map(|segment| {
        let parameter = segment.starts_with([':', '{', '$', '<']) || segment.contains('{');
        if parameter { "{}" } else { segment }
    });
    segments.collect::<Vec<_>>().join("/").trim_end_matches('/').to_owned()
}

/// Whether two plain paths are of one endpoint; values stand for parameters.
pub(super) fn fits(one: &str, other: &str) -> bool {
    let (one, other): (Vec<&str>, Vec<&str>) =
        (one.split('/').collect(), other.split('/').collect());
    one.len() == other.len()
        && one.iter().zip(&other).all(|(a, b)| a == b || *a == "{}" || *b == "{}")
}

/// The HTTP endpoints that the repository serves.
pub(super) fn served<'a>(inputs: &Inputs<'a>) -> impl Iterator<Item = &'a Route> {
    inputs.analysis.routes.iter().filter(|route| route.is_endpoint())
}

/// Lines of blocks of code, with the language of the block.
pub(super) fn code_lines(document: &PlanDocument) -> Vec<(Span, &str)> {
    let blocks = document.outline.sections.iter().flat_map(|section| &section.blocks);
    let code = blocks.filter(|block| block.kind == BlockKind::Code);
    code.map(|block| (block.span, block.language.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_alike_however_they_are_written() {
        assert_eq!(plain("/v1/a/:id/b/{x}"), "/v1/a/{}/b/{}");
        assert!(fits("/v1/a/42", &plain("/v1/a/:id")) && !fits("/v1/a", "/v1/b"));
        let document = PlanDocument {
            text: "Serve `POST /v1/a/{id}`, then GET /b.".into(),
            ..PlanDocument::default()
        };
        let found = in_line(&Page::of(&document), 1);
        let texts: Vec<&str> = found.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(texts, ["GET /b", "POST /v1/a/{id}"]);
    }
}
