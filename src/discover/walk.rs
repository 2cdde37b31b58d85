//! The walk over a folder on disk: everything that Git's ignore files leave in. It looks at each folder once:
//! its list of names says whether rules or a repository lie there.

use std::{
    cmp::Ordering,
    ffi::{OsStr, OsString},
    fs::FileType,
    io,
    path::{Path, PathBuf},
};

use gix::bstr::{BStr, BString, ByteVec};
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::{
    Listing,
    folder::{Found, Kind},
    tree,
};
use crate::model::DiagnosticKind;

/// Where to walk, and what is known before.
pub(super) struct Walk<'a> {
    /// Top of the repository: ignore files above it do not count.
    pub(super) top: &'a Path,
    /// The folder whose files are wanted.
    pub(super) root: &'a Path,
    /// The repository's own rules that it does not share.
    pub(super) exclude: &'a Path,
    /// Whether Git tracks a file, so that no rule concerns it. Relative to `root`.
    pub(super) is_tracked: &'a dyn Fn(&BStr) -> bool,
}

/// Where what is found goes.
struct Out<'a> {
    found: Vec<Found>,
    listing: &'a mut Listing,
}

/// The rules of a folder and of those above it.
#[derive(Clone, Copy)]
struct Rules<'a> {
    own: &'a Gitignore,
    above: Option<&'a Rules<'a>>,
}

impl Walk<'_> {
    /// Everything below the root that no rule excludes; `None` when the root itself is excluded.
    pub(super) fn run(&self, listing: &mut Listing) -> Option<Vec<Found>> {
        let mut out = Out { found: Vec::new(), listing };
        let exclude = rules(self.top, self.exclude);
        let exclude = Rules { own: &exclude, above: None };
        let way = self.root.strip_prefix(self.top).ok()?;
        self.down(self.top, way, exclude, &mut out)?;
        Some(out.found)
    }

    /// Goes down to the root.
    fn down(&self, folder: &Path, way: &Path, above: Rules<'_>, out: &mut Out<'_>) -> Option<()> {
        let mut parts = way.components();
        let Some(next) = parts.next() else {
            self.folder(folder, BStr::new(""), above, out);
            return Some(());
        };
        let own = rules(folder, &folder.join(GITIGNORE));
        let rules = above.and(&own);
        let next = folder.join(next);
        (!rules.ignores(&next, true)).then_some(())?;
        self.down(&next, parts.as_path(), rules, out)
    }

    fn folder(&self, folder: &Path, path: &BStr, above: Rules<'_>, out: &mut Out<'_>) {
        let inside = match list(folder) {
            Ok(inside) => inside,
            Err(cause) => return report(path, &cause, out.listing),
        };
        let has = |wanted: &str| inside.iter().any(|(name, _)| name == wanted);
        if !path.is_empty() && has(".git") && is_repository(folder) {
            let (path, full) = (path.to_owned(), folder.to_owned());
            return out.found.push(Found { path, full, kind: Kind::Nested });
        }
        let own = has(GITIGNORE).then(|| rules(folder, &folder.join(GITIGNORE)));
        let rules = own.as_ref().map_or(above, |own| above.and(own));
        for (name, kind) in inside.iter().filter(|(name, _)| name != ".git") {
            let path = joined(path, name);
            match kind {
                Ok(kind) => self.one((folder.join(name), path, *kind), rules, out),
                Err(cause) => report(path.as_ref(), cause, out.listing),
            }
        }
    }

    fn one(
        &self,
        (full, path, kind): (PathBuf, BString, FileType),
        rules: Rules<'_>,
        out: &mut Out<'_>,
    ) {
        if !kind.is_dir() {
            if (self.is_tracked)(path.as_ref()) || !rules.ignores(&full, false) {
                out.found.push(Found { path, full, kind: of(kind) });
            }
        } else if !rules.ignores(&full, true) {
            self.folder(&full, path.as_ref(), rules, out);
        }
    }
}

const GITIGNORE: &str = ".gitignore";

type Named = (OsString, io::Result<FileType>);

/// What lies in a folder, in the order of Git's index. The folder is closed again before anything below it is
/// opened.
fn list(folder: &Path) -> io::Result<Vec<Named>> {
    let found = std::fs::read_dir(folder)?;
    let found = found.map(|step| step.map(|one| (one.file_name(), one.file_type())));
    let mut found: Vec<_> = found.collect::<io::Result<_>>()?;
    found.sort_by(order);
    Ok(found)
}

/// A folder stands where the paths of what is in it do.
fn order(a: &Named, b: &Named) -> Ordering {
    let (first, second) = (a.0.as_encoded_bytes(), b.0.as_encoded_bytes());
    let common = first.len().min(second.len());
    let next = |name: &[u8], (_, kind): &Named| {
        let is_folder = kind.as_ref().is_ok_and(FileType::is_dir);
        name.get(common).copied().or(is_folder.then_some(b'/'))
    };
    let start = first.get(..common).cmp(&second.get(..common));
    start.then_with(|| next(first, a).cmp(&next(second, b)))
}

/// The rules in `file` for what lies below `folder`. A line that is no pattern says nothing, as with Git.
fn rules(folder: &Path, file: &Path) -> Gitignore {
    let mut builder = GitignoreBuilder::new(folder);
    let _ = builder.add(file);
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

impl<'a> Rules<'a> {
    fn and(&'a self, own: &'a Gitignore) -> Rules<'a> {
        if own.is_empty() { *self } else { Rules { own, above: Some(self) } }
    }

    /// The nearest rule decides.
    fn ignores(&self, path: &Path, is_folder: bool) -> bool {
        let levels = std::iter::successors(Some(self), |rules| rules.above);
        let mut said = levels.map(|rules| rules.own.matched(path, is_folder));
        said.find(|said| !said.is_none()).is_some_and(|said| said.is_ignore())
    }
}

fn is_repository(folder: &Path) -> bool {
    let git = folder.join(".git");
    git.metadata().is_ok_and(|data| data.is_file() || git.join("HEAD").is_file())
}

fn of(kind: FileType) -> Kind {
    match () {
        () if kind.is_symlink() => Kind::Link,
        () if kind.is_file() => Kind::File,
        () => Kind::Special,
    }
}

fn joined(folder: &BStr, name: &OsStr) -> BString {
    tree::joined(folder, Vec::from_os_str_lossy(name).as_ref().into())
}

/// Reports a folder that cannot be listed.
fn report(path: &BStr, cause: &io::Error, listing: &mut Listing) {
    let why = cause.kind();
    let text = format!("the folder cannot be listed ({why}); files below it are missing");
    listing.problem(path, DiagnosticKind::Unreadable, text);
}
