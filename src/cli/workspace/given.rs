//! What the user put beside a target, and the files of the target.

use std::cell::OnceCell;

use camino::{Utf8Path, Utf8PathBuf};

use crate::{
    cache::Cache,
    cli::{
        answers,
        args::{Scope, Target, Walk},
        caching::Caching,
        config::{self, Config},
        living, overrides,
    },
    discover,
    error::{Result, Stop},
    language::{QuerySource, Reading, Registry},
    model::Standard,
    standard::{self, Places},
};

/// What the user put beside a target, as it was read: enough to know whether there is anything to do.
#[derive(Debug)]
pub(in crate::cli) struct Given {
    pub(in crate::cli) root: Utf8PathBuf,
    pub(in crate::cli) config: Config,
    name: String,
    /// Read when it is first asked for, unless it is the user's.
    standard: OnceCell<Standard>,
    pub(in crate::cli) places: Places,
    pub(in crate::cli) queries: Vec<QuerySource>,
    pub(in crate::cli) templates: Vec<(String, String)>,
    pub(in crate::cli) cache: Option<Cache>,
    pub(in crate::cli) scope: Scope,
    reading: Reading,
    pub(in crate::cli) walk: Walk,
    /// Made when it is first asked for: queries are compiled in it once.
    pub(super) registry: OnceCell<Registry>,
}

impl Given {
    /// Reads configuration, standard, queries and templates of a target, of whose files as much is to be
    /// read as `reading` says.
    pub(in crate::cli) fn read(
        target: &Target,
        caching: &Caching,
        reading: Reading,
    ) -> Result<Self> {
        let root = &target.path;
        let config = config::load(root)?;
        let name = target.standard.as_deref().or(config.standard.as_deref()).unwrap_or("classic");
        let queries = overrides::queries(root)?;
        let own = overrides::standard(root, name)?;
        let places =
            own.as_ref().map_or_else(|| standard::built_in_places(name), |own| Ok(own.into()))?;
        Ok(Self {
            root: root.to_owned(),
            name: name.to_owned(),
            standard: own.map_or_else(OnceCell::new, OnceCell::from),
            places,
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

    /// The standard.
    pub(in crate::cli) fn standard(&self) -> Result<&Standard> {
        if let Some(standard) = self.standard.get() {
            return Ok(standard);
        }
        let standard = standard::built_in(&self.name)?;
        Ok(self.standard.get_or_init(|| standard))
    }

    /// The languages with the user's queries.
    pub(in crate::cli) fn registry(&self) -> Result<&Registry> {
        if let Some(registry) = self.registry.get() {
            return Ok(registry);
        }
        let registry = self.new_registry()?;
        Ok(self.registry.get_or_init(|| registry))
    }

    pub(super) fn new_registry(&self) -> Result<Registry> {
        Ok(Registry::new(&self.queries)?.with_reading(self.reading))
    }

    /// The program's own files in the target, folders with a `/` behind them.
    #[cfg(feature = "mcp")]
    pub(in crate::cli) fn own_files(&self) -> Vec<String> {
        own_files(&self.root, &self.places)
    }

    /// The files of the target, at a revision when one is given; without the file `output`.
    pub(in crate::cli) fn snapshot(
        &self,
        revision: Option<&str>,
        output: Option<&Utf8Path>,
    ) -> Result<discover::Snapshot> {
        let mut without = own_files(&self.root, &self.places);
        without.extend(output.and_then(|output| inside(&self.root, output)));
        snapshot((&self.root, without), revision, (&self.scope, Stop::default()))
    }
}

/// Files of the target that are no part of what it is: the plan, its conflicts, what is remembered of it, and the
/// answers about it.
pub(super) fn own_files(root: &Utf8Path, places: &Places) -> Vec<String> {
    let Places { plan_path, docs_dir, living_dir } = places;
    let conflict = living::conflict_path(Utf8Path::new(plan_path)).into_string();
    let remembered = format!("{docs_dir}/{}/", living::FOLDER);
    let mut own = vec![plan_path.clone(), conflict, remembered, answers::name(docs_dir)];
    own.extend(living::own_files(&root.join(living_dir), living_dir));
    own
}

/// The path of a file below `root`, relative to it.
pub(in crate::cli) fn inside(root: &Utf8Path, file: &Utf8Path) -> Option<String> {
    let folder = match file.parent() {
        Some(folder) if !folder.as_str().is_empty() => folder,
        _ => Utf8Path::new("."),
    };
    let folder = folder.canonicalize_utf8().ok()?;
    let below = folder.strip_prefix(root.canonicalize_utf8().ok()?).ok()?;
    Some(below.join(file.file_name()?).as_str().replace('\\', "/"))
}

/// Files that a run writes it must not read (`without`): a plan is not made from itself.
pub(super) fn snapshot(
    (root, without): (&Utf8Path, Vec<String>),
    revision: Option<&str>,
    (scope, stop): (&Scope, Stop),
) -> Result<discover::Snapshot> {
    let options = discover::Options {
        revision: revision.map(str::to_owned),
        without,
        include: scope.include.clone(),
        exclude: scope.exclude.clone(),
        submodules: scope.submodules,
        stop,
        ..discover::Options::default()
    };
    discover::open(root, &options)
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
