//! Texts that many facts have in common: when facts are read back, each of them is held once, as it is in facts
//! that were just found.

use std::{borrow::Cow, cell::RefCell, collections::BTreeSet, fmt, sync::Arc};

use serde::{
    Deserializer,
    de::{Error, Visitor},
};

/// Names that are held for as long as the program runs. Rules and languages are a few hundred; what goes beyond
/// has a text of its own.
const MOST: usize = 4096;

thread_local! {
    static NAMES: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
    static PATH: RefCell<Option<Arc<str>>> = const { RefCell::new(None) };
}

/// A rule or a language.
pub(super) fn name<'de, From>(from: From) -> Result<Cow<'static, str>, From::Error>
where
    From: Deserializer<'de>,
{
    from.deserialize_str(Text(|text: &str| {
        NAMES.with_borrow_mut(|names| match names.get(text) {
            Some(name) => Cow::Borrowed(*name),
            None if names.len() >= MOST => Cow::Owned(text.to_owned()),
            None => {
                let name: &'static str = Box::leak(Box::from(text));
                names.insert(name);
                Cow::Borrowed(name)
            }
        })
    }))
}

/// A path, which is mostly that of the fact before.
pub(super) fn path<'de, From>(from: From) -> Result<Arc<str>, From::Error>
where
    From: Deserializer<'de>,
{
    from.deserialize_str(Text(|text: &str| {
        PATH.with_borrow_mut(|last| match last {
            Some(last) if **last == *text => Arc::clone(last),
            _ => Arc::clone(last.insert(Arc::from(text))),
        })
    }))
}

/// Makes something of a text.
struct Text<Make>(Make);

impl<Value, Make: FnOnce(&str) -> Value> Visitor<'_> for Text<Make> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text")
    }

    fn visit_str<Problem: Error>(self, text: &str) -> Result<Value, Problem> {
        Ok((self.0)(text))
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Evidence, EvidenceClass};

    use super::*;

    #[test]
    fn texts_come_back_and_are_held_once() {
        let evidence = |file: &str, rule: &str| Evidence {
            file: file.into(),
            line: 1,
            end_line: 2,
            rule: rule.to_owned().into(),
            class: EvidenceClass::default(),
            language: "go".into(),
        };
        let all = [evidence("a", "one"), evidence("a", "two"), evidence("b", "one")];
        let json = serde_json::to_string(&all).unwrap();
        let read: Vec<Evidence> = serde_json::from_str(&json).unwrap();
        assert_eq!(read, all);
        assert!(Arc::ptr_eq(&read[0].file, &read[1].file));
        assert!(read.iter().all(|one| matches!(one.rule, Cow::Borrowed(_))));
        let many: Vec<_> = (0..MOST + 9).map(|at| evidence("a", &format!("rule {at}"))).collect();
        let json = serde_json::to_string(&many).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Evidence>>(&json).unwrap(), many);
        assert!(NAMES.with_borrow(|names| names.len() <= MOST));
    }
}
