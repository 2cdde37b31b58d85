//! `groundplan diff`.

use super::{deliver, json};
use crate::{
    cli::{
        Outcome,
        args::{DiffArguments, Format, Target, Walk},
        caching::Caching,
        workspace::Workspace,
    },
    diff,
    error::Result,
};

pub(super) fn run(arguments: &DiffArguments, caching: &Caching) -> Result<Outcome> {
    let DiffArguments { path, scope, before, after, .. } = arguments;
    let target =
        Target { path: path.clone(), standard: None, scope: scope.clone(), walk: Walk::default() };
    let workspace = Workspace::open(&target, caching)?;
    let diff = workspace.diff(before, after.as_deref())?;
    let text = match arguments.format {
        Format::Json => json(&diff)?,
        Format::Markdown => workspace.templates.render("diff.j2", &diff)?,
    };
    deliver(&text, &arguments.destination)?;
    let is_finding = arguments.exit_code && diff::differs(&diff);
    Ok(if is_finding { Outcome::Findings } else { Outcome::Clean })
}
