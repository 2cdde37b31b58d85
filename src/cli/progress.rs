//! A progress bar on stderr, only when that is a terminal.

use std::io::IsTerminal as _;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar that counts files; silent when stderr is no terminal.
pub(super) fn files(label: &str) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if !std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}: {pos} files") {
        bar.set_style(style);
    }
    bar.set_message(label.to_owned());
    bar
}
