//! The architecture pattern, with what speaks for and against it. Folder names alone decide nothing.

mod cycles;
mod evidence;
mod violations;

use std::collections::BTreeMap;

use self::evidence::{Counted, Facts};
use super::{
    layers::{Unit, Verdict},
    modules::LIBRARIES,
};
use crate::model::{
    Architecture, Evidence, Implementation, Interface, Layer, Module, Observation, Route,
};

/// What the pattern is read from.
pub(super) struct Inputs<'a> {
    /// Go packages and Rust modules with their layers.
    pub(super) units: &'a [(Unit<'a>, Verdict)],
    pub(super) modules: &'a [Module],
    pub(super) interfaces: &'a [&'a Interface],
    pub(super) implementations: &'a [Implementation],
    pub(super) routes: &'a [Route],
}

/// What layers, modules and ports say about the pattern.
pub(super) fn of(inputs: &Inputs<'_>, cycles: Vec<Vec<String>>) -> Architecture {
    let mut by_layer: BTreeMap<Layer, Vec<&Unit<'_>>> = BTreeMap::new();
    for (unit, verdict) in inputs.units.iter().filter(|(unit, _)| !unit.only_tests) {
        by_layer.entry(verdict.layer).or_default().push(unit);
    }
    let facts = evidence::of(inputs.units, inputs.interfaces, inputs.implementations);
    let pattern = pattern(inputs, &by_layer, &facts);
    let is_layered = matches!(pattern, "hexagonal" | "layered");
    // A library or a tool is not built in layers; a direction of its imports is nobody's intention.
    let violations = if is_layered { violations::of(inputs.units) } else { Vec::new() };
    let mut because = layers(&by_layer, is_layered);
    let mut against = Vec::new();
    if is_layered {
        ports(&facts, pattern, &mut because, &mut against);
    }
    builds(inputs.modules, pattern, &mut because, &mut against);
    if let Some(first) = violations.first() {
        let text = format!(
            "{} against the layers, first `{}` ({}) imports `{}` ({})",
            if violations.len() == 1 {
                "an import goes".into()
            } else {
                format!("{} imports go", violations.len())
            },
            first.from,
            word(first.from_layer),
            first.to,
            word(first.to_layer)
        );
        against.push(observation(&first.at, text));
    }
    let module_cycles = cycles::of_modules(inputs.units);
    Architecture { pattern: pattern.into(), because, against, violations, cycles, module_cycles }
}

fn pattern(
    inputs: &Inputs<'_>,
    by_layer: &BTreeMap<Layer, Vec<&Unit<'_>>>,
    facts: &Facts,
) -> &'static str {
    let has = |layer| by_layer.contains_key(&layer);
    let routes = inputs.routes.iter().any(Route::is_endpoint);
    let program = |module: &Module| builds_kind(module, &["bin", "main"]);
    // A crate that serves may keep all but its `main` in a library.
    let programs = builds_programs(inputs.modules) || routes && inputs.modules.iter().any(program);
    let serves = routes || has(Layer::Transport);
    let is_something = !by_layer.is_empty() || !inputs.modules.is_empty();
    match (is_inward(facts) && has(Layer::Adapter), has(Layer::Adapter) && serves, programs) {
        (true, _, true) => "hexagonal",
        (_, true, true) => "layered",
        (_, false, true) if serves => "service",
        (_, _, true) => "command-line",
        (_, _, false) if is_something => "library",
        _ => "undecided",
    }
}

/// Most of the ports that adapters implement are declared further in, and most of what lies inside
/// imports no adapter.
fn is_inward(facts: &Facts) -> bool {
    facts.inward_ports.count > facts.outward_ports.count
        && facts.inner_clean.count > facts.inner_bound.count
}

/// Whether the repository is there for its programs: the root package decides, else the greater number.
fn builds_programs(modules: &[Module]) -> bool {
    let program = |module: &&Module| builds_kind(module, &["bin", "main"]);
    let library = |module: &&Module| builds_kind(module, &LIBRARIES);
    let root = modules.iter().find(|module| module.dir.is_empty() && !module.targets.is_empty());
    if let Some(root) = root {
        return program(&root);
    }
    let programs = modules.iter().filter(|module| program(module) && !library(module)).count();
    programs > 0 && programs >= modules.iter().filter(library).count()
}

fn builds_kind(module: &Module, kinds: &[&str]) -> bool {
    module.targets.iter().any(|target| kinds.contains(&&*target.kind))
}

/// The layers that are there, each with its first unit; outside of a layered house only those that
/// something outside of it shows.
fn layers(by_layer: &BTreeMap<Layer, Vec<&Unit<'_>>>, is_layered: bool) -> Vec<Observation> {
    let says = |layer: Layer| match layer {
        Layer::Unknown | Layer::Test => false,
        Layer::Entry | Layer::Transport | Layer::Adapter => true,
        _ => is_layered,
    };
    let known = by_layer.iter().filter(|(layer, _)| says(**layer));
    let layer = |(layer, units): (&Layer, &Vec<&Unit<'_>>)| {
        let first = units.first()?;
        let noun = if first.at.language == "go" { "package" } else { "module" };
        let plural = if units.len() == 1 { "" } else { "s" };
        let text =
            format!("{} {} {noun}{plural}, first `{}`", units.len(), word(*layer), first.name);
        Some(observation(&first.at, text))
    };
    known.filter_map(layer).collect()
}

/// Where ports are declared and who imports adapters, on the side that it speaks for.
fn ports(
    facts: &Facts,
    pattern: &str,
    because: &mut Vec<Observation>,
    against: &mut Vec<Observation>,
) {
    let hexagonal = pattern == "hexagonal";
    let (inward, outward) = if hexagonal { (because, against) } else { (against, because) };
    let say = |counted: &Counted, one: &str, many: &str| {
        let (at, example) = counted.first.as_ref()?;
        let text = match counted.count {
            1 => format!("{one}: {example}"),
            count => format!("{count} {many}, first {example}"),
        };
        Some(observation(at, text))
    };
    inward.extend(say(
        &facts.inward_ports,
        "an interface that an adapter implements is declared outside of adapters",
        "interfaces that adapters implement are declared outside of adapters",
    ));
    outward.extend(say(
        &facts.outward_ports,
        "an interface that an adapter implements is declared beside an adapter",
        "interfaces that adapters implement are declared beside an adapter",
    ));
    outward.extend(say(
        &facts.inner_bound,
        "an inner package imports an adapter",
        "application and domain packages or modules import an adapter",
    ));
}

/// What the manifests build.
fn builds(
    modules: &[Module],
    pattern: &str,
    because: &mut Vec<Observation>,
    against: &mut Vec<Observation>,
) {
    let is_library = pattern == "library";
    if !is_library && pattern != "command-line" && !because.is_empty() {
        return;
    }
    let speaks = |module: &&Module| {
        let program = builds_kind(module, &["bin", "main"]);
        !module.targets.is_empty() && program != is_library
    };
    let say = |module: &Module| {
        let mut kinds: Vec<&str> = module.targets.iter().map(|target| &*target.kind).collect();
        kinds.dedup();
        observation(&module.at, format!("`{}` builds {}", module.name, kinds.join(", ")))
    };
    let first = modules.iter().find(speaks);
    because.extend(first.or_else(|| modules.iter().find(|one| !one.targets.is_empty())).map(say));
    let other = modules.iter().find(|one| !one.targets.is_empty() && !speaks(one));
    against.extend(other.map(say).filter(|one| because.last() != Some(one)));
}

fn word(layer: Layer) -> String {
    format!("{layer:?}").to_lowercase()
}

fn observation(at: &Evidence, text: String) -> Observation {
    Observation { at: at.clone(), text }
}
