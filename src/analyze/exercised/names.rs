//! What the name of a test says that it exercises: `TestStore_Load` the method `Load` of `Store`,
//! `TestParseEmpty` the function `Parse`, `parse_rejects_blanks` the function `parse`.
//!
//! A name that several declarations have says nothing, unless the test calls one of them.

use std::sync::Arc;

use super::targets::Homes;
use crate::model::{FileFacts, TargetKind, Test, TestTarget};

type Named<'a> = (TargetKind, (&'a str, &'a Arc<str>, u32));

/// What stands before the name of what is tested.
const PREFIXES: [&str; 6] = ["Test", "Benchmark", "Fuzz", "Example", "test_", "bench_"];

/// Words that speak of the test, not of what is tested.
const LEVELS: [&str; 9] = [
    "Integration",
    "Unit",
    "E2E",
    "Property",
    "Chaos",
    "Contract",
    "Smoke",
    "Functional",
    "Regression",
];

pub(super) fn matches<'a>(
    homes: &Homes<'a>,
    home: &str,
    file: &FileFacts,
    test: &Test,
    called: &[TestTarget],
) -> Vec<Named<'a>> {
    let rest = PREFIXES.iter().find_map(|prefix| test.name.strip_prefix(prefix));
    let rest = rest.unwrap_or(&test.name);
    let words: Vec<&str> = rest.split('_').filter(|word| !word.is_empty()).collect();
    let skipped = usize::from(words.first().is_some_and(|first| LEVELS.contains(first)));
    let words = words.get(skipped..).unwrap_or_default();
    let search = Search { homes, home, called };
    if file.file.language == "go" { search.camel(words) } else { search.snake(words) }
}

struct Search<'s, 'a> {
    homes: &'s Homes<'a>,
    home: &'s str,
    called: &'s [TestTarget],
}

impl<'a> Search<'_, 'a> {
    fn camel(&self, words: &[&str]) -> Vec<Named<'a>> {
        let [first, rest @ ..] = words else { return Vec::new() };
        for head in heads(first) {
            let behind = first.get(head.len()..).unwrap_or_default();
            let method = if behind.is_empty() { rest.first().copied() } else { Some(behind) };
            if let Some(of) = self.of_type(head) {
                let method = method.and_then(|name| self.longest(name, Some(of.1.0)));
                return method.into_iter().chain([of]).collect();
            }
            if let Some(found) = self.function(head, None) {
                return vec![found];
            }
        }
        Vec::new()
    }

    fn longest(&self, name: &str, of: Option<&str>) -> Option<Named<'a>> {
        heads(name).into_iter().find_map(|head| self.function(head, of))
    }

    fn snake(&self, words: &[&str]) -> Vec<Named<'a>> {
        let found = (1..=words.len()).rev().find_map(|count| {
            let name = words.get(..count)?.join("_");
            // A single short word is prose more often than a function.
            (count > 1 || name.len() > 4).then(|| self.function(&name, None))?
        });
        found.into_iter().collect()
    }

    /// The type of that name; its first letter may be small.
    fn of_type(&self, name: &str) -> Option<Named<'a>> {
        let small = lowered(name);
        let of_type = self.homes.of_type(self.home, name);
        let of_type = of_type.or_else(|| self.homes.of_type(self.home, &small))?;
        Some((TargetKind::Type, (&of_type.name, &of_type.at.file, of_type.at.line)))
    }

    /// The function or method of that name, when it is the only one, or the only one that is called.
    fn function(&self, name: &str, of: Option<&str>) -> Option<Named<'a>> {
        let small = lowered(name);
        let exact = self.homes.functions(self.home, name);
        let found = if exact.is_empty() { self.homes.functions(self.home, &small) } else { exact };
        let fits = |receiver: Option<&str>| of.is_none() || receiver == of;
        let fitting: Vec<_> =
            found.iter().filter(|node| fits(node.function.receiver.as_deref())).collect();
        let is_called = |file: &str, line: u32| {
            self.called.iter().any(|one| one.line == line && one.file.as_deref() == Some(file))
        };
        let called: Vec<_> = fitting
            .iter()
            .filter(|node| is_called(&node.function.at.file, node.function.at.line))
            .collect();
        let node = match (fitting.as_slice(), called.as_slice()) {
            ([one], _) => one,
            (_, [one]) => **one,
            _ => return None,
        };
        let at = &node.function.at;
        Some((TargetKind::Function, (&node.function.name, &at.file, at.line)))
    }
}

/// The word and every part of it that ends before a capital letter or digit, the longest first.
fn heads(word: &str) -> Vec<&str> {
    let ends = word.char_indices().skip(1).filter(|(_, c)| c.is_uppercase() || c.is_numeric());
    let mut heads: Vec<&str> = ends.filter_map(|(end, _)| word.get(..end)).collect();
    heads.push(word);
    heads.reverse();
    heads
}

fn lowered(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}
