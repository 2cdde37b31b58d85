//! Who a router's prefix comes from: other variables, the callers of a function, whoever mounts it.
//!
//! Names are joined only when one function of the repository fits; more than one candidate leaves the prefix
//! unknown.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    owners::Owners,
    places::{Places, only, split_path},
    texts::Texts,
};
use crate::model::{FileFacts, FunctionValue, RouteCall, RouteGroup, RouterKind, TextPart};

/// All routers of the repository.
pub(super) struct Routers<'a> {
    pub(super) places: Places<'a>,
    pub(super) texts: Texts<'a>,
    pub(super) owners: Owners<'a>,
    /// Groups by file and name.
    named: BTreeMap<(usize, &'a str), Vec<usize>>,
    /// Groups by the function they stand in.
    pub(super) in_function: BTreeMap<&'a str, Vec<Id>>,
    /// Fields and variables outside functions that hold routers, by name.
    shared: BTreeMap<&'a str, Vec<Id>>,
    /// Functions as values, by who receives them.
    pub(super) values: BTreeMap<&'a str, Vec<(usize, &'a FunctionValue)>>,
    /// Functions of Rust under another name (`pub use users::routes as user_routes`).
    pub(super) aliases: BTreeMap<&'a str, &'a str>,
    /// What a router hangs below: arguments to its parameter, mounts.
    pub(super) edges: BTreeMap<Id, Vec<Id>>,
    /// Where mounts end whose router is known, by file.
    pub(super) mounted: BTreeSet<(usize, u64)>,
}

/// A group: file and position in it.
pub(super) type Id = (usize, usize);

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
pub(super) const MOST_STEPS: usize = 24;

impl<'a> Routers<'a> {
    /// Joins the groups of all files.
    pub(super) fn of(facts: &'a [FileFacts]) -> Self {
        let places = Places::of(facts);
        let mut routers = Self {
            texts: Texts::of(&places),
            owners: Owners::of(&places),
            places,
            named: BTreeMap::new(),
            in_function: BTreeMap::new(),
            shared: BTreeMap::new(),
            values: BTreeMap::new(),
            aliases: aliases(facts),
            edges: BTreeMap::new(),
            mounted: BTreeSet::new(),
        };
        for (group, id) in groups_of(facts) {
            routers.in_function.entry(&group.in_func).or_default().push(id);
            if !group.name.is_empty() && group.kind != RouterKind::Mount {
                routers.named.entry((id.0, &group.name)).or_default().push(id.1);
                if group.name.starts_with('.') || group.name.starts_with("var ") {
                    routers.shared.entry(&group.name).or_default().push(id);
                }
            }
        }
        for (file, facts) in facts.iter().enumerate() {
            for value in &facts.routes.values {
                let to = value.to.rfind('.').and_then(|dot| value.to.get(dot + 1..));
                let key =
                    if value.to.starts_with('.') { &value.to } else { to.unwrap_or(&value.to) };
                routers.values.entry(key).or_default().push((file, value));
            }
        }
        routers.join();
        routers
    }

    /// Every prefix that the router called `name` at `offset` of a file has.
    pub(super) fn prefixes(&self, file: usize, name: &str, offset: u64) -> Vec<Prefix> {
        let found =
            self.lookup(file, name, offset, "").map(|id| self.prefixes_of(id, &mut Vec::new()));
        let mut found = found.unwrap_or_else(|| vec![self.unknown(file)]);
        // One way that is known tells more than another that is not.
        if found.iter().any(|prefix| prefix.known) {
            found.retain(|prefix| prefix.known);
        }
        found.sort();
        found.dedup();
        found
    }

    /// The path of a registration and whether it is the whole of it; the known end of one that begins with
    /// something else.
    pub(super) fn path_of(&self, file: usize, call: &RouteCall) -> Option<(String, bool)> {
        let whole = call.path.clone();
        let whole = whole.or_else(|| self.texts.whole(&self.places, file, &call.path_parts));
        let end = || self.texts.end(&self.places, file, &call.path_parts);
        whole.map(|path| (path, true)).or_else(|| end().map(|path| (path, false)))
    }

    /// The text that a name of `file` stands for.
    pub(super) fn constant(&self, file: usize, name: &str) -> Option<String> {
        self.texts.whole(&self.places, file, &[TextPart::Name(name.to_owned())])
    }

    /// Whether somebody registers the handler that a call describes.
    pub(super) fn is_handed_on(&self, file: usize, call: &RouteCall) -> bool {
        let handler = self.lookup(file, &call.receiver, call.offset, "");
        let edges = handler.and_then(|id| self.edges.get(&id)).into_iter().flatten();
        let framework = |id: &Id| {
            self.group(*id)
                .is_some_and(|group| group.at.rule.split('.').next() == Some(&call.framework))
        };
        edges.into_iter().any(framework)
    }

    /// Whether the handler of a registration turned out to be a router.
    pub(super) fn is_mount(&self, file: usize, call: &RouteCall) -> bool {
        self.mounted.contains(&(file, call.offset + 1))
    }

    pub(super) fn group(&self, id: Id) -> Option<&'a RouteGroup> {
        self.places.facts.get(id.0)?.routes.groups.get(id.1)
    }

    fn unknown(&self, file: usize) -> Prefix {
        Prefix { root: format!("?{}", self.places.folder(file)), ..Prefix::default() }
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
        let own = group
            .prefix
            .clone()
            .or_else(|| self.texts.whole(&self.places, id.0, &group.prefix_parts));
        for prefix in &mut above {
            match &own {
                Some(own) if !own.is_empty() => prefix.path = format!("{}/{own}", prefix.path),
                Some(_) => {}
                None => {
                    let end = self.texts.end(&self.places, id.0, &group.prefix_parts);
                    prefix.path = end.unwrap_or_default();
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
                let parent = self
                    .lookup(id.0, &group.receiver, offset, &group.owner)
                    .filter(|parent| *parent != id);
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
                // A list of handlers is nothing until somebody mounts it.
                let known = group.kind == RouterKind::Root && !group.at.rule.ends_with(".list");
                let root =
                    if known { format!("{}:{}", id.0, id.1) } else { self.unknown(id.0).root };
                vec![Prefix { known, root, ..Prefix::default() }]
            }
        }
    }

    /// The router that a name means at a place; `owner` tells of the value that a called method belongs to.
    pub(super) fn lookup(&self, file: usize, name: &str, offset: u64, owner: &str) -> Option<Id> {
        let candidates =
            self.named.get(&(file, name)).into_iter().flatten().map(|index| (file, *index));
        let holds = |id: &Id| {
            self.group(*id).is_some_and(|group| group.scope.0 <= offset && offset < group.scope.1)
        };
        let start = |id: &Id| self.group(*id).map_or(0, |group| group.scope.0);
        let here = candidates.filter(holds).max_by_key(start);
        if let (None, Some(function)) = (here, name.strip_suffix("()")) {
            return self.returned_by(file, function, owner);
        }
        here.or_else(|| self.field(file, name)).or_else(|| self.package_variable(file, name))
    }

    /// A struct field of that name, filled in this file or, by one of them, in its folder; one of another
    /// package when no other field of the repository is called so.
    fn field(&self, file: usize, name: &str) -> Option<Id> {
        let field = name.rfind('.').and_then(|dot| name.get(dot..))?;
        let of = |other: usize| {
            let found = self.named.get(&(other, field))?;
            found.first().map(|index| (other, *index))
        };
        let near = of(file).or_else(|| only(self.places.neighbours(file).filter_map(of)));
        near.or_else(|| {
            let shipped = |id: &&Id| !self.places.is_test(id.0);
            only(self.shared.get(field)?.iter().filter(shipped).copied())
        })
    }

    /// A variable outside functions, in this file, another one of the folder, or another package.
    fn package_variable(&self, file: usize, name: &str) -> Option<Id> {
        let (qualifier, last) = split_path(name);
        let filled = format!("var {last}");
        let of = |other: usize| {
            let filled = self.named.get(&(other, filled.as_str())).and_then(|found| found.last());
            let outside = |index: &&usize| {
                self.group((other, **index))
                    .is_some_and(|group| group.in_func.is_empty() && group.scope.0 == 0)
            };
            let declared = self.named.get(&(other, last)).into_iter().flatten().find(outside);
            filled.or(declared).map(|index| (other, *index))
        };
        if qualifier.is_empty() {
            let beside = self.places.neighbours(file).filter_map(of);
            return of(file).or_else(|| only(beside));
        }
        let path = self.places.package_path(file, qualifier)?;
        let inside = |id: &&Id| self.places.is_in(path, self.places.folder(id.0));
        only(self.shared.get(filled.as_str())?.iter().filter(inside).copied())
    }
}

/// Names that stand for one path only, and for none of the same name.
fn aliases(facts: &[FileFacts]) -> BTreeMap<&str, &str> {
    let rust = facts.iter().filter(|facts| &*facts.file.language == "rust");
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for import in rust.flat_map(|facts| &facts.imports) {
        if let Some(alias) = import.alias.as_deref() {
            found.entry(alias).or_default().insert(&import.path);
        }
    }
    let mut single = BTreeMap::new();
    for (alias, paths) in found {
        if let Some(path) = only(paths.into_iter()).filter(|path| split_path(path).1 != alias) {
            single.insert(alias, path);
        }
    }
    single
}

pub(super) fn groups_of(facts: &[FileFacts]) -> impl Iterator<Item = (&RouteGroup, Id)> {
    facts.iter().enumerate().flat_map(|(file, facts)| {
        let groups = facts.routes.groups.iter().enumerate();
        groups.map(move |(index, group)| (group, (file, index)))
    })
}
