//! Which commits count for a folder: Git's own history simplification, as `git log -- FOLDER` does
//! it. Where a merge takes a folder unchanged from one parent, the other parents' commits left no
//! trace in it and do not count.

use std::collections::BTreeMap;

use gix::ObjectId;

use super::commits::{Commit, History};
use crate::error::Stop;

/// Per commit of the history, what it does to a folder.
pub(super) struct Simplified {
    /// Whether the commit changes the folder.
    pub(super) touched: Vec<bool>,
    /// Trees to compare for the changes of a commit that is no merge.
    pub(super) steps: Vec<Step>,
    /// The folder in the analysed commit.
    pub(super) head: Folder,
    /// Places of the commits that were followed, none before one of its children: the order of
    /// `git log --topo-order`, which shows the last parent's line of a merge first.
    pub(super) order: Vec<usize>,
    /// Per commit that was followed, the parents that were.
    pub(super) links: BTreeMap<usize, Vec<usize>>,
    /// Commits whose trees are not all there.
    pub(super) unread: u32,
}

/// A commit and the folder before and after it.
pub(super) struct Step {
    /// Place of the commit in the history.
    pub(super) place: usize,
    pub(super) old: Folder,
    pub(super) new: Folder,
}

/// The tree of a folder; `None` where the folder does not exist.
pub(super) type Folder = Option<ObjectId>;

/// Looks up `folder` in the commits where that is not known, until it is called off.
pub(super) fn find_folder(
    (repo, stop): (&gix::Repository, &Stop),
    history: &mut History,
    folder: &str,
) {
    let unknown = history.commits.iter_mut().filter(|commit| commit.folder.is_none());
    for commit in unknown.take_while(|_| !stop.is_set()) {
        commit.folder = folder_of(repo, commit, folder);
    }
}

/// Follows the history of the folder, which has been looked up, from its newest commit.
pub(super) fn simplify(history: &History) -> Simplified {
    let folders: Vec<_> = history.commits.iter().map(|commit| commit.folder).collect();
    let mut found = Simplified {
        touched: vec![false; folders.len()],
        steps: Vec::new(),
        head: history.head().and_then(|head| head.folder).flatten(),
        order: Vec::new(),
        links: BTreeMap::new(),
        unread: 0,
    };
    let mut seen = vec![false; folders.len()];
    let mut todo: Vec<_> = history.head_place().into_iter().collect();
    while let Some(place) = todo.pop() {
        if std::mem::replace(seen.get_mut(place).unwrap_or(&mut true), true) {
            continue;
        }
        let Some(commit) = history.commits.get(place) else { continue };
        let known = |place: usize| folders.get(place).copied().flatten();
        let parents: Vec<_> = commit.parents.iter().map(|parent| history.place(*parent)).collect();
        let new = known(place);
        let old: Vec<_> = parents.iter().map(|parent| parent.and_then(known)).collect();
        let same = old.iter().position(|old| new.is_some() && *old == new);
        let followed: Vec<_> = match same {
            Some(same) => parents.get(same).copied().flatten().into_iter().collect(),
            None => parents.iter().copied().flatten().collect(),
        };
        todo.extend(&followed);
        found.links.insert(place, followed);
        found.judge(place, commit, new, &old);
    }
    found.steps.sort_by_key(|step| step.place);
    found.order = topological(&found.links, history.head_place());
    found
}

/// A commit comes when all its children have come; of those that can come, the latest found.
fn topological(links: &BTreeMap<usize, Vec<usize>>, head: Option<usize>) -> Vec<usize> {
    let mut children: BTreeMap<usize, usize> = BTreeMap::new();
    for parent in links.values().flatten() {
        *children.entry(*parent).or_default() += 1;
    }
    let (mut ready, mut order): (Vec<usize>, Vec<usize>) = (head.into_iter().collect(), Vec::new());
    while let Some(place) = ready.pop() {
        order.push(place);
        for parent in links.get(&place).into_iter().flatten() {
            let Some(left) = children.get_mut(parent) else { continue };
            *left -= 1;
            if *left == 0 {
                ready.push(*parent);
            }
        }
    }
    order
}

impl Simplified {
    /// Leaves only commits that are `selected` to be counted.
    pub(super) fn keep(&mut self, selected: &[bool]) {
        let is_in = |place: usize| selected.get(place).is_some_and(|is_in| *is_in);
        self.steps.retain(|step| is_in(step.place));
        self.order.retain(|place| is_in(*place));
    }

    fn judge(
        &mut self,
        place: usize,
        commit: &Commit,
        new: Option<Folder>,
        old: &[Option<Folder>],
    ) {
        let (Some(new), Some(old)) = (new, old.iter().copied().collect::<Option<Vec<_>>>()) else {
            self.unread += 1;
            return;
        };
        let changed = if old.is_empty() { new.is_some() } else { !old.contains(&new) };
        if let Some(touched) = self.touched.get_mut(place) {
            *touched = changed;
        }
        if changed && !commit.is_merge() && !commit.is_boundary {
            self.steps.push(Step { place, old: old.first().copied().flatten(), new });
        }
    }
}

/// The folder in a commit's tree; `None` when an object is missing.
fn folder_of(repo: &gix::Repository, commit: &Commit, folder: &str) -> Option<Folder> {
    if folder.is_empty() {
        return Some(Some(commit.tree));
    }
    let tree = repo.find_tree(commit.tree).ok()?;
    let entry = tree.lookup_entry(folder.split('/')).ok()?;
    Some(entry.filter(|entry| entry.mode().is_tree()).map(|entry| entry.object_id()))
}
