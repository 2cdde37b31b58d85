//! `groundplan analyze`.

use super::{deliver, json};
use crate::{
    cli::{
        Outcome,
        args::{Analyze, Format},
        workspace::Workspace,
    },
    error::Result,
};

pub(super) fn run(arguments: &Analyze) -> Result<Outcome> {
    let workspace = Workspace::open(&arguments.target)?;
    let (_, analysis) = workspace.analyze(arguments.rev.as_deref(), !arguments.no_history)?;
    let text = match arguments.format {
        Format::Json => json(&analysis)?,
        Format::Markdown => workspace.templates.render("analysis.j2", &analysis)?,
    };
    deliver(&text, &arguments.destination)
}
