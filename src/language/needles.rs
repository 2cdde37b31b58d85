//! What a text must hold before a pattern can match in it, read from the pattern's own predicates.
//!
//! `#eq?` and `#any-of?` ask for one of their words, `#match?` for one of the texts with which everything
//! that fits its expression begins, and for one with which it ends. A text without them has no match, so
//! nobody needs to parse it. A pattern without such predicates may match anywhere.

use std::collections::BTreeMap;

use super::{
    pieces::{self, Piece, Predicate},
    query::QueryKind,
};
use aho_corasick::{AhoCorasick, AhoCorasickKind, Match, MatchKind};
use regex_syntax::hir::literal::{ExtractKind, Extractor};

/// What texts of one language must hold for the patterns that make facts of what stands in functions.
#[derive(Debug)]
pub struct Needles {
    finder: AhoCorasick,
    /// Of each text of the finder whether it stands alone, as a whole word.
    whole: Vec<bool>,
    patterns: Vec<Pattern>,
}

/// One pattern.
#[derive(Debug)]
pub struct Pattern {
    /// The kind of fact.
    pub kind: QueryKind,
    /// Its place in the query.
    pub index: usize,
    /// It makes facts; others only say what names in them stand for.
    facts: bool,
    /// Import paths, one of which the file must name; empty when it asks for none.
    imports: Vec<Needle>,
    /// Of each list one has to be there.
    words: Vec<Vec<Needle>>,
}

/// Number of a text in the finder.
type Needle = usize;

/// Where a needle was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// First byte.
    pub start: usize,
    needle: Needle,
}

/// Needles that a text holds.
#[derive(Clone, Debug, Default)]
pub struct Held(Vec<u64>);

/// Captures of which at least one stands in every pattern that makes a fact, by kind.
const FACTS: [(QueryKind, &[&str]); 4] = [
    (QueryKind::Config, &["setting.key", "setting.tags"]),
    (QueryKind::Events, &["event.name"]),
    (
        QueryKind::Routes,
        &["route", "group", "root", "parameter", "use", "mount", "adapter", "pass", "list"],
    ),
    (QueryKind::Commands, &["command", "attach", "start", "parameter"]),
];

impl Needles {
    /// Reads the patterns of queries; `None` when their needles are too many.
    pub(super) fn of<'q>(queries: impl Iterator<Item = (QueryKind, &'q str)>) -> Option<Self> {
        let mut table = Table::default();
        let mut patterns = Vec::new();
        for (kind, text) in queries {
            let Some((_, captures)) = FACTS.iter().find(|(known, _)| *known == kind) else {
                continue;
            };
            for (index, piece) in pieces::of(text).iter().enumerate() {
                let facts = makes_facts(piece, captures);
                patterns.push(table.pattern((kind, index, facts), piece));
            }
        }
        let mut numbered: Vec<_> = table.texts.iter().collect();
        numbered.sort_by_key(|(_, number)| **number);
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::DFA))
            .build(numbered.iter().map(|((text, _), _)| text.as_str()));
        let whole = numbered.iter().map(|((_, whole), _)| *whole).collect();
        Some(Self { finder: finder.ok()?, whole, patterns })
    }

    /// Every needle in `text`, in the order of the source.
    pub fn hits(&self, text: &str) -> Vec<Hit> {
        let found = self.finder.find_overlapping_iter(text);
        let found = found.filter(|one| {
            let whole = self.whole.get(one.pattern().as_usize()).copied().unwrap_or_default();
            !whole || is_whole_word(text.as_bytes(), one)
        });
        let hit = |one: Match| Hit { start: one.start(), needle: one.pattern().as_usize() };
        let mut hits: Vec<Hit> = found.map(hit).collect();
        hits.sort_by_key(|hit| hit.start);
        hits
    }

    /// The patterns that ask for no import, or for one that a file with these needles may have.
    pub fn imported<'a>(&'a self, file: &'a Held) -> impl Iterator<Item = &'a Pattern> {
        let named = |one: &&Pattern| one.imports.is_empty() || file.any(&one.imports);
        self.patterns.iter().filter(named)
    }

    /// Those of them that make facts and may match somewhere in the file.
    pub fn active<'a>(&'a self, file: &'a Held) -> impl Iterator<Item = &'a Pattern> {
        self.imported(file).filter(|one| one.facts && one.may_match(file))
    }
}

impl Pattern {
    /// Whether it holds only for files with some import.
    pub fn asks_for_import(&self) -> bool {
        !self.imports.is_empty()
    }

    /// Whether a text with these needles may hold a match.
    pub fn may_match(&self, held: &Held) -> bool {
        self.words.iter().all(|list| held.any(list))
    }
}

impl Held {
    /// Adds a needle.
    pub fn add(&mut self, hit: Hit) {
        let (word, bit) = (hit.needle / 64, hit.needle % 64);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(word) {
            *bits |= 1 << bit;
        }
    }

    fn any(&self, list: &[Needle]) -> bool {
        list.iter().any(|needle| {
            self.0.get(needle / 64).is_some_and(|bits| bits & (1 << (needle % 64)) != 0)
        })
    }
}

/// Whether no letter or digit of the text goes on before or behind the letters of the match: a node of a
/// tree is never a part of a word.
fn is_whole_word(text: &[u8], found: &Match) -> bool {
    let is_part =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let at = |place: Option<usize>| place.and_then(|place| text.get(place));
    let (start, end) = (found.start(), found.end());
    let first = is_part(at(Some(start))) && is_part(at(start.checked_sub(1)));
    let last = is_part(at(end.checked_sub(1))) && is_part(at(Some(end)));
    !first && !last
}

/// Needles, whether they are whole words, and their numbers.
#[derive(Default)]
struct Table {
    texts: BTreeMap<(String, bool), Needle>,
}

impl Table {
    fn number(&mut self, text: &str, whole: bool) -> Needle {
        let next = self.texts.len();
        *self.texts.entry((text.to_owned(), whole)).or_insert(next)
    }

    fn pattern(
        &mut self,
        (kind, index, facts): (QueryKind, usize, bool),
        piece: &Piece<'_>,
    ) -> Pattern {
        // Of code that imports nothing the property `text` says what it must hold.
        let named = piece.properties.iter().filter(|(key, _)| matches!(&**key, "import" | "text"));
        let imports = named.flat_map(|(_, value)| value.split_whitespace());
        let imports = imports.map(|text| self.number(text, false)).collect();
        let always = |capture: &str| piece.captures.get(capture).copied().unwrap_or_default();
        let predicates = piece.predicates.iter().filter(|one| always(one.capture));
        let words = predicates
            .flat_map(asked_for)
            .map(|(list, whole)| list.iter().map(|text| self.number(text, whole)).collect())
            .collect();
        Pattern { kind, index, facts, imports, words }
    }
}

fn makes_facts(piece: &Piece<'_>, captures: &[&str]) -> bool {
    piece.captures.keys().any(|name| {
        captures.iter().any(|known| {
            name.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    })
}

/// Lists of texts, of each of which a predicate asks for one, and whether they are whole words.
pub(super) fn asked_for(predicate: &Predicate<'_>) -> Vec<(Vec<String>, bool)> {
    match predicate.name {
        "eq?" | "any-of?" => vec![(predicate.texts.clone(), true)],
        "match?" => {
            let ends = predicate.texts.iter().flat_map(|text| ends_of(text));
            ends.map(|list| (list, false)).collect()
        }
        _ => Vec::new(),
    }
}

/// The texts with which everything that fits `expression` begins, and those with which it ends.
fn ends_of(expression: &str) -> Vec<Vec<String>> {
    let Ok(parsed) = regex_syntax::parse(expression) else { return Vec::new() };
    let ends = [ExtractKind::Prefix, ExtractKind::Suffix].map(|kind| {
        let literals = Extractor::new().kind(kind).extract(&parsed);
        let texts = literals.literals()?.iter().map(|literal| {
            let text = std::str::from_utf8(literal.as_bytes()).ok()?;
            (text.len() > 1).then(|| text.to_owned())
        });
        texts.collect::<Option<Vec<_>>>()
    });
    ends.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_give_what_all_that_fits_begins_and_ends_with() {
        let (begins, ends) = (vec!["ab".to_owned(), "cd".to_owned()], vec!["ef".to_owned()]);
        assert_eq!(ends_of("(ab|cd)[a-z]*ef"), [begins, ends]);
        assert_eq!(ends_of("[a-z]+"), Vec::<Vec<String>>::new());
        assert_eq!(ends_of("x?"), Vec::<Vec<String>>::new());
    }

    /// Whether each pattern may match in `text`, by the order of the patterns.
    #[track_caller]
    fn check(query: &str, text: &str, expected: &[usize]) {
        let needles = Needles::of([(QueryKind::Config, query)].into_iter()).unwrap();
        let mut held = Held::default();
        needles.hits(text).into_iter().for_each(|hit| held.add(hit));
        let found: Vec<usize> = needles.active(&held).map(|pattern| pattern.index).collect();
        assert_eq!(found, expected, "{query} in {text}");
    }

    #[test]
    fn a_pattern_needs_the_words_of_its_predicates() {
        let query = "((a) @setting.key (#eq? @setting.key \"Get\"))\n\
                     ((a) @setting.key (b)? @o (#any-of? @setting.key \"A\" \"B\") (#eq? @o \"Z\"))\n\
                     ((a) @constant.name (#eq? @constant.name \"C\"))\n\
                     ((a) @setting.key (#set! import \"x/y z\") (#match? @setting.key \"Env$\"))";
        check(query, "o.Get(1)", &[0]);
        check(query, "o.GetAll(1), CB, Target", &[]);
        check(query, "B C", &[1]);
        check(query, "GetEnv", &[]);
        check(query, "\"x/y\" GetEnv", &[3]);
    }
}
