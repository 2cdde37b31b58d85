//! Texts by number: names and types repeat many times in a file.

use std::borrow::Cow;

use crate::model::TextList;

/// Texts in the order in which they came, and a table that finds them again.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// By number.
    pub(super) list: TextList,
    /// Numbers of texts by their hash, or the next free place behind it; its length is a power of two.
    places: Vec<Option<u32>>,
}

impl Texts {
    /// Goes on with a list of another part of the file.
    pub(super) fn of(list: &TextList) -> Self {
        let mut texts = Self::default();
        for text in list.iter() {
            texts.number(text);
        }
        texts
    }

    pub(super) fn number(&mut self, text: &str) -> u32 {
        if self.places.len() < (self.list.len() + 1) * 2 {
            self.grow();
        }
        let (place, known) = self.place(text);
        if let Some(known) = known {
            return known;
        }
        let number = self.list.push(text);
        if let Some(slot) = self.places.get_mut(place) {
            *slot = Some(number);
        }
        number
    }

    /// Where a text stands or would stand, and its number if it has one.
    fn place(&self, text: &str) -> (usize, Option<u32>) {
        let mask = self.places.len().wrapping_sub(1);
        let mut place = hash(text.as_bytes()) & mask;
        while let Some(Some(number)) = self.places.get(place) {
            if self.list.get(*number) == Some(text) {
                return (place, Some(*number));
            }
            place = (place + 1) & mask;
        }
        (place, None)
    }

    fn grow(&mut self) {
        self.places = vec![None; (self.places.len() * 2).max(64)];
        for (number, text) in (0..).zip(self.list.iter()) {
            let (place, _) = self.place(text);
            if let Some(slot) = self.places.get_mut(place) {
                *slot = Some(number);
            }
        }
    }
}

/// Eight bytes at a time; only places in a table depend on it.
fn hash(bytes: &[u8]) -> usize {
    const FACTOR: u64 = 0x517c_c1b7_2722_0a95;
    let mut hash = bytes.len() as u64;
    let (chunks, rest) = bytes.as_chunks::<8>();
    for chunk in chunks {
        hash = (hash.rotate_left(5) ^ u64::from_le_bytes(*chunk)).wrapping_mul(FACTOR);
    }
    let last = rest.iter().fold(0, |sum: u64, byte| (sum << 8) | u64::from(*byte));
    hash = (hash.rotate_left(5) ^ last).wrapping_mul(FACTOR);
    usize::try_from(hash >> 32).unwrap_or_default()
}

/// The text of a type on one line. The fields of a struct without a name end with semicolons, put where the
/// compiler puts them: behind a line that ends a field.
pub(super) fn type_text(whole: &str) -> Cow<'_, str> {
    if is_folded(whole) {
        return Cow::Borrowed(whole);
    }
    if !whole.contains('\n') || !whole.contains("struct") {
        return Cow::Owned(whole.split_whitespace().collect::<Vec<_>>().join(" "));
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
    folded.truncate(folded.trim_end_matches([';', ' ']).len());
    Cow::Owned(folded)
}

/// Whether nothing in the text is white space but single blanks between words.
fn is_folded(text: &str) -> bool {
    let plain = |byte: &u8| byte.is_ascii_graphic() || *byte == b' ';
    let mut blank = true;
    let single = text.bytes().all(|byte| {
        let before = std::mem::replace(&mut blank, byte == b' ');
        plain(&byte) && !(before && blank)
    });
    single && !blank
}
