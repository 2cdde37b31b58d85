//! Configuration keys: what code reads, as `config.scm` says, and what environment files declare.

mod dotenv;
mod mentions;
mod tags;

use std::collections::BTreeMap;

use tree_sitter::{Node, Tree};

pub(super) use self::{dotenv::extract as extract_dotenv, mentions::extract as extract_mentions};
use super::{Input, captures, captures::Match, names, syntax};
use crate::{
    language::{QueryKind, Registry},
    model::{FileFacts, Setting},
};

pub(super) fn extract(registry: &Registry, input: &Input<'_>, tree: &Tree, facts: &mut FileFacts) {
    let Some(query) = registry.query(&input.source.language, QueryKind::Config) else { return };
    let matches = captures::all(&query, tree.root_node(), input.text);
    let constants = constants(&matches, input.text);
    for (key, found) in captures::first_per_node(&matches, "setting.key") {
        facts.configuration.extend(setting(input, &constants, key, found));
    }
    for (tags, found) in captures::first_per_node(&matches, "setting.tags") {
        facts.configuration.extend(tagged(input, tags, found));
    }
    facts.configuration.sort_by(|a, b| (a.at.line, &a.key).cmp(&(b.at.line, &b.key)));
}

/// Names of the file that stand for one text. A name with several, such as a local of several
/// functions, stands for none: a wrong key would be worse than a missing one.
fn constants<'a>(matches: &[Match<'_, '_>], text: &'a str) -> BTreeMap<&'a str, &'a str> {
    let pair = |found: &Match<'_, '_>| {
        let name = syntax::text_of(found.node("constant.name")?, text);
        let value = syntax::text_of(found.node("constant.value")?, text);
        Some((name, names::unquoted(value)))
    };
    let mut found: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for (name, value) in matches.iter().filter_map(pair) {
        let known = found.entry(name).or_insert(Some(value));
        *known = known.filter(|known| *known == value);
    }
    found.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// A key that is a literal or a constant of the file; `None` for any other expression.
fn setting(
    input: &Input<'_>,
    constants: &BTreeMap<&str, &str>,
    key: Node<'_>,
    found: &Match<'_, '_>,
) -> Option<Setting> {
    let written = syntax::text_of(key, input.text);
    let literal = names::unquoted(written);
    let name = if literal.len() < written.len() { literal } else { constants.get(written)? };
    let default = found.node("setting.default").map(|node| {
        let text = syntax::folded(node, input.text);
        constants
            .get(&*text)
            .map_or_else(|| names::unquoted(&text).to_owned(), |text| (*text).to_owned())
    });
    let kind = found.property("kind").unwrap_or("getenv");
    let (line, end_line) = (syntax::line_of(key), syntax::end_line_of(key));
    (!name.is_empty()).then(|| Setting {
        at: input.source.evidence(found.rule(&input.source.language, kind), line, end_line),
        key: name.to_owned(),
        kind: kind.to_owned(),
        default: default.filter(|text| !text.is_empty() && !is_secret(name)),
        required: found.property("required").is_some(),
    })
}

fn tagged(input: &Input<'_>, tags: Node<'_>, found: &Match<'_, '_>) -> Option<Setting> {
    let tag = tags::read(syntax::text_of(tags, input.text))?;
    let (line, end_line) = (syntax::line_of(tags), syntax::end_line_of(tags));
    Some(Setting {
        at: input.source.evidence(found.rule(&input.source.language, "struct-tag"), line, end_line),
        kind: found.property("kind").unwrap_or("struct-tag").to_owned(),
        default: tag.default.filter(|text| !text.is_empty() && !is_secret(&tag.key)),
        key: tag.key,
        required: tag.required,
    })
}

/// Whether the value of a key may be a secret; such values are never copied into the facts.
fn is_secret(key: &str) -> bool {
    const WORDS: [&str; 9] = [
        "PASSWORD",
        "PASSWD",
        "PASS",
        "SECRET",
        "TOKEN",
        "CREDENTIAL",
        "CREDENTIALS",
        "DSN",
        "KEY",
    ];
    let upper = key.to_ascii_uppercase();
    upper.split(|c: char| !c.is_alphanumeric()).any(|part| WORDS.contains(&part))
}
