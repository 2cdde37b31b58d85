//! Which commands an expression stands for: names of functions and packages, results of functions, and
//! parameters by what their callers hand in.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    analyze::packages,
    model::{
        CommandCall, CommandFacts, CommandLink, CommandName, CommandRef, FileFacts, ImportClass,
        Module,
    },
};

/// A command by file and place in it.
pub(super) type Node = (usize, usize);

/// The way from an expression to a command.
#[derive(Default)]
struct Way<'a> {
    /// What was followed, so that names that stand for each other end.
    seen: BTreeSet<(usize, CommandRef)>,
    /// The call that the function runs for, when one is looked at by itself.
    call: Option<(&'a str, usize, &'a CommandCall)>,
}

/// Everything that names commands.
pub(super) struct Names<'a> {
    facts: &'a [FileFacts],
    modules: &'a [Module],
    /// Names by what they are called: (file, function they hold in, what they stand for).
    by_name: BTreeMap<&'a str, Vec<(usize, &'a CommandName)>>,
    /// Commands by the name that declares them.
    declared: BTreeMap<&'a str, Vec<Node>>,
    /// Calls by the last part of the function's name.
    calls: BTreeMap<&'a str, Vec<(usize, &'a CommandCall)>>,
    /// Files with commands or names of them, by folder.
    folders: BTreeMap<&'a str, BTreeSet<usize>>,
    /// The same by module.
    programs: BTreeMap<&'a str, BTreeSet<usize>>,
}

impl<'a> Names<'a> {
    pub(super) fn of(facts: &'a [FileFacts], modules: &'a [Module]) -> Self {
        let mut names = Self {
            facts,
            modules,
            by_name: BTreeMap::new(),
            declared: BTreeMap::new(),
            calls: BTreeMap::new(),
            folders: BTreeMap::new(),
            programs: BTreeMap::new(),
        };
        let is_used = |file: &&FileFacts| file.protocols.commands != CommandFacts::default();
        for (index, file) in facts.iter().enumerate().filter(|(_, file)| is_used(file)) {
            let found = &file.protocols.commands;
            let module = file.file.module.as_deref().unwrap_or_default();
            names.folders.entry(packages::folder(&file.file.path)).or_default().insert(index);
            names.programs.entry(module).or_default().insert(index);
            for name in &found.names {
                let key = if name.name.is_empty() { &name.in_func } else { &name.name };
                names.by_name.entry(key).or_default().push((index, name));
            }
            for (place, command) in found.commands.iter().enumerate() {
                if !command.name.is_empty() {
                    names.declared.entry(&command.name).or_default().push((index, place));
                }
            }
            for call in &found.calls {
                names.calls.entry(last(&call.function)).or_default().push((index, call));
            }
        }
        names
    }

    /// The pairs of commands above and below that `link`, written in file number `file`, stands for. Where
    /// a function hangs one parameter below another, each of its calls is looked at by itself.
    pub(super) fn pairs(&self, file: usize, link: &CommandLink) -> Vec<(Node, Node)> {
        let mut pairs = Vec::new();
        let mut add = |call: Option<(&str, usize, &CommandCall)>| {
            let way = || Way { call, ..Way::default() };
            let parents = self.follow(file, &link.parent, &mut way());
            let children = self.follow(file, &link.child, &mut way());
            for parent in parents {
                pairs.extend(children.iter().map(|child| (parent, *child)));
            }
        };
        match &link.parent {
            CommandRef::Parameter(function, _) => {
                self.calls_of(file, function)
                    .for_each(|(at, call)| add(Some((function, at, call))));
            }
            _ => add(None),
        }
        pairs
    }

    /// The commands that `found`, written in file number `file`, stands for.
    pub(super) fn resolve(&self, file: usize, found: &CommandRef) -> BTreeSet<Node> {
        self.follow(file, found, &mut Way::default())
    }

    fn follow(&self, file: usize, found: &CommandRef, on: &mut Way<'_>) -> BTreeSet<Node> {
        if !on.seen.insert((file, found.clone())) {
            return BTreeSet::new();
        }
        match found {
            CommandRef::Unknown => BTreeSet::new(),
            CommandRef::Here(place) => {
                usize::try_from(*place).map(|place| (file, place)).into_iter().collect()
            }
            CommandRef::Name(name, function) => self.name(file, name, function, on),
            CommandRef::Result(function, _) => self.result(file, function, on),
            CommandRef::Parameter(function, position) => {
                self.arguments(file, function, (*position, false), on)
            }
            CommandRef::Rest(function, position) => {
                self.arguments(file, function, (*position, true), on)
            }
        }
    }

    /// A name: of the same function, then of the file, then of the package or crate.
    fn name(&self, file: usize, name: &str, function: &str, on: &mut Way<'_>) -> BTreeSet<Node> {
        let places = self.places(file, name);
        let short = last(name);
        let declared = self.declared.get(short).into_iter().flatten();
        let declared: Vec<Node> =
            declared.copied().filter(|(place, _)| places.contains(place)).collect();
        if !declared.is_empty() {
            let own: BTreeSet<Node> =
                declared.iter().copied().filter(|(place, _)| *place == file).collect();
            return if own.is_empty() { declared.into_iter().collect() } else { own };
        }
        let local = |one: &&(usize, &CommandName)| {
            one.0 == file && one.1.in_func == function && one.1.name == name
        };
        let all = |key: &str| self.by_name.get(key).into_iter().flatten();
        let mut values: Vec<_> = all(name).filter(local).collect();
        if values.is_empty() {
            let is_wide = |one: &&(usize, &CommandName)| {
                one.1.in_func.is_empty() && !one.1.name.is_empty() && places.contains(&one.0)
            };
            values = all(short).filter(is_wide).collect();
            if values.iter().any(|one| one.0 == file) {
                values.retain(|one| one.0 == file);
            }
        }
        values.into_iter().flat_map(|(index, one)| self.follow(*index, &one.value, on)).collect()
    }

    /// What a function returns.
    fn result(&self, file: usize, function: &str, on: &mut Way<'_>) -> BTreeSet<Node> {
        let places = self.places(file, function);
        // `Cli::command()` is a method of a type that is a command itself.
        if let Some((owner, _)) = function.rsplit_once("::") {
            let declared = self.declared.get(last(owner)).into_iter().flatten();
            let found: BTreeSet<Node> = declared
                .copied()
                .filter(|(place, _)| self.module(*place) == self.module(file))
                .collect();
            if !found.is_empty() {
                return found;
            }
        }
        let short = last(function);
        let results = self.by_name.get(short).into_iter().flatten();
        let of_function = results.filter(|(index, one)| {
            one.name.is_empty() && one.in_func == short && places.contains(index)
        });
        of_function.flat_map(|(index, one)| self.follow(*index, &one.value, on)).collect()
    }

    /// What the callers of a function hand in at a position, and behind it when `rest`.
    fn arguments(
        &self,
        file: usize,
        function: &str,
        (position, rest): (u32, bool),
        on: &mut Way<'_>,
    ) -> BTreeSet<Node> {
        let looked_at = on.call.filter(|(name, ..)| *name == function);
        let calls: Vec<(usize, &CommandCall)> = match looked_at {
            Some((_, at, call)) => vec![(at, call)],
            None => self.calls_of(file, function).collect(),
        };
        let mut found = BTreeSet::new();
        for (index, call) in calls {
            let first = usize::try_from(position).unwrap_or(usize::MAX);
            let count = if rest { call.arguments.len() } else { 1 };
            for argument in call.arguments.iter().skip(first).take(count) {
                found.extend(self.follow(index, argument, on));
            }
        }
        found
    }

    /// The calls of a function that file number `file` declares.
    fn calls_of<'b>(
        &'b self,
        file: usize,
        function: &str,
    ) -> impl Iterator<Item = (usize, &'b CommandCall)> {
        let calls = self.calls.get(function).into_iter().flatten();
        let own = move |(at, call): &&(usize, &'a CommandCall)| {
            self.places(*at, &call.function).contains(&file)
        };
        calls.filter(own).map(|(at, call)| (*at, *call))
    }

    /// Files that may declare what a file calls `name`: its package, or the one that it names.
    fn places(&self, file: usize, name: &str) -> BTreeSet<usize> {
        let Some(facts) = self.facts.get(file) else { return BTreeSet::new() };
        if facts.file.language == "rust" {
            return self.crate_files(file, name);
        }
        let here = packages::folder(&facts.file.path);
        let package = name.split_once('.').map(|(package, _)| package);
        let import = package
            .and_then(|package| facts.imports.iter().find(|import| import_name(import) == package));
        let folder = match import {
            None => Some(here.to_owned()),
            Some(import) if import.class == ImportClass::Intra => {
                packages::folder_of_import(self.modules, &import.path)
            }
            Some(_) => None,
        };
        folder.and_then(|folder| self.folders.get(&*folder)).cloned().unwrap_or_default()
    }

    /// Files of the same crate; of those the ones whose path has the module before the name, if any has.
    fn crate_files(&self, file: usize, name: &str) -> BTreeSet<usize> {
        let module = self.module(file);
        let all = self.programs.get(module).cloned().unwrap_or_default();
        let Some((owner, _)) = name.rsplit_once("::") else { return all };
        let module = last(owner);
        let of_module = |index: &usize| {
            self.facts.get(*index).is_some_and(|facts| {
                let path = facts.file.path.trim_end_matches("/mod.rs").trim_end_matches(".rs");
                path.rsplit('/').next() == Some(module)
            })
        };
        let named: BTreeSet<usize> = all.iter().copied().filter(of_module).collect();
        if named.is_empty() { all } else { named }
    }

    fn module(&self, file: usize) -> &'a str {
        self.facts.get(file).and_then(|facts| facts.file.module.as_deref()).unwrap_or_default()
    }
}

/// The name that a Go file uses for an import.
fn import_name(import: &crate::model::Import) -> &str {
    if let Some(alias) = &import.alias {
        return alias;
    }
    let is_major = |part: &&str| {
        part.strip_prefix('v')
            .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()))
    };
    import.path.rsplit('/').find(|part| !is_major(part)).unwrap_or(&import.path)
}

/// The last part of a name.
fn last(name: &str) -> &str {
    name.rsplit(['.', ':']).next().unwrap_or(name)
}
