//! With which nodes the patterns of a query begin, read from its text. A walk over a tree then asks the query
//! only where a pattern could begin: the library's own cursor does more for each node than a parser does.

use std::sync::Arc;

use tree_sitter::{Language, Query};

use super::pieces::Piece;

/// Where the patterns of a query begin.
#[derive(Debug)]
pub struct Roots {
    /// By the number of a node's kind.
    starts: Vec<Start>,
    /// The patterns that begin with one of several siblings.
    pub siblings: Option<Siblings>,
}

/// Patterns of several siblings, which are asked of the node around them.
#[derive(Debug)]
pub struct Siblings {
    /// These patterns alone.
    pub query: Arc<Query>,
    /// Their places in the whole query.
    pub patterns: Vec<usize>,
}

/// What begins with a node of one kind.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// Patterns that have to be asked of the node.
    pub asked: bool,
    /// Patterns of several siblings, of which it may be the first.
    pub sibling: bool,
    /// Patterns that say no more than the kind: their places, and the numbers of their captures.
    pub plain: Vec<(usize, usize)>,
}

impl Roots {
    /// Reads the patterns `pieces` of `query`; `None` where one of them may begin with any node.
    pub(super) fn of(
        (grammar, query): (&Language, &Query),
        pieces: &[Piece<'_>],
        compile: impl FnOnce(&str) -> Option<Query>,
    ) -> Option<Self> {
        let mut starts = vec![Start::default(); grammar.node_kind_count()];
        let mut several = Vec::new();
        for (index, piece) in pieces.iter().enumerate() {
            let shape = Shape::of(piece.text)?;
            for kind in &shape.kinds {
                let start = starts.get_mut(number(grammar, kind)?)?;
                match (shape.plain, shape.several) {
                    (Some(name), _) => start.plain.push((index, capture(query, name)?)),
                    (None, true) => start.sibling = true,
                    (None, false) => start.asked = true,
                }
            }
            several.extend(shape.several.then_some((index, piece.text)));
        }
        let (patterns, texts): (Vec<usize>, Vec<&str>) = several.into_iter().unzip();
        let mut siblings = None;
        if !texts.is_empty() {
            let query = Arc::new(compile(&texts.join("\n"))?);
            siblings = Some(Siblings { query, patterns });
        }
        Some(Self { starts, siblings })
    }

    /// What begins with a node of the kind with this number.
    pub fn start(&self, kind: u16) -> Option<&Start> {
        self.starts.get(usize::from(kind))
    }

    /// Whether anything begins with a node, by the number of its kind.
    pub fn begins(&self) -> impl Iterator<Item = bool> {
        self.starts.iter().map(|start| start.asked || start.sibling || !start.plain.is_empty())
    }
}

/// The number of a kind that nodes have; kinds that stand for several others have none.
fn number(grammar: &Language, kind: &str) -> Option<usize> {
    let number = grammar.id_for_node_kind(kind, true);
    (number != 0 && !grammar.node_kind_is_supertype(number)).then_some(usize::from(number))
}

fn capture(query: &Query, name: &str) -> Option<usize> {
    query.capture_names().iter().position(|known| *known == name)
}

/// How a pattern begins.
#[derive(Debug, PartialEq, Eq)]
struct Shape<'q> {
    kinds: Vec<&'q str>,
    /// It speaks of several siblings; the kinds are those of the first.
    several: bool,
    /// The capture of a pattern that says no more than the kinds.
    plain: Option<&'q str>,
}

impl<'q> Shape<'q> {
    /// `None` for what may begin with any node.
    fn of(pattern: &'q str) -> Option<Self> {
        let parts = parts(pattern);
        let (first, behind) = parts.split_first()?;
        let captures: Option<Vec<&str>> =
            behind.iter().map(|part| part.strip_prefix('@')).collect();
        let shape = Self::of_item(first)?;
        let plain = match captures?.as_slice() {
            [name] => shape.plain.map(|_| *name),
            _ => None,
        };
        Some(Self { plain, ..shape })
    }

    fn of_item(item: &'q str) -> Option<Self> {
        let inside = item.get(1..item.len().checked_sub(1)?)?;
        let parts = parts(inside);
        match (item.as_bytes().first()?, parts.as_slice()) {
            (b'[', parts) => Self::of_alternatives(parts),
            (b'(', [first, ..]) if first.starts_with(['(', '[']) => Self::of_group(&parts),
            (b'(', [kind, rest @ ..]) => {
                let named = |c: char| c.is_ascii_alphanumeric() || c == '_';
                let any = matches!(*kind, "_" | "ERROR" | "MISSING") || !kind.chars().all(named);
                let plain = rest.is_empty().then_some("");
                (!any).then(|| Self { kinds: vec![kind], several: false, plain })
            }
            _ => None,
        }
    }

    fn of_alternatives(parts: &[&'q str]) -> Option<Self> {
        let mut all = Self { kinds: Vec::new(), several: false, plain: Some("") };
        for part in parts {
            if part.starts_with('@') {
                all.plain = None;
                continue;
            }
            let one = Self::of_item(part).filter(|one| !one.several)?;
            all.kinds.extend(one.kinds);
            all.plain = all.plain.and(one.plain);
        }
        Some(all)
    }

    /// Nodes and predicates in parentheses.
    fn of_group(parts: &[&'q str]) -> Option<Self> {
        let is_node = |part: &&&str| part.starts_with(['(', '[', '"']) && !part.starts_with("(#");
        let (first, behind) = parts.split_first()?;
        // What may be absent or there more than once says nothing about the first node.
        if behind.first().is_some_and(|part| matches!(*part, "?" | "*" | "+")) {
            return None;
        }
        let shape = Self::of_item(first).filter(|shape| !shape.several)?;
        Some(Self { several: parts.iter().filter(is_node).count() > 1, plain: None, ..shape })
    }
}

/// The parts of a text outside of brackets: what stands in brackets or quotes with those, words and signs.
/// Comments are none.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            ';' => rest.find('\n'),
            '(' | '[' | '"' => Some(enclosed(rest)),
            '?' | '*' | '+' => Some(1),
            _ => rest.find(|c: char| c.is_whitespace() || "()[]\";*+".contains(c)),
        };
        let (part, behind) = rest.split_at(length.unwrap_or(rest.len()).max(first.len_utf8()));
        if first != ';' {
            parts.push(part);
        }
        rest = behind.trim_start();
    }
    parts
}

/// Length of what begins with a bracket or quote, up to the one that closes it.
fn enclosed(text: &str) -> usize {
    let (mut depth, mut quoted, mut comment, mut escaped) = (0_usize, false, false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\n' => comment = false,
            _ if comment => {}
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            ';' => comment = true,
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && !quoted && !comment {
            return at + letter.len_utf8();
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{LANGUAGES, QueryKind, Registry};

    #[track_caller]
    fn check(pattern: &str, expected: Option<(&str, bool, Option<&str>)>) {
        let found = Shape::of(pattern);
        let found = found.map(|shape| (shape.kinds.join(" "), shape.several, shape.plain));
        let expected = expected.map(|(kinds, several, plain)| (kinds.to_owned(), several, plain));
        assert_eq!(found, expected, "{pattern}");
    }

    #[test]
    fn patterns_begin_with_the_kinds_that_they_name_first() {
        check("(a) @x", Some(("a", false, Some("x"))));
        check("(a) @x @y", Some(("a", false, None)));
        check("(a (b) @x)", Some(("a", false, None)));
        check("[(a) ; (c)\n (b)] @x", Some(("a b", false, Some("x"))));
        check("[(a) @y (b)] @x", Some(("a b", false, None)));
        check("((a \")\" (b)) @x (#eq? @x \"(\") (#set! k))", Some(("a", false, None)));
        check("((a) . [(c) (d)]* . (b) @x (#eq? @x \"y\"))", Some(("a", true, None)));
        check("([(a (c)) (b)] @x (#set! k))", Some(("a b", false, None)));
    }

    #[test]
    fn other_patterns_may_begin_anywhere() {
        check("(_) @x", None);
        check("(a)+ @x", None);
        check("((a)? (b) @x)", None);
        check("(a/b) @x", None);
        check("\"a\" @x", None);
        check("[\"a\" (b)] @x", None);
        check("(ERROR) @x", None);
    }

    #[test]
    fn built_in_declarations_name_what_they_begin_with() {
        let registry = Registry::new(&[]).unwrap();
        for language in LANGUAGES.iter().filter(|language| language.grammar.is_some()) {
            for kind in [QueryKind::Tags, QueryKind::Imports, QueryKind::Tests] {
                let asked = registry.asked(language.id, kind).unwrap();
                assert!(asked.roots.is_some(), "{} {}", language.id, kind.name());
            }
        }
    }
}
