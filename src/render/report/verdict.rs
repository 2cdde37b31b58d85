//! The verdict: how far it is, when it is done, what blocks, what is to be decided today.

use std::fmt::Write as _;

use serde::Serialize;

use super::{
    Context,
    gap::{self, Counts},
    questions::is_open,
    table::amount,
    text::{Piece, count},
};
use crate::model::{Day, Forecast, GapKind, OpenQuestion, Origin, State};

/// Decisions that the page asks for; more than these nobody takes in a meeting.
const DECISIONS: usize = 6;

/// Figures of the code that the page shows.
type Figure = (usize, &'static str, &'static str);

/// What a manager reads first.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Verdict {
    /// Repository, commit, day.
    stand: Vec<Piece>,
    headline: String,
    tiles: Vec<Tile>,
    /// Shares of what is there, in part and missing, in percent.
    shares: Counts,
    blocks: Vec<Vec<Piece>>,
    decide: Vec<Vec<Piece>>,
    figures: Vec<FigureTile>,
}

#[derive(Clone, Debug, Serialize)]
struct Tile {
    title: &'static str,
    value: String,
    says: Vec<Piece>,
    class: &'static str,
    /// Part of the page with the evidence.
    anchor: &'static str,
}

#[derive(Clone, Debug, Serialize)]
struct FigureTile {
    value: String,
    title: &'static str,
    anchor: &'static str,
}

pub(super) fn of(context: &Context<'_>) -> Verdict {
    let asked = context.plan.gap.iter().filter(|item| item.kind != GapKind::Practice);
    let counts = gap::counted(asked);
    let total: usize = counts.iter().sum();
    Verdict {
        stand: stand(context),
        headline: headline(context, counts),
        tiles: vec![how_far(context, counts), when(context), what_blocks(context)],
        shares: counts.map(|count| (count * 100).checked_div(total).unwrap_or_default()),
        blocks: blocks(context),
        decide: decide(context),
        figures: figures(context),
    }
}

fn stand(context: &Context<'_>) -> Vec<Piece> {
    let repo = &context.analysis.repo;
    let mut text = repo.name.clone();
    if let Some(revision) = &repo.revision {
        let _ = write!(text, ", {revision}");
    }
    let mut pieces = vec![Piece::text(text)];
    match &repo.commit {
        Some(commit) => {
            let short: String = commit.chars().take(12).collect();
            pieces.extend([Piece::text(" at "), Piece::code(short)]);
        }
        None if repo.origin == Origin::Folder => pieces.push(Piece::text(", a folder without Git")),
        None => {}
    }
    if let Some(time) = repo.committed_at {
        pieces.push(Piece::text(format!(" of {}", Day::of_seconds(time))));
    }
    if repo.dirty {
        pieces.push(Piece::text(
            "; the worktree differs from the commit, so lines of changed files may have moved",
        ));
    }
    pieces.push(Piece::text(if context.to.web.is_known() {
        ". Places lead to the repository on the web, at that commit."
    } else {
        ". No web view of the repository is known: places are written as path:line, to be copied."
    }));
    pieces
}

/// One sentence for the whole page.
fn headline(context: &Context<'_>, [there, part, missing]: Counts) -> String {
    let plan = context.plan;
    let total = there + part + missing;
    if total == 0 {
        return format!("{} This page shows the code as it is.", super::zero::asked(context));
    }
    let mut text = format!(
        "Of {} asked for, {there} {} there, {part} in part and {missing} missing.",
        count(total, "thing"),
        if there == 1 { "is" } else { "are" },
    );
    if let Some(forecast) = &plan.forecast {
        let _ = write!(
            text,
            " {} close the gap; {}.",
            count(plan.tasks.len(), "task"),
            done_by(forecast)
        );
    } else if plan.tasks.is_empty() {
        text.push_str(" No work is left.");
    }
    text
}

fn done_by(forecast: &Forecast) -> String {
    let [half, most] = ends(forecast);
    match (&forecast.dates, half == most) {
        (Some(_), true) => format!("in four of five cases they are done by {most}"),
        (None, true) => format!("in four of five cases they take at most {most}"),
        (Some(_), false) => {
            format!("as likely as not they are done by {half}, and in four of five cases by {most}")
        }
        (None, false) => {
            format!("as likely as not they take at most {half}, and in four of five cases {most}")
        }
    }
}

/// P50 and P80, as days where the first day is known.
fn ends(forecast: &Forecast) -> [String; 2] {
    let weeks = |weeks: f64| format!("{} weeks", amount(weeks));
    match &forecast.dates {
        Some(dates) => [dates.p50.clone(), dates.p80.clone()],
        None => [weeks(forecast.weeks.p50), weeks(forecast.weeks.p80)],
    }
}

fn how_far(context: &Context<'_>, counts: Counts) -> Tile {
    let total: usize = counts.iter().sum();
    let percent = (counts[0] * 100).checked_div(total).unwrap_or_default();
    let says = if total == 0 { super::zero::asked(context) } else { gap::said(counts) };
    let class = if total == 0 {
        "calm"
    } else if counts[2] == 0 {
        "good"
    } else {
        "fair"
    };
    Tile {
        title: "How far",
        value: if total == 0 { "—".into() } else { format!("{percent} % there") },
        says: vec![Piece::text(says)],
        class,
        anchor: "gap",
    }
}

fn when(context: &Context<'_>) -> Tile {
    let plan = context.plan;
    let Some(forecast) = &plan.forecast else {
        let says = vec![Piece::text("Nothing is planned, so nothing has a date.")];
        return Tile {
            title: "When", value: "—".into(), says, class: "calm", anchor: "timeline"
        };
    };
    let [half, most] = ends(forecast);
    let value = if half == most {
        most
    } else {
        format!("{} – {most}", half.strip_suffix(" weeks").unwrap_or(&half))
    };
    let capacity = &plan.capacity;
    let mut says = vec![Piece::text(format!(
        "P50 to P80; {} hours a week of {} (",
        amount(capacity.weekly_hours),
        count(capacity.team as usize, "developer"),
    ))];
    says.extend(context.to.rich(&capacity.source));
    says.push(Piece::text(")."));
    let late =
        forecast.deadline.as_ref().and_then(|deadline| Some((deadline, deadline.probability?)));
    let mut class = "calm";
    if let Some((deadline, share)) = late {
        says.push(Piece::text(format!(" {} in time for {}.", percent(share), deadline.text)));
        class = if share < 0.5 {
            "bad"
        } else if share < 0.8 {
            "fair"
        } else {
            "good"
        };
    }
    Tile { title: "When", value, says, class, anchor: "timeline" }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// Open questions that block the plan.
fn blocking<'a>(context: &'a Context<'_>) -> Vec<&'a OpenQuestion> {
    context
        .plan
        .questions
        .iter()
        .filter(|question| question.blocking && is_open(question))
        .collect()
}

fn what_blocks(context: &Context<'_>) -> Tile {
    let questions = blocking(context).len();
    let overload =
        context.plan.findings.iter().filter(|one| one.rule.starts_with("capacity.")).count();
    let open = context.plan.questions.iter().filter(|question| is_open(question)).count();
    let blocked = questions + overload;
    Tile {
        title: "What blocks",
        value: if blocked == 0 { "Nothing".into() } else { format!("{blocked} to settle") },
        says: vec![Piece::text(format!(
            "{}, {}; {} in all.",
            count(questions, "blocking question"),
            count(overload, "capacity conflict"),
            count(open, "open question"),
        ))],
        class: if blocked == 0 { "good" } else { "bad" },
        anchor: if questions == 0 { "findings" } else { "questions" },
    }
}

/// What stands in the way: overload, circles, high risks.
fn blocks(context: &Context<'_>) -> Vec<Vec<Piece>> {
    let plan = context.plan;
    let to = &context.to;
    let warnings = plan.warnings.iter().map(|text| to.rich(text));
    let capacity = plan.findings.iter().filter(|one| one.rule.starts_with("capacity."));
    let capacity = capacity.map(|one| to.rich(&one.text));
    let is_high = |text: &str| text.eq_ignore_ascii_case("high");
    let high = plan.risks.iter().filter(|risk| is_high(&risk.probability) && is_high(&risk.impact));
    let high = high.map(|risk| {
        let mut pieces = vec![to.cite(&risk.id), Piece::text(" ")];
        pieces.extend(to.rich(&risk.text));
        pieces.extend([Piece::text(" "), Piece::mark("likely and grave", "bad")]);
        pieces
    });
    if plan.gap.is_empty() {
        // Without requirements there is no plan, whatever the risks of the code are.
        return warnings.chain(high).take(DECISIONS).collect();
    }
    capacity.chain(high).chain(warnings).take(DECISIONS).collect()
}

/// What people can settle in the meeting, the costliest first.
fn decide(context: &Context<'_>) -> Vec<Vec<Piece>> {
    let to = &context.to;
    let questions = blocking(context).into_iter().map(|question| {
        let mut pieces = to.rich(&question.text);
        pieces.push(Piece::text(if question.answer.is_empty() {
            " Nothing is assumed. ".to_owned()
        } else {
            format!(" Until then the plan assumes {}. ", question.answer)
        }));
        pieces.push(to.cite(&question.id));
        pieces
    });
    let ways = context.plan.findings.iter().filter(|one| one.rule.starts_with("capacity."));
    let ways = ways.filter_map(|one| one.ways_out.first()).map(|way| to.rich(way));
    let settles = |one: &&crate::model::PlanFinding| one.rule == "document.contradiction";
    let documents = context.plan.findings.iter().filter(settles).map(|one| {
        let mut pieces = to.rich(one.ways_out.first().unwrap_or(&one.text));
        pieces.push(Piece::text(" "));
        pieces.extend(to.cites(&one.cites));
        pieces
    });
    questions.chain(ways).chain(documents).take(DECISIONS).collect()
}

fn figures(context: &Context<'_>) -> Vec<FigureTile> {
    let analysis = context.analysis;
    let lines: u64 = analysis.languages.iter().map(|one| u64::from(one.lines.code)).sum();
    let tables = analysis.migrations.sets.iter().map(|set| set.schema.tables.len()).sum();
    let partial = context.plan.gap.iter().filter(|item| item.state == State::Partial).count();
    let all: [Figure; 8] = [
        (analysis.files.len(), "files", "scan"),
        (usize::try_from(lines).unwrap_or(usize::MAX), "lines of code", "scan"),
        (analysis.packages.len(), "packages", "architecture"),
        (analysis.interfaces.len(), "interfaces", "interfaces"),
        (analysis.routes.len(), "endpoints", "endpoints"),
        (tables, "tables", "schema"),
        (analysis.tests.len(), "tests", "tests"),
        (partial, "things half there", "gap"),
    ];
    let shown =
        all.into_iter().filter(|(number, title, _)| *number > 0 || *title != "things half there");
    shown
        .map(|(number, title, anchor)| FigureTile {
            value: super::text::grouped(number),
            title,
            anchor,
        })
        .collect()
}
