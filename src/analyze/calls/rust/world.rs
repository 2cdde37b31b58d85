//! Every crate of the repository as modules with what they declare and import.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    paths::Item,
    types::{self, Type, TypeId},
};
use crate::model::{FileFacts, Function, Member, Module, RustModule};

/// A module by its number.
pub(super) type ModuleId = usize;

#[derive(Default)]
pub(super) struct World<'a> {
    pub(super) modules: Vec<Inside<'a>>,
    /// By crate and path.
    pub(super) numbers: BTreeMap<(usize, &'a str), ModuleId>,
    /// Libraries by the name that code uses.
    pub(super) libraries: BTreeMap<String, usize>,
    /// Parts of files: first and last line, module.
    parts: BTreeMap<&'a str, Vec<(u32, u32, ModuleId)>>,
    methods: BTreeMap<TypeId<'a>, BTreeMap<&'a str, Vec<&'a Function>>>,
    members: BTreeMap<TypeId<'a>, &'a [Member]>,
    traits: BTreeSet<TypeId<'a>>,
    /// The types of each function's `impl` block.
    receivers: BTreeMap<(&'a str, u32), TypeId<'a>>,
}

/// What one module declares.
#[derive(Default)]
pub(super) struct Inside<'a> {
    pub(super) of_crate: usize,
    pub(super) path: &'a str,
    pub(super) functions: BTreeMap<&'a str, &'a Function>,
    pub(super) types: BTreeMap<&'a str, TypeId<'a>>,
    /// Imports by local name.
    pub(super) uses: BTreeMap<&'a str, &'a str>,
    pub(super) globs: Vec<&'a str>,
}

impl<'a> World<'a> {
    pub(super) fn of(
        facts: &'a [FileFacts],
        modules: &'a [Module],
        tree: &'a [RustModule],
    ) -> Self {
        let mut world = Self::default();
        let crates = world.add_crates(modules);
        for module in tree {
            let Some(of_crate) = crates.get(&*module.crate_name) else { continue };
            let number = world.module(*of_crate, &module.module);
            world.part(&module.at.file, (module.at.line, module.at.end_line), number);
        }
        let files =
            || facts.iter().filter(|file| file.file.language == "rust" && !file.file.vendored);
        files().for_each(|file| world.declare(file));
        files().for_each(|file| world.add_methods(file));
        world
    }

    /// The roots of all crates, libraries first; gives their numbers by name.
    fn add_crates(&mut self, modules: &'a [Module]) -> BTreeMap<String, usize> {
        let packages = modules.iter().filter(|module| module.kind == "cargo-package");
        let targets = packages.flat_map(|one| one.targets.iter().map(move |target| (one, target)));
        let mut targets: Vec<_> = targets.collect();
        targets.sort_by_key(|(_, target)| target.kind != "lib" && target.kind != "proc-macro");
        let mut crates = BTreeMap::new();
        for (number, (package, target)) in targets.into_iter().enumerate() {
            if target.kind == "lib" || target.kind == "proc-macro" {
                self.libraries.entry(target.name.replace('-', "_")).or_insert(number);
            }
            crates.insert(format!("{}/{}:{}", package.name, target.kind, target.name), number);
            let root = self.module(number, "");
            self.part(&target.src, (1, u32::MAX), root);
        }
        crates
    }

    fn module(&mut self, of_crate: usize, path: &'a str) -> ModuleId {
        let number = self.modules.len();
        let known = *self.numbers.entry((of_crate, path)).or_insert(number);
        if known == number {
            self.modules.push(Inside { of_crate, path, ..Inside::default() });
        }
        known
    }

    fn part(&mut self, file: &'a str, (first, last): (u32, u32), module: ModuleId) {
        self.parts.entry(file).or_default().push((first, last, module));
    }

    /// The innermost modules that hold a line, one for each crate that reads the file.
    fn modules_at(&self, file: &str, line: u32) -> Vec<ModuleId> {
        let parts = self.parts.get(file).map_or(&[][..], Vec::as_slice);
        let mut holding: Vec<_> =
            parts.iter().filter(|(first, last, _)| (*first..=*last).contains(&line)).collect();
        holding.sort_by_key(|(first, last, _)| last - first);
        let mut seen = BTreeSet::new();
        let of_crate = |module: ModuleId| self.modules.get(module).map(|module| module.of_crate);
        let innermost = holding.into_iter().filter(|(_, _, module)| seen.insert(of_crate(*module)));
        innermost.map(|(_, _, module)| *module).collect()
    }

    /// The module that a line stands in, as its library sees it where several crates read the file.
    pub(super) fn module_at(&self, file: &str, line: u32) -> Option<ModuleId> {
        let modules = self.modules_at(file, line);
        modules.into_iter().min_by_key(|module| self.modules.get(*module).map(|one| one.of_crate))
    }

    fn declare(&mut self, file: &'a FileFacts) {
        let path: &str = &file.file.path;
        let types = file.types.iter().filter(|one| one.in_func.is_none());
        let types = types.map(|one| (one.name.as_str(), one.at.line, one.members.as_slice()));
        let traits = file.interfaces.iter().filter(|one| one.in_func.is_none());
        self.traits.extend(traits.clone().map(|one| (path, one.at.line)));
        let traits = traits.map(|one| (one.name.as_str(), one.at.line, &[][..]));
        for (name, line, members) in types.chain(traits) {
            self.members.insert((path, line), members);
            self.each(path, line, |module| {
                module.types.entry(name).or_insert((path, line));
            });
        }
        for one in file.functions.iter().filter(|one| one.in_func.is_none()) {
            if one.receiver.is_none() {
                self.each(path, one.at.line, |module| {
                    module.functions.entry(&one.name).or_insert(one);
                });
            }
        }
        for import in &file.imports {
            let name = import.path.rsplit("::").next().unwrap_or(&import.path);
            let local = import.alias.as_deref().unwrap_or(name);
            self.each(path, import.at.line, |module| match name {
                "*" => module.globs.push(import.path.trim_end_matches("::*")),
                _ => {
                    module.uses.entry(local).or_insert(&import.path);
                }
            });
        }
    }

    fn each(&mut self, file: &str, line: u32, mut change: impl FnMut(&mut Inside<'a>)) {
        for number in self.modules_at(file, line) {
            if let Some(module) = self.modules.get_mut(number) {
                change(module);
            }
        }
    }

    fn add_methods(&mut self, file: &'a FileFacts) {
        let path: &str = &file.file.path;
        for function in file.functions.iter().filter(|one| one.in_func.is_none()) {
            let Some(receiver) = function.receiver.as_deref() else { continue };
            let line = function.at.line;
            let module = self.module_at(path, line);
            let Some(Item::Type(id)) = module.and_then(|module| self.resolve(module, receiver))
            else {
                continue;
            };
            self.receivers.insert((path, line), id);
            let methods = self.methods.entry(id).or_default();
            methods.entry(&function.name).or_default().push(function);
        }
    }

    /// The type whose method stands at a place.
    pub(super) fn receiver(&self, file: &str, line: u32) -> Option<TypeId<'a>> {
        self.receivers.get(&(file, line)).copied()
    }

    /// The method of that name; of several the type's own. Those of two traits are not told apart.
    pub(super) fn method(&self, id: TypeId<'_>, name: &str) -> Option<&'a Function> {
        let found = self.methods.get(&id)?.get(name)?;
        let own = |one: &&&Function| one.trait_name.is_none();
        match found.as_slice() {
            [one] => Some(one),
            several => {
                let mut own = several.iter().filter(own);
                let first = own.next()?;
                own.next().is_none().then_some(*first)
            }
        }
    }

    pub(super) fn is_trait(&self, id: TypeId<'_>) -> bool {
        self.traits.contains(&id)
    }

    /// The type of a field.
    pub(super) fn field(&self, id: TypeId<'a>, name: &str) -> Type<'a> {
        let members = self.members.get(&id).copied().unwrap_or_default();
        let member = members.iter().find(|member| member.name == name);
        member.map_or(Type::Other, |member| self.type_of(id.0, id.1, &member.type_name, Some(id)))
    }

    /// The type that a text spells at a place; `own` is what `Self` means there.
    pub(super) fn type_of(
        &self,
        file: &str,
        line: u32,
        text: &str,
        own: Option<TypeId<'a>>,
    ) -> Type<'a> {
        types::type_of(text, &|path| self.type_id(file, line, path, own))
    }

    /// What a function gives back.
    pub(super) fn result(&self, function: &Function) -> Type<'a> {
        let (file, line) = (&*function.at.file, function.at.line);
        let own = self.receiver(file, line);
        types::result(&function.signature, &|path| self.type_id(file, line, path, own))
    }

    fn type_id(
        &self,
        file: &str,
        line: u32,
        path: &str,
        own: Option<TypeId<'a>>,
    ) -> Option<TypeId<'a>> {
        if path == "Self" {
            return own;
        }
        match self.resolve(self.module_at(file, line)?, path)? {
            Item::Type(id) => Some(id),
            _ => None,
        }
    }
}
