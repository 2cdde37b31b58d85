//! What is asked for beside what is there.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    Chart, Context, Section, anchor,
    charts::{length, px},
    table::{Cell, Row, Table},
    text::{Piece, count, lines, word},
    zero,
};
use crate::model::{GapItem, GapKind, State};

/// How many places of evidence a row shows.
const SHOWN: usize = 4;

/// One bar for each kind of thing: present, partial, absent.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Shares {
    height: String,
    bars: Vec<Bar>,
}

#[derive(Clone, Debug, Serialize)]
struct Bar {
    title: String,
    y: String,
    text_y: String,
    parts: Vec<Part>,
    /// In words.
    says: String,
    says_x: String,
}

#[derive(Clone, Debug, Serialize)]
struct Part {
    class: &'static str,
    x: String,
    width: String,
}

/// Numbers of present, partial and absent things.
pub(super) type Counts = [usize; 3];

/// States with their words and classes, in the order of [`Counts`].
pub(super) const STATES: [(State, &str, &str); 3] = [
    (State::Present, "there", "good"),
    (State::Partial, "in part", "fair"),
    (State::Absent, "missing", "bad"),
];

pub(super) fn section(context: &Context<'_>) -> Section {
    let gap = &context.plan.gap;
    let columns = ["=State", "=Kind", "Id", "Asked for", "Asked in", "Shown by", "Missing"];
    let table =
        Table::new("gap-table", "What is asked for, and what the code shows of it", &columns)
            .or(zero::asked(context))
            .with(sorted(gap).into_iter().map(|item| row(context, item)));
    let lead = (!gap.is_empty()).then(|| {
        vec![Piece::text(
            "A thing is there when a fact of the code proves it. A requirement in words is never there by \
             words alone: without a typed fact it is at best there in part.",
        )]
    });
    Section {
        id: "gap",
        title: "Gap",
        lead: lead.into_iter().collect(),
        chart: if gap.is_empty() { Chart::None } else { Chart::Shares(shares(gap)) },
        tables: vec![table],
    }
}

/// What is missing first; inside of that the documents' order.
fn sorted(gap: &[GapItem]) -> Vec<&GapItem> {
    let mut all: Vec<&GapItem> = gap.iter().collect();
    all.sort_by_key(|item| std::cmp::Reverse(item.state));
    all
}

fn row(context: &Context<'_>, item: &GapItem) -> Row {
    let to = &context.to;
    let mut shown: Vec<Piece> = Vec::new();
    for one in item.evidence.iter().take(SHOWN) {
        if !shown.is_empty() {
            shown.push(Piece::line());
        }
        shown.extend(to.seen(one));
    }
    let missing =
        item.missing.iter().flat_map(|text| [to.rich(text), vec![Piece::line()]]).flatten();
    let mut missing: Vec<Piece> = missing.collect();
    missing.pop();
    Row::new([
        state(item.state),
        word(&item.kind).into(),
        Piece::id(&item.id).into(),
        to.rich(&item.title).into(),
        to.at(&item.asked.at).into(),
        shown.into(),
        missing.into(),
    ])
    .called(anchor("asked", &item.id))
}

/// The badge of a state, sorted from missing to there.
pub(super) fn state(state: State) -> Cell {
    let (place, row) = STATES
        .iter()
        .zip(0usize..)
        .find(|(row, _)| row.0 == state)
        .map_or((0, ("unknown", "")), |((_, words, class), place)| (place, (*words, *class)));
    Cell::from(Piece::mark(row.0, row.1)).by(-length(place))
}

/// How many things of each state there are.
pub(super) fn counted<'a>(items: impl Iterator<Item = &'a GapItem>) -> Counts {
    let mut counts = [0; 3];
    for item in items {
        for (count, (state, ..)) in counts.iter_mut().zip(STATES) {
            *count += usize::from(item.state == state);
        }
    }
    counts
}

/// Counts in words: `6 there, 8 missing`.
pub(super) fn said(counts: Counts) -> String {
    let parts = counts.iter().zip(STATES).filter(|(count, _)| **count > 0);
    let parts: Vec<String> =
        parts.map(|(count, (_, words, _))| format!("{count} {words}")).collect();
    parts.join(", ")
}

/// Widths of the parts of a bar, with their classes and left edges.
fn parts(counts: Counts, left: f64, width: f64) -> Vec<Part> {
    let total = length(counts.iter().sum::<usize>()).max(1.0);
    let mut x = left;
    let mut parts = Vec::new();
    for (count, (_, _, class)) in counts.iter().zip(STATES).filter(|(count, _)| **count > 0) {
        let share = width * length(*count) / total;
        parts.push(Part { class, x: px(x), width: px(share) });
        x += share;
    }
    parts
}

/// Bars of the kinds, each as long as the kind has things.
fn shares(gap: &[GapItem]) -> Shares {
    const LEFT: f64 = 130.0;
    const WIDTH: f64 = 560.0;
    const STEP: f64 = 30.0;
    let mut kinds: BTreeMap<GapKind, Vec<&GapItem>> = BTreeMap::new();
    for item in gap {
        kinds.entry(item.kind).or_default().push(item);
    }
    let most = kinds.values().map(Vec::len).max().unwrap_or(1);
    let bars = kinds.iter().zip(0usize..).map(|((kind, items), index)| {
        let counts = counted(items.iter().copied());
        let (y, width) = (STEP * length(index) + 6.0, WIDTH * length(items.len()) / length(most));
        Bar {
            title: word(kind),
            y: px(y),
            text_y: px(y + 14.0),
            parts: parts(counts, LEFT, width.max(3.0)),
            says: said(counts),
            says_x: px(LEFT + width + 10.0),
        }
    });
    let bars: Vec<Bar> = bars.collect();
    Shares { height: px(STEP * length(bars.len()) + 6.0), bars }
}

/// Identifiers of gap items as links, on lines of their own.
pub(super) fn links(context: &Context<'_>, ids: &[String]) -> Vec<Piece> {
    lines(ids.iter().map(|id| context.to.cite(id)))
}

/// `n of m things`.
pub(super) fn of(part: usize, whole: usize, what: &str) -> String {
    format!("{part} of {}", count(whole, what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_parts() {
        let parts = parts([1, 0, 3], 100.0, 40.0);
        assert_eq!(parts.len(), 2);
        assert_eq!((parts[0].x.as_str(), parts[0].width.as_str()), ("100", "10"));
        assert_eq!((parts[1].x.as_str(), parts[1].width.as_str()), ("110", "30"));
        assert_eq!(said([1, 0, 3]), "1 there, 3 missing");
    }
}
