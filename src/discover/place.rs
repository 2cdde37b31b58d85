//! Where the user points: a plain folder, or a place in a Git repository.
//!
//! Repositories are opened without the user's and the system's configuration, so that the same
//! repository reads the same on every machine.

use std::path::{Path, PathBuf};

use camino::{Utf8Path, Utf8PathBuf};
use gix::bstr::{BString, ByteVec};

use super::{Options, problem, revision};
use crate::{
    error::{Error, Result},
    model::{Diagnostic, DiagnosticKind},
};

/// What lies at the analysed folder.
pub(super) enum Place {
    /// No Git repository, or one that cannot be opened: then with the reason.
    Folder(Option<Diagnostic>),
    /// A folder of a Git repository.
    Git(Box<GitPlace>),
}

/// A folder of a Git repository, in the worktree or at a commit.
pub(super) struct GitPlace {
    pub(super) repo: gix::Repository,
    /// Canonical folder that is analysed.
    pub(super) root: Utf8PathBuf,
    /// Top of the worktree; absent in a bare repository.
    pub(super) worktree: Option<PathBuf>,
    /// Analysed folder below the top of the repository, with `/`; empty for the whole.
    pub(super) prefix: BString,
    /// Commit that is analysed or checked out; absent before the first one.
    pub(super) commit: Option<gix::ObjectId>,
    /// Name of the commit: a branch or a tag.
    pub(super) revision: Option<String>,
    /// Revision that the user asked for, so that the worktree does not count.
    pub(super) asked: Option<String>,
}

/// The canonical path of an existing folder.
pub(super) fn folder(path: &Utf8Path) -> Result<Utf8PathBuf> {
    let hint = "give the folder of a repository, or a folder inside it";
    let shown = if path.as_str().is_empty() { Utf8Path::new(".") } else { path };
    let found = shown.as_std_path().canonicalize().map_err(|cause| {
        let why = if cause.kind() == std::io::ErrorKind::NotFound {
            "it does not exist".to_owned()
        } else {
            cause.kind().to_string()
        };
        Error::input(format!("cannot open {shown}: {why}")).hint(hint).source(cause)
    })?;
    if !found.is_dir() {
        return Err(Error::input(format!("cannot open {shown}: it is not a folder")).hint(hint));
    }
    Utf8PathBuf::from_path_buf(found).map_err(|_| {
        Error::input(format!("cannot open {shown}: its full path is not UTF-8"))
            .hint("move or rename the folder")
    })
}

/// Finds the repository around `root` and the commit to look at.
pub(super) fn find(root: &Utf8Path, options: &Options) -> Result<Place> {
    let opened = match discover(root.as_std_path()) {
        Ok(repo) => Ok(repo.to_thread_local()),
        Err(cause) if cause.is_not_found() => Err(None),
        Err(cause) => Err(Some(cause)),
    };
    match (opened, options.revision.as_deref()) {
        (Ok(repo), revision) => inside(repo, root, revision),
        (Err(cause), Some(revision)) => Err(no_repository(root, revision, cause)),
        (Err(cause), None) => Ok(Place::Folder(cause.map(|cause| unopened(&cause)))),
    }
}

fn discover(root: &Path) -> gix::Result<gix::ThreadSafeRepository> {
    let isolated = || {
        // Churn reads the same deltas over and over; Git's own default is 96 MiB.
        // Git itself does not sum up the index when it reads it.
        gix::open::Options::isolated()
            .config_overrides(["core.deltaBaseCacheLimit=96m", "index.skipHash=true"])
    };
    gix::ThreadSafeRepository::discover_opts(
        root,
        gix::discover::upwards::Options::default(),
        gix::sec::trust::Mapping { full: isolated(), reduced: isolated() },
    )
}

fn inside(repo: gix::Repository, root: &Utf8Path, revision: Option<&str>) -> Result<Place> {
    let worktree = repo.workdir().and_then(|top| top.canonicalize().ok());
    let prefix = prefix(&repo, root, worktree.as_deref())?;
    let commit = match revision {
        Some(asked) => Some(revision::resolve(&repo, asked)?),
        None => match head(&repo) {
            Ok(commit) => commit,
            // The files are there all the same.
            Err(cause) if worktree.is_some() => return Ok(Place::Folder(Some(unopened(&cause)))),
            Err(cause) => return Err(super::broken("HEAD", cause)),
        },
    };
    let name = match commit {
        Some(commit) => revision::name(&repo, revision, commit),
        None => revision::head_branch(&repo),
    };
    if commit.is_none() && worktree.is_none() {
        return Err(Error::input(format!(
            "cannot analyse {root}: a bare repository without commits"
        ))
        .hint("push a commit to it, or give a worktree"));
    }
    Ok(Place::Git(Box::new(GitPlace {
        repo,
        root: root.to_owned(),
        worktree,
        prefix,
        commit,
        revision: name,
        asked: revision.map(str::to_owned),
    })))
}

fn prefix(repo: &gix::Repository, root: &Utf8Path, worktree: Option<&Path>) -> Result<BString> {
    let git_dir = repo.git_dir().canonicalize().unwrap_or_else(|_| repo.git_dir().to_owned());
    let own = worktree.is_none() && root.as_std_path() == git_dir;
    if root.starts_with(&git_dir) && !own {
        return Err(Error::input(format!("cannot analyse {root}: it is a folder of Git's own"))
            .hint("give the folder that holds the files"));
    }
    let Some(top) = worktree else { return Ok(BString::default()) };
    root.as_std_path().strip_prefix(top).map(slashed).map_err(|_| {
        Error::input(format!("cannot analyse {root}: the files of its repository are elsewhere"))
            .hint("`core.worktree` in the repository's configuration names the folder to give")
    })
}

/// A relative path with `/` between its parts.
pub(super) fn slashed(path: &Path) -> BString {
    if cfg!(unix) {
        return Vec::from_path_lossy(path).into_owned().into();
    }
    let parts = path.components().map(|part| Vec::from_os_str_lossy(part.as_os_str()));
    gix::bstr::join("/", parts).into()
}

/// The commit that HEAD names.
fn head(repo: &gix::Repository) -> gix::Result<Option<gix::ObjectId>> {
    Ok(repo.head()?.id().map(gix::Id::detach))
}

fn no_repository(root: &Utf8Path, revision: &str, cause: Option<gix::Error>) -> Error {
    let Some(cause) = cause else {
        return Error::input(format!("cannot look up {revision}: {root} is no Git repository"))
            .hint("leave the revision out, or give a folder of a Git repository");
    };
    Error::input(format!("cannot look up {revision}: the repository of {root} cannot be opened"))
        .hint("leave the revision out to read the files as they lie")
        .source(cause)
}

fn unopened(cause: &gix::Error) -> Diagnostic {
    let why = cause.probable_cause();
    let text =
        format!("the Git repository cannot be opened, its files are read as they lie: {why}");
    problem(&".git".into(), DiagnosticKind::Unreadable, text)
}
