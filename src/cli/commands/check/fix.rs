//! `--fix`: rewrites in the plans what can be settled for certain, and nothing else.

use std::sync::Arc;

use camino::Utf8Path;

use crate::{
    check::{self, Fixed},
    cli::{
        Outcome, output,
        plan_files::{PlanFile, PlanFiles},
    },
    error::{Error, Result},
    merge,
    model::{CheckReport, Finding},
};

/// Prints what would change.
pub(super) fn dry_run(plans: &PlanFiles, report: &CheckReport) -> Result<Outcome> {
    let mut out = String::new();
    for plan in &plans.plans {
        let fixed = fixed(plan, report);
        let (old, new) = (format!("a/{}", plan.path), format!("b/{}", plan.path));
        out.push_str(&merge::unified_diff((&old, &plan.text), (&new, &fixed.text)));
        tell_left(&fixed);
    }
    output::result(&out)?;
    Ok(if out.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

/// Writes the plans whose text changes, and keeps the new texts; says whether there are any.
pub(super) fn write(plans: &mut PlanFiles, report: &CheckReport) -> Result<bool> {
    let mut is_changed = false;
    for plan in &mut plans.plans {
        let fixed = fixed(plan, report);
        tell_left(&fixed);
        if fixed.made.is_empty() {
            continue;
        }
        let Some(at) = plan.at.clone() else {
            output::say(format_args!(
                "note: {} findings of {} can be fixed in a file, not in what was piped in",
                fixed.made.len(),
                plan.path
            ));
            continue;
        };
        replace(plan, &at, &fixed.text)?;
        for finding in &fixed.made {
            let title = finding.fix.as_ref().map_or("", |fix| fix.title.as_str());
            let (place, rule) = (cited(finding), &finding.rule);
            output::say(format_args!("fixed {place}: {title} ({rule})"));
        }
        plan.text = Arc::from(fixed.text);
        is_changed = true;
    }
    Ok(is_changed)
}

fn fixed<'a>(plan: &PlanFile, report: &'a CheckReport) -> Fixed<'a> {
    let is_own = |finding: &&Finding| {
        let fix = finding.fix.as_ref();
        fix.is_some_and(|fix| fix.place.file == plan.path && finding.place.file == plan.path)
    };
    check::fixed(&plan.text, report.findings.iter().filter(is_own))
}

fn tell_left(fixed: &Fixed<'_>) {
    for finding in &fixed.left {
        output::say(format_args!(
            "note: {}: not fixed, another fix changes the same words; run again ({})",
            cited(finding),
            finding.rule
        ));
    }
}

fn cited(finding: &Finding) -> String {
    let place = &finding.place;
    format!("{}:{}:{}", place.file, place.line, place.column)
}

/// Writes the text of a plan unless somebody has changed the file since it was read.
fn replace(plan: &PlanFile, at: &Utf8Path, text: &str) -> Result<()> {
    let mark = if plan.marked { "\u{feff}" } else { "" };
    let now = std::fs::read(at);
    let now = now.map_err(|error| Error::input(format!("cannot read {at} again")).source(error))?;
    if now != format!("{mark}{}", plan.text).into_bytes() {
        return Err(Error::input(format!("{at} has changed while it was checked"))
            .hint("run again; nothing was written to it"));
    }
    let permissions = std::fs::metadata(at).map(|data| data.permissions());
    output::write(at, &format!("{mark}{text}"))?;
    match permissions {
        Ok(permissions) => std::fs::set_permissions(at, permissions).map_err(|error| {
            Error::input(format!("cannot give {at} its permissions back")).source(error)
        }),
        Err(_) => Ok(()),
    }
}
