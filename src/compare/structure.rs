//! Size and layers in figures; no judgement, because a smaller plugin is not a worse one.

use super::cell;
use crate::model::{Cell, CodeProfile, ComparisonRow, HouseProfile, Layer, Reference, Verdict};

/// A figure of a code profile.
type Figure = fn(&CodeProfile) -> String;

const FIGURES: &[(&str, &str, Figure)] = &[
    ("structure.language", "Main language", |code| code.language.clone()),
    ("structure.lines", "Lines of code that ship", |code| code.code_lines.to_string()),
    ("structure.interfaces", "Interfaces and traits", |code| code.interfaces.to_string()),
    ("structure.endpoints", "Endpoints", |code| code.endpoints.to_string()),
    ("structure.tables", "Tables", |code| code.tables.to_string()),
];

const LAYERS: &[(Layer, &str)] = &[
    (Layer::Entry, "entry"),
    (Layer::Transport, "transport"),
    (Layer::Application, "application"),
    (Layer::Domain, "domain"),
    (Layer::Port, "port"),
    (Layer::Adapter, "adapter"),
    (Layer::Platform, "platform"),
];

pub(super) fn rows(target: &Reference, profile: &HouseProfile) -> Vec<ComparisonRow> {
    let figures = FIGURES.iter().map(|(id, subject, figure)| {
        row(id, subject, target, profile, |reference| cell(figure(&reference.code), ""))
    });
    let layers = LAYERS.iter().map(|(layer, name)| {
        row(
            &format!("structure.layer-{name}"),
            &format!("Packages in the {name} layer"),
            target,
            profile,
            |reference| packages(reference, *layer, name),
        )
    });
    figures.chain(layers).filter(has_value).collect()
}

fn row(
    id: &str,
    subject: &str,
    target: &Reference,
    profile: &HouseProfile,
    value: impl Fn(&Reference) -> Cell,
) -> ComparisonRow {
    ComparisonRow {
        id: id.into(),
        subject: subject.into(),
        target: value(target),
        references: profile.references.iter().map(value).collect(),
        verdict: Verdict::Figure,
    }
}

fn packages(reference: &Reference, layer: Layer, name: &str) -> Cell {
    let count = reference.code.layers.get(&layer).map_or(0, Vec::len);
    let seen = reference.code.practices.get(&format!("layer.{name}"));
    cell(count.to_string(), seen.map(|seen| seen.at.citation()).unwrap_or_default())
}

/// Rows in which nobody has anything are left out.
fn has_value(row: &ComparisonRow) -> bool {
    let some = |cell: &Cell| !cell.value.is_empty() && cell.value != "0";
    some(&row.target) || row.references.iter().any(some)
}
