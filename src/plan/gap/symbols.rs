//! The names of the shipping code as an index of words.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{Analysis, Evidence, EvidenceClass},
    plan::terms,
};

/// A name in the code, and where.
#[derive(Debug)]
pub(super) struct Symbol<'a> {
    pub(super) at: &'a Evidence,
    pub(super) label: String,
    pub(super) terms: BTreeSet<String>,
}

/// Symbols by the words in their names.
#[derive(Debug, Default)]
pub(super) struct Index<'a> {
    pub(super) symbols: Vec<Symbol<'a>>,
    by_term: BTreeMap<String, Vec<usize>>,
}

impl<'a> Index<'a> {
    /// Indexes interfaces, types, functions, routes, tables and configuration keys of code that ships.
    pub(super) fn of(analysis: &'a Analysis) -> Self {
        let mut index = Self::default();
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

    fn add(&mut self, at: &'a Evidence, label: String, name: &str) {
        if matches!(
            at.class,
            EvidenceClass::Test | EvidenceClass::Generated | EvidenceClass::Example
        ) {
            return;
        }
        let terms = terms::of(name);
        for term in &terms {
            self.by_term.entry(term.clone()).or_default().push(self.symbols.len());
        }
        self.symbols.push(Symbol { at, label, terms });
    }

    /// Inverse document frequency of a word: rare words weigh more (Spärck Jones 1972, smoothed).
    pub(super) fn weight(&self, term: &str) -> f64 {
        let with = self.by_term.get(term).map_or(0, Vec::len);
        #[expect(clippy::cast_precision_loss, reason = "counts of symbols stay far below 2^52")]
        let ratio = self.symbols.len() as f64 / (1 + with) as f64;
        (1.0 + ratio).ln()
    }

    /// Symbols that share a word with `wanted`, best first: by summed weight, then by place.
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
        found.sort_by(|(a, one), (b, other)| b.total_cmp(a).then_with(|| one.at.cmp(other.at)));
        found
    }
}
