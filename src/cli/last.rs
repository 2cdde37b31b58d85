//! The last output of the same command line for the same folder: sent again when it is that of this run, with
//! a few edits when that is all that differs.

use std::cell::OnceCell;

use super::{
    args::{Analyze, Format},
    edits::{Edits, Text},
    output, sections,
    seen::Pair,
    workspace::Given,
};
use crate::{
    analyze::{self, Identity, Kept, Session},
    cache::{Answer, Cache, Kind, Writing},
    discover::Snapshot,
    error::Result,
    history,
    model::Analysis,
};

/// The last output, and what this run's is made of.
pub(super) struct Last<'a> {
    session: &'a Session<'a>,
    snapshot: &'a Snapshot,
    name: Vec<u8>,
    /// What the command line and the user's own files give to the key.
    given: Vec<u8>,
    identity: Identity,
    /// The object database as it was when first asked.
    objects: OnceCell<Vec<u8>>,
}

/// Files that are read to see whether their facts are what they were; with more, all are assembled anew.
const FEW: usize = 32;

impl<'a> Last<'a> {
    /// `None` when there is a file that cannot be read.
    pub(super) fn of(
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
        let around = (&format, arguments.first_seen, &given.templates, &commits);
        let given = serde_json::to_vec(&around).ok()?;
        // First dates look at the whole history, whatever else is read of it.
        let whole = history::Options::default();
        let looked = history.or(arguments.first_seen.then_some(whole));
        let identity = session.identity(snapshot, looked.as_ref())?;
        Some(Self { session, snapshot, name, given, identity, objects: OnceCell::new() })
    }

    /// Everything that the output depends on.
    pub(super) fn key(&self) -> [&[u8]; 2] {
        [&self.given, self.identity.bytes()]
    }

    /// The key while the object database is as it was when first asked.
    fn key_with_gaps(&self) -> [&[u8]; 3] {
        let [given, identity] = self.key();
        [given, identity, self.objects.get_or_init(|| self.snapshot.objects_state())]
    }

    fn cache(&self) -> &Cache {
        self.session.cache()
    }

    /// Sends the last output if it is that of this run as well.
    pub(super) fn deliver(&self, arguments: &Analyze) -> Result<bool> {
        let open = |kind, key: &[&[u8]]| self.cache().open_by(kind, &self.name, key);
        let any = |kind| open(kind, &self.key()).or_else(|| open(kind, &self.key_with_gaps()));
        let text = any(Kind::Output).map(Text::whole).or_else(|| {
            let edits = any(Kind::Edits)?;
            Text::edited(edits, |key| open(Kind::Output, &[key]))
        });
        text.map_or(Ok(false), |text| self.send(text, arguments))
    }

    fn send(&self, mut text: Text, arguments: &Analyze) -> Result<bool> {
        if let Some(path) = &arguments.destination.output {
            let pair = Pair::of(self.cache(), path, &text.data());
            if pair.is_known() {
                return Ok(true);
            }
            if output::holds(path, text.length(), &mut |to| text.copy(to)) {
                pair.keep();
                return Ok(true);
            }
        }
        write(&mut text, arguments)
    }

    /// Sends the last output with edits if files differ in nothing but their sizes; the edits are stored.
    pub(super) fn edit(&self, given: &Given, arguments: &Analyze) -> Result<bool> {
        // First dates look at the texts themselves.
        if arguments.format != Format::Json || arguments.first_seen {
            return Ok(false);
        }
        let Some((key, base, edits)) = self.edits(given) else { return Ok(false) };
        // They were made of a text that nobody had checked. Now it is.
        let is_sent = write(&mut Text::new(base, &edits), arguments)?;
        if let Some(edits) = edits.to_bytes().filter(|_| is_sent) {
            self.cache().store_by(Kind::Edits, &self.name, &key, &edits);
        }
        Ok(is_sent)
    }

    fn edits(&self, given: &Given) -> Option<(Vec<&[u8]>, Answer, Edits)> {
        let (base, mut answer) = self.cache().last(Kind::Output, &self.name)?;
        let (changed, rest) = self.identity.changed(base.strip_prefix(&*self.given)?)?;
        let key = if rest.is_empty() { self.key().to_vec() } else { self.key_with_gaps().to_vec() };
        let objects = key.get(2).copied().unwrap_or_default();
        if rest != objects || changed.len() > FEW {
            return None;
        }
        // What is wrong with the user's queries is for the run that needs them to say.
        let registry = given.registry().ok()?;
        let resized = analyze::resized(self.snapshot, registry, self.session, &changed)?;
        let splices = sections::splices(&mut answer, &self.snapshot.repo, &resized)?;
        Some((key, answer, Edits { base, splices }))
    }

    /// Where the output of `analysis` is stored, if it may be used again.
    pub(super) fn begin(&self, analysis: &Analysis) -> Option<Writing> {
        let begin = |key: &[&[u8]]| self.cache().begin(Kind::Output, &self.name, key);
        match self.session.kept(analysis) {
            Kept::Whole => begin(&self.key()),
            Kept::WithGaps => begin(&self.key_with_gaps()),
            Kept::Not => None,
        }
    }
}

/// Writes a text to where it is wanted, unless it is damaged.
fn write(text: &mut Text, arguments: &Analyze) -> Result<bool> {
    match &arguments.destination.output {
        Some(path) => output::write_with(path, &mut |to| text.copy(to)),
        None if !text.is_sound() => Ok(false),
        None => output::result_with(&mut |to| text.copy(to).map(drop)).map(|()| true),
    }
}

/// How far the history is walked; `None` for not at all.
pub(super) fn history(arguments: &Analyze) -> Option<history::Options> {
    arguments.target.walk.options().filter(|_| !arguments.no_history)
}
