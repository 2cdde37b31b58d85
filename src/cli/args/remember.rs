//! Arguments of `groundplan remember`.

use camino::Utf8PathBuf;
use clap::Args;

use super::{References, Target};

/// Examples and what is sent.
pub(super) const HELP: &str = "\
Examples:
  groundplan remember . --server 'node memory-server.js'
  groundplan remember . --http http://127.0.0.1:9080/mcp --session planning-42
  groundplan remember . --dry-run
  groundplan remember .                     (kept in the outbox until a run names a server)

Sent are a summary of the plan and one decision for each phase with work: what, why, under which \
circumstances, with the repository as github.com/org/name. Nothing is sent twice to the same server. \
This command and what your own `--server` does are all that ever reaches a network.";

/// Arguments of `remember`.
#[derive(Debug, Args)]
pub struct RememberArguments {
    #[command(flatten)]
    pub(in crate::cli) target: Target,
    #[command(flatten)]
    pub(in crate::cli) references: References,
    /// Memory server: a program that speaks the Model Context Protocol on its standard input and output. No shell
    /// is asked.
    #[arg(long, value_name = "COMMAND", conflicts_with = "http")]
    pub(in crate::cli) server: Option<String>,
    /// Memory server: its address for streamable HTTP (`http://127.0.0.1:9080/mcp`). https is not spoken: let a local
    /// proxy speak it, or start a bridge with `--server`.
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) http: Option<String>,
    /// Session that the entries belong to; made of their content when absent.
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) session: Option<String>,
    /// Repository as `github.com/org/name`, where no remote says it.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) repository: Option<String>,
    /// Print the entries as JSON lines, and neither keep nor send them.
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    /// File of what waits to be sent; one in the user's state folder when absent.
    #[arg(long, env = "GROUNDPLAN_OUTBOX", value_name = "FILE")]
    pub(in crate::cli) outbox: Option<Utf8PathBuf>,
    /// Seconds to wait for each answer of the server.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(in crate::cli) timeout: u64,
}
