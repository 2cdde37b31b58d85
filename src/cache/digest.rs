//! Short names for long keys: FNV-1a with 128 bits.
//!
//! A name only says where to look. What decides is stored beside the answer and compared as a whole, so
//! that two keys with one name cost time and nothing else.

use std::fmt::Write as _;

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// The name of a key of several parts, in hexadecimal digits.
pub(super) fn name(parts: &[&[u8]]) -> String {
    let mut sum = OFFSET;
    for part in parts {
        // The length keeps ("ab", "c") apart from ("a", "bc").
        let length = (part.len() as u64).to_le_bytes();
        for byte in length.iter().chain(part.iter()) {
            sum = (sum ^ u128::from(*byte)).wrapping_mul(PRIME);
        }
    }
    let mut text = String::new();
    let _ = write!(text, "{sum:032x}");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_kept_apart() {
        assert_ne!(name(&[b"ab", b"c"]), name(&[b"a", b"bc"]));
        assert_ne!(name(&[b"ab"]), name(&[b"ab", b""]));
        assert_eq!(name(&[b"ab", b"c"]), name(&[b"ab", b"c"]));
        assert_eq!(name(&[b"ab"]).len(), 32);
    }
}
