//! The text of a query, pattern by pattern, read without the grammar: compiling a query takes as long as
//! parsing a hundred files, and what is asked of a file is seldom all of it.

use std::collections::BTreeMap;

/// One pattern of a query.
#[derive(Debug, Default)]
pub(super) struct Piece<'q> {
    /// Its text, predicates and properties among it.
    pub(super) text: &'q str,
    /// Its captures, and whether every match has a node for them.
    pub(super) captures: BTreeMap<&'q str, bool>,
    /// Where its captures stand.
    pub(super) spots: BTreeMap<&'q str, Spot>,
    /// `#eq?` and the like.
    pub(super) predicates: Vec<Predicate<'q>>,
    /// What `#set!` says.
    pub(super) properties: Vec<(String, String)>,
}

/// What is sure of every node that a capture may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spot {
    /// It is one word.
    pub(super) word: bool,
    /// It stands behind a dot and is called.
    pub(super) called: bool,
}

/// Kinds of nodes that are one word.
const WORDS: [&str; 4] =
    ["identifier", "field_identifier", "package_identifier", "type_identifier"];

/// A predicate about a capture and texts.
#[derive(Debug)]
pub(super) struct Predicate<'q> {
    /// Name without `#`.
    pub(super) name: &'q str,
    /// The capture without `@`.
    pub(super) capture: &'q str,
    /// What it is compared with.
    pub(super) texts: Vec<String>,
}

impl Piece<'_> {
    /// The value that `#set!` gives `key`; empty when it gives none but names the key.
    pub(super) fn property(&self, key: &str) -> Option<&str> {
        let found = self.properties.iter().find(|(name, _)| name == key)?;
        Some(&found.1)
    }
}

/// The patterns of a query.
pub(super) fn of(query: &str) -> Vec<Piece<'_>> {
    let mut reader =
        Reader { query, rest: query, piece: Piece::default(), field: "", around: Vec::new() };
    let mut pieces = Vec::new();
    loop {
        reader.skip_blanks();
        let start = query.len() - reader.rest.len();
        let Some(captures) = reader.item() else { return pieces };
        let end = query.len() - reader.rest.len();
        let text = query.get(start..end).unwrap_or_default();
        let read = std::mem::take(&mut reader.piece);
        pieces.push(Piece { text, captures, ..read });
    }
}

type Captures<'q> = BTreeMap<&'q str, bool>;

struct Reader<'q> {
    query: &'q str,
    rest: &'q str,
    /// Predicates and properties of the pattern that is read.
    piece: Piece<'q>,
    /// The field's name in front of the next item.
    field: &'q str,
    /// Fields and kinds of the nodes around.
    around: Vec<(&'q str, &'q str)>,
}

impl<'q> Reader<'q> {
    /// A node, a group, a list of alternatives or a text, with the captures behind it; `None` at the end.
    fn item(&mut self) -> Option<Captures<'q>> {
        self.skip_blanks();
        let first = self.rest.chars().next()?;
        let field = std::mem::take(&mut self.field);
        let mut captures = Captures::new();
        let mut spot = Spot::default();
        match first {
            '(' => {
                self.around.push((field, self.kind()));
                spot = self.spot();
                captures = self.node();
                self.around.pop();
            }
            '[' => {
                self.around.push((field, ""));
                captures = self.alternatives();
                self.around.pop();
            }
            '"' => _ = self.text(),
            // `field: (node)`
            _ => {
                let word = self.word();
                if word.ends_with(':') {
                    self.field = word;
                    return self.item();
                }
            }
        }
        self.behind(&mut captures, spot);
        Some(captures)
    }

    /// The kind of the node whose parenthesis comes next.
    fn kind(&self) -> &'q str {
        let inside = self.rest.get(1..).unwrap_or_default();
        let ends = |c: char| c.is_whitespace() || "()[]\";".contains(c);
        inside.split(ends).next().unwrap_or_default()
    }

    /// What is sure of the node that is read.
    fn spot(&self) -> Spot {
        let mut outwards = self.around.iter().rev();
        let (field, kind) = outwards.next().copied().unwrap_or_default();
        let selects = outwards.next() == Some(&("function:", "selector_expression"));
        let word = WORDS.contains(&kind);
        Spot { word, called: word && field == "field:" && selects }
    }

    /// Quantifiers and captures behind an item.
    fn behind(&mut self, captures: &mut Captures<'q>, spot: Spot) {
        let mut optional = false;
        loop {
            self.skip_blanks();
            if let Some(rest) = self.rest.strip_prefix(['?', '*']) {
                optional = true;
                for always in captures.values_mut() {
                    *always = false;
                }
                self.rest = rest;
            } else if let Some(rest) = self.rest.strip_prefix('+') {
                self.rest = rest;
            } else if let Some(rest) = self.rest.strip_prefix('@') {
                self.rest = rest;
                let name = self.word();
                captures.insert(name, !optional);
                let known = self.piece.spots.entry(name).or_insert(spot);
                known.word &= spot.word;
                known.called &= spot.called;
            } else {
                return;
            }
        }
    }

    /// What stands between parentheses; a predicate has no captures of its own.
    fn node(&mut self) -> Captures<'q> {
        self.step();
        self.skip_blanks();
        if let Some(rest) = self.rest.strip_prefix('#') {
            self.rest = rest;
            self.predicate();
            return Captures::new();
        }
        let mut captures = Captures::new();
        self.inside(')', |found| {
            for (name, always) in found {
                *captures.entry(name).or_default() |= always;
            }
        });
        captures
    }

    /// One of several: a capture is always there when it is in each of them.
    fn alternatives(&mut self) -> Captures<'q> {
        self.step();
        let mut all: Vec<Captures<'q>> = Vec::new();
        self.inside(']', |found| all.push(found));
        let names: Vec<&str> = all.iter().flat_map(|one| one.keys().copied()).collect();
        let always = |name: &str| all.iter().all(|one| one.get(name).copied().unwrap_or_default());
        names.into_iter().map(|name| (name, always(name))).collect()
    }

    /// The items up to the closing bracket. Field names and anchors are no items.
    fn inside(&mut self, close: char, mut found: impl FnMut(Captures<'q>)) {
        loop {
            self.skip_blanks();
            if let Some(rest) = self.rest.strip_prefix(close) {
                self.rest = rest;
                return;
            }
            let before = self.rest.len();
            let is_word = !self.rest.starts_with(['(', '[', '"', '@']);
            if is_word && close == ')' {
                // The kind of the node, a field's name, an anchor; `_` may have captures.
                let word = self.word();
                self.field = if word.ends_with(':') { word } else { "" };
                let mut captures = Captures::new();
                self.behind(&mut captures, Spot::default());
                found(captures);
            } else if let Some(captures) = self.item() {
                found(captures);
            }
            // A stray sign must not stop the reader for ever.
            if self.rest.len() == before {
                self.step();
                if self.rest.is_empty() {
                    return;
                }
            }
        }
    }

    fn predicate(&mut self) {
        let name = self.word();
        let mut words = Vec::new();
        let mut texts = Vec::new();
        loop {
            self.skip_blanks();
            match self.rest.chars().next() {
                None => break,
                Some(')') => {
                    self.step();
                    break;
                }
                Some('"') => texts.push(self.text()),
                Some(_) => {
                    let before = self.rest.len();
                    words.push(self.word());
                    if self.rest.len() == before {
                        self.step();
                    }
                }
            }
        }
        let first = words.first().copied().unwrap_or_default();
        if name == "set!" {
            let mut values = words.into_iter().map(str::to_owned).chain(texts);
            let key = values.next().unwrap_or_default();
            self.piece.properties.push((key, values.next().unwrap_or_default()));
        } else if let Some(capture) = first.strip_prefix('@').filter(|_| words.len() == 1) {
            self.piece.predicates.push(Predicate { name, capture, texts });
        }
    }

    fn skip_blanks(&mut self) {
        loop {
            self.rest = self.rest.trim_start();
            let Some(comment) = self.rest.strip_prefix(';') else { return };
            self.rest = comment.find('\n').and_then(|end| comment.get(end..)).unwrap_or_default();
        }
    }

    fn step(&mut self) {
        let mut letters = self.rest.chars();
        letters.next();
        self.rest = letters.as_str();
    }

    fn word(&mut self) -> &'q str {
        let ends = |c: char| c.is_whitespace() || "()[]\";*+".contains(c);
        let mut end = self.rest.find(ends).unwrap_or(self.rest.len());
        // `name?` of a predicate is a word; `(x)?` begins with the sign.
        if self.rest.get(..end).is_some_and(|word| word.starts_with('?')) {
            end = 1;
        }
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        word
    }

    /// A text between quotes.
    fn text(&mut self) -> String {
        self.step();
        let mut value = String::new();
        let mut letters = self.rest.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '"' => break,
                '\\' => value.extend(letters.next().map(|letter| match letter {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    '0' => '\0',
                    other => other,
                })),
                _ => value.push(letter),
            }
        }
        self.rest = letters.as_str();
        debug_assert!(self.rest.len() <= self.query.len());
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{LANGUAGES, QueryKind};

    #[track_caller]
    fn check(pattern: &str, captures: &str, predicates: &str, properties: &str) {
        let pieces = of(pattern);
        let [piece] = &*pieces else { panic!("{} patterns in {pattern}", pieces.len()) };
        let shown =
            |(name, always): (&&str, &bool)| format!("{name}{}", if *always { "" } else { "?" });
        let found: Vec<_> = piece.captures.iter().map(shown).collect();
        assert_eq!(found.join(" "), captures, "{pattern}");
        let found: Vec<_> = piece
            .predicates
            .iter()
            .map(|one| format!("{} {} {}", one.name, one.capture, one.texts.join(",")))
            .collect();
        assert_eq!(found.join("; "), predicates, "{pattern}");
        let found: Vec<_> =
            piece.properties.iter().map(|(key, value)| format!("{key}={value}")).collect();
        assert_eq!(found.join(" "), properties, "{pattern}");
    }

    #[test]
    fn captures_know_whether_they_are_always_there() {
        check("(a name: (b) @x)", "x", "", "");
        check("(a (b)? @x (c (d) @y)* !field . _ @z .) @w", "w x? y? z", "", "");
        check("[(a) @x (b c: (d) @x)] @y", "x y", "", "");
        check("(a [(b) @x \"c\"] [\"d\" \"e\"] @y)", "x? y", "", "");
    }

    #[test]
    fn captures_know_where_they_stand() {
        let query =
            "(call function: (selector_expression operand: (_) @o field: (field_identifier) @a)
            arguments: (list . [(identifier) @b (selector_expression field: (field_identifier) @b)])
            . _ @c left: (selector_expression field: (field_identifier) @d) (identifier) @a)";
        let pieces = of(query);
        let found: Vec<_> = pieces[0].spots.iter().map(|(name, spot)| (*name, *spot)).collect();
        let spot = |word, called| Spot { word, called };
        let expected = [
            ("a", spot(true, false)),
            ("b", spot(true, false)),
            ("c", spot(false, false)),
            ("d", spot(true, false)),
            ("o", spot(false, false)),
        ];
        assert_eq!(found, expected);
        let pieces = of("(call function: (selector_expression field: (field_identifier) @a))");
        assert_eq!(pieces[0].spots.get("a"), Some(&spot(true, true)));
    }

    #[test]
    fn predicates_and_properties_are_no_nodes() {
        check(
            "((a \"(#eq? x\") @b ; (#eq? @c \"d\")\n (#any-of? @b \"e\\\"\" \"f\") (#set! k \"v\") (#set! l))",
            "b",
            "any-of? b e\",f",
            "k=v l=",
        );
        check("((a) @b (#match? @b \"^(x|y)\\\\(\"))", "b", "match? b ^(x|y)\\(", "");
        check("((a) @b (c) @d (#eq? @b @d))", "b d", "", "");
    }

    #[test]
    fn built_in_queries_have_the_patterns_that_the_library_sees() {
        for language in LANGUAGES.iter().filter(|language| language.grammar.is_some()) {
            for kind in QueryKind::ALL {
                let found = language.queries.iter().find(|(name, _)| *name == kind.name());
                let Some((_, text)) = found else { continue };
                let grammar = language.grammar.unwrap()();
                let query = tree_sitter::Query::new(&grammar, text).unwrap();
                let pieces = of(text);
                assert_eq!(pieces.len(), query.pattern_count(), "{} {}", language.id, kind.name());
                for (index, piece) in pieces.iter().enumerate() {
                    check_library(&query, index, piece);
                }
            }
        }
    }

    /// What is always there is so for the library as well.
    #[track_caller]
    fn check_library(query: &tree_sitter::Query, index: usize, piece: &Piece<'_>) {
        use tree_sitter::CaptureQuantifier::{One, OneOrMore, Zero};
        let names = query.capture_names().iter().zip(query.capture_quantifiers(index));
        for (name, quantifier) in names.filter(|(_, quantifier)| **quantifier != Zero) {
            let always = matches!(quantifier, One | OneOrMore);
            assert_eq!(piece.captures.get(name), Some(&always), "{name} in {}", piece.text);
        }
        let properties = query.property_settings(index).iter();
        let properties: Vec<_> = properties
            .map(|one| (one.key.to_string(), one.value.as_deref().unwrap_or_default().to_owned()))
            .collect();
        assert_eq!(piece.properties, properties, "{}", piece.text);
    }
}
