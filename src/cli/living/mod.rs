//! Files that the program writes and people edit: a file is written anew as a merge of what the program
//! last wrote, what people made of it, and what the program would write now.
//!
//! What the program last wrote lies in `.groundplan` below the folder of the documents, under the name that
//! the file has there, to be committed with it. A Markdown file ends with the checksum of it, so that a file
//! that nobody edited is known even without it, and a file is never merged with a text that it does not
//! come from.

mod features;
mod layout;
mod mark;
mod past;
mod store;

use std::{collections::BTreeSet, io::ErrorKind as IoKind};

use camino::{Utf8Path, Utf8PathBuf};

pub(super) use self::features::own_files;
pub(super) use self::past::{keep, read as past, read_from as past_from};
use self::{layout::Layout, store::Store};
use super::{Outcome, output};
use crate::{
    error::{Error, ErrorKind, Result},
    merge::{self, Labels, Merged, Sides},
};

/// Folder below that of the documents for what the program remembers.
pub(super) const FOLDER: &str = ".groundplan";

/// Tasks of the living form.
pub(super) const TASKS: &str = "tasks.md";

/// Roadmap of the living form.
pub(super) const ROADMAP: &str = "delivery-roadmap.json";

/// What follows the name of a file in that of its conflicts.
pub(super) const CONFLICT: &str = ".conflict";

/// Forms of generated files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Merged block by block.
    Markdown,
    /// Merged value by value.
    Json,
}

/// A file to write.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page<'a> {
    /// Where it is.
    pub(super) path: &'a Utf8Path,
    /// Folder of the documents. What the program writes is remembered below it. Of files elsewhere, Markdown
    /// is written only as long as nobody edits it, and JSON is always written.
    pub(super) docs: &'a Utf8Path,
    /// What the program would write.
    pub(super) text: &'a str,
    /// How it is merged.
    pub(super) form: Form,
    /// Identifiers of what comes back although people deleted it.
    pub(super) revived: &'a BTreeSet<String>,
}

/// What a run would do to a file.
struct Outlook {
    store: Option<Store>,
    /// The file as it is.
    before: Option<String>,
    /// The text that is merged with the new one: the file, or what people settled of its conflicts.
    settled: bool,
    /// The file as it would be.
    after: String,
    conflicts: usize,
    revived: Vec<String>,
}

/// Writes a generated file without losing an edit of people. A conflict is a finding: the file stays as it
/// is, and the merge lies beside it.
///
/// # Errors
/// When the file cannot be read, merged or written, with the way out.
pub(super) fn merge_generated(page: &Page<'_>) -> Result<Outcome> {
    let text = ended(page.text);
    let page = Page { text: &text, ..*page };
    let Some(outlook) = look(&page)? else { return Ok(Outcome::Findings) };
    for id in &outlook.revived {
        output::say(format_args!(
            "note: {id} had been deleted and is back, because what it closes has changed"
        ));
    }
    if outlook.conflicts > 0 {
        return conflict(&page, &outlook);
    }
    finish(&page, &outlook)?;
    if outlook.settled {
        store::remove(&conflict_path(page.path))?;
    }
    Ok(Outcome::Clean)
}

/// Prints what [`merge_generated`] would change, as a diff, and writes nothing.
///
/// # Errors
/// When the file cannot be read or merged.
pub(super) fn dry_run(page: &Page<'_>) -> Result<Outcome> {
    let text = ended(page.text);
    let page = Page { text: &text, ..*page };
    let Some(outlook) = look(&page)? else { return Ok(Outcome::Findings) };
    let path = output::plain(page.path).trim_start_matches('/');
    let old = outlook.before.as_ref().map_or("/dev/null".into(), |_| format!("a/{path}"));
    let new = format!("b/{path}");
    let before = outlook.before.as_deref().unwrap_or_default();
    output::result(&merge::unified_diff((&old, before), (&new, &outlook.after)))?;
    if outlook.conflicts > 0 {
        tell_conflicts(&page, outlook.conflicts);
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Clean)
}

fn ended(text: &str) -> String {
    format!("{}\n", text.trim_end())
}

/// What is to be done; `None` when conflicts of an earlier run are still open.
fn look(page: &Page<'_>) -> Result<Option<Outlook>> {
    let store = Store::of(page.path, page.docs);
    let before = read(page.path)?;
    let pending = match &store {
        Some(store) => pending(page, store, before.as_deref())?,
        None => Pending::Nothing,
    };
    let (existing, settled) = match pending {
        Pending::Open => return Ok(None),
        Pending::Settled(text) => (Some(text), true),
        Pending::Nothing => (before.clone(), false),
    };
    let new = || mark::with(page.text, page.text, page.form);
    let (after, merged) = match existing {
        None => (new(), Merged::default()),
        Some(_) if page.form == Form::Json && store.is_none() => (new(), Merged::default()),
        Some(existing) => {
            let (layout, body) = Layout::of(&existing);
            let origin = store.as_ref().filter(|_| settled).and_then(Store::prepared);
            let merged = match_up(page, store.as_ref(), (&body, origin))?;
            (layout.apply(&mark::with(&merged.text, page.text, page.form)), merged)
        }
    };
    let Merged { conflicts, revived, .. } = merged;
    Ok(Some(Outlook { store, before, settled, after, conflicts, revived }))
}

/// Where the conflicts of a file go.
pub(super) fn conflict_path(path: &Utf8Path) -> Utf8PathBuf {
    Utf8PathBuf::from(format!("{path}{CONFLICT}"))
}

fn read(path: &Utf8Path) -> Result<Option<String>> {
    // From a pipe or device nothing comes that anybody had written there to stay.
    if path.metadata().is_ok_and(|data| !data.is_file() && !data.is_dir()) {
        return Ok(None);
    }
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == IoKind::NotFound => Ok(None),
        Err(error) => {
            let message = format!("cannot read {path} before replacing it");
            Err(Error::new(ErrorKind::Output, message).source(error))
        }
    }
}

/// What became of the conflicts of an earlier run.
enum Pending {
    /// There were none.
    Nothing,
    /// Some are open.
    Open,
    /// People settled them in this text.
    Settled(String),
}

fn pending(page: &Page<'_>, store: &Store, before: Option<&str>) -> Result<Pending> {
    let path = conflict_path(page.path);
    let Some(text) = read(&path)? else { return Ok(Pending::Nothing) };
    if merge::has_conflict(&text) {
        output::say(format_args!("conflict: {path} still has conflicts"));
        output::say(format_args!(
            "  hint: settle them there and run the command again, or remove {path} to start anew"
        ));
        return Ok(Pending::Open);
    }
    if store.edited().as_deref() != before {
        return Err(Error::new(
            ErrorKind::Output,
            format!("{} was edited after its conflicts were written", page.path),
        )
        .hint(format!("copy what you settled from {path}, remove it and run the command again")));
    }
    Ok(Pending::Settled(text))
}

/// Merges what people made of a file with what the program would write. `origin` is the checksum of what the
/// file was made from, where the file itself does not say.
fn match_up(
    page: &Page<'_>,
    store: Option<&Store>,
    (body, origin): (&str, Option<String>),
) -> Result<Merged> {
    let (ours, sum) = mark::without(body, page.form);
    let sum = sum.or(origin);
    let theirs = page.text;
    if ours == theirs || sum.as_deref() == Some(mark::checksum(&ours).as_str()) {
        return Ok(Merged { text: theirs.to_owned(), ..Merged::default() });
    }
    let base = store.and_then(|store| store.base(&ours, sum.as_deref()));
    let Some(base) = base else { return Err(edited(page.path)) };
    let name = page.path.file_name().unwrap_or_default();
    let (mine, new) = (format!("{name} (edited)"), format!("{name} (generated anew)"));
    let labels = Labels { ours: &mine, theirs: &new, revived: page.revived };
    let sides = Sides { base: &base, ours: &ours, theirs };
    match page.form {
        Form::Markdown => Ok(merge::markdown(sides, &labels)),
        Form::Json => merge::json(sides, &labels).map_err(|error| {
            Error::new(ErrorKind::Output, format!("{} is no JSON any more", page.path))
                .source(error)
                .hint("mend it, or move it away to have it written anew")
        }),
    }
}

fn edited(path: &Utf8Path) -> Error {
    Error::new(
        ErrorKind::Output,
        format!("{path} has been written or edited by hand; it was left as it is"),
    )
    .hint("what it was made from is not known: write the new text beside it with `--output FILE`, or print it with `--stdout`")
}

/// Writes a file and remembers what the program wrote.
fn finish(page: &Page<'_>, outlook: &Outlook) -> Result<()> {
    let Page { path, .. } = page;
    if let Some(store) = &outlook.store {
        store.prepare(page.text)?;
    }
    if outlook.before.as_ref() == Some(&outlook.after) {
        output::say(format_args!("{} is up to date", output::plain(path)));
    } else if read(path)? == outlook.before {
        output::write(path, &outlook.after)?;
        output::say(format_args!("wrote {}", output::plain(path)));
    } else {
        // Somebody saved the file while the new text was made.
        let message =
            format!("{path} was changed while it was to be written; it was left as it is");
        return Err(Error::new(ErrorKind::Output, message).hint("run the command again"));
    }
    outlook.store.as_ref().map_or(Ok(()), Store::settle)
}

/// Leaves a file as it is and writes the merge with its conflicts beside it.
fn conflict(page: &Page<'_>, outlook: &Outlook) -> Result<Outcome> {
    let path = conflict_path(page.path);
    if let (Some(store), Some(before)) = (&outlook.store, &outlook.before) {
        store.prepare(page.text)?;
        store.keep_edited(before)?;
        output::write(&path, &outlook.after)?;
    }
    tell_conflicts(page, outlook.conflicts);
    output::say(format_args!("  hint: settle them in {path} and run the command again"));
    Ok(Outcome::Findings)
}

fn tell_conflicts(page: &Page<'_>, count: usize) {
    let path = page.path;
    let places = if count == 1 { "1 place".to_owned() } else { format!("{count} places") };
    output::say(format_args!(
        "conflict: what people and the program changed in {path} differs in {places}; it was left as it is"
    ));
}
