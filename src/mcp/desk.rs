//! What the server needs of the rest of the program: facts about a repository, its plan, answers. Who opens
//! repositories implements it.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use camino::Utf8PathBuf;

use crate::{
    error::{Result, Stop},
    model::{Analysis, CheckReport, Comparison, Plan, StatusReport},
};

/// A repository that a client may ask about, and what may be read for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its folder, without links in the path.
    pub root: Utf8PathBuf,
    /// How the client knows it.
    pub name: String,
    /// Folders that may be read, without links in their paths.
    pub within: Vec<Utf8PathBuf>,
}

/// Everything that answers are made of, as it was at one moment.
#[derive(Debug)]
pub struct Facts {
    /// Stands for everything that the facts depend on: another state, another text.
    pub state: String,
    /// What the repository shows.
    pub analysis: Analysis,
    /// The repository beside its references.
    pub comparison: Comparison,
    /// References that were left out, and why.
    pub skipped: Vec<String>,
    /// The plan as it would be written now.
    pub plan: Plan,
    /// How many planning documents were read.
    pub documents: usize,
    /// Folder in which they are looked for.
    pub docs_dir: String,
    /// Where the plan is written, relative to the repository.
    pub plan_path: String,
}

/// A plan that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The file, relative to the repository.
    pub path: String,
    /// Whether the edits of people and the new text contradict each other: the file is then as it was, and the merge
    /// lies beside it.
    pub conflict: bool,
}

/// A plan that is to be checked or tracked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanSource {
    /// Its file, relative to the repository; the repository's own plan when absent.
    pub path: Option<String>,
    /// Its text, when it lies in no file.
    pub text: Option<String>,
}

/// Built-in prompts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromptKind {
    /// Asks for reasoning and a JSON plan.
    Architect,
    /// Asks for a delivery plan in eight sections.
    Delivery,
}

/// Opens repositories. Every call may take long and runs on a thread of its own.
pub trait Desk: fmt::Debug + Send + Sync + 'static {
    /// What there is to say of a repository now; from memory when nothing has changed.
    ///
    /// # Errors
    /// When the repository cannot be read, or the watch calls the work off.
    fn facts(&self, place: &Place, watch: &Arc<Watch>) -> Result<Arc<Facts>>;

    /// The plan as Markdown.
    ///
    /// # Errors
    /// When a template is wrong.
    fn plan_text(&self, place: &Place, facts: &Facts) -> Result<String>;

    /// Writes the plan to its place in the repository, merged with what people wrote there.
    ///
    /// # Errors
    /// When it cannot be written.
    fn write_plan(&self, place: &Place, watch: &Arc<Watch>) -> Result<Written>;

    /// A prompt with the analysis in it.
    ///
    /// # Errors
    /// When the repository cannot be read, or the watch calls the work off.
    fn prompt(&self, place: &Place, kind: PromptKind, watch: &Arc<Watch>) -> Result<String>;

    /// Keeps an answer to a question and returns the file, relative to the repository.
    ///
    /// # Errors
    /// When there is no such question, the answer is none to it, or the file cannot be written.
    fn answer(&self, place: &Place, facts: &Facts, question: (&str, &str)) -> Result<String>;

    /// What does not hold in a plan.
    ///
    /// # Errors
    /// When the plan or the repository cannot be read, or the watch calls the work off.
    fn check(&self, place: &Place, plan: &PlanSource, watch: &Arc<Watch>) -> Result<CheckReport>;

    /// How much of a plan the code delivers.
    ///
    /// # Errors
    /// When the plan or the repository cannot be read, or the watch calls the work off.
    fn status(&self, place: &Place, plan: &PlanSource, watch: &Arc<Watch>) -> Result<StatusReport>;
}

/// Somebody who waits for work: is told how far it is, and may call it off.
#[derive(Debug, Default)]
pub struct Watch {
    /// Set to call the work off.
    pub stop: Stop,
    /// Files that are done.
    files: AtomicU64,
}

impl Watch {
    /// One more file is done.
    pub fn one(&self) {
        self.files.fetch_add(1, Ordering::Relaxed);
    }

    /// How many files are done.
    pub fn files(&self) -> u64 {
        self.files.load(Ordering::Relaxed)
    }
}
