//! Who a router's prefix comes from: other variables, the callers of a function, whoever mounts it.
//!
//! Names are joined only when one function of the repository fits; more than one candidate leaves the prefix
//! unknown.

use std::collections::{BTreeMap, BTreeSet};

use crate::analyze::packages::folder;
use crate::model::{EvidenceClass, FileFacts, Import, RouteCall, RouteGroup, RouterKind};

/// All routers of the repository.
pub(super) struct Routers<'a> {
    facts: &'a [FileFacts],
    /// Groups by file and name.
    named: BTreeMap<(usize, &'a str), Vec<usize>>,
    /// Groups by the function they stand in.
    in_function: BTreeMap<&'a str, Vec<Id>>,
    /// Files by folder.
    folders: BTreeMap<&'a str, Vec<usize>>,
    /// What a router hangs below: arguments to its parameter, mounts.
    edges: BTreeMap<Id, Vec<Id>>,
    /// Where mounts end whose router is known, by file.
    mounted: BTreeSet<(usize, u64)>,
}

/// A group: file and position in it.
type Id = (usize, usize);

/// What stands before the path of a registration.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Prefix {
    /// The known end of the prefix.
    pub(super) path: String,
    /// Whether it is the whole prefix.
    pub(super) known: bool,
    /// Middleware of the groups, outermost first.
    pub(super) middleware: Vec<String>,
    /// Identifies the router it begins at.
    pub(super) root: String,
}

/// More ways to one router than this are not followed.
const MOST_PREFIXES: usize = 16;
const MOST_STEPS: usize = 24;

impl<'a> Routers<'a> {
    /// Joins the groups of all files.
    pub(super) fn of(facts: &'a [FileFacts]) -> Self {
        let mut routers = Self {
            facts,
            named: BTreeMap::new(),
            in_function: BTreeMap::new(),
            folders: BTreeMap::new(),
            edges: BTreeMap::new(),
            mounted: BTreeSet::new(),
        };
        for (file, facts) in facts.iter().enumerate() {
            if !facts.routes.groups.is_empty() {
                routers.folders.entry(folder(&facts.file.path)).or_default().push(file);
            }
        }
        for (group, id) in groups_of(facts) {
            routers.in_function.entry(&group.in_func).or_default().push(id);
            if !group.name.is_empty() && group.kind != RouterKind::Mount {
                routers.named.entry((id.0, &group.name)).or_default().push(id.1);
            }
        }
        routers.join();
        routers
    }

    /// Every prefix that the router called `name` at `offset` of a file has.
    pub(super) fn prefixes(&self, file: usize, name: &str, offset: u64) -> Vec<Prefix> {
        let found = self.lookup(file, name, offset).map(|id| self.prefixes_of(id, &mut Vec::new()));
        let mut found = found.unwrap_or_else(|| vec![self.unknown(file)]);
        found.sort();
        found.dedup();
        found
    }

    /// Whether the handler of a registration turned out to be a router.
    pub(super) fn is_mount(&self, file: usize, call: &RouteCall) -> bool {
        self.mounted.contains(&(file, call.offset + 1))
    }

    fn group(&self, id: Id) -> Option<&'a RouteGroup> {
        self.facts.get(id.0)?.routes.groups.get(id.1)
    }

    fn unknown(&self, file: usize) -> Prefix {
        Prefix { root: format!("?{}", self.folder(file)), ..Prefix::default() }
    }

    fn folder(&self, file: usize) -> &'a str {
        self.facts.get(file).map_or("", |facts| folder(&facts.file.path))
    }

    fn prefixes_of(&self, id: Id, trail: &mut Vec<Id>) -> Vec<Prefix> {
        let Some(group) = self.group(id) else { return Vec::new() };
        if trail.contains(&id) || trail.len() > MOST_STEPS {
            return vec![self.unknown(id.0)];
        }
        trail.push(id);
        let mut above = self.above(id, group, trail);
        trail.pop();
        above.truncate(MOST_PREFIXES);
        for prefix in &mut above {
            match &group.prefix {
                Some(own) if !own.is_empty() => prefix.path = format!("{}/{own}", prefix.path),
                Some(_) => {}
                None => {
                    prefix.path.clear();
                    prefix.known = false;
                }
            }
            prefix.middleware.extend(group.middleware.iter().cloned());
        }
        above
    }

    /// What stands before a group's own prefix.
    fn above(&self, id: Id, group: &RouteGroup, trail: &mut Vec<Id>) -> Vec<Prefix> {
        match group.kind {
            RouterKind::Group | RouterKind::Mount => {
                let before = group.scope.0.saturating_sub(1);
                let offset = if group.kind == RouterKind::Mount {
                    group.scope.1.saturating_sub(1)
                } else {
                    before
                };
                let parent =
                    self.lookup(id.0, &group.receiver, offset).filter(|parent| *parent != id);
                parent.map_or_else(
                    || vec![self.unknown(id.0)],
                    |parent| self.prefixes_of(parent, trail),
                )
            }
            RouterKind::Root | RouterKind::Parameter => {
                let edges = self.edges.get(&id).into_iter().flatten();
                let found: Vec<Prefix> =
                    edges.flat_map(|from| self.prefixes_of(*from, trail)).collect();
                if !found.is_empty() {
                    return found;
                }
                let known = group.kind == RouterKind::Root;
                let root =
                    if known { format!("{}:{}", id.0, id.1) } else { self.unknown(id.0).root };
                vec![Prefix { known, root, ..Prefix::default() }]
            }
        }
    }

    /// The router that a name means at a place.
    fn lookup(&self, file: usize, name: &str, offset: u64) -> Option<Id> {
        let candidates =
            self.named.get(&(file, name)).into_iter().flatten().map(|index| (file, *index));
        let holds = |id: &Id| {
            self.group(*id).is_some_and(|group| group.scope.0 <= offset && offset < group.scope.1)
        };
        let start = |id: &Id| self.group(*id).map_or(0, |group| group.scope.0);
        let here = candidates.filter(holds).max_by_key(start);
        if let (None, Some(function)) = (here, name.strip_suffix("()")) {
            return self.returned_by(file, function);
        }
        here.or_else(|| self.field(file, name)).or_else(|| self.package_variable(file, name))
    }

    /// A struct field of that name, filled in this file or, by one of them, in its folder.
    fn field(&self, file: usize, name: &str) -> Option<Id> {
        let field = name.rfind('.').and_then(|dot| name.get(dot..))?;
        let of = |other: usize| {
            self.named
                .get(&(other, field))
                .and_then(|found| found.first())
                .map(|index| (other, *index))
        };
        of(file).or_else(|| only(self.neighbours(file).filter_map(of)))
    }

    /// A variable outside functions, in another file of the folder.
    fn package_variable(&self, file: usize, name: &str) -> Option<Id> {
        let of = |other: usize| {
            let found = self.named.get(&(other, name))?;
            let outside = |index: &&usize| {
                self.group((other, **index))
                    .is_some_and(|group| group.in_func.is_empty() && group.scope.0 == 0)
            };
            found.iter().find(outside).map(|index| (other, *index))
        };
        only(self.neighbours(file).filter_map(of))
    }

    fn neighbours(&self, file: usize) -> impl Iterator<Item = usize> + '_ {
        let all = self.folders.get(self.folder(file)).into_iter().flatten().copied();
        all.filter(move |other| *other != file)
    }

    /// Mounts of routers by name come first: what a function mounts itself, it does not return.
    fn join(&mut self) {
        let is_call = |group: &RouteGroup| group.name.ends_with("()");
        self.join_mounts(|group| !is_call(group));
        self.join_mounts(is_call);
        for (group, id) in groups_of(self.facts) {
            let Some(callee) = &group.passed_to else { continue };
            if let Some(target) = self.parameter(id.0, callee, group.position) {
                self.connect(target, id);
            }
        }
    }

    fn join_mounts(&mut self, chosen: impl Fn(&RouteGroup) -> bool) {
        let mut joined = Vec::new();
        for (group, id) in groups_of(self.facts) {
            if group.kind == RouterKind::Mount && chosen(group) {
                let child = self.lookup(id.0, &group.name, group.scope.0);
                joined.extend(child.and_then(|child| self.origin(child)).map(|root| (root, id)));
            }
        }
        for (root, mount) in joined {
            let end = self.group(mount).map(|group| (mount.0, group.scope.1));
            self.mounted.extend(end);
            self.connect(root, mount);
        }
    }

    /// Tests that call code that ships say nothing about its prefix.
    fn connect(&mut self, target: Id, from: Id) {
        if self.in_test(target) || !self.in_test(from) {
            self.edges.entry(target).or_default().push(from);
        }
    }

    fn in_test(&self, id: Id) -> bool {
        let in_file = self.facts.get(id.0).is_some_and(|facts| facts.file.test);
        in_file || self.group(id).is_some_and(|group| group.at.class == EvidenceClass::Test)
    }

    /// The root or parameter at the beginning of a router's variables.
    fn origin(&self, mut id: Id) -> Option<Id> {
        for _ in 0..MOST_STEPS {
            let group = self.group(id)?;
            if matches!(group.kind, RouterKind::Root | RouterKind::Parameter) {
                return Some(id);
            }
            id = self.lookup(id.0, &group.receiver, group.scope.0.saturating_sub(1))?;
        }
        None
    }

    /// The parameter that an argument at `position` of a call of `callee` becomes.
    fn parameter(&self, file: usize, callee: &str, position: u32) -> Option<Id> {
        let is_it = |_: Id, group: &RouteGroup| {
            group.kind == RouterKind::Parameter && group.position == position
        };
        self.function(file, callee, is_it)
    }

    /// The root that a function returns: the only one it makes and does not mount itself.
    fn returned_by(&self, file: usize, function: &str) -> Option<Id> {
        let mounted_inside = |id: Id, group: &RouteGroup| {
            let mounts = self.edges.get(&id).into_iter().flatten();
            mounts
                .filter(|mount| mount.0 == id.0)
                .any(|mount| self.group(*mount).is_some_and(|mount| mount.in_func == group.in_func))
        };
        self.function(file, function, |id, group| {
            group.kind == RouterKind::Root && !mounted_inside(id, group)
        })
    }

    /// The only group that fits in functions called `callee`: in this file, else in its folder, else anywhere,
    /// the part before the name deciding between folders and files.
    fn function(
        &self,
        file: usize,
        callee: &str,
        fits: impl Fn(Id, &RouteGroup) -> bool,
    ) -> Option<Id> {
        let (qualifier, name) = split_path(callee);
        let qualifier =
            if matches!(qualifier, "self" | "Self" | "super" | "crate") { "" } else { qualifier };
        let standing = self.in_function.get(name).into_iter().flatten().copied();
        let is_it = |id: &Id| self.group(*id).is_some_and(|group| fits(*id, group));
        let candidates: Vec<Id> = standing.filter(is_it).collect();
        let near = |id: &&Id| id.0 == file;
        let beside = |id: &&Id| self.folder(id.0) == self.folder(file);
        if qualifier.is_empty() {
            let close = only(candidates.iter().filter(near).copied())
                .or_else(|| only(candidates.iter().filter(beside).copied()));
            // A bare name of Go is one of the same package; a Rust one may be imported.
            let far = || only(candidates.iter().copied()).filter(|_| !self.is_go(file));
            return close.or_else(far);
        }
        if let Some(path) = self.package_path(file, qualifier) {
            // A package of somebody else's may have a function of the same name.
            let inside = |id: &Id| {
                let folder = self.folder(id.0);
                ends_with_path(path, folder) || self.in_module(path, folder)
            };
            return only(candidates.into_iter().filter(inside));
        }
        let named = candidates.iter().filter(|id| self.is_named(**id, qualifier)).copied();
        only(named).or_else(|| only(candidates.iter().copied()))
    }

    fn is_go(&self, file: usize) -> bool {
        self.facts.get(file).is_some_and(|facts| &*facts.file.language == "go")
    }

    /// Whether a module of the repository, nested ones too, has the package `path` in `folder`.
    fn in_module(&self, path: &str, folder: &str) -> bool {
        let mut modules = self.facts.iter().flat_map(|facts| &facts.modules);
        modules.any(|module| {
            let rest = path.strip_prefix(module.name.as_str());
            let below = folder.strip_prefix(module.dir.as_str());
            let inside = rest.zip(below).map(|(a, b)| (a.trim_matches('/'), b.trim_matches('/')));
            !module.name.is_empty() && inside.is_some_and(|(a, b)| a == b)
        })
    }

    /// Import path of the Go package that `file` calls `qualifier`.
    fn package_path(&self, file: usize, qualifier: &str) -> Option<&'a str> {
        let facts = self.facts.get(file).filter(|_| self.is_go(file))?;
        let is_it = |import: &&Import| match &import.alias {
            Some(alias) => alias == qualifier,
            None => import.path.rsplit('/').find(|part| !is_version(part)) == Some(qualifier),
        };
        facts.imports.iter().find(is_it).map(|import| import.path.as_str())
    }

    /// Whether the file or folder of a group, or its package, is called `qualifier`.
    fn is_named(&self, id: Id, qualifier: &str) -> bool {
        let Some(facts) = self.facts.get(id.0) else { return false };
        let path = &*facts.file.path;
        let last = split_path(qualifier).1;
        let folder = folder(path);
        let stem = path.rsplit('/').next().unwrap_or(path).split('.').next().unwrap_or_default();
        let in_folder = folder.rsplit('/').next() == Some(last);
        // A Rust module is its file, and its folder only when the file is `mod.rs`.
        let is_rust = &*facts.file.language == "rust";
        stem == last
            || (in_folder && (!is_rust || stem == "mod"))
            || facts.package.as_deref() == Some(last)
    }
}

fn groups_of(facts: &[FileFacts]) -> impl Iterator<Item = (&RouteGroup, Id)> {
    facts.iter().enumerate().flat_map(|(file, facts)| {
        let groups = facts.routes.groups.iter().enumerate();
        groups.map(move |(index, group)| (group, (file, index)))
    })
}

/// The one item, when there is exactly one.
fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}

/// `a.b` and `a::b` to what stands before the last part, and that part.
fn split_path(name: &str) -> (&str, &str) {
    let dot = name.rsplit_once("::").or_else(|| name.rsplit_once('.'));
    dot.unwrap_or(("", name))
}

/// `v2` at the end of a Go import path.
fn is_version(part: &str) -> bool {
    part.strip_prefix('v')
        .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|digit| digit.is_ascii_digit()))
}

/// Whether an import path ends with the folder, whole parts compared.
fn ends_with_path(import: &str, folder: &str) -> bool {
    import.strip_suffix(folder).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
}
