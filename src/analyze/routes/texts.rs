//! Texts whose pieces are names of other files: constants of the same package, of another one, of a field.

use std::collections::{BTreeMap, BTreeSet};

use super::places::{Places, only, split_path};
use crate::model::TextPart;

/// Constants may stand for constants, but not in a circle.
const DEEPEST: u32 = 8;

/// Every named text of the repository.
pub(super) struct Texts<'a> {
    named: BTreeMap<&'a str, Vec<(usize, &'a [TextPart])>>,
}

impl<'a> Texts<'a> {
    pub(super) fn of(places: &Places<'a>) -> Self {
        let mut named: BTreeMap<&str, Vec<(usize, &[TextPart])>> = BTreeMap::new();
        for (file, facts) in places.facts.iter().enumerate() {
            for one in &facts.routes.constants {
                named.entry(&one.name).or_default().push((file, &one.parts));
            }
        }
        Self { named }
    }

    /// The text that pieces of `file` make, when every name among them is known.
    pub(super) fn whole(
        &self,
        places: &Places<'_>,
        file: usize,
        parts: &[TextPart],
    ) -> Option<String> {
        if parts.is_empty() { None } else { self.join(places, file, parts, 0) }
    }

    /// What is known behind the last piece that is not, when it begins with a slash.
    pub(super) fn end(
        &self,
        places: &Places<'_>,
        file: usize,
        parts: &[TextPart],
    ) -> Option<String> {
        let mut known = Vec::new();
        for part in parts.iter().rev() {
            let Some(text) = self.join(places, file, std::slice::from_ref(part), 0) else { break };
            known.push(text);
        }
        known.reverse();
        let end = known.concat();
        (known.len() < parts.len() && end.starts_with('/')).then_some(end)
    }

    fn join(
        &self,
        places: &Places<'_>,
        file: usize,
        parts: &[TextPart],
        depth: u32,
    ) -> Option<String> {
        if depth > DEEPEST {
            return None;
        }
        let text = |part: &TextPart| match part {
            TextPart::Text(text) => Some(text.clone()),
            TextPart::Name(name) => self.value(places, file, name, depth + 1),
            TextPart::Unknown => None,
        };
        parts.iter().map(text).collect()
    }

    /// What a name stands for as `file` sees it: one text, however often it is written.
    fn value(&self, places: &Places<'_>, file: usize, name: &str, depth: u32) -> Option<String> {
        let (qualifier, last) = split_path(name);
        let is_field = name.starts_with('.');
        let word = if is_field { name } else { last };
        let all = self.named.get(word)?;
        let here = places.folder(file);
        let path = (!is_field).then(|| places.package_path(file, qualifier)).flatten();
        let seen = |other: usize| match path {
            Some(path) => places.is_in(path, places.folder(other)),
            None if places.is_go(file) => {
                (qualifier.is_empty() || is_field) && places.folder(other) == here
            }
            None => !places.is_go(other),
        };
        let visible: Vec<&(usize, &[TextPart])> =
            all.iter().filter(|(other, _)| seen(*other)).collect();
        let shipped: Vec<_> =
            visible.iter().filter(|(other, _)| !places.is_test(*other)).copied().collect();
        let candidates = if shipped.is_empty() { visible } else { shipped };
        let named: Vec<_> = candidates
            .iter()
            .filter(|(other, _)| !qualifier.is_empty() && places.is_named(*other, qualifier))
            .copied()
            .collect();
        let candidates = if path.is_none() && !named.is_empty() { named } else { candidates };
        let values: Option<BTreeSet<String>> = candidates
            .iter()
            .map(|(other, parts)| self.join(places, *other, parts, depth))
            .collect();
        only(values?.into_iter())
    }
}
