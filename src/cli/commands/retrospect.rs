//! `groundplan retrospect`.

use std::borrow::Cow;

use super::{deliver, json};
use crate::{
    cli::{
        Outcome,
        args::{Format, RetrospectArguments},
        caching::Caching,
        output,
        workspace::Workspace,
    },
    error::{Error, ErrorKind, Result},
    model::{RETROSPECT_SCHEMA, Retrospect},
    reference,
};

pub(super) fn run(arguments: &RetrospectArguments, caching: &Caching) -> Result<Outcome> {
    let workspace = Workspace::open(&arguments.target(), caching)?;
    let paths = if arguments.references.is_empty() {
        workspace.with_references()
    } else {
        arguments.references.clone()
    };
    if arguments.rev.is_some() && paths.len() > 1 {
        return Err(Error::new(ErrorKind::Usage, "a revision is one repository's")
            .hint("name one repository with `--rev`"));
    }
    let mut records = Vec::new();
    for path in &paths {
        let record = workspace.delivery(path, arguments.rev.as_deref())?;
        for limit in &record.limits {
            output::say(format_args!("note: {}: {limit}", record.name));
        }
        records.push(record);
    }
    let classes =
        reference::classes(&records.iter().collect::<Vec<_>>(), workspace.least_samples());
    let retrospect = Retrospect { schema: Cow::Borrowed(RETROSPECT_SCHEMA), records, classes };
    let text = match arguments.format {
        Format::Json => json(&retrospect)?,
        Format::Markdown => workspace.templates.render("retrospect.j2", &retrospect)?,
    };
    deliver(&text, &arguments.destination)
}
