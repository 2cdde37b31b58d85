//! Arguments of `groundplan cache`.

use clap::{Args, ValueEnum};

/// Arguments of `cache`.
#[derive(Debug, Args)]
pub struct CacheArguments {
    /// What to do with it.
    #[arg(value_enum)]
    pub(in crate::cli) action: CacheAction,
}

/// What can be done with the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CacheAction {
    /// Print folder, number of files, size and largest size.
    Info,
    /// Remove the files of the cache, and nothing else.
    Clear,
}
