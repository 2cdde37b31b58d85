//! `groundplan report`.

use super::{deliver, plan::capacity};
use crate::{
    cli::{Outcome, args::ReportArguments, caching::Caching, output, workspace::Workspace},
    error::Result,
    render,
};

pub(super) fn run(arguments: &ReportArguments, caching: &Caching) -> Result<Outcome> {
    let mut workspace = Workspace::open(&arguments.target, caching)?;
    if let Some(output) = &arguments.destination.output {
        workspace.leave_out(output);
    }
    let ground = workspace.ground(&arguments.references.references)?;
    let past = workspace.past(None)?;
    let mut plan = workspace.plan(&ground, &capacity(arguments.capacity), &past)?;
    workspace.date(&ground, &mut plan)?;
    for warning in &plan.warnings {
        output::say(format_args!("warning: {warning}"));
    }
    let page = render::report(&render::ReportInputs {
        analysis: &ground.analysis,
        requirements: &ground.requirements,
        plan: &plan,
        web: arguments.web_view.as_deref(),
    });
    deliver(&workspace.templates.render("report.html.j2", &page)?, &arguments.destination)
}
