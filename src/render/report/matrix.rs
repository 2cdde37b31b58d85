//! The traceability matrix: requirement → task → code → test.

use super::{
    Context, Section,
    gap::{self, state},
    table::{Cell, Row, Table},
    text::{Piece, lines},
    zero,
};
use crate::model::{Observation, State, Trace};

pub(super) fn section(context: &Context<'_>) -> Section {
    let traces = &context.plan.traceability;
    let columns =
        ["=State", "Id", "Asked for", "Through", "Tasks", "Planned before", "Code", "Tests"];
    let table = Table::new(
        "matrix",
        "Each thing that is asked for, the work for it, the code and the tests",
        &columns,
    )
    .or(zero::asked(context))
    .with(traces.iter().map(|trace| row(context, trace)));
    let open = traces.iter().filter(|trace| trace.state != State::Present);
    let unserved = open.filter(|trace| trace.tasks.is_empty()).count();
    let untested =
        traces.iter().filter(|trace| !trace.code.is_empty() && trace.tests.is_empty()).count();
    let lead = format!(
        "Not there and without a task: {}. With code that no test reaches: {}.",
        gap::of(unserved, traces.len(), "row"),
        gap::of(untested, traces.len(), "row"),
    );
    Section {
        id: "traceability",
        title: "Traceability",
        lead: if traces.is_empty() { Vec::new() } else { vec![vec![Piece::text(lead)]] },
        tables: vec![table],
        ..Section::default()
    }
}

fn row(context: &Context<'_>, trace: &Trace) -> Row {
    let to = &context.to;
    let is_open = trace.state != State::Present;
    let tasks = match (trace.tasks.is_empty(), is_open) {
        (true, true) => vec![Piece::mark("no task", "fair")],
        _ => gap::links(context, &trace.tasks),
    };
    Row::new([
        state(trace.state),
        to.cite(&trace.id).into(),
        to.rich(&trace.title).into(),
        gap::links(context, &trace.through).into(),
        tasks.into(),
        lines(trace.planned.iter().map(Piece::text)).into(),
        places(context, &trace.code),
        places(context, &trace.tests),
    ])
}

fn places(context: &Context<'_>, seen: &[Observation]) -> Cell {
    lines(seen.iter().map(|one| context.to.at(&one.at))).into()
}
