//! A query with what a walk over a tree has to know to ask it.

use std::sync::Arc;

use memchr::memmem::Finder;
use tree_sitter::Query;

use super::{
    needles,
    pieces::{self, Piece},
    roots::Roots,
    table::Language,
};

/// A compiled query, where its patterns begin, and what a text must hold for them.
#[derive(Debug)]
pub struct Asked {
    /// The query.
    pub query: Arc<Query>,
    /// Where its patterns begin; `None` where that may be anywhere.
    pub roots: Option<Roots>,
    /// Levels below the root of a tree at which its patterns begin at most.
    pub depth: Option<u32>,
    /// By pattern lists of texts; of each list one has to be there.
    words: Vec<Vec<Vec<Finder<'static>>>>,
}

impl Asked {
    pub(super) fn of(
        language: &Language,
        text: &str,
        query: Arc<Query>,
        compile: impl FnOnce(&str) -> Option<Query>,
    ) -> Option<Self> {
        let grammar = language.grammar?();
        let pieces = pieces::of(text);
        let roots = Roots::of((&grammar, &query), &pieces, compile);
        let words = pieces.iter().map(words).collect();
        Some(Self { depth: depth(&pieces), roots, words, query })
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
