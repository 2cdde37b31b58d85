//! `groundplan setup`.

use std::io::ErrorKind as IoKind;

use camino::{Utf8Path, Utf8PathBuf};

use crate::{
    cli::{
        Outcome,
        agents::{self, Settings},
        args::SetupArguments,
        output,
    },
    error::{Error, ErrorKind, Result},
    merge,
};

pub(super) fn run(arguments: &SetupArguments) -> Result<Outcome> {
    let project = &arguments.path;
    if !project.is_dir() {
        return Err(
            Error::input(format!("{project} is no folder")).hint("name the folder of the project")
        );
    }
    let home = arguments.user.then(home).transpose()?;
    // All of them are looked at before one is written.
    let mut changes = Vec::new();
    for agent in &arguments.agent {
        let settings = agents::settings(*agent, project, home.as_deref())?;
        changes.push(change(&settings, arguments)?);
    }
    for change in &changes {
        make(change, arguments)?;
    }
    Ok(Outcome::Clean)
}

/// What happens to a file; no text means that there is none.
struct Change {
    path: Utf8PathBuf,
    old: Option<String>,
    new: Option<String>,
}

fn change(settings: &Settings, arguments: &SetupArguments) -> Result<Change> {
    let path = settings.path.clone();
    let old = read(&path)?;
    let new = match (&old, arguments.remove) {
        (None, true) => None,
        (Some(text), true) => settings.without(text)?,
        (old, false) => {
            let entry = settings.entry(&arguments.command);
            Some(settings.with(old.as_deref().unwrap_or_default(), &entry)?)
        }
    };
    Ok(Change { path, old, new })
}

fn make(change: &Change, arguments: &SetupArguments) -> Result<()> {
    let Change { path, old, new } = change;
    if old == new {
        let state = if arguments.remove { "has no entry" } else { "has the entry already" };
        output::say(format_args!("{path} {state}; nothing to do"));
        return Ok(());
    }
    if arguments.dry_run {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let (old, new) = (text(old), text(new));
        return output::result(&merge::unified_diff((path.as_str(), &old), (path.as_str(), &new)));
    }
    match new {
        Some(text) => output::write(path, text)?,
        None => std::fs::remove_file(path).map_err(|error| {
            Error::new(ErrorKind::Output, format!("cannot remove {path}")).source(error)
        })?,
    }
    let done = match (old, new) {
        (None, _) => "was written",
        (_, None) => "held nothing else and was removed",
        _ if arguments.remove => "goes without groundplan now",
        _ => "has groundplan among its servers now",
    };
    output::say(format_args!("{path} {done}"));
    Ok(())
}

fn read(path: &Utf8Path) -> Result<Option<String>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == IoKind::NotFound => Ok(None),
        Err(error) => Err(Error::input(format!("cannot read {path}")).source(error)),
    }
}

fn home() -> Result<Utf8PathBuf> {
    let named = std::env::var("HOME").or_else(|_| std::env::var("USERPROFILE"));
    let named = named.ok().filter(|path| !path.is_empty()).map(Utf8PathBuf::from);
    named.ok_or_else(|| {
        Error::new(ErrorKind::Usage, "the home folder is not known")
            .hint("set HOME, or leave `--user` out")
    })
}
