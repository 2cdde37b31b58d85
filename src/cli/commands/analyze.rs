//! `groundplan analyze`.

use std::cell::OnceCell;

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
    error::Result,
    model::Analysis,
};

pub(super) fn run(arguments: &Analyze, caching: &Caching) -> Result<Outcome> {
    let given = Given::read(&arguments.target, caching)?;
    let snapshot = given.snapshot(arguments.rev.as_deref())?;
    let cache = given.cache.clone();
    let session = cache.as_ref().map(|cache| Session::whole(cache, &snapshot));
    let last = session.as_ref().and_then(|session| Last::of(session, &snapshot, arguments, &given));
    if let Some(last) = &last
        && last.deliver(arguments)?
    {
        return Ok(Outcome::Clean);
    }
    let workspace = Workspace::build(given)?;
    let analysis = workspace.analyze(&snapshot, !arguments.no_history, session.as_ref())?;
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
        let history = !arguments.no_history;
        let format = format!("{:?}", arguments.format);
        let name = serde_json::to_vec(&(&snapshot.root, &arguments.rev, &format, history)).ok()?;
        let mut key = serde_json::to_vec(&(&format, &given.templates)).ok()?;
        key.extend(session.identity(snapshot, history)?);
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
        match &arguments.destination.output {
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
