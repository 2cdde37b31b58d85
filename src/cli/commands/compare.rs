//! `groundplan compare`.

use super::{deliver, json};
use crate::{
    cli::{
        Outcome,
        args::{Compare, Format},
        caching::Caching,
        output,
        workspace::Workspace,
    },
    error::Result,
};

pub(super) fn run(arguments: &Compare, caching: &Caching) -> Result<Outcome> {
    let workspace = Workspace::open(&arguments.target, caching)?;
    let ground = workspace.ground(&arguments.references.references)?;
    for problem in &ground.profile.skipped {
        output::say(format_args!("warning: {problem}"));
    }
    let text = match arguments.format {
        Format::Json => json(&ground.comparison)?,
        Format::Markdown => workspace.templates.render("comparison.j2", &ground.comparison)?,
    };
    deliver(&text, &arguments.destination)
}
