//! The layer of a package or Rust module, by what it defines and imports. Folder names tip a balance and
//! decide nothing alone.

mod rust;
mod signs;
mod tables;
mod unit;
mod weigh;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

pub(super) use self::unit::{Names, Unit};
use self::{signs::Signs, tables::TEST_FOLDERS, unit::of_packages};
use crate::model::{FileFacts, Layer, Module, Observation, Package, RustModule};

/// A layer and what speaks for it.
#[derive(Clone, Debug, Default)]
pub(super) struct Verdict {
    pub(super) layer: Layer,
    pub(super) because: Vec<Observation>,
}

/// Sets the layer of every package.
pub(super) fn assign(packages: &mut [Package], facts: &[FileFacts]) {
    let verdicts = {
        let names = Names::of(packages, facts);
        judge(&of_packages(packages, facts), &names)
    };
    for (package, verdict) in packages.iter_mut().zip(verdicts) {
        package.layer = verdict.layer;
        package.layer_because = verdict.because;
    }
}

/// The units whose layers make the architecture, with their layers: Go packages, and in Rust the modules
/// that are files. `keys` are the names of the crates, as the modules found in them carry them.
pub(super) fn units<'a>(
    packages: &'a [Package],
    facts: &'a [FileFacts],
    (modules, found, keys): (&'a [Module], &'a [RustModule], &'a [String]),
) -> Vec<(Unit<'a>, Verdict)> {
    let names = Names::of(packages, facts);
    let go = packages.iter().map(|package| package.at.language == "go");
    let of_go = of_packages(packages, facts);
    let of_rust = rust::Modules::of(facts, modules, found, keys).units();
    let judged_rust = judge(&of_rust, &names);
    let verdicts = packages
        .iter()
        .map(|package| Verdict { layer: package.layer, because: package.layer_because.clone() });
    let all_go = of_go.into_iter().zip(verdicts).zip(go);
    let offset = packages.len();
    let rust = of_rust.into_iter().zip(judged_rust).map(|(mut unit, verdict)| {
        unit.imports = unit.imports.into_iter().map(|(at, import)| (at + offset, import)).collect();
        (unit, verdict)
    });
    // Crates stay in the list so that numbers hold, but say nothing beside their own modules.
    let go = all_go.map(
        |((unit, verdict), is_go)| {
            if is_go { (unit, verdict) } else { (unit.emptied(), Verdict::default()) }
        },
    );
    go.chain(rust).collect()
}

/// The layer of each file that a unit holds.
pub(super) fn of_files(units: &[(Unit<'_>, Verdict)]) -> BTreeMap<Arc<str>, Layer> {
    let files = units.iter().flat_map(|(unit, verdict)| {
        unit.files.iter().map(|file| (Arc::clone(&file.file.path), verdict.layer))
    });
    files.collect()
}

/// Sets the layer of the Rust modules that are files.
pub(super) fn set(modules: &mut [RustModule], layers: &BTreeMap<Arc<str>, Layer>) {
    for module in modules.iter_mut().filter(|module| !module.inline) {
        module.layer = layers.get(&module.at.file).copied().unwrap_or_default();
    }
}

/// The layer of every unit.
fn judge(units: &[Unit<'_>], names: &Names<'_>) -> Vec<Verdict> {
    let signs: Vec<Signs> = units.iter().map(|unit| signs::of(unit, names)).collect();
    let both = || units.iter().zip(&signs);
    let mut verdicts: Vec<Verdict> = both()
        .map(|(unit, signs)| match certain(unit, signs) {
            Some(layer) => Verdict { layer, because: Vec::new() },
            None => weigh::likely(unit, signs),
        })
        .collect();
    mark_test_support(units, &mut verdicts);
    mark_wiring(units, &mut verdicts);
    verdicts
}

/// What needs no weighing.
fn certain(unit: &Unit<'_>, signs: &Signs) -> Option<Layer> {
    match () {
        () if unit.only_tests || (signs.files == 0 && signs.test_files > 0) => Some(Layer::Test),
        () if unit.is_main => Some(Layer::Entry),
        () if is_mocks(unit, signs) => Some(Layer::Test),
        () if signs.files == signs.generated => Some(Layer::Unknown),
        () => None,
    }
}

/// Generated doubles of interfaces.
fn is_mocks(unit: &Unit<'_>, signs: &Signs) -> bool {
    let name = unit.dir.rsplit('/').next().unwrap_or_default();
    signs.generated == signs.files && signs.files > 0 && name.contains("mock")
}

/// Code in a folder of tests that nothing which ships imports is there for tests, whatever it imports.
fn mark_test_support(units: &[Unit<'_>], verdicts: &mut [Verdict]) {
    let in_test_folder = |unit: &Unit<'_>| {
        unit.dir.split('/').any(|part| TEST_FOLDERS.iter().any(|word| part.starts_with(word)))
    };
    let candidates: BTreeSet<usize> = units
        .iter()
        .enumerate()
        .filter(|(_, unit)| !unit.is_main && in_test_folder(unit))
        .map(|(at, _)| at)
        .collect();
    let ships = |(at, unit): (usize, &Unit<'_>)| !candidates.contains(&at) && !unit.only_tests;
    let imported: BTreeSet<usize> = units
        .iter()
        .enumerate()
        .filter(|one| ships(*one))
        .flat_map(|(_, unit)| unit.imports.keys().copied())
        .collect();
    for at in candidates.difference(&imported) {
        if let Some(verdict) = verdicts.get_mut(*at) {
            *verdict = Verdict { layer: Layer::Test, because: Vec::new() };
        }
    }
}

/// How many units of the repository a unit must import to count as wiring.
const WIRED: usize = 4;

/// Units that put the others together: only programs and tests import them, and they import many, of
/// different layers.
fn mark_wiring(units: &[Unit<'_>], verdicts: &mut [Verdict]) {
    let layer = |at: usize| verdicts.get(at).map_or(Layer::Unknown, |verdict| verdict.layer);
    let outer = [Layer::Transport, Layer::Application, Layer::Adapter];
    let joins = |unit: &Unit<'_>| {
        let has = |outer: &&Layer| unit.imports.keys().any(|imported| layer(*imported) == **outer);
        unit.imports.len() >= WIRED && outer.iter().filter(has).count() >= 2
    };
    let wires = |own: usize, unit: &Unit<'_>| {
        let mut importers = units.iter().enumerate().filter(|(at, other)| {
            other.imports.contains_key(&own) && !other.only_tests && layer(*at) != Layer::Test
        });
        joins(unit)
            && importers.clone().next().is_some()
            && importers.all(|(_, other)| other.is_main)
    };
    let found: Vec<usize> = units
        .iter()
        .enumerate()
        .filter(|(at, unit)| layer(*at) != Layer::Test && wires(*at, unit))
        .map(|(at, _)| at)
        .collect();
    for at in found {
        if let Some(verdict) = verdicts.get_mut(at) {
            let text = "only programs import it, and it puts layers together".to_owned();
            let at = units.get(at).map(|unit| unit.at.clone());
            let because = at.map(|at| Observation { at, text }).into_iter().collect();
            *verdict = Verdict { layer: Layer::Entry, because };
        }
    }
}

#[cfg(test)]
mod tests;
