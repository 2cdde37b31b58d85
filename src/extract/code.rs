//! A file of a language with a grammar: what is parsed of it, and which queries are asked of that.
//!
//! Declarations come from a tree without the bodies of functions, what the code does from a tree with those
//! bodies in which a rule could find something. Calls stand in every body.

use std::ops::Range;

use tree_sitter::Tree;

use super::{
    Input, calls, commands, config, events, imports, routes,
    rust_modules::{self, Part},
    skeleton::{self, Needs, Unit},
    syntax, tags, tests_found,
    walk::{self, Question},
};
use crate::{
    language::{Depth, QueryKind, Registry},
    model::FileFacts,
};

/// Adds what the code of a file says to `facts`.
pub(super) fn read(registry: &Registry, input: &Input<'_>, facts: &mut FileFacts) {
    let reading = registry.reading();
    let reader = Reader { registry, input, depth: reading.depth };
    let outline = if reading.full_parse { None } else { reader.outline(facts.file.test) };
    match outline {
        Some(outline) => reader.in_parts(&outline, facts),
        None => reader.whole(facts),
    }
}

struct Reader<'a> {
    registry: &'a Registry,
    input: &'a Input<'a>,
    depth: Depth,
}

/// A file of which not everything was parsed.
struct Outline {
    units: Vec<Unit>,
    /// What functions do that somebody asks about; `None` where nobody does.
    needs: Option<Needs>,
    /// All but the bodies of functions, unless they declare something or `opened` says so.
    tree: Tree,
    /// Bodies that are in the tree only for what they do: where those of functions cannot be read without
    /// what stands around them, one tree has all.
    opened: Option<Vec<Range<usize>>>,
}

impl Reader<'_> {
    /// The file without the bodies of its functions; `None` where it has to be parsed whole.
    fn outline(&self, test: bool) -> Option<Outline> {
        let language = &*self.input.source.language;
        let declarations = [QueryKind::Tags, QueryKind::Imports, QueryKind::Tests];
        if !declarations.iter().all(|kind| self.registry.is_built_in(language, *kind)) {
            return None;
        }
        let mut units = skeleton::units(language, self.input.text)?;
        let asked = self.depth > Depth::Structure;
        let needs = asked.then(|| Needs::of(self.registry, self.input, test, &units));
        let together = needs.as_ref().filter(|needs| !needs.apart());
        if together.is_some() {
            // What functions do is asked of a tree that holds their parameters.
            for unit in &mut units {
                unit.head = None;
            }
        }
        if let Some((tree, opened)) = together.and_then(|needs| self.opened(&units, needs)) {
            return Some(Outline { units, needs, tree, opened: Some(opened) });
        }
        let tree = self.tree_without(&units, |unit| !unit.declares)?;
        Some(Outline { units, needs, tree, opened: None })
    }

    /// The tree with the bodies that are needed, and those of them that declare nothing; `None` where no
    /// body is needed, or they have errors.
    fn opened(&self, units: &[Unit], needs: &Needs) -> Option<(Tree, Vec<Range<usize>>)> {
        let wanted = |unit: &Unit| needs.wanted().contains(&unit.body.start);
        let opened = units.iter().filter(|unit| !unit.declares && wanted(unit));
        let opened: Vec<_> = opened.map(|unit| unit.body.clone()).collect();
        if needs.wanted().is_empty() {
            return None;
        }
        let tree = self.tree_without(units, |unit| !unit.declares && !wanted(unit))?;
        Some((tree, opened))
    }

    /// The tree without the bodies of some functions; `None` where what stays has errors.
    fn tree_without(&self, units: &[Unit], without: impl Fn(&Unit) -> bool) -> Option<Tree> {
        let left_out = units.iter().filter(|unit| without(unit));
        let rest = skeleton::rest(self.input.text, left_out.map(Unit::unparsed));
        syntax::parse_parts(self.input, &rest)
    }

    fn in_parts(&self, outline: &Outline, facts: &mut FileFacts) {
        let left_out: Vec<&Unit> = outline.units.iter().filter(|unit| !unit.declares).collect();
        let opened = outline.opened.as_deref().unwrap_or_default();
        self.declarations((&outline.tree, opened), &left_out, facts);
        let parts = self.parts(&outline.tree, facts);
        let mut trees = None;
        if let Some(needs) = &outline.needs {
            trees = self.in_bodies(outline, needs, facts);
            self.behaviour_of_parts(&parts, needs, facts);
        }
        if self.depth == Depth::Calls && !calls::extract_text(self.registry, self.input, facts) {
            let trees = trees.unwrap_or_else(|| syntax::parse(self.input, facts));
            self.calls(&trees, &parts, facts);
        }
    }

    /// Reads what stands in the functions that are needed; gives the trees of the whole file where those
    /// had to be made.
    fn in_bodies(
        &self,
        outline: &Outline,
        needs: &Needs,
        facts: &mut FileFacts,
    ) -> Option<Vec<Tree>> {
        let tree = &outline.tree;
        if let Some(opened) = &outline.opened {
            self.behaviour((tree, Some(tree)), (needs, opened), facts);
            return None;
        }
        if needs.wanted().is_empty() {
            self.behaviour((tree, None), (needs, &[]), facts);
            return None;
        }
        let wanted = |unit: &&Unit| needs.wanted().contains(&unit.body.start);
        let bodies = if needs.apart() {
            let parts = skeleton::alone(self.input.text, outline.units.iter().filter(wanted));
            syntax::parse_parts(self.input, &parts)
        } else {
            None
        };
        if let Some(bodies) = bodies {
            self.behaviour((tree, Some(&bodies)), (needs, &[]), facts);
            return None;
        }
        let trees = syntax::parse(self.input, facts);
        for tree in &trees {
            self.behaviour((tree, None), (needs, &[]), facts);
        }
        Some(trees)
    }

    fn whole(&self, facts: &mut FileFacts) {
        let trees = syntax::parse(self.input, facts);
        let mut parts = Vec::new();
        for tree in &trees {
            self.declarations((tree, &[]), &[], facts);
            parts.extend(self.parts(tree, facts));
        }
        if self.depth > Depth::Structure && !trees.is_empty() {
            let units = skeleton::units(&self.input.source.language, self.input.text);
            let needs = Needs::unknown(&units.unwrap_or_default());
            for tree in &trees {
                self.behaviour((tree, None), (&needs, &[]), facts);
            }
            self.behaviour_of_parts(&parts, &needs, facts);
        }
        if self.depth == Depth::Calls {
            self.calls(&trees, &parts, facts);
        }
    }

    /// Imports, declarations and tests of a tree without the bodies of the functions `left_out`, or with
    /// those that are `opened` for something else.
    fn declarations(
        &self,
        (tree, opened): (&Tree, &[Range<usize>]),
        left_out: &[&Unit],
        facts: &mut FileFacts,
    ) {
        let asked = |kind| self.registry.asked(&self.input.source.language, kind);
        let (Some(imports), Some(tags)) = (asked(QueryKind::Imports), asked(QueryKind::Tags))
        else {
            return;
        };
        let tests = asked(QueryKind::Tests);
        let tests = tests.filter(|tests| tests_found::may_match(tests, self.input, facts));
        let queries = [&*imports, &*tags].into_iter().chain(tests.as_deref());
        let queries: Vec<Question<'_>> =
            queries.map(|one| Question::all(one).outside(opened)).collect();
        let mut found = walk::matches(&queries, tree.root_node(), self.input.text).into_iter();
        imports::extract(self.input, &found.next().unwrap_or_default(), facts);
        tags::extract(self.input, &found.next().unwrap_or_default(), left_out, facts);
        let matches = found.next().unwrap_or_default();
        tests_found::extract(self.input, matches, left_out, facts);
        tests_found::extract_doc_tests(self.input, tree, facts);
    }

    /// The parts of a tree that the grammar leaves as tokens, their declarations read.
    fn parts(&self, tree: &Tree, facts: &mut FileFacts) -> Vec<Part> {
        let parts = rust_modules::extract(self.input, tree, facts);
        for part in &parts {
            in_part(part, facts, |facts| self.declarations((&part.tree, &[]), &[], facts));
        }
        parts
    }

    /// What the code does, from a tree, or from one without the bodies of functions and one with those
    /// that are needed; of the former the `opened` bodies belong to the latter.
    fn behaviour(
        &self,
        (outline, bodies): (&Tree, Option<&Tree>),
        (needs, opened): (&Needs, &[Range<usize>]),
        facts: &mut FileFacts,
    ) {
        let trees = config::Trees { outline, opened, bodies };
        config::extract(self.registry, self.input, &trees, needs, facts);
        let apart = bodies.filter(|_| needs.apart());
        let tree = bodies.filter(|_| apart.is_none()).unwrap_or(outline);
        routes::extract(self.registry, self.input, (tree, apart), needs, facts);
        if needs.has(QueryKind::Commands) {
            commands::extract(self.registry, self.input, tree, needs, facts);
        }
        if needs.has(QueryKind::Events) {
            events::extract(self.registry, self.input, tree, needs, facts);
        }
    }

    fn behaviour_of_parts(&self, parts: &[Part], needs: &Needs, facts: &mut FileFacts) {
        for part in parts {
            in_part(part, facts, |facts| self.behaviour((&part.tree, None), (needs, &[]), facts));
        }
    }

    fn calls(&self, trees: &[Tree], parts: &[Part], facts: &mut FileFacts) {
        for tree in trees.iter().chain(parts.iter().map(|part| &part.tree)) {
            calls::extract(self.registry, self.input, tree, facts);
        }
    }
}

/// Reads a part of a file, of which other things may be true than of the whole.
fn in_part(part: &Part, facts: &mut FileFacts, read: impl FnOnce(&mut FileFacts)) {
    let test = facts.file.test;
    facts.file.test |= part.test;
    read(facts);
    facts.file.test = test;
}
