//! A prompt: a template, built in or the user's, with what the repository and its documents say in its place, within
//! a budget of tokens.

mod facts;
mod frame;
mod gap;
mod go;
mod input;
mod lines;
mod planner;

pub use self::{frame::Frame, go::fill};
use super::{
    Templates, Tokens,
    budget::{self, Fitted, Shown},
    contained,
    map::about,
};
use crate::{
    error::{Error, ErrorKind, Result},
    model::{
        Analysis, HouseProfile, InputFormat, LeftOut, Plan, PromptInput, RankedFile, Requirements,
    },
};

/// What a prompt stands on.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// What the repository shows.
    pub analysis: &'a Analysis,
    /// What the documents ask for.
    pub requirements: &'a Requirements,
    /// What the references have in common.
    pub profile: &'a HouseProfile,
    /// The gap, the tasks that follow from it, and what is open.
    pub plan: &'a Plan,
    /// The files by how much they have to do with the task.
    pub ranked: &'a [RankedFile],
    /// The task, in words.
    pub focus: &'a [String],
    /// How much of the task a text names, from 0 to 1.
    pub named: &'a dyn Fn(&str) -> f64,
}

impl std::fmt::Debug for Ground<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Ground").field("focus", &self.focus).finish_non_exhaustive()
    }
}

/// How a prompt is written.
#[derive(Clone, Copy)]
pub struct Manner<'a> {
    /// Form of the input.
    pub format: InputFormat,
    /// Tokens that the whole prompt may have, and what counts them; without one, everything is shown.
    pub budget: Option<(usize, Tokens)>,
    /// What the finished text goes through before it is counted.
    pub finish: &'a dyn Fn(String) -> String,
}

impl std::fmt::Debug for Manner<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { format, budget, .. } = self;
        formatter.debug_struct("Manner").field("format", format).field("budget", budget).finish()
    }
}

/// A prompt with what is in it.
#[derive(Clone, Debug)]
pub struct PromptText {
    /// The text.
    pub text: String,
    /// Its tokens, where they were counted.
    pub tokens: Option<usize>,
    /// The input in it.
    pub input: PromptInput,
    /// What it lacks, by section; empty when nothing is left out.
    pub left_out: Vec<LeftOut>,
}

/// Writes a prompt.
///
/// # Errors
/// When the template is wrong, with its path and line, and when not even the template and the keys fit.
pub fn prompt(
    templates: &Templates,
    (frame, ground): (&Frame, &Ground<'_>),
    manner: &Manner<'_>,
) -> Result<PromptText> {
    let full = input::full(ground);
    let write = |shown: &Shown| {
        let input = full.input(shown);
        let text = text(templates, &input, manner.format)?;
        let filled = frame.filled(templates, ground, (text.trim(), &input))?;
        Ok((manner.finish)(filled))
    };
    let (shown, text, tokens) = match manner.budget {
        None => {
            let shown = Shown::all(full.lines.all.len());
            let text = write(&shown)?;
            (shown, text, None)
        }
        Some((budget, tokens)) => {
            let count = |text: &str| about(text);
            let lines = full.lines.weighed(&count);
            let fitted = budget::fit(&lines, budget, (&write, tokens))?;
            let Fitted { shown, text, tokens } =
                fitted.map_err(|small| too_small(budget, small.least))?;
            (shown, text, Some(tokens))
        }
    };
    let input = full.input(&shown);
    Ok(PromptText { text, tokens, left_out: input.left_out.clone(), input })
}

fn too_small(budget: usize, least: usize) -> Error {
    let message = format!(
        "the prompt does not fit into {budget} tokens: template and keys alone have {least}"
    );
    Error::new(ErrorKind::Usage, message)
        .hint(format!("the smallest budget that works is {least}; a shorter template needs less"))
}

/// The input, which cannot leave the element that a prompt puts it into. XML is escaped where it is written.
fn text(templates: &Templates, input: &PromptInput, format: InputFormat) -> Result<String> {
    match format {
        InputFormat::Xml => templates.render("input.xml.j2", input),
        InputFormat::Markdown => Ok(contained(&templates.render("input.md.j2", input)?)),
        InputFormat::Json => Ok(contained(&super::map::json(input)?)),
    }
}

/// What a line at `rank` (from 0) of its section is worth: half of the first where `half` others stand before it.
fn worth(first: f64, rank: usize, half: f64) -> f64 {
    let rank = f64::from(u32::try_from(rank).unwrap_or(u32::MAX));
    first / (1.0 + rank / half)
}

/// How much more a line is worth that names this share of the task.
fn named(share: f64) -> f64 {
    1.0 + 6.0 * share
}
