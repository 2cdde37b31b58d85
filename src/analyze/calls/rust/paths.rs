//! What a path means in a module: through what the module declares, its imports, its crate, the libraries of the
//! repository.

use super::{
    types::TypeId,
    world::{ModuleId, World},
};
use crate::model::Function;

/// What a path means.
#[derive(Clone, Copy)]
pub(super) enum Item<'a> {
    Module(ModuleId),
    /// A type, a trait, or a variant of one.
    Type(TypeId<'a>),
    Function(&'a Function),
}

/// Imports lead to imports; broken code lets them lead in a circle.
const DEPTH: u32 = 12;

impl<'a> World<'a> {
    pub(super) fn resolve(&self, module: ModuleId, path: &str) -> Option<Item<'a>> {
        self.path(module, path, 0)
    }

    fn path(&self, module: ModuleId, path: &str, depth: u32) -> Option<Item<'a>> {
        if depth > DEPTH {
            return None;
        }
        let plain = without_arguments(path);
        let mut parts = plain.split("::").map(|part| part.trim().trim_start_matches("r#"));
        let mut parts: Vec<&str> = parts.by_ref().collect();
        let global = parts.first().is_some_and(|first| first.is_empty());
        if global {
            parts.remove(0);
        }
        let (first, rest) = parts.split_first()?;
        let start = if global {
            self.library(first)?
        } else {
            self.first(module, first, rest.is_empty(), depth)?
        };
        self.walk(start, rest, depth)
    }

    fn walk(&self, start: Item<'a>, rest: &[&str], depth: u32) -> Option<Item<'a>> {
        let mut here = start;
        for (at, part) in rest.iter().enumerate() {
            let last = at + 1 == rest.len();
            here = match here {
                Item::Module(module) if *part == "super" => self.parent(module)?,
                Item::Module(module) => self.member(module, part, last, depth)?,
                Item::Type(id) => match self.method(id, part) {
                    Some(method) if last => Item::Function(method),
                    // A variant is made by its name.
                    None if part.starts_with(char::is_uppercase) => Item::Type(id),
                    _ => return None,
                },
                Item::Function(_) => return None,
            };
        }
        Some(here)
    }

    fn first(&self, module: ModuleId, name: &str, last: bool, depth: u32) -> Option<Item<'a>> {
        let inside = self.modules.get(module)?;
        match name {
            "crate" => self.numbers.get(&(inside.of_crate, "")).map(|root| Item::Module(*root)),
            "self" => Some(Item::Module(module)),
            "super" => self.parent(module),
            _ => self.member(module, name, last, depth).or_else(|| self.library(name)),
        }
    }

    fn library(&self, name: &str) -> Option<Item<'a>> {
        let of_crate = self.libraries.get(name)?;
        self.numbers.get(&(*of_crate, "")).map(|root| Item::Module(*root))
    }

    fn parent(&self, module: ModuleId) -> Option<Item<'a>> {
        let inside = self.modules.get(module).filter(|inside| !inside.path.is_empty())?;
        let above = inside.path.rsplit_once("::").map_or("", |(above, _)| above);
        self.numbers.get(&(inside.of_crate, above)).map(|number| Item::Module(*number))
    }

    /// What a module has under a name: a function or type at the end of a path, else a module first.
    fn member(&self, module: ModuleId, name: &str, last: bool, depth: u32) -> Option<Item<'a>> {
        let inside = self.modules.get(module)?;
        let function = || inside.functions.get(name).map(|one| Item::Function(one));
        let of_type = || inside.types.get(name).map(|id| Item::Type(*id));
        let child = || self.child(module, name).map(Item::Module);
        let own = if last {
            function().or_else(of_type).or_else(child)
        } else {
            child().or_else(of_type)
        };
        own.or_else(|| {
            let path = inside.uses.get(name)?;
            // `use a;` names a library, or a module beside: not itself again.
            if *path == name { self.library(name) } else { self.path(module, path, depth + 1) }
        })
        .or_else(|| self.through_globs(module, name, last, depth))
    }

    fn child(&self, module: ModuleId, name: &str) -> Option<ModuleId> {
        let inside = self.modules.get(module)?;
        let path = match inside.path {
            "" => name.to_owned(),
            path => format!("{path}::{name}"),
        };
        self.numbers.get(&(inside.of_crate, path.as_str())).copied()
    }

    fn through_globs(
        &self,
        module: ModuleId,
        name: &str,
        last: bool,
        depth: u32,
    ) -> Option<Item<'a>> {
        if depth > DEPTH {
            return None;
        }
        let globs = &self.modules.get(module)?.globs;
        globs.iter().find_map(|path| match self.path(module, path, depth + 4)? {
            Item::Module(other) if other != module => self.member(other, name, last, depth + 4),
            _ => None,
        })
    }
}

/// A path without its arguments in angle brackets.
pub(super) fn without_arguments(path: &str) -> String {
    let mut depth = 0_u32;
    let mut plain = String::new();
    for character in path.chars() {
        match character {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(character),
            _ => {}
        }
    }
    plain.replace("::::", "::").trim_end_matches(':').to_owned()
}
