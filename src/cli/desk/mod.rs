//! What the server of `groundplan serve` works with: repositories whose facts are kept in memory and made anew as soon
//! as anything has changed that they depend on.

mod guard;
mod key;

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hasher as _},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use camino::Utf8PathBuf;

use super::{
    Outcome, answers,
    args::{History, Scope, Target, Walk},
    caching::Caching,
    commands::served,
    config::CapacityConfig,
    living::{self, Form},
    plan_files::{self, PlanFiles, Wanted},
    progress::Watcher,
    tracking::Tracking,
    workspace::{Bounds, Given, Workspace},
};
use crate::{
    error::{Error, ErrorKind, Result},
    language::Reading,
    mcp::{Desk, Facts, Place, PlanSource, PromptKind, Watch, Written},
    model::{CheckReport, STATUS_SCHEMA, StatusReport},
    plan,
    render::Templates,
};

/// Repositories whose facts are kept at once; analyses of large ones are large.
const KEPT: usize = 3;

/// Opens repositories for clients.
#[derive(Debug)]
pub(super) struct Repositories {
    caching: Caching,
    standard: Option<String>,
    known: Mutex<Known>,
}

/// What is kept, by folder.
#[derive(Debug, Default)]
struct Known {
    repositories: BTreeMap<Which, (u64, Arc<Mutex<Kept>>)>,
    /// Counts the questions, to tell what was asked about last.
    questions: u64,
}

/// A folder, and what may be read for it.
type Which = (Utf8PathBuf, Vec<Utf8PathBuf>);

/// The facts of one repository and what they were made of.
#[derive(Debug, Default)]
struct Kept(Option<(Vec<u8>, Arc<Facts>)>);

impl Repositories {
    pub(super) fn new(caching: Caching, standard: Option<String>) -> Self {
        Self { caching, standard, known: Mutex::default() }
    }

    /// The place for the facts of a repository. What was not asked about for longest makes room.
    fn kept(&self, place: &Place) -> Arc<Mutex<Kept>> {
        let mut known = locked(&self.known);
        known.questions += 1;
        let now = known.questions;
        let (last, kept) =
            known.repositories.entry((place.root.clone(), place.within.clone())).or_default();
        *last = now;
        let kept = Arc::clone(kept);
        while known.repositories.len() > KEPT {
            let oldest = known.repositories.iter().min_by_key(|(_, (last, _))| *last);
            let Some(oldest) = oldest.map(|(place, _)| place.clone()) else { break };
            known.repositories.remove(&oldest);
        }
        kept
    }

    fn given(&self, place: &Place, reading: Reading) -> Result<Given> {
        self.given_with(place, Walk::default(), reading)
    }

    fn given_with(&self, place: &Place, walk: Walk, reading: Reading) -> Result<Given> {
        guard::check(&place.root)?;
        let target = Target {
            path: place.root.clone(),
            standard: self.standard.clone(),
            scope: Scope::default(),
            walk,
        };
        let given = Given::read(&target, &self.caching, reading)?;
        guard::check_documents(&place.root, given.standard()?)?;
        Ok(given)
    }

    fn workspace(&self, place: &Place, watch: &Arc<Watch>) -> Result<Workspace> {
        bounded(self.given(place, Reading::default())?, place, watch)
    }
}

/// The facts of a repository, made anew.
fn make(place: &Place, given: Given, watch: &Arc<Watch>, state: String) -> Result<Facts> {
    let workspace = bounded(given, place, watch)?;
    let ground = workspace.ground(&[])?;
    watch.stop.check()?;
    let past = workspace.past(None)?;
    let mut plan = workspace.plan(&ground, &CapacityConfig::default(), &past)?;
    workspace.date(&ground, &mut plan)?;
    watch.stop.check()?;
    Ok(Facts {
        state,
        documents: ground.requirements.documents.len(),
        analysis: ground.analysis,
        comparison: ground.comparison,
        skipped: ground.profile.skipped,
        plan,
        docs_dir: workspace.standard.docs_dir.clone(),
        plan_path: workspace.standard.plan_path.clone(),
    })
}

fn bounded(given: Given, place: &Place, watch: &Arc<Watch>) -> Result<Workspace> {
    let (stop, watch) = (watch.stop.clone(), Arc::clone(watch));
    let watcher = Watcher { tell: Arc::new(move |_| watch.one()), stop };
    Ok(Workspace::build(given)?.bounded(Bounds { within: place.within.clone(), watcher }))
}

/// What a thread that broke off left behind is made anew anyway.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A short text for what facts are made of.
fn state(key: Option<&[u8]>) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(key.unwrap_or_default());
    format!("{:016x}", hasher.finish())
}

impl Desk for Repositories {
    fn facts(&self, place: &Place, watch: &Arc<Watch>) -> Result<Arc<Facts>> {
        let kept = self.kept(place);
        // One client makes them; the others wait and find them made.
        let mut kept = locked(&kept);
        watch.stop.check()?;
        let given = self.given(place, Reading::default())?;
        let key = key::of(&given, &place.within)?;
        if let (Some((known, facts)), Some(key)) = (&kept.0, &key)
            && known == key
        {
            return Ok(Arc::clone(facts));
        }
        // Two analyses of a large repository need not be in memory at once.
        kept.0 = None;
        let facts = Arc::new(make(place, given, watch, state(key.as_deref()))?);
        let again = key::of(&self.given(place, Reading::default())?, &place.within)?;
        // What changed under the hands of the analysis is made anew for the next question.
        kept.0 = key.filter(|key| again.as_ref() == Some(key)).map(|key| (key, Arc::clone(&facts)));
        Ok(facts)
    }

    fn plan_text(&self, place: &Place, facts: &Facts) -> Result<String> {
        let given = self.given(place, Reading::default())?;
        served::plan_text(&Templates::new(&given.templates)?, &facts.plan)
    }

    fn write_plan(&self, place: &Place, watch: &Arc<Watch>) -> Result<Written> {
        let facts = self.facts(place, watch)?;
        let text = self.plan_text(place, &facts)?;
        let workspace = self.workspace(place, watch)?;
        watch.stop.check()?;
        let (path, docs) = (place.root.join(&facts.plan_path), workspace.docs());
        let revived = plan::changed(&workspace.past(None)?, &facts.plan);
        let form = Form::Markdown;
        let page = living::Page { path: &path, docs: &docs, text: &text, form, revived: &revived };
        let outcome = living::merge_generated(&page)?;
        living::keep(&docs, &facts.plan.ledger)?;
        Ok(Written { path: facts.plan_path.clone(), conflict: outcome == Outcome::Findings })
    }

    fn prompt(&self, place: &Place, kind: PromptKind, watch: &Arc<Watch>) -> Result<String> {
        let text = served::prompt_text(&self.workspace(place, watch)?, kind)?;
        watch.stop.check()?;
        Ok(text)
    }

    fn answer(&self, place: &Place, facts: &Facts, (id, text): (&str, &str)) -> Result<String> {
        let given = self.given(place, Reading::default())?;
        let question = facts.plan.questions.iter().find(|one| one.id == id).ok_or_else(|| {
            Error::new(ErrorKind::Usage, format!("there is no question `{id}`"))
                .hint("list_questions gives the identifiers")
        })?;
        let value = answers::read_value(question, text).map_err(|why| {
            Error::new(ErrorKind::Usage, format!("this is no answer to {id}: {why}"))
                .hint(format!("it expects {}", expected(question)))
        })?;
        let docs = &given.places.docs_dir;
        answers::keep(&place.root, docs, question, &value)?;
        Ok(answers::name(docs))
    }

    fn check(&self, place: &Place, plan: &PlanSource, watch: &Arc<Watch>) -> Result<CheckReport> {
        let walk = Walk { history: History::None, ..Walk::default() };
        let given = self.given_with(place, walk, Reading::default())?;
        let workspace = bounded(given, place, watch)?;
        let plans = plans(place, plan, &workspace)?;
        let report = served::check_plans(workspace, &plans)?;
        watch.stop.check()?;
        Ok(report)
    }

    fn status(&self, place: &Place, plan: &PlanSource, watch: &Arc<Watch>) -> Result<StatusReport> {
        let workspace = self.workspace(place, watch)?;
        let named: Vec<Utf8PathBuf> = match &plan.path {
            Some(path) => vec![guard::inside(&place.root, path)?],
            None => Vec::new(),
        };
        let mut tracking = Tracking::open(&workspace, None)?;
        let mut plans = Vec::new();
        for plan in tracking.plans(&named)? {
            watch.stop.check()?;
            plans.push(tracking.progress(&plan, None)?);
        }
        watch.stop.check()?;
        let schema = std::borrow::Cow::Borrowed(STATUS_SCHEMA);
        Ok(StatusReport { schema, repo: tracking.repo(), plans })
    }
}

/// The plans that are to be checked: a text, a file, or those of the repository.
fn plans(place: &Place, plan: &PlanSource, workspace: &Workspace) -> Result<PlanFiles> {
    if let Some(text) = &plan.text {
        let is_json = text.trim_start().starts_with('{');
        let name = if is_json { "plan.json" } else { "plan.md" };
        return Ok(PlanFiles::of_text(plan.path.as_deref().unwrap_or(name), text));
    }
    let files = match &plan.path {
        Some(path) => vec![guard::inside(&place.root, path)?],
        None => vec![place.root.clone()],
    };
    let exclude = &workspace.config.check.exclude;
    let wanted = Wanted { files: &files, stdin_name: None, revision: None, exclude };
    plan_files::read(&place.root, &wanted)
}

/// The form of an answer, in words.
fn expected(question: &crate::model::OpenQuestion) -> String {
    use crate::model::Expects;
    match question.expects {
        Expects::Text => "words".to_owned(),
        Expects::Number => "a number".to_owned(),
        Expects::Date => "a day such as 2026-12-18, or `none`".to_owned(),
        Expects::Choice => format!("one of {}", question.choices.join(", ")),
        Expects::People => "people as `Ana 32 h: migration, repository; Bruno`".to_owned(),
        Expects::External => "as `Ledger API v2 by 2026-12-10; security review`".to_owned(),
    }
}
