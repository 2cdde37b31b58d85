//! Arguments of `groundplan export`.

use clap::{Args, ValueEnum};

use super::{CapacityArguments, Destination, References, Target};

/// Forms of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ExportForm {
    /// GitHub issues: a line of JSON for each, the body of a request to `POST /repos/OWNER/REPO/issues`.
    Github,
    /// GitHub issues: a shell script that creates milestones, labels and issues with `gh`.
    Gh,
    /// Jira: CSV for its import, phases as epics.
    Jira,
    /// Spec Kit: `tasks.md`.
    SpecKit,
    /// task-master: `tasks.json`.
    TaskMaster,
    /// Mermaid: Gantt chart.
    Gantt,
    /// Mermaid: dependencies of the tasks.
    Dependencies,
    /// iCalendar: tasks as events of whole days; needs the first day of work.
    Ics,
}

/// Arguments of `export`.
#[derive(Debug, Args)]
pub struct ExportArguments {
    #[command(flatten)]
    pub(in crate::cli) target: Target,
    #[command(flatten)]
    pub(in crate::cli) references: References,
    /// Tool that the tasks are for.
    #[arg(long, value_enum, value_name = "TOOL")]
    pub(in crate::cli) to: ExportForm,
    #[command(flatten)]
    pub(in crate::cli) destination: Destination,
    #[command(flatten)]
    pub(in crate::cli) capacity: CapacityArguments,
}
