//! Since when each endpoint, table, interface and test is there: the oldest version of its file, followed
//! through renames, in which reading the file finds it.
//!
//! A fact that moved from one file to another without a rename is new in the other. What a merge brought
//! by itself, what is not committed, and what was there before the known history begins have no date.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rayon::prelude::*;

use crate::{
    discover::{Entry, Snapshot},
    error::Result,
    extract::{self, Attributes},
    history::{self, Contents, Past, Version},
    language::Registry,
    model::{Analysis, FactKind, FileFacts, FirstSeen, RouteCall, Seen},
};

/// When the facts of `analysis`, which was made of `snapshot`, were first seen, by file, line and name;
/// empty without a history. Vendored and generated files are left out. The whole history counts, whatever
/// its limits in the analysis are.
///
/// # Errors
/// When the history cannot be walked at all.
pub fn first_seen(
    snapshot: &Snapshot,
    registry: &Registry,
    analysis: &Analysis,
) -> Result<Vec<FirstSeen>> {
    let Some(tip) = super::tip(snapshot) else { return Ok(Vec::new()) };
    let wanted = wanted(analysis);
    let paths = wanted.keys().cloned().collect();
    let past = history::past(tip, &paths)?;
    let entries: BTreeMap<&str, &Entry> =
        snapshot.entries.iter().map(|entry| (&*entry.path, entry)).collect();
    let files: Vec<_> = wanted.into_iter().collect();
    let one = |contents: &mut Contents, (path, facts): (Arc<str>, Vec<FirstSeen>)| {
        let bytes = entries.get(&*path).and_then(|entry| snapshot.read(entry).ok());
        let file = File { registry, past: &past, contents, path: &path };
        bytes.map(|bytes| file.dated(&bytes, facts)).unwrap_or_default()
    };
    let found: Vec<Vec<FirstSeen>> =
        files.into_par_iter().map_init(|| past.reader(), one).collect();
    let mut found: Vec<_> = found.into_iter().flatten().collect();
    found.sort_by(|a, b| {
        (&a.file, a.line, &a.name, a.kind).cmp(&(&b.file, b.line, &b.name, b.kind))
    });
    Ok(found)
}

/// Protocols whose endpoints are registered or declared in one place of one file.
const DATED: [&str; 2] = ["http", "grpc"];

/// The facts to date by file, without a date.
fn wanted(analysis: &Analysis) -> BTreeMap<Arc<str>, Vec<FirstSeen>> {
    let foreign = analysis.files.iter().filter(|file| file.vendored || file.generated);
    let foreign: BTreeSet<&str> = foreign.map(|file| &*file.path).collect();
    let tables = analysis.migrations.sets.iter().flat_map(|set| &set.schema.tables);
    let endpoints = analysis.routes.iter().filter(|route| DATED.contains(&&*route.protocol));
    let facts = analysis
        .interfaces
        .iter()
        .map(|one| (FactKind::Interface, &one.at, one.name.clone()))
        .chain(analysis.tests.iter().map(|one| (FactKind::Test, &one.at, one.name.clone())))
        .chain(tables.map(|one| (FactKind::Table, &one.at, one.name.clone())))
        .chain(
            endpoints
                .map(|one| (FactKind::Endpoint, &one.at, format!("{} {}", one.method, one.path))),
        );
    let mut wanted: BTreeMap<Arc<str>, Vec<FirstSeen>> = BTreeMap::new();
    for (kind, at, name) in facts.filter(|(_, at, _)| !foreign.contains(&*at.file)) {
        wanted.entry(Arc::clone(&at.file)).or_default().push(FirstSeen {
            kind,
            name,
            file: Arc::clone(&at.file),
            line: at.line,
            former_path: None,
            seen: Seen::default(),
        });
    }
    wanted
}

/// What a fact is known by inside its file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    kind: FactKind,
    name: String,
}

/// A fact of a version: its line, what it is known by, and by what where that is not enough.
struct Marked {
    line: u32,
    mark: Mark,
    narrow: Mark,
}

struct File<'a> {
    registry: &'a Registry,
    past: &'a Past,
    contents: &'a Contents,
    path: &'a Arc<str>,
}

impl File<'_> {
    /// Dates the facts; those without a date are left out.
    fn dated(&self, bytes: &[u8], facts: Vec<FirstSeen>) -> Vec<FirstSeen> {
        let here = self.marks(self.path, bytes);
        let mark = |fact: &FirstSeen| {
            let is_it = |one: &&Marked| one.line == fact.line && one.mark.kind == fact.kind;
            let found = here.iter().filter(is_it).collect::<Vec<_>>();
            // Several tests of a macro stand on one line.
            let named = found.iter().find(|one| one.mark.name == fact.name);
            let found = named.or(found.first())?;
            let is_one = here.iter().filter(|one| one.mark == found.mark).count() == 1;
            Some(if is_one { found.mark.clone() } else { found.narrow.clone() })
        };
        let marks: Vec<Option<Mark>> = facts.iter().map(mark).collect();
        let open: BTreeSet<&Mark> = marks.iter().flatten().collect();
        let found = self.search(&String::from_utf8_lossy(bytes), open);
        let date = |(mut fact, mark): (FirstSeen, &Option<Mark>)| {
            let version = found.get(mark.as_ref()?)?;
            fact.former_path = Some(Arc::clone(&version.path)).filter(|path| path != self.path);
            fact.seen = version.seen.clone();
            Some(fact)
        };
        facts.into_iter().zip(&marks).filter_map(date).collect()
    }

    /// The oldest version that has each mark. A version in whose text a name does not stand is not read.
    fn search<'m>(&self, now: &str, mut open: BTreeSet<&'m Mark>) -> BTreeMap<&'m Mark, &Version> {
        let mut found = BTreeMap::new();
        let words: BTreeMap<&Mark, Option<&str>> =
            open.iter().map(|mark| (*mark, word(mark).filter(|word| now.contains(word)))).collect();
        for version in self.past.versions(self.path) {
            if open.is_empty() {
                break;
            }
            let Some(bytes) = self.contents.new_of(version) else { continue };
            let text = String::from_utf8_lossy(&bytes);
            let may_have = |mark: &&Mark| {
                words.get(*mark).copied().flatten().is_none_or(|word| text.contains(word))
            };
            if !open.iter().any(may_have) {
                continue;
            }
            let all = self.all(&version.path, &bytes);
            let here: Vec<&Mark> =
                open.iter().copied().filter(|mark| all.contains(*mark)).collect();
            if here.is_empty() {
                continue;
            }
            let before = self.contents.old_of(version);
            let mut before = before.as_deref().map(|bytes| Before::new(self, version, bytes));
            for mark in here {
                open.remove(mark);
                // What was there before has come some other way.
                let word = words.get(mark).copied().flatten();
                if before.as_mut().is_some_and(|before| !before.has(mark, word)) {
                    found.insert(mark, version);
                }
            }
        }
        found
    }

    fn all(&self, path: &Arc<str>, bytes: &[u8]) -> BTreeSet<Mark> {
        let both = self.marks(path, bytes).into_iter().flat_map(|one| [one.mark, one.narrow]);
        both.collect()
    }

    fn marks(&self, path: &Arc<str>, bytes: &[u8]) -> Vec<Marked> {
        if bytes.is_empty() {
            return Vec::new();
        }
        marks(&extract::file_with(self.registry, path, bytes, &Attributes::default()))
    }
}

/// What a file held before a version of it; read only when its text may have what is asked for.
struct Before<'a> {
    file: &'a File<'a>,
    version: &'a Version,
    bytes: &'a [u8],
    text: Cow<'a, str>,
    marks: Option<BTreeSet<Mark>>,
}

impl<'a> Before<'a> {
    fn new(file: &'a File<'a>, version: &'a Version, bytes: &'a [u8]) -> Self {
        Self { file, version, bytes, text: String::from_utf8_lossy(bytes), marks: None }
    }

    fn has(&mut self, mark: &Mark, word: Option<&str>) -> bool {
        if word.is_some_and(|word| !self.text.contains(word)) {
            return false;
        }
        let Self { file, version, bytes, .. } = *self;
        self.marks.get_or_insert_with(|| file.all(&version.path, bytes)).contains(mark)
    }
}

/// The facts of a file that can be dated.
fn marks(facts: &FileFacts) -> Vec<Marked> {
    let plain = |kind, line, name: &str| {
        let mark = Mark { kind, name: name.to_owned() };
        Marked { line, narrow: mark.clone(), mark }
    };
    let interfaces = facts.interfaces.iter();
    let interfaces = interfaces.map(|one| plain(FactKind::Interface, one.at.line, &one.name));
    let tests = facts.tests.iter().map(|one| plain(FactKind::Test, one.at.line, &one.name));
    let changes = facts.sql.iter().flat_map(|sql| &sql.changes).map(|change| &change.event);
    let tables = changes.filter(|event| event.op == "create" && event.kind == "table");
    let tables = tables.map(|event| plain(FactKind::Table, event.line, &event.table));
    let procedures = facts.protocols.procedures.iter();
    let procedures = procedures.map(|one| plain(FactKind::Endpoint, one.at.line, &one.path));
    let calls = facts.routes.calls.iter().map(|call| {
        let name = format!("{} {}", call.method, written(call));
        let narrow = Mark { kind: FactKind::Endpoint, name: format!("{name} {}", call.handler) };
        Marked { narrow, ..plain(FactKind::Endpoint, call.at.line, &name) }
    });
    interfaces.chain(tests).chain(tables).chain(procedures).chain(calls).collect()
}

fn written(call: &RouteCall) -> String {
    call.path.clone().unwrap_or_else(|| format!("{:?}", call.path_parts))
}

/// What must stand in a text that has the fact; `None` where that is not known.
fn word(mark: &Mark) -> Option<&str> {
    match mark.kind {
        FactKind::Endpoint => {
            // The pieces of a path may be constants, each of them whole.
            let path = mark.name.split(' ').nth(1)?;
            path.split(['/', '.']).filter(|part| !part.is_empty()).max_by_key(|part| part.len())
        }
        FactKind::Interface | FactKind::Table | FactKind::Test => Some(&mark.name),
    }
}
