//! All files' facts to one `Analysis`: what needs more than one file to be known.

mod architecture;
mod assemble;
mod calls;
mod coverage;
mod entry_points;
mod environment;
mod exercised;
mod first_named;
mod first_seen;
mod gaps;
mod identity;
mod implementations;
mod integrations;
mod layers;
mod layout;
mod mentioned;
mod migrations;
mod modules;
mod moved;
mod names;
mod packages;
mod pair;
mod planning;
mod profile;
mod protocols;
mod rank;
mod relevance;
mod requirements;
mod resized;
mod routes;
mod rust_macros;
mod rust_tree;
mod session;
mod settings;

use std::{collections::BTreeMap, fmt};

use rayon::prelude::*;

pub use self::{
    assemble::resized_languages,
    first_named::first_named,
    first_seen::first_seen,
    identity::{Changed, Identity},
    mentioned::mentioned,
    migrations::schema_of,
    moved::Lines,
    names::tell_secrets,
    pair::pair,
    planning::{is_planning_document, planning_documents, work_documents, work_plans},
    profile::profile,
    rank::{Ranks, personalise, personalised},
    relevance::{Focus, relevance},
    requirements::requirements,
    resized::{Resized, resized},
    session::{Kept, Session, tip},
};
use crate::{
    cache,
    discover::{Entry, Snapshot},
    document,
    error::Result,
    extract, history,
    language::Registry,
    model::{Analysis, Diagnostic, DiagnosticKind, DocumentRef, FileFacts, FileRecord, GitFacts},
};

/// How to analyse.
pub struct Options<'a> {
    /// Walk the commits as well, so far.
    pub history: Option<history::Options>,
    /// Called once per file when it is done, from any thread.
    pub progress: &'a (dyn Fn() + Sync),
    /// What earlier runs found; the analysis is the same without it.
    pub session: Option<&'a Session<'a>>,
}

impl fmt::Debug for Options<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Options").field("history", &self.history).finish_non_exhaustive()
    }
}

/// Analyses every file of `snapshot`, in parallel; a file's text is dropped once its facts are read.
///
/// # Errors
/// When the history cannot be walked at all, or the work is called off. Everything else is a diagnostic in the analysis.
pub fn repository(
    snapshot: &Snapshot,
    registry: &Registry,
    options: &Options<'_>,
) -> Result<Analysis> {
    let home = snapshot.home();
    let stored = options.session.map(|session| session.cache().stored(&home));
    let known = stored.as_ref().map(cache::Stored::facts);
    let reader = Reader::new(snapshot, registry, options.session.zip(known.as_ref()));
    let one = |entry| {
        let facts = reader.one(entry);
        (options.progress)();
        facts
    };
    let read = || snapshot.entries.par_iter().map(one).collect::<Vec<FileFacts>>();
    let cache = options.session.map(Session::cache);
    let walk = || match &options.history {
        Some(history) => session::history(snapshot, history, cache),
        None => Ok(None),
    };
    let (facts, git) = rayon::join(read, walk);
    if let Some(known) = known {
        known.save();
    }
    // What was read is kept; what was not must not be taken for an analysis.
    snapshot.stop.check()?;
    let (git, work) =
        git?.map_or_else(Default::default, |(git, work)| (with_hotspots(git, &facts), work));
    let mut analysis = assemble::assemble(&snapshot.into(), registry, facts, git);
    add_modules(&mut analysis, &work);
    analysis.diagnostics.extend(names::diagnostics(&analysis));
    analysis.diagnostics.sort();
    Ok(analysis)
}

/// Reads the facts of one file after the other.
struct Reader<'a> {
    snapshot: &'a Snapshot,
    registry: &'a Registry,
    session: Option<(&'a Session<'a>, &'a cache::Facts<'a>)>,
    /// A blob's identifier says what reading it gives.
    is_literal: bool,
}

impl<'a> Reader<'a> {
    fn new(
        snapshot: &'a Snapshot,
        registry: &'a Registry,
        session: Option<(&'a Session<'a>, &'a cache::Facts<'a>)>,
    ) -> Self {
        let is_literal = session.is_some() && snapshot.replacements().is_empty();
        Self { snapshot, registry, session, is_literal }
    }

    fn one(&self, entry: &Entry) -> FileFacts {
        if entry.too_large || self.snapshot.stop.is_set() {
            return unread(entry, None);
        }
        let known = self.session.filter(|_| self.is_literal);
        if let Some(facts) = known.and_then(|(_, known)| session::unread(entry, known)) {
            return facts;
        }
        match self.snapshot.read(entry) {
            Ok(bytes) => self.read(entry, &bytes),
            Err(problem) => unread(entry, Some(problem)),
        }
    }

    fn read(&self, entry: &Entry, bytes: &[u8]) -> FileFacts {
        let extract = || extract(self.registry, entry, bytes);
        match self.session {
            Some((session, known)) => session.read(self.snapshot, known, (entry, bytes), extract),
            None => extract(),
        }
    }
}

fn extract(registry: &Registry, entry: &Entry, bytes: &[u8]) -> FileFacts {
    let mut facts = extract::file_with(registry, &entry.path, bytes, &attributes(entry));
    facts.document = document_ref(&facts, bytes, entry).map(Box::new);
    facts.file.export_ignore = entry.export_ignore;
    facts.file.outside = entry.path.starts_with("../");
    facts.shrink();
    facts
}

fn attributes(entry: &Entry) -> extract::Attributes {
    extract::Attributes {
        vendored: entry.vendored,
        generated: entry.generated,
        encoding: entry.encoding.clone(),
    }
}

/// A file that is listed and not read.
fn unread(entry: &Entry, problem: Option<Diagnostic>) -> FileFacts {
    let language = crate::language::detect(&entry.path).map_or("", |language| language.id);
    let file = FileRecord {
        path: entry.path.clone(),
        language: language.into(),
        bytes: entry.size,
        vendored: entry.vendored,
        export_ignore: entry.export_ignore,
        generated: entry.generated.unwrap_or(false),
        ..FileRecord::default()
    };
    FileFacts { file, diagnostics: problem.into_iter().collect(), ..FileFacts::default() }
}

fn document_ref(facts: &FileFacts, bytes: &[u8], entry: &Entry) -> Option<DocumentRef> {
    if facts.file.vendored || facts.file.language != "markdown" {
        return None;
    }
    let kind = document::kind(&facts.file.path)?;
    let text = extract::text(bytes, entry.encoding.as_deref())?;
    Some(DocumentRef {
        at: facts.source().evidence("document", 1, 1),
        kind,
        title: planning::title(&text),
    })
}

/// The history with what the files say of it; modules are not known yet.
fn with_hotspots(mut git: GitFacts, facts: &[FileFacts]) -> GitFacts {
    let files: BTreeMap<&str, &FileFacts> =
        facts.iter().map(|facts| (&*facts.file.path, facts)).collect();
    (git.hotspots, git.complexity_hotspots) =
        history::hotspots(&git.files, &|path| size(files.get(path)?));
    git
}

/// What a hotspot has to know of a text file; `None` for data.
fn size(facts: &FileFacts) -> Option<history::Size> {
    let file = &facts.file;
    let lines = total(file);
    // Binary files have bytes and no lines.
    let is_text = file.bytes == 0 || lines > 0;
    (is_text && file.bytes <= LARGEST_HOTSPOT).then(|| history::Size {
        lines,
        complexity: facts.functions.iter().map(|function| function.complexity).sum(),
        foreign: file.generated || file.vendored,
    })
}

/// The history of every folder of a package or module in the analysed one.
fn add_modules(analysis: &mut Analysis, work: &history::Work) {
    let packages = analysis.packages.iter().map(|package| package.dir.as_str());
    let modules = analysis.modules.iter().map(|module| module.dir.as_str());
    let folders = packages.chain(modules).filter(|dir| !dir.starts_with("..")).collect();
    (analysis.git.modules, analysis.git.module_coupling) = work.modules(&folders);
}

/// Larger files are data, whatever their lines.
const LARGEST_HOTSPOT: u64 = 1 << 20;

fn total(file: &FileRecord) -> u32 {
    file.lines.code + file.lines.comment + file.lines.blank
}

/// Whether a diagnostic means that facts of the file are missing.
pub fn loses_facts(diagnostic: &Diagnostic) -> bool {
    !matches!(
        diagnostic.kind,
        DiagnosticKind::Link
            | DiagnosticKind::Inconsistent
            | DiagnosticKind::History
            | DiagnosticKind::Secret
            | DiagnosticKind::Injection
    )
}
