//! The walk through one crate, in the order in which rustc reads it.

use std::collections::BTreeSet;

use super::{files::Files, place::Place, written::Written};
use crate::{
    analyze::rust_macros::{Macros, Mark, Site},
    model::{FileFacts, RustItem, RustItemKind, RustModule},
};

/// Depth of files and macros in each other that is followed; rustc's own default limit.
const DEPTH: usize = 128;

/// Modules of one crate that are followed. Files that several declarations load multiply what is
/// below them, without end in a repository made to hurt.
pub(super) const CRATE_SIZE: usize = 1 << 16;

/// What the walks through all crates share.
pub(super) struct World<'a> {
    /// The files of the repository.
    pub(super) files: Files<'a>,
    /// Its macros.
    pub(super) macros: Macros<'a>,
    /// The tests that macros write.
    pub(super) written: Written<'a>,
    /// Files that some crate reads.
    pub(super) visited: BTreeSet<&'a str>,
}

/// The walk through one crate.
pub(super) struct Tree<'a, 'w> {
    world: &'w mut World<'a>,
    root: &'a FileFacts,
    /// `package/kind:target`.
    crate_name: String,
    /// The modules so far.
    found: Vec<RustModule>,
    /// Their paths and files.
    known: BTreeSet<(String, String)>,
}

/// A file on the way from the crate root.
struct Visit<'a> {
    facts: &'a FileFacts,
    /// Files and macros from the root to this one.
    depth: usize,
    /// Files from the root to this one: a file that includes itself is an error to rustc.
    chain: Vec<&'a str>,
}

/// Items of a file, or what a macro writes into it.
struct Listing<'i> {
    items: &'i [RustItem],
    modules: &'i [RustModule],
    around: &'i Around,
    /// First and last line of the outermost call that writes them.
    call: Option<(u32, u32)>,
}

/// The module that items stand in.
#[derive(Clone)]
struct Around {
    /// Path from the crate root; empty for the root itself.
    path: String,
    cfg: Vec<String>,
    place: Place,
}

/// An inline module on the way to an item.
struct Open {
    around: Around,
    before: Mark,
    macro_use: bool,
}

impl<'a, 'w> Tree<'a, 'w> {
    /// The modules of the crate whose root is `root`.
    pub(super) fn walk(
        world: &'w mut World<'a>,
        root: &'a FileFacts,
        crate_name: String,
    ) -> Vec<RustModule> {
        let before = world.macros.mark();
        let mut tree = Self { world, root, crate_name, found: Vec::new(), known: BTreeSet::new() };
        let place = Place::of_file(&root.file.path, true);
        let visit = Visit { facts: root, depth: 0, chain: vec![&root.file.path] };
        tree.file(&visit, &Around { path: String::new(), cfg: Vec::new(), place });
        tree.world.macros.leave(&before);
        tree.found
    }

    fn file(&mut self, visit: &Visit<'a>, around: &Around) {
        self.world.visited.insert(&visit.facts.file.path);
        let FileFacts { rust_items: items, rust_modules: modules, .. } = visit.facts;
        self.items(visit, &Listing { items, modules, around, call: None });
    }

    /// Follows declarations and calls. Items come parents first, so that the inline modules around each
    /// are those that were opened last.
    fn items(&mut self, visit: &Visit<'a>, list: &Listing<'_>) {
        let mut open: Vec<Open> = Vec::new();
        for (index, item) in list.items.iter().enumerate() {
            while open.len() > item.depth {
                self.close(open.pop());
            }
            let around = open.last().map_or(list.around, |inner| &inner.around);
            match &item.kind {
                RustItemKind::Module { index, macro_use } => {
                    let Some(declaration) = list.modules.get(*index) else { continue };
                    let inner = self.module(visit, (list, declaration), around, *macro_use);
                    open.extend(inner);
                }
                kind @ RustItemKind::Macro { .. } => match list.call {
                    None => self.world.macros.define(visit.facts, index),
                    Some(_) => self.world.macros.define_written(visit.facts, kind),
                },
                RustItemKind::Call { path, text, cfg, items } => {
                    let cfg = [&*list.around.cfg, &**cfg].concat();
                    let around = Around { cfg, ..around.clone() };
                    if let Some(lines) = list.call {
                        self.call(visit, (path, text, *items), &around, lines);
                    } else {
                        self.world.macros.begin();
                        self.call(visit, (path, text, *items), &around, (item.line, item.end_line));
                        self.world.macros.end();
                    }
                }
            }
        }
        while !open.is_empty() {
            self.close(open.pop());
        }
    }

    fn close(&mut self, open: Option<Open>) {
        if let Some(Open { before, macro_use: false, .. }) = open {
            self.world.macros.leave(&before);
        }
    }

    /// A declaration: its file is read, an inline one is opened.
    fn module(
        &mut self,
        visit: &Visit<'a>,
        (list, declaration): (&Listing<'_>, &RustModule),
        around: &Around,
        macro_use: bool,
    ) -> Option<Open> {
        let module = self.complete(list, declaration);
        let name = declaration.module.rsplit("::").next().unwrap_or(&declaration.module);
        let before = self.world.macros.mark();
        if declaration.inline {
            let place = around.place.inside(name, declaration);
            let around = Around { path: module.module.clone(), cfg: module.cfg.clone(), place };
            self.add(module, list);
            return Some(Open { around, before, macro_use });
        }
        for (path, owns_folder) in around.place.candidates(name, declaration) {
            self.follow(visit, (list, &module), &path, owns_folder);
        }
        if !macro_use {
            self.world.macros.leave(&before);
        }
        None
    }

    fn complete(&self, list: &Listing<'_>, declaration: &RustModule) -> RustModule {
        let path = [&*list.around.path, &*declaration.module];
        let path: Vec<_> = path.into_iter().filter(|part| !part.is_empty()).collect();
        let mut module = RustModule {
            crate_name: self.crate_name.clone(),
            module: path.join("::"),
            cfg: [&*list.around.cfg, &*declaration.cfg].concat(),
            ..declaration.clone()
        };
        if let Some((line, end_line)) = list.call {
            (module.decl_line, module.at.line, module.at.end_line) = (line, line, end_line);
            module.at.rule = "rust.module.macro".into();
        }
        module
    }

    /// Whether the module is new. What a macro is given and writes again is known from its braces.
    fn add(&mut self, module: RustModule, list: &Listing<'_>) -> bool {
        let key = (module.module.clone(), module.at.file.to_string());
        let new = self.known.insert(key) || list.call.is_none();
        if new {
            self.found.push(module);
        }
        new
    }

    fn follow(
        &mut self,
        visit: &Visit<'a>,
        (list, module): (&Listing<'_>, &RustModule),
        path: &str,
        owns_folder: bool,
    ) {
        let Some(facts) = self.world.files.get(path) else { return };
        let real = &*facts.file.path;
        if visit.chain.contains(&real) || visit.depth > DEPTH || self.found.len() >= CRATE_SIZE {
            return;
        }
        let lines = facts.file.lines;
        let last = lines.code + lines.comment + lines.blank;
        let at = facts.source().evidence(module.at.rule, 1, last);
        let module = RustModule { at, ..module.clone() };
        let (inner, cfg) = (module.module.clone(), module.cfg.clone());
        if self.add(module, list) {
            let chain = visit.chain.iter().copied().chain([real]).collect();
            let child = Visit { facts, depth: visit.depth + 1, chain };
            // Below a linked folder rustc goes on from the link.
            let place = Place::of_file(path, owns_folder);
            self.file(&child, &Around { path: inner, cfg, place });
        }
    }

    /// Reads what a call of one of the repository's macros writes.
    fn call(
        &mut self,
        visit: &Visit<'a>,
        (path, text, items): (&str, &str, bool),
        around: &Around,
        lines: (u32, u32),
    ) {
        if visit.depth > DEPTH {
            return;
        }
        let site = Site { file: visit.facts, root: self.root, path, items };
        let Some(written) = self.world.macros.expand(&site, text) else { return };
        let deeper = Visit { depth: visit.depth + 1, chain: visit.chain.clone(), ..*visit };
        let FileFacts { rust_items: items, rust_modules: modules, tests, .. } = &*written;
        self.items(&deeper, &Listing { items, modules, around, call: Some(lines) });
        self.world.written.add(visit.facts, tests, lines);
    }
}
