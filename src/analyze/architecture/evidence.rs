//! What tells the patterns apart: where ports are declared, and who imports adapters.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    analyze::layers::{Unit, Verdict},
    model::{Evidence, Implementation, Interface, Layer},
};

/// A number with its first example.
#[derive(Debug, Default)]
pub(super) struct Counted {
    pub(super) count: u32,
    pub(super) first: Option<(Evidence, String)>,
}

impl Counted {
    fn add(&mut self, at: &Evidence, text: impl FnOnce() -> String) {
        self.count += 1;
        self.first.get_or_insert_with(|| (at.clone(), text()));
    }
}

/// The facts that the patterns differ in.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Interfaces that an adapter implements, declared outside of adapters.
    pub(super) inward_ports: Counted,
    /// The same, declared in an adapter.
    pub(super) outward_ports: Counted,
    /// Application and domain units that import no adapter.
    pub(super) inner_clean: Counted,
    /// Those that import one.
    pub(super) inner_bound: Counted,
}

/// Counts over the units of the repository.
pub(super) fn of(
    units: &[(Unit<'_>, Verdict)],
    interfaces: &[&Interface],
    implementations: &[Implementation],
) -> Facts {
    let mut facts = Facts::default();
    let layers = layers_of_files(units);
    let not_shipping: BTreeSet<&str> = units
        .iter()
        .flat_map(|(unit, _)| &unit.files)
        .filter(|file| file.file.generated || file.file.test)
        .map(|file| &*file.file.path)
        .collect();
    let layer = |file: &str| layers.get(file).copied().unwrap_or_default();
    let mut by_adapters: BTreeMap<(&str, u32), &Implementation> = BTreeMap::new();
    for claim in implementations {
        if let (Some(of), Some(file)) = (&claim.type_ref.file, &claim.interface.file)
            && layer(of) == Layer::Adapter
            && !not_shipping.contains(&**of)
        {
            by_adapters.entry((file, claim.interface.line)).or_insert(claim);
        }
    }
    for interface in interfaces.iter().filter(|one| is_port(one)) {
        let Some(by) = by_adapters.get(&(&*interface.at.file, interface.at.line)) else { continue };
        let counted = match layer(&interface.at.file) {
            Layer::Adapter => &mut facts.outward_ports,
            _ => &mut facts.inward_ports,
        };
        counted.add(&interface.at, || {
            // The interface stands last: the place that follows is its own.
            format!("that of `{}`, `{}`", by.type_ref.name, interface.name)
        });
    }
    for (unit, verdict) in units {
        if matches!(verdict.layer, Layer::Application | Layer::Domain) {
            add_inner(unit, units, &mut facts);
        }
    }
    facts
}

fn is_port(interface: &Interface) -> bool {
    !interface.methods.is_empty() && !interface.test && !interface.generated
}

fn add_inner(unit: &Unit<'_>, units: &[(Unit<'_>, Verdict)], facts: &mut Facts) {
    let bound = unit.imports.iter().find_map(|(at, import)| {
        let (other, verdict) = units.get(*at)?;
        (verdict.layer == Layer::Adapter).then_some((import, other))
    });
    match bound {
        Some((import, other)) => facts
            .inner_bound
            .add(&import.at, || format!("`{}` imports `{}`", unit.name, other.name)),
        None => facts.inner_clean.add(&unit.at, || format!("`{}`", unit.name)),
    }
}

fn layers_of_files<'a>(units: &[(Unit<'a>, Verdict)]) -> BTreeMap<&'a str, Layer> {
    let files = units.iter().flat_map(|(unit, verdict)| {
        unit.files.iter().map(|file| (&*file.file.path, verdict.layer))
    });
    files.collect()
}
