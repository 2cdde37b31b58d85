//! Imports that go against the direction of the layers.

use crate::{
    analyze::layers::{Unit, Verdict},
    model::{Layer, LayerViolation},
};

/// Layers and what they must not import. What puts the others together may import anything.
const FORBIDDEN: [(Layer, &[Layer]); 4] = [
    (Layer::Domain, &[Layer::Application, Layer::Transport, Layer::Adapter, Layer::Entry]),
    (Layer::Port, &[Layer::Application, Layer::Transport, Layer::Adapter, Layer::Entry]),
    (Layer::Application, &[Layer::Transport, Layer::Entry]),
    (Layer::Adapter, &[Layer::Transport, Layer::Entry]),
];

/// One violation per pair of units, by place.
pub(super) fn of(units: &[(Unit<'_>, Verdict)]) -> Vec<LayerViolation> {
    let mut found: Vec<LayerViolation> = units.iter().flat_map(|one| outward(one, units)).collect();
    found.sort_by(|a, b| (&a.at.file, a.at.line, &a.to).cmp(&(&b.at.file, b.at.line, &b.to)));
    found
}

fn outward(
    (unit, verdict): &(Unit<'_>, Verdict),
    units: &[(Unit<'_>, Verdict)],
) -> Vec<LayerViolation> {
    let rule = FORBIDDEN.iter().find(|(layer, _)| *layer == verdict.layer);
    let Some((_, forbidden)) = rule else { return Vec::new() };
    let one = |(at, import): (&usize, &&crate::model::Import)| {
        let (other, imported) = units.get(*at)?;
        forbidden.contains(&imported.layer).then(|| LayerViolation {
            at: import.at.clone(),
            from: unit.name.clone(),
            from_layer: verdict.layer,
            to: other.name.clone(),
            to_layer: imported.layer,
        })
    };
    unit.imports.iter().filter_map(one).collect()
}
