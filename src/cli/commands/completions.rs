//! `groundplan completions`.

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::{
    cli::{Outcome, args::Arguments, output},
    error::Result,
};

pub(super) fn run(shell: Shell) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "groundplan", &mut script);
    output::result(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Clean)
}
