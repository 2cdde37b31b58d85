//! The plans that a command is to read, from files, folders and standard input, and the repository that they
//! belong to. A file that is no text stops only itself.

use std::{collections::BTreeSet, fs::File, io::Read as _, sync::Arc};

use camino::{Utf8Path, Utf8PathBuf};

use super::{living, output, workspace::inside};
use crate::{
    discover, document,
    error::{Error, Result},
    model::{Diagnostic, DiagnosticKind},
};

/// Larger files are not read: no plan is.
const LIMIT: u64 = 2 << 20;

/// Stands for standard input.
pub(super) const STDIN: &str = "-";

/// A plan as it was read.
#[derive(Clone, Debug)]
pub(super) struct PlanFile {
    /// Path relative to the repository, or as the command line gave it for a file outside.
    pub(super) path: Arc<str>,
    /// Whether it lies in the repository, or would with the name that was given to standard input.
    pub(super) is_inside: bool,
    /// Where it can be written; absent for standard input and for a plan of a revision.
    pub(super) at: Option<Utf8PathBuf>,
    /// Its text, without a byte-order mark.
    pub(super) text: Arc<str>,
    /// Whether the file begins with a byte-order mark.
    pub(super) marked: bool,
}

/// Where a plan comes from; fields as in [`PlanFile`].
struct Origin {
    path: String,
    is_inside: bool,
    at: Option<Utf8PathBuf>,
}

/// The plans that were read, in the order in which they were given, and what could not be read.
#[derive(Clone, Debug, Default)]
pub(super) struct PlanFiles {
    pub(super) plans: Vec<PlanFile>,
    pub(super) problems: Vec<Diagnostic>,
}

/// What a command is to read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'a> {
    /// Files and folders; the repository's own plans when there are none.
    pub(super) files: &'a [Utf8PathBuf],
    /// Name of what comes from standard input.
    pub(super) stdin_name: Option<&'a Utf8Path>,
    /// Revision that folders of the repository are read at; the worktree when absent.
    pub(super) revision: Option<&'a str>,
    /// Patterns as in `.gitignore` of plans in folders that are left alone.
    pub(super) exclude: &'a [String],
}

/// Reads the plans.
///
/// # Errors
/// When a file or folder is not there.
pub(super) fn read(root: &Utf8Path, wanted: &Wanted<'_>) -> Result<PlanFiles> {
    let mut found = PlanFiles::default();
    let whole = [root.to_owned()];
    let files = if wanted.files.is_empty() { &whole } else { wanted.files };
    for file in files {
        if *file == STDIN {
            found.stdin(wanted.stdin_name)?;
        } else if file.is_dir() {
            found.folder(root, file, wanted)?;
        } else {
            found.file(root, file)?;
        }
    }
    let mut seen = BTreeSet::new();
    found.plans.retain(|plan| seen.insert(Arc::clone(&plan.path)));
    Ok(found)
}

impl PlanFiles {
    /// A plan that lies in no file, under a name that tells its form.
    #[cfg(feature = "mcp")]
    pub(super) fn of_text(name: &str, text: &str) -> Self {
        let mut found = Self::default();
        let origin = Origin { path: name.to_owned(), is_inside: false, at: None };
        found.add(origin, text.as_bytes().to_vec());
        found
    }

    fn file(&mut self, root: &Utf8Path, file: &Utf8Path) -> Result<()> {
        let inside = inside(root, file);
        let open = || {
            let mut bytes = Vec::new();
            File::open(file)?.take(LIMIT + 1).read_to_end(&mut bytes).map(|_| bytes)
        };
        let bytes = open().map_err(|error| {
            Error::input(format!("cannot read {file}"))
                .source(error)
                .hint("name a plan, a folder with plans, or `-` for standard input")
        })?;
        let path =
            inside.as_ref().map_or_else(|| output::plain(file).replace('\\', "/"), String::clone);
        let is_inside = inside.is_some();
        self.add(Origin { path, is_inside, at: Some(file.to_owned()) }, bytes);
        Ok(())
    }

    fn stdin(&mut self, name: Option<&Utf8Path>) -> Result<()> {
        let mut bytes = Vec::new();
        std::io::stdin().lock().take(LIMIT + 1).read_to_end(&mut bytes).map_err(|error| {
            Error::input("cannot read a plan from standard input").source(error)
        })?;
        let is_json = bytes.trim_ascii_start().starts_with(b"{");
        let is_inside = name.is_some();
        let name = name.map_or(if is_json { "plan.json" } else { "plan.md" }, Utf8Path::as_str);
        self.add(Origin { path: name.to_owned(), is_inside, at: None }, bytes);
        Ok(())
    }

    /// The plans in a folder; of the repository those that are part of it.
    fn folder(&mut self, root: &Utf8Path, folder: &Utf8Path, wanted: &Wanted<'_>) -> Result<()> {
        let below = below(root, folder);
        let top = if below.is_some() { root } else { folder };
        let options = discover::Options {
            revision: below.as_ref().and(wanted.revision).map(str::to_owned),
            exclude: wanted.exclude.to_vec(),
            ..discover::Options::default()
        };
        let snapshot = discover::open(top, &options)?;
        let prefix = below.as_deref().unwrap_or_default();
        for entry in snapshot.entries.iter().filter(|entry| !entry.vendored) {
            if !is_below(&entry.path, prefix) || !is_plan(&entry.path) {
                continue;
            }
            let at = top.join(&*entry.path);
            let is_inside = below.is_some();
            let path = if is_inside { entry.path.to_string() } else { at.to_string() };
            let at = (!snapshot.is_commit).then_some(at);
            match snapshot.read(entry) {
                Ok(bytes) => self.add(Origin { path, is_inside, at }, bytes),
                Err(problem) => self.problems.push(problem),
            }
        }
        Ok(())
    }

    fn add(&mut self, origin: Origin, bytes: Vec<u8>) {
        let Origin { path, is_inside, at } = origin;
        match text(bytes) {
            Ok(text) => {
                let (marked, rest) = match text.strip_prefix('\u{feff}') {
                    Some(rest) => (true, rest),
                    None => (false, text.as_str()),
                };
                let (path, text) = (path.into(), rest.into());
                self.plans.push(PlanFile { path, is_inside, at, text, marked });
            }
            Err((kind, line, message)) => {
                self.problems.push(Diagnostic { file: path.into(), line, kind, message });
            }
        }
    }
}

/// Whether a path lies in a folder; everything lies in the empty one.
fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Whether a document plans work. What the program remembers of its own plans is none.
fn is_plan(path: &str) -> bool {
    let remembered = path.split('/').any(|part| part == living::FOLDER);
    document::is_work(path) && !remembered && !path.ends_with(living::CONFLICT)
}

/// The path of a folder below `root`; empty for the root itself.
fn below(root: &Utf8Path, folder: &Utf8Path) -> Option<String> {
    let (root, folder) = (root.canonicalize_utf8().ok()?, folder.canonicalize_utf8().ok()?);
    Some(folder.strip_prefix(root).ok()?.as_str().replace('\\', "/"))
}

/// Bytes as text, or why they are none.
fn text(bytes: Vec<u8>) -> std::result::Result<String, (DiagnosticKind, u32, String)> {
    if bytes.len() as u64 > LIMIT {
        let message = "it has more than 2 MiB, and no plan has; name the plan itself".to_owned();
        return Err((DiagnosticKind::TooLarge, 0, message));
    }
    let line = |end: usize| {
        let before = bytes.get(..end).unwrap_or_default();
        let ends = memchr::memchr_iter(b'\n', before).count();
        u32::try_from(ends + 1).unwrap_or(u32::MAX)
    };
    let wrong = match std::str::from_utf8(&bytes) {
        Ok(_) => bytes.iter().position(|byte| *byte == 0),
        Err(error) => Some(error.valid_up_to()),
    };
    if let Some(end) = wrong {
        let message = "it is no UTF-8 text; save it as UTF-8".to_owned();
        return Err((DiagnosticKind::NotUtf8, line(end), message));
    }
    Ok(String::from_utf8(bytes).unwrap_or_default())
}

/// The Git repository around the first of the files; around this folder when there are none.
pub(super) fn repository(files: &[Utf8PathBuf]) -> Option<Utf8PathBuf> {
    let this = Utf8Path::new(".");
    let around = files.iter().find(|file| *file != STDIN).map_or(this, |file| {
        let folder = if file.is_dir() { Some(file.as_path()) } else { file.parent() };
        folder.filter(|folder| !folder.as_str().is_empty()).unwrap_or(this)
    });
    let start = around.canonicalize_utf8().ok()?;
    let top = start.ancestors().find(|folder| folder.join(".git").exists())?;
    let is_here = this.canonicalize_utf8().is_ok_and(|here| here == top);
    Some(if is_here { this.to_owned() } else { top.to_owned() })
}
