//! `groundplan map`.

use super::{deliver, json};
use crate::{
    analyze::{self, Focus},
    cli::{Outcome, args::MapArguments, caching::Caching, workspace::Workspace},
    error::Result,
    model::{Analysis, CodeMap, Encoding, Ranking},
    render::{self, MapText, Tokens},
};

pub(super) fn run(arguments: &MapArguments, caching: &Caching) -> Result<Outcome> {
    let workspace = Workspace::open(&arguments.target, caching)?;
    let analysis = workspace.at(arguments.rev.as_deref())?;
    let tokens = Tokens::load(Encoding::from(arguments.encoding));
    let mut maps = Vec::new();
    for by in &arguments.by {
        maps.push(map(arguments, &workspace, &analysis, ((*by).into(), tokens))?);
    }
    if let [only] = maps.as_slice() {
        return deliver(&only.text, &arguments.destination);
    }
    let maps: Vec<CodeMap> = maps.into_iter().map(|one| one.map).collect();
    deliver(&json(&maps)?, &arguments.destination)
}

fn map(
    arguments: &MapArguments,
    workspace: &Workspace,
    analysis: &Analysis,
    (ranking, tokens): (Ranking, Tokens),
) -> Result<MapText> {
    let focus = Focus::of_texts(arguments.focus.iter().map(String::as_str));
    let ranked = analyze::relevance(analysis, &focus, ranking);
    let head = CodeMap {
        repository: analysis.repo.name.clone(),
        commit: analysis.repo.commit.clone(),
        focus: arguments.focus.clone(),
        ranking,
        ..CodeMap::default()
    };
    let budget = (arguments.budget, tokens);
    render::map(&workspace.templates, (&head, &ranked), arguments.format.into(), budget)
}
