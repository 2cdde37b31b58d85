//! Arguments of `groundplan draft`.

use camino::Utf8PathBuf;
use clap::Args;

use super::PromptArguments;

/// Arguments of `draft`.
#[derive(Debug, Args)]
pub struct DraftArguments {
    #[command(flatten)]
    pub(in crate::cli) prompt: PromptArguments,
    /// Program that reads a prompt on standard input and answers on standard output; your shell runs it in this folder.
    #[arg(long = "with", value_name = "COMMAND")]
    pub(in crate::cli) with: String,
    /// Ask at most so often: an answer with findings is sent back with them.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=20))]
    pub(in crate::cli) rounds: u32,
    /// Seconds that the program may take for one answer.
    #[arg(long, value_name = "SECONDS", default_value_t = 600, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(in crate::cli) timeout: u64,
    /// Keep prompt, answer and findings of every round in this folder; a new folder for temporary files when absent.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) keep: Option<Utf8PathBuf>,
}
