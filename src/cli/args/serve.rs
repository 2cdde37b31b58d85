//! Arguments of `groundplan serve`.

use camino::Utf8PathBuf;
use clap::Args;

use crate::mcp::Address;

/// Examples and what may be read.
pub(super) const HELP: &str = "\
Examples:
  groundplan serve                  (an agent starts this; `groundplan setup` enters it)
  groundplan serve ../plugin-fees --reference ../plugin-scheduler
  groundplan serve . --http 8765    (then http://127.0.0.1:8765/mcp)

Only folders below a ROOT, and below the roots that the agent names, are read; links that lead outside \
are refused. Nothing is written but the plan (scaffold_plan with `write`) and answers.toml \
(answer_question). Over HTTP only this machine is served, and no page in a browser.";

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub struct ServeArguments {
    /// Folders that may be asked about; the first is meant when a question names none. This folder when neither
    /// they nor the agent name any.
    #[arg(value_name = "ROOT")]
    pub(in crate::cli) roots: Vec<Utf8PathBuf>,
    /// Reference repository that may be read as well; may be repeated.
    #[arg(long = "reference", value_name = "DIR")]
    pub(in crate::cli) references: Vec<Utf8PathBuf>,
    /// Serve over HTTP on this port or address of this machine instead of standard input and output; 0 takes a
    /// free port.
    #[arg(long, value_name = "ADDR")]
    pub(in crate::cli) http: Option<Address>,
    /// House standard: a built-in one or a folder in .groundplan/templates.
    #[arg(long, env = "GROUNDPLAN_STANDARD", value_name = "NAME")]
    pub(in crate::cli) standard: Option<String>,
}
