//! Which deletion and which addition of a commit are one file under a new name, found as
//! `git log -M --find-renames=50% -l0` finds them: equal contents first, then names that moved between
//! folders, then whatever is similar by half. Copies are not looked for.

use std::collections::BTreeMap;

use gix::bstr::ByteSlice;
use rayon::prelude::*;

use super::{
    Objects,
    attributes::Look,
    blobs::Blobs,
    changes::{Changes, CommitChanges, Content, Kind},
    lines,
    numstat::{Numstat, Pair},
    similarity::{FULL, Pieces, can_reach, score},
};

/// What is needed to know about the changes of a history.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) changes: &'a Changes,
    pub(super) looks: &'a [Look],
    pub(super) numstat: &'a Numstat,
}

/// A change that deletes and one that adds, by their places in the commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rename {
    pub(super) old: usize,
    pub(super) new: usize,
}

/// Renames per commit of the history; none from where it is called off.
pub(super) fn find(Objects { repo, stop }: Objects<'_>, known: Known<'_>) -> Vec<Vec<Rename>> {
    let commits = known.changes.commits.par_iter();
    let found = commits.map_init(
        || Blobs::new(repo),
        |blobs, commit| if stop.is_set() { Vec::new() } else { one(blobs, known, commit) },
    );
    found.collect()
}

/// Least score of a rename.
const HALF: u32 = FULL / 2;

/// Least score of a rename that keeps the name of the file.
const SAME_NAME: u32 = HALF + (FULL - HALF) / 2;

/// Equal contents that are looked through for one that has the name.
const ALTERNATIVES: usize = 100;

/// Sources that are kept for a target.
const CANDIDATES: usize = 4;

fn one(blobs: &mut Blobs, known: Known<'_>, commit: &CommitChanges) -> Vec<Rename> {
    let mut search = Search::new(known, commit);
    if search.old.is_empty() || search.new.is_empty() {
        return Vec::new();
    }
    search.exact();
    search.read(blobs);
    search.by_name();
    search.by_content();
    search.found
}

/// Deletions and additions of a commit that are not paired yet.
struct Search<'a> {
    old: Vec<File<'a>>,
    new: Vec<File<'a>>,
    found: Vec<Rename>,
}

struct File<'a> {
    /// Place in the commit.
    place: usize,
    name: &'a [u8],
    content: Content,
    look: Look,
    /// `None` when the blob is missing.
    size: Option<u64>,
    pieces: Option<Pieces>,
    paired: bool,
}

impl<'a> Search<'a> {
    fn new(known: Known<'a>, commit: &CommitChanges) -> Self {
        let mut search = Self { old: Vec::new(), new: Vec::new(), found: Vec::new() };
        let has = |old: bool| commit.changes.iter().any(|change| old == change.new.is_none());
        if !(has(true) && commit.changes.iter().any(|change| change.old.is_none())) {
            return search;
        }
        for (place, change) in commit.changes.iter().enumerate() {
            let (content, list) = match (change.old, change.new) {
                (Some(old), None) => (old, &mut search.old),
                (None, Some(new)) => (new, &mut search.new),
                _ => continue,
            };
            let look = usize::try_from(change.path).ok().and_then(|path| known.looks.get(path));
            let look = look.copied().unwrap_or_default();
            let counts = known.numstat.get(&Pair { old: change.old, new: change.new, look });
            let path = known.changes.path(change.path);
            let name = path.rfind_byte(b'/').and_then(|at| path.get(at + 1..));
            list.push(File {
                place,
                name: name.unwrap_or(path),
                content,
                look,
                size: counts.map(|counts| counts.sizes.0 + counts.sizes.1),
                pieces: None,
                paired: false,
            });
        }
        search
    }

    /// Pairs equal contents: of several sources the one with the same name, else the first.
    fn exact(&mut self) {
        let mut by_content: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, old) in self.old.iter().enumerate() {
            by_content.entry(old.content).or_default().push(at);
        }
        for new in &mut self.new {
            let sources = by_content.get_mut(&new.content).filter(|sources| !sources.is_empty());
            let Some(sources) = sources else { continue };
            let seen = sources.iter().take(ALTERNATIVES);
            let named = seen
                .enumerate()
                .find(|(_, at)| self.old.get(**at).is_some_and(|old| old.name == new.name));
            let chosen = named.map_or(0, |(place, _)| place);
            let at = sources.remove(chosen);
            pair(self.old.get_mut(at), new, &mut self.found);
        }
        self.drop_paired();
    }

    /// Reads what may be similar to something.
    fn read(&mut self, blobs: &mut Blobs) {
        let sizes = |files: &[File<'_>]| {
            let mut sizes: Vec<u64> = files.iter().filter_map(|file| file.size).collect();
            sizes.sort_unstable();
            sizes
        };
        let (old, new) = (sizes(&self.old), sizes(&self.new));
        for (files, others) in [(&mut self.old, &new), (&mut self.new, &old)] {
            for file in files.iter_mut().filter(|file| file.content.kind == Kind::File) {
                let Some(size) = file.size else { continue };
                // The smallest size that is at least half of this one decides.
                let near = others.partition_point(|other| *other < size.div_ceil(2));
                if others.get(near).is_none_or(|other| !can_reach(HALF, size, *other)) {
                    continue;
                }
                let Some(bytes) = blobs.read(Some(file.content)) else { continue };
                file.pieces = Some(Pieces::cut(&bytes, !lines::is_binary(&bytes, file.look)));
            }
        }
    }

    /// Pairs files whose name is the only one of its kind on both sides.
    fn by_name(&mut self) {
        let (old, new) = (unique(&self.old), unique(&self.new));
        for (name, at) in old {
            let Some(at) = at else { continue };
            let Some(Some(to)) = new.get(name) else { continue };
            let (old, new) = (self.old.get_mut(at), self.new.get_mut(*to));
            let (Some(old), Some(new)) = (old, new) else { continue };
            if similarity(old, new, SAME_NAME) >= SAME_NAME {
                pair(Some(old), new, &mut self.found);
            }
        }
        self.drop_paired();
    }

    /// Pairs the most similar ones first.
    fn by_content(&mut self) {
        let old = &self.old;
        let best = |(to, new): (usize, &File<'_>)| candidates(old, new, to);
        let rows: Vec<_> = self.new.par_iter().enumerate().map(best).collect();
        let mut pairs: Vec<Candidate> = rows.into_iter().flatten().flatten().collect();
        pairs.retain(|pair| pair.score >= HALF);
        pairs.sort_by(Candidate::best_first);
        for candidate in pairs {
            let old = self.old.get_mut(candidate.old).filter(|old| !old.paired);
            let new = self.new.get_mut(candidate.new).filter(|new| !new.paired);
            if let (Some(old), Some(new)) = (old, new) {
                pair(Some(old), new, &mut self.found);
            }
        }
    }

    fn drop_paired(&mut self) {
        self.old.retain(|file| !file.paired);
        self.new.retain(|file| !file.paired);
    }
}

fn pair(old: Option<&mut File<'_>>, new: &mut File<'_>, found: &mut Vec<Rename>) {
    let Some(old) = old else { return };
    (old.paired, new.paired) = (true, true);
    found.push(Rename { old: old.place, new: new.place });
}

/// Places of names that occur once.
fn unique<'a>(files: &[File<'a>]) -> BTreeMap<&'a [u8], Option<usize>> {
    let mut names = BTreeMap::new();
    for (at, file) in files.iter().enumerate() {
        names.entry(file.name).and_modify(|known| *known = None).or_insert(Some(at));
    }
    names
}

fn similarity(old: &File<'_>, new: &File<'_>, least: u32) -> u32 {
    let (Some(old_size), Some(new_size)) = (old.size, new.size) else { return 0 };
    let (Some(pieces), Some(others)) = (&old.pieces, &new.pieces) else { return 0 };
    if !can_reach(least, old_size, new_size) {
        return 0;
    }
    score(pieces.shared(others), old_size, new_size)
}

/// A possible source of a target.
#[derive(Clone, Copy)]
struct Candidate {
    old: usize,
    new: usize,
    score: u32,
    same_name: bool,
}

impl Candidate {
    fn best_first(&self, other: &Self) -> std::cmp::Ordering {
        (other.score, other.same_name).cmp(&(self.score, self.same_name))
    }
}

/// The best sources of a target. Which of two equal ones is kept, and where, is Git's: a better one
/// takes the place of the first of the worst.
fn candidates(old: &[File<'_>], new: &File<'_>, to: usize) -> [Option<Candidate>; CANDIDATES] {
    let mut kept = [None; CANDIDATES];
    for (from, file) in old.iter().enumerate() {
        let score = similarity(file, new, HALF);
        let same_name = file.name == new.name;
        let candidate = Candidate { old: from, new: to, score, same_name };
        let mut worst = 0;
        for (at, other) in kept.iter().enumerate().skip(1) {
            if kept.get(worst).is_some_and(|worst| is_worse(other.as_ref(), worst.as_ref())) {
                worst = at;
            }
        }
        if let Some(slot) = kept.get_mut(worst)
            && is_worse(slot.as_ref(), Some(&candidate))
        {
            *slot = Some(candidate);
        }
    }
    kept
}

fn is_worse(one: Option<&Candidate>, other: Option<&Candidate>) -> bool {
    match (one, other) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(one), Some(other)) => one.best_first(other).is_gt(),
    }
}
