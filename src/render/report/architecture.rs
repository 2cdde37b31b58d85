//! How the packages depend on each other, by layer.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Chart, Context, Section, anchor,
    charts::bands::{self, Bands, Edge, Node},
    gap,
    table::{Cell, Row, Table},
    text::{Piece, count, word},
    zero,
};
use crate::model::{Layer, Observation, Package};

/// Layers from the outside in, platform last. Where adapters belong depends on the house.
const LAYERS: [Layer; 8] = [
    Layer::Entry,
    Layer::Transport,
    Layer::Application,
    Layer::Domain,
    Layer::Port,
    Layer::Adapter,
    Layer::Platform,
    Layer::Unknown,
];

/// The same for a house whose adapters know the inside and not the other way round.
const INWARD: [Layer; 8] = [
    Layer::Entry,
    Layer::Transport,
    Layer::Adapter,
    Layer::Application,
    Layer::Port,
    Layer::Domain,
    Layer::Platform,
    Layer::Unknown,
];

/// Reasons of a layer that a row shows.
const REASONS: usize = 2;

pub(super) fn section(context: &Context<'_>) -> Section {
    let shown: Vec<&Package> =
        context.analysis.packages.iter().filter(|package| package.layer != Layer::Test).collect();
    let picture = (shown.len() > 1).then(|| picture(context, &shown));
    Section {
        id: "architecture",
        title: "Architecture",
        lead: vec![lead(context, &shown)],
        chart: picture.map_or(Chart::None, Chart::Graph),
        tables: vec![
            pattern(context),
            packages(context, &shown),
            violations(context),
            cycles(context),
        ],
    }
}

fn lead(context: &Context<'_>, shown: &[&Package]) -> Vec<Piece> {
    let architecture = &context.analysis.architecture;
    let tests = context.analysis.packages.len() - shown.len();
    let text = format!(
        "{} that ship{}. The pattern is {}: {} for it, {} against it. {} the layers, and {}.",
        count(shown.len(), "package"),
        if tests > 0 { format!(", {tests} for tests alone left out") } else { String::new() },
        if architecture.pattern.is_empty() { "undecided" } else { &architecture.pattern },
        count(architecture.because.len(), "observation"),
        architecture.against.len(),
        match architecture.violations.len() {
            0 => "No import goes against".to_owned(),
            1 => "One import goes against".to_owned(),
            number => format!("{number} imports go against"),
        },
        match architecture.cycles.len() {
            0 => "no packages import each other in a circle".to_owned(),
            number => count(number, "import cycle"),
        },
    );
    vec![Piece::text(text)]
}

/// What speaks for and against the pattern.
fn pattern(context: &Context<'_>) -> Table {
    let architecture = &context.analysis.architecture;
    let row = |speaks: Piece, one: &Observation| {
        Row::new([speaks.into(), context.to.rich(&one.text).into(), context.to.at(&one.at).into()])
    };
    let because = architecture.because.iter().map(|one| row(Piece::mark("for", "good"), one));
    let against = architecture.against.iter().map(|one| row(Piece::mark("against", "fair"), one));
    Table::new(
        "pattern",
        "What speaks for the pattern and against it",
        &["=Speaks", "What", "Where"],
    )
    .or("Nothing in the code speaks for a pattern.")
    .with(because.chain(against))
}

fn picture(context: &Context<'_>, shown: &[&Package]) -> Bands {
    let numbers: BTreeMap<&str, usize> =
        shown.iter().zip(0..).map(|(package, number)| (package.dir.as_str(), number)).collect();
    let lines = edges(context, shown, &numbers);
    let against = |order: [Layer; 8]| {
        let band =
            |number: usize| shown.get(number).map_or(0, |package| place(order, package.layer));
        lines.iter().filter(|edge| band(edge.from) > band(edge.to)).count()
    };
    // The order that fewer imports go against is the house's own.
    let order = if against(INWARD) < against(LAYERS) { INWARD } else { LAYERS };
    let mut nodes: Vec<Node> =
        shown.iter().map(|package| node(package, place(order, package.layer))).collect();
    tell_apart(&mut nodes, shown);
    let titles: Vec<String> = order.iter().map(word).collect();
    bands::lay_out(&titles, &nodes, &lines)
}

fn place(order: [Layer; 8], layer: Layer) -> usize {
    order.iter().position(|known| *known == layer).unwrap_or(order.len() - 1)
}

fn node(package: &Package, band: usize) -> Node {
    let mut parts = package.dir.rsplit('/');
    let (last, before) = (parts.next().unwrap_or_default(), parts.next());
    let label = match (last, before) {
        ("", _) => package.name.clone(),
        (last, Some(before)) => format!("{before}/{last}"),
        (last, None) => last.to_owned(),
    };
    let layer = word(&package.layer);
    Node {
        band,
        label,
        title: format!(
            "{}: {layer}, imports {}",
            dir(package),
            count(package.imports.len(), "package")
        ),
        class: layer,
        anchor: anchor("package", dir(package)),
    }
}

/// Puts the first folder that differs in front of labels that are the same.
fn tell_apart(nodes: &mut [Node], shown: &[&Package]) {
    let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (node, number) in nodes.iter().zip(0..) {
        same.entry(node.label.clone()).or_default().push(number);
    }
    for numbers in same.values().filter(|numbers| numbers.len() > 1) {
        let paths: Vec<Vec<&str>> = numbers
            .iter()
            .filter_map(|number| shown.get(*number))
            .map(|package| package.dir.split('/').collect())
            .collect();
        let differs = |place: &usize| {
            let mut parts = paths.iter().map(|path| path.get(*place));
            let first = parts.next();
            parts.any(|part| Some(part) != first)
        };
        let Some(place) = (0..32).find(differs) else { continue };
        for (number, path) in numbers.iter().zip(&paths) {
            if let (Some(node), Some(part)) = (nodes.get_mut(*number), path.get(place)) {
                let last = path.last().copied().unwrap_or_default();
                node.label = format!("{part} … {last}");
            }
        }
    }
}

/// The folder, the root as `.`.
fn dir(package: &Package) -> &str {
    if package.dir.is_empty() { "." } else { &package.dir }
}

/// Imports between the packages, those against the layers and those in a circle marked.
fn edges(context: &Context<'_>, shown: &[&Package], numbers: &BTreeMap<&str, usize>) -> Vec<Edge> {
    let architecture = &context.analysis.architecture;
    let violations: BTreeSet<(&str, &str)> =
        architecture.violations.iter().map(|one| (one.from.as_str(), one.to.as_str())).collect();
    let circle: BTreeSet<(&str, &str)> =
        architecture.cycles.iter().flat_map(|cycle| steps(cycle)).collect();
    let mut edges = Vec::new();
    for (package, from) in shown.iter().zip(0..) {
        for import in &package.imports {
            let Some(&to) = numbers.get(import.as_str()).filter(|to| **to != from) else {
                continue;
            };
            let step = (package.dir.as_str(), import.as_str());
            let class = match (circle.contains(&step), violations.contains(&step)) {
                (true, _) => "cycle",
                (_, true) => "against",
                _ => "",
            };
            edges.push(Edge { from, to, class: class.into() });
        }
    }
    // What is marked is drawn last, above the others.
    edges.sort_by_key(|edge| (!edge.class.is_empty(), edge.from, edge.to));
    edges
}

/// The imports of a circle: from each member to the next, from the last to the first.
fn steps(cycle: &[String]) -> impl Iterator<Item = (&str, &str)> {
    let next = cycle.iter().cycle().skip(1);
    cycle.iter().zip(next).map(|(from, to)| (from.as_str(), to.as_str()))
}

fn packages(context: &Context<'_>, shown: &[&Package]) -> Table {
    let mut importers: BTreeMap<&str, u32> = BTreeMap::new();
    for import in shown.iter().flat_map(|package| &package.imports) {
        *importers.entry(import).or_default() += 1;
    }
    let rows = shown.iter().map(|package| {
        let to = &context.to;
        let mut because = Vec::new();
        for reason in package.layer_because.iter().take(REASONS) {
            if !because.is_empty() {
                because.push(Piece::line());
            }
            because.extend(to.seen(reason));
        }
        let imports = Cell::number(u64::try_from(package.imports.len()).unwrap_or_default());
        Row::new([
            Piece::code(dir(package)).into(),
            word(&package.layer).into(),
            Cell::amount(package.rank),
            imports,
            Cell::number(importers.get(package.dir.as_str()).copied().unwrap_or_default()),
            because.into(),
            to.at(&package.at).into(),
        ])
        .called(anchor("package", dir(package)))
    });
    let columns =
        ["Package", "=Layer", "#Weight", "#Imports", "#Imported by", "Why this layer", "Where"];
    Table::new(
        "packages",
        "Packages with their layers; weight is PageRank over imports and calls, 1 the mean",
        &columns,
    )
    .or(zero::facts(context, "packages", "packages"))
    .with(rows)
}

fn violations(context: &Context<'_>) -> Table {
    let rows = context.analysis.architecture.violations.iter().map(|one| {
        Row::new([
            Piece::code(&one.from).into(),
            word(&one.from_layer).into(),
            Piece::code(&one.to).into(),
            word(&one.to_layer).into(),
            context.to.at(&one.at).into(),
        ])
    });
    let columns = ["Importing", "=Its layer", "Imported", "=Layer of that", "Where"];
    Table::new("violations", "Imports against the layers", &columns)
        .or("No import goes against the layers, or the pattern is not a layered one.")
        .with(rows)
}

fn cycles(context: &Context<'_>) -> Table {
    let architecture = &context.analysis.architecture;
    let all = architecture.cycles.iter().map(|cycle| ("packages", cycle));
    let all = all.chain(architecture.module_cycles.iter().map(|cycle| ("modules", cycle)));
    let rows = all.map(|(kind, cycle)| {
        let members = super::text::lines(cycle.iter().map(Piece::code));
        Row::new([
            kind.into(),
            Cell::number(u64::try_from(cycle.len()).unwrap_or_default()),
            members.into(),
        ])
    });
    Table::new("cycles", "Import cycles", &["=Of", "#Members", "In order"])
        .or("No import cycle between packages or top-level modules.")
        .with(rows)
}

/// Share of functions that a test reaches, as a cell.
pub(super) fn tested(package: &Package) -> Cell {
    let (all, tested) = (package.functions, package.functions_tested);
    let percent = (u64::from(tested) * 100).checked_div(u64::from(all)).unwrap_or_default();
    let percent = u32::try_from(percent).unwrap_or_default();
    let says = gap::of(tested as usize, all as usize, "function");
    Cell::from(Piece::bar(says, percent)).by(f64::from(percent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_closes() {
        let cycle = ["a", "b", "c"].map(str::to_owned);
        let found: Vec<(&str, &str)> = steps(&cycle).collect();
        assert_eq!(found, [("a", "b"), ("b", "c"), ("c", "a")]);
    }
}
