//! One small file per command.

mod analyze;
mod cache;
mod compare;
mod completions;
mod diff;
mod languages;
mod map;
mod plan;
mod prompt;
mod questions;
mod retrospect;
pub(crate) mod schema;
mod tasks;

use camino::Utf8Path;
use serde::Serialize;

use super::{
    Outcome,
    args::{Arguments, Command, Destination},
    caching::Caching,
    output,
};
use crate::error::{Error, ErrorKind, Result};

pub(super) fn run(arguments: &Arguments) -> Result<Outcome> {
    set_threads(arguments.jobs)?;
    let caching = Caching::new(arguments);
    match &arguments.command {
        Command::Analyze(one) => analyze::run(one, &caching),
        Command::Compare(one) => compare::run(one, &caching),
        Command::Diff(one) => diff::run(one, &caching),
        Command::Questions(one) => questions::run(one, &caching),
        Command::Plan(one) => plan::run(one, &caching),
        Command::Prompt(one) => prompt::run(one, &caching),
        Command::Map(one) => map::run(one, &caching),
        Command::Retrospect(one) => retrospect::run(one, &caching),
        Command::Cache(one) => cache::run(one, &caching),
        Command::Schema(one) => schema::run(one),
        Command::Languages => languages::run(),
        Command::Completions { shell } => completions::run(*shell),
    }
}

fn set_threads(jobs: Option<usize>) -> Result<()> {
    let Some(jobs) = jobs else { return Ok(()) };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.max(1)).build_global();
    pool.map_err(|error| Error::new(ErrorKind::Usage, "cannot start the threads").source(error))
}

/// Sends a result to its file or to standard output.
fn deliver(text: &str, destination: &Destination) -> Result<Outcome> {
    match &destination.output {
        Some(path) => output::write(path, text)?,
        None => output::result(text)?,
    }
    Ok(Outcome::Clean)
}

/// A value as indented JSON with a line end.
fn json(value: &impl Serialize) -> Result<String> {
    let text = serde_json::to_string_pretty(value);
    let text = text.map_err(|error| {
        Error::new(ErrorKind::Output, "cannot write the result as JSON").source(error)
    })?;
    Ok(text + "\n")
}

/// Reads a prompt that the user named.
fn read(path: &Utf8Path) -> Result<String> {
    std::fs::read_to_string(path)
        .map_err(|error| {
        Error::input(format!("cannot read {path}"))
            .source(error)
            .hint("name a text file with {{.Input}} in it, or leave `--template` out for the built-in prompt")
    })
}
