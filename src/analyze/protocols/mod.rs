//! Routes of protocols other than HTTP: remote procedures with the methods that answer them, fields of
//! GraphQL roots, command lines.

mod graphql;
mod procedures;

use crate::model::{FileFacts, Route};

/// Routes of all other protocols; the caller sorts them among those of HTTP.
pub(super) fn routes(facts: &[FileFacts]) -> Vec<Route> {
    let mut routes = procedures::routes(facts);
    routes.extend(graphql::routes(facts));
    routes
}

#[cfg(test)]
mod tests;
