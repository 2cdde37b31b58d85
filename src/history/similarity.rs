//! How much of one content is in another, as Git estimates it for renames: both are cut into lines of
//! at most 64 bytes, and the bytes of pieces that both have count. Equal to Git's numbers, because a
//! rename is one or none at a limit.

/// A score of 100 %.
pub(super) const FULL: u32 = 60_000;

/// What a content is made of: bytes per kind of piece, in the order of the kinds.
pub(super) struct Pieces {
    bytes: Vec<(u32, u32)>,
}

/// Longest piece, in bytes.
const LONGEST: u32 = 64;

/// Number of kinds of pieces.
const KINDS: u32 = 107_927;

impl Pieces {
    /// Cuts a content; in text a CR before a line's end is left out.
    pub(super) fn cut(content: &[u8], is_text: bool) -> Self {
        let mut bytes = Vec::new();
        let (mut low, mut high, mut length) = (0_u32, 0_u32, 0);
        let mut rest = content.iter().copied().peekable();
        while let Some(byte) = rest.next() {
            if is_text && byte == b'\r' && rest.peek() == Some(&b'\n') {
                continue;
            }
            let before = low;
            low = ((low << 7) ^ (high >> 25)).wrapping_add(u32::from(byte));
            high = (high << 7) ^ (before >> 25);
            length += 1;
            if length == LONGEST || byte == b'\n' {
                bytes.push((kind(low, high), length));
                (low, high, length) = (0, 0, 0);
            }
        }
        if length > 0 {
            bytes.push((kind(low, high), length));
        }
        bytes.sort_unstable();
        bytes.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            kept.1 += if same { next.1 } else { 0 };
            same
        });
        Self { bytes }
    }

    /// Bytes that are in both.
    pub(super) fn shared(&self, other: &Self) -> u64 {
        let mut theirs = other.bytes.iter().copied().peekable();
        let mut shared = 0;
        for (kind, bytes) in &self.bytes {
            while theirs.next_if(|(their, _)| their < kind).is_some() {}
            if let Some((_, their)) = theirs.next_if(|(their, _)| their == kind) {
                shared += u64::from(their.min(*bytes));
            }
        }
        shared
    }
}

fn kind(low: u32, high: u32) -> u32 {
    low.wrapping_add(high.wrapping_mul(0x61)) % KINDS
}

/// Whether two contents of these sizes can reach a score at all.
pub(super) fn can_reach(score: u32, old: u64, new: u64) -> bool {
    let (most, least) = (u128::from(old.max(new)), u128::from(old.min(new)));
    most * u128::from(FULL - score) >= (most - least) * u128::from(FULL)
}

/// The score of contents that share so many bytes.
pub(super) fn score(shared: u64, old: u64, new: u64) -> u32 {
    if new == 0 {
        return 0;
    }
    let score = u128::from(shared) * u128::from(FULL) / u128::from(old.max(new));
    u32::try_from(score).unwrap_or(FULL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, expected: u64) {
        let cut = |text: &str| Pieces::cut(text.as_bytes(), true);
        assert_eq!(cut(old).shared(&cut(new)), expected, "{old:?} and {new:?}");
        assert_eq!(cut(new).shared(&cut(old)), expected, "{new:?} and {old:?}");
    }

    #[test]
    fn equal_lines_are_shared() {
        check("one\ntwo\nthree\n", "three\none\n", 10);
        check("one\none\n", "one\n", 4);
        check("one\r\n", "one\n", 4);
        check("end", "other\nend", 3);
        check("", "one\n", 0);
    }

    #[test]
    fn long_lines_are_shared_in_pieces() {
        let line = "x".repeat(64);
        check(&format!("{line}abc"), &format!("{line}def"), 64);
    }

    #[test]
    fn bytes_keep_their_line_ends() {
        let cut = |text: &str, is_text| Pieces::cut(text.as_bytes(), is_text);
        assert_eq!(cut("one\r\n", false).shared(&cut("one\n", false)), 0);
    }

    #[test]
    fn scores_are_parts_of_the_larger_size() {
        assert_eq!((score(50, 100, 80), score(1, 1, 0), score(100, 100, 100)), (30_000, 0, FULL));
        assert!(can_reach(30_000, 100, 50) && !can_reach(30_000, 100, 49));
        assert!(can_reach(45_000, 75, 100) && !can_reach(45_000, 74, 100));
        assert!(!can_reach(30_000, 0, 9) && can_reach(30_000, 0, 0));
    }
}
