//! Files that plans name: which are meant, whether they are there and were there before, and which commits
//! changed them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Inputs, ItemPast, Past, PastCommit};
use crate::model::{Evidence, EvidenceClass, FileRecord, Observation, Source};

/// The files of the code now and before the plan, with their commits.
#[derive(Debug)]
pub(super) struct Files<'a> {
    now: BTreeMap<&'a str, &'a FileRecord>,
    before: Option<BTreeSet<&'a str>>,
    /// Documents that came with the plan, in its folder: a specification, a contract, a guide.
    beside: BTreeSet<&'a str>,
    past: &'a Past,
    /// Commits that touched each path or what it was called before, from old to new.
    touched: BTreeMap<&'a str, Vec<usize>>,
    /// Known paths by their last part.
    by_name: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

/// Whether something was there before the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    There,
    Absent,
    Unknown,
}

impl<'a> Files<'a> {
    pub(super) fn new(inputs: &Inputs<'a>) -> Self {
        let past = inputs.past;
        let now: BTreeMap<&str, &FileRecord> = inputs
            .now
            .files
            .iter()
            .filter(|file| !file.outside)
            .map(|file| (&*file.path, file))
            .collect();
        let before = inputs
            .before
            .map(|before| before.files.iter().map(|file| &*file.path).collect::<BTreeSet<&str>>());
        let mut touched: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, commit) in past.commits.iter().enumerate() {
            for path in &commit.files {
                touched.entry(path).or_default().push(place);
                if let Some(name) = past.renamed.get(path) {
                    touched.entry(name).or_default().push(place);
                }
            }
        }
        for places in touched.values_mut() {
            places.sort_unstable();
            places.dedup();
        }
        let mut by_name: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let paths = now.keys().chain(before.iter().flatten()).chain(touched.keys());
        for path in paths {
            by_name.entry(last(path)).or_default().insert(path);
        }
        let beside = beside(inputs, &now);
        Self { now, before, beside, past, touched, by_name }
    }

    /// Whether a name without a folder is that of several files, so that nobody can tell which is meant.
    pub(super) fn is_one_of_many(&self, written: &str) -> bool {
        let known = self.by_name.get(written);
        !written.contains('/')
            && !self.is_there(written)
            && known.is_some_and(|paths| paths.len() > 1)
    }

    /// The path that a document means: the one that it writes, what that was renamed to, the only one that ends
    /// with it, the only one of these that is there, or in one of the `folders` of the item's other files.
    pub(super) fn resolve(&self, written: &str, folders: &BTreeSet<String>) -> String {
        let written = written.trim_start_matches("./").trim_end_matches('/');
        if self.is_known(written) {
            let now = self.past.renamed.get(written).filter(|_| !self.is_there(written));
            return now.cloned().unwrap_or_else(|| written.to_owned());
        }
        let ends = format!("/{written}");
        let known = self.by_name.get(last(written)).into_iter().flatten();
        let ending: Vec<&str> = known.copied().filter(|path| path.ends_with(&ends)).collect();
        let here: Vec<&str> =
            ending.iter().copied().filter(|path| self.now.contains_key(path)).collect();
        let near = |path: &&str| folders.contains(folder(path));
        let near: Vec<&str> = here.iter().copied().filter(near).collect();
        match (ending.as_slice(), here.as_slice(), near.as_slice()) {
            ([one], ..) | (_, [one], _) | (_, _, [one]) => {
                self.past.renamed.get(*one).cloned().unwrap_or_else(|| (*one).to_owned())
            }
            _ => written.to_owned(),
        }
    }

    /// Whether the repository has or had a file of exactly that path.
    pub(super) fn is_known(&self, path: &str) -> bool {
        self.is_there(path)
            || self.past.renamed.contains_key(path)
            || self.touched.contains_key(path)
            || self.was_there(path) == Before::There
    }

    /// Paths with that last part, now and before.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = &'a str> {
        self.by_name.get(name).into_iter().flatten().copied()
    }

    /// Whether the code has the file, or a folder of that name.
    pub(super) fn is_there(&self, path: &str) -> bool {
        self.now.contains_key(path) || is_folder(&self.now, path)
    }

    /// Whether it was there before the plan.
    pub(super) fn was_there(&self, path: &str) -> Before {
        let Some(before) = &self.before else { return Before::Unknown };
        let formerly = self.past.renamed.iter().filter(|(_, now)| *now == path);
        let mut names = formerly.map(|(former, _)| former.as_str()).chain([path]);
        let below = |name: &str| {
            let start = format!("{name}/");
            before.range(start.as_str()..).next().is_some_and(|path| path.starts_with(&start))
        };
        let was =
            self.beside.contains(path) || names.any(|name| before.contains(name) || below(name));
        if was { Before::There } else { Before::Absent }
    }

    /// Whether a file has its path only since the plan: it was called otherwise before.
    pub(super) fn came_here(&self, path: &str) -> bool {
        let Some(before) = &self.before else { return false };
        let formerly = self.past.renamed.iter().filter(|(_, now)| *now == path);
        !before.contains(path) && formerly.into_iter().any(|(name, _)| before.contains(&**name))
    }

    /// The first commit that touched a path, or anything below it, after the item was written; of a path that is
    /// new since the plan any commit counts.
    pub(super) fn change(&self, path: &str, item: Option<&ItemPast>) -> Option<&'a PastCommit> {
        let start = self.start(item);
        let brought = |one: &PastCommit| {
            self.beside.contains(path)
                && self.past.since.as_ref().is_some_and(|since| since.commit == one.seen.commit)
        };
        self.commits(path)
            .into_iter()
            .find(|(place, one)| *place >= start && one.is_after && !brought(one))
            .map(|(_, one)| one)
    }

    /// Place of the commit that wrote an item into the plan.
    pub(super) fn start(&self, item: Option<&ItemPast>) -> usize {
        let from = item.and_then(|item| item.written.as_ref());
        from.and_then(|seen| self.place(&seen.commit)).unwrap_or(0)
    }

    /// The commits that touched a path or anything below it, from old to new.
    pub(super) fn commits(&self, path: &str) -> Vec<(usize, &'a PastCommit)> {
        let below = format!("{path}/");
        let inside =
            self.touched.range(below.as_str()..).take_while(|(one, _)| one.starts_with(&below));
        let own = self.touched.get(path).into_iter().flatten();
        let all: BTreeSet<usize> =
            inside.flat_map(|(_, places)| places).chain(own).copied().collect();
        all.into_iter().filter_map(|place| Some((place, self.past.commits.get(place)?))).collect()
    }

    fn place(&self, commit: &str) -> Option<usize> {
        self.past.commits.iter().position(|one| one.seen.commit == commit)
    }

    /// Whether the content differs from what it was before the plan and no commit says since when.
    pub(super) fn is_changed_unsaid(&self, path: &str) -> bool {
        self.past.changed.contains(path) && !self.commits(path).iter().any(|(_, one)| one.is_after)
    }

    /// The commit that removed a path.
    pub(super) fn removal(&self, path: &str) -> Option<&'a PastCommit> {
        let commits = self.commits(path);
        let removed = |one: &PastCommit| one.removed.iter().any(|gone| gone == path);
        commits.into_iter().rev().map(|(_, one)| one).find(|one| removed(one))
    }

    /// A place in a file, with what it shows.
    pub(super) fn show(&self, path: &str, rule: &'static str, text: String) -> Observation {
        Observation { at: self.evidence(path, rule), text }
    }

    fn evidence(&self, path: &str, rule: &'static str) -> Evidence {
        let record = self.now.get(path);
        let source = Source {
            file: path.into(),
            language: record.map(|record| record.language).unwrap_or_default(),
            class: record.map(|record| record.class()).unwrap_or_default(),
        };
        source.evidence(rule, 1, 1)
    }

    /// The file as the analysis lists it.
    pub(super) fn record(&self, path: &str) -> Option<&'a FileRecord> {
        self.now.get(path).copied()
    }
}

/// Documents in the folder of the plan that the commit brought which brought the plan.
fn beside<'a>(inputs: &Inputs<'a>, now: &BTreeMap<&'a str, &'a FileRecord>) -> BTreeSet<&'a str> {
    let Some(since) = &inputs.past.since else { return BTreeSet::new() };
    let Some(commit) = inputs.past.commits.iter().find(|one| one.seen.commit == since.commit)
    else {
        return BTreeSet::new();
    };
    let plans: Vec<&str> = inputs.documents.iter().map(|one| &*one.path).collect();
    // Of a revision that the user names nothing is known to have come with the plan.
    let brought = |path: &&str| commit.files.iter().any(|file| file == path);
    if !plans.iter().any(brought) {
        return BTreeSet::new();
    }
    let folders: BTreeSet<&str> =
        plans.iter().map(|path| folder(path)).filter(|folder| !folder.is_empty()).collect();
    let is_beside = |path: &str| {
        folders
            .iter()
            .any(|folder| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    };
    let paths = commit.files.iter().filter_map(|path| now.get_key_value(path.as_str()));
    let documents =
        paths.filter(|(path, record)| record.class() == EvidenceClass::Document && is_beside(path));
    documents.map(|(path, _)| *path).collect()
}

fn is_folder(paths: &BTreeMap<&str, &FileRecord>, path: &str) -> bool {
    let start = format!("{path}/");
    !path.is_empty()
        && paths.range(start.as_str()..).next().is_some_and(|(one, _)| one.starts_with(&start))
}

/// The last part of a path.
pub(super) fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The folder of a path, empty at the top.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
