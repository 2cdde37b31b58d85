//! `groundplan remember`.

use std::{borrow::Cow, time::Duration};

use camino::Utf8PathBuf;

use crate::{
    cli::{
        Outcome, args::RememberArguments, caching::Caching, config::CapacityConfig, output,
        workspace::Workspace,
    },
    error::{Error, ErrorKind, Result},
    memory::{self, Delivery, Entry, Outbox, Server},
    secrets,
};

pub(super) fn run(arguments: &RememberArguments, caching: &Caching) -> Result<Outcome> {
    let server = arguments.server.clone().map(Server::Command);
    let server = server.or_else(|| arguments.http.clone().map(Server::Http));
    let server = server.map(Server::usable).transpose()?;
    let entries = entries(arguments, caching)?;
    if arguments.dry_run {
        return output::result(&lines(&entries)?).map(|()| Outcome::Clean);
    }
    let path = arguments.outbox.clone().or_else(state_file).ok_or_else(|| {
        Error::new(ErrorKind::Usage, "there is no folder to keep the outbox in")
            .hint("name a file with `--outbox FILE`")
    })?;
    let mut outbox = Outbox::open(&path)?;
    if outbox.unread() > 0 {
        let unread = outbox.unread();
        output::say(format_args!(
            "warning: {unread} lines of {path} are no entries; they were left as they are"
        ));
    }
    let is_new = |entry: &Entry| match &server {
        Some(server) => !outbox.was_sent(&entry.id, server.name()),
        None => !outbox.was_sent_anywhere(&entry.id),
    };
    let all = entries.len();
    let new: Vec<Entry> = entries.into_iter().filter(is_new).collect();
    let sent_before = all - new.len();
    if sent_before > 0 {
        output::say(format_args!("note: {sent_before} of {all} entries were sent before"));
    }
    let added = outbox.add(new)?;
    let Some(server) = server else {
        let waiting = outbox.waiting().len();
        output::say(format_args!(
            "kept {added} new entries in {path}; {waiting} wait for a server"
        ));
        output::say("  hint: name one with `--server COMMAND` or `--http URL`");
        return Ok(Outcome::Clean);
    };
    let patience = Duration::from_secs(arguments.timeout);
    let delivery = memory::send(&mut outbox, &server, patience)?;
    told(&delivery, &outbox, &path)
}

/// What there is to remember of the plan as it would be written now.
fn entries(arguments: &RememberArguments, caching: &Caching) -> Result<Vec<Entry>> {
    let workspace = Workspace::open(&arguments.target, caching)?;
    let ground = workspace.ground(&arguments.references.references)?;
    let plan = workspace.plan(&ground, &CapacityConfig::default(), &workspace.past(None)?)?;
    let named = arguments.repository.clone();
    let found = || memory::repository(&plan.repo.remotes);
    let repository = named.or_else(found).unwrap_or_else(|| {
        let name = &plan.repo.name;
        output::say(format_args!(
            "warning: no remote says where the repository lives; it is called {name}"
        ));
        output::say("  hint: `--repository github.com/org/name` says it");
        name.clone()
    });
    guarded(memory::entries(&plan, &repository, arguments.session.as_deref()))
}

/// The entries once more without secrets, should any have come through.
fn guarded(entries: Vec<Entry>) -> Result<Vec<Entry>> {
    let failed = |error| Error::new(ErrorKind::Output, "cannot look for secrets").source(error);
    let guard = |entry: Entry| {
        let text = serde_json::to_string(&entry).map_err(failed)?;
        match secrets::redact(&text) {
            Cow::Borrowed(_) => Ok(entry),
            Cow::Owned(text) => serde_json::from_str(&text).map_err(failed),
        }
    };
    entries.into_iter().map(guard).collect()
}

fn lines(entries: &[Entry]) -> Result<String> {
    let line = |entry| {
        serde_json::to_string(entry).map(|line| line + "\n").map_err(|error| {
            Error::new(ErrorKind::Output, "cannot write an entry as JSON").source(error)
        })
    };
    entries.iter().map(line).collect()
}

/// Says what became of the entries. What waits on is an error: somebody must do something about it.
fn told(delivery: &Delivery, outbox: &Outbox, path: &Utf8PathBuf) -> Result<Outcome> {
    let Delivery { sent, known, refused, broke } = delivery;
    output::say(format_args!(
        "sent {sent} entries{}",
        match known {
            0 => String::new(),
            known => format!("; the server had {known} already"),
        }
    ));
    for (id, why) in refused {
        output::say(format_args!("refused: {id}: {why}"));
    }
    let waiting = outbox.waiting().len();
    if waiting == 0 {
        return Ok(Outcome::Clean);
    }
    let kept = format!("{waiting} entries wait in {path}");
    Err(match broke {
        Some(why) => Error::input(format!("{why}; {kept}"))
            .hint("see whether the server runs, then run the command again"),
        None => Error::input(format!("the server refused {} entries; {kept}", refused.len()))
            .hint("see what it says above, then run the command again"),
    })
}

/// The outbox in the folder where the platform keeps what programs remember.
fn state_file() -> Option<Utf8PathBuf> {
    let folder = |name: &str| {
        let path = Utf8PathBuf::from_path_buf(std::env::var_os(name)?.into()).ok()?;
        path.is_absolute().then_some(path)
    };
    let home = || {
        let below =
            if cfg!(target_os = "macos") { "Library/Application Support" } else { ".local/state" };
        Some(folder("HOME")?.join(below))
    };
    let local = || folder("LOCALAPPDATA").filter(|_| cfg!(windows));
    let base = folder("XDG_STATE_HOME").or_else(local).or_else(home)?;
    Some(base.join("groundplan/outbox.jsonl"))
}
