//! Which files of a repository are its planning documents, and their texts.

use crate::{
    discover::Snapshot,
    document, extract,
    model::{Diagnostic, DocumentKind, WorkPlan},
};

/// The planning documents of a snapshot as (path, text): those in `docs_dir`, those in the folder of a
/// feature (`docs/pre-dev/<feature>/`, `specs/<feature>/`, …) and the decision records of the whole
/// repository; of a kind that has none of these the one nearest to the root.
pub fn planning_documents(
    snapshot: &Snapshot,
    docs_dir: &str,
) -> (Vec<(String, String)>, Vec<Diagnostic>) {
    let paths = snapshot.entries.iter().filter(|entry| !entry.vendored);
    let mut candidates: Vec<_> = paths
        .filter_map(|entry| {
            let kind = document::kind(&entry.path);
            Some((kind.filter(|kind| is_planning(*kind, &entry.path))?, entry))
        })
        .collect();
    let in_docs_dir =
        |path: &str| path.strip_prefix(docs_dir).is_some_and(|rest| rest.starts_with('/'));
    let inside = |path: &str| in_docs_dir(path) || document::in_feature_folder(path);
    candidates.sort_by_key(|(kind, entry)| {
        (*kind, !inside(&entry.path), entry.path.matches('/').count(), entry.path.clone())
    });
    let mut chosen = Vec::new();
    let mut problems = Vec::new();
    let mut seen = Vec::new();
    for (kind, entry) in candidates {
        let decides = kind == DocumentKind::Adr && document::is_of_the_whole(&entry.path);
        if seen.contains(&kind) && !inside(&entry.path) && !decides {
            continue;
        }
        seen.push(kind);
        match snapshot.read(entry) {
            Ok(bytes) => {
                let text = extract::text(&bytes, entry.encoding.as_deref()).unwrap_or_default();
                chosen.push((entry.path.to_string(), text));
            }
            Err(problem) => problems.push(problem),
        }
    }
    (chosen, problems)
}

/// Whether the document at a path may say what is to be done.
pub fn is_planning_document(path: &str) -> bool {
    document::kind(path).is_some_and(|kind| is_planning(kind, path)) || document::is_work(path)
}

/// All documents of a snapshot that plan work as (path, text), wherever they lie.
pub fn work_documents(snapshot: &Snapshot) -> (Vec<(String, String)>, Vec<Diagnostic>) {
    let mut texts = Vec::new();
    let mut problems = Vec::new();
    let entries = snapshot.entries.iter().filter(|entry| !entry.vendored);
    for entry in entries.filter(|entry| document::is_work(&entry.path)) {
        match snapshot.read(entry) {
            Ok(bytes) => {
                let text = extract::text(&bytes, entry.encoding.as_deref()).unwrap_or_default();
                texts.push((entry.path.to_string(), text));
            }
            Err(problem) => problems.push(problem),
        }
    }
    (texts, problems)
}

/// The plans in all documents of a snapshot that plan work.
pub fn work_plans(snapshot: &Snapshot) -> (Vec<WorkPlan>, Vec<Diagnostic>) {
    let (texts, mut problems) = work_documents(snapshot);
    let (plans, more) = document::plans(&texts);
    problems.extend(more);
    (plans, problems)
}

/// Whether a document says what is to be done. Of OpenAPI documents only those in a feature's folder do:
/// any other describes what there is.
fn is_planning(kind: DocumentKind, path: &str) -> bool {
    use DocumentKind::{Adr, Openapi, Plan, Prd, Tasks, Trd};
    match kind {
        Prd | Trd | Plan | Tasks => true,
        Adr => document::is_of_the_whole(path) || document::in_feature_folder(path),
        Openapi => document::in_feature_folder(path),
        _ => false,
    }
}

/// The first heading of a Markdown text outside of fences; empty when there is none.
pub(super) fn title(text: &str) -> String {
    let mut fenced = false;
    for line in text.lines() {
        let line = line.trim();
        if line.starts_with("```") || line.starts_with("~~~") {
            fenced = !fenced;
        }
        let heading = line.trim_start_matches('#');
        if !fenced && heading.len() < line.len() && heading.starts_with(' ') {
            return heading
                .trim_matches(|letter: char| {
                    letter.is_whitespace() || letter == '#' || letter == '*'
                })
                .to_owned();
        }
    }
    String::new()
}
