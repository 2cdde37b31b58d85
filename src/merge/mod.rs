//! What the program last wrote, what people made of it, and what the program would write now, to one text;
//! pure.
//!
//! Markdown is merged block by block: sections, list items, rows of tables and paragraphs are found again by
//! their identifier, their words or their likeness, wherever they went, so that most edits touch nothing that
//! the program changed. Only inside a block that both sides changed does Git's own text merge decide, first
//! line by line, then word by word. JSON is merged value by value, elements of lists by their identifier.

mod blocks;
mod claims;
mod json;
mod keys;
mod matching;
mod order;
mod prose;
mod text;
mod tree;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

pub use self::{
    claims::{Ticks, identifiers, ticks},
    json::json,
    prose::markdown,
    text::{has_conflict, unified_diff},
};

/// The three texts of a merge, with `\n` at the ends of lines.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sides<'a> {
    /// What the program last wrote.
    pub base: &'a str,
    /// What people made of it.
    pub ours: &'a str,
    /// What the program would write now.
    pub theirs: &'a str,
}

/// What is told about the sides.
#[derive(Clone, Copy, Debug)]
pub struct Labels<'a> {
    /// Name of the people's side in a conflict.
    pub ours: &'a str,
    /// Name of the program's side in a conflict.
    pub theirs: &'a str,
    /// Identifiers of what comes back although people deleted it, because what it stands for has changed.
    pub revived: &'a BTreeSet<String>,
}

/// What came of a merge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The text, with conflict markers as Git sets them when there are conflicts.
    pub text: String,
    /// Places that both sides changed in different ways.
    pub conflicts: usize,
    /// Identifiers that came back although people had deleted them.
    pub revived: Vec<String>,
    /// Identifiers that people have deleted and that the program would still write.
    pub deleted: Vec<String>,
}
