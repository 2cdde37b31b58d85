//! A dependency graph in bands, one for each layer: the height says the layer, the order inside a band keeps
//! neighbours above each other.
//!
//! Rank-by-depth layouts (Sugiyama) give a repository of a hundred packages a picture fifteen screens wide, and
//! their ranks mean nothing to the reader; here a line that goes up is one that goes against the layers.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{fitted, length, px};

/// Width of the picture.
const WIDTH: f64 = 1180.0;
/// Room at the left for the names of the bands.
const LEFT: f64 = 104.0;
const ROW: f64 = 30.0;
const BETWEEN_ROWS: f64 = 16.0;
const BETWEEN_NODES: f64 = 12.0;
const PADDING: f64 = 14.0;
/// Room between bands, for the lines.
const GAP: f64 = 30.0;
const LETTER: f64 = 6.7;
const LETTERS: usize = 24;
/// How often the order is improved; later rounds change next to nothing.
const ROUNDS: usize = 12;

/// What is to be drawn.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Node {
    pub(in super::super) band: usize,
    pub(in super::super) label: String,
    pub(in super::super) title: String,
    pub(in super::super) class: String,
    pub(in super::super) anchor: String,
}

/// A line between two nodes, by their numbers.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Edge {
    pub(in super::super) from: usize,
    pub(in super::super) to: usize,
    pub(in super::super) class: String,
}

/// The picture.
#[derive(Clone, Debug, Default, Serialize)]
pub(in super::super) struct Bands {
    width: String,
    height: String,
    layers: Vec<Band>,
    nodes: Vec<Drawn>,
    lines: Vec<Line>,
}

#[derive(Clone, Debug, Serialize)]
struct Band {
    title: String,
    y: String,
    height: String,
    middle: String,
}

#[derive(Clone, Debug, Serialize)]
struct Drawn {
    x: String,
    y: String,
    width: String,
    label: String,
    title: String,
    class: String,
    anchor: String,
}

#[derive(Clone, Debug, Serialize)]
struct Line {
    from: usize,
    to: usize,
    class: String,
    d: String,
}

/// A placed node: left edge, top edge, width.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    x: f64,
    y: f64,
    width: f64,
}

/// Lays out `nodes` in the bands with these titles; a band without nodes is left out.
pub(in super::super) fn lay_out(titles: &[String], nodes: &[Node], edges: &[Edge]) -> Bands {
    let order = ordered(titles.len(), nodes, edges);
    let mut places = vec![Place::default(); nodes.len()];
    let (mut bands, mut y) = (Vec::new(), PADDING);
    for (title, members) in titles.iter().zip(&order).filter(|(_, members)| !members.is_empty()) {
        let height = fill(members, nodes, y, &mut places);
        let middle = px(y + height / 2.0 + 4.0);
        bands.push(Band { title: title.clone(), y: px(y), height: px(height), middle });
        y += height + GAP;
    }
    let drawn = nodes.iter().zip(&places).map(|(node, place)| Drawn {
        x: px(place.x),
        y: px(place.y),
        width: px(place.width),
        label: fitted(&node.label, LETTERS),
        title: node.title.clone(),
        class: node.class.clone(),
        anchor: node.anchor.clone(),
    });
    Bands {
        width: px(WIDTH),
        height: px((y - GAP + PADDING).max(PADDING)),
        layers: bands,
        nodes: drawn.collect(),
        lines: edges.iter().filter_map(|edge| line(edge, &places)).collect(),
    }
}

/// Puts the members of a band into rows; gives the band's height.
fn fill(members: &[usize], nodes: &[Node], top: f64, places: &mut [Place]) -> f64 {
    let mut rows: Vec<Vec<(usize, f64)>> = vec![Vec::new()];
    let mut used = 0.0;
    for &member in members {
        let letters = nodes.get(member).map_or(0, |node| node.label.chars().count().min(LETTERS));
        let width = length(letters.max(4)) * LETTER + 16.0;
        if used + width > WIDTH - LEFT - PADDING && rows.last().is_some_and(|row| !row.is_empty()) {
            rows.push(Vec::new());
            used = 0.0;
        }
        used += width + BETWEEN_NODES;
        if let Some(row) = rows.last_mut() {
            row.push((member, width));
        }
    }
    for (row, index) in rows.iter().zip(0usize..) {
        let y = top + PADDING + length(index) * (ROW + BETWEEN_ROWS);
        let total: f64 = row.iter().map(|(_, width)| width + BETWEEN_NODES).sum();
        let mut x = LEFT + ((WIDTH - LEFT - total) / 2.0).max(0.0);
        for (member, width) in row {
            if let Some(place) = places.get_mut(*member) {
                *place = Place { x, y, width: *width };
            }
            x += width + BETWEEN_NODES;
        }
    }
    length(rows.len()) * (ROW + BETWEEN_ROWS) - BETWEEN_ROWS + 2.0 * PADDING
}

/// The members of each band, each beside those whose neighbours are where its own are.
fn ordered(bands: usize, nodes: &[Node], edges: &[Edge]) -> Vec<Vec<usize>> {
    let mut order = vec![Vec::new(); bands];
    for (node, index) in nodes.iter().zip(0..) {
        if let Some(band) = order.get_mut(node.band) {
            band.push(index);
        }
    }
    let mut neighbours: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for edge in edges {
        neighbours.entry(edge.from).or_default().push(edge.to);
        neighbours.entry(edge.to).or_default().push(edge.from);
    }
    let mut shares = vec![0.5; nodes.len()];
    for band in &order {
        note(band, &mut shares);
    }
    for _ in 0..ROUNDS {
        for band in &mut order {
            let mean = |member: &usize| {
                let near = neighbours.get(member).map_or(&[][..], Vec::as_slice);
                let sum: f64 = near.iter().filter_map(|other| shares.get(*other)).sum();
                let own = shares.get(*member).copied().unwrap_or(0.5);
                if near.is_empty() { own } else { sum / length(near.len()) }
            };
            band.sort_by(|a, b| mean(a).total_cmp(&mean(b)).then(a.cmp(b)));
            note(band, &mut shares);
        }
    }
    order
}

/// Where in its band each member stands, as a share of the band's length.
fn note(band: &[usize], shares: &mut [f64]) {
    for (member, place) in band.iter().zip(0usize..) {
        if let Some(share) = shares.get_mut(*member) {
            *share = (length(place) + 0.5) / length(band.len());
        }
    }
}

/// A curve from the side of one node to that of another.
fn line(edge: &Edge, places: &[Place]) -> Option<Line> {
    let (from, to) = (places.get(edge.from)?, places.get(edge.to)?);
    let (x1, x2) = (from.x + from.width / 2.0, to.x + to.width / 2.0);
    let (y1, y2, bend) = if to.y > from.y {
        (from.y + ROW, to.y, ((to.y - from.y - ROW) / 2.0).max(12.0))
    } else if to.y < from.y {
        (from.y, to.y + ROW, -((from.y - to.y - ROW) / 2.0).max(12.0))
    } else {
        // Beside each other: a bow below both.
        (from.y + ROW, to.y + ROW, 14.0)
    };
    let (c1, c2) = (y1 + bend, if from.y.total_cmp(&to.y).is_eq() { y2 + bend } else { y2 - bend });
    let d = format!(
        "M{} {}C{} {} {} {} {} {}",
        px(x1),
        px(y1),
        px(x1),
        px(c1),
        px(x2),
        px(c2),
        px(x2),
        px(y2)
    );
    Some(Line { from: edge.from, to: edge.to, class: edge.class.clone(), d })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(band: usize, label: &str) -> Node {
        Node { band, label: label.into(), ..Node::default() }
    }

    fn edge(from: usize, to: usize) -> Edge {
        Edge { from, to, class: String::new() }
    }

    #[test]
    fn neighbours_stand_above_each_other() {
        let nodes = [node(0, "a"), node(0, "b"), node(1, "c"), node(1, "d")];
        let order = ordered(2, &nodes, &[edge(0, 3), edge(1, 2)]);
        assert!(
            order[0] == [0, 1] && order[1] == [3, 2] || order[0] == [1, 0] && order[1] == [2, 3]
        );
    }

    #[test]
    fn bands_do_not_overlap_and_nothing_leaves_the_picture() {
        let nodes: Vec<Node> = (0..60).map(|n| node(n % 3, "some/long-package-name")).collect();
        let edges: Vec<Edge> = (0..60).map(|n| edge(n, (n * 7) % 60)).collect();
        let titles = ["a", "b", "c", "none"].map(str::to_owned);
        let picture = lay_out(&titles, &nodes, &edges);
        assert_eq!(picture.layers.len(), 3);
        let number = |text: &str| text.parse::<f64>().unwrap();
        for pair in picture.layers.windows(2) {
            assert!(number(&pair[0].y) + number(&pair[0].height) < number(&pair[1].y));
        }
        for node in &picture.nodes {
            assert!(number(&node.x) >= LEFT && number(&node.x) + number(&node.width) <= WIDTH);
            assert!(number(&node.y) + ROW <= number(&picture.height));
        }
        assert_eq!(picture.lines.len(), 60);
    }
}
