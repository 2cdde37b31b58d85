//! How well the paths and names of files match terms: BM25 (Robertson and Zaragoza, "The Probabilistic Relevance
//! Framework", 2009) over what a file is called and what it declares.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Focus,
    focus::joined,
    number,
    words::{self},
};
use crate::model::Analysis;

/// Weights of the places that a word may stand in, and of the length of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weights {
    /// In the name of the file.
    pub(super) stem: f64,
    /// In the name of a folder above it.
    pub(super) folder: f64,
    /// In a declared name.
    pub(super) name: f64,
    /// How soon more of the same word stops counting.
    pub(super) saturation: f64,
    /// How much a long file is taken to say everything: 0 not at all, 1 wholly.
    pub(super) length: f64,
}

/// What a keyword search does: every word counts the same.
pub(super) const EVEN: Weights =
    Weights { stem: 1.0, folder: 1.0, name: 1.0, saturation: 1.2, length: 0.75 };
/// A file is called by what it is for; a long file is changed more often, not less.
pub(super) const TUNED: Weights =
    Weights { stem: 4.0, folder: 1.5, name: 1.0, saturation: 1.2, length: 0.3 };

/// How often each term stands in each file.
pub(super) struct Matches {
    /// By term: file and weighted count.
    counts: BTreeMap<String, BTreeMap<usize, f64>>,
    /// Words of each file.
    lengths: Vec<f64>,
}

impl Matches {
    /// Counts the terms of `focus` in the paths and names of `files`.
    pub(super) fn of(
        analysis: &Analysis,
        (files, places): (&[Arc<str>], &BTreeMap<&str, usize>),
        (focus, weights): (&Focus, Weights),
    ) -> Self {
        let terms = focus.terms().map(|(term, _)| (term.to_owned(), BTreeMap::new()));
        let mut matches = Self { counts: terms.collect(), lengths: vec![0.0; files.len()] };
        for (file, path) in files.iter().enumerate() {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            matches.add(file, folder, weights.folder);
            matches.add(file, name.rsplit_once('.').map_or(name, |(stem, _)| stem), weights.stem);
        }
        for (path, name) in names(analysis) {
            if let Some(file) = places.get(path) {
                matches.add(*file, name, weights.name);
            }
        }
        matches
    }

    fn add(&mut self, file: usize, text: &str, weight: f64) {
        let mut before: Option<String> = None;
        let mut length = 0.0;
        words::each(text, &mut |word| {
            length += 1.0;
            self.count(file, word, weight);
            if let Some(before) = &before {
                self.count(file, &joined(before, word), weight);
            }
            before = Some(word.to_owned());
        });
        if let Some(known) = self.lengths.get_mut(file) {
            *known += length;
        }
    }

    fn count(&mut self, file: usize, term: &str, weight: f64) {
        if let Some(counts) = self.counts.get_mut(term) {
            *counts.entry(file).or_default() += weight;
        }
    }

    /// A score for each file.
    pub(super) fn scores(&self, focus: &Focus, weights: Weights) -> Vec<f64> {
        let mean = (self.lengths.iter().sum::<f64>() / number(self.lengths.len())).max(1.0);
        let mut scores = vec![0.0; self.lengths.len()];
        for (term, importance) in focus.terms() {
            let Some(counts) = self.counts.get(term) else { continue };
            let rarity = self.rarity(counts.len());
            for (file, count) in counts {
                let length = self.lengths.get(*file).copied().unwrap_or_default() / mean;
                let length = 1.0 - weights.length + weights.length * length;
                let found =
                    count * (weights.saturation + 1.0) / (count + weights.saturation * length);
                if let Some(score) = scores.get_mut(*file) {
                    *score += importance * rarity * found;
                }
            }
        }
        scores
    }

    /// How much each term tells, for those that are found at all.
    pub(super) fn rarities(&self, focus: &Focus) -> BTreeMap<String, f64> {
        let known = focus.terms().filter_map(|(term, importance)| {
            let files = self.counts.get(term)?.len();
            (files > 0).then(|| (term.to_owned(), importance * self.rarity(files)))
        });
        known.collect()
    }

    /// The rarer a word, the more it tells.
    fn rarity(&self, files: usize) -> f64 {
        let (all, files) = (number(self.lengths.len()), number(files));
        ((all - files + 0.5) / (files + 0.5)).ln_1p()
    }
}

/// Path and name of everything that files declare.
fn names(analysis: &Analysis) -> impl Iterator<Item = (&str, &str)> {
    let functions = analysis.functions.iter().map(|one| (&*one.at.file, one.name.as_str()));
    let types = analysis.types.iter().map(|one| (&*one.at.file, one.name.as_str()));
    let interfaces = analysis.interfaces.iter().map(|one| (&*one.at.file, one.name.as_str()));
    functions.chain(types).chain(interfaces)
}
