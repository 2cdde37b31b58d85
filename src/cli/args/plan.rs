//! Arguments of `groundplan plan`.

use camino::Utf8PathBuf;
use clap::{Args, ValueEnum};

use super::{References, Target};

const CAPACITY: &str = "People and hours";

/// Forms of a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PlanFormat {
    /// Markdown with the standard's sections.
    #[default]
    Classic,
    /// The JSON plan that the architect's prompt asks for.
    Json,
    /// Tasks and roadmap in the folder of a feature: `tasks.md` and `delivery-roadmap.json`.
    Living,
    /// The whole plan as data (groundplan.plan/1).
    Model,
}

/// Arguments of `plan`.
#[expect(clippy::struct_excessive_bools, reason = "flags of the command line")]
#[derive(Debug, Args)]
pub struct PlanArguments {
    #[command(flatten)]
    pub(in crate::cli) target: Target,
    #[command(flatten)]
    pub(in crate::cli) references: References,
    /// Form of the plan; only the classic and the living one go into the target by themselves.
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) format: PlanFormat,
    /// Folder of the living form below `docs/pre-dev`; the repository's name when absent.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) feature: Option<String>,
    /// Write out the tasks of all phases and the annexes, not only those of the next phase.
    #[arg(long)]
    pub(in crate::cli) detail: bool,
    /// Write to this file instead of the target's planning folder; of the living form, the tasks alone.
    #[arg(short, long, value_name = "FILE", conflicts_with = "stdout")]
    pub(in crate::cli) output: Option<Utf8PathBuf>,
    /// Print the plan and write nothing; of the living form, the tasks alone.
    #[arg(long)]
    pub(in crate::cli) stdout: bool,
    /// Print what would change in the file, as a diff, and write nothing.
    #[arg(long, conflicts_with = "stdout")]
    pub(in crate::cli) dry_run: bool,
    /// Fail with exit code 1 when documents are missing, a blocking question is open, or the people
    /// cannot do the work in time.
    #[arg(long)]
    pub(in crate::cli) strict: bool,
    #[command(flatten)]
    pub(in crate::cli) capacity: CapacityArguments,
}

/// People and hours.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(in crate::cli) struct CapacityArguments {
    /// Number of developers.
    #[arg(long, help_heading = CAPACITY, env = "GROUNDPLAN_TEAM", value_name = "N")]
    pub(in crate::cli) team: Option<u32>,
    /// Hours per developer and week.
    #[arg(long, help_heading = CAPACITY, env = "GROUNDPLAN_HOURS_PER_WEEK", value_name = "HOURS")]
    pub(in crate::cli) hours_per_week: Option<f64>,
    /// Share of those hours for planned work, 0 to 1.
    #[arg(long, help_heading = CAPACITY, env = "GROUNDPLAN_FOCUS", value_name = "SHARE")]
    pub(in crate::cli) focus: Option<f64>,
}
