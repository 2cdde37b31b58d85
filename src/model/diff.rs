//! What differs between two states of a repository, fact by fact.

use std::{borrow::Cow, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Evidence, RepositoryFacts, is_default};

/// Schema identifier that every difference carries.
pub const DIFF_SCHEMA: &str = "groundplan.diff/1";

/// The facts of a repository that differ between two revisions, or between a revision and the worktree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Diff {
    /// Always `groundplan.diff/1`.
    pub schema: Cow<'static, str>,
    /// The older side: what was named first.
    pub before: RepositoryFacts,
    /// The newer side.
    pub after: RepositoryFacts,
    /// The newer side is the worktree, not a commit.
    #[serde(default, skip_serializing_if = "is_default")]
    pub worktree: bool,
    /// The files of both sides.
    pub files: FileChanges,
    /// Per kind of fact, what differs; kinds without any fact on either side are left out.
    pub kinds: Vec<KindChanges>,
}

/// The files of two states. A file with the same content at the same path is read once for both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileChanges {
    /// Files with the same path, content and attributes.
    pub same: u32,
    /// Paths that only the newer side has.
    #[serde(default, skip_serializing_if = "is_default")]
    pub added: Vec<Arc<str>>,
    /// Paths that only the older side has.
    #[serde(default, skip_serializing_if = "is_default")]
    pub removed: Vec<Arc<str>>,
    /// Paths whose content or attributes differ.
    #[serde(default, skip_serializing_if = "is_default")]
    pub changed: Vec<Arc<str>>,
}

/// What differs among the facts of one kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct KindChanges {
    /// `packages`, `interfaces`, `types`, `functions`, `implementations`, `tests`, `routes`, `migrations`, `tables`,
    /// `columns`, `configuration`, `dependencies`, `integrations`, and the like.
    pub kind: Cow<'static, str>,
    /// Facts that are the same, at the same place.
    pub same: u32,
    /// Facts that only the newer side has.
    #[serde(default, skip_serializing_if = "is_default")]
    pub added: Vec<ListedFact>,
    /// Facts that only the older side has.
    #[serde(default, skip_serializing_if = "is_default")]
    pub removed: Vec<ListedFact>,
    /// Facts that say something else, wherever they stand.
    #[serde(default, skip_serializing_if = "is_default")]
    pub changed: Vec<FactChange>,
    /// Facts that say the same in another file.
    #[serde(default, skip_serializing_if = "is_default")]
    pub moved: Vec<FactMove>,
    /// Facts that say the same on another line of their file.
    #[serde(default, skip_serializing_if = "is_default")]
    pub shifted: Vec<FactMove>,
}

/// A fact by its name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ListedFact {
    /// Where it stands.
    #[serde(flatten)]
    pub at: Evidence,
    /// What it is called: `Store.Get`, `GET /v1/items/{id}`.
    pub name: String,
}

/// A fact that both sides have and that says something else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FactChange {
    /// What it is called.
    pub name: String,
    /// Where it stood.
    pub before: Evidence,
    /// Where it stands.
    pub after: Evidence,
    /// What is different, by subject.
    pub details: Vec<ChangedDetail>,
}

/// A part of a fact that differs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChangedDetail {
    /// What it is about: `signature`, `method Get`, `type`.
    pub subject: String,
    /// What it was; absent for what is new.
    #[serde(default, skip_serializing_if = "is_default")]
    pub before: Option<String>,
    /// What it is; absent for what is gone.
    #[serde(default, skip_serializing_if = "is_default")]
    pub after: Option<String>,
}

/// A fact that says the same at another place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FactMove {
    /// What it is called.
    pub name: String,
    /// Where it stood.
    pub before: Evidence,
    /// Where it stands.
    pub after: Evidence,
}
