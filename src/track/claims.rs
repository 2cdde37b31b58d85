//! Which files the items of a plan claim: names that stand without a folder to paths, and who of several makes a file.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Code, Inputs,
    files::{Before, Files, folder, last},
};
use crate::model::{Action, FileClaim, WorkItem};

/// Files of an item with what happens to them.
pub(super) type Claimed = BTreeMap<String, Option<Action>>;

/// The files of all items, in the order of the items.
pub(super) fn all(inputs: &Inputs<'_>, code: Code<'_>) -> Vec<Claimed> {
    let plan = whole(code.files, inputs.work.items.iter().flat_map(|item| &item.files));
    let plan: BTreeSet<String> = plan.into_iter().collect();
    let items = inputs.work.items.iter();
    let mut files: Vec<Claimed> = items.map(|item| of(inputs, code, item, &plan)).collect();
    one_maker(&mut files, inputs, code);
    files
}

/// Files of an item with what happens to them, each once; the verb that says most counts. That the plan itself
/// was changed says nothing.
fn of(inputs: &Inputs<'_>, code: Code<'_>, item: &WorkItem, plan: &BTreeSet<String>) -> Claimed {
    let none = BTreeSet::new();
    let own = whole(code.files, &item.files);
    let loose = item.files.iter().map(|claim| code.files.resolve(&claim.path, &none));
    let loose: BTreeSet<String> = loose.map(|path| folder(&path).to_owned()).collect();
    let place = Place { files: code.files, own: &own, plan, loose: &loose };
    let mut found = Claimed::new();
    for claim in item.files.iter().filter(|claim| !is_ending(code.files, &claim.path)) {
        let action = found.entry(place.of(claim)).or_insert(claim.action);
        *action = action.filter(|known| *known != Action::Read).or(claim.action).or(*action);
    }
    found.retain(|path, _| !inputs.documents.iter().any(|one| *one.path == **path));
    found
}

/// Files that are written with their folders, as paths of the repository.
fn whole<'c>(files: &Files<'_>, claims: impl IntoIterator<Item = &'c FileClaim>) -> Vec<String> {
    let none = BTreeSet::new();
    // `Makefile/Dockerfile` are two files.
    let is_two = |path: &str| files.named(folder(path)).next().is_some();
    let claims =
        claims.into_iter().filter(|claim| claim.path.contains('/') && !is_two(&claim.path));
    claims.map(|claim| files.resolve(&claim.path, &none)).collect()
}

/// What tells the folder of a name that stands without one.
struct Place<'a> {
    files: &'a Files<'a>,
    /// Files that the item writes with their folders.
    own: &'a [String],
    /// Files that any item writes with their folders.
    plan: &'a BTreeSet<String>,
    /// Folders of all files of the item, as far as they are known at all.
    loose: &'a BTreeSet<String>,
}

impl Place<'_> {
    /// The path that a claim means: the one that it writes; of a name without a folder the file of that name beside
    /// the item's other files, the one that the plan writes whole elsewhere, the one that is to be made beside the
    /// item's other files, and only then one anywhere else.
    fn of(&self, claim: &FileClaim) -> String {
        let name = claim.path.trim_start_matches("./");
        if name.contains('/') || self.files.is_known(name) {
            return self.files.resolve(&claim.path, self.loose);
        }
        let beside = self.beside(name).or_else(|| self.told(name));
        beside.or_else(|| self.to_be_made(name, claim.action)).unwrap_or_else(|| {
            let found = self.files.resolve(name, self.loose);
            let unknown = found == name && self.files.named(name).next().is_none();
            let near = if unknown { self.sibling(name).or_else(|| self.only(name)) } else { None };
            near.map_or(found, |folder| within(&folder, name))
        })
    }

    /// The only file of that name beside the item's other files.
    fn beside(&self, name: &str) -> Option<String> {
        let folders: BTreeSet<&str> = self.own.iter().map(|path| folder(path)).collect();
        let near: Vec<&str> =
            self.files.named(name).filter(|path| folders.contains(folder(path))).collect();
        match near.as_slice() {
            [one] => Some(self.files.resolve(one, &BTreeSet::new())),
            [] => None,
            _ => self.sibling(name).map(|folder| within(&folder, name)),
        }
    }

    /// The only file of that name that the plan writes whole.
    fn told(&self, name: &str) -> Option<String> {
        let mut paths = self.plan.iter().filter(|path| last(path) == name);
        paths.next().filter(|_| paths.next().is_none()).cloned()
    }

    /// A file that is to come beside the item's others, whatever is called so elsewhere: a test that Go wants there,
    /// a file to create, or one of a folder that is to be created.
    fn to_be_made(&self, name: &str, action: Option<Action>) -> Option<String> {
        if matches!(action, Some(Action::Modify | Action::Delete | Action::Move | Action::Read)) {
            return None;
        }
        let sibling = self.sibling(name);
        if name.ends_with("_test.go") && sibling.is_some() {
            return sibling.map(|folder| within(&folder, name));
        }
        let is_new =
            |path: &&str| self.files.was_there(path) == Before::Absent && self.files.is_there(path);
        if self.files.named(name).any(|path| is_new(&path)) {
            return None;
        }
        let folder = sibling.or_else(|| self.only(name))?;
        let to_come = self.files.was_there(&folder) == Before::Absent;
        (action == Some(Action::Create) || to_come).then(|| within(&folder, name))
    }

    /// The folder of the item's file that a test is of by its name.
    fn sibling(&self, name: &str) -> Option<String> {
        let tested = tested(name)?;
        let mut own = self.own.iter().filter(|path| last(path) == tested);
        own.next().map(|path| folder(path).to_owned())
    }

    /// The only folder of the item's files of that kind.
    fn only(&self, name: &str) -> Option<String> {
        let kind = |path: &str| last(path).rsplit_once('.').map(|(_, kind)| kind.to_owned());
        let same = self.own.iter().filter(|path| kind(path) == kind(name));
        let folders: BTreeSet<&str> = same.map(|path| folder(path)).collect();
        folders.first().filter(|_| folders.len() == 1).map(|one| (*one).to_owned())
    }
}

/// Whether a name is only the ending of others (`_handler.go`): no file of the repository is called so.
fn is_ending(files: &Files<'_>, name: &str) -> bool {
    let is_end = name.starts_with('_') && !name.starts_with("__") && !name.contains('/');
    is_end && files.named(name).next().is_none()
}

fn within(folder: &str, name: &str) -> String {
    format!("{folder}/{name}")
}

/// The file that a test is of by its name: `limit.go` of `limit_test.go`.
fn tested(name: &str) -> Option<String> {
    let (stem, kind) = name.rsplit_once('.')?;
    let ends = ["_test", ".test", "_spec", ".spec", "Test"];
    let stem = ends.iter().find_map(|end| stem.strip_suffix(end));
    let stem = stem.or_else(|| name.rsplit_once('.')?.0.strip_prefix("test_"))?;
    (!stem.is_empty()).then(|| format!("{stem}.{kind}"))
}

/// Of the items that make a file, the first makes it, and with it those above it; the others change it: that the
/// file is there does not show that they are done.
fn one_maker(files: &mut [Claimed], inputs: &Inputs<'_>, code: Code<'_>) {
    let makes = |action: Option<Action>| matches!(action, Some(Action::Create | Action::Test));
    let claims = files.iter().flat_map(|claimed| claimed.iter());
    let sure: BTreeSet<String> =
        claims.filter(|(_, action)| makes(**action)).map(|(path, _)| path.clone()).collect();
    let mut makers: BTreeMap<String, &str> = BTreeMap::new();
    for (item, claimed) in inputs.work.items.iter().zip(files) {
        for (path, action) in claimed {
            if matches!(action, Some(Action::Modify | Action::Delete | Action::Move | Action::Read))
            {
                continue;
            }
            // What was there before is made by nobody: a document that many tasks go by.
            if code.files.was_there(path) == Before::There {
                continue;
            }
            let is_loose = action.is_none() && sure.contains(path);
            let maker = *makers.get(path).unwrap_or(&item.id.as_str());
            if is_loose || !is_within(inputs, item, maker) {
                *action = Some(Action::Modify);
            } else {
                // The innermost of them is the one that those that follow are held against.
                makers.insert(path.clone(), &item.id);
            }
        }
    }
}

/// Whether an item is `other` or stands below it.
pub(super) fn is_within(inputs: &Inputs<'_>, item: &WorkItem, other: &str) -> bool {
    let mut id = item.id.as_str();
    for _ in 0..8 {
        if id == other {
            return true;
        }
        let above = inputs.work.items.iter().find(|one| one.id == id);
        id = above.map_or("", |one| one.parent.as_str());
    }
    false
}
