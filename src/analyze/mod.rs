//! All files' facts to one `Analysis`: what needs more than one file to be known.

mod architecture;
mod assemble;
mod calls;
mod coverage;
mod entry_points;
mod environment;
mod exercised;
mod gaps;
mod implementations;
mod integrations;
mod layers;
mod layout;
mod migrations;
mod modules;
mod packages;
mod pair;
mod planning;
mod profile;
mod protocols;
mod rank;
mod requirements;
mod routes;
mod rust_macros;
mod rust_tree;
mod settings;

use std::{collections::BTreeMap, fmt};

use rayon::prelude::*;

pub use self::{
    migrations::schema_of,
    pair::pair,
    planning::planning_documents,
    profile::profile,
    rank::{Ranks, personalise, personalised},
    requirements::requirements,
};
use crate::{
    discover::{Entry, Snapshot},
    document,
    error::Result,
    extract, history,
    language::Registry,
    model::{Analysis, Diagnostic, DiagnosticKind, DocumentRef, FileFacts, FileRecord, GitFacts},
};

/// How to analyse.
pub struct Options<'a> {
    /// Walk the commits as well.
    pub history: bool,
    /// Called once per file when it is done, from any thread.
    pub progress: &'a (dyn Fn() + Sync),
}

impl fmt::Debug for Options<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Options").field("history", &self.history).finish_non_exhaustive()
    }
}

/// Analyses every file of `snapshot`, in parallel; a file's text is dropped once its facts are read.
///
/// # Errors
/// When the history cannot be walked at all. Everything else is a diagnostic in the analysis.
pub fn repository(
    snapshot: &Snapshot,
    registry: &Registry,
    options: &Options<'_>,
) -> Result<Analysis> {
    let facts: Vec<FileFacts> = snapshot
        .entries
        .par_iter()
        .map(|entry| {
            let facts = one(snapshot, registry, entry);
            (options.progress)();
            facts
        })
        .collect();
    let git = if options.history { walk(snapshot, &facts)? } else { GitFacts::default() };
    Ok(assemble::assemble(&snapshot.into(), registry, facts, git))
}

fn one(snapshot: &Snapshot, registry: &Registry, entry: &Entry) -> FileFacts {
    if entry.too_large {
        return unread(entry, None);
    }
    match snapshot.read(entry) {
        Ok(bytes) => {
            let said = attributes(entry);
            let mut facts = extract::file_with(registry, &entry.path, &bytes, &said);
            facts.document = document_ref(&facts, &bytes, entry);
            facts.file.export_ignore = entry.export_ignore;
            facts.file.outside = entry.path.starts_with("../");
            facts
        }
        Err(problem) => unread(entry, Some(problem)),
    }
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
    let (text, _) = extract::decode(bytes, entry.encoding.as_deref())?;
    Some(DocumentRef {
        at: facts.source().evidence("document", 1, 1),
        kind,
        title: planning::title(&text),
    })
}

fn walk(snapshot: &Snapshot, facts: &[FileFacts]) -> Result<GitFacts> {
    let (Some(repository), Some(commit)) = (snapshot.repository(), snapshot.repo.commit.as_deref())
    else {
        return Ok(GitFacts::default());
    };
    let mut git = history::walk(repository, commit, &snapshot.repo.subfolder)?;
    let files: BTreeMap<&str, &FileRecord> =
        facts.iter().map(|facts| (&*facts.file.path, &facts.file)).collect();
    git.hotspots = history::hotspots(&git.files, &|path| {
        let file = files.get(path).filter(|file| file.bytes <= LARGEST_HOTSPOT)?;
        // Binary files have bytes and no lines.
        let is_text = file.bytes == 0 || total(file) > 0;
        is_text.then_some((total(file), file.generated || file.vendored))
    });
    Ok(git)
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
        DiagnosticKind::Link | DiagnosticKind::Inconsistent | DiagnosticKind::History
    )
}
