//! Configuration keys: what code reads, as `config.scm` says, and what environment files declare.

mod dotenv;
mod mentions;
mod tags;

use std::collections::{BTreeMap, BTreeSet};

use tree_sitter::{Node, Tree};

pub(super) use self::{dotenv::extract as extract_dotenv, mentions::extract as extract_mentions};
use super::{Input, captures, captures::Match, names, skeleton::Needs, syntax};
use crate::{
    language::{QueryKind, Registry},
    model::{Constant, FileFacts, Setting},
};

pub(super) fn extract(
    registry: &Registry,
    input: &Input<'_>,
    tree: &Tree,
    needs: &Needs,
    facts: &mut FileFacts,
) {
    let Some(query) = needs.query(registry, &input.source.language, QueryKind::Config) else {
        return;
    };
    // Without a key only the constants matter that other files may use; they stand at the top.
    let depth = (!needs.has(QueryKind::Config)).then_some(0);
    let matches = captures::down_to(depth, &query, tree.root_node(), input.text);
    let names = Names::of(&matches, input.text);
    for (key, found) in captures::first_per_node(&matches, "setting.key") {
        match setting(input, &names, key, found) {
            Some((Key::Known, setting)) => facts.configuration.push(setting),
            Some((Key::Named, setting)) => facts.named_settings.push(setting),
            None => {}
        }
    }
    for (tags, found) in captures::first_per_node(&matches, "setting.tags") {
        facts.configuration.extend(tagged(input, tags, found));
    }
    facts.configuration.sort_by(|a, b| (a.at.line, &a.key).cmp(&(b.at.line, &b.key)));
    facts.constants.extend(names.of_package);
}

/// What names of the file stand for.
struct Names<'a> {
    /// Names that stand for one text. A name with several, such as a local of several functions, stands for
    /// none: a wrong key would be worse than a missing one.
    constants: BTreeMap<&'a str, &'a str>,
    /// Names of parameters and variables.
    hidden: BTreeSet<&'a str>,
    /// Those that other files may use.
    of_package: Vec<Constant>,
}

impl<'a> Names<'a> {
    fn of(matches: &[Match<'_, '_>], text: &'a str) -> Self {
        let hidden = matches.iter().flat_map(|found| found.nodes("constant.hidden"));
        let hidden: BTreeSet<_> = hidden.map(|node| syntax::text_of(node, text)).collect();
        let mut found: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        let mut of_package = Vec::new();
        for one in matches {
            let (Some(name), Some(value)) = (one.node("constant.name"), one.node("constant.value"))
            else {
                continue;
            };
            let name = syntax::text_of(name, text);
            let value = names::unquoted(syntax::text_of(value, text));
            let known = found.entry(name).or_insert(Some(value));
            *known = known.filter(|known| *known == value);
            if one.property("scope") == Some("package") {
                of_package.push(Constant { name: name.to_owned(), value: value.to_owned() });
            }
        }
        let constants = found.into_iter().filter_map(|(name, value)| Some((name, value?)));
        Self { constants: constants.collect(), hidden, of_package }
    }

    fn get(&self, name: &str) -> Option<&'a str> {
        self.constants.get(name).copied().filter(|_| !self.hidden.contains(name))
    }
}

/// How a key is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    Known,
    /// A name that the file does not declare.
    Named,
}

/// A key that is a literal, a constant of the file, or a name of another file; `None` for any other
/// expression.
fn setting(
    input: &Input<'_>,
    names: &Names<'_>,
    key: Node<'_>,
    found: &Match<'_, '_>,
) -> Option<(Key, Setting)> {
    let written = syntax::text_of(key, input.text);
    let literal = names::unquoted(written);
    let known = if literal.len() < written.len() { Some(literal) } else { names.get(written) };
    let first = written.split('.').next().unwrap_or(written);
    let (sort, name) = match known {
        Some(name) => (Key::Known, name),
        None if names.hidden.contains(first) || names.constants.contains_key(first) => return None,
        None => (Key::Named, written),
    };
    let default = found.node("setting.default").map(|node| {
        let text = syntax::folded(node, input.text);
        names.get(&text).unwrap_or_else(|| names::unquoted(&text)).to_owned()
    });
    let kind = found.property("kind").unwrap_or("getenv");
    let (line, end_line) = (syntax::line_of(key), syntax::end_line_of(key));
    let setting = Setting {
        at: input.source.evidence(found.rule(&input.source.language, kind), line, end_line),
        key: name.to_owned(),
        kind: kind.to_owned(),
        default: default.filter(|text| !text.is_empty() && !is_secret(name)),
        required: found.property("required").is_some(),
    };
    (!name.is_empty()).then_some((sort, setting))
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
pub(crate) fn is_secret(key: &str) -> bool {
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
