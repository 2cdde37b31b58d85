//! The repository itself and its history.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::is_default;

/// What is analysed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RepositoryFacts {
    /// Name: last part of the first remote's URL, else of the analysed folder.
    pub name: String,
    /// Commit that the worktree stands on or that was asked for; absent for a plain folder.
    #[serde(default, skip_serializing_if = "is_default")]
    pub commit: Option<String>,
    /// Branch or revision as named by Git or by the user.
    #[serde(default, skip_serializing_if = "is_default")]
    pub revision: Option<String>,
    /// Committer time of that commit, seconds since 1970-01-01 UTC.
    #[serde(default, skip_serializing_if = "is_default")]
    pub committed_at: Option<i64>,
    /// The worktree differs from the commit.
    #[serde(default, skip_serializing_if = "is_default")]
    pub dirty: bool,
    /// Folder inside the Git repository that was analysed; empty for the whole.
    #[serde(default, skip_serializing_if = "is_default")]
    pub subfolder: String,
    /// Remote URLs without credentials.
    #[serde(default, skip_serializing_if = "is_default")]
    pub remotes: Vec<String>,
    /// How the files were obtained.
    pub origin: Origin,
}

/// How the files were obtained.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// A folder without Git.
    #[default]
    Folder,
    /// A Git repository, at a worktree or a revision.
    Git,
}

/// Facts from one walk over the commits; empty without Git or without history.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GitFacts {
    /// Commits reachable from the analysed one.
    pub commits: u32,
    /// Of these, commits with at most one parent.
    pub no_merges: u32,
    /// Committer time of the oldest commit, seconds since 1970-01-01 UTC.
    pub first_commit_time: i64,
    /// Committer time of the analysed commit.
    pub head_time: i64,
    /// Greatest reachable tag that is a semantic version without pre-release part.
    #[serde(default, skip_serializing_if = "is_default")]
    pub latest_release: Option<String>,
    /// Authors by commits, merges left out, most first.
    pub contributors: Vec<Contributor>,
    /// Tags by name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tags: Vec<Tag>,
    /// Churn per path, by names only.
    #[serde(default, skip_serializing_if = "is_default")]
    pub files: Vec<FileChurn>,
    /// Paths by churn × lines.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hotspots: Vec<Hotspot>,
    /// Whether the history stops early because the clone is shallow.
    #[serde(default, skip_serializing_if = "is_default")]
    pub shallow: bool,
    /// Commits that are missing or whose changes could not be read because objects are missing.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unread_commits: u32,
}

/// An author.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Contributor {
    /// Name after `.mailmap`.
    pub name: String,
    /// E-mail after `.mailmap`, lower case.
    pub email: String,
    /// Commits without merges.
    pub commits: u32,
    /// Author time of the newest of them, seconds since 1970-01-01 UTC.
    pub last: i64,
}

/// A tag.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Tag {
    /// Name without `refs/tags/`.
    pub name: String,
    /// Commit it points to in the end.
    pub commit: String,
    /// Has a tag object of its own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub annotated: bool,
    /// Reachable from the analysed commit.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reachable: bool,
}

/// How often a path changed.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct FileChurn {
    /// Path relative to the analysed root.
    pub path: Arc<str>,
    /// Commits without merges that changed it, renames not followed.
    pub commits: u32,
    /// Distinct authors of them.
    pub authors: u32,
    /// Committer time of the newest of them, seconds since 1970-01-01 UTC.
    pub last: i64,
}

/// A path that is both large and often changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Hotspot {
    /// 1 for the hottest.
    pub rank: u32,
    /// Path relative to the analysed root.
    pub path: Arc<str>,
    /// Commits × lines of the file.
    pub score: u64,
    /// Commits that changed it.
    pub commits: u32,
    /// Lines of the file.
    pub lines: u32,
}
