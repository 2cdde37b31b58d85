//! Files that refer to files: by calls, implementations, tests and imports, forwards and, with less weight, back.

use std::{collections::BTreeMap, sync::Arc};

use super::number;
use crate::model::{Analysis, ImportClass};

/// What is called says more about a caller than the other way round.
const BACK: f64 = 0.4;
/// A file and its test are changed together.
const TESTED: f64 = 2.0;
/// Files of one folder.
const BESIDE: f64 = 0.5;
/// Changed together in the past, for each step of its logarithm.
const TOGETHER: f64 = 1.0;

/// References between files, with a node for each folder behind the files.
pub(super) struct Graph {
    files: usize,
    nodes: usize,
    edges: BTreeMap<(usize, usize), f64>,
}

impl Graph {
    pub(super) fn of(
        analysis: &Analysis,
        files: &[Arc<str>],
        places: &BTreeMap<&str, usize>,
    ) -> Self {
        let mut graph = Self { files: files.len(), nodes: files.len(), edges: BTreeMap::new() };
        graph.references(analysis, places);
        graph.neighbours(files, places);
        let folders = graph.folders(files);
        graph.imports(analysis, (places, &folders));
        for pair in &analysis.git.coupling {
            if let (Some(a), Some(b)) = (places.get(&*pair.a), places.get(&*pair.b)) {
                let weight = TOGETHER * f64::from(pair.commits).ln_1p();
                graph.add((*a, *b), weight);
                graph.add((*b, *a), weight);
            }
        }
        graph
    }

    /// Calls, implementations and what tests exercise; the hundredth call says less than the first.
    fn references(&mut self, analysis: &Analysis, places: &BTreeMap<&str, usize>) {
        let mut counts: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        let mut count = |from: &str, to: Option<&str>| {
            let to = to.and_then(|to| places.get(to));
            if let (Some(from), Some(to)) = (places.get(from), to)
                && from != to
            {
                *counts.entry((*from, *to)).or_default() += 1.0;
            }
        };
        for call in &analysis.calls {
            count(&call.at.file, call.callee.file.as_deref());
        }
        for one in &analysis.implementations {
            if let Some(from) = one.type_ref.file.as_deref() {
                count(from, one.interface.file.as_deref());
            }
        }
        for test in &analysis.tests {
            for target in &test.targets {
                count(&test.at.file, target.file.as_deref());
            }
        }
        for ((from, to), count) in counts {
            self.both((from, to), count.ln_1p());
        }
    }

    /// A file and the test that is named after it.
    fn neighbours(&mut self, files: &[Arc<str>], places: &BTreeMap<&str, usize>) {
        for (test, path) in files.iter().enumerate() {
            let tested = path.strip_suffix("_test.go").map(|stem| format!("{stem}.go"));
            if let Some(tested) = tested.and_then(|tested| places.get(tested.as_str())) {
                self.add((test, *tested), TESTED);
                self.add((*tested, test), TESTED);
            }
        }
    }

    /// A node for each folder, to and from its files.
    fn folders<'a>(&mut self, files: &'a [Arc<str>]) -> BTreeMap<&'a str, usize> {
        let mut inside: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (file, path) in files.iter().enumerate() {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            inside.entry(folder).or_default().push(file);
        }
        let mut folders = BTreeMap::new();
        for (folder, members) in inside {
            let node = self.nodes;
            self.nodes += 1;
            folders.insert(folder, node);
            for member in &members {
                self.add((*member, node), BESIDE);
                self.add((node, *member), 1.0 / number(members.len()));
            }
        }
        folders
    }

    /// An import leads to all files of a folder; calls say more exactly which.
    fn imports(
        &mut self,
        analysis: &Analysis,
        (places, folders): (&BTreeMap<&str, usize>, &BTreeMap<&str, usize>),
    ) {
        let packages: BTreeMap<&str, &str> = analysis
            .packages
            .iter()
            .filter(|one| !one.import_path.is_empty() && !one.external_test)
            .map(|one| (one.import_path.as_str(), one.dir.as_str()))
            .collect();
        for import in analysis.imports.iter().filter(|one| one.class == ImportClass::Intra) {
            let folder = packages.get(import.path.as_str()).and_then(|dir| folders.get(dir));
            if let (Some(from), Some(to)) = (places.get(&*import.at.file), folder) {
                self.add((*from, *to), 1.0);
            }
        }
    }

    fn both(&mut self, (from, to): (usize, usize), weight: f64) {
        self.add((from, to), weight);
        self.add((to, from), weight * BACK);
    }

    fn add(&mut self, edge: (usize, usize), weight: f64) {
        *self.edges.entry(edge).or_default() += weight;
    }

    /// `PageRank` that starts anew by `restart`; of the files only. What has nowhere to go starts anew, too.
    pub(super) fn ranks(&self, restart: &[f64], damping: f64) -> Vec<f64> {
        let total: f64 = restart.iter().sum();
        let restart: Vec<f64> = (0..self.nodes)
            .map(|node| {
                restart.get(node).copied().unwrap_or_default() / total.max(f64::MIN_POSITIVE)
            })
            .collect();
        let mut out = vec![0.0_f64; self.nodes];
        for ((from, _), weight) in &self.edges {
            if let Some(out) = out.get_mut(*from) {
                *out += weight;
            }
        }
        let mut ranks = restart.clone();
        for _ in 0..ROUNDS {
            ranks = self.next((&ranks, &out), &restart, damping);
        }
        ranks.truncate(self.files);
        ranks
    }

    fn next(&self, (ranks, out): (&[f64], &[f64]), restart: &[f64], damping: f64) -> Vec<f64> {
        let idle = out.iter().zip(ranks).filter(|(out, _)| **out == 0.0);
        let idle: f64 = idle.map(|(_, rank)| rank).sum();
        let base = 1.0 - damping + damping * idle;
        let mut next: Vec<f64> = restart.iter().map(|share| share * base).collect();
        for ((from, to), weight) in &self.edges {
            let (Some(rank), Some(out)) = (ranks.get(*from), out.get(*from)) else { continue };
            if let Some(gained) = next.get_mut(*to) {
                *gained += damping * rank * weight / out;
            }
        }
        next
    }
}

/// The error shrinks by the damping in each round.
const ROUNDS: u32 = 50;
