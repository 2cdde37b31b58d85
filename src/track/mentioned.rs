//! Names that are no fact: constants, variables, names of libraries. Whether the text of the code has them tells
//! what the analysis cannot.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Code, Inputs,
    files::Files,
    judge,
    named::{Named, NamedKind, Need},
    symbols::Symbols,
};

/// Where the text of the code has names, comments and documents left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// The first line of each file that has a name.
    pub now: BTreeMap<String, Vec<(Arc<str>, u32)>>,
    /// Names that the code before the plan had.
    pub before: BTreeSet<String>,
}

/// The names that a plan asks for and that no fact has: whoever can read the code should look for them.
pub fn asked(inputs: &Inputs<'_>) -> BTreeSet<String> {
    let files = Files::new(inputs);
    let (now, before) = (Symbols::new(inputs.now), inputs.before.map(Symbols::new));
    let code = Code { files: &files, now: &now, before: before.as_ref(), past: inputs.past };
    let names = judge::names(inputs).into_iter();
    let unknown = names.filter(|name| is_asked(name) && code.now.find(name).is_empty());
    unknown.map(|name| bare(&name.subject).to_owned()).collect()
}

/// Whether text decides where no fact does. Tables and columns are known whole, but not what only stands beside
/// such a word: databases write their names small.
pub(super) fn is_asked(named: &Named) -> bool {
    let is_mixed = || named.subject.contains(char::is_uppercase);
    named.need >= Need::Declared
        && match named.kind {
            NamedKind::Symbol | NamedKind::Key | NamedKind::Interface => true,
            NamedKind::Table | NamedKind::Column => is_mixed(),
            _ => false,
        }
}

/// A name without what qualifies it.
pub(super) fn bare(subject: &str) -> &str {
    subject.rsplit(['.', ':']).next().unwrap_or(subject)
}
