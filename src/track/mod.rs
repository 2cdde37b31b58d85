//! How far a plan is, by the code: what its items name, looked for at a revision and before the plan. Pure:
//! models only; what the history knows comes as data.
//!
//! # Rules
//! Check boxes and status words prove nothing. An item is judged by what its lines name:
//! - A file to **create**, and a **test** file: it is there and was not there before the plan. One that was there
//!   before counts only when it was changed since, as a weak sign. To **modify**: it was changed after the item was
//!   written into the plan. To **delete**: it was there and is gone. To **move**: the old path is gone and the new
//!   one is there. Without a verb: a path that is not there is taken for one to create; one that was there and did
//!   not change decides nothing. A file that was renamed since is followed. One that was built and removed again
//!   counts for an item that is ticked, unless a revert took it back. A name without a folder is that of the item's
//!   other files; documents that came with the plan, in its folder, were there before.
//! - **Endpoints** (registered in code that ships, prefixes and parameters brought into one form), **tables**,
//!   **columns**, **interfaces**, **tests**, **configuration keys**, **make and just targets**, **CI jobs** and
//!   **dependencies**: there now and not before the plan. What was there before decides nothing, also when it is
//!   gone: something took its place. What never was there is missing.
//! - **Names of code** in code marks: a new declaration counts when it stands in a file that the item names, or is
//!   the only one of its name. A name that no fact has is missing only where a title or a criterion names it, or where
//!   it is a **function with its types** (`(*Store).Close() error`); for such a name the caller looks into the
//!   text of the code ([`asked`]), comments left out: one that stands there is a constant, a variable or a thing of a
//!   library, and counts as a weak sign where it is new.
//! - What a clause says **is to go** (`delete X`, `X is removed`) is done when it was there and is gone.
//! - **Commits** that the item names, or whose subject carries its identifier, count when they changed a file that
//!   it names, or, where it names none, any file that is no document. The commit that ticked it is a weak sign when it
//!   changed a file that it names.
//! - Mere words decide nothing, and changes of the plan itself neither.
//!
//! Strong signs are files that did not exist, facts, deletions and commits of its own; a file that was changed is
//! weak, because other work changes it, too. A changed file that other items name as well, and a thing that an
//! earlier item or its criteria name, show that somebody was there and not that this item is done. From these:
//! - `done`: a strong sign is there, or any sign where it is ticked, and nothing of it is missing, criteria
//!   included;
//! - `partial`: a strong sign is there and something is missing; of an item that is ticked, a weak one is enough;
//! - `not started`: nothing is there, and nobody says so;
//! - `phantom`: it is ticked, and nothing shows it;
//! - `untold`: it names nothing that could be looked for.
//!
//! A criterion is judged in the same way by what it names itself; a percentage of coverage is held against the
//! threshold in CI, which decides nothing where it was high enough before. That a test is there does not say that it
//! passes: nothing is run. A mere name that another item calls a table, a column or a setting is that item's.
//!
//! A parent is what its items are together; what its own lines ask for without doubt keeps it from being done while
//! it is not there. Items that are untold, cancelled or optional do not keep it from being done, nor from being ticked
//! where its own lines are proven. Where nothing is told of its items, its own lines decide, and a task is counted in
//! their place.
//!
//! An item that was ticked when it was first written tells of work that was done before, so nothing limits what
//! counts for it.

mod claims;
mod clause;
mod endpoints;
mod files;
mod judge;
mod mentioned;
mod named;
mod rollup;
mod sign;
mod signature;
mod symbols;
#[cfg(test)]
mod tests;
mod text;
mod tick;
mod unplanned;

use std::collections::{BTreeMap, BTreeSet};

use self::{files::Files, symbols::Symbols};
pub use self::{
    mentioned::{Mentions, asked},
    tick::{Ticked, tick},
};
use crate::model::{Analysis, PlanDocument, Progress, Seen, WorkPlan};

/// What a plan is held against.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The documents that the plan is made of.
    pub documents: &'a [PlanDocument],
    /// The plan.
    pub work: &'a WorkPlan,
    /// The code.
    pub now: &'a Analysis,
    /// The code before the plan; `None` when it is not known.
    pub before: Option<&'a Analysis>,
    /// What the history knows.
    pub past: &'a Past,
}

/// What the history knows of a plan and of the files.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// The commit that brought the plan, or the one that the user named.
    pub since: Option<Seen>,
    /// All commits without merges, from old to new.
    pub commits: Vec<PastCommit>,
    /// Files whose content differs from what it was before the plan, whether that is committed or not.
    pub changed: BTreeSet<String>,
    /// Present paths by former ones.
    pub renamed: BTreeMap<String, String>,
    /// Items of the plan by identifier; those that are not known came with the plan.
    pub items: BTreeMap<String, ItemPast>,
    /// Where the text of the code has the names that [`asked`] lists; `None` when nobody looked.
    pub mentions: Option<Mentions>,
    /// Why less than everything is known.
    pub limits: Vec<String>,
}

/// A commit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastCommit {
    /// Which one, and when.
    pub seen: Seen,
    /// First line of its message.
    pub subject: String,
    /// Whether the state before the plan lacks it.
    pub is_after: bool,
    /// Paths that it made, changed or removed.
    pub files: Vec<String>,
    /// Those of them that it removed.
    pub removed: Vec<String>,
}

/// What the versions of a plan say of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemPast {
    /// The commit that wrote it into the plan.
    pub written: Option<Seen>,
    /// Whether it was ticked then.
    pub born_done: bool,
    /// The commit that ticked it, when it was written open.
    pub ticked: Option<Seen>,
}

/// How far the plan is.
pub fn progress(inputs: &Inputs<'_>) -> Progress {
    let files = Files::new(inputs);
    let (now, before) = (Symbols::new(inputs.now), inputs.before.map(Symbols::new));
    let code = Code { files: &files, now: &now, before: before.as_ref(), past: inputs.past };
    let claims = claims::all(inputs, code);
    let judged = judge::items(inputs, code, &claims);
    let named: BTreeSet<String> = judged.iter().flat_map(|one| one.named.iter().cloned()).collect();
    let own = judged.iter().map(|one| rollup::Own { lacks: one.lacks, proven: one.item.proven });
    let own: Vec<rollup::Own> = own.collect();
    let mut items: Vec<_> = judged.into_iter().map(|one| one.item).collect();
    let counts = rollup::up(inputs.work, &mut items, &own);
    let unplanned = unplanned::found(inputs, (code, &claims), &named, &items);
    Progress {
        plan: inputs.work.at.clone(),
        title: inputs.work.title.clone(),
        since: inputs.past.since.clone(),
        limits: inputs.past.limits.clone(),
        counts,
        items,
        unplanned,
    }
}

/// Everything that a name is looked up in.
#[derive(Clone, Copy, Debug)]
struct Code<'a> {
    files: &'a Files<'a>,
    now: &'a Symbols<'a>,
    before: Option<&'a Symbols<'a>>,
    past: &'a Past,
}
