//! The state before a plan: what was there then is no progress of it.

use super::{Chosen, history::Versions};
use crate::{cli::workspace::Workspace, discover::Snapshot, error::Result, model::Seen};

/// What a plan is held against.
#[derive(Default)]
pub(super) struct Base {
    /// The commit that brought the plan, or the one that the user named.
    pub(super) since: Option<Seen>,
    /// The files before; `None` when they are not known.
    pub(super) before: Option<Snapshot>,
    /// The first commit of the history, where the plan came with it.
    pub(super) first: Option<String>,
    pub(super) limits: Vec<String>,
}

impl Base {
    /// The state before a plan: the revision that the user names, else the parent of the commit that brought it.
    pub(super) fn find(
        workspace: &Workspace,
        snapshot: &Snapshot,
        (plan, versions): (&Chosen, &Versions),
        (since, shallow): (Option<&str>, bool),
    ) -> Result<Self> {
        if let Some(revision) = since {
            let before = workspace.snapshot_without(Some(revision), Vec::new())?;
            let commit = before.repo.commit.clone();
            let seen = commit.zip(before.repo.committed_at);
            let since = seen.map(|(commit, at)| Seen { commit, at });
            return Ok(Self { since, before: Some(before), ..Self::default() });
        }
        if snapshot.repo.commit.is_none() {
            return Ok(Self::unknown(
                "there is no Git history: what was there before the plan is not known",
            ));
        }
        if !plan.is_inside {
            return Ok(Self::unknown(
                "the plan is no file of the repository: `--since REV` says what was there before it",
            ));
        }
        match versions.first() {
            Some(seen) => Ok(Self::before_commit(workspace, seen)),
            None if shallow => {
                Ok(Self::unknown("when the plan was written is not known: what is there counts"))
            }
            None => Self::uncommitted(workspace, snapshot),
        }
    }

    fn unknown(limit: &str) -> Self {
        Self { limits: vec![limit.to_owned()], ..Self::default() }
    }

    fn before_commit(workspace: &Workspace, seen: &Seen) -> Self {
        let since = Some(seen.clone());
        // A first commit, or the oldest one of a shallow clone, has no parent to look at.
        let Ok(before) =
            workspace.snapshot_without(Some(&format!("{}~1", seen.commit)), Vec::new())
        else {
            let limit =
                "the plan came with the oldest commit: what was there before it is not known";
            return Self { since, first: Some(seen.commit.clone()), ..Self::unknown(limit) };
        };
        Self { since, before: Some(before), ..Self::default() }
    }

    fn uncommitted(workspace: &Workspace, snapshot: &Snapshot) -> Result<Self> {
        let limit = "the plan is not committed: what changed since HEAD counts";
        let before = workspace.snapshot_without(snapshot.repo.commit.as_deref(), Vec::new())?;
        let seen = before.repo.commit.clone().zip(before.repo.committed_at);
        let since = seen.map(|(commit, at)| Seen { commit, at });
        Ok(Self { since, before: Some(before), ..Self::unknown(limit) })
    }

    /// What analyses of it are known by.
    pub(super) fn key(&self) -> String {
        let before = self.before.as_ref();
        before.and_then(|before| before.repo.commit.clone()).unwrap_or_default()
    }
}
