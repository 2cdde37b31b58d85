//! Texts by number: names and types repeat many times in a file.

use std::{collections::BTreeMap, sync::Arc};

use tree_sitter::Node;

use crate::extract::syntax;

#[derive(Debug, Default)]
pub(super) struct Texts {
    /// By number.
    pub(super) list: Vec<Arc<str>>,
    numbers: BTreeMap<Arc<str>, u32>,
}

impl Texts {
    /// Goes on with a list of another part of the file.
    pub(super) fn of(list: &[Arc<str>]) -> Self {
        let mut texts = Self::default();
        for text in list {
            texts.number(text);
        }
        texts
    }

    pub(super) fn number(&mut self, text: &str) -> u32 {
        if let Some(known) = self.numbers.get(text) {
            return *known;
        }
        let text: Arc<str> = text.into();
        let number = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(Arc::clone(&text));
        self.numbers.insert(text, number);
        number
    }
}

/// The text of a type on one line. The fields of a struct without a name end with semicolons, put where the
/// compiler puts them: behind a line that ends a field.
pub(super) fn of_type(node: Node<'_>, text: &str) -> String {
    let whole = syntax::text_of(node, text);
    if !whole.contains('\n') || !whole.contains("struct") {
        return syntax::folded(node, text);
    }
    let mut folded = String::new();
    for line in whole.lines() {
        let line = line.split_once("//").map_or(line, |(before, _)| before).trim();
        let words: Vec<_> = line.split_whitespace().collect();
        folded.push_str(&words.join(" "));
        folded.push(if line.is_empty() || line.ends_with(['{', '(', ',', ';']) {
            ' '
        } else {
            ';'
        });
    }
    folded.trim_end_matches([';', ' ']).to_owned()
}
