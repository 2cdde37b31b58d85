//! `groundplan draft`.

use std::time::Duration;

use super::{deliver, prompt};
use crate::{
    cli::{
        Outcome,
        args::DraftArguments,
        caching::Caching,
        draft::{self, Program, Task},
        output,
        workspace::Workspace,
    },
    error::Result,
};

pub(super) fn run(arguments: &DraftArguments, caching: &Caching) -> Result<Outcome> {
    let target = &arguments.prompt.target;
    let workspace = Workspace::open(target, caching)?;
    let mut ground = workspace.ground(&arguments.prompt.references.references)?;
    for problem in &ground.profile.skipped {
        output::say(format_args!("warning: {problem}"));
    }
    let prompt = prompt::text(&arguments.prompt, &workspace, &mut ground)?;
    let task = Task {
        workspace: &workspace,
        ground: &ground,
        prompt: &prompt,
        program: Program { command: &arguments.with, time: Duration::from_secs(arguments.timeout) },
        rounds: arguments.rounds,
    };
    let drafted = draft::draft(&task, arguments.keep.as_deref())?;
    deliver(&drafted.plan, &arguments.prompt.destination)?;
    Ok(if drafted.errors == 0 { Outcome::Clean } else { Outcome::Findings })
}
