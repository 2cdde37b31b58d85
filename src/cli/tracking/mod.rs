//! What `groundplan status` stands on: the plans that are asked for, the code now and before each of them, and
//! what the history knows.

mod base;
mod chosen;
mod dates;
mod history;

use std::collections::BTreeMap;

use self::base::Base;
pub(super) use self::chosen::Chosen;
use super::workspace::Workspace;
use crate::{
    analyze,
    discover::Snapshot,
    error::Result,
    extract,
    language::Registry,
    model::{Analysis, FileChanges, Progress, RepositoryFacts},
    track::{self, Past},
};

/// The code now, and how to look at it before a plan.
pub(super) struct Tracking<'a> {
    workspace: &'a Workspace,
    snapshot: Snapshot,
    commits: history::Commits,
    /// Analyses by the state before the plan: that state, now, what differs.
    known: BTreeMap<String, Known>,
}

struct Known {
    before: Option<Analysis>,
    now: Analysis,
    files: FileChanges,
    /// Commit of the state before.
    commit: Option<String>,
}

impl<'a> Tracking<'a> {
    /// Opens the repository, at a revision when one is given.
    pub(super) fn open(workspace: &'a Workspace, revision: Option<&str>) -> Result<Self> {
        let snapshot = workspace.snapshot_without(revision, Vec::new())?;
        let commits = history::Commits::read(&snapshot)?;
        Ok(Self { workspace, snapshot, commits, known: BTreeMap::new() })
    }

    /// What was looked at.
    pub(super) fn repo(&self) -> RepositoryFacts {
        self.snapshot.repo.clone()
    }

    /// The plans that the user names; all of the repository when there are none.
    pub(super) fn plans(&self, named: &[camino::Utf8PathBuf]) -> Result<Vec<Chosen>> {
        chosen::plans(&self.workspace.root, &self.snapshot, named)
    }

    /// How far one plan is.
    pub(super) fn progress(&mut self, plan: &Chosen, since: Option<&str>) -> Result<Progress> {
        let versions = history::Versions::read(&self.snapshot, plan)?;
        let base = Base::find(
            self.workspace,
            &self.snapshot,
            (plan, &versions),
            (since, self.commits.shallow),
        )?;
        let key = base.key();
        if !self.known.contains_key(&key) {
            let known = self.analyze(&base)?;
            self.known.insert(key.clone(), known);
        }
        let Some(known) = self.known.get(&key) else {
            return Err(crate::error::Error::input("no state to compare with"));
        };
        let mut past = self.past(known, &base, &versions, plan)?;
        let names = track::asked(&inputs(plan, known, &past));
        let before = base.before.as_ref().zip(known.before.as_ref());
        let (now, before) = analyze::mentioned((&self.snapshot, &known.now), before, &names);
        past.mentions = Some(track::Mentions { now, before });
        let mut progress = track::progress(&inputs(plan, known, &past));
        dates::add(self.registry(), &self.snapshot, &known.now, &mut progress)?;
        Ok(progress)
    }

    fn registry(&self) -> &Registry {
        &self.workspace.registry
    }

    fn analyze(&self, base: &Base) -> Result<Known> {
        let Some(before) = &base.before else {
            let now = self.workspace.analyze(&self.snapshot, None, None)?;
            return Ok(Known { before: None, now, files: FileChanges::default(), commit: None });
        };
        let commit = before.repo.commit.clone();
        let (before, now, files) = self.workspace.pair(before, &self.snapshot);
        Ok(Known { before: Some(before), now, files, commit })
    }

    fn past(
        &self,
        known: &Known,
        base: &Base,
        versions: &history::Versions,
        plan: &Chosen,
    ) -> Result<Past> {
        let files = &known.files;
        let changed = files.added.iter().chain(&files.changed).chain(&files.removed);
        let earlier = known.commit.as_deref().or(base.first.as_deref());
        let mut limits = base.limits.clone();
        if self.commits.shallow {
            limits.push("the clone is shallow: older commits are not there".to_owned());
        }
        Ok(Past {
            since: base.since.clone(),
            commits: self.commits.after(&self.snapshot, earlier)?,
            changed: changed.map(ToString::to_string).collect(),
            renamed: self.commits.renamed.clone(),
            items: versions.items(plan),
            mentions: None,
            limits,
        })
    }
}

fn inputs<'a>(plan: &'a Chosen, known: &'a Known, past: &'a Past) -> track::Inputs<'a> {
    track::Inputs {
        documents: &plan.documents,
        work: &plan.work,
        now: &known.now,
        before: known.before.as_ref(),
        past,
    }
}

/// Reads bytes of a document as text.
fn text_of(snapshot: &Snapshot, path: &str) -> Option<String> {
    let entry = snapshot.entries.iter().find(|entry| &*entry.path == path)?;
    let bytes = snapshot.read(entry).ok()?;
    extract::decode(&bytes, entry.encoding.as_deref()).map(|(text, _)| text.into_owned())
}
