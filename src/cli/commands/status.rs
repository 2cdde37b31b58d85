//! `groundplan status`.

use std::borrow::Cow;

use camino::Utf8Path;

use super::{deliver, json};
use crate::{
    cli::{
        Outcome,
        args::{FailOn, StatusArguments, StatusFormat},
        caching::Caching,
        output,
        tracking::{Chosen, Tracking},
        workspace::{Given, Workspace},
    },
    document,
    error::{Error, Result},
    language::{Depth, Reading},
    merge,
    model::{Progress, ProgressState, STATUS_SCHEMA, StatusReport},
    render, track,
};

pub(super) fn run(arguments: &StatusArguments, caching: &Caching) -> Result<Outcome> {
    // Who calls whom proves nothing about a plan.
    let reading = Reading { depth: Depth::Bodies, full_parse: false };
    let workspace = Workspace::build(Given::read(&arguments.target(), caching, reading)?)?;
    let mut tracking = Tracking::open(&workspace, arguments.rev.as_deref())?;
    let chosen = tracking.plans(&arguments.plans)?;
    let mut plans = Vec::new();
    for plan in &chosen {
        plans.push(tracking.progress(plan, arguments.since.as_deref())?);
    }
    let report =
        StatusReport { schema: Cow::Borrowed(STATUS_SCHEMA), repo: tracking.repo(), plans };
    if arguments.dry_run || arguments.write {
        for (plan, progress) in chosen.iter().zip(&report.plans) {
            tick(arguments, plan, progress)?;
        }
    }
    if !arguments.dry_run {
        let text = match arguments.format {
            StatusFormat::Human => render::status(&report),
            StatusFormat::Markdown => workspace.templates.render("status.j2", &report)?,
            StatusFormat::Json => json(&report)?,
        };
        deliver(&text, &arguments.destination)?;
    }
    let fails = arguments.fail_on.iter().any(|what| is_found(*what, &report));
    Ok(if fails { Outcome::Findings } else { Outcome::Clean })
}

fn is_found(what: FailOn, report: &StatusReport) -> bool {
    let phantom = ProgressState::Phantom;
    report.plans.iter().any(|plan| match what {
        FailOn::Unplanned => !plan.unplanned.is_empty(),
        FailOn::Phantom => plan.items.iter().any(|item| {
            item.state == phantom || item.criteria.iter().any(|one| one.state == phantom)
        }),
    })
}

/// Ticks what is proven in the files of a plan, or shows the difference.
fn tick(arguments: &StatusArguments, plan: &Chosen, progress: &Progress) -> Result<()> {
    for (document, file) in plan.documents.iter().zip(&plan.files) {
        // The file's own bytes: line ends of a checkout may differ from those that Git stores.
        let before = read(file)?;
        let own = document::plan_document(&document.path, &before);
        let ticked = track::tick(&own, &plan.work, progress);
        if ticked.text == before {
            continue;
        }
        if arguments.dry_run {
            let (old, new) = (format!("a/{}", document.path), format!("b/{}", document.path));
            output::result(&merge::unified_diff((&old, &before), (&new, &ticked.text)))?;
            continue;
        }
        output::write(file, &ticked.text)?;
        output::say(format_args!("note: ticked in {}: {}", document.path, what(&ticked)));
    }
    Ok(())
}

/// Most criteria whose lines are named.
const MOST: usize = 8;

/// `T-001, T-002; criteria in line 12 (T-001), line 30 (T-003)`.
fn what(ticked: &track::Ticked) -> String {
    let items = ticked.items.join(", ");
    let places = ticked.criteria.iter().take(MOST).map(|(id, line)| format!("line {line} ({id})"));
    let mut criteria = places.collect::<Vec<_>>().join(", ");
    if let Some(more) = ticked.criteria.len().checked_sub(MOST).filter(|more| *more > 0) {
        criteria = format!("{criteria} and {more} more");
    }
    let word = if ticked.criteria.len() == 1 { "the criterion" } else { "criteria" };
    match (items.is_empty(), criteria.is_empty()) {
        (_, true) => items,
        (true, _) => format!("{word} in {criteria}"),
        _ => format!("{items}; {word} in {criteria}"),
    }
}

fn read(path: &Utf8Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| {
        Error::input(format!("cannot read {path}"))
            .source(error)
            .hint("only a plan that lies on disk as UTF-8 can be ticked")
    })
}
