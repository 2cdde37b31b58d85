//! `groundplan questions`.

use std::borrow::Cow;

use super::{deliver, json, plan::capacity};
use crate::{
    cli::{
        Outcome, answers,
        args::{Format, Group, Questions},
        ask,
        caching::Caching,
        output,
        workspace::Workspace,
    },
    error::Result,
    model::{OpenQuestion, QUESTIONS_SCHEMA, QuestionList},
};

pub(super) fn run(arguments: &Questions, caching: &Caching) -> Result<Outcome> {
    let workspace = Workspace::open(&arguments.target, caching)?;
    // A broken file is told before anybody waits for the analysis.
    workspace.answers()?;
    let ground = workspace.ground(&arguments.references.references)?;
    let plan = workspace.plan(&ground, &capacity(arguments.capacity), &workspace.past(None)?)?;
    let chosen = plan.questions.into_iter().filter(|question| is_chosen(arguments, question));
    let list = QuestionList {
        schema: Cow::Borrowed(QUESTIONS_SCHEMA),
        name: plan.name,
        answers_file: answers::name(&workspace.standard.docs_dir),
        questions: chosen.collect(),
    };
    if arguments.answer {
        return answer(&workspace, &list);
    }
    let text = match arguments.format {
        Format::Json => json(&list)?,
        Format::Markdown => workspace.templates.render("questions.j2", &list)?,
    };
    deliver(&text, &arguments.destination)
}

fn is_chosen(arguments: &Questions, question: &OpenQuestion) -> bool {
    let only_open = arguments.open || (arguments.answer && !arguments.review);
    let in_group = arguments.group.is_none_or(|group| question.group == name(group));
    in_group && (!only_open || question.source.is_empty())
}

/// The group as the standard names it.
fn name(group: Group) -> &'static str {
    match group {
        Group::Team => "team",
        Group::Timeline => "timeline",
        Group::Risk => "risk",
        Group::Quality => "quality",
        Group::Operations => "operations",
    }
}

fn answer(workspace: &Workspace, list: &QuestionList) -> Result<Outcome> {
    let docs = &workspace.standard.docs_dir;
    let answered = ask::all(&list.questions, &mut |question, value| {
        answers::keep(&workspace.root, docs, question, value)
    })?;
    let left = match list.questions.len() - answered {
        1 => "1 question is left".to_owned(),
        left => format!("{left} questions are left"),
    };
    let file = workspace.root.join(&list.answers_file);
    match answered {
        0 => output::say(format_args!("nothing was answered; {left}")),
        1 => output::say(format_args!("kept 1 answer in {file}; {left}")),
        _ => output::say(format_args!("kept {answered} answers in {file}; {left}")),
    }
    Ok(Outcome::Clean)
}
