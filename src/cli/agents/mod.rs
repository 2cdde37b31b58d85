//! Where the programs that talk to a model keep their MCP servers, and the entry of groundplan there.

mod json;
mod toml;

use camino::{Utf8Path, Utf8PathBuf};

use super::args::Agent;
use crate::error::{Error, ErrorKind, Result};

/// Name of the entry.
const NAME: &str = "groundplan";

/// What an agent starts.
#[derive(Debug)]
pub(super) struct Entry {
    command: String,
    arguments: Vec<String>,
}

/// A file of an agent's settings.
#[derive(Debug)]
pub(super) struct Settings {
    pub(super) path: Utf8PathBuf,
    form: Form,
    /// What stands for the project's folder in the agent's arguments.
    folder: &'static str,
}

/// How the settings are written.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// JSON, perhaps with comments, with the servers under this key.
    Json { servers: &'static str, typed: Typed },
    /// TOML with tables `mcp_servers.NAME`.
    Toml,
}

/// Whether an entry names its transport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Typed {
    Yes,
    No,
}

/// The settings of `agent` for the project in `project`, or those of its user where the home folder is given.
///
/// # Errors
/// Where the agent has no file of its own for all projects of a user.
pub(super) fn settings(
    agent: Agent,
    project: &Utf8Path,
    home: Option<&Utf8Path>,
) -> Result<Settings> {
    let servers = |servers, typed| Form::Json { servers, typed };
    let (in_project, in_home, form, folder) = match agent {
        Agent::Claude => (".mcp.json", Some(".claude.json"), servers("mcpServers", Typed::No), "."),
        Agent::Cursor => {
            let file = ".cursor/mcp.json";
            (file, Some(file), servers("mcpServers", Typed::No), "${workspaceFolder}")
        }
        Agent::Vscode => {
            (".vscode/mcp.json", None, servers("servers", Typed::Yes), "${workspaceFolder}")
        }
        Agent::Codex => (".codex/config.toml", Some(".codex/config.toml"), Form::Toml, "."),
    };
    let path = match (home, in_home) {
        (None, _) => project.join(in_project),
        (Some(home), Some(file)) => home.join(file),
        (Some(_), None) => return Err(no_user_file()),
    };
    Ok(Settings { path, form, folder })
}

fn no_user_file() -> Error {
    Error::new(
        ErrorKind::Usage,
        "Visual Studio Code keeps the servers of a user in its profile, not at a fixed place",
    )
    .hint("leave `--user` out, or add the entry with its command `MCP: Open User Configuration`")
}

impl Settings {
    /// What the agent starts to serve its project.
    pub(super) fn entry(&self, command: &str) -> Entry {
        Entry {
            command: command.to_owned(),
            arguments: vec!["serve".to_owned(), self.folder.to_owned()],
        }
    }

    /// `text` with the entry in it; what people added to the entry stays.
    ///
    /// # Errors
    /// When the text is not what the agent reads: with its line.
    pub(super) fn with(&self, text: &str, entry: &Entry) -> Result<String> {
        match self.form {
            Form::Json { servers, typed } => json::with(text, (servers, typed), entry),
            Form::Toml => toml::with(text, entry),
        }
        .map_err(|problem| self.unreadable(&problem))
    }

    /// `text` without the entry; `None` when nothing else is left in it.
    ///
    /// # Errors
    /// When the text is not what the agent reads: with its line.
    pub(super) fn without(&self, text: &str) -> Result<Option<String>> {
        match self.form {
            Form::Json { servers, .. } => json::without(text, servers),
            Form::Toml => toml::without(text),
        }
        .map_err(|problem| self.unreadable(&problem))
    }

    fn unreadable(&self, problem: &str) -> Error {
        Error::input(format!("cannot edit {}: {problem}", self.path)).hint(
            "mend the file, or add the entry that `--dry-run` shows for an empty folder by hand",
        )
    }
}
