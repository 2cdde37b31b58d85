//! `groundplan man`.

use clap::CommandFactory as _;
use clap_mangen::Man;

use crate::{
    cli::{
        Outcome,
        args::{Arguments, ManArguments},
        output,
    },
    error::{Error, ErrorKind, Result},
};

pub(super) fn run(arguments: &ManArguments) -> Result<Outcome> {
    let pages = pages()?;
    let Some(dir) = &arguments.dir else {
        let name = file_name(arguments.command.as_deref());
        let found = pages.iter().find(|(known, _)| *known == name);
        let (_, text) = found.ok_or_else(|| unknown(arguments.command.as_deref()))?;
        output::result(text)?;
        return Ok(Outcome::Clean);
    };
    for (name, text) in &pages {
        output::write(&dir.join(name), text)?;
    }
    output::say(format_args!("wrote {} pages to {dir}", pages.len()));
    Ok(Outcome::Clean)
}

/// File names and texts of all pages, in roff.
fn pages() -> Result<Vec<(String, String)>> {
    let mut program = Arguments::command();
    program.build();
    let mut pages = vec![(file_name(None), page(&program)?)];
    for command in program.get_subcommands().filter(|command| command.get_name() != "help") {
        let name = file_name(Some(command.get_name()));
        let titled = command.clone().display_name(name.trim_end_matches(".1").to_owned());
        pages.push((name, page(&titled)?));
    }
    Ok(pages)
}

fn page(command: &clap::Command) -> Result<String> {
    let mut bytes = Vec::new();
    let failed = |error| Error::new(ErrorKind::Output, "cannot make the manual page").source(error);
    let source = format!("groundplan {}", env!("CARGO_PKG_VERSION"));
    Man::new(command.clone()).source(source).render(&mut bytes).map_err(failed)?;
    Ok(tidied(&String::from_utf8_lossy(&bytes)))
}

/// The page as manual readers want it: `clap_mangen` leaves out an empty date, so that the program's name would stand
/// in its place, breaks lines around empty ones, and has examples filled like running text.
fn tidied(page: &str) -> String {
    let page = page.replace(".br\n\n.br\n", ".sp\n").replacen(" 1  \"", " 1 \"\" \"", 1);
    let mut text = String::with_capacity(page.len());
    let mut is_example = false;
    for line in page.lines().map(str::trim_end) {
        if line.starts_with("  ") != is_example {
            is_example = !is_example;
            text.push_str(if is_example { ".nf\n" } else { ".fi\n" });
        }
        text.push_str(if line == ".SH EXTRA" { ".SH NOTES" } else { line });
        text.push('\n');
    }
    text
}

fn file_name(command: Option<&str>) -> String {
    command.map_or_else(|| "groundplan.1".to_owned(), |name| format!("groundplan-{name}.1"))
}

fn unknown(command: Option<&str>) -> Error {
    let name = command.unwrap_or_default();
    Error::new(ErrorKind::Usage, format!("there is no command `{name}`"))
        .hint("`groundplan help` lists the commands")
}
