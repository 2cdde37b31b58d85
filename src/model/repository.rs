//! The repository itself and its history.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{folder, is_default};

/// What is analysed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RepositoryFacts {
    /// Name: last part of the first remote's URL, else of the analysed folder.
    pub name: String,
    /// Commit that the worktree stands on or that was asked for; absent for a plain folder.
    #[serde(default, skip_serializing_if = "is_default")]
    pub commit: Option<String>,
    /// Branch that is checked out or was asked for, else the first tag of the commit by name; absent when
    /// it has neither. A commit and its clean checkout have the same.
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
    /// Submodules below the analysed folder.
    #[serde(default, skip_serializing_if = "is_default")]
    pub submodules: Vec<Submodule>,
}

/// Another repository that this one pins to a commit.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Submodule {
    /// Its folder, relative to the analysed root.
    pub path: Arc<str>,
    /// The commit that is recorded for it.
    pub commit: String,
    /// Its files were read with the others.
    #[serde(default, skip_serializing_if = "is_default")]
    pub entered: bool,
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
    /// The tag with the greatest semantic version among all tags of the repository that have no
    /// pre-release part and no folder (`v1.2.3`, `1.2.3+build`; not `tool/v1.2.3`), whether the analysed
    /// commit reaches it or not; of equal versions the last by name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub latest_release: Option<String>,
    /// The same among the tags that the analysed commit reaches.
    #[serde(default, skip_serializing_if = "is_default")]
    pub latest_reachable_release: Option<String>,
    /// Authors by commits, merges left out, most first; one entry per name and e-mail as
    /// `git shortlog -sne` lists them.
    pub contributors: Vec<Contributor>,
    /// Tags by name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tags: Vec<Tag>,
    /// Churn per path of the analysed commit.
    #[serde(default, skip_serializing_if = "is_default")]
    pub files: Vec<FileChurn>,
    /// Paths by commits × lines.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hotspots: Vec<Hotspot>,
    /// Text files of languages whose functions are read, by commits × cyclomatic complexity.
    #[serde(default, skip_serializing_if = "is_default")]
    pub complexity_hotspots: Vec<Hotspot>,
    /// Pairs of files that change together, most common commits first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub coupling: Vec<Coupling>,
    /// Churn per folder of a package or module.
    #[serde(default, skip_serializing_if = "is_default")]
    pub modules: Vec<ModuleChurn>,
    /// Pairs of these folders that change together, most common commits first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub module_coupling: Vec<Coupling>,
    /// Since when endpoints, tables, interfaces and tests are there, where that was asked for and the
    /// history shows it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first_seen: Vec<FirstSeen>,
    /// How steadily it is worked on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cadence: Cadence,
    /// Fewest authors who together wrote more than half of the commits without merges.
    #[serde(default, skip_serializing_if = "is_default")]
    pub bus_factor: u32,
    /// What was asked for of the history, when that is not all of it: every count of commits and changes is
    /// of this part. Tags and releases by name are those of the whole history.
    #[serde(default, skip_serializing_if = "is_default")]
    pub limits: Option<HistoryLimits>,
    /// How much was read of each commit.
    #[serde(default, skip_serializing_if = "is_default")]
    pub depth: HistoryDepth,
    /// Whether the history stops early because the clone is shallow.
    #[serde(default, skip_serializing_if = "is_default")]
    pub shallow: bool,
    /// Commits that are missing or whose changes could not be read because objects are missing.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unread_commits: u32,
    /// Blobs of the history that the object database lacks, as in a partial clone: their lines are not
    /// counted.
    #[serde(default, skip_serializing_if = "is_default")]
    pub missing_blobs: u32,
}

/// What is known of the changes of a history.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HistoryDepth {
    /// Lines and renames.
    #[default]
    Lines,
    /// Only which paths changed: line counts and what follows renames are absent everywhere.
    Names,
}

/// The part of a history that was asked for, as `git log --since --until --max-count` cuts it. Times are
/// committer times, seconds since 1970-01-01 UTC.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HistoryLimits {
    /// Older commits do not count, nor do those that are reached only through them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub since: Option<i64>,
    /// Newer commits do not count.
    #[serde(default, skip_serializing_if = "is_default")]
    pub until: Option<i64>,
    /// Of the others the newest so many count, merges among them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub max_commits: Option<u32>,
    /// Commits that do not count.
    pub left_out: u32,
}

/// An author.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Contributor {
    /// Name after `.mailmap`.
    pub name: String,
    /// E-mail after `.mailmap`, as it is written.
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
    /// Commit it points to in the end; of a tag on a tree or a blob, that object.
    pub commit: String,
    /// Has a tag object of its own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub annotated: bool,
    /// Reachable from the analysed commit.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reachable: bool,
}

/// How a path changed over the history.
///
/// A change is a line of `git log --no-merges --no-renames --numstat`: a path is its own history and
/// what a merge adds is nobody's. The fields `*_with_renames` follow files through renames instead, as
/// `git log --no-merges -M --topo-order` shows them from new to old: from a rename on, the changes of
/// the older name belong to the newer one.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct FileChurn {
    /// Path relative to the analysed root.
    pub path: Arc<str>,
    /// Commits without merges that changed it, renames not followed.
    pub commits: u32,
    /// The same with renames followed; 0 when blobs are missing, which git cannot compare.
    #[serde(default, skip_serializing_if = "is_default")]
    pub commits_with_renames: u32,
    /// Lines added, renames not followed: the first version counts whole. Binary files have none.
    #[serde(default, skip_serializing_if = "is_default")]
    pub added: u64,
    /// Lines deleted, renames not followed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub deleted: u64,
    /// Lines added, renames followed: a rename counts the lines that differ from the older name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub added_with_renames: u64,
    /// Lines deleted, renames followed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub deleted_with_renames: u64,
    /// Older names that were followed, newest first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub former_paths: Vec<Arc<str>>,
    /// Distinct authors of the commits, by e-mail without regard to case.
    pub authors: u32,
    /// Commit that made it, older names followed: the first that adds it without moving it. Absent when no
    /// commit that is read does: a merge brought it, or it is older than what is read.
    #[serde(default, skip_serializing_if = "is_default")]
    pub created: Option<Seen>,
    /// Those with most commits, at most three, most first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owners: Vec<Ownership>,
    /// Fewest authors who together made more than half of the commits.
    #[serde(default, skip_serializing_if = "is_default")]
    pub bus_factor: u32,
    /// Committer time of the oldest of the commits, seconds since 1970-01-01 UTC.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first: i64,
    /// Committer time of the newest of the commits, seconds since 1970-01-01 UTC.
    pub last: i64,
    /// Git takes some version of it for binary, or an attribute says so.
    #[serde(default, skip_serializing_if = "is_default")]
    pub binary: bool,
    /// Changes whose lines could not be counted because a blob is missing; line counts are then 0.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unread_changes: u32,
}

/// The commit in which something was first seen.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Seen {
    /// The commit; never a merge.
    pub commit: String,
    /// Its committer time, seconds since 1970-01-01 UTC.
    pub at: i64,
}

/// Since when a fact of the analysis is there: the oldest version of its file, followed through renames, in
/// which the fact is found and before which it is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FirstSeen {
    /// What it is.
    pub kind: FactKind,
    /// Its name; of an endpoint the method and the whole path.
    pub name: String,
    /// Where it stands now.
    pub file: Arc<str>,
    /// The line there.
    pub line: u32,
    /// Name that the file had then, when it was another.
    #[serde(default, skip_serializing_if = "is_default")]
    pub former_path: Option<Arc<str>>,
    /// The commit.
    #[serde(flatten)]
    pub seen: Seen,
}

/// Kinds of facts whose beginning is looked for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    /// An HTTP route or a remote procedure.
    Endpoint,
    /// An interface or trait.
    Interface,
    /// A table that a migration creates.
    Table,
    /// A test.
    Test,
}

/// How much of a history is one author's.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Ownership {
    /// E-mail after `.mailmap`, lower case.
    pub email: String,
    /// Commits of this author.
    pub commits: u32,
    /// These in percent of all, rounded down.
    #[serde(default, skip_serializing_if = "is_default")]
    pub percent: u32,
}

/// The history of a package or module: of every path, there or gone, whose deepest such folder is this one.
/// The sums are those of `git log --no-merges --no-renames --numstat HEAD -- FOLDER` without the packages and
/// modules below it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ModuleChurn {
    /// Folder of a package or module of the analysis; the root is written `.`.
    #[serde(with = "folder")]
    #[schemars(with = "String")]
    pub dir: String,
    /// Distinct commits without merges.
    pub commits: u32,
    /// Lines added.
    #[serde(default, skip_serializing_if = "is_default")]
    pub added: u64,
    /// Lines deleted.
    #[serde(default, skip_serializing_if = "is_default")]
    pub deleted: u64,
    /// Distinct authors, by e-mail without regard to case.
    pub authors: u32,
    /// Those with most commits, at most three, most first.
    pub owners: Vec<Ownership>,
    /// Fewest authors who together made more than half of the commits.
    pub bus_factor: u32,
    /// Committer time of the oldest of the commits, seconds since 1970-01-01 UTC.
    pub first: i64,
    /// Committer time of the newest of the commits.
    pub last: i64,
    /// Changes whose lines could not be counted because a blob is missing; they are in no sum.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unread_changes: u32,
}

/// Two files of the analysed commit, or two folders of packages and modules, that change together. Commits
/// without merges that touch at most 20 files of the analysed commit count, renames not followed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Coupling {
    /// The path that comes first.
    pub a: Arc<str>,
    /// The path that comes second.
    pub b: Arc<str>,
    /// Commits that changed both.
    pub commits: u32,
    /// These in percent of the commits of the one that changed less.
    pub percent: u32,
}

/// Work over time, in UTC by committer time, merges left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cadence {
    /// Whole days from the oldest to the newest commit.
    pub age_days: u32,
    /// Weeks, from Monday, from the oldest to the newest commit, both counted.
    pub weeks: u32,
    /// Of these, weeks with a commit.
    pub active_weeks: u32,
    /// Commits divided by weeks, in hundredths.
    #[serde(default, skip_serializing_if = "is_default")]
    pub commits_per_week: f64,
    /// Years with commits, in order.
    pub years: Vec<YearOfWork>,
    /// Calendar quarters with commits, in order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub quarters: Vec<QuarterOfWork>,
    /// Commits that reachable tags call a version of the repository, without a pre-release part.
    #[serde(default, skip_serializing_if = "is_default")]
    pub releases: u32,
    /// Median of the days between them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub release_interval_days: Option<u32>,
}

/// The work of a calendar year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct YearOfWork {
    /// The year.
    pub year: i64,
    /// Commits without merges.
    pub commits: u32,
    /// Their distinct authors, by e-mail without regard to case.
    pub authors: u32,
}

/// The work of a calendar quarter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct QuarterOfWork {
    /// Year and quarter: `2024-Q1` is January to March.
    pub quarter: String,
    /// Commits without merges.
    pub commits: u32,
    /// Their distinct authors, by e-mail without regard to case.
    pub authors: u32,
    /// Those of them who had no commit in an earlier quarter.
    #[serde(default, skip_serializing_if = "is_default")]
    pub newcomers: u32,
}

/// A path that is often changed and hard to change: churn × complexity, after A. Tornhill, "Your Code as a
/// Crime Scene" (2015).
///
/// `hotspots` takes lines for the complexity, as Tornhill does, because every language has them and they
/// grow with any other measure (I. Herraiz and A. E. Hassan, "Beyond Lines of Code", 2010).
/// `complexity_hotspots` takes cyclomatic complexity (T. J. `McCabe`, "A Complexity Measure", 1976), which is
/// known of functions that are read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Hotspot {
    /// 1 for the hottest of its list.
    pub rank: u32,
    /// Path relative to the analysed root.
    pub path: Arc<str>,
    /// Commits × lines of the file, or commits × its complexity.
    pub score: u64,
    /// Commits that changed it.
    pub commits: u32,
    /// Lines of the file.
    pub lines: u32,
    /// Sum of the cyclomatic complexity of its functions; 0 when none is read.
    #[serde(default, skip_serializing_if = "is_default")]
    pub complexity: u32,
    /// A generator wrote the file, or it is a copy of somebody else's code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub foreign: bool,
}
