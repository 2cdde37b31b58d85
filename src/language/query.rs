//! Queries: built-in or the user's, compiled once when first needed.

use std::sync::{Arc, OnceLock};

use tree_sitter::{Query, QueryErrorKind};

use super::{
    asked::Asked,
    needles::Needles,
    reading::Reading,
    table::{LANGUAGES, Language},
    vocabulary::Vocabulary,
};
use crate::error::{Error, ErrorKind, Result};

/// What a query file finds; also its file name in `queries/<language>/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QueryKind {
    /// Declarations.
    Tags,
    /// Imports.
    Imports,
    /// Tests.
    Tests,
    /// Routes and route groups.
    Routes,
    /// Configuration keys.
    Config,
    /// Commands of command lines.
    Commands,
    /// Messages and requests to other services.
    Events,
    /// Calls and what the names in them stand for.
    Calls,
}

impl QueryKind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Tags,
        Self::Imports,
        Self::Tests,
        Self::Routes,
        Self::Config,
        Self::Commands,
        Self::Events,
        Self::Calls,
    ];

    /// File name without `.scm`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tags => "tags",
            Self::Imports => "imports",
            Self::Tests => "tests",
            Self::Routes => "routes",
            Self::Config => "config",
            Self::Commands => "commands",
            Self::Events => "events",
            Self::Calls => "calls",
        }
    }
}

/// A query file of the user's, added to the built-in ones of the same language and kind.
#[derive(Clone, Debug)]
pub struct QuerySource {
    /// Language identifier: the folder's name.
    pub language: String,
    /// Kind: the file's name up to its first dot.
    pub kind: String,
    /// Path for messages.
    pub path: String,
    /// Text.
    pub text: String,
}

/// Every language's queries, compiled when first asked for.
#[derive(Debug, Default)]
pub struct Registry {
    slots: Vec<Slot>,
    reading: Reading,
    needles: Vec<(&'static str, OnceLock<Option<Arc<Needles>>>)>,
}

#[derive(Debug)]
struct Slot {
    language: &'static Language,
    kind: QueryKind,
    text: String,
    /// The user has added patterns.
    added: bool,
    compiled: OnceLock<Option<Arc<Query>>>,
    asked: OnceLock<Option<Arc<Asked>>>,
}

impl Registry {
    /// The built-in queries with `additions` of the user's behind them.
    ///
    /// # Errors
    /// When an addition names no language or kind of the table, or does not compile: with its path
    /// and line.
    pub fn new(additions: &[QuerySource]) -> Result<Self> {
        let mut slots = Vec::new();
        for language in LANGUAGES.iter().filter(|language| language.grammar.is_some()) {
            for kind in QueryKind::ALL {
                slots.push(Slot {
                    language,
                    kind,
                    text: built_in(language, kind),
                    added: false,
                    compiled: OnceLock::new(),
                    asked: OnceLock::new(),
                });
            }
        }
        let read = LANGUAGES.iter().filter(|language| language.grammar.is_some());
        let needles = read.map(|language| (language.id, OnceLock::new())).collect();
        let mut registry = Self { slots, reading: Reading::default(), needles };
        additions.iter().try_for_each(|addition| registry.add(addition))?;
        Ok(registry)
    }

    fn add(&mut self, addition: &QuerySource) -> Result<()> {
        let slot = self
            .slots
            .iter_mut()
            .find(|slot| slot.language.id == addition.language && slot.kind.name() == addition.kind)
            .ok_or_else(|| unknown_place(addition))?;
        let query =
            compile(slot.language, &addition.text).map_err(|error| bad_query(addition, &error))?;
        let unknown = vocabulary(slot.kind).first_unknown(&query, &addition.text);
        unknown.map_or(Ok(()), |problem| Err(bad_query(addition, &problem)))?;
        slot.added = true;
        slot.text.push('\n');
        slot.text.push_str(&addition.text);
        Ok(())
    }

    /// Whether the user has added nothing to the queries of `kind` for the language.
    pub fn is_built_in(&self, language: &str, kind: QueryKind) -> bool {
        self.slot(language, kind).is_none_or(|slot| !slot.added)
    }

    /// The query of `kind` for the language with identifier `language`, compiled.
    ///
    /// `None` when the language has no such query. Built-in queries are compiled by a test, the
    /// user's by [`Registry::new`].
    pub fn query(&self, language: &str, kind: QueryKind) -> Option<Arc<Query>> {
        let slot = self.slot(language, kind)?;
        slot.compiled.get_or_init(|| compile(slot.language, &slot.text).ok().map(Arc::new)).clone()
    }

    /// The same in our own form, with what a walk over a tree has to know to ask it.
    pub fn asked(&self, language: &str, kind: QueryKind) -> Option<Arc<Asked>> {
        let slot = self.slot(language, kind)?;
        let make = || Asked::of(slot.language, &slot.text).map(Arc::new);
        slot.asked.get_or_init(make).clone()
    }

    fn slot(&self, language: &str, kind: QueryKind) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.language.id == language && slot.kind == kind)
    }

    /// The same queries, asked of as much as `reading` says.
    #[must_use]
    pub fn with_reading(self, reading: Reading) -> Self {
        Self { reading, ..self }
    }

    /// How much of each file is read.
    pub fn reading(&self) -> Reading {
        self.reading
    }

    /// What a text of the language must hold before its queries find facts in functions.
    pub fn needles(&self, language: &str) -> Option<Arc<Needles>> {
        let (_, needles) = self.needles.iter().find(|(id, _)| *id == language)?;
        let make = || {
            let slots = self.slots.iter().filter(|slot| slot.language.id == language);
            let texts = slots.filter(|slot| !slot.text.is_empty());
            Needles::of(texts.map(|slot| (slot.kind, &*slot.text))).map(Arc::new)
        };
        needles.get_or_init(make).clone()
    }

    /// Compiles every query and returns what is wrong with each as `language/kind: problem`.
    pub fn problems(&self) -> Vec<String> {
        let problem = |slot: &Slot| {
            let error = compile(slot.language, &slot.text).err()?;
            Some(format!("{}/{}: {error}", slot.language.id, slot.kind.name()))
        };
        self.slots.iter().filter_map(problem).collect()
    }
}

fn built_in(language: &Language, kind: QueryKind) -> String {
    let found = language.queries.iter().find(|(name, _)| *name == kind.name());
    found.map_or_else(String::new, |(_, text)| (*text).to_owned())
}

/// What built-in queries of `kind` say in any language.
fn vocabulary(kind: QueryKind) -> Vocabulary {
    let mut known = Vocabulary::default();
    for language in LANGUAGES.iter().filter(|language| language.grammar.is_some()) {
        if let Ok(query) = compile(language, &built_in(language, kind)) {
            known.learn(&query);
        }
    }
    known
}

fn compile(language: &Language, text: &str) -> std::result::Result<Query, String> {
    let grammar = language.grammar.ok_or_else(|| "has no grammar".to_owned())?();
    Query::new(&grammar, text).map_err(|error| {
        let what = match error.kind {
            QueryErrorKind::NodeType => "the grammar has no node called ",
            QueryErrorKind::Field => "the grammar has no field called ",
            QueryErrorKind::Capture => "no capture is called ",
            QueryErrorKind::Structure => "no code can look like this:\n",
            QueryErrorKind::Syntax => "this is no pattern:\n",
            QueryErrorKind::Predicate | QueryErrorKind::Language => "",
        };
        format!("line {}, column {}: {what}{}", error.row + 1, error.column + 1, error.message)
    })
}

fn unknown_place(addition: &QuerySource) -> Error {
    let kinds = QueryKind::ALL.map(QueryKind::name).join("|");
    let read = LANGUAGES.iter().filter(|language| language.grammar.is_some());
    let read = read.map(|language| language.id).collect::<Vec<_>>().join(", ");
    let message = format!("{} belongs to no language and kind of fact", addition.path);
    Error::new(ErrorKind::Template, message)
        .hint(format!("put it at <language>/<{kinds}>.scm; languages that queries read are {read}"))
}

fn bad_query(addition: &QuerySource, problem: &str) -> Error {
    Error::new(ErrorKind::Template, format!("cannot compile {}: {problem}", addition.path))
        .hint("queries/README.md in the source lists the captures, properties and predicates")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_queries_compile() {
        assert_eq!(Registry::new(&[]).unwrap().problems(), Vec::<String>::new());
    }

    #[track_caller]
    fn check_refused(text: &str, expected: &str) {
        let addition = QuerySource {
            language: "go".into(),
            kind: "routes".into(),
            path: "mine/go/routes.scm".into(),
            text: text.into(),
        };
        let error = Registry::new(&[addition]).unwrap_err();
        let expected = format!("cannot compile mine/go/routes.scm: {expected}");
        assert!(error.to_string().starts_with(&expected), "{error}");
        assert!(error.way_out().is_some());
    }

    #[test]
    fn a_broken_addition_is_refused_with_its_line() {
        check_refused("\n(no_such_node) @x", "line 2, column 2: the grammar has no node called ");
        check_refused("(identifier no: (_)) @x", "line 1, column 13: the grammar has no field");
        check_refused("(call_expression @x", "line 1, column 18: this is no pattern");
    }

    #[test]
    fn a_word_that_no_engine_knows_is_refused_with_its_line() {
        check_refused("\n; @x\n(call_expression\n) @rout", "line 4: unknown capture @rout");
        check_refused(
            "((call_expression) @route\n (#set! \"framwork\" \"x\"))",
            "line 2: unknown property `framwork`; known are ",
        );
        check_refused(
            "((identifier) @route.path\n (#contains? @route.path \"x\"))",
            "line 2: unknown predicate #contains?",
        );
    }

    #[test]
    fn an_at_sign_in_a_string_is_no_capture() {
        let text = "((identifier) @_name (#match? @_name \"a@b\\\"@c\")) ; @d";
        let addition = QuerySource {
            language: "go".into(),
            kind: "routes".into(),
            path: "routes.scm".into(),
            text: text.into(),
        };
        assert!(Registry::new(&[addition]).is_ok());
    }
}
