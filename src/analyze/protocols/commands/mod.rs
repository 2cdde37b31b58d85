//! Whole command lines: commands joined to trees across variables, functions, files and packages. A command
//! that nothing leads to from a program's start keeps its own words and says that more stands before them.

mod names;

use std::collections::{BTreeMap, BTreeSet};

use self::names::{Names, Node};
use crate::{
    analyze::packages,
    model::{Command, FileFacts, Module, Route},
};

/// Command lines that one command may have; a command shared by many programs is listed this often at most.
const LINES: usize = 8;

pub(super) fn routes(facts: &[FileFacts], modules: &[Module]) -> Vec<Route> {
    if facts.iter().all(|file| file.protocols.commands.commands.is_empty()) {
        return Vec::new();
    }
    let tree = Tree::of(facts, modules);
    let mut routes = Vec::new();
    for node in tree.nodes() {
        let Some(command) = tree.command(node) else { continue };
        if command.silent || tree.merged.contains(&node) || tree.is_nothing(node, command) {
            continue;
        }
        for line in tree.lines(node, &mut Vec::new()) {
            routes.push(route(command, &line));
        }
    }
    routes
}

/// The words of a command line, and whether it is known that nothing stands before them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    words: Vec<String>,
    whole: bool,
}

/// Commands and what hangs below what.
struct Tree<'a> {
    facts: &'a [FileFacts],
    modules: &'a [Module],
    parents: BTreeMap<Node, BTreeSet<Node>>,
    with_children: BTreeSet<Node>,
    /// Commands that are others under another name.
    merged: BTreeSet<Node>,
    started: BTreeSet<Node>,
}

impl<'a> Tree<'a> {
    fn of(facts: &'a [FileFacts], modules: &'a [Module]) -> Self {
        let names = Names::of(facts, modules);
        let mut tree = Self {
            facts,
            modules,
            parents: BTreeMap::new(),
            with_children: BTreeSet::new(),
            merged: BTreeSet::new(),
            started: BTreeSet::new(),
        };
        for (index, file) in facts.iter().enumerate() {
            for link in &file.protocols.commands.links {
                for (parent, child) in names.pairs(index, link) {
                    if link.merge {
                        tree.merged.insert(child);
                    }
                    if parent != child {
                        tree.parents.entry(child).or_default().insert(parent);
                        tree.with_children.insert(parent);
                    }
                }
            }
            for start in &file.protocols.commands.starts {
                tree.started.extend(names.resolve(index, start));
            }
        }
        tree
    }

    fn nodes(&self) -> impl Iterator<Item = Node> {
        self.facts.iter().enumerate().flat_map(|(file, facts)| {
            (0..facts.protocols.commands.commands.len()).map(move |place| (file, place))
        })
    }

    fn command(&self, (file, place): Node) -> Option<&'a Command> {
        self.facts.get(file)?.protocols.commands.commands.get(place)
    }

    /// A command without a word that starts nothing and holds nothing, or one that only looks like one.
    fn is_nothing(&self, node: Node, command: &Command) -> bool {
        if command.dependent && !self.parents.contains_key(&node) {
            return true;
        }
        let is_root = self.started.contains(&node) || self.with_children.contains(&node);
        command.word.is_empty() && (self.parents.contains_key(&node) || !is_root)
    }

    /// The command lines of a node; `above` holds the way to it, so that no circle is followed.
    fn lines(&self, node: Node, above: &mut Vec<Node>) -> BTreeSet<Line> {
        let Some(command) = self.command(node).filter(|_| !above.contains(&node)) else {
            return BTreeSet::new();
        };
        let own = self.own_words(node, command);
        above.push(node);
        let mut lines: BTreeSet<Line> = BTreeSet::new();
        for parent in self.parents.get(&node).into_iter().flatten() {
            lines.extend(self.lines(*parent, above));
        }
        above.pop();
        if lines.is_empty() {
            let whole = self.started.contains(&node) || command.program;
            lines.insert(Line { words: Vec::new(), whole });
        }
        let lines = lines.into_iter().take(LINES);
        lines
            .map(|mut line| {
                // A word that is not known cuts what stands before it off.
                if own.is_empty() && !self.is_transparent(node, command) {
                    return Line::default();
                }
                line.words.extend(own.iter().cloned());
                line
            })
            .collect()
    }

    fn is_transparent(&self, node: Node, command: &Command) -> bool {
        command.silent || self.merged.contains(&node)
    }

    /// What a command adds to the line of those above it.
    fn own_words(&self, node: Node, command: &Command) -> Vec<String> {
        if self.is_transparent(node, command) {
            return Vec::new();
        }
        let is_root = !self.parents.contains_key(&node);
        let word = (!command.word.is_empty()).then(|| command.word.clone());
        let before = command.program.then(|| self.program(&command.at.file)).flatten();
        let word = word.or_else(|| is_root.then(|| self.program(&command.at.file)).flatten());
        before.into_iter().chain(word).collect()
    }

    /// What the program is called that a file belongs to: its target, else its module.
    fn program(&self, path: &str) -> Option<String> {
        let targets = self.modules.iter().flat_map(|module| &module.targets);
        let mut own = targets.filter(|target| match &*target.kind {
            "bin" => target.src == path,
            "main" => packages::folder(&target.src) == packages::folder(path),
            _ => false,
        });
        if let Some(target) = own.next() {
            return Some(target.name.clone());
        }
        let holds = |module: &&Module| {
            let rest = path.strip_prefix(&module.dir).unwrap_or_default();
            !module.name.is_empty() && (module.dir.is_empty() || rest.starts_with('/'))
        };
        let module = self.modules.iter().filter(holds).max_by_key(|module| module.dir.len())?;
        let is_major = |part: &&str| {
            part.strip_prefix('v')
                .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()))
        };
        module.name.rsplit('/').find(|part| !is_major(part)).map(str::to_owned)
    }
}

fn route(command: &Command, line: &Line) -> Route {
    let plain = Route::plain(command.at.clone(), "cli", &command.framework);
    Route {
        path: line.words.join(" "),
        handler: command.handler.clone(),
        prefix_known: line.whole,
        test: plain.test || super::is_test_place(&command.at.file),
        ..plain
    }
}
