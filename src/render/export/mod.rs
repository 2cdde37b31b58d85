//! The tasks of a plan in the forms of other tools.

mod calendar;
mod diagram;
mod github;
mod jira;
mod spec_kit;
mod task_master;

use std::fmt::Write as _;

use super::living;
use crate::{
    error::{Error, ErrorKind, Result},
    model::{Action, FileAction, Phase, Plan, Priority, RoadmapTask, State, Task},
};

/// Forms of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// One JSON object a line, each the body of a request that creates an issue.
    Github,
    /// A shell script that creates milestones and issues with `gh`.
    Gh,
    /// CSV for Jira's import.
    Jira,
    /// `tasks.md` of Spec Kit.
    SpecKit,
    /// `tasks.json` of task-master.
    TaskMaster,
    /// A Gantt chart in Mermaid.
    Gantt,
    /// The dependencies of the tasks in Mermaid.
    Dependencies,
    /// iCalendar: tasks as events of whole days.
    Calendar,
}

/// The tasks of `plan` for another tool; `feature` names the piece of work.
///
/// # Errors
/// When the form needs days and the plan has none.
pub fn export(plan: &Plan, feature: &str, form: Export) -> Result<String> {
    let sheet = Sheet::new(plan, feature);
    match form {
        Export::Github => github::requests(&sheet),
        Export::Gh => Ok(github::script(&sheet)),
        Export::Jira => jira::rows(&sheet),
        Export::SpecKit => Ok(spec_kit::tasks(&sheet)),
        Export::TaskMaster => task_master::tasks(&sheet),
        Export::Gantt => Ok(diagram::gantt(plan)),
        Export::Dependencies => Ok(diagram::dependencies(&sheet)),
        Export::Calendar => calendar::events(&sheet),
    }
}

/// What every form is made of.
struct Sheet<'a> {
    plan: &'a Plan,
    feature: &'a str,
    /// Tasks by phase, in order of work.
    rows: Vec<Row<'a>>,
}

/// A task with what is known of it elsewhere in the plan.
struct Row<'a> {
    task: &'a Task,
    planned: RoadmapTask,
    acceptance: Vec<String>,
}

impl<'a> Sheet<'a> {
    fn new(plan: &'a Plan, feature: &'a str) -> Self {
        let row = |task: &'a Task| Row {
            task,
            planned: living::planned(plan, task),
            acceptance: living::acceptance(plan, task),
        };
        let mut rows: Vec<Row<'a>> = plan.tasks.iter().map(row).collect();
        rows.sort_by_key(|row| row.task.phase);
        Self { plan, feature, rows }
    }

    /// Phases that have tasks.
    fn phases(&self) -> impl Iterator<Item = &'a Phase> {
        let phases = self.plan.phases.iter();
        phases.filter(|phase| self.rows.iter().any(|row| row.task.phase == phase.number))
    }

    fn of(&self, phase: &Phase) -> impl Iterator<Item = &Row<'a>> {
        let number = phase.number;
        self.rows.iter().filter(move |row| row.task.phase == number)
    }

    /// 1-based place of a task in the order of work.
    fn position(&self, id: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.task.id == id).map(|at| at + 1)
    }
}

impl Row<'_> {
    /// `T-001 Create table fees`.
    fn summary(&self) -> String {
        format!("{} {}", self.task.id, self.task.title)
    }

    /// What an issue says of the task, in Markdown.
    fn body(&self) -> String {
        let task = self.task;
        let mut text = format!("{}\n", task.rationale.trim());
        if !task.evidence.is_empty() {
            text.push_str("\nBuilds on:\n");
            for seen in &task.evidence {
                let _ = writeln!(text, "- {} (`{}`)", seen.text, seen.at.citation());
            }
        }
        list(&mut text, "Steps", task.steps.iter().cloned());
        list(&mut text, "Files", task.files.iter().map(file));
        list(&mut text, "Done when", self.acceptance.iter().cloned());
        let _ = write!(
            text,
            "\nHours: {} to {}, likely {}; {}.\n",
            task.estimate.range.low,
            task.estimate.range.high,
            task.estimate.range.likely,
            task.estimate.basis.trim_end_matches('.')
        );
        if !task.depends_on.is_empty() {
            let _ = writeln!(text, "After: {}.", task.depends_on.join(", "));
        }
        if !task.traces.is_empty() {
            let _ = writeln!(text, "Closes: {}.", task.traces.join(", "));
        }
        text
    }

    /// A part of the work is there already.
    fn is_begun(&self) -> bool {
        self.task.state == State::Partial
    }

    /// How much it matters, by what it stands in the way of.
    fn priority(&self) -> Priority {
        if self.planned.critical_path { Priority::Must } else { Priority::Should }
    }
}

fn list(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        let _ = write!(text, "\n{title}:\n");
        for line in lines {
            let _ = writeln!(text, "- [ ] {line}");
        }
    }
}

fn file(file: &FileAction) -> String {
    format!("{} `{}`", verb(file.action), file.path)
}

fn verb(action: Action) -> &'static str {
    match action {
        Action::Create => "Create",
        Action::Modify => "Modify",
        Action::Delete => "Delete",
        Action::Move => "Move",
        Action::Read => "Read",
        Action::Test => "Test",
    }
}

fn unwritable(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::new(ErrorKind::Output, "cannot write the tasks").source(source)
}
