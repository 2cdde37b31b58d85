//! `groundplan plan`.

use serde::Serialize;

use super::{json, tasks};
use crate::{
    cli::{
        Outcome,
        args::{CapacityArguments, PlanArguments, PlanFormat},
        caching::Caching,
        config::CapacityConfig,
        living::{self, Form},
        output,
        workspace::{Ground, Workspace},
    },
    error::{Error, Result},
    model::{ArchitectPlan, Plan, PlanFinding},
    plan::{self, Past},
    render,
};

/// A plan and what its template shows beside it.
#[derive(Serialize)]
struct Page<'a> {
    version: &'static str,
    /// Whether tasks of later phases and the annexes are written out.
    detail: bool,
    #[serde(flatten)]
    plan: &'a Plan,
}

pub(super) fn run(arguments: &PlanArguments, caching: &Caching) -> Result<Outcome> {
    let workspace = Workspace::open(&arguments.target, caching)?;
    let ground = workspace.ground(&arguments.references.references)?;
    let is_living = arguments.format == PlanFormat::Living;
    if arguments.feature.is_some() && !is_living {
        return Err(Error::input("a feature is named, but the plan is not in the living form")
            .hint("add `--format living`"));
    }
    let repository = &ground.analysis.repo.name;
    let feature = is_living.then(|| tasks::feature(arguments.feature.as_deref(), repository));
    let feature = feature.transpose()?;
    let past = workspace.past(feature.as_deref())?;
    let mut plan = workspace.plan(&ground, &capacity(arguments.capacity), &past)?;
    workspace.date(&ground, &mut plan)?;
    for warning in &plan.warnings {
        output::say(format_args!("warning: {warning}"));
    }
    let page = Page { version: env!("CARGO_PKG_VERSION"), detail: arguments.detail, plan: &plan };
    let text = match arguments.format {
        PlanFormat::Classic => workspace.templates.render("plan.j2", &page)?,
        PlanFormat::Json => json(&architect(&ground, &plan))?,
        PlanFormat::Model => json(&plan)?,
        PlanFormat::Living => String::new(),
    };
    let delivered = match &feature {
        Some(feature) => tasks::deliver(arguments, &workspace, (feature, &plan, &past))?,
        None => deliver(arguments, &workspace, (&plan, &text, &past))?,
    };
    Ok(if delivered == Outcome::Clean { outcome(arguments, &plan) } else { delivered })
}

/// The plan in the classic form, as it is written without flags.
#[cfg(feature = "mcp")]
pub(super) fn text(templates: &render::Templates, plan: &Plan) -> Result<String> {
    templates.render("plan.j2", &Page { version: env!("CARGO_PKG_VERSION"), detail: false, plan })
}

fn deliver(
    arguments: &PlanArguments,
    workspace: &Workspace,
    (plan, text, past): (&Plan, &str, &Past),
) -> Result<Outcome> {
    let form = match arguments.format {
        PlanFormat::Classic | PlanFormat::Living => Form::Markdown,
        PlanFormat::Json | PlanFormat::Model => Form::Json,
    };
    let own = || workspace.root.join(&workspace.standard.plan_path);
    let is_own = form == Form::Markdown && arguments.output.is_none() && !arguments.stdout;
    let Some(path) = arguments.output.clone().or_else(|| is_own.then(own)) else {
        return output::result(text).map(|()| Outcome::Clean);
    };
    let docs = workspace.root.join(&workspace.standard.docs_dir);
    let revived = plan::changed(past, plan);
    let page = living::Page { path: &path, docs: &docs, text, form, revived: &revived };
    if arguments.dry_run {
        return living::dry_run(&page);
    }
    let outcome = living::merge_generated(&page)?;
    if is_own {
        living::keep(&docs, &plan.ledger)?;
    }
    Ok(outcome)
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
