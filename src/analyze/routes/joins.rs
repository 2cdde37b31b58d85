//! Which routers hang below which: arguments become parameters, mounted routers are reached below others.

use super::{
    places::split_path,
    routers::{Id, MOST_STEPS, Routers, groups_of},
};
use crate::model::{EvidenceClass, RouteGroup, RouterKind};

impl Routers<'_> {
    /// Mounts of routers by name come first: what a function mounts itself, it does not return.
    pub(super) fn join(&mut self) {
        let is_call = |group: &RouteGroup| group.name.ends_with("()");
        self.join_mounts(|group| !is_call(group));
        self.join_mounts(is_call);
        let mut joined = Vec::new();
        for (group, id) in groups_of(self.places.facts) {
            let Some(callee) = &group.passed_to else { continue };
            let called = Called { file: id.0, callee, owner: &group.owner };
            for target in self.parameters(&called, group.position) {
                joined.push((target, id));
            }
        }
        for (target, from) in joined {
            self.connect(target, from);
        }
    }

    fn join_mounts(&mut self, chosen: impl Fn(&RouteGroup) -> bool) {
        let mut joined = Vec::new();
        for (group, id) in groups_of(self.places.facts) {
            if group.kind == RouterKind::Mount && chosen(group) {
                let child = self.lookup(id.0, &group.name, group.scope.0, &group.owner);
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
            let edges = self.edges.entry(target).or_default();
            if !edges.contains(&from) {
                edges.push(from);
            }
        }
    }

    pub(super) fn in_test(&self, id: Id) -> bool {
        let in_file = self.places.facts.get(id.0).is_some_and(|facts| facts.file.test);
        in_file || self.group(id).is_some_and(|group| group.at.class == EvidenceClass::Test)
    }

    /// The root or parameter at the beginning of a router's variables.
    fn origin(&self, mut id: Id) -> Option<Id> {
        for _ in 0..MOST_STEPS {
            let group = self.group(id)?;
            if matches!(group.kind, RouterKind::Root | RouterKind::Parameter) {
                return Some(id);
            }
            let before = group.scope.0.saturating_sub(1);
            id = self.lookup(id.0, &group.receiver, before, &group.owner)?;
        }
        None
    }
}

/// A function as a file calls it.
#[derive(Clone, Copy)]
pub(super) struct Called<'c> {
    pub(super) file: usize,
    pub(super) callee: &'c str,
    /// What is known of the value that it is a method of, or which argument it is.
    pub(super) owner: &'c str,
}

impl Called<'_> {
    pub(super) fn parts(&self) -> (&str, &str) {
        let (qualifier, name) = split_path(self.callee);
        let own = matches!(qualifier, "self" | "Self" | "super" | "crate");
        (if own { "" } else { qualifier }, name)
    }
}
