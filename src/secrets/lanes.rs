//! One automaton over four parts of a text at a time. A step waits for the table of the step before it, so
//! four that do not wait for each other take little longer than one.

use std::ops::Range;

use aho_corasick::{
    Anchored, MatchKind, PatternID,
    automaton::{Automaton, StateID},
    dfa::{Builder, DFA},
};

/// Parts of a text that are read side by side.
const LANES: usize = 4;

/// Words that are looked for, whatever the case of their ASCII letters, also where they overlap.
#[derive(Debug)]
pub(super) struct Lanes {
    automaton: DFA,
    start: StateID,
}

/// A word at its place: its number, its bytes.
pub(super) type Place = (usize, Range<usize>);

/// One part of a text.
struct Lane {
    state: StateID,
    /// Where the part starts.
    start: usize,
    found: Vec<Place>,
}

impl Lanes {
    /// `None` when the words are too many for a table.
    pub(super) fn new<'w>(words: impl Iterator<Item = &'w str>) -> Option<Self> {
        let mut builder = Builder::new();
        builder.ascii_case_insensitive(true).match_kind(MatchKind::Standard).prefilter(false);
        let automaton = builder.build(words).ok()?;
        let start = automaton.start_state(Anchored::No).ok()?;
        Some(Self { automaton, start })
    }

    /// Every word in a text, by the place of its end.
    pub(super) fn find(&self, text: &str) -> Vec<Place> {
        let bytes = text.as_bytes();
        let part = bytes.len() / LANES;
        let (first, rest) = bytes.split_at(part);
        let (second, rest) = rest.split_at(part);
        let (third, rest) = rest.split_at(part);
        let (fourth, rest) = rest.split_at(part);
        let mut lanes: [Lane; LANES] =
            std::array::from_fn(|number| self.lane(bytes, number * part));
        let side_by_side = first.iter().zip(second).zip(third).zip(fourth).enumerate();
        for (at, (((first, second), third), fourth)) in side_by_side {
            let mut special = false;
            for (lane, byte) in lanes.iter_mut().zip([first, second, third, fourth]) {
                lane.state = self.automaton.next_state(Anchored::No, lane.state, *byte);
                special |= self.automaton.is_special(lane.state);
            }
            if special {
                for lane in &mut lanes {
                    self.keep(lane, at);
                }
            }
        }
        if let Some(last) = lanes.last_mut() {
            for (at, byte) in rest.iter().enumerate() {
                last.state = self.automaton.next_state(Anchored::No, last.state, *byte);
                self.keep(last, part + at);
            }
        }
        lanes.into_iter().flat_map(|lane| lane.found).collect()
    }

    /// The lane that starts at a byte, in the state in which the bytes before leave it: no word is longer than
    /// those that are read for that, and those that end there are the lane's before.
    fn lane(&self, bytes: &[u8], start: usize) -> Lane {
        let before = start.saturating_sub(self.automaton.max_pattern_len());
        let before = bytes.get(before..start).unwrap_or_default();
        let next = |state, byte: &u8| self.automaton.next_state(Anchored::No, state, *byte);
        Lane { state: before.iter().fold(self.start, next), start, found: Vec::new() }
    }

    /// Keeps the words that end with the lane's byte number `at`.
    fn keep(&self, lane: &mut Lane, at: usize) {
        if !self.automaton.is_match(lane.state) {
            return;
        }
        let end = lane.start + at + 1;
        for number in 0..self.automaton.match_len(lane.state) {
            let word: PatternID = self.automaton.match_pattern(lane.state, number);
            let start = end.saturating_sub(self.automaton.pattern_len(word));
            lane.found.push((word.as_usize(), start..end));
        }
    }
}

#[cfg(test)]
mod tests {
    use aho_corasick::AhoCorasick;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_finds_what_one_lane_finds(text in "[abAB ]{0,60}") {
            let words = ["a", "ab", "bab", "abbaab", "b b"];
            let one = AhoCorasick::builder().ascii_case_insensitive(true).build(words).unwrap();
            let expected: Vec<Place> =
                one.find_overlapping_iter(&text).map(|it| (it.pattern().as_usize(), it.range())).collect();
            let found = Lanes::new(words.into_iter()).unwrap().find(&text);
            prop_assert_eq!(found, expected);
        }
    }
}
