//! Arguments, exit codes and output. The only room that writes to the terminal, asks the clock or reads
//! the environment.

mod agents;
mod answers;
mod args;
mod ask;
mod caching;
mod commands;
mod config;
mod dates;
#[cfg(feature = "mcp")]
mod desk;
mod draft;
mod edits;
mod last;
mod living;
mod moves;
mod output;
mod overrides;
mod plan_files;
mod progress;
mod sections;
mod seen;
mod settings;
mod tracking;
mod watching;
mod workspace;

use std::process::ExitCode;

use clap::Parser;

pub use self::args::Arguments;
use crate::error::{Error, Result};

/// How a run ended without an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done and clean.
    Clean,
    /// Done, with findings.
    Findings,
}

/// Runs the program on the process's arguments: 0 done and clean, 1 findings, 2 usage or input error.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match dispatch(&arguments) {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(error) => {
            report(&error);
            ExitCode::from(2)
        }
    }
}

fn dispatch(arguments: &Arguments) -> Result<Outcome> {
    commands::run(arguments)
}

/// Message, causes and way out of an error, on stderr.
fn report(error: &Error) {
    output::say(format_args!("error: {error}"));
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        output::say(format_args!("  because: {inner}"));
        cause = inner.source();
    }
    if let Some(hint) = error.way_out() {
        output::say(format_args!("  hint: {hint}"));
    }
}
