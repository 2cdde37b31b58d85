//! The facts of an analysis by name.

use std::{collections::BTreeMap, ops::Bound, sync::Arc};

use super::named::{Named, NamedKind};
use crate::model::{Analysis, Evidence, EvidenceClass, MigrationSet, Name, Route, Table};

/// A fact that a name stands for.
#[derive(Clone, Debug)]
pub(super) struct Fact<'a> {
    pub(super) kind: NamedKind,
    pub(super) at: &'a Evidence,
    /// File of the fact, where another one than that of its evidence brought it.
    file: Option<&'a Arc<str>>,
    /// Line of the fact in its file.
    pub(super) line: u32,
    /// What stands before the name: receiver, package, table.
    qualifiers: Vec<&'a str>,
}

impl<'a> Fact<'a> {
    /// The file that has it.
    pub(super) fn file(&self) -> &'a Arc<str> {
        self.file.unwrap_or(&self.at.file)
    }

    /// Where it is.
    pub(super) fn place(&self) -> Evidence {
        let end_line = if self.file.is_some() { self.line } else { self.at.end_line };
        Evidence {
            file: Arc::clone(self.file()),
            line: self.line,
            end_line: end_line.max(self.line),
            ..self.at.clone()
        }
    }
}

/// The facts of one state of the code.
#[derive(Debug)]
pub(super) struct Symbols<'a> {
    by_name: BTreeMap<&'a str, Vec<Fact<'a>>>,
    routes: BTreeMap<(String, String), &'a Route>,
    /// Routes whose prefix is not known whole.
    loose: Vec<(String, String, &'a Route)>,
    /// Whether migrations make any table.
    pub(super) has_schema: bool,
    /// Coverage that a job of CI asks for, the highest.
    pub(super) coverage: Option<(f64, &'a Evidence)>,
}

impl<'a> Symbols<'a> {
    pub(super) fn new(analysis: &'a Analysis) -> Self {
        let mut found = Self {
            by_name: BTreeMap::new(),
            routes: BTreeMap::new(),
            loose: Vec::new(),
            has_schema: analysis.migrations.sets.iter().any(|set| !set.schema.tables.is_empty()),
            coverage: coverage(analysis),
        };
        found.add_code(analysis);
        found.add_data(analysis);
        for route in analysis.routes.iter().filter(|route| !route.test) {
            let (method, path) = (route.method.clone(), shape(&route.path));
            if route.prefix_known {
                found.routes.entry((method, path)).or_insert(route);
            } else {
                found.loose.push((method, path, route));
            }
        }
        found
    }

    fn add(&mut self, kind: NamedKind, name: &'a str, at: &'a Evidence, qualifiers: Vec<&'a str>) {
        if at.class == EvidenceClass::Generated || at.class == EvidenceClass::Document {
            return;
        }
        let fact = Fact { kind, at, file: None, line: at.line, qualifiers };
        self.by_name.entry(name).or_default().push(fact);
    }

    /// A part of a declaration, at its own line.
    fn add_at(&mut self, (name, line): (&'a str, u32), at: &'a Evidence, qualifiers: Vec<&'a str>) {
        self.add(NamedKind::Symbol, name, at, qualifiers);
        let fact = self.by_name.get_mut(name).and_then(|facts| facts.last_mut());
        if let Some(fact) = fact.filter(|fact| std::ptr::eq(fact.at, at)) {
            fact.line = line.max(1);
        }
    }

    fn add_code(&mut self, analysis: &'a Analysis) {
        for one in &analysis.interfaces {
            let package = last(&one.package_dir);
            self.add(NamedKind::Interface, &one.name, &one.at, vec![package]);
            for method in &one.methods {
                self.add_at((&method.name, method.line), &one.at, vec![&one.name]);
            }
        }
        for one in analysis.types.iter().filter(|one| one.in_func.is_none()) {
            self.add(NamedKind::Symbol, one.name.as_str(), &one.at, around(&one.at));
            for member in &one.members {
                let name = member.name.as_str();
                self.add_at((name, member.line), &one.at, vec![one.name.as_str()]);
            }
        }
        for one in analysis.functions.iter().filter(|one| one.in_func.is_none()) {
            let mut before = around(&one.at);
            before.extend(one.receiver.map(Name::as_str));
            self.add(NamedKind::Symbol, one.name.as_str(), &one.at, before);
        }
        for one in &analysis.tests {
            self.add(NamedKind::Test, &one.name, &one.at, Vec::new());
        }
    }

    fn add_data(&mut self, analysis: &'a Analysis) {
        for set in &analysis.migrations.sets {
            for table in &set.schema.tables {
                self.add(NamedKind::Table, &table.name, &table.at, Vec::new());
                self.add_columns(set, table);
            }
        }
        for one in &analysis.configuration {
            self.add(NamedKind::Key, &one.key, &one.at, Vec::new());
        }
        for one in &analysis.dependencies {
            self.add(NamedKind::Dependency, &one.name, &one.at, Vec::new());
        }
        for one in &analysis.operations.targets {
            self.add(NamedKind::Target, &one.name, &one.at, Vec::new());
        }
        for one in &analysis.operations.ci {
            self.add(NamedKind::Job, &one.job, &one.at, Vec::new());
        }
    }

    /// The columns of a table, each where a migration made it or gave it its name.
    fn add_columns(&mut self, set: &'a MigrationSet, table: &'a Table) {
        let at = &table.at;
        for column in &table.columns {
            let name = column.name.as_str();
            self.add(NamedKind::Column, name, at, vec![table.name.as_str()]);
            let made = set.files.iter().rev().find_map(|file| {
                let event = file.events.iter().rev().find(|event| {
                    let brings = matches!(&*event.op, "create" | "rename");
                    brings
                        && event.kind == "column"
                        && event.table == table.name
                        && event.column == name
                });
                Some((&file.up, event?.line))
            });
            let facts = self.by_name.get_mut(name).and_then(|facts| facts.last_mut());
            let Some(fact) = facts.filter(|fact| std::ptr::eq(fact.at, at)) else {
                continue;
            };
            match made {
                Some((file, line)) if *file != table.at.file => {
                    (fact.file, fact.line) = (Some(file), line);
                }
                _ if column.line > 0 => fact.line = column.line,
                _ => {}
            }
        }
    }

    /// The facts that a name may mean; of an endpoint none, see [`Symbols::route`].
    pub(super) fn find<'s>(&'s self, named: &Named) -> Vec<&'s Fact<'a>> {
        let subject = named.subject.as_str();
        if named.kind == NamedKind::Tests {
            return self.tests(subject, |_| true);
        }
        if let Some(facts) = self.by_name.get(subject) {
            return facts.iter().filter(|fact| fits(named.kind, fact.kind)).collect();
        }
        if named.kind == NamedKind::Test {
            // A family: `TestGolden` for `TestGolden_Empty`.
            let goes_on = |rest: &str| rest.starts_with(|c: char| c == '_' || c.is_uppercase());
            return self.tests(subject, goes_on);
        }
        if named.kind == NamedKind::Dependency {
            return self.modules(subject);
        }
        let Some((before, name)) = qualified(subject) else { return Vec::new() };
        let facts = self.by_name.get(name).map(Vec::as_slice).unwrap_or_default();
        let is_it =
            |fact: &&Fact<'_>| fits(named.kind, fact.kind) && fact.qualifiers.contains(&before);
        facts.iter().filter(is_it).collect()
    }

    /// The dependency that a package lies in: `example.test/kafka` of `example.test/kafka/codec`.
    fn modules(&self, package: &str) -> Vec<&Fact<'a>> {
        let above = package.match_indices('/').rev().filter_map(|(at, _)| package.get(..at));
        let known = above.filter_map(|name| self.by_name.get(name)).flatten();
        known.filter(|fact| fact.kind == NamedKind::Dependency).collect()
    }

    /// Tests whose names begin so and go on as `rest` says.
    fn tests(&self, start: &str, rest: impl Fn(&str) -> bool) -> Vec<&Fact<'a>> {
        let from = self.by_name.range::<str, _>((Bound::Included(start), Bound::Unbounded));
        let named = from.map_while(|(name, facts)| Some((name.strip_prefix(start)?, facts)));
        let fitting = named.filter(|(end, _)| rest(end)).flat_map(|(_, facts)| facts);
        fitting.filter(|fact| fact.kind == NamedKind::Test).collect()
    }

    /// The route that an endpoint means: its own path, else the only one that ends or begins with it where a
    /// prefix is not said or not known.
    pub(super) fn route(&self, endpoint: &str) -> Option<&'a Route> {
        let (method, path) = endpoint.split_once(' ')?;
        let key = (method.to_owned(), shape(path));
        if let Some(route) = self.routes.get(&key) {
            return Some(route);
        }
        match self.longer(method, &key.1).as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Whether several routes may be what an endpoint means.
    pub(super) fn has_longer(&self, endpoint: &str) -> bool {
        let parts = endpoint.split_once(' ');
        parts.is_some_and(|(method, path)| self.longer(method, &shape(path)).len() > 1)
    }

    /// Whether a route may be what an endpoint means that leaves out what it is in: `/v1/fees` for
    /// `/v1/organizations/{}/fees`.
    pub(super) fn has_scoped(&self, endpoint: &str) -> bool {
        let Some((method, path)) = endpoint.split_once(' ') else { return false };
        let said = shape(path);
        let loose = self.loose.iter().map(|(other, whole, _)| (other, whole));
        let all = self.routes.keys().map(|(other, whole)| (other, whole)).chain(loose);
        all.into_iter().any(|(other, whole)| other == method && is_scoped(&said, whole))
    }

    fn longer(&self, method: &str, path: &str) -> Vec<&'a Route> {
        if path.matches('/').count() < 2 && !path.contains(|c: char| c.is_alphanumeric()) {
            return Vec::new();
        }
        let longer = self
            .routes
            .iter()
            .filter(|((other, whole), _)| other == method && whole.ends_with(path));
        let loose = self.loose.iter().filter(|(other, end, _)| {
            other == method
                && end.len() > 1
                && (path.ends_with(end.as_str()) || end.ends_with(path))
        });
        longer.map(|(_, route)| *route).chain(loose.map(|(_, _, route)| *route)).collect()
    }
}

/// Whether a path is the other with names and their parameters somewhere between.
fn is_scoped(said: &str, whole: &str) -> bool {
    let (said, whole): (Vec<&str>, Vec<&str>) =
        (said.split('/').collect(), whole.split('/').collect());
    let more = whole.len().saturating_sub(said.len());
    let is_pair = |pair: &[&str]| matches!(pair, [name, "{}"] if *name != "{}");
    let is_cut = |at: usize| {
        let (Some((head, tail)), Some((start, rest))) =
            (said.split_at_checked(at), whole.split_at_checked(at))
        else {
            return false;
        };
        let ends = tail.iter().any(|part| *part != "{}") && rest.ends_with(tail);
        let between = rest.get(..more).unwrap_or_default();
        head == start && ends && more % 2 == 0 && between.chunks(2).all(is_pair)
    };
    // The first part is the nothing in front of the first slash.
    more > 0 && (1..said.len()).any(is_cut)
}

/// Whether a fact can be what a name of that kind means.
fn fits(asked: NamedKind, fact: NamedKind) -> bool {
    use NamedKind::{Interface, Key, Symbol, Table, Test, Tests};
    match asked {
        Symbol => matches!(fact, Symbol | Interface | Test | Table | NamedKind::Column),
        Interface => matches!(fact, Interface | Symbol),
        // In Rust a constant and a key look alike, and types and functions stand for tests of macros.
        Key => fact == Key,
        Test | Tests => fact == Test || fact == Symbol,
        other => fact == other,
    }
}

/// `pkg.Name`, `Type::name`, `table.column`.
fn qualified(subject: &str) -> Option<(&str, &str)> {
    let at = subject.rfind(['.', ':'])?;
    let name = subject.get(at + 1..)?;
    let before = subject.get(..at)?.trim_end_matches(':');
    Some((before.rsplit(['.', ':']).next()?, name))
}

/// Folder and file that a declaration stands in: packages and modules are called so.
fn around(at: &Evidence) -> Vec<&str> {
    let (folder, file) = at.file.rsplit_once('/').unwrap_or(("", &at.file));
    vec![last(folder), file.split('.').next().unwrap_or(file)]
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn coverage(analysis: &Analysis) -> Option<(f64, &Evidence)> {
    let jobs = analysis.operations.ci.iter();
    let asked = jobs.filter_map(|job| Some((job.coverage_threshold?, &job.at)));
    asked.max_by(|a, b| a.0.total_cmp(&b.0))
}

/// A path with `{}` for every parameter and without a closing slash.
pub(super) fn shape(path: &str) -> String {
    let path = path.split('?').next().unwrap_or(path);
    let part = |part: &str| {
        let is_parameter = part.starts_with(['{', ':', '<']) || part == "*";
        if is_parameter { "{}".into() } else { part.to_owned() }
    };
    path.trim_end_matches('/').split('/').map(part).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_may_leave_out_what_it_is_in() {
        let whole = "/v1/organizations/{}/ledgers/{}/fees/{}";
        for (said, expected) in [
            ("/v1/fees/{}", true),
            ("/v1/organizations/{}/fees/{}", true),
            ("/v1/ledgers/{}/fees/{}", true),
            // An ending is found without this.
            ("/fees/{}", false),
            ("/v2/fees/{}", false),
            ("/v1/fees", false),
            ("/v1/{}", false),
            ("/v1/organizations/fees/{}", false),
            ("/v1/organizations/{}", false),
            (whole, false),
        ] {
            assert_eq!(is_scoped(said, whole), expected, "{said}");
        }
        assert!(!is_scoped("/v1/fees", "/v1/admin/fees"));
    }
}
