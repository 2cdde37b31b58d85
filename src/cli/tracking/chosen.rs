//! Which plans are looked at.

use camino::{Utf8Path, Utf8PathBuf};

use super::text_of;
use crate::{
    analyze,
    cli::{output, workspace},
    discover::Snapshot,
    document,
    error::{Error, Result},
    model::{PlanDocument, WorkPlan},
};

/// A plan with its documents.
#[derive(Debug)]
pub(in crate::cli) struct Chosen {
    /// The plan.
    pub(in crate::cli) work: WorkPlan,
    /// Its documents, its first one first.
    pub(in crate::cli) documents: Vec<PlanDocument>,
    /// Whether the documents are files of the repository at the revision.
    pub(super) is_inside: bool,
    /// The file of each document on disk, by its place in the list.
    pub(in crate::cli) files: Vec<Utf8PathBuf>,
}

/// The plans that are named, or all.
pub(super) fn plans(
    root: &Utf8Path,
    snapshot: &Snapshot,
    named: &[Utf8PathBuf],
) -> Result<Vec<Chosen>> {
    if named.is_empty() {
        return all(root, snapshot);
    }
    let mut found = Vec::new();
    for path in named {
        found.extend(one(root, snapshot, path)?);
    }
    Ok(found)
}

/// Every plan of the repository, with all documents that it is made of.
fn all(root: &Utf8Path, snapshot: &Snapshot) -> Result<Vec<Chosen>> {
    let (texts, _) = analyze::work_documents(snapshot);
    let (plans, _) = document::plans(&texts);
    let chosen = |work: WorkPlan| {
        let mut paths: Vec<&str> = vec![&work.at.file];
        for item in &work.items {
            if !paths.contains(&&*item.at.file) {
                paths.push(&item.at.file);
            }
        }
        let documents: Vec<PlanDocument> = paths
            .iter()
            .filter_map(|path| texts.iter().find(|(other, _)| other == path))
            .map(|(path, text)| document::plan_document(path, text))
            .collect();
        let files = documents.iter().map(|one| root.join(&*one.path)).collect();
        Chosen { work, documents, is_inside: true, files }
    };
    let found: Vec<Chosen> =
        plans.into_iter().filter(|plan| !plan.items.is_empty()).map(chosen).collect();
    if found.is_empty() {
        return Err(Error::input(format!("there is no plan in {root}"))
            .hint("name a file with tasks, or write one with `groundplan plan`"));
    }
    Ok(found)
}

/// The plans of one file: as the repository has it at the revision, else as it lies on disk.
fn one(root: &Utf8Path, snapshot: &Snapshot, path: &Utf8Path) -> Result<Vec<Chosen>> {
    let below = workspace::inside(root, path).filter(|_| path.is_file());
    let names = [below.as_deref(), Some(path.as_str().trim_start_matches("./"))];
    let stored = names
        .into_iter()
        .flatten()
        .find_map(|name| Some((name.to_owned(), text_of(snapshot, name)?)));
    let is_inside = stored.is_some();
    let (name, text) = match stored {
        Some((name, text)) => (name, text),
        None => (below.unwrap_or_else(|| output::plain(path).to_owned()), read(path, snapshot)?),
    };
    let document = document::plan_document(&name, &text);
    let works: Vec<WorkPlan> =
        document.work.iter().filter(|plan| !plan.items.is_empty()).cloned().collect();
    if works.is_empty() {
        return Err(Error::input(format!("{path} plans no work that can be read"))
            .hint("tasks are headings, table rows or check boxes; `groundplan plan --format living` writes such a file"));
    }
    let file = if is_inside { root.join(&name) } else { path.to_owned() };
    let chosen = |work| Chosen {
        work,
        documents: vec![document.clone()],
        is_inside,
        files: vec![file.clone()],
    };
    Ok(works.into_iter().map(chosen).collect())
}

fn read(path: &Utf8Path, snapshot: &Snapshot) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| {
        let (texts, _) = analyze::work_documents(snapshot);
        let known: Vec<&str> = texts.iter().map(|(path, _)| path.as_str()).take(3).collect();
        let hint = if known.is_empty() {
            "name a file of the repository or one on disk".to_owned()
        } else {
            format!("the repository has {}", known.join(", "))
        };
        Error::input(format!("cannot read the plan {path}")).source(error).hint(hint)
    })
}
