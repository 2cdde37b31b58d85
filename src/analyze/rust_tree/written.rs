//! The tests that macros write, each once for its call.

use std::collections::BTreeSet;

use crate::model::{FileFacts, Test, TestVia};

/// Tests by file, name and line, the ones that stand in the files and the ones that macros write.
#[derive(Default)]
pub(super) struct Written<'a> {
    known: BTreeSet<(&'a str, String, u32)>,
    tests: Vec<Test>,
}

impl<'a> Written<'a> {
    /// None yet, beside the tests that the files hold.
    pub(super) fn beside(facts: impl Iterator<Item = &'a FileFacts>) -> Self {
        let tests = facts.flat_map(|facts| {
            facts.tests.iter().map(|test| (&*facts.file.path, test.name.clone(), test.at.line))
        });
        Self { known: tests.collect(), tests: Vec::new() }
    }

    /// Adds what a call in these lines writes. A macro that hands on the tests in its braces writes
    /// none, and one that does so for several modules writes a test of the same name once.
    pub(super) fn add(
        &mut self,
        file: &'a FileFacts,
        tests: &[Test],
        (line, end_line): (u32, u32),
    ) {
        for test in tests {
            let path = &*file.file.path;
            let from = (path, test.name.clone(), line);
            let to = (path, test.name.clone(), end_line);
            if self.known.range(from.clone()..=to).next().is_some() {
                continue;
            }
            self.known.insert(from);
            let mut at = test.at.clone();
            (at.line, at.end_line) = (line, end_line);
            let decided = at.rule.strip_prefix("rust.test").unwrap_or_default();
            at.rule = format!("rust.test.macro{decided}").into();
            self.tests.push(Test { at, via: TestVia::Macro, ..test.clone() });
        }
    }

    /// All that macros write.
    pub(super) fn tests(self) -> Vec<Test> {
        self.tests
    }
}
