//! The layer of a package, by what it defines and imports. Folder names tip a balance and decide nothing
//! alone.

mod signals;

use std::collections::{BTreeMap, BTreeSet};

use self::signals::Signals;
use crate::model::{FileFacts, Layer, Package};

/// Words in folder names, for ties.
const FOLDERS: [(&str, Layer); 34] = [
    ("adapter", Layer::Adapter),
    ("adapters", Layer::Adapter),
    ("infra", Layer::Adapter),
    ("infrastructure", Layer::Adapter),
    ("persistence", Layer::Adapter),
    ("repository", Layer::Adapter),
    ("postgres", Layer::Adapter),
    ("mongodb", Layer::Adapter),
    ("redis", Layer::Adapter),
    ("rabbitmq", Layer::Adapter),
    ("port", Layer::Port),
    ("ports", Layer::Port),
    ("domain", Layer::Domain),
    ("model", Layer::Domain),
    ("models", Layer::Domain),
    ("entity", Layer::Domain),
    ("entities", Layer::Domain),
    ("app", Layer::Application),
    ("application", Layer::Application),
    ("service", Layer::Application),
    ("services", Layer::Application),
    ("usecase", Layer::Application),
    ("usecases", Layer::Application),
    ("command", Layer::Application),
    ("query", Layer::Application),
    ("http", Layer::Transport),
    ("grpc", Layer::Transport),
    ("api", Layer::Transport),
    ("handler", Layer::Transport),
    ("handlers", Layer::Transport),
    ("config", Layer::Platform),
    ("bootstrap", Layer::Platform),
    ("mocks", Layer::Test),
    ("testutil", Layer::Test),
];

/// Points that a word in the last folder gives: less than any evidence in the code.
const FOLDER_POINTS: u32 = 1;

/// Sets the layer of every package.
pub(super) fn assign(packages: &mut [Package], facts: &[FileFacts]) {
    let signals = signals::of(packages, facts);
    let wiring = wiring(packages);
    for (package, signals) in packages.iter_mut().zip(&signals) {
        let wires = wiring.contains(&package.dir).then_some(Layer::Entry);
        package.layer =
            certain(package, signals).or(wires).unwrap_or_else(|| likely(package, signals));
    }
}

/// How many packages of the repository a package must import to count as wiring.
const WIRED: usize = 4;

/// Folders of packages that put the others together: only programs import them, and they import many.
fn wiring(packages: &[Package]) -> BTreeSet<String> {
    let shipping = || packages.iter().filter(|package| !package.external_test);
    let importers = |dir: &str| {
        shipping()
            .filter(move |package| package.imports.iter().any(|import| import == dir))
            .collect::<Vec<_>>()
    };
    let wires = |package: &&Package| {
        let by = importers(&package.dir);
        package.imports.len() >= WIRED
            && !by.is_empty()
            && by.iter().all(|importer| importer.is_main)
    };
    shipping().filter(wires).map(|package| package.dir.clone()).collect()
}

/// What needs no weighing.
fn certain(package: &Package, signals: &Signals) -> Option<Layer> {
    match () {
        () if package.external_test || (signals.files == 0 && signals.test_files > 0) => {
            Some(Layer::Test)
        }
        () if package.is_main => Some(Layer::Entry),
        () if is_mocks(package, signals) => Some(Layer::Test),
        () if signals.files == 0 => Some(Layer::Unknown),
        () => None,
    }
}

/// The layer with the most points; the order of the layers decides between equals.
fn likely(package: &Package, signals: &Signals) -> Layer {
    let mut points = signals.points();
    add_structure(package, signals, &mut points);
    if points.values().all(|points| *points == 0) {
        return Layer::Unknown;
    }
    for part in package.dir.split('/').rev().take(2) {
        let known = FOLDERS.iter().find(|(name, _)| *name == part);
        if let Some((_, layer)) = known {
            *points.entry(*layer).or_default() += FOLDER_POINTS;
        }
    }
    let best = points.iter().rev().max_by_key(|(_, points)| **points);
    best.map_or(Layer::Unknown, |(layer, _)| *layer)
}

/// Points for the shape of a package, where no outside system speaks already.
fn add_structure(package: &Package, signals: &Signals, points: &mut BTreeMap<Layer, u32>) {
    let mostly_interfaces = signals.interfaces > 0
        && signals.interfaces >= signals.types
        && signals.functions <= signals.interfaces;
    if mostly_interfaces {
        *points.entry(Layer::Port).or_default() += 4;
    }
    let outside = [Layer::Adapter, Layer::Transport, Layer::Test, Layer::Platform]
        .iter()
        .any(|layer| points.get(layer).is_some_and(|points| *points > 1));
    if outside {
        return;
    }
    let few_wait = signals.waiting * 4 < signals.functions;
    let uses_others = package.imports.len() >= 2 && signals.functions > 0;
    let (layer, won) = match () {
        () if uses_others && !few_wait => (Layer::Application, 3),
        () if signals.types > 0 && signals.is_self_contained => (Layer::Domain, 2),
        () if signals.types > 0 && signals.waiting == 0 => (Layer::Domain, 1),
        () if uses_others => (Layer::Application, 2),
        () if signals.functions > 0 && signals.is_self_contained => (Layer::Platform, 1),
        () => return,
    };
    *points.entry(layer).or_default() += won;
}

/// Generated doubles of interfaces.
fn is_mocks(package: &Package, signals: &Signals) -> bool {
    let name = package.dir.rsplit('/').next().unwrap_or_default();
    signals.generated == signals.files && signals.files > 0 && name.contains("mock")
}

#[cfg(test)]
mod tests;
