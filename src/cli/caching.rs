//! Where the cache lies and whether it is used: flags, environment, the platform's folder.

use camino::Utf8PathBuf;

use super::{args::Arguments, config::Config};
use crate::{
    cache::Cache,
    language::{QuerySource, Reading},
};

/// Bytes that a cache may take unless the configuration says otherwise.
const LIMIT_MIB: u64 = 512;

/// What the command line says about the cache.
#[derive(Debug)]
pub(super) struct Caching {
    /// Absent where the platform has no folder for caches.
    folder: Option<Utf8PathBuf>,
    off: bool,
}

impl Caching {
    pub(super) fn new(arguments: &Arguments) -> Self {
        let given = std::env::var("GROUNDPLAN_CACHE_DIR").ok().filter(|folder| !folder.is_empty());
        let folder = given.map(Utf8PathBuf::from).or_else(platform_folder);
        Self { folder, off: arguments.no_cache }
    }

    /// A cache in a folder of its own.
    #[cfg(feature = "mcp")]
    pub(super) fn at(folder: Utf8PathBuf) -> Self {
        Self { folder: Some(folder), off: false }
    }

    /// Whether nothing that earlier runs found is to be used, or there is no place for it.
    #[cfg(feature = "mcp")]
    pub(super) fn is_off(&self) -> bool {
        self.off || self.folder.is_none()
    }

    /// The cache for a target with these queries of its own; `None` when it is not to be used.
    pub(super) fn cache(
        &self,
        config: &Config,
        queries: &[QuerySource],
        reading: Reading,
    ) -> Option<Cache> {
        let cache = self.place(config, queries, reading)?;
        let has_room = config.cache.max_mib != Some(0);
        (!self.off && has_room).then_some(cache)
    }

    /// The cache, whether or not it is to be used.
    pub(super) fn place(
        &self,
        config: &Config,
        queries: &[QuerySource],
        reading: Reading,
    ) -> Option<Cache> {
        let program = format!("{} {reading:?}", program());
        let parts = queries.iter().flat_map(|one| [&*one.language, &*one.kind, &*one.text]);
        let parts = std::iter::once(&*program).chain(parts);
        let limit = config.cache.max_mib.unwrap_or(LIMIT_MIB).saturating_mul(1 << 20);
        Some(Cache::new(self.folder.clone()?, limit, &parts.collect::<Vec<_>>()))
    }
}

/// Size and time of the program: the same sources may be built with other versions of what they need.
fn program() -> String {
    let data = std::env::current_exe().and_then(|path| path.metadata()).ok();
    let time = data.as_ref().and_then(|data| data.modified().ok());
    let since = time.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    format!("{:?} {:?}", data.map(|data| data.len()), since)
}

/// `groundplan` in the folder where the platform keeps caches.
fn platform_folder() -> Option<Utf8PathBuf> {
    let folder = |name: &str| {
        let path = Utf8PathBuf::from_path_buf(std::env::var_os(name)?.into()).ok()?;
        // The XDG specification: a relative path is invalid and to be ignored.
        path.is_absolute().then_some(path)
    };
    let home = || {
        let below = if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" };
        Some(folder("HOME")?.join(below))
    };
    let local = || folder("LOCALAPPDATA").filter(|_| cfg!(windows));
    let base = folder("XDG_CACHE_HOME").or_else(local).or_else(home)?;
    Some(base.join("groundplan"))
}
