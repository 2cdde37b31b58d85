//! Which macro a name means: first what stands before the call in the text, then imports and paths.

use std::collections::BTreeMap;

use super::{Definition, Macros};
use crate::model::FileFacts;

/// Where a call stands.
pub(in crate::analyze) struct Site<'a, 'm> {
    /// Its file.
    pub(in crate::analyze) file: &'a FileFacts,
    /// The root of its crate.
    pub(in crate::analyze) root: &'a FileFacts,
    /// The macro as written.
    pub(in crate::analyze) path: &'m str,
    /// Whether all it hands over are items, which are read where they stand.
    pub(in crate::analyze) items: bool,
}

/// A place in the text, as far as macros in sight are concerned.
pub(in crate::analyze) struct Mark(usize);

/// The macros in sight, the last of a name in front.
#[derive(Default)]
pub(super) struct Scope {
    by_name: BTreeMap<String, Vec<usize>>,
    order: Vec<String>,
}

impl Scope {
    pub(super) fn define(&mut self, name: &str, id: usize) {
        self.by_name.entry(name.to_owned()).or_default().push(id);
        self.order.push(name.to_owned());
    }

    pub(super) fn mark(&self) -> Mark {
        Mark(self.order.len())
    }

    pub(super) fn leave(&mut self, mark: &Mark) {
        while self.order.len() > mark.0 {
            let name = self.order.pop().unwrap_or_default();
            self.by_name.get_mut(&name).and_then(Vec::pop);
        }
    }

    fn last(&self, name: &str) -> Option<usize> {
        self.by_name.get(name)?.last().copied()
    }
}

impl Macros<'_> {
    /// The definition that a call means, among those of the repository.
    pub(super) fn resolve(&self, site: &Site<'_, '_>) -> Option<usize> {
        let path = site.path.trim_start_matches("::");
        if path.contains("::") {
            return self.by_path(site, path);
        }
        let in_text = self.scope.last(path);
        in_text.or_else(|| self.imported(site, path)).or_else(|| self.by_glob(site, path))
    }

    /// `use a::name;`, `use a::other as name;`
    fn imported(&self, site: &Site<'_, '_>, name: &str) -> Option<usize> {
        let import = site.file.imports.iter().find(|import| {
            let local = import.alias.as_deref().unwrap_or_else(|| last(&import.path));
            local == name && import.path.contains("::")
        })?;
        self.by_path(site, &import.path)
    }

    /// `use a::*;`, `#[macro_use] extern crate a;`, and in the root of a crate its own exported macros.
    fn by_glob(&self, site: &Site<'_, '_>, name: &str) -> Option<usize> {
        let globs = site.file.imports.iter().filter(|import| import.path.ends_with("::*"));
        let crates = site.root.imports.iter().filter(|import| !import.path.contains("::"));
        let firsts = globs.chain(crates).map(|import| first(&import.path));
        let own = std::ptr::eq(site.file, site.root).then_some("crate");
        let mut found = firsts.chain(own).filter_map(|first| {
            let id = self.in_crate(site, first, name)?;
            self.definitions.get(id).filter(|one| one.exported).map(|_| id)
        });
        found.next()
    }

    fn by_path(&self, site: &Site<'_, '_>, path: &str) -> Option<usize> {
        let found = self.in_crate(site, first(path), last(path));
        // A module of the crate that shows the macro to others.
        let standard = matches!(first(path), "std" | "core" | "alloc");
        found.or_else(|| self.in_crate(site, "crate", last(path)).filter(|_| !standard))
    }

    /// The macro `name` of the crate that `first` begins paths into; where it has several, an exported
    /// one, then the one in the nearest folder.
    fn in_crate(&self, site: &Site<'_, '_>, first: &str, name: &str) -> Option<usize> {
        let own = site.file.file.module.as_deref().unwrap_or_default();
        let inside = matches!(first, "crate" | "self" | "super");
        let fits = |one: &Definition| {
            if inside {
                one.package == own
            } else {
                one.exported && one.package.replace('-', "_") == first
            }
        };
        let candidates = self.by_name.get(name)?.iter().copied();
        let known = candidates.filter_map(|id| Some((id, self.definitions.get(id)?)));
        let best = known.filter(|(_, one)| fits(one)).max_by_key(|(id, one)| {
            (one.exported, shared(&one.file, &site.file.file.path), std::cmp::Reverse(*id))
        });
        best.map(|(id, _)| id)
    }
}

fn first(path: &str) -> &str {
    path.split("::").next().unwrap_or(path)
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// Number of folders that two paths share.
fn shared(one: &str, two: &str) -> usize {
    one.split('/').zip(two.split('/')).take_while(|(one, two)| one == two).count()
}
