//! Arguments of the commands that set groundplan up: `init`, `setup`, `man`.

use camino::Utf8PathBuf;
use clap::{Args, ValueEnum};

/// Arguments of `init`.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// Folder of the repository.
    #[arg(default_value = ".", value_name = "PATH")]
    pub(in crate::cli) path: Utf8PathBuf,
    /// Print the file and write nothing.
    #[arg(long)]
    pub(in crate::cli) stdout: bool,
}

/// Programs that talk to a model and start MCP servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Agent {
    /// Claude Code: `.mcp.json`.
    Claude,
    /// Cursor: `.cursor/mcp.json`.
    Cursor,
    /// Visual Studio Code: `.vscode/mcp.json`.
    Vscode,
    /// Codex: `.codex/config.toml`, which it reads in trusted projects.
    Codex,
}

/// Arguments of `setup`.
#[derive(Debug, Args)]
pub struct SetupArguments {
    /// Folder of the repository.
    #[arg(default_value = ".", value_name = "PATH")]
    pub(in crate::cli) path: Utf8PathBuf,
    /// Program that is to start `groundplan serve`; may be repeated.
    #[arg(long, value_enum, value_name = "NAME", required = true)]
    pub(in crate::cli) agent: Vec<Agent>,
    /// Set it up for all projects of this user, in the home folder, instead of for this project.
    #[arg(long)]
    pub(in crate::cli) user: bool,
    /// How the agent starts groundplan: a name on its path, or a whole path.
    #[arg(long, value_name = "PROGRAM", default_value = "groundplan")]
    pub(in crate::cli) command: String,
    /// Take the entry out again.
    #[arg(long)]
    pub(in crate::cli) remove: bool,
    /// Print what would change, as a diff, and write nothing.
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub struct ManArguments {
    /// Command whose page is printed; of the whole program when absent.
    #[arg(value_name = "COMMAND", conflicts_with = "dir")]
    pub(in crate::cli) command: Option<String>,
    /// Write the pages of the program and of all commands into this folder.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) dir: Option<Utf8PathBuf>,
}
