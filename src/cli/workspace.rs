//! What most commands need first: the target's analysis, its documents and its references.

use camino::{Utf8Path, Utf8PathBuf};

use super::{
    args::{Scope, Target},
    config,
    config::Config,
    overrides, progress,
};
use crate::{
    analyze, compare, diff, discover,
    error::{Error, Result},
    language::Registry,
    model::{Analysis, Comparison, Diff, HouseProfile, Plan, Reference, Requirements, Standard},
    plan, reference,
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
    scope: Scope,
}

/// Everything that a plan stands on.
#[derive(Debug)]
pub(super) struct Ground {
    pub(super) analysis: Analysis,
    pub(super) requirements: Requirements,
    pub(super) target: Reference,
    pub(super) profile: HouseProfile,
    pub(super) comparison: Comparison,
}

impl Workspace {
    /// Reads configuration, standard, queries and templates of the target at `root`.
    pub(super) fn open(target: &Target) -> Result<Self> {
        let root = &*target.path;
        let config = config::load(root)?;
        let standard = target.standard.as_deref().or(config.standard.as_deref());
        let name = standard.unwrap_or("classic").to_owned();
        Ok(Self {
            root: root.to_owned(),
            standard: overrides::standard(root, &name)?,
            registry: Registry::new(&overrides::queries(root)?)?,
            templates: Templates::new(&overrides::templates(root, &name)?)?,
            scope: scope(&target.scope, &config),
            config,
        })
    }

    /// Analyses the target, at a revision when one is given.
    pub(super) fn analyze(
        &self,
        revision: Option<&str>,
        history: bool,
    ) -> Result<(discover::Snapshot, Analysis)> {
        let snapshot = self.snapshot(revision)?;
        let bar = progress::files("analysing");
        let options = analyze::Options { history, progress: &|| bar.inc(1) };
        let analysis = analyze::repository(&snapshot, &self.registry, &options)?;
        bar.finish_and_clear();
        Ok((snapshot, analysis))
    }

    /// The files of the target, at a revision when one is given.
    pub(super) fn snapshot(&self, revision: Option<&str>) -> Result<discover::Snapshot> {
        let options = discover::Options {
            revision: revision.map(str::to_owned),
            without: self.own_files(),
            include: self.scope.include.clone(),
            exclude: self.scope.exclude.clone(),
            submodules: self.scope.submodules,
            ..discover::Options::default()
        };
        discover::open(&self.root, &options)
    }

    /// What differs between two revisions, or a revision and the worktree.
    pub(super) fn diff(&self, before: &str, after: Option<&str>) -> Result<Diff> {
        let (old, new) = (before, after);
        let (before, after) = (self.snapshot(Some(old))?, self.snapshot(new)?);
        let worktree = !after.is_commit;
        let bar = progress::files("analysing");
        let options = analyze::Options { history: false, progress: &|| bar.inc(1) };
        let (before, after, files) = analyze::pair(&before, &after, &self.registry, &options);
        bar.finish_and_clear();
        let mut diff = diff::diff(&before, &after, files);
        // People know the sides by the names that they gave them.
        diff.before.revision = Some(old.to_owned());
        diff.worktree = worktree;
        diff.after.revision = new.map(str::to_owned).or(diff.after.revision);
        Ok(diff)
    }

    /// Files that a run writes and therefore must not read: a plan is not made from itself.
    fn own_files(&self) -> Vec<String> {
        vec![self.standard.plan_path.clone()]
    }

    /// Analysis, requirements, references and comparison of the target.
    pub(super) fn ground(&self, references: &[Utf8PathBuf]) -> Result<Ground> {
        let (snapshot, mut analysis) = self.analyze(None, true)?;
        let (texts, problems) = analyze::planning_documents(&snapshot, &self.standard.docs_dir);
        let (requirements, more) = analyze::requirements(&texts);
        analysis.diagnostics.extend(problems.into_iter().chain(more));
        analysis.diagnostics.sort();
        let profile = self.profile(references)?;
        let target = reference::describe(&analysis, requirements.clone(), &texts);
        let comparison = compare::compare(&target, &profile);
        Ok(Ground { analysis, requirements, target, profile, comparison })
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

    fn reference(&self, path: &Utf8Path) -> Result<Reference> {
        let bar = progress::files("reading references");
        let options = reference::Options {
            docs_dir: &self.standard.docs_dir,
            registry: &self.registry,
            progress: &|| bar.inc(1),
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

    /// The plan of the target.
    pub(super) fn plan(&self, ground: &Ground, capacity: &config::CapacityConfig) -> Result<Plan> {
        let settings = config::settings(&self.config, capacity, &self.standard)?;
        Ok(plan::scaffold(&plan::Inputs {
            analysis: &ground.analysis,
            code: &ground.target.code,
            requirements: &ground.requirements,
            profile: &ground.profile,
            comparison: &ground.comparison,
            standard: &self.standard,
            settings: &settings,
        }))
    }
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
