//! What most commands need first: the target's analysis, its documents and its references.

mod dating;
mod given;
mod references;

use camino::{Utf8Path, Utf8PathBuf};

use self::given::{own_files, snapshot};
pub(super) use self::{
    dating::only,
    given::{Given, inside},
};
use super::{
    answers::{self, Kept},
    args::{Scope, Target, Walk},
    caching::Caching,
    config,
    config::Config,
    living,
    progress::{self, Watcher},
    settings, watching,
};
use crate::{
    analyze::{self, Session},
    cache::Cache,
    compare, diff, discover,
    error::{Result, Stop},
    history,
    language::{Reading, Registry},
    model::{
        Analysis, Comparison, DeliveryRecord, Diff, FileChanges, FirstSeen, HistoryDepth,
        HouseProfile, Plan, Reference, ReferenceClass, Requirements, Standard,
    },
    plan::{self, Past},
    reference,
    render::Templates,
};

/// The target with everything that the user put beside it.
#[derive(Debug)]
pub(super) struct Workspace {
    pub(super) root: Utf8PathBuf,
    pub(super) config: Config,
    pub(super) standard: Standard,
    pub(super) registry: Registry,
    pub(super) templates: Templates,
    cache: Option<Cache>,
    scope: Scope,
    walk: Walk,
    /// Files that the run writes beside its own and does not read.
    without: Vec<String>,
    bounds: Option<Bounds>,
}

/// What a workspace is held to on behalf of somebody else.
#[derive(Clone, Debug)]
pub(super) struct Bounds {
    /// Folders that may be read, without links in their paths.
    pub(super) within: Vec<Utf8PathBuf>,
    /// Who waits for it.
    pub(super) watcher: Watcher,
}

/// Everything that a plan stands on.
#[derive(Debug)]
pub(super) struct Ground {
    pub(super) analysis: Analysis,
    pub(super) requirements: Requirements,
    pub(super) target: Reference,
    pub(super) profile: HouseProfile,
    pub(super) comparison: Comparison,
    pub(super) classes: Vec<ReferenceClass>,
}

impl Workspace {
    /// Reads configuration, standard, queries and templates of a target.
    pub(super) fn open(target: &Target, caching: &Caching) -> Result<Self> {
        Self::build(Given::read(target, caching, Reading::default())?)
    }

    /// Compiles what the user gave.
    pub(super) fn build(mut given: Given) -> Result<Self> {
        let made = given.registry.take();
        let standard = given.standard()?.clone();
        Ok(Self {
            registry: made.map_or_else(|| given.new_registry(), Ok)?,
            templates: Templates::new(&given.templates)?,
            root: given.root,
            config: given.config,
            standard,
            cache: given.cache,
            scope: given.scope,
            walk: given.walk,
            bounds: None,
            without: Vec::new(),
        })
    }

    /// Leaves a file that the run writes out of what it reads.
    pub(super) fn leave_out(&mut self, output: &Utf8Path) {
        self.without.extend(inside(&self.root, output));
    }

    /// The same workspace, which reads no reference outside of the bounds and ends when it is called off.
    #[cfg_attr(not(feature = "mcp"), expect(dead_code, reason = "only a server works for others"))]
    pub(super) fn bounded(self, bounds: Bounds) -> Self {
        Self { bounds: Some(bounds), ..self }
    }

    fn watcher(&self) -> Option<&Watcher> {
        self.bounds.as_ref().map(|bounds| &bounds.watcher)
    }

    /// What ends the work.
    fn stop(&self) -> Stop {
        self.watcher().map(|watcher| watcher.stop.clone()).unwrap_or_default()
    }

    /// A run with the cache.
    fn session(&self) -> Option<Session<'_>> {
        self.cache.as_ref().map(Session::new)
    }

    /// Analyses the files of a snapshot.
    pub(super) fn analyze(
        &self,
        snapshot: &discover::Snapshot,
        history: Option<history::Options>,
        session: Option<&Session<'_>>,
    ) -> Result<Analysis> {
        let bar = progress::files("analysing", self.watcher());
        let options = analyze::Options { history, progress: &|| bar.one(), session };
        let analysis = analyze::repository(snapshot, &self.registry, &options)?;
        bar.finish();
        Ok(analysis)
    }

    /// When the facts of an analysis of the snapshot were first seen.
    pub(super) fn first_seen(
        &self,
        snapshot: &discover::Snapshot,
        analysis: &Analysis,
    ) -> Result<Vec<FirstSeen>> {
        analyze::first_seen(snapshot, &self.registry, analysis)
    }

    /// Analyses two states of the target, without the history, and compares their files.
    pub(super) fn pair(
        &self,
        before: &discover::Snapshot,
        after: &discover::Snapshot,
    ) -> (Analysis, Analysis, FileChanges) {
        let bar = progress::files("analysing", self.watcher());
        let session = self.session();
        let options =
            analyze::Options { history: None, progress: &|| bar.one(), session: session.as_ref() };
        let found = analyze::pair(before, after, &self.registry, &options);
        bar.finish();
        found
    }

    /// The files of the target, at a revision when one is given.
    fn snapshot(&self, revision: Option<&str>) -> Result<discover::Snapshot> {
        let mut without = own_files(&self.root, &(&self.standard).into());
        without.extend(self.without.iter().cloned());
        self.snapshot_without(revision, without)
    }

    /// The same, with the program's own files and without those of `without`.
    pub(super) fn snapshot_without(
        &self,
        revision: Option<&str>,
        without: Vec<String>,
    ) -> Result<discover::Snapshot> {
        snapshot((&self.root, without), revision, (&self.scope, self.stop()))
    }

    /// The program's own files in the target: what it writes is no evidence.
    pub(super) fn own_files(&self) -> Vec<String> {
        own_files(&self.root, &(&self.standard).into())
    }

    /// Everything that an analysis of the snapshot without its history is made of; `None` when a file cannot
    /// be read.
    ///
    /// # Errors
    /// When there is no cache.
    pub(super) fn identity(&self, snapshot: &discover::Snapshot) -> Result<Option<Vec<u8>>> {
        let cache = self.cache.as_ref().ok_or_else(watching::no_cache)?;
        let session = Session::whole(cache, snapshot);
        Ok(session.identity(snapshot, None).map(|identity| identity.bytes().to_vec()))
    }

    /// The analysis of the target, at a revision when one is given. Of commits only the paths are read, which is
    /// much faster.
    pub(super) fn at(&self, revision: Option<&str>) -> Result<Analysis> {
        let snapshot = self.snapshot(revision)?;
        let session = self.cache.as_ref().map(Session::new);
        let history = self.walk.options();
        let history =
            history.map(|options| history::Options { depth: HistoryDepth::Names, ..options });
        self.analyze(&snapshot, history, session.as_ref())
    }

    /// What differs between two revisions, or a revision and the worktree.
    pub(super) fn diff(&self, before: &str, after: Option<&str>) -> Result<Diff> {
        let (old, new) = (before, after);
        let (before, after) = (self.snapshot(Some(old))?, self.snapshot(new)?);
        let worktree = !after.is_commit;
        let (before, after, files) = self.pair(&before, &after);
        let mut diff = diff::diff(&before, &after, files);
        // People know the sides by the names that they gave them.
        diff.before.revision = Some(old.to_owned());
        diff.worktree = worktree;
        diff.after.revision = new.map(str::to_owned).or(diff.after.revision);
        Ok(diff)
    }

    /// Analysis, requirements, references and comparison of the target.
    pub(super) fn ground(&self, references: &[Utf8PathBuf]) -> Result<Ground> {
        self.ground_in(&self.snapshot(None)?, references)
    }

    /// The same of the files of a snapshot.
    pub(super) fn ground_in(
        &self,
        snapshot: &discover::Snapshot,
        references: &[Utf8PathBuf],
    ) -> Result<Ground> {
        let session = self.session();
        let mut analysis = self.analyze(snapshot, self.walk.options(), session.as_ref())?;
        let (texts, problems) = analyze::planning_documents(snapshot, &self.standard.docs_dir);
        let (plans, unread) = analyze::work_plans(snapshot);
        let (requirements, more) = analyze::requirements(&texts, plans);
        analysis.diagnostics.extend(problems.into_iter().chain(more).chain(unread));
        analysis.diagnostics.sort();
        let profile = self.profile(references)?;
        let target = reference::describe(&analysis, requirements.clone(), &texts);
        let comparison = compare::compare(&target, &profile);
        let own =
            self.walk.options().map(|_| reference::efforts(snapshot, &analysis, self.day_hours()));
        let records = profile.references.iter().filter_map(|one| one.record.as_ref());
        let records: Vec<&DeliveryRecord> = records.chain(&own).collect();
        let classes = reference::classes(&records, self.least_samples());
        Ok(Ground { analysis, requirements, target, profile, comparison, classes })
    }

    /// Planned hours of a working day by the standard.
    fn day_hours(&self) -> f64 {
        let capacity = self.standard.capacity;
        capacity.hours_per_week * capacity.focus / 5.0
    }

    /// How many pieces of work a reference class needs before estimates rest on it.
    pub(super) fn least_samples(&self) -> u32 {
        let least = self.standard.thresholds.get("class_samples").copied().unwrap_or(8.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small number of samples"
        )]
        let least = least.clamp(1.0, 1e6) as u32;
        least
    }

    /// What people answered.
    pub(super) fn answers(&self) -> Result<Kept> {
        answers::load(&self.root, &self.standard.docs_dir)
    }

    /// Folder of the planning documents.
    pub(super) fn docs(&self) -> Utf8PathBuf {
        self.root.join(&self.standard.docs_dir)
    }

    /// Folder of a feature in the living form.
    pub(super) fn living_docs(&self, feature: &str) -> Utf8PathBuf {
        self.root.join(&self.standard.living_dir).join(feature)
    }

    /// The last version of the plan: of the living form where a feature is given.
    pub(super) fn past(&self, feature: Option<&str>) -> Result<Past> {
        let Some(feature) = feature else { return living::past(&self.root, &self.standard) };
        let docs = self.living_docs(feature);
        living::past_from(&self.docs(), (&docs.join(living::TASKS), &docs))
    }

    /// The plan of the target.
    pub(super) fn plan(
        &self,
        ground: &Ground,
        capacity: &config::CapacityConfig,
        past: &Past,
    ) -> Result<Plan> {
        let settings =
            settings::settings(&self.config, &self.answers()?, capacity, &self.standard)?;
        Ok(plan::scaffold(&plan::Inputs {
            analysis: &ground.analysis,
            code: &ground.target.code,
            requirements: &ground.requirements,
            profile: &ground.profile,
            comparison: &ground.comparison,
            standard: &self.standard,
            classes: &ground.classes,
            settings: &settings,
            past,
        }))
    }
}
