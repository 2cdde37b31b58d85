//! Which commits count for a folder: Git's own history simplification, as `git log -- FOLDER` does
//! it. Where a merge takes a folder unchanged from one parent, the other parents' commits left no
//! trace in it and do not count.

use gix::ObjectId;

use super::commits::{Commit, History};

/// Per commit of the history, what it does to a folder.
pub(super) struct Simplified {
    /// Whether the commit changes the folder.
    pub(super) touched: Vec<bool>,
    /// Trees to compare for the changes of a commit that is no merge.
    pub(super) steps: Vec<Step>,
    /// The folder in the analysed commit.
    pub(super) head: Folder,
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

/// Follows the history of `folder` from its newest commit.
pub(super) fn simplify(repo: &gix::Repository, history: &History, folder: &str) -> Simplified {
    let folders: Vec<_> =
        history.commits.iter().map(|commit| folder_of(repo, commit, folder)).collect();
    let mut found = Simplified {
        touched: vec![false; folders.len()],
        steps: Vec::new(),
        head: history.head().and_then(|head| folder_of(repo, head, folder)).flatten(),
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
        match same {
            Some(same) => todo.extend(parents.get(same).copied().flatten()),
            None => todo.extend(parents.iter().copied().flatten()),
        }
        found.judge(place, commit, new, &old);
    }
    found.steps.sort_by_key(|step| step.place);
    found
}

impl Simplified {
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
