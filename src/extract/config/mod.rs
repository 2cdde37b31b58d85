//! Configuration keys: what code reads, as `config.scm` says, and what environment files declare.

mod dotenv;
mod mentions;
mod tags;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use tree_sitter::{Node, Tree};

pub(super) use self::{dotenv::extract as extract_dotenv, mentions::extract as extract_mentions};
use super::{
    Input, captures,
    captures::Match,
    names,
    skeleton::Needs,
    syntax, text,
    walk::{self, Question},
};
use crate::{
    language::{Asked, QueryKind, Registry},
    model::{Constant, FileFacts, Setting},
};

/// Where keys are looked for.
pub(super) struct Trees<'a> {
    pub(super) outline: &'a Tree,
    /// Bodies in the outline that nobody goes into there.
    pub(super) opened: &'a [Range<usize>],
    /// Functions that the outline may lack.
    pub(super) bodies: Option<&'a Tree>,
}

/// Adds the keys in the trees of a file.
pub(super) fn extract(
    registry: &Registry,
    input: &Input<'_>,
    trees: &Trees<'_>,
    needs: &Needs,
    facts: &mut FileFacts,
) {
    let Trees { outline, opened, bodies } = trees;
    let Some(asked) = registry.asked(&input.source.language, QueryKind::Config) else { return };
    let question = Question::all(&asked).only(&needs.imported(&asked, QueryKind::Config));
    if !needs.has(QueryKind::Config) && !names_for_others(&asked, input.text) {
        return;
    }
    // Without a key only the constants matter that other files may use; they stand at the top.
    let depth = if needs.has(QueryKind::Config) { u32::MAX } else { 0 };
    let above = question.clone().down_to(depth).outside(opened);
    let mut matches = walk::of(&above, outline.root_node(), input.text);
    if let Some(bodies) = bodies.map(Tree::root_node) {
        let places = needs.places(QueryKind::Config);
        let found = walk::touching(places, &question, bodies, input.text).into_iter();
        // The outline has what stands outside of functions.
        matches.extend(found.filter(|found| found.property("scope").is_none()));
    }
    let names = Names::of(&matches, input.text, needs);
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

/// Whether a pattern may find constants that other files use: where the query says with which word those
/// begin a line, one has to.
fn names_for_others(asked: &Asked, text: &str) -> bool {
    let patterns = 0..asked.pattern_count();
    let scoped = |pattern: &usize| asked.property(*pattern, "scope").is_some();
    patterns.filter(scoped).any(|pattern| {
        let keyword = asked.property(pattern, "keyword");
        keyword.is_none_or(|word| text::begins_a_line(text, word))
    })
}

/// What names of the file stand for.
struct Names<'a> {
    needs: &'a Needs,
    /// Names that stand for one text, by the function they are declared in. A name with several stands for
    /// none: a wrong key would be worse than a missing one.
    constants: BTreeMap<(Option<usize>, &'a str), &'a str>,
    /// Names of parameters and variables, by their function.
    hidden: BTreeSet<(Option<usize>, &'a str)>,
    /// Those that other files may use.
    of_package: Vec<Constant>,
}

impl<'a> Names<'a> {
    fn of(matches: &[Match<'_, '_>], text: &'a str, needs: &'a Needs) -> Self {
        let named =
            |node: Node<'_>| (needs.function_at(node.start_byte()), syntax::text_of(node, text));
        let hidden = matches.iter().flat_map(|found| found.nodes("constant.hidden"));
        let hidden: BTreeSet<_> = hidden.map(named).collect();
        let mut found: BTreeMap<_, Option<&str>> = BTreeMap::new();
        let mut of_package = Vec::new();
        for one in matches {
            let (Some(name), Some(value)) = (one.node("constant.name"), one.node("constant.value"))
            else {
                continue;
            };
            let value = names::unquoted(syntax::text_of(value, text));
            let known = found.entry(named(name)).or_insert(Some(value));
            *known = known.filter(|known| *known == value);
            if one.property("scope") == Some("package") {
                let name = syntax::text_of(name, text).to_owned();
                of_package.push(Constant { name, value: value.to_owned() });
            }
        }
        let constants = found.into_iter().filter_map(|(name, value)| Some((name, value?)));
        Self { needs, constants: constants.collect(), hidden, of_package }
    }

    /// What a name stands for at a byte: in its function, else outside of all.
    fn get(&self, name: &str, at: usize) -> Option<&'a str> {
        let mut places = self.places(at).into_iter();
        places.find(|place| self.declares(*place, name)).and_then(|place| {
            let known = self.constants.get(&(place, name)).copied();
            known.filter(|_| !self.hidden.contains(&(place, name)))
        })
    }

    /// Whether the file itself says what a name at a byte is.
    fn is_own(&self, name: &str, at: usize) -> bool {
        self.places(at).into_iter().any(|place| self.declares(place, name))
    }

    fn declares(&self, place: Option<usize>, name: &str) -> bool {
        self.hidden.contains(&(place, name)) || self.constants.contains_key(&(place, name))
    }

    fn places(&self, at: usize) -> [Option<usize>; 2] {
        [self.needs.function_at(at), None]
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
    let at = key.start_byte();
    let known = if literal.len() < written.len() { Some(literal) } else { names.get(written, at) };
    let first = written.split('.').next().unwrap_or(written);
    let (sort, name) = match known {
        Some(name) => (Key::Known, name),
        None if names.is_own(first, at) => return None,
        None => (Key::Named, written),
    };
    let default = found.node("setting.default").map(|node| {
        let text = syntax::folded(node, input.text);
        names.get(&text, at).unwrap_or_else(|| names::unquoted(&text)).to_owned()
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
