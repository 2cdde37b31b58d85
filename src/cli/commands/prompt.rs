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
        workspace::{Ground, Workspace},
    },
    error::{Error, ErrorKind, Result},
    model::Requirements,
    render::{self, Input},
};

pub(super) fn run(arguments: &Prompt, caching: &Caching) -> Result<Outcome> {
    let workspace = Workspace::open(&arguments.target, caching)?;
    let mut ground = workspace.ground(&arguments.references.references)?;
    for problem in &ground.profile.skipped {
        output::say(format_args!("warning: {problem}"));
    }
    deliver(&text(arguments, &workspace, &mut ground)?, &arguments.destination)
}

/// A built-in prompt, filled as `groundplan prompt` without other flags does.
#[cfg(feature = "mcp")]
pub(super) fn built_in(workspace: &Workspace, built_in: BuiltInPrompt) -> Result<String> {
    use clap::FromArgMatches as _;
    let command = <Prompt as clap::Args>::augment_args(clap::Command::new("prompt"));
    let matches = command.no_binary_name(true).try_get_matches_from([""; 0]);
    let arguments = matches.and_then(|matches| Prompt::from_arg_matches(&matches));
    let arguments = arguments.map_err(|error| {
        Error::new(ErrorKind::Usage, "cannot make a prompt without arguments").source(error)
    })?;
    let arguments = Prompt { built_in, ..arguments };
    let mut ground = workspace.ground(&arguments.references.references)?;
    text(&arguments, workspace, &mut ground)
}

/// The prompt as it is sent to a model.
pub(super) fn text(
    arguments: &Prompt,
    workspace: &Workspace,
    ground: &mut Ground,
) -> Result<String> {
    let (name, template) = template(arguments, workspace)?;
    let plan = workspace.plan(ground, &CapacityConfig::default(), &workspace.past(None)?)?;
    analyze::personalise(&mut ground.analysis, &subjects(&ground.requirements));
    let input = Input {
        analysis: &ground.analysis,
        requirements: &ground.requirements,
        profile: &ground.profile,
        plan: &plan,
    };
    let form = match arguments.input_format {
        InputFormat::Xml => "input.xml.j2",
        InputFormat::Markdown => "input.md.j2",
    };
    let input = workspace.templates.render(form, &input)?;
    // XML is escaped where it is written.
    let input = match arguments.input_format {
        InputFormat::Xml => input,
        InputFormat::Markdown => render::contained(&input),
    };
    render::fill(&name, &template, input.trim())
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
