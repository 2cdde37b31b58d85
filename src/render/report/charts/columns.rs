//! A diagram of tables in columns: what is referenced stands left of what references it, and columns are as long
//! as a page is.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{length, px};

/// Width of a table.
pub(in super::super) const TABLE: f64 = 236.0;
const GAP: f64 = 64.0;
const BELOW: f64 = 22.0;
const HEAD: f64 = 26.0;
/// Height of a column's line.
const LINE: f64 = 17.0;
const MARGIN: f64 = 14.0;
/// Height at which a new column begins.
const LONGEST: f64 = 760.0;

/// A table: its name and how many lines it has, and the tables that its lines refer to.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Box {
    pub(in super::super) name: String,
    pub(in super::super) lines: usize,
    /// Line (the head when absent) and name of the table that it refers to.
    pub(in super::super) refers: Vec<(Option<usize>, String)>,
}

/// Places of tables and lines.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Columns {
    pub(in super::super) width: f64,
    pub(in super::super) height: f64,
    /// Left and top edge and height of each table.
    pub(in super::super) places: Vec<(f64, f64, f64)>,
    pub(in super::super) links: Vec<Link>,
}

/// A line between two tables.
#[derive(Clone, Debug, Serialize)]
pub(in super::super) struct Link {
    d: String,
    title: String,
}

/// Lays out the tables.
pub(in super::super) fn lay_out(boxes: &[Box]) -> Columns {
    let numbers: BTreeMap<&str, usize> =
        boxes.iter().zip(0..).map(|(one, number)| (one.name.as_str(), number)).collect();
    let depths = depths(boxes, &numbers);
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    let is_alone = |number: usize| {
        let refers =
            |one: &Box| one.refers.iter().any(|(_, to)| numbers.get(to.as_str()) == Some(&number));
        boxes.get(number).is_none_or(|one| one.refers.is_empty()) && !boxes.iter().any(refers)
    };
    let depth = |number: usize| depths.get(number).copied().unwrap_or(0);
    // Tables that nothing is tied to come last.
    order.sort_by_key(|&number| (is_alone(number), depth(number), number));
    let mut columns = Columns { places: vec![(0.0, 0.0, 0.0); boxes.len()], ..Columns::default() };
    let (mut x, mut y, mut last) = (MARGIN, MARGIN, None);
    for number in order {
        let height = HEAD + LINE * length(boxes.get(number).map_or(0, |one| one.lines)) + 8.0;
        let group = (is_alone(number), depth(number));
        let is_new = last.is_some_and(|last| last != group) || y + height > LONGEST;
        if is_new && y > MARGIN {
            x += TABLE + GAP;
            y = MARGIN;
        }
        last = Some(group);
        if let Some(place) = columns.places.get_mut(number) {
            *place = (x, y, height);
        }
        y += height + BELOW;
        columns.width = columns.width.max(x + TABLE + MARGIN);
        columns.height = columns.height.max(y - BELOW + MARGIN);
    }
    columns.links = links(boxes, &numbers, &columns.places);
    columns
}

/// How many references lead from a table to one without any; a circle ends where it began.
fn depths(boxes: &[Box], numbers: &BTreeMap<&str, usize>) -> Vec<usize> {
    let mut depths = vec![0usize; boxes.len()];
    // As many rounds as tables settle everything but circles.
    for _ in 0..boxes.len() {
        let mut settled = true;
        for (one, number) in boxes.iter().zip(0usize..) {
            let to = one.refers.iter().filter_map(|(_, to)| numbers.get(to.as_str()));
            let deepest = to.filter(|to| **to != number).filter_map(|to| depths.get(*to)).max();
            let depth = deepest.map_or(0, |deepest| (deepest + 1).min(boxes.len().min(6)));
            if depths.get(number).is_some_and(|known| *known < depth) {
                if let Some(known) = depths.get_mut(number) {
                    *known = depth;
                }
                settled = false;
            }
        }
        if settled {
            break;
        }
    }
    depths
}

fn links(boxes: &[Box], numbers: &BTreeMap<&str, usize>, places: &[(f64, f64, f64)]) -> Vec<Link> {
    let mut links = Vec::new();
    for (one, number) in boxes.iter().zip(0usize..) {
        for (line, to) in &one.refers {
            let target = numbers.get(to.as_str()).and_then(|to| places.get(*to));
            let (Some(from), Some(target)) = (places.get(number), target) else { continue };
            let y1 = from.1 + HEAD + line.map_or(-HEAD / 2.0, |line| LINE * (length(line) + 0.5));
            let y2 = target.1 + HEAD / 2.0;
            let d = if target.0 < from.0 {
                curve((from.0, y1), (target.0 + TABLE, y2), -GAP * 0.6)
            } else if target.0 > from.0 {
                curve((from.0 + TABLE, y1), (target.0, y2), GAP * 0.6)
            } else {
                // In one column: out and in again at the right side.
                let (x1, x2) = (from.0 + TABLE, target.0 + TABLE);
                let out = px(x1 + GAP * 0.5);
                format!(
                    "M{} {}C{out} {} {out} {} {} {}",
                    px(x1),
                    px(y1),
                    px(y1),
                    px(y2),
                    px(x2),
                    px(y2)
                )
            };
            links.push(Link { d, title: format!("{} refers to {to}", one.name) });
        }
    }
    links
}

fn curve(from: (f64, f64), to: (f64, f64), bend: f64) -> String {
    format!(
        "M{} {}C{} {} {} {} {} {}",
        px(from.0),
        px(from.1),
        px(from.0 + bend),
        px(from.1),
        px(to.0 - bend),
        px(to.1),
        px(to.0),
        px(to.1)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str, refers: &[&str]) -> Box {
        let refers = refers.iter().map(|to| (Some(0), (*to).to_owned())).collect();
        Box { name: name.into(), lines: 2, refers }
    }

    #[test]
    fn what_is_referred_to_stands_left() {
        let columns =
            lay_out(&[table("line", &["order"]), table("order", &["user"]), table("user", &[])]);
        assert!(columns.places[2].0 < columns.places[1].0);
        assert!(columns.places[1].0 < columns.places[0].0);
        assert_eq!(columns.links.len(), 2);
    }

    #[test]
    fn circles_and_unknown_tables_end() {
        let columns = lay_out(&[table("a", &["b", "a"]), table("b", &["a", "elsewhere"])]);
        assert_eq!(columns.places.len(), 2);
        assert_eq!(columns.links.len(), 3);
    }

    #[test]
    fn long_columns_are_broken() {
        let tables: Vec<Box> = (0..40).map(|n| table(&format!("t{n}"), &[])).collect();
        assert!(lay_out(&tables).height <= LONGEST + 80.0);
    }
}
