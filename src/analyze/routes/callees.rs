//! Which functions of the repository a call means: by name, package, and the type that a method belongs to.
//!
//! What an interface calls, every type with the method may do; what a variable holds, everybody may have put
//! into it who is seen to.

use super::{
    joins::Called,
    places::{only, split_path},
    routers::{Id, Routers},
};
use crate::model::{RouteGroup, RouterKind};

/// Functions that hand functions on are followed no further than this.
const DEEPEST: u32 = 4;

impl Routers<'_> {
    /// The parameters that an argument at `position` of a call becomes.
    pub(super) fn parameters(&self, called: &Called<'_>, position: u32) -> Vec<Id> {
        let is_it = |_: Id, group: &RouteGroup| {
            group.kind == RouterKind::Parameter && group.position == position
        };
        self.functions(called, &is_it, 0)
    }

    /// The router that a function returns: what its `return` says, else the only one it makes and does not
    /// mount itself.
    pub(super) fn returned_by(&self, file: usize, function: &str, owner: &str) -> Option<Id> {
        let called = Called { file, callee: function, owner };
        let mounted_inside = |id: Id, group: &RouteGroup| {
            let mounts = self.edges.get(&id).into_iter().flatten();
            mounts
                .filter(|mount| mount.0 == id.0)
                .any(|mount| self.group(*mount).is_some_and(|mount| mount.in_func == group.in_func))
        };
        let is_it = |id: Id, group: &RouteGroup| {
            let makes = group.kind == RouterKind::Root && !mounted_inside(id, group);
            group.name == "return" || makes
        };
        let found = self.functions(&called, &is_it, DEEPEST);
        let says = |id: &&Id| self.group(**id).is_some_and(|group| group.name == "return");
        // The last of several: what stands before it are mostly failures.
        let said = found.iter().rev().find(says).copied();
        said.or_else(|| only(found.into_iter()))
    }

    /// The groups that fit in the functions that are called.
    fn functions(
        &self,
        called: &Called<'_>,
        fits: &dyn Fn(Id, &RouteGroup) -> bool,
        depth: u32,
    ) -> Vec<Id> {
        let (qualifier, name) = called.parts();
        if called.owner.contains("argument ") || called.owner.starts_with("range .") {
            let found = self.handed_in(called.owner, fits, depth);
            if !found.is_empty() {
                return found;
            }
        }
        let alias = self.aliases.get(name).filter(|_| !self.in_function.contains_key(name));
        if let Some(path) = alias {
            return self.functions(&Called { callee: path, ..*called }, fits, depth);
        }
        let standing = self.in_function.get(name).into_iter().flatten().copied();
        let is_it = |id: &Id| self.group(*id).is_some_and(|group| fits(*id, group));
        let candidates: Vec<Id> = standing.filter(is_it).collect();
        let found = match (qualifier, self.places.package_path(called.file, qualifier)) {
            ("", _) => self.plain(called.file, candidates),
            (_, Some(path)) => self.in_package(path, candidates),
            _ => self.methods(called, candidates),
        };
        if found.is_empty() && !qualifier.is_empty() {
            return self.handed_in(&format!(".{name}"), fits, depth);
        }
        found
    }

    /// A function called by its bare name: of this file, else of its folder, else anywhere.
    fn plain(&self, file: usize, candidates: Vec<Id>) -> Vec<Id> {
        let is_go = self.places.is_go(file);
        // A bare name of Go is a function of the same package; a Rust one may be imported.
        let candidates: Vec<Id> =
            candidates.into_iter().filter(|id| !is_go || self.in_type(*id).is_empty()).collect();
        let near = candidates.iter().filter(|id| id.0 == file).copied();
        let here = self.one_function(near.collect());
        if !here.is_empty() {
            return here;
        }
        let folder = self.places.folder(file);
        let beside = candidates.iter().filter(|id| self.places.folder(id.0) == folder).copied();
        let beside = self.one_function(beside.collect());
        if is_go || !beside.is_empty() { beside } else { self.one_function(candidates) }
    }

    /// A package of somebody else's may have a function of the same name.
    fn in_package(&self, path: &str, candidates: Vec<Id>) -> Vec<Id> {
        let inside = candidates.into_iter().filter(|id| {
            self.in_type(*id).is_empty() && self.places.is_in(path, self.places.folder(id.0))
        });
        self.one_function(inside.collect())
    }

    /// A method: of the type that the value is known to have, else by the name of the value.
    fn methods(&self, called: &Called<'_>, candidates: Vec<Id>) -> Vec<Id> {
        let (qualifier, _) = called.parts();
        let owner = (!called.owner.is_empty())
            .then(|| self.owners.resolve(&self.places, called.file, called.owner))
            .flatten();
        let candidates = self.in_crate(called.file, qualifier, candidates);
        let typed = candidates.iter().copied();
        let last = split_path(qualifier).1;
        let typed: Vec<Id> = typed.filter(|id| self.in_type(*id) == last).collect();
        let candidates = if typed.is_empty() { candidates } else { typed };
        let candidates: Vec<Id> = match owner {
            Some(owner) if owner.interface => {
                let shipped = |id: &Id| !self.in_type(*id).is_empty() && !self.places.is_test(id.0);
                return candidates.into_iter().filter(shipped).collect();
            }
            Some(owner) => {
                let own = candidates.iter().copied().filter(|id| {
                    self.in_type(*id) == owner.name && self.places.folder(id.0) == owner.folder
                });
                let own: Vec<Id> = own.collect();
                if own.is_empty() { candidates } else { own }
            }
            None => candidates,
        };
        let named = candidates.iter().copied().filter(|id| self.places.is_named(id.0, qualifier));
        let named = self.one_function(named.collect());
        if named.is_empty() { self.one_function(candidates) } else { named }
    }

    /// A path of Rust that begins with a crate of the repository means a function of that crate.
    fn in_crate(&self, file: usize, qualifier: &str, candidates: Vec<Id>) -> Vec<Id> {
        let first = qualifier.split("::").next().unwrap_or(qualifier);
        let dir = (!self.places.is_go(file)).then(|| self.places.crate_folder(first)).flatten();
        let Some(dir) = dir else { return candidates };
        let below = |id: &Id| {
            self.places
                .folder(id.0)
                .strip_prefix(dir)
                .is_some_and(|rest| dir.is_empty() || rest.is_empty() || rest.starts_with('/'))
        };
        candidates.into_iter().filter(below).collect()
    }

    /// The functions that somebody hands to a parameter (`argument New 0`), or puts into a field (`.setup`).
    fn handed_in(
        &self,
        owner: &str,
        fits: &dyn Fn(Id, &RouteGroup) -> bool,
        depth: u32,
    ) -> Vec<Id> {
        if depth >= DEEPEST {
            return Vec::new();
        }
        let is_list = owner.starts_with("range ");
        let place = owner.trim_start_matches("range ");
        let words: Vec<&str> = place.split(' ').collect();
        let (receiver, position) = match words.as_slice() {
            ["argument", function, position] => (*function, position.parse().unwrap_or(0)),
            _ => (place, 0),
        };
        let mut found = Vec::new();
        for (file, value) in self.values.get(receiver).into_iter().flatten() {
            let at_place = value.position == position || (is_list && value.position > position);
            if at_place && !self.places.is_test(*file) {
                let called = Called { file: *file, callee: &value.value, owner: &value.owner };
                found.extend(self.functions(&called, fits, depth + 1));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn in_type(&self, id: Id) -> &str {
        self.group(id).map_or("", |group| &group.in_type)
    }

    /// The candidates when they all stand in one function; code that ships before that of tests.
    fn one_function(&self, candidates: Vec<Id>) -> Vec<Id> {
        let shipped: Vec<Id> =
            candidates.iter().copied().filter(|id| !self.places.is_test(id.0)).collect();
        let candidates = if shipped.is_empty() { candidates } else { shipped };
        let place = |id: &Id| self.group(*id).map(|group| (id.0, &group.in_func, &group.in_type));
        let first = candidates.first().and_then(place);
        if candidates.iter().all(|id| place(id) == first) { candidates } else { Vec::new() }
    }
}
