//! For which moment an answer is true.

use schemars::JsonSchema;
use serde::Serialize;

use super::desk::{Facts, Place};
use crate::model::RepositoryFacts;

/// The repository at the moment for which an answer is true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Stamp {
    /// The repository as it was asked for.
    pub(super) repository: String,
    /// Its name.
    pub(super) name: String,
    /// Commit that its files stand on; absent for a plain folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) commit: Option<String>,
    /// Branch or tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) revision: Option<String>,
    /// Whether files differ from the commit: the answer is about the files.
    pub(super) dirty: bool,
    /// The same text means the same facts.
    pub(super) state: String,
}

/// The stamp of facts.
pub(super) fn of(place: &Place, facts: &Facts) -> Stamp {
    with(place, &facts.analysis.repo, &facts.state)
}

/// The stamp of an answer that was made from the files anew.
pub(super) fn with(place: &Place, repo: &RepositoryFacts, state: &str) -> Stamp {
    Stamp {
        repository: place.name.clone(),
        name: repo.name.clone(),
        commit: repo.commit.clone(),
        revision: repo.revision.clone(),
        dirty: repo.dirty,
        state: state.to_owned(),
    }
}
