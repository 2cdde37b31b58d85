//! What the code registers against what the committed `OpenAPI` documents say.

use std::collections::{BTreeMap, BTreeSet};

use super::path;
use crate::analyze::packages::folder;
use crate::model::{
    EvidenceClass, FileFacts, Observation, OpenapiDocument, OpenapiOperation, Route, Source,
};

/// One observation per operation that only the code or only a document has.
///
/// A document none of whose operations is registered describes something else, and gives one observation.
pub(super) fn drift(facts: &[FileFacts], routes: &[Route]) -> Vec<Observation> {
    let shipped: Vec<&Route> = routes.iter().filter(|route| !route.test).collect();
    let documents: Vec<Comparison<'_>> = facts
        .iter()
        .filter(|file| !matches!(file.file.class(), EvidenceClass::Test | EvidenceClass::Example))
        .filter(|file| !file.file.vendored)
        .filter_map(|file| Some(Comparison::of(file, file.openapi.as_ref()?, &shipped)))
        .collect();
    let mut found = Vec::new();
    let mut reported = BTreeSet::new();
    for comparison in
        documents.iter().filter(|comparison| !comparison.document.operations.is_empty())
    {
        if comparison.matched.is_empty() {
            found.push(comparison.foreign());
            continue;
        }
        for operation in &comparison.missing {
            if reported.insert((operation.method.as_str(), comparison.shape_of(operation))) {
                found.push(comparison.only_here(operation));
            }
        }
    }
    found.extend(
        shipped
            .iter()
            .enumerate()
            .filter_map(|(index, route)| only_in_code(index, route, &documents)),
    );
    found
}

/// A document beside the routes of the code.
struct Comparison<'a> {
    file: &'a FileFacts,
    document: &'a OpenapiDocument,
    /// What the code has before the paths of the document: its server's path.
    base: String,
    /// Numbers of the routes that the document has.
    matched: BTreeSet<usize>,
    missing: Vec<&'a OpenapiOperation>,
    /// Folder that holds the document and the routes it has.
    folder: String,
}

impl<'a> Comparison<'a> {
    fn of(file: &'a FileFacts, document: &'a OpenapiDocument, routes: &[&Route]) -> Self {
        let base = likely_base(&document.operations, routes);
        let mut found = Self {
            file,
            document,
            base,
            matched: BTreeSet::new(),
            missing: Vec::new(),
            folder: folder(&file.file.path).to_owned(),
        };
        let by_shape = routes_by_shape(routes);
        for operation in &document.operations {
            let shape = found.shape_of(operation);
            let of_path = by_shape.get(shape.as_str()).into_iter().flatten().copied();
            let open = routes
                .iter()
                .enumerate()
                .filter(|(_, route)| !route.prefix_known && ends_with(&shape, route));
            let all = of_path.chain(open.map(|(index, _)| index));
            let is_method = |index: &usize| {
                routes.get(*index).is_some_and(|route| matches(&route.method, &operation.method))
            };
            let same: Vec<usize> = all.filter(is_method).collect();
            if same.is_empty() {
                found.missing.push(operation);
            }
            found.matched.extend(same);
        }
        for index in &found.matched {
            if let Some(route) = routes.get(*index) {
                found.folder = common_folder(&found.folder, &route.at.file);
            }
        }
        found
    }

    fn shape_of(&self, operation: &OpenapiOperation) -> String {
        path::shape(&path::join(&self.base, &operation.path))
    }

    fn source(&self) -> Source {
        self.file.source()
    }

    fn foreign(&self) -> Observation {
        let text = format!(
            "none of the {} operations of {} is registered in the code",
            self.document.operations.len(),
            self.file.file.path
        );
        let at = self.source().evidence(
            "openapi.other-service",
            self.document.at.line,
            self.document.at.line,
        );
        Observation { at, text }
    }

    fn only_here(&self, operation: &OpenapiOperation) -> Observation {
        let path = path::join(&self.base, &operation.path);
        let text = format!(
            "{} {path} is in {} and is not registered in the code",
            operation.method, self.file.file.path
        );
        let at = self.source().evidence("openapi.only-in-document", operation.line, operation.line);
        Observation { at, text }
    }

    fn covers(&self, route: &Route) -> bool {
        !self.matched.is_empty() && is_below(&route.at.file, &self.folder)
    }
}

fn only_in_code(index: usize, route: &Route, documents: &[Comparison<'_>]) -> Option<Observation> {
    if documents.iter().any(|comparison| comparison.matched.contains(&index)) {
        return None;
    }
    let covering = documents.iter().filter(|comparison| comparison.covers(route));
    // The first of the deepest: `max_by_key` alone would take the last.
    let nearest = covering.rev().max_by_key(|comparison| comparison.folder.len())?;
    let text = format!(
        "{} {} is registered and is not in {}",
        route.method, route.path, nearest.file.file.path
    );
    let mut at = route.at.clone();
    at.rule = "openapi.only-in-code".into();
    Some(Observation { at, text })
}

/// The text before the document's paths with which most of its operations are routes; the shortest of equals.
fn likely_base(operations: &[OpenapiOperation], routes: &[&Route]) -> String {
    let mut votes: BTreeMap<String, usize> = BTreeMap::new();
    for operation in operations {
        let shape = path::shape(&path::normalized(&operation.path));
        for route in routes.iter().filter(|route| matches(&route.method, &operation.method)) {
            let whole = path::shape(&route.path);
            if let Some(base) =
                whole.strip_suffix(shape.as_str()).filter(|base| !base.contains('{'))
            {
                *votes.entry(base.to_owned()).or_default() += 1;
            }
        }
    }
    let best = votes
        .into_iter()
        .max_by(|(a, x), (b, y)| x.cmp(y).then(b.len().cmp(&a.len())).then(b.cmp(a)));
    best.map(|(base, _)| base).unwrap_or_default()
}

fn routes_by_shape(routes: &[&Route]) -> BTreeMap<String, Vec<usize>> {
    let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, route) in routes.iter().enumerate().filter(|(_, route)| route.prefix_known) {
        found.entry(path::shape(&route.path)).or_default().push(index);
    }
    found
}

fn matches(registered: &str, documented: &str) -> bool {
    registered == "*" || registered == documented
}

/// Whether the known end of a route's path ends the path of an operation.
fn ends_with(shape: &str, route: &Route) -> bool {
    let end = path::shape(&route.path);
    end != "/" && shape.ends_with(&end)
}

fn is_below(file: &str, folder: &str) -> bool {
    folder.is_empty() || file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

fn common_folder(one: &str, file: &str) -> String {
    let both = one.split('/').zip(folder(file).split('/'));
    both.take_while(|(a, b)| a == b).map(|(a, _)| a).collect::<Vec<_>>().join("/")
}
