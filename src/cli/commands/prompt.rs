//! `groundplan prompt`.

use super::{deliver, read};
#[cfg(feature = "mcp")]
use crate::error::{Error, ErrorKind};
use crate::{
    analyze::{self, Focus},
    cli::{
        Outcome,
        args::{BuiltInPrompt, PromptArguments},
        caching::Caching,
        config::CapacityConfig,
        output, overrides,
        workspace::{self, Workspace},
    },
    error::Result,
    model::{Encoding, LeftOut, Ranking, Requirements},
    render::{self, Frame, Ground, Manner, Tokens},
    secrets,
};

pub(super) fn run(arguments: &PromptArguments, caching: &Caching) -> Result<Outcome> {
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
    let command = <PromptArguments as clap::Args>::augment_args(clap::Command::new("prompt"));
    let matches = command.no_binary_name(true).try_get_matches_from([""; 0]);
    let arguments = matches.and_then(|matches| PromptArguments::from_arg_matches(&matches));
    let arguments = arguments.map_err(|error| {
        Error::new(ErrorKind::Usage, "cannot make a prompt without arguments").source(error)
    })?;
    let arguments = PromptArguments { built_in, ..arguments };
    let mut ground = workspace.ground(&arguments.references.references)?;
    text(&arguments, workspace, &mut ground)
}

/// The prompt as it is sent to a model; says on stderr what does not fit.
pub(super) fn text(
    arguments: &PromptArguments,
    workspace: &Workspace,
    ground: &mut workspace::Ground,
) -> Result<String> {
    let frame = frame(arguments, workspace)?;
    let plan = workspace.plan(ground, &CapacityConfig::default(), &workspace.past(None)?)?;
    let said = Focus::of_texts(arguments.focus.iter().map(String::as_str));
    let focus = said.clone().with_documents(&ground.requirements);
    let ranked = analyze::relevance(&ground.analysis, &focus, Ranking::default());
    analyze::personalise(&mut ground.analysis, &subjects(&ground.requirements));
    let ground = Ground {
        analysis: &ground.analysis,
        requirements: &ground.requirements,
        profile: &ground.profile,
        plan: &plan,
        ranked: &ranked,
        focus: &arguments.focus,
        named: &|text| said.share(text),
    };
    let count = |budget| (budget, Tokens::load(Encoding::from(arguments.encoding)));
    let manner = Manner {
        format: arguments.format.into(),
        budget: arguments.budget.map(count),
        finish: &|text| secrets::redact(&text).into_owned(),
    };
    let prompt = render::prompt(&workspace.templates, (&frame, &ground), &manner)?;
    if let Some(tokens) = prompt.tokens {
        output::say(format_args!("{tokens} tokens{}", missing(&prompt.left_out)));
    }
    Ok(prompt.text)
}

/// What did not fit, for the terminal.
fn missing(left_out: &[LeftOut]) -> String {
    let lacks = left_out.iter().filter(|row| row.items > 0);
    let rows: Vec<String> =
        lacks.map(|row| format!("{} {} of {}", row.section, row.items, row.of)).collect();
    if rows.is_empty() { String::new() } else { format!("; left out: {}", rows.join(", ")) }
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

/// The prompt around the input: the user's file, the user's override of a built-in one, or that.
fn frame(arguments: &PromptArguments, workspace: &Workspace) -> Result<Frame> {
    if let Some(path) = &arguments.template {
        return Ok(Frame::new(path.as_str(), read(path)?));
    }
    let name = match arguments.built_in {
        BuiltInPrompt::Architect => "prompt-architect.md",
        BuiltInPrompt::Delivery => "prompt-delivery.md",
    };
    let own = overrides::templates(&workspace.root, &workspace.standard.name)?;
    let built_in =
        || render::BUILT_IN.iter().map(|(known, text)| ((*known).to_owned(), (*text).to_owned()));
    let found = own.into_iter().chain(built_in()).find(|(known, _)| known == name);
    let (name, text) = found.unwrap_or_default();
    Ok(Frame::new(name, text))
}
