//! Where a secret may stand: the few words and prefixes that all of them have, found in one pass.

use std::{ops::Range, sync::LazyLock};

use super::{
    attempt,
    key::{Family, WORDS},
    lanes::Lanes,
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
static SIGNS: LazyLock<(Option<Lanes>, Vec<Sign>)> = LazyLock::new(|| {
    (Lanes::new(all().map(|(text, _)| text)), all().map(|(_, sign)| sign).collect())
});

/// Every sign in a text.
pub(super) fn at(text: &str) -> impl Iterator<Item = At> {
    let (lanes, signs) = &*SIGNS;
    let found = lanes.as_ref().map(|lanes| lanes.find(text)).unwrap_or_default();
    found.into_iter().filter_map(|(number, range)| Some(At { sign: *signs.get(number)?, range }))
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
