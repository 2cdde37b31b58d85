//! What people say in a generated document: identifiers they use, boxes they tick.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    blocks::{Document, Kind},
    keys,
};

/// Boxes of a piece of work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ticks {
    /// How many are ticked.
    pub ticked: u32,
    /// How many there are.
    pub boxes: u32,
}

/// The boxes of every piece of work of a document, its own and those in it, by its identifier.
pub fn ticks(text: &str) -> BTreeMap<String, Ticks> {
    let document = Document::parse(text);
    let mut found = BTreeMap::new();
    gather(&document, 0, None, &mut found);
    found
}

fn gather(
    document: &Document,
    id: usize,
    above: Option<&str>,
    found: &mut BTreeMap<String, Ticks>,
) {
    let block = document.block(id);
    let is_item = matches!(block.kind, Kind::Item(_));
    let own = match block.kind {
        Kind::Item(_) if above.is_none() => keys::work(&block.text),
        // A section that names no work ends the one above it.
        Kind::Section(_) => keys::work(&block.text),
        _ => above,
    };
    let own = if is_item { above.or(own) } else { own };
    if let Some(work) = own
        && is_item
        && let Some((letter, _)) = keys::tick(&block.text)
    {
        let ticks = found.entry(work.to_owned()).or_default();
        ticks.boxes += 1;
        ticks.ticked += u32::from(letter != ' ');
    }
    for child in &block.children {
        gather(document, *child, own, found);
    }
}

/// All identifiers in a text that begin with `prefix` and go on with digits.
pub fn identifiers<'a>(text: &'a str, prefix: &str) -> BTreeSet<&'a str> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    let words = text.split(|letter| !is_part(letter));
    let is_one = |word: &&str| {
        let number = word.strip_prefix(prefix).unwrap_or_default();
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    words.filter(is_one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_belong_to_the_work_they_are_in() {
        let text = "# Plan\n- [x] no work\n- **T-001** a\n  - [x] one\n  - [ ] two\n- [X] **T-002** b\n\
            - **T-003** c\n## Task T-004: d\n- [x] **FR-1**: e\n## Other\n- [x] f\n";
        let found: Vec<(String, u32, u32)> =
            ticks(text).into_iter().map(|(id, ticks)| (id, ticks.ticked, ticks.boxes)).collect();
        let expected = [("T-001", 1, 2), ("T-002", 1, 1), ("T-004", 1, 1)];
        assert_eq!(found, expected.map(|(id, ticked, boxes)| (id.to_owned(), ticked, boxes)));
    }

    #[test]
    fn identifiers_are_whole_words() {
        let found = identifiers("T-001, **T-12** XT-3 T-4a T- `T-5`", "T-");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["T-001", "T-12", "T-5"]);
    }
}
