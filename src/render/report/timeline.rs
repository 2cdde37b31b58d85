//! When it is done: the weeks with their tasks, how long each may take, and how likely which date is.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    Chart, Context, Section, anchor,
    charts::{length, px, started},
    gap,
    table::{Cell, Row, Table, amount},
    text::{Piece, grouped, listed, word},
};
use crate::model::{Day, Forecast, Plan, Task};

const LEFT: f64 = 300.0;
const WIDTH: f64 = 860.0;
const ROW: f64 = 19.0;
/// Room for the bars of the forecast and the numbers of the weeks.
const TOP: f64 = 84.0;
/// Letters of a task's title.
const LETTERS: usize = 40;

/// The chart.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Timeline {
    height: String,
    weeks: Vec<Tick>,
    likely: Vec<Mark>,
    phases: Vec<Heading>,
    bars: Vec<TaskBar>,
}

/// A week's edge.
#[derive(Clone, Debug, Serialize)]
struct Tick {
    x: String,
    text: String,
}

/// Until when a share of the runs is done.
#[derive(Clone, Debug, Serialize)]
struct Mark {
    class: &'static str,
    x: String,
    width: String,
    y: String,
    text: String,
    text_x: String,
}

#[derive(Clone, Debug, Serialize)]
struct Heading {
    y: String,
    text: String,
}

#[derive(Clone, Debug, Default, Serialize)]
struct TaskBar {
    y: String,
    text_y: String,
    label: String,
    title: String,
    anchor: String,
    critical: bool,
    parts: Vec<Span>,
    /// What four of five such tasks take more.
    tail: Option<Span>,
}

#[derive(Clone, Debug, Default, Serialize)]
struct Span {
    x: String,
    width: String,
}

pub(super) fn section(context: &Context<'_>) -> Section {
    let plan = context.plan;
    let zero = if plan.gap.is_empty() {
        "Nothing is asked for, so no work follows from it."
    } else {
        "Everything that is asked for is there: no work is left."
    };
    let columns = [
        "Task",
        "What",
        "=Phase",
        "=Kind",
        "#Hours likely",
        "#P50",
        "#P80",
        "Serves",
        "After",
        "Rests on",
        "=Path",
    ];
    let caption =
        "Tasks in order of work, with hours that half and four of five such tasks stay within";
    let path = path(plan);
    let rows = plan.tasks.iter().map(|task| row(context, task, path.contains(task.id.as_str())));
    Section {
        id: "timeline",
        title: "Timeline",
        lead: plan.forecast.as_ref().map(|forecast| lead(context, forecast)).into_iter().collect(),
        chart: chart(plan).map_or(Chart::None, Chart::Timeline),
        tables: vec![Table::new("tasks", caption, &columns).or(zero).with(rows), classes(context)],
    }
}

/// Tasks on the critical path.
fn path(plan: &Plan) -> BTreeSet<&str> {
    let path = plan.forecast.iter().flat_map(|forecast| &forecast.critical_path);
    path.map(String::as_str).collect()
}

fn lead(context: &Context<'_>, forecast: &Forecast) -> Vec<Piece> {
    let mut pieces = vec![Piece::text(format!(
        "{} runs draw every task from its range and lay it out by dependency and people; half of them end within \
         {} weeks (P50), four of five within {} (P80), 19 of 20 within {} (P95). The longest chain of dependencies \
         takes {} hours: ",
        grouped(forecast.runs as usize),
        amount(forecast.weeks.p50),
        amount(forecast.weeks.p80),
        amount(forecast.weeks.p95),
        amount(forecast.critical_hours),
    ))];
    pieces.extend(listed(forecast.critical_path.iter().map(|id| context.to.cite(id))));
    let formula = &forecast.formula;
    pieces.push(Piece::text(format!(
        ". The house's formula beside it: {} hours × {} ÷ {} ÷ {} h a day ÷ {} = {} working days.",
        amount(formula.hours),
        formula.multiplier,
        formula.capacity,
        amount(formula.hours_per_day),
        formula.team,
        amount(formula.days),
    )));
    pieces
}

fn row(context: &Context<'_>, task: &Task, is_critical: bool) -> Row {
    let to = &context.to;
    let mut what = to.rich(&task.title);
    for step in &task.steps {
        what.push(Piece::line());
        what.extend(to.rich(step));
    }
    for file in &task.files {
        let action = word(&file.action);
        let known = to.files.contains(&*file.path);
        let path = if known { to.place(&file.path, 0) } else { Piece::code(&file.path) };
        what.extend([Piece::line(), Piece::text(format!("{action} ")), path]);
    }
    let estimate = &task.estimate;
    let after =
        if task.depends_on.is_empty() { Vec::new() } else { gap::links(context, &task.depends_on) };
    let path = if is_critical { Piece::mark("critical", "bad") } else { Piece::text("") };
    Row::new([
        Piece::id(&task.id).into(),
        what.into(),
        Cell::from(format!("{}", task.phase)).by(f64::from(task.phase)),
        word(&task.kind).into(),
        Cell::amount(estimate.range.likely),
        Cell::amount(estimate.p50),
        Cell::amount(estimate.p80),
        gap::links(context, &task.traces).into(),
        after.into(),
        to.rich(&estimate.basis).into(),
        path.into(),
    ])
    .called(anchor("task", &task.id))
}

/// What such work took before.
fn classes(context: &Context<'_>) -> Table {
    let columns = [
        "Kind of work",
        "#Pieces",
        "#Median h",
        "#Quartile 1",
        "#Quartile 3",
        "#P80 h",
        "From",
        "=Used",
    ];
    let rows = context.plan.classes.iter().map(|class| {
        Row::new([
            word(&class.kind).into(),
            Cell::number(class.n),
            Cell::amount(class.median),
            Cell::amount(class.q1),
            Cell::amount(class.q3),
            Cell::amount(class.p80),
            class.from.join(", ").into(),
            (if class.used { "estimates rest on it" } else { "too few, or too small" }).into(),
        ])
    });
    Table::new(
        "classes",
        "What such work took before, by the history of the references and this repository",
        &columns,
    )
    .or("No finished work was found in the history of the references or of this repository.")
    .with(rows)
}

/// Beginnings and ends of the parts of each task.
type Spans<'a> = BTreeMap<&'a str, Vec<(f64, f64)>>;

/// Where in the plan's time a task's hours lie, in weeks from the start.
fn spans(plan: &Plan) -> (Spans<'_>, f64) {
    let mut spans = Spans::new();
    let mut last = 0.0;
    for week in plan.phases.iter().flat_map(|phase| &phase.weeks) {
        let capacity = if week.capacity > 0.0 { week.capacity } else { week.hours };
        let mut at = f64::from(week.number) - 1.0;
        for task in &week.tasks {
            let part = if capacity > 0.0 { (task.hours / capacity).min(1.0) } else { 0.0 };
            spans.entry(&task.id).or_default().push((at, at + part));
            at += part;
        }
        last = f64::max(last, f64::from(week.number));
    }
    (spans, last)
}

fn chart(plan: &Plan) -> Option<Timeline> {
    let (spans, last) = spans(plan);
    let forecast = plan.forecast.as_ref()?;
    if spans.is_empty() {
        return None;
    }
    let weeks = last.max(forecast.weeks.p95).ceil().clamp(1.0, 520.0);
    let scale = WIDTH / weeks;
    let x = |week: f64| LEFT + week * scale;
    let path = path(plan);
    let (mut y, mut phases, mut bars) = (TOP, Vec::new(), Vec::new());
    for phase in plan.phases.iter().filter(|phase| !phase.weeks.is_empty()) {
        phases.push(Heading {
            y: px(y + 14.0),
            text: format!("Phase {} · {}", phase.number, phase.title),
        });
        y += ROW + 3.0;
        for task in plan.tasks.iter().filter(|task| task.phase == phase.number) {
            let Some(places) = spans.get(task.id.as_str()) else { continue };
            let more = (task.estimate.p80 - task.estimate.range.likely).max(0.0);
            let end = places.iter().map(|place| place.1).fold(0.0, f64::max);
            let tail = (more / plan.capacity.weekly_hours.max(1.0)).min((weeks - end).max(0.0));
            bars.push(TaskBar {
                y: px(y + 4.0),
                text_y: px(y + 14.0),
                label: started(&format!("{} {}", task.id, task.title.replace('`', "")), LETTERS),
                title: said(task),
                anchor: anchor("task", &task.id),
                critical: path.contains(task.id.as_str()),
                parts: places
                    .iter()
                    .map(|(from, to)| span(x(*from), (to - from) * scale))
                    .collect(),
                tail: (tail > 0.0).then(|| span(x(end), tail * scale)),
            });
            y += ROW;
        }
        y += 6.0;
    }
    Some(Timeline {
        height: px(y + 8.0),
        weeks: ticks(plan, weeks, &x),
        likely: marks(forecast, &x),
        phases,
        bars,
    })
}

fn span(x: f64, width: f64) -> Span {
    Span { x: px(x), width: px(width.max(2.0)) }
}

fn said(task: &Task) -> String {
    let estimate = &task.estimate;
    format!(
        "{} {}: {} h likely, P50 {} h, P80 {} h",
        task.id,
        task.title.replace('`', ""),
        amount(estimate.range.likely),
        amount(estimate.p50),
        amount(estimate.p80)
    )
}

/// Edges of weeks, no more than fit, with dates where the first day is known.
fn ticks(plan: &Plan, weeks: f64, x: &impl Fn(f64) -> f64) -> Vec<Tick> {
    let step = (weeks / 14.0).ceil().max(1.0);
    let start =
        plan.forecast.as_ref().and_then(|forecast| forecast.starts.as_deref()).and_then(Day::parse);
    let mut ticks = Vec::new();
    let (mut week, mut days) = (0.0, 0);
    while week < weeks {
        let text = match start {
            Some(day) => day.plus(days).to_string().split_off(5),
            None => format!("week {}", px(week + 1.0)),
        };
        ticks.push(Tick { x: px(x(week)), text });
        week += step;
        #[expect(clippy::cast_possible_truncation, reason = "a few hundred weeks")]
        let more = step as i64;
        days += 7 * more;
    }
    ticks
}

fn marks(forecast: &Forecast, x: &impl Fn(f64) -> f64) -> Vec<Mark> {
    let dates = forecast.dates.as_ref();
    let rows = [
        ("p50", "P50", forecast.weeks.p50, dates.map(|dates| &dates.p50)),
        ("p80", "P80", forecast.weeks.p80, dates.map(|dates| &dates.p80)),
        ("p95", "P95", forecast.weeks.p95, dates.map(|dates| &dates.p95)),
    ];
    let marks = rows.into_iter().zip(0usize..).map(|((class, name, weeks, date), index)| {
        let date = date.map(|date| format!(", {date}")).unwrap_or_default();
        let end = x(weeks);
        Mark {
            class,
            x: px(LEFT),
            width: px(end - LEFT),
            y: px(4.0 + 18.0 * length(index)),
            text: format!("{name}: {} weeks{date}", amount(weeks)),
            text_x: px(LEFT - 8.0),
        }
    });
    marks.collect()
}
