//! Files that change together: how many commits touch both. Merges, and commits that touch so many
//! files that it says nothing about any two of them, are left out.

use std::{collections::BTreeMap, sync::Arc};

use gix::bstr::ByteSlice;
use rayon::prelude::*;

use super::{changes::PathId, work::Works};
use crate::model::{Coupling, FileChurn};

/// Most files of the analysed commit that a commit may touch.
pub(super) const TOGETHER: usize = 20;

/// Longest list that says anything.
pub(super) const MOST: usize = 100;

/// The pairs with most common commits, at most 100; paths are those of the analysed commit.
pub(super) fn count(works: &Works, files: &[FileChurn]) -> Vec<Coupling> {
    let mut pairs: Vec<(PathId, PathId)> = Vec::new();
    for commit in &works.commits {
        let paths = commit.changes.iter().map(|change| change.path);
        let paths: Vec<_> = paths.filter(|path| works.is_present(*path)).collect();
        if paths.len() <= TOGETHER {
            pairs.extend(both(&paths));
        }
    }
    pairs.par_sort_unstable();
    let counted = pairs.chunk_by(|a, b| a == b);
    let counted = counted.filter_map(|same| Some((*same.first()?, super::count(same.len()))));
    let mut most: Vec<_> = counted.collect();
    let name = |path: PathId| works.path(path);
    most.par_sort_unstable_by(|((a, b), commits), ((c, d), others)| {
        others.cmp(commits).then_with(|| (name(*a), name(*b)).cmp(&(name(*c), name(*d))))
    });
    most.truncate(MOST);
    let of: BTreeMap<&str, u32> = files.iter().map(|file| (&*file.path, file.commits)).collect();
    let path = |path: PathId| Arc::from(name(path).to_str_lossy());
    most.into_iter()
        .map(|((a, b), commits)| {
            let (a, b): (Arc<str>, Arc<str>) = (path(a), path(b));
            let least = [&a, &b].into_iter().filter_map(|path| of.get(&**path)).min();
            let percent = least.map_or(0, |least| commits * 100 / (*least).max(1));
            Coupling { a, b, commits, percent }
        })
        .collect()
}

/// All pairs of paths that are in order.
fn both(paths: &[PathId]) -> impl Iterator<Item = (PathId, PathId)> {
    let rest = |at: usize| paths.get(at + 1..).unwrap_or_default();
    let pairs = paths.iter().enumerate();
    pairs.flat_map(move |(at, a)| rest(at).iter().map(move |b| (*a, *b)))
}
