//! What most commands need first: the target's analysis, its documents and its references.

use std::{cell::OnceCell, collections::BTreeSet, sync::Arc};

use camino::{Utf8Path, Utf8PathBuf};

use super::{
    answers::{self, Kept},
    args::{Scope, Target, Walk},
    caching::Caching,
    config,
    config::Config,
    living, overrides, progress, settings,
};
use crate::{
    analyze::{self, Session},
    cache::Cache,
    compare, diff, discover,
    error::{Error, Result},
    history,
    language::{QuerySource, Reading, Registry},
    model::{
        Analysis, Comparison, DeliveryRecord, Diff, DoneTask, Evidence, FirstSeen, HistoryDepth,
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

/// What the user put beside a target, as it was read: enough to know whether there is anything to do.
#[derive(Debug)]
pub(super) struct Given {
    pub(super) root: Utf8PathBuf,
    pub(super) config: Config,
    pub(super) standard: Standard,
    pub(super) queries: Vec<QuerySource>,
    pub(super) templates: Vec<(String, String)>,
    pub(super) cache: Option<Cache>,
    pub(super) scope: Scope,
    reading: Reading,
    pub(super) walk: Walk,
    /// Made when it is first asked for: queries are compiled in it once.
    registry: OnceCell<Registry>,
}

impl Given {
    /// Reads configuration, standard, queries and templates of a target, of whose files as much is to be
    /// read as `reading` says.
    pub(super) fn read(target: &Target, caching: &Caching, reading: Reading) -> Result<Self> {
        let root = &target.path;
        let config = config::load(root)?;
        let name = target.standard.as_deref().or(config.standard.as_deref()).unwrap_or("classic");
        let queries = overrides::queries(root)?;
        Ok(Self {
            root: root.to_owned(),
            standard: overrides::standard(root, name)?,
            templates: overrides::templates(root, name)?,
            cache: caching.cache(&config, &queries, reading),
            scope: scope(&target.scope, &config),
            reading,
            walk: target.walk.clone(),
            registry: OnceCell::new(),
            queries,
            config,
        })
    }

    /// The languages with the user's queries.
    pub(super) fn registry(&self) -> Result<&Registry> {
        if let Some(registry) = self.registry.get() {
            return Ok(registry);
        }
        let registry = self.new_registry()?;
        Ok(self.registry.get_or_init(|| registry))
    }

    fn new_registry(&self) -> Result<Registry> {
        Ok(Registry::new(&self.queries)?.with_reading(self.reading))
    }

    /// The files of the target, at a revision when one is given; without the file `output`.
    pub(super) fn snapshot(
        &self,
        revision: Option<&str>,
        output: Option<&Utf8Path>,
    ) -> Result<discover::Snapshot> {
        let mut without = own_files(&self.root, &self.standard);
        without.extend(output.and_then(|output| inside(&self.root, output)));
        snapshot(&self.root, without, revision, &self.scope)
    }
}

/// Files of the target that are no part of what it is: the plan, its conflicts, what is remembered of it, and the
/// answers about it.
fn own_files(root: &Utf8Path, standard: &Standard) -> Vec<String> {
    let Standard { plan_path, docs_dir, living_dir, .. } = standard;
    let conflict = living::conflict_path(Utf8Path::new(plan_path)).into_string();
    let remembered = format!("{docs_dir}/{}/", living::FOLDER);
    let mut own = vec![plan_path.clone(), conflict, remembered, answers::name(docs_dir)];
    own.extend(living::own_files(&root.join(living_dir), living_dir));
    own
}

/// The path of a file below `root`, relative to it.
fn inside(root: &Utf8Path, file: &Utf8Path) -> Option<String> {
    let folder = match file.parent() {
        Some(folder) if !folder.as_str().is_empty() => folder,
        _ => Utf8Path::new("."),
    };
    let folder = folder.canonicalize_utf8().ok()?;
    let below = folder.strip_prefix(root.canonicalize_utf8().ok()?).ok()?;
    Some(below.join(file.file_name()?).as_str().replace('\\', "/"))
}

/// Files that a run writes it must not read (`without`): a plan is not made from itself.
fn snapshot(
    root: &Utf8Path,
    without: Vec<String>,
    revision: Option<&str>,
    scope: &Scope,
) -> Result<discover::Snapshot> {
    let options = discover::Options {
        revision: revision.map(str::to_owned),
        without,
        include: scope.include.clone(),
        exclude: scope.exclude.clone(),
        submodules: scope.submodules,
        ..discover::Options::default()
    };
    discover::open(root, &options)
}

impl Workspace {
    /// Reads configuration, standard, queries and templates of a target.
    pub(super) fn open(target: &Target, caching: &Caching) -> Result<Self> {
        Self::build(Given::read(target, caching, Reading::default())?)
    }

    /// Compiles what the user gave.
    pub(super) fn build(mut given: Given) -> Result<Self> {
        let made = given.registry.take();
        Ok(Self {
            registry: made.map_or_else(|| given.new_registry(), Ok)?,
            templates: Templates::new(&given.templates)?,
            root: given.root,
            config: given.config,
            standard: given.standard,
            cache: given.cache,
            scope: given.scope,
            walk: given.walk,
        })
    }

    /// Analyses the files of a snapshot.
    pub(super) fn analyze(
        &self,
        snapshot: &discover::Snapshot,
        history: Option<history::Options>,
        session: Option<&Session<'_>>,
    ) -> Result<Analysis> {
        let bar = progress::files("analysing");
        let options = analyze::Options { history, progress: &|| bar.inc(1), session };
        let analysis = analyze::repository(snapshot, &self.registry, &options)?;
        bar.finish_and_clear();
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

    /// The files of the target, at a revision when one is given.
    fn snapshot(&self, revision: Option<&str>) -> Result<discover::Snapshot> {
        snapshot(&self.root, own_files(&self.root, &self.standard), revision, &self.scope)
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
        let bar = progress::files("analysing");
        let session = self.cache.as_ref().map(Session::new);
        let options =
            analyze::Options { history: None, progress: &|| bar.inc(1), session: session.as_ref() };
        let (before, after, files) = analyze::pair(&before, &after, &self.registry, &options);
        bar.finish_and_clear();
        let mut diff = diff::diff(&before, &after, files);
        // People know the sides by the names that they gave them.
        diff.before.revision = Some(old.to_owned());
        diff.worktree = worktree;
        diff.after.revision = new.map(str::to_owned).or(diff.after.revision);
        Ok(diff)
    }

    /// Analysis, requirements, references and comparison of the target.
    pub(super) fn ground(&self, references: &[Utf8PathBuf]) -> Result<Ground> {
        let snapshot = self.snapshot(None)?;
        let session = self.cache.as_ref().map(Session::new);
        let mut analysis = self.analyze(&snapshot, self.walk.options(), session.as_ref())?;
        let (texts, problems) = analyze::planning_documents(&snapshot, &self.standard.docs_dir);
        let (plans, unread) = analyze::work_plans(&snapshot);
        let (requirements, more) = analyze::requirements(&texts, plans);
        analysis.diagnostics.extend(problems.into_iter().chain(more).chain(unread));
        analysis.diagnostics.sort();
        let profile = self.profile(references)?;
        let target = reference::describe(&analysis, requirements.clone(), &texts);
        let comparison = compare::compare(&target, &profile);
        let own =
            self.walk.options().map(|_| reference::efforts(&snapshot, &analysis, self.day_hours()));
        let records = profile.references.iter().filter_map(|one| one.record.as_ref());
        let records: Vec<&DeliveryRecord> = records.chain(&own).collect();
        let classes = reference::classes(&records, self.least_samples());
        Ok(Ground { analysis, requirements, target, profile, comparison, classes })
    }

    /// Reads the references: those of the command line, of the configuration, or the siblings.
    fn profile(&self, named: &[Utf8PathBuf]) -> Result<HouseProfile> {
        let configured = self.config.references.clone();
        let configured =
            configured.map(|paths| paths.iter().map(|path| self.root.join(path)).collect());
        let explicit: Option<Vec<Utf8PathBuf>> =
            if named.is_empty() { configured } else { Some(named.to_vec()) };
        let must_work = explicit.is_some();
        let paths =
            explicit.unwrap_or_else(|| reference::siblings(&self.root, &self.standard.docs_dir));
        let mut references = Vec::new();
        let mut skipped = Vec::new();
        let own = self.root.canonicalize_utf8().ok();
        // A target teaches nothing about itself.
        for path in
            paths.iter().filter(|path| own.is_none() || path.canonicalize_utf8().ok() != own)
        {
            match self.reference(path) {
                Ok(found) => references.push(found),
                Err(error) if must_work && !path.is_dir() => return Err(error),
                Err(error) => {
                    skipped.push(format!("Reference {} was left out: {error}.", cited_as(path)));
                }
            }
        }
        Ok(reference::learn(references, skipped))
    }

    /// The target and its references.
    pub(super) fn with_references(&self) -> Vec<Utf8PathBuf> {
        let configured = self.config.references.iter().flatten().map(|path| self.root.join(path));
        let configured: Vec<Utf8PathBuf> = configured.collect();
        let siblings = || reference::siblings(&self.root, &self.standard.docs_dir);
        let named = if self.config.references.is_some() { configured } else { siblings() };
        [self.root.clone()].into_iter().chain(named).collect()
    }

    /// What a repository planned beside what its history shows.
    pub(super) fn delivery(&self, path: &Utf8Path, rev: Option<&str>) -> Result<DeliveryRecord> {
        let bar = progress::files("looking back");
        let session = self.cache.as_ref().map(Session::new);
        let options = reference::Options {
            docs_dir: &self.standard.docs_dir,
            registry: &self.registry,
            progress: &|| bar.inc(1),
            session: session.as_ref(),
            day_hours: None,
        };
        let found = reference::delivery(path, rev, &options, self.day_hours());
        bar.finish_and_clear();
        found
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

    fn reference(&self, path: &Utf8Path) -> Result<Reference> {
        let bar = progress::files("reading references");
        let session = self.cache.as_ref().map(Session::new);
        let options = reference::Options {
            docs_dir: &self.standard.docs_dir,
            registry: &self.registry,
            progress: &|| bar.inc(1),
            session: session.as_ref(),
            day_hours: self.walk.options().map(|_| self.day_hours()),
        };
        let found = reference::read(path, &cited_as(path), &options)?;
        bar.finish_and_clear();
        if found.documents.is_empty() {
            let docs = &self.standard.docs_dir;
            return Err(Error::input(format!("it has no planning document in {docs}"))
                .hint("a reference is a repository with a plan of its own"));
        }
        Ok(found)
    }

    /// What people answered.
    pub(super) fn answers(&self) -> Result<Kept> {
        answers::load(&self.root, &self.standard.docs_dir)
    }

    /// Looks up in which commit what shows the finished tasks of a plan was first seen.
    pub(super) fn date(&self, ground: &Ground, plan: &mut Plan) -> Result<()> {
        let undated = |task: &DoneTask| task.first.is_none() && !task.evidence.is_empty();
        let analysis = &ground.analysis;
        if !plan.done.iter().any(undated) || self.walk.options().is_none() {
            return Ok(());
        }
        let shown: BTreeSet<(Arc<str>, u32)> = plan
            .done
            .iter()
            .flat_map(|task| &task.evidence)
            .map(|one| (Arc::clone(&one.at.file), one.at.line))
            .collect();
        let facts = self.first_seen(&self.snapshot(None)?, &only(analysis, &shown))?;
        for task in plan.done.iter_mut().filter(|task| undated(task)) {
            let Some(at) = task.evidence.first().map(|one| one.at.clone()) else { continue };
            // A file may be older than what stands in it: where no fact is dated, nothing is.
            let fact = facts.iter().find(|fact| fact.file == at.file && fact.line == at.line);
            task.first = fact.map(|fact| fact.seen.clone());
            if let Some(kept) = plan.ledger.iter_mut().find(|kept| kept.id == task.id) {
                kept.first.clone_from(&task.first);
            }
        }
        Ok(())
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

/// An analysis with no other facts to date than those in these places.
fn only(analysis: &Analysis, places: &BTreeSet<(Arc<str>, u32)>) -> Analysis {
    let is_one = |at: &Evidence| places.contains(&(Arc::clone(&at.file), at.line));
    let mut analysis = analysis.clone();
    analysis.routes.retain(|route| is_one(&route.at));
    analysis.interfaces.retain(|interface| is_one(&interface.at));
    analysis.tests.retain(|test| is_one(&test.at));
    for set in &mut analysis.migrations.sets {
        set.schema.tables.retain(|table| is_one(&table.at));
    }
    analysis
}

/// What the flags say, else the configuration.
fn scope(flags: &Scope, config: &Config) -> Scope {
    let first = |flags: &[String], file: &[String]| {
        if flags.is_empty() { file.to_vec() } else { flags.to_vec() }
    };
    Scope {
        include: first(&flags.include, &config.include),
        exclude: first(&flags.exclude, &config.exclude),
        submodules: flags.submodules || config.submodules,
    }
}

/// How a plan cites a reference: a sibling as `../name`, wherever it really lies.
fn cited_as(path: &Utf8Path) -> String {
    let name = path.canonicalize_utf8().ok().and_then(|path| path.file_name().map(str::to_owned));
    format!("../{}", name.unwrap_or_else(|| path.file_name().unwrap_or("reference").to_owned()))
}
