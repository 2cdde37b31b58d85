//! What a text must hold before a pattern can match in it, read from the pattern's own predicates.
//!
//! `#eq?` and `#any-of?` ask for one of their words, `#match?` for one of the texts with which everything
//! that fits its expression begins, and for one with which it ends. A text without them has no match, so
//! nobody needs to parse it. A pattern without such predicates may match anywhere.

use std::collections::BTreeMap;

use super::{
    checks::{Asked, Check},
    pieces::{self, Piece, Predicate, Spot},
    query::QueryKind,
};
use aho_corasick::{AhoCorasick, AhoCorasickKind, Match, MatchKind};
use regex_syntax::hir::literal::{ExtractKind, Extractor};

/// What texts of one language must hold for the patterns that make facts of what stands in functions.
#[derive(Debug)]
pub struct Needles {
    finder: AhoCorasick,
    /// What is asked of each text of the finder where it is found.
    checks: Vec<Check>,
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
        let checks = numbered.iter().map(|((_, asked), _)| Check::new(asked.clone())).collect();
        Some(Self { finder: finder.ok()?, checks, patterns })
    }

    /// Every needle in `text`, in the order of the source.
    pub fn hits(&self, text: &str) -> Vec<Hit> {
        let found = self.finder.find_overlapping_iter(text);
        let found = found.filter(|one| {
            let check = self.checks.get(one.pattern().as_usize());
            check.is_none_or(|check| check.fits(text, one))
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

/// Needles, what is asked where they are found, and their numbers.
#[derive(Default)]
struct Table {
    texts: BTreeMap<(String, Asked), Needle>,
}

impl Table {
    fn number(&mut self, text: &str, asked: &Asked) -> Needle {
        let next = self.texts.len();
        *self.texts.entry((text.to_owned(), asked.clone())).or_insert(next)
    }

    fn pattern(
        &mut self,
        (kind, index, facts): (QueryKind, usize, bool),
        piece: &Piece<'_>,
    ) -> Pattern {
        // Of code that imports nothing the property `text` says what it must hold.
        let named = piece.properties.iter().filter(|(key, _)| matches!(&**key, "import" | "text"));
        let imports = named.flat_map(|(_, value)| value.split_whitespace());
        let imports = imports.map(|text| self.number(text, &Asked::default())).collect();
        let always = |capture: &str| piece.captures.get(capture).copied().unwrap_or_default();
        let predicates = piece.predicates.iter().filter(|one| always(one.capture));
        let arguments = least_arguments(kind, piece);
        let asked = predicates.flat_map(|one| {
            let spot = piece.spots.get(one.capture).copied().unwrap_or_default();
            asked_for(one, spot, arguments)
        });
        let beside = piece.properties.iter().filter(|(key, _)| key == "beside");
        let whole = Asked { whole: true, ..Asked::default() };
        let beside = beside.map(|(_, word)| (vec![word.clone()], whole.clone()));
        let words = asked
            .chain(beside)
            .map(|(list, asked)| list.iter().map(|text| self.number(text, &asked)).collect())
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

/// Lists of texts, of each of which a predicate about a capture at `spot` asks for one, and what is asked where
/// they are found.
pub(super) fn asked_for(
    predicate: &Predicate<'_>,
    spot: Spot,
    arguments: usize,
) -> Vec<(Vec<String>, Asked)> {
    let arguments = if spot.called { arguments } else { 0 };
    let asked = Asked { called: spot.called, arguments, ..Asked::default() };
    match predicate.name {
        "eq?" | "any-of?" => vec![(predicate.texts.clone(), Asked { whole: true, ..asked })],
        "match?" => {
            let of = |text: &String| {
                let word = spot.word.then(|| text.clone());
                let asked = Asked { word, ..asked.clone() };
                ends_of(text).into_iter().map(move |list| (list, asked.clone())).collect()
            };
            predicate.texts.iter().flat_map(|text| -> Vec<_> { of(text) }).collect()
        }
        _ => Vec::new(),
    }
}

/// How many arguments a call needs that a pattern of routes makes a registration of, or a router over another;
/// what says its path or its methods otherwise may have fewer.
fn least_arguments(kind: QueryKind, piece: &Piece<'_>) -> usize {
    let property = |name: &str| {
        piece.properties.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    };
    let otherwise = property("path-call").or(property("operation")).is_some();
    if kind != QueryKind::Routes || otherwise {
        return 0;
    }
    if piece.captures.contains_key("adapter") {
        return 2;
    }
    if !piece.captures.contains_key("route") {
        return 0;
    }
    let number = |name: &str| property(name).and_then(|value| value.parse::<usize>().ok());
    number("handler").unwrap_or(number("path").unwrap_or(0) + 1) + 1
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
    fn words_are_asked_for_where_they_stand() {
        let query =
            "((call function: (selector_expression field: (field_identifier) @n)) @setting.key
              (#eq? @n \"Get\"))
             ((identifier) @setting.key (#match? @setting.key \"^env[a-z]*Or$\"))
             ((tag) @setting.tags (#match? @setting.tags \"env\") (#set! beside \"struct\"))";
        check(query, "Get(1), o.Get, envious, Or", &[]);
        check(query, "o.Get(1)", &[0]);
        check(query, "envhostOr(1)", &[1]);
        check(query, "struct { environment }", &[2]);
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
