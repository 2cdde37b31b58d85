//! `groundplan analyze`.

use std::{cell::OnceCell, time::Duration};

use super::{deliver, json};
use crate::{
    analyze::{Kept, Session},
    cache::Kind,
    cli::{
        Outcome,
        args::{Analyze, Format},
        caching::Caching,
        output,
        workspace::{Given, Workspace},
    },
    discover::Snapshot,
    error::{Error, ErrorKind, Result},
    history,
    model::Analysis,
};

pub(super) fn run(arguments: &Analyze, caching: &Caching) -> Result<Outcome> {
    if arguments.watch {
        return watch(arguments, caching);
    }
    let given = Given::read(&arguments.target, caching)?;
    let snapshot = given.snapshot(arguments.rev.as_deref(), None)?;
    let cache = given.cache.clone();
    let session = cache.as_ref().map(|cache| Session::whole(cache, &snapshot));
    let last = session.as_ref().and_then(|session| Last::of(session, &snapshot, arguments, &given));
    if let Some(last) = &last
        && last.deliver(arguments)?
    {
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
    let mut analysis = workspace.analyze(snapshot, history(arguments), session)?;
    if arguments.first_seen {
        analysis.git.first_seen = workspace.first_seen(snapshot, &analysis)?;
    }
    let text = match arguments.format {
        Format::Json => json(&analysis)?,
        Format::Markdown => workspace.templates.render("analysis.j2", &analysis)?,
    };
    let outcome = deliver(&text, &arguments.destination)?;
    if let Some(last) = last {
        last.store(&analysis, &text);
    }
    Ok(outcome)
}

/// How far the history is walked; `None` for not at all.
fn history(arguments: &Analyze) -> Option<history::Options> {
    arguments.target.walk.options().filter(|_| !arguments.no_history)
}

/// How long the files are left alone between two looks at them.
const PAUSE: Duration = Duration::from_millis(300);

/// Analyses again whenever something has changed, until the user stops it. A fault that an edit makes is
/// reported and may be gone after the next one.
fn watch(arguments: &Analyze, caching: &Caching) -> Result<Outcome> {
    let mut seen = None;
    let mut failed = None;
    loop {
        match look(arguments, caching, &mut seen) {
            Ok(()) => failed = None,
            // The first look tells whether there is anything to watch.
            Err(error) if seen.is_none() => return Err(error),
            Err(error) => {
                let text = error.to_string();
                if failed.as_ref() != Some(&text) {
                    output::say(format_args!("error: {text}"));
                }
                failed = Some(text);
            }
        }
        std::thread::sleep(PAUSE);
    }
}

/// Analyses unless everything is as it was when `seen` was written.
fn look(arguments: &Analyze, caching: &Caching, seen: &mut Option<Vec<u8>>) -> Result<()> {
    let given = Given::read(&arguments.target, caching)?;
    let cache = given.cache.clone().ok_or_else(no_cache)?;
    let snapshot = given.snapshot(None, arguments.destination.output.as_deref())?;
    let session = Session::whole(&cache, &snapshot);
    let last = Last::of(&session, &snapshot, arguments, &given);
    let key = last.as_ref().map(|last| last.key.clone());
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

fn no_cache() -> Error {
    Error::new(ErrorKind::Usage, "cannot watch without a cache")
        .hint("leave `--no-cache` out and `max_mib` of groundplan.toml above 0")
}

/// The last output of the same command line for the same folder, and what it was made of.
struct Last<'a> {
    session: &'a Session<'a>,
    snapshot: &'a Snapshot,
    name: Vec<u8>,
    key: Vec<u8>,
    with_gaps: OnceCell<Vec<u8>>,
}

impl<'a> Last<'a> {
    /// `None` when there is a file that cannot be read.
    fn of(
        session: &'a Session<'a>,
        snapshot: &'a Snapshot,
        arguments: &Analyze,
        given: &Given,
    ) -> Option<Self> {
        let history = history(arguments);
        let commits = format!("{history:?}");
        let format = format!("{:?}", arguments.format);
        let scope = (&given.scope.include, &given.scope.exclude, given.scope.submodules);
        let name = (&snapshot.root, &arguments.rev, &format, &commits, arguments.first_seen, scope);
        let name = serde_json::to_vec(&name).ok()?;
        let mut key =
            serde_json::to_vec(&(&format, arguments.first_seen, &given.templates)).ok()?;
        // First dates look at the whole history, whatever else is read of it.
        let whole = history::Options::default();
        let looked = history.or(arguments.first_seen.then_some(whole));
        key.extend(session.identity(snapshot, looked.as_ref())?);
        key.extend(commits.bytes());
        Some(Self { session, snapshot, name, key, with_gaps: OnceCell::new() })
    }

    /// The key while the object database is as it was when first asked.
    fn key_with_gaps(&self) -> &[u8] {
        let state = || [self.key.clone(), self.snapshot.objects_state()].concat();
        self.with_gaps.get_or_init(state)
    }

    /// Sends the last output if it is that of this run as well.
    fn deliver(&self, arguments: &Analyze) -> Result<bool> {
        let open = |key: &[u8]| self.session.cache().open(Kind::Output, &self.name, key);
        let answer = open(&self.key).or_else(|| open(self.key_with_gaps()));
        let Some(mut answer) = answer else { return Ok(false) };
        let length = answer.length();
        match &arguments.destination.output {
            Some(path) if output::holds(path, length, &mut |to| answer.copy(to)) => Ok(true),
            Some(path) => output::write_with(path, &mut |to| answer.copy(to)),
            None if !answer.is_sound() => Ok(false),
            None => output::result_with(&mut |to| answer.copy(to).map(drop)).map(|()| true),
        }
    }

    fn store(&self, analysis: &Analysis, text: &str) {
        let store = |key: &[u8]| {
            self.session.cache().store(Kind::Output, &self.name, key, text.as_bytes());
        };
        match self.session.kept(analysis) {
            Kept::Whole => store(&self.key),
            Kept::WithGaps => store(self.key_with_gaps()),
            Kept::Not => {}
        }
    }
}
