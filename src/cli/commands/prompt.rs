//! `groundplan prompt`.

use super::{deliver, read};
use crate::{
    analyze::{self, Focus},
    cli::{
        Outcome,
        args::{BuiltInPrompt, PromptArguments},
        caching::Caching,
        config::CapacityConfig,
        output, overrides,
        workspace::Workspace,
    },
    error::Result,
    model::{Encoding, LeftOut, Ranking, Requirements},
    render::{self, Frame, Ground, Manner, Tokens},
};

pub(super) fn run(arguments: &PromptArguments, caching: &Caching) -> Result<Outcome> {
    let workspace = Workspace::open(&arguments.target, caching)?;
    let frame = frame(arguments, &workspace)?;
    let mut ground = workspace.ground(&arguments.references.references)?;
    for problem in &ground.profile.skipped {
        output::say(format_args!("warning: {problem}"));
    }
    let plan = workspace.plan(&ground, &CapacityConfig::default(), &workspace.past(None)?)?;
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
        finish: &std::convert::identity,
    };
    let prompt = render::prompt(&workspace.templates, (&frame, &ground), &manner)?;
    if let Some(tokens) = prompt.tokens {
        output::say(format_args!("{tokens} tokens{}", missing(&prompt.left_out)));
    }
    deliver(&prompt.text, &arguments.destination)
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
