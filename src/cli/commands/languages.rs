//! `groundplan languages`.

use std::fmt::Write as _;

use crate::{
    cli::{Outcome, output},
    error::Result,
    language::{LANGUAGES, Language},
};

/// What is read of languages that have no grammar, by identifier.
const READERS: &[(&str, &str)] = &[
    ("sql", "schema changes, migrations"),
    ("gomod", "modules, dependencies"),
    ("toml", "Cargo packages, dependencies"),
    ("yaml", "CI, compose, Kubernetes, OpenAPI"),
    ("json", "OpenAPI"),
    ("dockerfile", "images, ports"),
    ("makefile", "targets"),
    ("just", "targets"),
    ("dotenv", "configuration keys"),
    ("markdown", "planning documents"),
    ("protobuf", "gRPC services"),
    ("graphql", "operations of a schema"),
    ("gherkin", "scenarios"),
    ("hcl", "infrastructure files"),
];

pub(super) fn run() -> Result<Outcome> {
    let mut text = format!("{:12} {:18} {}\n", "id", "name", "read of it");
    for language in LANGUAGES {
        let _ = writeln!(text, "{:12} {:18} {}", language.id, language.name, what(language));
    }
    output::result(&text)?;
    Ok(Outcome::Clean)
}

fn what(language: &Language) -> String {
    if language.grammar.is_some() {
        let kinds: Vec<&str> = language.queries.iter().map(|(kind, _)| *kind).collect();
        return kinds.join(", ");
    }
    let reader = READERS.iter().find(|(id, _)| *id == language.id);
    reader.map_or_else(|| "lines only".into(), |(_, what)| (*what).to_owned())
}
