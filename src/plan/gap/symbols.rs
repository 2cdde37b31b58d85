//! The names of shipping code, of tests and of documents as indexes of words.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{Analysis, DocumentKind, Evidence, EvidenceClass, TestKind},
    plan::terms,
};

/// A name, and where.
#[derive(Debug)]
pub(super) struct Symbol<'a> {
    pub(super) at: &'a Evidence,
    pub(super) label: String,
    pub(super) terms: BTreeSet<String>,
    /// Rank of its package; 0 where it is in none.
    rank: f64,
}

/// Symbols by the words in their names.
#[derive(Debug, Default)]
pub(super) struct Index<'a> {
    pub(super) symbols: Vec<Symbol<'a>>,
    by_term: BTreeMap<String, Vec<usize>>,
    /// Rank by the package's folder.
    ranks: BTreeMap<&'a str, f64>,
}

impl<'a> Index<'a> {
    /// Indexes interfaces, types, functions, routes, tables and configuration keys of code that ships.
    pub(super) fn of_code(analysis: &'a Analysis) -> Self {
        let mut index = Self::ranked(analysis);
        for one in &analysis.interfaces {
            index.add(&one.at, format!("`{}`", one.name), &one.name);
        }
        for one in &analysis.types {
            index.add(&one.at, format!("`{}`", one.name), &one.name);
        }
        for one in &analysis.functions {
            let receiver = one.receiver.as_deref().unwrap_or_default();
            let label = if receiver.is_empty() {
                one.name.to_string()
            } else {
                format!("{receiver}.{}", one.name)
            };
            index.add(&one.at, format!("`{label}`"), &format!("{receiver} {}", one.name));
        }
        for one in analysis.routes.iter().filter(|route| route.is_endpoint()) {
            let name = format!("{} {}", one.method, one.path);
            index.add(&one.at, format!("`{name}`"), &format!("{name} {}", one.handler));
        }
        for one in analysis.migrations.sets.iter().flat_map(|set| &set.schema.tables) {
            index.add(&one.at, format!("table `{}`", one.name), &one.name);
        }
        for one in &analysis.configuration {
            index.add(&one.at, format!("`{}`", one.key), &one.key);
        }
        index
    }

    /// Indexes tests by their names and by what they exercise.
    pub(super) fn of_tests(analysis: &'a Analysis) -> Self {
        let mut index = Self::ranked(analysis);
        for one in analysis.tests.iter().filter(|test| test.kind != TestKind::Main) {
            let targets: Vec<&str> = one.targets.iter().map(|target| &*target.name).collect();
            let name = format!("{} {}", one.name, targets.join(" "));
            index.insert(&one.at, format!("test `{}`", one.name), &name);
        }
        index
    }

    /// Indexes documents by their titles and file names; those that ask for things show nothing.
    pub(super) fn of_documents(analysis: &'a Analysis) -> Self {
        let mut index = Self::ranked(analysis);
        let asks = |kind| {
            use DocumentKind::{Openapi, Plan, Prd, Tasks, Trd};
            matches!(kind, Prd | Trd | Plan | Tasks | Openapi)
        };
        for one in analysis.documents.iter().filter(|document| !asks(document.kind)) {
            let file = one.at.file.rsplit('/').next().unwrap_or_default();
            let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
            let title = if one.title.is_empty() { stem } else { &one.title };
            index.insert(&one.at, format!("document \"{title}\""), &format!("{title} {stem}"));
        }
        index
    }

    fn ranked(analysis: &'a Analysis) -> Self {
        let packages = analysis.packages.iter();
        let ranks = packages.map(|package| (package.dir.as_str(), package.rank)).collect();
        Self { ranks, ..Self::default() }
    }

    fn add(&mut self, at: &'a Evidence, label: String, name: &str) {
        use EvidenceClass::{Example, Generated, Test};
        if !matches!(at.class, Test | Generated | Example) {
            self.insert(at, label, name);
        }
    }

    fn insert(&mut self, at: &'a Evidence, label: String, name: &str) {
        let folder = at.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let rank = self.ranks.get(folder).copied().unwrap_or_default();
        let terms = terms::of(name);
        for term in &terms {
            self.by_term.entry(term.clone()).or_default().push(self.symbols.len());
        }
        self.symbols.push(Symbol { at, label, terms, rank });
    }

    /// Inverse document frequency of a word: rare words weigh more (Spärck Jones 1972, smoothed).
    pub(super) fn weight(&self, term: &str) -> f64 {
        let with = self.by_term.get(term).map_or(0, Vec::len);
        #[expect(clippy::cast_precision_loss, reason = "counts of symbols stay far below 2^52")]
        let ratio = self.symbols.len() as f64 / (1 + with) as f64;
        (1.0 + ratio).ln()
    }

    /// Symbols that share a word with `wanted`, best first: by summed weight, then by the rank of their package,
    /// then by place.
    pub(super) fn search(&self, wanted: &BTreeSet<String>) -> Vec<(f64, &Symbol<'a>)> {
        let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
        for term in wanted {
            let weight = self.weight(term);
            for symbol in self.by_term.get(term).into_iter().flatten() {
                *scores.entry(*symbol).or_default() += weight;
            }
        }
        let mut found: Vec<(f64, &Symbol<'a>)> = scores
            .into_iter()
            .filter_map(|(index, score)| Some((score, self.symbols.get(index)?)))
            .collect();
        found.sort_by(|(a, one), (b, other)| {
            let by_rank = || other.rank.total_cmp(&one.rank);
            b.total_cmp(a).then_with(by_rank).then_with(|| one.at.cmp(other.at))
        });
        found
    }
}
