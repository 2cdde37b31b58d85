//! How many tokens a text has for a model: counted exactly, offline, with the tables of the encoding.

use tiktoken_rs::CoreBPE;

use crate::model::Encoding;

/// Counts tokens. Loading the table of an encoding costs a tenth of a second, so it is made only where tokens are
/// counted.
#[derive(Clone, Copy)]
pub struct Tokens {
    table: &'static CoreBPE,
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Tokens").finish_non_exhaustive()
    }
}

impl Tokens {
    /// Loads an encoding.
    pub fn load(encoding: Encoding) -> Self {
        let table = match encoding {
            Encoding::O200kBase => tiktoken_rs::o200k_base_singleton(),
            Encoding::Cl100kBase => tiktoken_rs::cl100k_base_singleton(),
            Encoding::P50kBase => tiktoken_rs::p50k_base_singleton(),
            Encoding::R50kBase => tiktoken_rs::r50k_base_singleton(),
        };
        Self { table }
    }

    /// Tokens of a text; what looks like a special token counts as the plain text that it is.
    pub fn count(&self, text: &str) -> usize {
        self.table.count_ordinary(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(encoding: Encoding, text: &str, expected: usize) {
        assert_eq!(Tokens::load(encoding).count(text), expected, "{text}");
    }

    #[test]
    fn counts_are_those_of_the_encoding() {
        check(Encoding::O200kBase, "", 0);
        check(Encoding::O200kBase, "hello world", 2);
        check(Encoding::Cl100kBase, "hello world", 2);
        check(Encoding::R50kBase, "    hello", 4);
        check(Encoding::Cl100kBase, "    hello", 2);
        assert!(Tokens::load(Encoding::O200kBase).count("<|endoftext|>") > 1);
    }
}
