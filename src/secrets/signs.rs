//! Where a secret may stand: the few words and prefixes that all of them have, found in one pass.

use std::{ops::Range, sync::LazyLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::{
    attempt,
    key::{Family, WORDS},
    providers::{PROVIDERS, Provider},
};

/// What a sign asks to look at.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sign {
    /// The prefix that a provider gives its keys.
    Provider(&'static Provider),
    /// A word that names a secret.
    Word(Family),
    /// `://`.
    Link,
    /// `@tcp(`.
    Dsn,
    /// The head of a PEM block.
    Block,
    /// The head of a JSON object in Base64.
    Jwt,
    /// `Bearer `.
    Bearer,
    /// `Basic `.
    Basic,
    /// A word that attempts at giving instructions have.
    Told(attempt::Told),
}

/// A sign at its place.
#[derive(Clone, Debug)]
pub(super) struct At {
    pub(super) sign: Sign,
    pub(super) range: Range<usize>,
}

const OTHERS: [(&str, Sign); 8] = [
    ("://", Sign::Link),
    ("@tcp(", Sign::Dsn),
    ("@unix(", Sign::Dsn),
    ("-----begin ", Sign::Block),
    ("eyJ", Sign::Jwt),
    ("bearer ", Sign::Bearer),
    ("basic ", Sign::Basic),
    ("bearer:", Sign::Bearer),
];

fn all() -> impl Iterator<Item = (&'static str, Sign)> {
    let providers = PROVIDERS.iter().map(|one| (one.prefix, Sign::Provider(one)));
    let words = WORDS.iter().map(|(word, family)| (*word, Sign::Word(*family)));
    let told = attempt::SIGNS.iter().map(|(sign, told)| (*sign, Sign::Told(*told)));
    providers.chain(words).chain(OTHERS).chain(told)
}

/// One automaton for all. Case is settled where it matters: by what reads the place.
static SIGNS: LazyLock<(Option<AhoCorasick>, Vec<Sign>)> = LazyLock::new(|| {
    let automaton = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .kind(Some(AhoCorasickKind::DFA))
        .build(all().map(|(text, _)| text));
    (automaton.ok(), all().map(|(_, sign)| sign).collect())
});

/// Every sign in a text.
pub(super) fn at(text: &str) -> impl Iterator<Item = At> {
    let (automaton, signs) = &*SIGNS;
    let found = automaton.iter().flat_map(move |automaton| automaton.find_overlapping_iter(text));
    found.filter_map(|one| {
        let sign = *signs.get(one.pattern().as_usize())?;
        Some(At { sign, range: one.range() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_automaton_can_be_built() {
        assert!(SIGNS.0.is_some());
        assert_eq!(at("PASSWORD=x AKIA://").count(), 3);
    }
}
