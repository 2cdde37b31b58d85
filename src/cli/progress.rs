//! How far long work is: a bar on stderr, only when that is a terminal, and whoever else watches it.

use std::{fmt, io::IsTerminal as _, sync::Arc};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::error::Stop;

/// Somebody who waits for long work, is told of every file, and may call it off.
#[derive(Clone)]
pub(super) struct Watcher {
    /// Called with what is done whenever one more file is done, from any thread.
    pub(super) tell: Arc<dyn Fn(&'static str) + Send + Sync>,
    /// Set to call the work off.
    pub(super) stop: Stop,
}

impl fmt::Debug for Watcher {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Watcher").field("stop", &self.stop).finish_non_exhaustive()
    }
}

/// Counts files.
#[derive(Debug)]
pub(super) struct Count {
    label: &'static str,
    bar: ProgressBar,
    watcher: Option<Watcher>,
}

/// A count of files; its bar is silent when stderr is no terminal.
pub(super) fn files(label: &'static str, watcher: Option<&Watcher>) -> Count {
    let bar = ProgressBar::new_spinner();
    if !std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}: {pos} files") {
        bar.set_style(style);
    }
    bar.set_message(label);
    Count { label, bar, watcher: watcher.cloned() }
}

impl Count {
    /// One more.
    pub(super) fn one(&self) {
        self.bar.inc(1);
        if let Some(watcher) = &self.watcher {
            (watcher.tell)(self.label);
        }
    }

    /// All are done.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
