//! All commits that the analysed one reaches, each decoded once.

use std::collections::BTreeSet;

use gix::{
    ObjectId,
    hashtable::{HashMap, HashSet},
};

use super::{
    header::{Header, Signature},
    log::{Entry, Log},
    mailmap::Mailmap,
    people::{People, Person, Written},
    simplify::Folder,
};
use crate::{error::Stop, model::Seen};

/// The commits and their authors.
pub(super) struct History {
    /// Newest first by committer time, which keeps similar trees together.
    pub(super) commits: Vec<Commit>,
    pub(super) people: People,
    /// Commits that are referred to and not there; the boundary of a shallow clone is none of them.
    pub(super) missing: u32,
    by_id: HashMap<ObjectId, usize>,
    head: ObjectId,
}

/// What the walk keeps of a commit.
pub(super) struct Commit {
    pub(super) id: ObjectId,
    pub(super) tree: ObjectId,
    pub(super) parents: Vec<ObjectId>,
    pub(super) author: Person,
    /// How the commit names its author.
    pub(super) written: Written,
    /// Author time, seconds since 1970-01-01 UTC.
    pub(super) authored: i64,
    /// Committer time, seconds since 1970-01-01 UTC.
    pub(super) committed: i64,
    /// Its parents exist, but a shallow clone leaves them out.
    pub(super) is_boundary: bool,
    /// The analysed folder in it; `None` while that is not known, or when an object is missing.
    pub(super) folder: Option<Folder>,
}

impl Commit {
    /// Whether it has more than one parent.
    pub(super) fn is_merge(&self) -> bool {
        self.parents.len() > 1
    }

    /// When it was made, and which it is.
    pub(super) fn seen(&self) -> Seen {
        Seen { commit: self.id.to_hex().to_string(), at: self.committed }
    }

    /// Whether it has no parent here.
    pub(super) fn is_root(&self) -> bool {
        self.parents.is_empty()
    }
}

impl History {
    /// Walks from `head` to the roots, or until it is called off; `None` when `head` itself is not there. What `log`
    /// knows is not read.
    pub(super) fn read(
        (repo, stop): (&gix::Repository, &Stop),
        head: ObjectId,
        log: Option<&Log>,
    ) -> Option<Self> {
        let mut history = Self {
            commits: Vec::new(),
            people: People::new(mailmap(repo, head)?),
            missing: 0,
            by_id: HashMap::default(),
            head,
        };
        let boundary = boundary(repo);
        let mut authors = vec![None; log.map_or(0, |log| log.authors().len())];
        let mut seen = HashSet::default();
        seen.insert(head);
        let mut todo = vec![head];
        while let Some(id) = todo.pop().filter(|_| !stop.is_set()) {
            let known = log.and_then(|log| Some(history.known(log, log.entry(id)?, &mut authors)));
            let Some(commit) = known.or_else(|| history.decode(repo, id, &boundary)) else {
                history.missing += 1;
                continue;
            };
            todo.extend(commit.parents.iter().copied().filter(|parent| seen.insert(*parent)));
            history.commits.push(commit);
        }
        history.commits.sort_by_key(|commit| (-commit.committed, commit.id));
        let places = history.commits.iter().enumerate().map(|(place, commit)| (commit.id, place));
        history.by_id = places.collect();
        Some(history)
    }

    /// The analysed commit.
    pub(super) fn head(&self) -> Option<&Commit> {
        self.commits.get(self.head_place()?)
    }

    /// Place of the analysed commit.
    pub(super) fn head_place(&self) -> Option<usize> {
        self.place(self.head)
    }

    /// Place of the commit with an identifier, when the analysed one reaches it.
    pub(super) fn place(&self, id: ObjectId) -> Option<usize> {
        self.by_id.get(&id).copied()
    }

    fn decode(
        &mut self,
        repo: &gix::Repository,
        id: ObjectId,
        boundary: &BTreeSet<ObjectId>,
    ) -> Option<Commit> {
        let object = repo.find_object(id).ok().filter(|object| object.kind.is_commit())?;
        let header = Header::parse(&object.data)?;
        let author = Signature::parse(header.author);
        let (name, email) = (header.text(author.name), header.text(author.email));
        let (written, person) = self.people.person(&name, &email);
        let is_boundary = boundary.contains(&id);
        Some(Commit {
            id,
            tree: header.tree,
            author: person,
            written,
            authored: author.time,
            committed: Signature::parse(header.committer).time,
            parents: if is_boundary { Vec::new() } else { header.parents },
            is_boundary,
            folder: None,
        })
    }

    /// A commit of the log; `authors` are those of the log that were met.
    fn known(
        &mut self,
        log: &Log,
        entry: &Entry,
        authors: &mut [Option<(Written, Person)>],
    ) -> Commit {
        let found = authors.get(entry.author).copied().flatten().unwrap_or_else(|| {
            let author = log.authors().get(entry.author);
            let (name, email) = author.map(|(name, email)| (&**name, &**email)).unwrap_or_default();
            self.people.person(name, email)
        });
        if let Some(author) = authors.get_mut(entry.author) {
            *author = Some(found);
        }
        let (written, author) = found;
        Commit {
            id: entry.id,
            tree: entry.tree,
            parents: entry.parents.clone(),
            author,
            written,
            authored: entry.authored,
            committed: entry.committed,
            is_boundary: entry.is_boundary,
            folder: Some(entry.folder),
        }
    }
}

fn boundary(repo: &gix::Repository) -> BTreeSet<ObjectId> {
    let shallow = repo.shallow_commits().ok().flatten();
    shallow.map(|commits| commits.iter().copied().collect()).unwrap_or_default()
}

/// The `.mailmap` at the top of the analysed commit, so that the same commit gives the same names.
fn mailmap(repo: &gix::Repository, head: ObjectId) -> Option<Mailmap> {
    let tree = repo.find_commit(head).ok()?.tree();
    let entry = tree.ok().and_then(|tree| tree.lookup_entry([".mailmap"]).ok().flatten());
    let blob = entry.filter(|entry| entry.mode().is_blob());
    let blob = blob.and_then(|entry| repo.find_blob(entry.object_id()).ok());
    Some(blob.map(|blob| Mailmap::parse(&blob.data)).unwrap_or_default())
}
