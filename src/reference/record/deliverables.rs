//! What a plan names, and since when it is there: files by the history of their paths, endpoints, tables, interfaces
//! and tests by the facts of the tree.

use std::collections::{BTreeMap, BTreeSet};

use super::{History, paths::folder};
use crate::model::{
    Action, Deliverable, DeliverableKind, Evidence, FactKind, FirstSeen, Observation, Requirements,
    Seen, WorkItem, WorkPlan,
};

/// A plan whose deliverables are looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    pub(super) plan: &'a WorkPlan,
    pub(super) requirements: &'a Requirements,
    /// Place of the commit that brought the plan; of one that is not committed, behind all.
    pub(super) written: usize,
}

/// All that the plan and the requirements of its folder name, by kind and name.
pub(super) fn named(history: &History<'_>, asked: Asked<'_>) -> Vec<Deliverable> {
    let mut found = files(history, asked);
    found.extend(facts(history, asked));
    found.extend(tests(history, asked));
    found
}

fn files(history: &History<'_>, asked: Asked<'_>) -> Vec<Deliverable> {
    let claims = || {
        let items = asked.plan.items.iter();
        let claims = items.flat_map(|item| item.files.iter().map(move |claim| (item, claim)));
        claims.filter(|(_, claim)| claim.action != Some(Action::Delete))
    };
    let none = BTreeSet::new();
    let sure = claims().filter_map(|(_, claim)| history.paths.resolve(&claim.path, &none));
    let folders: BTreeSet<String> = sure.map(|path| folder(&path).to_owned()).collect();
    let mut found: BTreeMap<String, Deliverable> = BTreeMap::new();
    for (item, claim) in claims() {
        let path = history.paths.resolve(&claim.path, &folders);
        let name = path.clone().unwrap_or_else(|| claim.path.clone());
        let one = found.entry(name.clone()).or_insert_with(|| {
            let mut one = plain(DeliverableKind::Path, &name, &claim.at);
            if let Some(path) = &path {
                dated(history, path, asked.written, &mut one);
            }
            one
        });
        add(&mut one.items, &item.id);
    }
    found.into_values().collect()
}

/// Dates a file: when it came, or, where it was there before, when it was first changed.
fn dated(history: &History<'_>, path: &str, written: usize, one: &mut Deliverable) {
    let commits = history.paths.commits(path);
    one.before_plan = commits.first().is_some_and(|first| *first < written);
    let after = commits
        .iter()
        .find(|place| if one.before_plan { **place > written } else { **place >= written });
    one.first = after.and_then(|place| history.seen(*place));
    one.place = history.is_there(path).then(|| path.to_owned());
}

/// Endpoints, tables and interfaces that the documents beside the plan ask for.
fn facts(history: &History<'_>, asked: Asked<'_>) -> Vec<Deliverable> {
    let home = folder(&asked.plan.at.file).to_owned();
    let here = |at: &&Evidence| folder(&at.file) == home;
    let requirements = asked.requirements;
    let endpoints = requirements.endpoints.iter().filter(|one| here(&&one.at)).map(|one| {
        (DeliverableKind::Endpoint, format!("{} {}", one.method, shape(&one.path)), &one.at)
    });
    let tables = requirements.tables.iter().filter(|one| here(&&one.table.at));
    let tables =
        tables.map(|one| (DeliverableKind::Table, one.table.name.to_lowercase(), &one.table.at));
    let interfaces = requirements.interfaces.iter().filter(|one| here(&&one.at));
    let interfaces = interfaces.map(|one| (DeliverableKind::Interface, one.name.clone(), &one.at));
    let all = endpoints.chain(tables).chain(interfaces);
    all.map(|(kind, name, at)| fact(history, asked.written, plain(kind, &name, at))).collect()
}

/// Tests that the items name (`TestEmit_RejectsEmptyTenant`).
fn tests(history: &History<'_>, asked: Asked<'_>) -> Vec<Deliverable> {
    let mut found: BTreeMap<String, Deliverable> = BTreeMap::new();
    for item in &asked.plan.items {
        for name in test_names(item) {
            let one = found.entry(name.to_owned()).or_insert_with(|| {
                fact(history, asked.written, plain(DeliverableKind::Test, name, &item.at))
            });
            add(&mut one.items, &item.id);
        }
    }
    found.into_values().collect()
}

fn test_names(item: &WorkItem) -> BTreeSet<&str> {
    let criteria = item.acceptance.iter().map(|criterion| criterion.said.text.as_str());
    let texts = [item.title.as_str(), item.text.as_str()].into_iter().chain(criteria);
    let words = texts
        .flat_map(|text| text.split(|letter: char| !(letter.is_alphanumeric() || letter == '_')));
    words.filter(|word| is_test_name(word)).collect()
}

/// Go's test names; in other languages a word cannot be told from prose.
fn is_test_name(word: &str) -> bool {
    let ends = ["Test", "Benchmark", "Fuzz"].into_iter().find_map(|start| word.strip_prefix(start));
    ends.is_some_and(|rest| {
        rest.len() > 2 && rest.starts_with(|first: char| first.is_uppercase() || first == '_')
    })
}

/// Looks the thing up among the dated facts of the tree.
fn fact(history: &History<'_>, written: usize, mut one: Deliverable) -> Deliverable {
    let found = history.seen_facts.iter().find(|seen| is_it(&one, seen));
    let Some(found) = found else { return one };
    one.place = Some(format!("{}:{}", found.file, found.line));
    one.first = Some(found.seen.clone());
    let came = history.place_of(&found.seen);
    one.before_plan = came.is_some_and(|came| came < written);
    one
}

fn is_it(one: &Deliverable, seen: &FirstSeen) -> bool {
    match (one.kind, seen.kind) {
        (DeliverableKind::Endpoint, FactKind::Endpoint) => {
            let (method, path) = seen.name.split_once(' ').unwrap_or(("", &seen.name));
            one.name == format!("{method} {}", shape(path))
        }
        (DeliverableKind::Table, FactKind::Table) => seen.name.eq_ignore_ascii_case(&one.name),
        (DeliverableKind::Interface, FactKind::Interface)
        | (DeliverableKind::Test, FactKind::Test) => seen.name == one.name,
        _ => false,
    }
}

/// A path with `{}` for every parameter and without a closing slash.
pub(super) fn shape(path: &str) -> String {
    let part =
        |part: &str| if part.starts_with(['{', ':']) { "{}".into() } else { part.to_owned() };
    path.trim_end_matches('/').split('/').map(part).collect::<Vec<_>>().join("/")
}

fn plain(kind: DeliverableKind, name: &str, at: &Evidence) -> Deliverable {
    Deliverable {
        kind,
        name: name.to_owned(),
        items: Vec::new(),
        asked: Some(Observation { at: at.clone(), text: name.to_owned() }),
        place: None,
        first: None,
        before_plan: false,
    }
}

fn add(ids: &mut Vec<String>, id: &str) {
    if !ids.iter().any(|known| known == id) {
        ids.push(id.to_owned());
    }
}

/// The latest moment at which one of them appeared.
pub(super) fn last<'a>(all: impl IntoIterator<Item = &'a Deliverable>) -> Option<Seen> {
    let seen = all.into_iter().filter_map(|one| one.first.as_ref());
    seen.max_by_key(|seen| (seen.at, seen.commit.clone())).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_tests_are_told_from_words() {
        for name in ["TestEmit", "TestEmit_RejectsEmptyTenant", "BenchmarkEmit", "Test_emit"] {
            assert!(is_test_name(name), "{name}");
        }
        for word in ["Test", "Testing", "Tests", "Fuzzy", "emit"] {
            assert!(!is_test_name(word), "{word}");
        }
    }
}
