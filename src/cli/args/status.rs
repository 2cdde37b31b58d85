//! Arguments of `groundplan status`.

use camino::Utf8PathBuf;
use clap::{Args, ValueEnum};

use super::{Destination, History, Scope, Target, Walk};

/// Examples and the rules of evidence.
pub(super) const HELP: &str = "\
Examples:
  groundplan status docs/pre-dev/limits/tasks.md
  groundplan status --rev v1.2.0 --since v1.1.0 --format markdown
  groundplan status docs/plans/limits.md --write --dry-run
  groundplan status --fail-on phantom

States: [x] done, [~] partial, [ ] not started, [!] phantom (ticked, and nothing shows it), \
[?] untold (it names nothing that could be looked for).

What counts, and it must be new since the plan:
  files to create, test files   there now, not before
  files to modify               changed after the item was written into the plan; a weak sign
  files to delete or move       gone
  endpoints, tables, columns, interfaces, tests, settings, targets, CI jobs, dependencies
                                there now, not before; missing when not there
  names of code in code marks   declared in a file of the item, or the only one of its name
  commits                       named by the item or naming it, as far as they changed its files

Words prove nothing. What was there before the plan decides nothing. That a test is there does not \
say that it passes: nothing is run. A parent is what its items are together. `--write` ticks an item only on a strong sign: more than files that were changed.";

/// Forms of a status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum StatusFormat {
    /// For people at a terminal.
    #[default]
    Human,
    /// For a comment on a pull request.
    Markdown,
    /// For programs (groundplan.status/1).
    Json,
}

/// What makes the exit code 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FailOn {
    /// Something is ticked, and nothing shows it.
    Phantom,
    /// Something was built that stands in no item.
    Unplanned,
}

/// Arguments of `status`.
#[derive(Debug, Args)]
pub struct StatusArguments {
    /// Plan files of any form; all plans of the repository when absent.
    #[arg(value_name = "PLAN")]
    pub(in crate::cli) plans: Vec<Utf8PathBuf>,
    /// Folder of the repository that the plans speak of.
    #[arg(long, default_value = ".", value_name = "PATH")]
    pub(in crate::cli) repo: Utf8PathBuf,
    /// Look at this revision instead of the worktree: branch, tag, commit, `HEAD~3`.
    #[arg(long, value_name = "REV", conflicts_with = "write")]
    pub(in crate::cli) rev: Option<String>,
    /// Count what was built since this revision; since the commit that added the plan when absent.
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) since: Option<String>,
    /// Tick in the plans what is proven; nothing is unticked, and nothing else changes.
    #[arg(long)]
    pub(in crate::cli) write: bool,
    /// Print what `--write` would change, as a diff, and write nothing.
    #[arg(long, conflicts_with = "rev")]
    pub(in crate::cli) dry_run: bool,
    /// Exit with 1 when there is such an item; may be repeated.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(in crate::cli) fail_on: Vec<FailOn>,
    /// Form of the result.
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) format: StatusFormat,
    #[command(flatten)]
    pub(in crate::cli) scope: Scope,
    #[command(flatten)]
    pub(in crate::cli) destination: Destination,
}

impl StatusArguments {
    /// The repository.
    pub(in crate::cli) fn target(&self) -> Target {
        Target {
            path: self.repo.clone(),
            standard: None,
            scope: self.scope.clone(),
            walk: Walk { history: History::None, ..Walk::default() },
        }
    }
}
