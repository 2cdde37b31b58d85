//! `groundplan analyze`.

use std::io::{self, BufWriter, Write};

use super::{deliver, json};
use crate::{
    analyze::{self, Session},
    cache::Writing,
    cli::{
        Outcome,
        args::{Analyze, Format},
        caching::Caching,
        last::{self, Last},
        output, watching,
        workspace::{Given, Workspace},
    },
    discover::Snapshot,
    error::Result,
    model::Analysis,
};

pub(super) fn run(arguments: &Analyze, caching: &Caching) -> Result<Outcome> {
    if arguments.watch {
        return watching::watch(&|seen| look(arguments, caching, seen));
    }
    let given = Given::read(&arguments.target, caching, arguments.reading())?;
    let snapshot = given.snapshot(arguments.rev.as_deref(), None)?;
    let cache = given.cache.clone();
    let session = cache.as_ref().map(|cache| Session::whole(cache, &snapshot));
    let last = session.as_ref().and_then(|session| Last::of(session, &snapshot, arguments, &given));
    if let Some(known) = &last
        && (known.deliver(arguments)? || known.edit(&given, arguments)?)
    {
        // The process ends with this, which is faster than taking a list of all files apart.
        std::mem::forget(last);
        std::mem::forget((session, snapshot));
        return Ok(Outcome::Clean);
    }
    analyze(arguments, given, &snapshot, session.as_ref(), last.as_ref())
}

/// Analyses and delivers; what may be used again is stored.
fn analyze(
    arguments: &Analyze,
    given: Given,
    snapshot: &Snapshot,
    session: Option<&Session<'_>>,
    last: Option<&Last<'_>>,
) -> Result<Outcome> {
    let workspace = Workspace::build(given)?;
    let mut analysis = workspace.analyze(snapshot, last::history(arguments), session)?;
    if arguments.first_seen {
        analysis.git.first_seen = workspace.first_seen(snapshot, &analysis)?;
    }
    let outcome = match arguments.format {
        Format::Json if analyze::tell_secrets(&analysis) => {
            deliver(&json(&analysis)?, &arguments.destination)
        }
        Format::Json => send(arguments, last, &analysis, &|to| {
            serde_json::to_writer_pretty(&mut *to, &analysis)?;
            to.write_all(b"\n")
        }),
        Format::Markdown => {
            let text = workspace.templates.render("analysis.j2", &analysis)?;
            send(arguments, last, &analysis, &|to| to.write_all(text.as_bytes()))
        }
    };
    if !arguments.watch {
        // The process ends with this, which is faster than taking millions of parts apart.
        std::mem::forget((analysis, workspace));
    }
    outcome
}

/// An output that goes to its destination and into the cache at once, so that it is never held as a whole.
type Sink<'a> = BufWriter<Both<'a>>;

struct Both<'a> {
    to: &'a mut dyn Write,
    writing: Option<Writing>,
}

impl Write for Both<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write_all(bytes)?;
        if let Some(writing) = &mut self.writing {
            writing.add(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Bytes that are written at once.
const CHUNK: usize = 64 << 10;

/// Delivers what `fill` writes; what may be used again is stored.
fn send(
    arguments: &Analyze,
    last: Option<&Last<'_>>,
    analysis: &Analysis,
    fill: &dyn Fn(&mut Sink<'_>) -> io::Result<()>,
) -> Result<Outcome> {
    let mut stored = None;
    let mut both = |to: &mut dyn Write| {
        let writing = last.and_then(|last| last.begin(analysis));
        let mut sink = BufWriter::with_capacity(CHUNK, Both { to, writing });
        fill(&mut sink)?;
        stored = sink.into_inner().map_err(io::IntoInnerError::into_error)?.writing;
        Ok(())
    };
    match &arguments.destination.output {
        Some(path) => drop(output::write_with(path, &mut |to| both(to).map(|()| true))?),
        None => output::result_with(&mut both)?,
    }
    if let Some(writing) = stored {
        writing.finish();
    }
    Ok(Outcome::Clean)
}

/// Analyses unless everything is as it was when `seen` was written.
fn look(arguments: &Analyze, caching: &Caching, seen: &mut Option<Vec<u8>>) -> Result<()> {
    let given = Given::read(&arguments.target, caching, arguments.reading())?;
    let cache = given.cache.clone().ok_or_else(watching::no_cache)?;
    let snapshot = given.snapshot(None, arguments.destination.output.as_deref())?;
    let session = Session::whole(&cache, &snapshot);
    let last = Last::of(&session, &snapshot, arguments, &given);
    let key = last.as_ref().map(|last| last.key().concat());
    // A file that vanishes between two looks has no key; the next look sees it gone.
    let Some((last, key)) = last.zip(key).filter(|(_, key)| seen.as_ref() != Some(key)) else {
        return Ok(());
    };
    let files = snapshot.entries.len();
    analyze(arguments, given, &snapshot, Some(&session), Some(&last))?;
    *seen = Some(key);
    output::say(format_args!("analysed {files} files"));
    Ok(())
}
