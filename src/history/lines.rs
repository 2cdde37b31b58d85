//! Lines added and deleted between two contents, as `git diff --numstat` counts them: Myers'
//! algorithm with Git's shortcuts, binary files without lines.

use gix::{
    bstr::ByteSlice,
    diff::blob::{Algorithm, Diff, InternedInput, sources::byte_lines},
};

use super::attributes::Look;

/// What changes from one content to another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) added: u32,
    pub(super) deleted: u32,
    pub(super) binary: bool,
    /// Bytes of the old and the new content.
    pub(super) sizes: (u64, u64),
}

/// Compares two contents; one that does not exist is empty.
pub(super) fn count(old: &[u8], new: &[u8], look: Look) -> Counts {
    let sizes = (size(old), size(new));
    if is_binary(old, look) || is_binary(new, look) {
        return Counts { binary: true, sizes, ..Counts::default() };
    }
    let (added, deleted) = changed(old, new);
    Counts { added, deleted, binary: false, sizes }
}

/// Whether Git takes bytes for binary: a NUL among the first 8,000, unless an attribute decides.
pub(super) fn is_binary(bytes: &[u8], look: Look) -> bool {
    match look {
        Look::Auto => bytes.get(..8_000).unwrap_or(bytes).find_byte(0).is_some(),
        Look::Text => false,
        Look::Binary => true,
    }
}

fn changed(old: &[u8], new: &[u8]) -> (u32, u32) {
    let (left, right) = middle(old, new);
    if left.is_empty() || right.is_empty() {
        return (lines(right), lines(left));
    }
    // The whole contents: how often a line occurs in all of them decides which lines are skipped.
    let input = InternedInput::new(byte_lines(old), byte_lines(new));
    let diff = Diff::compute(Algorithm::Myers, &input);
    (diff.count_additions(), diff.count_removals())
}

/// Both contents without the whole lines that they begin and end with in common.
fn middle<'a>(old: &'a [u8], new: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    let same = common_start(old, new);
    let start = if same == old.len() && same == new.len() {
        same
    } else {
        let head = old.get(..same).unwrap_or_default();
        head.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1)
    };
    let (old, new) = (old.get(start..).unwrap_or_default(), new.get(start..).unwrap_or_default());
    let end = common_end(old, new);
    let cut = |content: &'a [u8]| content.get(..content.len() - end).unwrap_or_default();
    (cut(old), cut(new))
}

/// Bytes that are compared at once.
const STRIDE: usize = 64;

/// Number of equal bytes at the start.
fn common_start(old: &[u8], new: &[u8]) -> usize {
    let strides = old.chunks_exact(STRIDE).zip(new.chunks_exact(STRIDE));
    let equal = strides.take_while(|(old, new)| old == new).count() * STRIDE;
    let (old, new) = (old.get(equal..).unwrap_or_default(), new.get(equal..).unwrap_or_default());
    equal + old.iter().zip(new).take_while(|(old, new)| old == new).count()
}

/// Bytes of the whole lines that both contents end with.
fn common_end<'a>(old: &'a [u8], new: &'a [u8]) -> usize {
    let strides = old.rchunks_exact(STRIDE).zip(new.rchunks_exact(STRIDE));
    let equal = strides.take_while(|(old, new)| old == new).count() * STRIDE;
    let rest = |content: &'a [u8]| content.get(..content.len() - equal).unwrap_or_default();
    let pairs = rest(old).iter().rev().zip(rest(new).iter().rev());
    let same = equal + pairs.take_while(|(old, new)| old == new).count();
    let begins_line = |content: &[u8]| {
        let before = content.len() - same;
        before == 0 || content.get(before - 1) == Some(&b'\n')
    };
    if begins_line(old) && begins_line(new) {
        return same;
    }
    let tail = old.get(old.len() - same..).unwrap_or_default();
    tail.iter().position(|byte| *byte == b'\n').map_or(0, |at| same - at - 1)
}

/// Number of lines; the last one needs no end.
pub(super) fn lines(content: &[u8]) -> u32 {
    let ends = content.iter().map(|byte| usize::from(*byte == b'\n')).sum::<usize>();
    let open = content.last().is_some_and(|byte| *byte != b'\n');
    super::count(ends + usize::from(open))
}

fn size(content: &[u8]) -> u64 {
    u64::try_from(content.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, expected: (u32, u32)) {
        let counts = count(old.as_bytes(), new.as_bytes(), Look::Auto);
        assert_eq!((counts.added, counts.deleted), expected, "{old:?} -> {new:?}");
    }

    #[test]
    fn lines_are_counted() {
        check("", "", (0, 0));
        check("", "a\nb", (2, 0));
        check("a\nb\n", "", (0, 2));
        check("a\nb\nc\n", "a\nx\nc\n", (1, 1));
        check("a\nb\n", "a\nb", (1, 1));
        check("a", "a\nb", (2, 1));
        check("a\n", "a\nb", (1, 0));
        check("a\na\n", "a\na\na\n", (1, 0));
        check("x\nend", "y\nend", (1, 1));
        check("end", "x\nend", (1, 0));
        check("x\r\n", "x\n", (1, 1));
        check("xend\n", "end\n", (1, 1));
    }

    #[test]
    fn an_attribute_overrules_the_bytes() {
        let counts = |look| count(b"a\n", b"a\n\0\n", look);
        assert!(counts(Look::Auto).binary && counts(Look::Binary).binary);
        assert_eq!((counts(Look::Text).added, counts(Look::Text).binary), (1, false));
        assert!(count(b"a\n", b"b\n", Look::Binary).binary);
        let late = [vec![b'a'; 8_000], vec![0]].concat();
        assert!(!is_binary(&late, Look::Auto));
    }

    proptest! {
        #[test]
        fn cutting_the_ends_changes_no_count(
            old in vec(select(vec!["a", "b\n", "\n", "c\r\n"]), 0..9),
            new in vec(select(vec!["a", "b\n", "\n", "c\r\n"]), 0..9),
            around in 0_u8..4,
        ) {
            let around = "long enough to be compared in strides\n".repeat(usize::from(around));
            let (old, new) = (old.concat(), new.concat());
            let old = format!("{around}{old}{around}");
            let new = format!("{around}{new}{around}");
            let input = InternedInput::new(byte_lines(old.as_bytes()), byte_lines(new.as_bytes()));
            let diff = Diff::compute(Algorithm::Myers, &input);
            let expected = (diff.count_additions(), diff.count_removals());
            prop_assert_eq!(changed(old.as_bytes(), new.as_bytes()), expected);
        }
    }
}
