//! Doing it again whenever something has changed, until the user stops it.

use std::time::Duration;

use super::{Outcome, output};
use crate::error::{Error, ErrorKind, Result};

/// How long the files are left alone between two looks at them.
const PAUSE: Duration = Duration::from_millis(300);

/// Looks again and again; `look` does nothing while everything is as it was when `seen` was written. A fault
/// that an edit makes is reported and may be gone after the next one.
///
/// # Errors
/// When the first look fails: it tells whether there is anything to watch.
pub(super) fn watch(look: &dyn Fn(&mut Option<Vec<u8>>) -> Result<()>) -> Result<Outcome> {
    let mut seen = None;
    let mut failed = None;
    loop {
        match look(&mut seen) {
            Ok(()) => failed = None,
            Err(error) if seen.is_none() => return Err(error),
            Err(error) => {
                let text = error.to_string();
                if failed.as_ref() != Some(&text) {
                    output::say(format_args!("error: {text}"));
                }
                failed = Some(text);
            }
        }
        std::thread::sleep(PAUSE);
    }
}

/// Without a cache nothing tells what has changed.
pub(super) fn no_cache() -> Error {
    Error::new(ErrorKind::Usage, "cannot watch without a cache")
        .hint("leave `--no-cache` out and `max_mib` of groundplan.toml above 0")
}
