//! Whether the documents of one feature agree: numbers, tables, endpoints, keys, traces, totals. Every
//! finding names both places.

mod counts;
mod endpoints;
mod entities;
mod keys;
mod numbers;
#[cfg(test)]
mod tests;
mod traces;

use std::collections::BTreeMap;

use super::page::Page;
use crate::{
    document::feature,
    model::{DocumentFinding, Requirements, WorkPlan},
};

/// What the documents of one feature say.
struct Feature<'a, 'o> {
    name: &'a str,
    pages: Vec<&'a Page<'o>>,
    plans: Vec<&'a WorkPlan>,
    requirements: &'a Requirements,
}

/// All contradictions and one-sided statements, feature by feature.
pub(super) fn findings(
    requirements: &Requirements,
    pages: &mut [Page<'_>],
) -> Vec<DocumentFinding> {
    let listed: Vec<endpoints::Listed> = pages.iter_mut().map(endpoints::listed).collect();
    let pages: &[Page<'_>] = pages;
    let mut features: BTreeMap<&str, Feature<'_, '_>> = BTreeMap::new();
    let open = |name| Feature { name, pages: Vec::new(), plans: Vec::new(), requirements };
    for page in pages {
        features.entry(page.feature()).or_insert_with(|| open(page.feature())).pages.push(page);
    }
    for plan in &requirements.plans {
        let name = feature(&plan.at.file);
        features.entry(name).or_insert_with(|| open(name)).plans.push(plan);
    }
    let mut found = Vec::new();
    for feature in features.values() {
        numbers::find(feature, &mut found);
        entities::find(feature, &mut found);
        endpoints::find(feature, &listed, &mut found);
        keys::find(feature, &mut found);
        traces::find(feature, &mut found);
        counts::find(feature, &mut found);
    }
    found
}

impl Feature<'_, '_> {
    /// Whether a place lies in one of the feature's documents.
    fn has(&self, file: &str) -> bool {
        feature(file) == self.name
    }
}

/// The last part of a path.
fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
