//! The target beside its references.

use super::{
    Context, Section,
    table::{Cell as TableCell, Row, Table},
    text::Piece,
};
use crate::model::{Aspect, Cell, Comparison, ComparisonRow, Verdict};

/// Aspects by identifier, with the identifier of their table.
const TABLES: &[(&str, &str)] = &[
    ("structure", "compare-structure"),
    ("practice", "compare-practice"),
    ("delivery", "compare-delivery"),
    ("outline", "compare-outline"),
];

pub(super) fn section(context: &Context<'_>) -> Section {
    let comparison = &context.plan.comparison;
    let lead = if comparison.references.is_empty() {
        "No reference repository was found: the built-in standard stands in, and there is nothing to compare with.".to_owned()
    } else {
        format!("{} beside {}.", comparison.target, comparison.references.join(", "))
    };
    let aspects = comparison.aspects.iter().filter(|_| !comparison.references.is_empty());
    Section {
        id: "comparison",
        title: "Comparison with the references",
        lead: vec![vec![Piece::text(lead)]],
        tables: aspects.map(|aspect| table(context, comparison, aspect)).collect(),
        ..Section::default()
    }
}

fn table(context: &Context<'_>, comparison: &Comparison, aspect: &Aspect) -> Table {
    let id =
        TABLES.iter().find(|(known, _)| *known == aspect.id).map_or("compare-other", |(_, id)| id);
    let rows = aspect.rows.iter().map(|row| {
        let mut others = Vec::new();
        for (name, cell) in comparison.references.iter().zip(&row.references) {
            if !others.is_empty() {
                others.push(Piece::line());
            }
            others.push(Piece::text(format!("{name}: ")));
            others.extend(pieces(context, cell));
        }
        let target = TableCell::from(pieces(context, &row.target));
        Row::new([row.subject.as_str().into(), target, others.into(), verdict(row)])
    });
    Table::new(id, aspect.title.as_str(), &["Subject", "Target", "References", "=Verdict"])
        .or("Nothing to compare.")
        .with(rows)
}

fn pieces(context: &Context<'_>, cell: &Cell) -> Vec<Piece> {
    let mut pieces =
        vec![Piece::text(if cell.value.is_empty() { "none" } else { cell.value.as_str() })];
    if !cell.cite.is_empty() {
        pieces.extend([Piece::text(" "), context.to.cite(&cell.cite)]);
    }
    pieces
}

fn verdict(row: &ComparisonRow) -> TableCell {
    match row.verdict {
        Verdict::Same => Piece::mark("same", "good").into(),
        Verdict::Missing => Piece::mark("missing here", "bad").into(),
        Verdict::Extra => "only here".into(),
        Verdict::Optional => "some have it".into(),
        Verdict::Figure => "figures".into(),
    }
}
