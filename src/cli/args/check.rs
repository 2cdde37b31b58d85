//! Arguments of `groundplan check` and `groundplan explain`.

use camino::Utf8PathBuf;
use clap::{Args, ValueEnum};

use super::{Destination, History, References, Scope, Target, Walk};
use crate::model::Severity;

/// Forms of what `check` found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CheckFormat {
    /// For people: excerpts of the plan with the words marked.
    #[default]
    Human,
    /// For programs (groundplan.check/1).
    Json,
    /// For code scanning: SARIF 2.1.0.
    Sarif,
    /// Annotations of a GitHub workflow.
    Github,
    /// A table for a comment on a change.
    Markdown,
}

/// How bad findings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FailOn {
    /// Only errors.
    Error,
    /// Warnings and errors.
    Warning,
    /// Everything that is found.
    Note,
}

impl From<FailOn> for Severity {
    fn from(given: FailOn) -> Self {
        match given {
            FailOn::Error => Self::Error,
            FailOn::Warning => Self::Warning,
            FailOn::Note => Self::Note,
        }
    }
}

/// Arguments of `check`.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Plans, or folders of plans; `-` for standard input. The repository's own plans when absent.
    #[arg(value_name = "FILE")]
    pub(in crate::cli) files: Vec<Utf8PathBuf>,
    /// Repository that the plans are held against; the one that the first FILE lies in when absent.
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) repo: Option<Utf8PathBuf>,
    /// Only plans that differ from this revision, or are new since.
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) changed: Option<String>,
    /// Hold them against this revision instead of the worktree: branch, tag, commit, `HEAD~3`.
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) rev: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) references: References,
    /// House standard: a built-in one or a folder in .groundplan/templates.
    #[arg(long, env = "GROUNDPLAN_STANDARD", value_name = "NAME")]
    pub(in crate::cli) standard: Option<String>,
    /// Name that a plan on standard input would have; it tells the form (`tasks.md`, `plan.json`).
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) stdin_name: Option<Utf8PathBuf>,
    /// Form of the result.
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) format: CheckFormat,
    /// Exit with 1 on findings that are at least so bad; `error` unless groundplan.toml says otherwise.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(in crate::cli) fail_on: Option<FailOn>,
    /// Only this rule, or the rules of this topic; may be repeated.
    #[arg(long, value_name = "RULE")]
    pub(in crate::cli) rule: Vec<String>,
    /// Not this rule, or no rule of this topic; may be repeated.
    #[arg(long, value_name = "RULE")]
    pub(in crate::cli) no_rule: Vec<String>,
    /// File of known findings, which do not fail; `.groundplan/check-baseline.json` of the repository unless
    /// groundplan.toml names another.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) baseline: Option<Utf8PathBuf>,
    /// Write what is found to that file: it is known from now on, and what is gone is taken out.
    #[arg(long)]
    pub(in crate::cli) write_baseline: bool,
    /// Rewrite in the plans what can be settled for certain, and check again.
    #[arg(long, conflicts_with_all = ["rev", "watch"])]
    pub(in crate::cli) fix: bool,
    /// With `--fix`: print what would change, as a diff, and write nothing.
    #[arg(long, requires = "fix")]
    pub(in crate::cli) dry_run: bool,
    /// Stay and check again whenever something has changed; Ctrl-C ends it.
    #[arg(long, conflicts_with_all = ["rev", "write_baseline"])]
    pub(in crate::cli) watch: bool,
    #[command(flatten)]
    pub(in crate::cli) destination: Destination,
}

impl CheckArguments {
    /// The repository at `root` as the other commands take it. Its commits say nothing of a plan.
    pub(in crate::cli) fn target(&self, root: Utf8PathBuf) -> Target {
        Target {
            path: root,
            standard: self.standard.clone(),
            scope: Scope::default(),
            walk: Walk { history: History::None, ..Walk::default() },
        }
    }
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// A rule (`grounded.no-such-file`) or a topic (`grounded`); the table of all rules when absent.
    #[arg(value_name = "RULE")]
    pub(in crate::cli) name: Option<String>,
}
