//! A secret and what it is called.

use std::ops::Range;

/// A secret in a text; it holds the place and never the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is: `github-token`, `password`, `private-key`, …
    pub kind: &'static str,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

impl Found {
    /// What stands in its place.
    pub fn marker(&self) -> String {
        format!("(redacted:{})", self.kind)
    }

    /// What it is, in words: `a GitHub token` would need a list; `github token` does.
    pub fn words(&self) -> String {
        self.kind.replace('-', " ")
    }
}
