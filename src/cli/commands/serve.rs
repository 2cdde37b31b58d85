//! `groundplan serve`.

use std::sync::Arc;

use camino::Utf8PathBuf;

use crate::{
    cli::{Outcome, args::ServeArguments, caching::Caching, desk::Repositories, output},
    error::{Error, ErrorKind, Result},
    mcp::{self, Access, Roots},
};

pub(super) fn run(arguments: &ServeArguments, caching: Caching) -> Result<Outcome> {
    let named = Roots::new(&arguments.roots, &arguments.references)?;
    let otherwise = Roots::new(&[Utf8PathBuf::from(".")], &arguments.references)?;
    let access = Access { named, otherwise, ask_client: true };
    // What was found must be known again at the next question, whatever later runs may use.
    let folder = tempfile::tempdir().map_err(|error| {
        Error::new(ErrorKind::Output, "cannot make a temporary folder").source(error)
    })?;
    let own = Utf8PathBuf::from_path_buf(folder.path().to_owned()).ok();
    let caching = match own {
        Some(own) if caching.is_off() => Caching::at(own),
        _ => caching,
    };
    let desk = Arc::new(Repositories::new(caching, arguments.standard.clone()));
    match &arguments.http {
        None => mcp::serve_stdio(desk, access)?,
        Some(address) => mcp::serve_http(desk, access, address, |uri| {
            output::say(format_args!("serving on {uri}"));
        })?,
    }
    Ok(Outcome::Clean)
}
