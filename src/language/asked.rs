//! A query with what a walk over a tree has to know to ask it.

use std::sync::OnceLock;

use memchr::memmem::Finder;
use tree_sitter::Query;

use super::{
    forms::Forms,
    needles,
    pieces::{self, Piece},
    table::Language,
};

/// The patterns of a query, and what a text must hold for them.
#[derive(Debug)]
pub struct Asked {
    /// The patterns in our own form; without one the library is asked.
    pub forms: Option<Forms>,
    /// Levels below the root of a tree at which its patterns begin at most.
    pub depth: Option<u32>,
    language: &'static Language,
    text: String,
    /// Compiled only when there are no forms.
    query: OnceLock<Option<Query>>,
    /// By pattern what `#set!` says.
    properties: Vec<Vec<(String, String)>>,
    /// By pattern lists of texts; of each list one has to be there.
    words: Vec<Vec<Vec<Finder<'static>>>>,
}

impl Asked {
    pub(super) fn of(language: &'static Language, text: &str) -> Option<Self> {
        let grammar = language.grammar?();
        let pieces = pieces::of(text);
        Some(Self {
            forms: Forms::of(&grammar, &pieces),
            depth: depth(&pieces),
            language,
            text: text.to_owned(),
            query: OnceLock::new(),
            properties: pieces.iter().map(|piece| piece.properties.clone()).collect(),
            words: pieces.iter().map(words).collect(),
        })
    }

    /// The patterns as the library has them.
    pub fn query(&self) -> Option<&Query> {
        let compile = || Query::new(&self.language.grammar?(), &self.text).ok();
        self.query.get_or_init(compile).as_ref()
    }

    /// How many patterns there are.
    pub fn pattern_count(&self) -> usize {
        self.properties.len()
    }

    /// What `#set!` says in a pattern: keys with their values, which are empty where it names just the key.
    pub fn properties(&self, pattern: usize) -> &[(String, String)] {
        self.properties.get(pattern).map(Vec::as_slice).unwrap_or_default()
    }

    /// The value that a pattern gives `key`; empty when it gives none but names the key.
    pub fn property(&self, pattern: usize, key: &str) -> Option<&str> {
        let found = self.properties(pattern).iter().find(|(name, _)| name == key)?;
        Some(&found.1)
    }

    /// Whether a pattern could match in `text`.
    pub fn may_match(&self, text: &str) -> bool {
        let any =
            |list: &Vec<Finder<'_>>| list.iter().any(|one| one.find(text.as_bytes()).is_some());
        self.words.iter().any(|lists| lists.iter().all(any))
    }
}

/// The property `depth`, when all patterns set it: the greatest one.
fn depth(pieces: &[Piece<'_>]) -> Option<u32> {
    let depth = |piece: &Piece<'_>| piece.property("depth")?.parse().ok();
    pieces.iter().map(depth).collect::<Option<Vec<u32>>>()?.into_iter().max()
}

/// What a pattern's predicates ask for, and the names one of which has to be imported under another.
fn words(piece: &Piece<'_>) -> Vec<Vec<Finder<'static>>> {
    let always = |capture: &str| piece.captures.get(capture).copied().unwrap_or_default();
    let predicates = piece.predicates.iter().filter(|one| always(one.capture));
    let mut lists: Vec<Vec<String>> = predicates
        .flat_map(|one| needles::asked_for(one, pieces::Spot::default(), 0))
        .map(|(list, _)| list)
        .collect();
    let meant = piece.property("alias.of").map(|names| names.split_whitespace());
    lists.extend(meant.map(|names| names.map(str::to_owned).collect()));
    let finder = |word: &String| Finder::new(word.as_bytes()).into_owned();
    lists.iter().map(|list| list.iter().map(finder).collect()).collect()
}

#[cfg(test)]
mod tests {
    use crate::language::{QueryKind, QuerySource, Registry};

    #[track_caller]
    fn check(query: &str, text: &str, expected: bool) {
        let (language, kind) = ("rust".into(), "tests".into());
        let addition = QuerySource { language, kind, path: "a.scm".into(), text: query.into() };
        let registry = Registry::new(&[addition]).unwrap();
        let asked = registry.asked("rust", QueryKind::Tests).unwrap();
        assert_eq!(asked.may_match(text), expected, "{query} in {text}");
    }

    #[test]
    fn a_text_without_a_word_has_no_match() {
        check("", "#[inline] fn f() {}", false);
        check("", "#[bench] fn f() {}", true);
        check("", "use tokio::test as my;", true);
        check("((function_item) @test (#eq? @test \"x\"))", "fn f() {}", false);
        check("((function_item) @test (#not-eq? @test \"x\"))", "fn f() {}", true);
        check("(function_item) @test", "", true);
    }
}
