//! One small file per command.

mod analyze;
mod cache;
pub(super) mod check;
mod compare;
mod completions;
mod diff;
mod draft;
mod explain;
mod export;
mod init;
mod languages;
mod man;
mod map;
mod plan;
mod prompt;
mod questions;
#[cfg(feature = "mcp")]
mod remember;
mod report;
mod retrospect;
pub(crate) mod schema;
#[cfg(feature = "mcp")]
mod serve;
mod setup;
mod status;
mod tasks;

use camino::Utf8Path;
use serde::Serialize;

use super::{
    Outcome,
    args::{Arguments, Command, Destination},
    caching::Caching,
    output,
};
use crate::{
    error::{Error, ErrorKind, Result},
    secrets,
};

pub(super) fn run(arguments: &Arguments) -> Result<Outcome> {
    set_threads(arguments.jobs)?;
    let caching = Caching::new(arguments);
    match &arguments.command {
        Command::Analyze(one) => analyze::run(one, &caching),
        Command::Check(one) => check::run(one, &caching),
        Command::Explain(one) => explain::run(one),
        Command::Compare(one) => compare::run(one, &caching),
        Command::Diff(one) => diff::run(one, &caching),
        Command::Questions(one) => questions::run(one, &caching),
        Command::Plan(one) => plan::run(one, &caching),
        Command::Prompt(one) => prompt::run(one, &caching),
        Command::Draft(one) => draft::run(one, &caching),
        Command::Report(one) => report::run(one, &caching),
        Command::Map(one) => map::run(one, &caching),
        Command::Retrospect(one) => retrospect::run(one, &caching),
        Command::Status(one) => status::run(one, &caching),
        Command::Cache(one) => cache::run(one, &caching),
        Command::Schema(one) => schema::run(one),
        #[cfg(feature = "mcp")]
        Command::Remember(one) => remember::run(one, &caching),
        #[cfg(feature = "mcp")]
        Command::Serve(one) => serve::run(one, caching),
        Command::Export(one) => export::run(one, &caching),
        Command::Languages => languages::run(),
        Command::Init(one) => init::run(one, &caching),
        Command::Setup(one) => setup::run(one),
        Command::Man(one) => man::run(one),
        Command::Completions { shell } => completions::run(*shell),
    }
}

fn set_threads(jobs: Option<usize>) -> Result<()> {
    let Some(jobs) = jobs else { return Ok(()) };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.max(1)).build_global();
    pool.map_err(|error| Error::new(ErrorKind::Usage, "cannot start the threads").source(error))
}

/// What the server takes over from commands.
#[cfg(feature = "mcp")]
pub(super) mod served {
    use super::{check, plan, prompt};
    use crate::{
        cli::{args::BuiltInPrompt, plan_files::PlanFiles, workspace::Workspace},
        error::Result,
        mcp::PromptKind,
        model::{CheckReport, Plan},
        render::Templates,
    };

    /// The plan as Markdown.
    pub(in crate::cli) fn plan_text(templates: &Templates, plan: &Plan) -> Result<String> {
        plan::text(templates, plan)
    }

    /// A built-in prompt with the analysis in it.
    pub(in crate::cli) fn prompt_text(workspace: &Workspace, kind: PromptKind) -> Result<String> {
        let built_in = match kind {
            PromptKind::Architect => BuiltInPrompt::Architect,
            PromptKind::Delivery => BuiltInPrompt::Delivery,
        };
        prompt::built_in(workspace, built_in)
    }

    /// What does not hold in plans.
    pub(in crate::cli) fn check_plans(
        workspace: Workspace,
        plans: &PlanFiles,
    ) -> Result<CheckReport> {
        check::plans(workspace, plans)
    }
}

/// Sends a result to its file or to standard output.
fn deliver(text: &str, destination: &Destination) -> Result<Outcome> {
    match &destination.output {
        Some(path) => output::write(path, &secrets::safe(text))?,
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
    Ok(secrets::redact(&text).into_owned() + "\n")
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
