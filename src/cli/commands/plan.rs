//! `groundplan plan`.

use serde::Serialize;

use super::json;
use crate::{
    cli::{
        Outcome,
        args::{CapacityArguments, PlanArguments, PlanFormat},
        caching::Caching,
        config::CapacityConfig,
        output,
        workspace::{Ground, Workspace},
    },
    error::Result,
    model::{ArchitectPlan, Plan, PlanFinding},
    render,
};

/// A plan and what its template shows beside it.
#[derive(Serialize)]
struct Page<'a> {
    version: &'static str,
    #[serde(flatten)]
    plan: &'a Plan,
}

pub(super) fn run(arguments: &PlanArguments, caching: &Caching) -> Result<Outcome> {
    let workspace = Workspace::open(&arguments.target, caching)?;
    let ground = workspace.ground(&arguments.references.references)?;
    let plan = workspace.plan(&ground, &capacity(arguments.capacity))?;
    for warning in &plan.warnings {
        output::say(format_args!("warning: {warning}"));
    }
    let text = match arguments.format {
        PlanFormat::Classic => workspace
            .templates
            .render("plan.j2", &Page { version: env!("CARGO_PKG_VERSION"), plan: &plan })?,
        PlanFormat::Json => json(&architect(&ground, &plan))?,
        PlanFormat::Model => json(&plan)?,
    };
    deliver(arguments, &workspace, &text)?;
    Ok(outcome(arguments, &plan))
}

fn deliver(arguments: &PlanArguments, workspace: &Workspace, text: &str) -> Result<()> {
    match (&arguments.output, arguments.format) {
        (Some(path), PlanFormat::Classic) => output::write_generated(path, text),
        (Some(path), _) => output::write(path, text),
        (None, PlanFormat::Classic) if !arguments.stdout => {
            let path = workspace.root.join(&workspace.standard.plan_path);
            output::write_generated(&path, text)?;
            output::say(format_args!("wrote {path}"));
            Ok(())
        }
        (None, _) => output::result(text),
    }
}

fn architect(ground: &Ground, plan: &Plan) -> ArchitectPlan {
    let architecture = &ground.analysis.architecture;
    let because = architecture
        .because
        .iter()
        .map(|reason| format!("{} ({})", reason.text, reason.at.citation()));
    render::architect(plan, &architecture.pattern, &because.collect::<Vec<_>>().join("; "))
}

/// Under `--strict`, missing documents, open blocking questions and work that the people cannot do in time are
/// findings.
fn outcome(arguments: &PlanArguments, plan: &Plan) -> Outcome {
    let blocking: Vec<&str> = plan
        .questions
        .iter()
        .filter(|question| question.blocking && question.source.is_empty())
        .map(|question| question.id.as_str())
        .collect();
    let capacity: Vec<&PlanFinding> =
        plan.findings.iter().filter(|finding| finding.rule.starts_with("capacity.")).collect();
    if !arguments.strict || (plan.warnings.is_empty() && blocking.is_empty() && capacity.is_empty())
    {
        return Outcome::Clean;
    }
    for finding in capacity {
        output::say(format_args!("strict: {}: {}", finding.rule, finding.text));
    }
    if !blocking.is_empty() {
        output::say(format_args!("strict: open questions that block: {}", blocking.join(", ")));
        let target = &arguments.target.path;
        output::say(format_args!(
            "  hint: answer them with `groundplan questions {target} --answer`"
        ));
    }
    Outcome::Findings
}

pub(super) fn capacity(flags: CapacityArguments) -> CapacityConfig {
    CapacityConfig { team: flags.team, hours_per_week: flags.hours_per_week, focus: flags.focus }
}
