//! `groundplan prompt`.

use super::{deliver, read};
use crate::{
    analyze,
    cli::{
        Outcome,
        args::{BuiltInPrompt, InputFormat, Prompt},
        caching::Caching,
        config::CapacityConfig,
        output, overrides,
        workspace::Workspace,
    },
    error::Result,
    model::Requirements,
    render::{self, Input},
};

pub(super) fn run(arguments: &Prompt, caching: &Caching) -> Result<Outcome> {
    let workspace = Workspace::open(&arguments.target, caching)?;
    let (name, template) = template(arguments, &workspace)?;
    let mut ground = workspace.ground(&arguments.references.references)?;
    for problem in &ground.profile.skipped {
        output::say(format_args!("warning: {problem}"));
    }
    let plan = workspace.plan(&ground, &CapacityConfig::default(), &workspace.past(None)?)?;
    analyze::personalise(&mut ground.analysis, &subjects(&ground.requirements));
    let input = Input {
        analysis: &ground.analysis,
        requirements: &ground.requirements,
        profile: &ground.profile,
        plan: &plan,
    };
    let form = match arguments.input_format {
        InputFormat::Xml => "input.xml.j2",
        InputFormat::Markdown | InputFormat::Json => "input.md.j2",
    };
    let input = workspace.templates.render(form, &input)?;
    deliver(&render::fill(&name, &template, input.trim())?, &arguments.destination)
}

/// What the documents ask for, by the nouns of its paths and tables: what the code has of it is shown first.
fn subjects(requirements: &Requirements) -> Vec<&str> {
    let paths = requirements.endpoints.iter().flat_map(|endpoint| endpoint.path.split('/'));
    let tables = requirements.tables.iter().flat_map(|table| table.table.name.split('_'));
    let nouns =
        paths.chain(tables).filter(|word| word.chars().all(|c| c.is_alphabetic() || c == '-'));
    // Shorter ones (`v1`, `api`, `id`) are parts of too many names.
    nouns.map(|word| word.trim_end_matches('s')).filter(|word| word.len() > 3).collect()
}

/// Path or name and text of the prompt: the user's file, the user's override of a built-in one, or that.
fn template(arguments: &Prompt, workspace: &Workspace) -> Result<(String, String)> {
    if let Some(path) = &arguments.template {
        return Ok((path.to_string(), read(path)?));
    }
    let name = match arguments.built_in {
        BuiltInPrompt::Architect => "prompt-architect.md",
        BuiltInPrompt::Delivery => "prompt-delivery.md",
    };
    let own = overrides::templates(&workspace.root, &workspace.standard.name)?;
    let built_in =
        || render::BUILT_IN.iter().map(|(known, text)| ((*known).to_owned(), (*text).to_owned()));
    let found = own.into_iter().chain(built_in()).find(|(known, _)| known == name);
    Ok(found.unwrap_or_default())
}
