//! What the repository's own `macro_rules` write where items stand: tests, modules, further calls.
//!
//! Calls are expanded as rustc does it, token by token; what comes out is read like the text of the file.
//! Macros of other repositories, procedural macros and calls inside functions are not expanded.

mod definition;
mod fragment;
mod matching;
mod scope;
#[cfg(test)]
mod tests;
mod tokens;
mod writing;

use std::{cell::OnceCell, collections::BTreeMap, rc::Rc};

use self::definition::Arm;
pub(super) use self::scope::{Mark, Site};
use crate::{
    extract,
    language::Registry,
    model::{FileFacts, RustItemKind},
};

/// Tokens that the calls of a repository may write in all, and one call with those it leads to, so that
/// macros made to hurt end.
const BUDGET: usize = 1 << 23;
const CALL_BUDGET: usize = 1 << 18;

/// One `macro_rules!`.
struct Definition {
    name: String,
    /// Package of its file.
    package: String,
    file: Rc<str>,
    exported: bool,
    text: String,
    arms: OnceCell<Vec<Arm>>,
}

/// A macro, the file that calls it, and what it hands over.
type Call<'a> = (usize, &'a str, Rc<str>);

/// The macros of a repository, and those in sight at the place where the walk is.
pub(super) struct Macros<'a> {
    registry: &'a Registry,
    definitions: Vec<Definition>,
    /// Definitions by file and index in its `rust_items`.
    places: BTreeMap<(&'a str, usize), usize>,
    by_name: BTreeMap<String, Vec<usize>>,
    scope: scope::Scope,
    /// What calls write, by macro, file and text.
    written: BTreeMap<Call<'a>, Option<Rc<FileFacts>>>,
    budget: usize,
    /// What is left for the call in a file that is being expanded.
    call_budget: usize,
}

impl<'a> Macros<'a> {
    pub(super) fn of(registry: &'a Registry, facts: &'a [FileFacts]) -> Self {
        let mut macros = Self {
            registry,
            definitions: Vec::new(),
            places: BTreeMap::new(),
            by_name: BTreeMap::new(),
            scope: scope::Scope::default(),
            written: BTreeMap::new(),
            budget: BUDGET,
            call_budget: 0,
        };
        for file in facts {
            for (index, item) in file.rust_items.iter().enumerate() {
                if let Some(definition) = Definition::of(&item.kind, file) {
                    macros.places.insert((&file.file.path, index), macros.definitions.len());
                    let name = definition.name.clone();
                    macros.by_name.entry(name).or_default().push(macros.definitions.len());
                    macros.definitions.push(definition);
                }
            }
        }
        macros
    }

    /// The macro that stands at `index` of the file's items is in sight from here on.
    pub(super) fn define(&mut self, file: &'a FileFacts, index: usize) {
        if let Some(id) = self.places.get(&(&*file.file.path, index)) {
            self.scope.define(self.definitions.get(*id).map_or("", |one| &one.name), *id);
        }
    }

    /// The same for a macro that another one writes into `file`.
    pub(super) fn define_written(&mut self, file: &'a FileFacts, kind: &RustItemKind) {
        let Some(definition) = Definition::of(kind, file) else { return };
        self.scope.define(&definition.name, self.definitions.len());
        self.definitions.push(definition);
    }

    /// What is in sight now, to come back to.
    pub(super) fn mark(&self) -> Mark {
        self.scope.mark()
    }

    /// Back to what was in sight at `mark`.
    pub(super) fn leave(&mut self, mark: &Mark) {
        self.scope.leave(mark);
    }

    /// A call in a file is expanded next, with all it leads to.
    pub(super) fn begin(&mut self) {
        self.call_budget = self.budget.min(CALL_BUDGET);
        self.budget -= self.call_budget;
    }

    /// It is done.
    pub(super) fn end(&mut self) {
        self.budget += std::mem::take(&mut self.call_budget);
    }

    /// What the call writes; `None` where the macro is none of the repository's or the call fits no arm.
    pub(super) fn expand(&mut self, site: &Site<'a, '_>, text: &str) -> Option<Rc<FileFacts>> {
        let id = self.resolve(site)?;
        if site.items && self.definitions.get(id)?.only_hands_on() {
            return None;
        }
        let key = (id, &*site.file.file.path, Rc::from(text));
        if let Some(known) = self.written.get(&key) {
            return known.clone();
        }
        let text = self.write(id, site, text);
        let written = text.map(|text| Rc::new(extract::written(self.registry, site.file, &text)));
        self.written.insert(key, written.clone());
        written
    }

    fn write(&mut self, id: usize, site: &Site<'_, '_>, call: &str) -> Option<String> {
        let definition = self.definitions.get(id)?;
        let arms = definition.arms();
        let input = tokens::read(call)?;
        let [tokens::Token::Group(_, input)] = input.as_slice() else { return None };
        let (arm, bindings) =
            arms.iter().find_map(|arm| Some((arm, matching::bind(&arm.pattern, input)?)))?;
        let own = site.file.file.module.as_deref().unwrap_or_default();
        let home = if definition.package == own {
            "crate".to_owned()
        } else {
            definition.package.replace('-', "_")
        };
        self.call_budget = self.call_budget.saturating_sub(input.len());
        let written = writing::write(&arm.body, &bindings, &home, &mut self.call_budget)?;
        Some(tokens::write(&written))
    }
}

impl Definition {
    fn of(kind: &RustItemKind, file: &FileFacts) -> Option<Self> {
        let RustItemKind::Macro { name, exported, text } = kind else { return None };
        Some(Self {
            name: name.clone(),
            package: file.file.module.map(String::from).unwrap_or_default(),
            file: Rc::from(&*file.file.path),
            exported: *exported,
            text: text.clone(),
            arms: OnceCell::new(),
        })
    }

    fn arms(&self) -> &[Arm] {
        self.arms.get_or_init(|| definition::arms(&self.text))
    }

    /// Whether it adds nothing of its own to the items in its braces, as the many macros that put them
    /// under a condition do. These are not worth to be expanded.
    fn only_hands_on(&self) -> bool {
        self.arms().iter().all(|arm| definition::only_hands_on(&arm.body))
    }
}
