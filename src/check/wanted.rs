//! Which requirements a plan answers for, and where it names them.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Inputs,
    page::{Page, items, whole_word},
};
use crate::{
    document,
    model::{Requirement, RequirementKind, Span},
};

/// Where a plan names identifiers of requirements.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// Identifiers that its work serves.
    pub(super) served: BTreeSet<String>,
    /// Lines outside of the work, by identifier.
    pub(super) told: BTreeMap<String, Vec<u32>>,
}

/// The requirements with an identifier of their own that somebody wants built.
fn wanted<'a>(inputs: &Inputs<'a>) -> impl Iterator<Item = &'a Requirement> {
    let kinds =
        [RequirementKind::Functional, RequirementKind::NonFunctional, RequirementKind::UserStory];
    let items = inputs.requirements.items.iter();
    items.filter(move |item| item.id_given && kinds.contains(&item.kind))
}

/// Where the plan names the requirements.
pub(super) fn named(inputs: &Inputs<'_>, page: &Page<'_>) -> Named {
    let mut found = Named::default();
    let mut work: Vec<Span> = Vec::new();
    for item in items(inputs.document) {
        found.served.extend(item.traces.iter().cloned());
        work.push(page.extent(item));
    }
    let in_work = |number: u32| {
        work.is_empty() || work.iter().any(|span| (span.line..=span.end_line).contains(&number))
    };
    let all: BTreeSet<&str> = wanted(inputs).map(|item| item.id.as_str()).collect();
    for (number, line) in page.lines(page.all()) {
        // Most lines name none.
        if !line.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        for id in all.iter().filter(|id| names(line, id)) {
            let row = line.trim_start().starts_with('|') && found.served.is_empty();
            if in_work(number) && !row {
                found.served.insert((*id).to_owned());
            } else {
                found.told.entry((*id).to_owned()).or_default().push(number);
            }
        }
    }
    found
}

/// Whether `line` names `id` by itself: `FR-1` is not in `FR-1.2` nor in `FR-10`.
fn names(line: &str, id: &str) -> bool {
    whole_word(line, id).is_some_and(|at| {
        let behind = line.get(at + id.len()..).unwrap_or_default();
        let longer = behind.starts_with(['.', '-'])
            && behind.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        !longer
    })
}

/// The requirements that the plan has to serve: those of its own feature, of documents that its head names, and of
/// documents most of whose requirements it serves already; of those only the kinds that it traces at all.
pub(super) fn answered_for<'a>(
    inputs: &Inputs<'a>,
    page: &Page<'_>,
    named: &Named,
) -> Vec<&'a Requirement> {
    let mut by_document: BTreeMap<&str, Vec<&'a Requirement>> = BTreeMap::new();
    for item in wanted(inputs) {
        by_document.entry(&item.at.file).or_default().push(item);
    }
    let feature = document::feature(&inputs.document.path);
    let mut found = Vec::new();
    for (path, all) in by_document {
        let known = |item: &&&Requirement| named.served.contains(&item.id);
        let served = all.iter().filter(known).count();
        let own = document::feature(path) == feature && !feature.is_empty();
        if served == 0 || !(own || heads(page, path) || served * 2 >= all.len()) {
            continue;
        }
        let kinds: BTreeSet<&str> =
            all.iter().filter(known).map(|item| letters(&item.id)).collect();
        found.extend(all.into_iter().filter(|item| kinds.contains(letters(&item.id))));
    }
    found
}

/// `FR-` of `FR-001`.
pub(super) fn letters(id: &str) -> &str {
    super::page::stem(id)
}

/// Whether the first lines of a plan name the document as what it builds on.
fn heads(page: &Page<'_>, path: &str) -> bool {
    const HEAD: u32 = 30;
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    page.lines(Span { line: 1, end_line: HEAD }).any(|(_, line)| {
        let line = line.to_lowercase();
        let says =
            ["upstream", "based on", "implements", "source", "covers", "requirements", "spec"];
        line.contains(&name) && says.iter().any(|word| line.contains(word))
    })
}
