//! What a predicate asks of the text of a node.

use std::sync::OnceLock;

use regex::bytes::Regex;

use crate::language::pieces::Predicate;

/// One predicate.
#[derive(Clone, Debug)]
pub(super) struct Asks {
    wanted: Wanted,
    /// It is the negation that is asked for.
    negated: bool,
}

#[derive(Clone, Debug)]
enum Wanted {
    OneOf(Vec<Vec<u8>>),
    /// Compiled when it is first asked for.
    Like(String, OnceLock<Option<Regex>>),
}

impl Asks {
    /// `None` for a predicate that is none of ours.
    pub(super) fn of(predicate: &Predicate<'_>) -> Option<Self> {
        let positive = predicate.name.strip_prefix("not-");
        let texts = || predicate.texts.iter().map(|text| text.clone().into_bytes()).collect();
        let wanted = match (positive.unwrap_or(predicate.name), predicate.texts.as_slice()) {
            ("eq?", [_]) | ("any-of?", _) => Wanted::OneOf(texts()),
            ("match?", [expression]) => Wanted::Like(expression.clone(), OnceLock::new()),
            _ => return None,
        };
        Some(Self { wanted, negated: positive.is_some() })
    }

    pub(super) fn fits(&self, text: &[u8]) -> bool {
        let found = match &self.wanted {
            Wanted::OneOf(texts) => texts.iter().any(|one| one == text),
            Wanted::Like(written, compiled) => {
                let expression = compiled.get_or_init(|| Regex::new(written).ok());
                expression.as_ref().is_some_and(|expression| expression.is_match(text))
            }
        };
        found != self.negated
    }
}
