//! The points of each layer, and the layer with the most.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{
    Verdict,
    signs::{Sign, Signs},
    tables::FOLDERS,
    unit::Unit,
};
use crate::model::{Evidence, Layer, Observation};

/// One point; signs that few files show count for a fraction of theirs.
const POINT: u32 = 12;

/// Points that a word in the last two folders gives: less than any evidence in the code.
const FOLDER: u32 = POINT;

/// Signs of the winning layer that are kept as reasons.
const REASONS: usize = 3;

/// The layer with the most points; the order of the layers decides between equals.
pub(super) fn likely(unit: &Unit<'_>, signs: &Signs) -> Verdict {
    let mut points = points(signs);
    let shape = add_shape(unit, signs, &mut points);
    if points.values().all(|points| *points == 0) {
        return Verdict::default();
    }
    let folder = add_folder(unit, &mut points);
    let best = points.iter().rev().max_by_key(|(_, points)| **points);
    let Some((layer, _)) = best.filter(|(_, points)| **points > 0) else {
        return Verdict::default();
    };
    let mut because = reasons(signs, *layer);
    let say = |text: String| observation(&unit.at, text);
    because.extend(shape.filter(|(shaped, _)| shaped == layer).map(|(_, text)| say(text.into())));
    because.extend(
        folder
            .filter(|(named, _)| named == layer)
            .map(|(_, word)| say(format!("lies in `{word}`"))),
    );
    because.truncate(REASONS);
    Verdict { layer: *layer, because }
}

/// Points per layer: the strongest sign, and one for each further kind.
fn points(signs: &Signs) -> BTreeMap<Layer, u32> {
    let mut points: BTreeMap<Layer, u32> = BTreeMap::new();
    let client = signs.by_kind.get(&(Layer::Adapter, "client"));
    let is_client =
        client.is_some_and(|sign| weight(Layer::Adapter, sign, signs.files) >= 2 * POINT);
    for layer in signs.by_kind.keys().map(|(layer, _)| *layer) {
        points.entry(layer).or_insert_with(|| {
            let of_layer = signs.by_kind.iter().filter(|((other, _), _)| *other == layer);
            let weights: Vec<u32> = of_layer
                .map(|((_, kind), sign)| match *kind {
                    // What talks to an outside system itself may do so through interfaces of its own.
                    "ports" if is_client => POINT,
                    _ => weight(layer, sign, signs.files),
                })
                .collect();
            let strongest = weights.iter().max().copied().unwrap_or_default();
            let whole = weights.iter().filter(|weight| **weight >= POINT).count().saturating_sub(1);
            strongest + POINT * u32::try_from(whole).unwrap_or_default()
        });
    }
    points
}

/// A third of the files is what a unit is about; one file of many may be there for an error value. Only
/// what is mostly about tests is there for tests.
fn weight(layer: Layer, sign: &Sign, files: u32) -> u32 {
    let whole = sign.points * POINT;
    match () {
        () if layer == Layer::Test => whole * u32::from(sign.files * 2 > files),
        () if sign.is_whole || sign.files * 3 >= files || files <= 3 => whole,
        () if sign.files * 6 >= files => whole / 2,
        () => whole / 6,
    }
}

/// Points for the shape of a unit, where no outside system speaks already.
fn add_shape(
    unit: &Unit<'_>,
    signs: &Signs,
    points: &mut BTreeMap<Layer, u32>,
) -> Option<(Layer, &'static str)> {
    let mostly_interfaces = signs.interfaces > 0
        && signs.interfaces >= signs.types
        && signs.functions <= signs.interfaces;
    if mostly_interfaces {
        *points.entry(Layer::Port).or_default() += 4 * POINT;
        return Some((Layer::Port, "mostly declares interfaces"));
    }
    let outside = [Layer::Adapter, Layer::Transport, Layer::Test, Layer::Platform]
        .iter()
        .any(|layer| points.get(layer).is_some_and(|points| *points > POINT));
    if outside {
        return None;
    }
    let few_wait = signs.waiting * 4 < signs.functions;
    let uses_others = unit.imports.len() >= 2 && signs.functions > 0;
    let (layer, won, text) = match () {
        () if uses_others && !few_wait => (
            Layer::Application,
            3,
            "its functions wait, and use several packages of the repository",
        ),
        () if signs.types > 0 && signs.is_self_contained => {
            (Layer::Domain, 2, "declares types and needs nothing outside the repository")
        }
        () if signs.types > 0 && signs.waiting == 0 => {
            (Layer::Domain, 1, "declares types and waits for nothing")
        }
        () if uses_others => (Layer::Application, 2, "uses several packages of the repository"),
        () if signs.functions > 0 && signs.is_self_contained => {
            (Layer::Platform, 1, "functions that need nothing outside the repository")
        }
        () => return None,
    };
    *points.entry(layer).or_default() += won * POINT;
    Some((layer, text))
}

/// Points for the names of the last two folders, for layers that something in the code speaks for too;
/// the nearest known word.
fn add_folder<'u>(
    unit: &'u Unit<'_>,
    points: &mut BTreeMap<Layer, u32>,
) -> Option<(Layer, &'u str)> {
    let mut told = None;
    for part in unit.dir.split('/').rev().take(2) {
        if let Some((word, layer)) = FOLDERS.iter().find(|(word, _)| *word == part)
            && let Some(points) = points.get_mut(layer).filter(|points| **points > 0)
        {
            *points += FOLDER;
            told = told.or(Some((*layer, *word)));
        }
    }
    told
}

/// The signs of a layer, strongest first.
fn reasons(signs: &Signs, layer: Layer) -> Vec<Observation> {
    let of_layer = signs.by_kind.iter().filter(|((other, _), _)| *other == layer);
    let mut found: Vec<&Sign> = of_layer.map(|(_, sign)| sign).collect();
    found.sort_by_key(|sign| Reverse(weight(layer, sign, signs.files)));
    let say = |sign: &&Sign| {
        let text = match (sign.files, signs.files) {
            (_, 1) => sign.text.clone(),
            (some, all) => format!("{}, {some} of {all} files", sign.text),
        };
        observation(&sign.at, text)
    };
    found.iter().map(say).collect()
}

fn observation(at: &Evidence, text: String) -> Observation {
    Observation { at: at.clone(), text }
}
