//! `groundplan export`.

use super::{deliver, plan::capacity};
use crate::{
    cli::{
        Outcome,
        args::{ExportArguments, ExportForm},
        caching::Caching,
        output,
        workspace::Workspace,
    },
    error::Result,
    render::{self, Export},
};

pub(super) fn run(arguments: &ExportArguments, caching: &Caching) -> Result<Outcome> {
    let workspace = Workspace::open(&arguments.target, caching)?;
    let ground = workspace.ground(&arguments.references.references)?;
    let plan = workspace.plan(&ground, &capacity(arguments.capacity), &workspace.past(None)?)?;
    for warning in &plan.warnings {
        output::say(format_args!("warning: {warning}"));
    }
    let text = render::export(&plan, &ground.analysis.repo.name, form(arguments.to))?;
    deliver(&text, &arguments.destination)
}

fn form(form: ExportForm) -> Export {
    match form {
        ExportForm::Github => Export::Github,
        ExportForm::Gh => Export::Gh,
        ExportForm::Jira => Export::Jira,
        ExportForm::SpecKit => Export::SpecKit,
        ExportForm::TaskMaster => Export::TaskMaster,
        ExportForm::Gantt => Export::Gantt,
        ExportForm::Dependencies => Export::Dependencies,
        ExportForm::Ics => Export::Calendar,
    }
}
