//! What the repository has, by name: built once, asked by every rule.

mod meant;
mod names;
mod near;
mod paths;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

pub(in crate::check) use self::{
    names::endpoint,
    near::{close, near},
    paths::Resolved,
};
use crate::model::{Analysis, ClaimKind, Span};

/// The repository's paths, symbols and other names.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// Files with their lines, where those were counted.
    files: BTreeMap<Arc<str>, Option<u32>>,
    folders: BTreeSet<String>,
    /// Files by their names without folders.
    by_name: BTreeMap<String, Vec<Arc<str>>>,
    /// Declarations by their names without owner.
    symbols: BTreeMap<String, Vec<Declared>>,
    /// Other names by what they are.
    names: BTreeMap<ClaimKind, BTreeSet<String>>,
    /// Import paths of the repository's own modules.
    modules: Vec<String>,
    /// Texts of files that the plan points into.
    texts: BTreeMap<String, Arc<str>>,
    /// Names that no fact has and that stand in the code all the same.
    standing: BTreeSet<String>,
    /// Texts of those files when the plan's line was written, by plan, line and file.
    earlier: BTreeMap<(String, u32, String), Arc<str>>,
    /// Of a plan and a file that it creates: whether the file came with the plan's words or later.
    made: BTreeMap<(String, String), bool>,
}

/// Where a name is declared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) struct Declared {
    pub(in crate::check) file: Arc<str>,
    pub(in crate::check) lines: Span,
    /// Receiver or type that it belongs to; empty for none.
    pub(in crate::check) owner: String,
}

impl Index {
    /// The index of what was analysed.
    pub fn of(analysis: &Analysis) -> Self {
        let mut index = Self::default();
        index.add_files(analysis);
        index.add_symbols(analysis);
        index.names = names::of(analysis);
        index.modules = names::modules(analysis);
        index
    }

    /// Adds the text of a file as it is now.
    pub fn add_text(&mut self, file: &str, text: Arc<str>) {
        let lines = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
        if let Some(known) = self.files.get_mut(file) {
            *known = Some(lines);
        }
        self.texts.insert(file.to_owned(), text);
    }

    /// Adds the text that a file had when the line of a plan that points into it was written.
    pub fn add_earlier(&mut self, plan: &str, line: u32, file: &str, text: Arc<str>) {
        self.earlier.insert((plan.to_owned(), line, file.to_owned()), text);
    }

    /// Adds whether a file that a plan creates came with the plan's words or `later`, or had been there.
    pub fn add_made(&mut self, plan: &str, file: &str, later: bool) {
        self.made.insert((plan.to_owned(), file.to_owned()), later);
    }

    /// Whether a file that a plan creates came with the plan's words or later; `None` where the history tells nothing.
    pub(in crate::check) fn made(&self, plan: &str, file: &str) -> Option<bool> {
        self.made.get(&(plan.to_owned(), file.to_owned())).copied()
    }

    /// Adds a name that stands somewhere in the code: a variable, or a language that is not read.
    pub fn add_standing(&mut self, name: &str) {
        self.standing.insert(name.to_owned());
    }

    /// Whether a name is known to stand in the code.
    pub(in crate::check) fn stands(&self, name: &str) -> bool {
        self.standing.contains(name)
    }

    /// The text of a file as it is now, where it was brought.
    pub(in crate::check) fn text(&self, file: &str) -> Option<&str> {
        self.texts.get(file).map(|text| &**text)
    }

    /// The text of a file when the plan's line was written.
    pub(in crate::check) fn earlier(&self, plan: &str, line: u32, file: &str) -> Option<&str> {
        self.earlier.get(&(plan.to_owned(), line, file.to_owned())).map(|text| &**text)
    }

    /// Declarations of a name; of `Owner.Name` those of the owner, where there are any.
    pub(in crate::check) fn declared(&self, name: &str) -> Vec<&Declared> {
        let (owner, last) = split(name);
        let all = self.symbols.get(last).map(Vec::as_slice).unwrap_or_default();
        let own: Vec<&Declared> = all.iter().filter(|one| one.owner == owner).collect();
        if own.is_empty() { all.iter().collect() } else { own }
    }

    /// Every declared name.
    pub(in crate::check) fn symbols(&self) -> impl Iterator<Item = &str> {
        self.symbols.keys().map(String::as_str)
    }

    /// Every folder.
    pub(in crate::check) fn folders(&self) -> impl Iterator<Item = &str> {
        self.folders.iter().map(String::as_str)
    }

    /// Every name of a kind.
    pub(in crate::check) fn names(&self, kind: ClaimKind) -> impl Iterator<Item = &str> {
        self.names.get(&kind).into_iter().flatten().map(String::as_str)
    }

    /// Whether there is such a thing.
    pub(in crate::check) fn has(&self, kind: ClaimKind, name: &str) -> bool {
        self.names.get(&kind).is_some_and(|names| names.contains(name))
    }

    /// The folder of an import path of this repository.
    pub(in crate::check) fn own_folder<'i>(&self, import: &'i str) -> Option<&'i str> {
        let module =
            self.modules.iter().filter(|module| starts(import, module)).max_by_key(|m| m.len())?;
        Some(import.get(module.len()..).unwrap_or_default().trim_start_matches('/'))
    }

    fn add_symbols(&mut self, analysis: &Analysis) {
        let lines = |at: &crate::model::Evidence| Span { line: at.line, end_line: at.end_line };
        let functions = analysis.functions.iter().map(|one| {
            let owner = one.receiver.as_ref().map(|name| bare(name)).unwrap_or_default();
            (
                one.name.to_string(),
                Declared { file: one.at.file.clone(), lines: lines(&one.at), owner },
            )
        });
        let types = analysis.types.iter().map(|one| (one.name.to_string(), &one.at));
        let interfaces = analysis.interfaces.iter().map(|one| (one.name.clone(), &one.at));
        let plain = types.chain(interfaces).map(|(name, at)| {
            (name, Declared { file: at.file.clone(), lines: lines(at), owner: String::new() })
        });
        for (name, declared) in functions.chain(plain) {
            self.symbols.entry(name).or_default().push(declared);
        }
        for one in &analysis.interfaces {
            for method in &one.methods {
                let at = Span { line: method.line, end_line: method.line };
                let declared =
                    Declared { file: one.at.file.clone(), lines: at, owner: one.name.clone() };
                self.symbols.entry(method.name.clone()).or_default().push(declared);
            }
        }
        self.symbols.values_mut().for_each(|list| {
            list.sort();
            list.dedup();
        });
    }
}

/// Owner and last part of a qualified name.
pub(in crate::check) fn split(name: &str) -> (&str, &str) {
    let name = name.trim_start_matches(['*', '&']);
    let at = name.rfind(['.', ':']);
    at.map_or(("", name), |at| {
        let owner = name.get(..at).unwrap_or_default().trim_end_matches(':');
        let owner = owner.rsplit(['.', ':']).next().unwrap_or(owner);
        (owner, name.get(at + 1..).unwrap_or_default())
    })
}

fn bare(receiver: &str) -> String {
    let name = receiver.trim_start_matches(['*', '&']);
    name.split(['[', '<']).next().unwrap_or(name).to_owned()
}

fn starts(path: &str, head: &str) -> bool {
    path.strip_prefix(head).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
