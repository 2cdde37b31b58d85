//! The living form of `groundplan plan`: tasks and roadmap in the folder of a feature.

use super::json;
use crate::{
    cli::{
        Outcome,
        args::PlanArguments,
        living::{self, Form},
        output,
        workspace::Workspace,
    },
    error::{Error, Result},
    model::Plan,
    plan::{self, Past},
    render,
};

/// Name of the feature: the one that was given, else the repository's.
///
/// # Errors
/// When the name given is no name of a folder.
pub(super) fn feature(given: Option<&str>, repository: &str) -> Result<String> {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
    match given {
        Some(name) if name.is_empty() || name.starts_with('.') || !name.chars().all(is_part) => {
            Err(Error::input(format!("cannot use {name:?} as the name of a feature"))
                .hint("it names a folder: letters, digits, `-` and `_`"))
        }
        Some(name) => Ok(name.to_owned()),
        None => {
            let name = repository.replace(|letter| !is_part(letter), "-");
            let name = name.trim_start_matches('.').to_owned();
            Ok(if name.is_empty() { "feature".into() } else { name })
        }
    }
}

/// Prints or writes tasks and roadmap.
pub(super) fn deliver(
    arguments: &PlanArguments,
    workspace: &Workspace,
    (feature, plan, past): (&str, &Plan, &Past),
) -> Result<Outcome> {
    let page = render::living(plan, feature, arguments.detail);
    let tasks = workspace.templates.render("tasks.j2", &page)?;
    if arguments.stdout {
        return output::result(&tasks).map(|()| Outcome::Clean);
    }
    let docs = workspace.living_docs(feature);
    let revived = plan::changed(past, plan);
    let roadmap = json(page.roadmap())?;
    let own = arguments.output.is_none();
    let files = [
        (
            arguments.output.clone().unwrap_or_else(|| docs.join(living::TASKS)),
            &tasks,
            Form::Markdown,
        ),
        (docs.join(living::ROADMAP), &roadmap, Form::Json),
    ];
    let mut outcome = Outcome::Clean;
    for (path, text, form) in files.iter().take(if own { 2 } else { 1 }) {
        let page = living::Page { path, docs: &docs, text, form: *form, revived: &revived };
        let one = if arguments.dry_run {
            living::dry_run(&page)?
        } else {
            living::merge_generated(&page)?
        };
        outcome = if one == Outcome::Clean { outcome } else { one };
    }
    if own && !arguments.dry_run {
        living::keep(&workspace.docs(), &plan.ledger)?;
    }
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_names_one_folder() {
        assert_eq!(feature(Some("fees"), "x").unwrap(), "fees");
        assert_eq!(feature(None, "plugin fees/v2").unwrap(), "plugin-fees-v2");
        for wrong in ["", "..", "a/b", ".groundplan"] {
            assert!(feature(Some(wrong), "x").is_err(), "{wrong}");
        }
    }
}
