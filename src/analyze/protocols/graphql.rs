//! Fields of the root types of GraphQL schemas. Which types are roots is said by the `schema` block of the
//! nearest folder that has one, else by their names.

use std::collections::BTreeMap;

use crate::model::{FileFacts, GraphqlField, Route};

/// Names of the roots of a schema that does not say them.
const NAMES: [(&str, &str); 3] =
    [("query", "Query"), ("mutation", "Mutation"), ("subscription", "Subscription")];

/// Operation by name of its root type.
type Roots<'a> = BTreeMap<&'a str, &'a str>;

pub(super) fn routes(facts: &[FileFacts]) -> Vec<Route> {
    let said = said(facts);
    let by_name: Roots<'_> = NAMES.iter().map(|(operation, name)| (*name, *operation)).collect();
    let mut routes = Vec::new();
    for file in facts.iter().filter(|file| !file.protocols.graphql.types.is_empty()) {
        let roots = nearest(&said, &file.file.path).unwrap_or(&by_name);
        for one in &file.protocols.graphql.types {
            let Some(operation) = roots.get(one.name.as_str()) else { continue };
            routes.extend(one.fields.iter().map(|field| route(file, operation, &one.name, field)));
        }
    }
    routes
}

/// What the `schema` blocks say, by folder.
fn said(facts: &[FileFacts]) -> BTreeMap<&str, Roots<'_>> {
    let mut said: BTreeMap<&str, Roots<'_>> = BTreeMap::new();
    for file in facts {
        for (operation, name) in &file.protocols.graphql.roots {
            said.entry(folder(&file.file.path)).or_default().insert(name, operation);
        }
    }
    said
}

fn nearest<'a>(said: &'a BTreeMap<&str, Roots<'a>>, path: &str) -> Option<&'a Roots<'a>> {
    let mut place = folder(path);
    loop {
        if let Some(roots) = said.get(place) {
            return Some(roots);
        }
        if place.is_empty() {
            return None;
        }
        place = folder(place);
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn route(file: &FileFacts, operation: &str, root: &str, field: &GraphqlField) -> Route {
    let at = file.source().evidence("graphql.field", field.line, field.end_line);
    let plain = Route::plain(at, "graphql", "graphql");
    Route {
        test: plain.test || super::is_test_place(&file.file.path),
        method: operation.to_uppercase(),
        path: field.name.clone(),
        handler: format!("{root}.{}", field.name),
        ..plain
    }
}
