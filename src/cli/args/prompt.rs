//! Arguments of `map` and `prompt`.

use camino::Utf8PathBuf;
use clap::{Args, ValueEnum};

use super::{Destination, References, Target};
use crate::model;

/// Forms of a prompt's input and of a map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum InputFormat {
    /// Elements with attributes.
    Xml,
    /// Lists.
    #[default]
    Markdown,
    /// Data.
    Json,
}

impl From<InputFormat> for model::InputFormat {
    fn from(format: InputFormat) -> Self {
        match format {
            InputFormat::Xml => Self::Xml,
            InputFormat::Markdown => Self::Markdown,
            InputFormat::Json => Self::Json,
        }
    }
}

/// Ways to rank files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Ranking {
    /// Names that match the focus, what they lean on, and what changes often.
    #[default]
    Relevance,
    /// By references alone, from files that match the focus.
    Personalised,
    /// By references alone, without the focus.
    Plain,
    /// A search for the words of the focus in paths and names.
    Keywords,
}

impl From<Ranking> for model::Ranking {
    fn from(ranking: Ranking) -> Self {
        match ranking {
            Ranking::Relevance => Self::Relevance,
            Ranking::Personalised => Self::Personalised,
            Ranking::Plain => Self::Plain,
            Ranking::Keywords => Self::Keywords,
        }
    }
}

/// Encodings that tokens are counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Encoding {
    /// GPT-4o and later; a fair guess for other models.
    #[default]
    #[value(name = "o200k_base")]
    O200k,
    /// GPT-4.
    #[value(name = "cl100k_base")]
    Cl100k,
    /// Codex.
    #[value(name = "p50k_base")]
    P50k,
    /// GPT-3.
    #[value(name = "r50k_base")]
    R50k,
}

impl From<Encoding> for model::Encoding {
    fn from(encoding: Encoding) -> Self {
        match encoding {
            Encoding::O200k => Self::O200kBase,
            Encoding::Cl100k => Self::Cl100kBase,
            Encoding::P50k => Self::P50kBase,
            Encoding::R50k => Self::R50kBase,
        }
    }
}

/// Arguments of `map`.
#[derive(Debug, Args)]
pub struct MapArguments {
    #[command(flatten)]
    pub(in crate::cli) target: Target,
    /// Map this revision instead of the worktree: branch, tag, commit, `HEAD~3`.
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) rev: Option<String>,
    /// What the map is for, in words: a task, names, paths. May be repeated.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(in crate::cli) focus: Vec<String>,
    /// Tokens that the map may have.
    #[arg(long, value_name = "TOKENS", default_value_t = 8000)]
    pub(in crate::cli) budget: usize,
    /// Encoding that tokens are counted in.
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) encoding: Encoding,
    /// How files are ranked; all but the first are there to compare it with. With several, separated by commas, the
    /// result is JSON with the map of each.
    #[arg(
        long,
        value_enum,
        value_name = "RANKING",
        value_delimiter = ',',
        default_value = "relevance"
    )]
    pub(in crate::cli) by: Vec<Ranking>,
    /// Form of the map.
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) format: InputFormat,
    #[command(flatten)]
    pub(in crate::cli) destination: Destination,
}

/// Built-in prompts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum BuiltInPrompt {
    /// Asks for reasoning and a JSON plan.
    #[default]
    Architect,
    /// Asks for a delivery plan in eight sections.
    Delivery,
}

/// Arguments of `prompt`.
#[derive(Debug, Args)]
pub struct PromptArguments {
    #[command(flatten)]
    pub(in crate::cli) target: Target,
    #[command(flatten)]
    pub(in crate::cli) references: References,
    /// Your own prompt: a text file with {{.Input}} where the analysis goes, or a minijinja template (`.j2`).
    #[arg(long, value_name = "FILE", conflicts_with = "built_in")]
    pub(in crate::cli) template: Option<Utf8PathBuf>,
    /// Built-in prompt.
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) built_in: BuiltInPrompt,
    /// What is to be planned, in words: a task, names, paths. May be repeated.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(in crate::cli) focus: Vec<String>,
    /// Tokens that the whole prompt may have; everything is shown when absent.
    #[arg(long, value_name = "TOKENS")]
    pub(in crate::cli) budget: Option<usize>,
    /// Encoding that tokens are counted in.
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) encoding: Encoding,
    /// Form of the analysis inside the prompt.
    #[arg(long, value_enum, default_value = "xml")]
    pub(in crate::cli) format: InputFormat,
    #[command(flatten)]
    pub(in crate::cli) destination: Destination,
}
