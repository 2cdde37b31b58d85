//! The tasks that a plan ever had, and what people did to those in it. The ledger lies beside the plan, one
//! task on a line, so that versions of it can be compared and merged.

use std::fmt::Write as _;

use camino::{Utf8Path, Utf8PathBuf};

use super::{FOLDER, Form, layout::Layout, mark, read as read_file, store::Store};
use crate::{
    cli::output,
    error::{Error, ErrorKind, Result},
    merge,
    model::{LEDGER_SCHEMA, Ledger, LedgerTask, Standard},
    plan::{Past, Ticked},
};

/// Name of the ledger in the folder of what the program remembers.
const FILE: &str = "tasks.json";

/// What the identifiers of tasks begin with.
const PREFIX: &str = "T-";

/// The last version of the plan of the target at `root`; nothing when there is none.
///
/// # Errors
/// When the ledger or the plan cannot be read.
pub(in crate::cli) fn read(root: &Utf8Path, standard: &Standard) -> Result<Past> {
    let docs = root.join(&standard.docs_dir);
    read_from(&docs, (&root.join(&standard.plan_path), &docs))
}

/// The last version of a plan in another file, in the folder of its own documents; its tasks are in the ledger
/// in `ledger_docs` all the same.
///
/// # Errors
/// When the ledger or the plan cannot be read.
pub(in crate::cli) fn read_from(
    ledger_docs: &Utf8Path,
    (plan, docs): (&Utf8Path, &Utf8Path),
) -> Result<Past> {
    let ledger = ledger(ledger_docs)?;
    let Some(text) = read_file(plan)? else {
        return Ok(Past { tasks: ledger, ..Past::default() });
    };
    let (ours, sum) = mark::without(&Layout::of(&text).1, Form::Markdown);
    let base = Store::of(plan, docs).and_then(|store| store.base(&ours, sum.as_deref()));
    let taken = base.as_ref().map(|base| {
        let known = merge::identifiers(base, PREFIX);
        let used = merge::identifiers(&ours, PREFIX);
        used.difference(&known).map(|id| (*id).to_owned()).collect()
    });
    let ticks = merge::ticks(&ours).into_iter();
    let ticks = ticks.map(|(id, ticks)| (id, Ticked { ticked: ticks.ticked, boxes: ticks.boxes }));
    Ok(Past { tasks: ledger, taken: taken.unwrap_or_default(), ticks: ticks.collect() })
}

fn path(docs: &Utf8Path) -> Utf8PathBuf {
    docs.join(FOLDER).join(FILE)
}

fn ledger(docs: &Utf8Path) -> Result<Vec<LedgerTask>> {
    let path = path(docs);
    let Some(text) = read_file(&path)? else { return Ok(Vec::new()) };
    let wrong = |error: Error| {
        error.hint("it gives tasks their identifiers: restore it from Git, or remove it to number them anew")
    };
    let ledger: Ledger = serde_json::from_str(&text).map_err(|error| {
        wrong(Error::new(ErrorKind::Input, format!("cannot use {path}")).source(error))
    })?;
    if ledger.schema != LEDGER_SCHEMA {
        let message = format!("cannot use {path}: it is {}, not {LEDGER_SCHEMA}", ledger.schema);
        return Err(wrong(Error::new(ErrorKind::Input, message)));
    }
    Ok(ledger.tasks)
}

/// Remembers the tasks of a plan that has been written below the folder of the documents.
///
/// # Errors
/// When the ledger cannot be written.
pub(in crate::cli) fn keep(docs: &Utf8Path, tasks: &[LedgerTask]) -> Result<()> {
    let failed = |error: serde_json::Error| {
        Error::new(ErrorKind::Output, "cannot write the tasks as JSON").source(error)
    };
    let mut text = format!("{{\"schema\":\"{LEDGER_SCHEMA}\",\"tasks\":[");
    for (task, index) in tasks.iter().zip(0..) {
        let comma = if index == 0 { "" } else { "," };
        let _ = write!(text, "{comma}\n{}", serde_json::to_string(task).map_err(failed)?);
    }
    text.push_str("\n]}\n");
    let path = path(docs);
    if read_file(&path)?.as_deref() == Some(&text) {
        return Ok(());
    }
    output::write(&path, &text)
}
