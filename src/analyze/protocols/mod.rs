//! Routes of protocols other than HTTP: remote procedures with the methods that answer them, fields of
//! GraphQL roots, command lines.

mod commands;
mod graphql;
mod procedures;

use crate::model::{FileFacts, Module, Route};

/// Routes of all other protocols; the caller sorts them among those of HTTP.
pub(super) fn routes(facts: &[FileFacts], modules: &[Module]) -> Vec<Route> {
    let mut routes = procedures::routes(facts);
    routes.extend(graphql::routes(facts));
    routes.extend(commands::routes(facts, modules));
    routes
}

/// Schemas and services carry no mark of their own when only tests use them; their place tells.
fn is_test_place(path: &str) -> bool {
    const PLACES: [&str; 6] = ["__tests__", "e2e", "fixtures", "test", "testdata", "tests"];
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.split('.').next().unwrap_or(name);
    stem.ends_with("_test") || folders.split('/').any(|folder| PLACES.contains(&folder))
}

#[cfg(test)]
mod tests;
