//! `groundplan init`.

use std::fmt::Write as _;

use camino::Utf8Path;

use super::{json, schema};
use crate::{
    analyze,
    cli::{
        Outcome,
        args::{History, InitArguments, Scope, Target, Walk},
        caching::Caching,
        config, output,
        workspace::Given,
    },
    error::{Error, ErrorKind, Result},
    language::{self, Depth, Reading},
    model::{Analysis, DocumentRef},
    reference,
};

/// Where the schema of the settings goes, so that editors complete them without a network.
const SCHEMA: &str = ".groundplan/config.schema.json";

pub(super) fn run(arguments: &InitArguments, caching: &Caching) -> Result<Outcome> {
    let path = arguments.path.join(config::FILE);
    if !arguments.stdout && path.exists() {
        return Err(Error::new(ErrorKind::Usage, format!("{path} is there already"))
            .hint("edit it, or print with `--stdout` what would be written if it were not"));
    }
    let text = settings(&arguments.path, caching)?;
    if arguments.stdout {
        output::result(&text)?;
        return Ok(Outcome::Clean);
    }
    let schema_file = arguments.path.join(SCHEMA);
    output::write(&schema_file, &json(&schema::of_settings())?)?;
    output::write(&path, &text)?;
    output::say(format_args!("wrote {path}, and {schema_file} for editors"));
    Ok(Outcome::Clean)
}

/// The text of `groundplan.toml` for what is found at `root`.
fn settings(root: &Utf8Path, caching: &Caching) -> Result<String> {
    let target = Target {
        path: root.to_owned(),
        standard: None,
        scope: Scope::default(),
        walk: Walk { history: History::None, ..Walk::default() },
    };
    let reading = Reading { depth: Depth::Structure, full_parse: false };
    let given = Given::read(&target, caching, reading)?;
    let snapshot = given.snapshot(None, None)?;
    let options = analyze::Options { history: None, progress: &|| {}, session: None };
    let analysis = analyze::repository(&snapshot, given.registry()?, &options)?;
    let siblings = reference::siblings(root, &given.places.docs_dir);
    let siblings: Vec<String> = siblings
        .iter()
        .filter_map(|path| path.file_name())
        .map(|name| format!("../{name}"))
        .collect();
    Ok(written(&analysis, &given.standard()?.name, &siblings, &given.places.docs_dir))
}

fn written(analysis: &Analysis, standard: &str, siblings: &[String], docs_dir: &str) -> String {
    let mut text = format!(
        "#:schema {SCHEMA}\n\n\
         # Settings of groundplan for this repository. What is commented out is what holds without it.\n\n"
    );
    text.push_str(&languages(analysis));
    text.push_str(&documents(analysis, docs_dir));
    let _ = write!(
        text,
        "# House standard: a built-in one, or a folder in .groundplan/templates.\n# standard = \"{standard}\"\n\n"
    );
    text.push_str(&references(siblings));
    text.push_str(
        "# Patterns as in .gitignore.\n# include = []\n# exclude = []\n\n\
         # First day of work, and the day or event by which it must be done.\n\
         # start = \"2027-01-11\"\n# deadline = \"2027-03-31\"\n\n\
         # What only people know; `groundplan questions --answer` asks for it.\n\
         [capacity]\n# team = 2\n# hours_per_week = 32\n# focus = 0.75\n",
    );
    text
}

fn languages(analysis: &Analysis) -> String {
    let mut text =
        String::from("# Languages found (`groundplan languages` says what is read of each):\n");
    for share in analysis.languages.iter().filter(|share| share.lines.code > 0) {
        let name = language::by_id(share.name.as_str()).map_or(share.name.as_str(), |row| row.name);
        let files =
            if share.files == 1 { "1 file".to_owned() } else { format!("{} files", share.files) };
        let _ = writeln!(text, "#   {name}: {files}, {} lines", share.lines.code);
    }
    text.push('\n');
    text
}

fn documents(analysis: &Analysis, docs_dir: &str) -> String {
    let planning: Vec<&DocumentRef> = analysis
        .documents
        .iter()
        .filter(|document| analyze::is_planning_document(&document.at.file))
        .collect();
    if planning.is_empty() {
        return format!(
            "# No planning document was found. A PRD.md and a TRD.md are looked for in {docs_dir},\n\
             # and the documents of features in docs/pre-dev, specs, openspec and .kiro/specs.\n\n"
        );
    }
    let mut text = String::from("# Planning documents found:\n");
    for document in planning.iter().take(MOST) {
        let _ = writeln!(text, "#   {}", document.at.file);
    }
    if planning.len() > MOST {
        let _ = writeln!(text, "#   and {} more", planning.len() - MOST);
    }
    text.push('\n');
    text
}

/// Documents that are named one by one.
const MOST: usize = 20;

fn references(siblings: &[String]) -> String {
    let about = "# Repositories that this one is compared with and learns from, relative to it.\n";
    if siblings.is_empty() {
        return format!(
            "{about}# None of the siblings ../plugin-* has planning documents.\n# references = []\n\n"
        );
    }
    let quoted: Vec<String> = siblings.iter().map(|path| format!("    {path:?},\n")).collect();
    format!("{about}references = [\n{}]\n\n", quoted.concat())
}
