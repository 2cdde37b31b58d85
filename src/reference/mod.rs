//! Sibling repositories to a house profile: what their documents and their code have in common.

mod learn;
mod record;

use std::fmt;

use camino::{Utf8Path, Utf8PathBuf};

use self::record::record;
pub use self::{learn::learn, record::classes};
use crate::{
    analyze, discover, document,
    error::{Result, Stop},
    language::Registry,
    model::{
        Analysis, CodeProfile, DeliveryRecord, DocumentKind, DocumentRef, Evidence, Observation,
        Reference, Requirements,
    },
};

/// What reading references needs.
pub struct Options<'a> {
    /// Folder of the planning documents inside a reference.
    pub docs_dir: &'a str,
    /// Queries.
    pub registry: &'a Registry,
    /// Called once per file when it is done.
    pub progress: &'a (dyn Fn() + Sync),
    /// What earlier runs found.
    pub session: Option<&'a analyze::Session<'a>>,
    /// Ends the reading.
    pub stop: Stop,
    /// Hours of a working day, for what work took; `None` to leave the history alone.
    pub day_hours: Option<f64>,
}

impl fmt::Debug for Options<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Options").field("docs_dir", &self.docs_dir).finish_non_exhaustive()
    }
}

/// The siblings of `target` that are called `plugin-*` and have a folder of planning documents, by name.
pub fn siblings(target: &Utf8Path, docs_dir: &str) -> Vec<Utf8PathBuf> {
    let Ok(target) = target.canonicalize_utf8() else { return Vec::new() };
    let Some(Ok(folders)) = target.parent().map(Utf8Path::read_dir_utf8) else { return Vec::new() };
    let is_reference = |path: &Utf8PathBuf| {
        path.file_name().is_some_and(|name| name.starts_with("plugin-"))
            && *path != target
            && path.join(docs_dir).is_dir()
    };
    let mut found: Vec<Utf8PathBuf> = folders
        .filter_map(std::result::Result::ok)
        .map(camino::Utf8DirEntry::into_path)
        .filter(is_reference)
        .collect();
    found.sort();
    found
}

/// Reads one reference at `path`; citations of it start with `cited_as`, the path as the plan names it.
///
/// # Errors
/// When there is nothing at the path that can be read as a repository or folder.
pub fn read(path: &Utf8Path, cited_as: &str, options: &Options<'_>) -> Result<Reference> {
    let opened = discover::Options { stop: options.stop.clone(), ..discover::Options::default() };
    let snapshot = discover::open(path, &opened)?;
    let analysis_options =
        analyze::Options { history: None, progress: options.progress, session: options.session };
    let analysis = analyze::repository(&snapshot, options.registry, &analysis_options)?;
    let (texts, _) = analyze::planning_documents(&snapshot, options.docs_dir);
    let plans = analyze::work_plans(&snapshot).0;
    let (requirements, _) = analyze::requirements(&texts, plans);
    let mut reference = describe(&analysis, requirements, &texts);
    let took = |hours: f64| record::samples(&snapshot, &analysis, hours);
    reference.name = name_of(path, &analysis);
    reference.record = options.day_hours.map(took).map(|record| DeliveryRecord {
        name: reference.name.clone(),
        dir: cited_as.to_owned(),
        ..record
    });
    cited_as.clone_into(&mut reference.dir);
    cite_from(&mut reference, cited_as);
    Ok(reference)
}

/// What the pieces of work behind an analysis took; a working day counts `day_hours` hours.
pub fn efforts(
    snapshot: &discover::Snapshot,
    analysis: &Analysis,
    day_hours: f64,
) -> DeliveryRecord {
    record::samples(snapshot, analysis, day_hours)
}

/// What the repository at `path`, at a revision when one is given, planned and what its history shows of it; a
/// working day counts `day_hours` hours.
///
/// # Errors
/// When there is nothing at the path that can be read, or the history cannot be.
pub fn delivery(
    path: &Utf8Path,
    revision: Option<&str>,
    options: &Options<'_>,
    day_hours: f64,
) -> Result<DeliveryRecord> {
    let opened = discover::Options {
        revision: revision.map(str::to_owned),
        stop: options.stop.clone(),
        ..discover::Options::default()
    };
    let snapshot = discover::open(path, &opened)?;
    let analysis_options =
        analyze::Options { history: None, progress: options.progress, session: options.session };
    let analysis = analyze::repository(&snapshot, options.registry, &analysis_options)?;
    let mut found = record(&snapshot, &analysis, options, day_hours)?;
    found.name = name_of(path, &analysis);
    Ok(found)
}

/// A repository beside its references, in the same form as they are.
pub fn describe(
    analysis: &Analysis,
    requirements: Requirements,
    texts: &[(String, String)],
) -> Reference {
    Reference {
        name: analysis.repo.name.clone(),
        dir: ".".into(),
        outline: outline(&requirements.documents, texts),
        documents: requirements.documents,
        phases: requirements.phases,
        targets: requirements.targets,
        risks: requirements.risks,
        code: analyze::profile(analysis),
        record: None,
    }
}

/// The folder's own name: several references may be folders of one repository.
fn name_of(path: &Utf8Path, analysis: &Analysis) -> String {
    let folder = path.canonicalize_utf8().ok().and_then(|path| path.file_name().map(str::to_owned));
    folder.unwrap_or_else(|| analysis.repo.name.clone())
}

/// Main headings of the plan documents.
fn outline(documents: &[DocumentRef], texts: &[(String, String)]) -> Vec<Observation> {
    let plans = documents.iter().filter(|document| document.kind == DocumentKind::Plan);
    let mut headings = Vec::new();
    for plan in plans {
        let Some((path, text)) = texts.iter().find(|(path, _)| **path == *plan.at.file) else {
            continue;
        };
        let outline = document::outline(path, text);
        let main = main_level(&outline);
        for section in outline.sections.iter().filter(|section| section.level == main) {
            let at = Evidence {
                line: section.span.line,
                end_line: section.span.end_line,
                ..plan.at.clone()
            };
            headings.push(Observation { at, text: section.heading.clone() });
        }
    }
    headings
}

/// The level of the numbered main sections; 2 when none is numbered.
fn main_level(outline: &crate::model::Outline) -> u8 {
    let numbered = outline
        .sections
        .iter()
        .filter(|section| !section.number.is_empty() && !section.number.contains('.'));
    numbered.map(|section| section.level).min().unwrap_or(2)
}

/// Puts the reference's folder in front of every path that a citation may show.
fn cite_from(reference: &mut Reference, dir: &str) {
    let Reference { documents, outline, phases, targets, risks, code, .. } = reference;
    let CodeProfile { layout, practices, .. } = code;
    let evidence = documents.iter_mut().map(|one| &mut one.at);
    let evidence = evidence.chain(outline.iter_mut().map(|one| &mut one.at));
    let evidence = evidence.chain(phases.iter_mut().map(|one| &mut one.at));
    let evidence = evidence.chain(targets.iter_mut().map(|one| &mut one.at));
    let evidence = evidence.chain(risks.iter_mut().map(|one| &mut one.at));
    let evidence = evidence.chain(layout.values_mut().map(|one| &mut one.at));
    for at in evidence.chain(practices.values_mut().map(|one| &mut one.at)) {
        at.file = format!("{dir}/{}", at.file).into();
    }
}
