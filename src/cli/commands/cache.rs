//! `groundplan cache`.

use camino::Utf8Path;

use crate::{
    cli::{
        Outcome,
        args::{CacheAction, CacheArguments},
        caching::Caching,
        config, output,
    },
    error::{Error, ErrorKind, Result},
    language::Reading,
};

pub(super) fn run(arguments: &CacheArguments, caching: &Caching) -> Result<Outcome> {
    let config = config::load(Utf8Path::new("."))?;
    let cache = caching.place(&config, &[], Reading::default()).ok_or_else(nowhere)?;
    let text = match arguments.action {
        CacheAction::Info => {
            let held = cache.held();
            format!(
                "folder  {}\nfiles   {}\nbytes   {}\nlimit   {}\n",
                held.folder, held.files, held.bytes, held.limit
            )
        }
        CacheAction::Clear => {
            let held = cache.clear()?;
            format!("removed {} files, {} bytes\n", held.files, held.bytes)
        }
    };
    output::result(&text)?;
    Ok(Outcome::Clean)
}

fn nowhere() -> Error {
    Error::new(ErrorKind::Usage, "there is no folder for the cache")
        .hint("set GROUNDPLAN_CACHE_DIR, XDG_CACHE_HOME or HOME")
}
