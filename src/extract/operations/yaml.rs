//! YAML as a tree in which every key and value knows its line; scalars keep their written form, so
//! that `1.10` and `on` stay what they are.
//!
//! A stream is cut into documents first: a broken document costs neither its neighbours nor what
//! stands before the break.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};
use serde_saphyr::{DuplicateKeyPolicy, Options, Spanned, budget, options};

/// One document of a stream.
#[derive(Debug)]
pub(super) struct Document {
    /// 1-based first line.
    pub(super) first: u32,
    /// 1-based last line.
    pub(super) last: u32,
    /// What could be read.
    pub(super) root: Node,
    /// Line and message of the first thing that could not.
    pub(super) problem: Option<(u32, String)>,
}

/// A value and its line.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// 1-based line; of a block scalar, that of its first line of text.
    pub(super) line: u32,
    value: Value,
}

/// A key of a mapping with its value.
#[derive(Debug)]
pub(super) struct Field {
    /// The key's text.
    pub(super) key: String,
    /// 1-based line of the key.
    pub(super) line: u32,
    /// Its value.
    pub(super) value: Node,
}

#[derive(Debug, Default)]
enum Value {
    #[default]
    Null,
    Scalar(String),
    List(Vec<Node>),
    Map(Vec<Field>),
}

/// The documents of `text`; such as hold nothing but comments and directives are left out.
pub(super) fn documents(text: &str) -> Vec<Document> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut parts: Vec<(u32, String)> = vec![(1, String::new())];
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        if is_marker(line) {
            parts.push((number, String::new()));
        }
        if let Some((_, part)) = parts.last_mut() {
            part.push_str(line);
        }
    }
    let parts = parts.into_iter().filter(|(_, part)| part.lines().any(is_content));
    parts.map(|(first, part)| document(first, &part)).collect()
}

/// The last line of the block that the key on `line` of `text` opens, read from the indentation.
pub(super) fn block_end(text: &str, line: u32) -> u32 {
    let start = line.saturating_sub(1) as usize;
    let mut lines = (line..).zip(text.lines().skip(start));
    let Some((_, opening)) = lines.next() else { return line };
    let margin = indentation(opening);
    let inside = |text: &str| {
        let depth = indentation(text);
        depth > margin || (depth == margin && text.trim_start().starts_with("- "))
    };
    let content = lines.filter(|(_, text)| is_content(text));
    content.take_while(|(_, text)| inside(text)).last().map_or(line, |(number, _)| number)
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// `---` in the first column starts a document wherever it stands.
fn is_marker(line: &str) -> bool {
    line.strip_prefix("---")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']))
}

fn is_content(line: &str) -> bool {
    let trimmed = line.trim();
    !(trimmed.is_empty() || trimmed.starts_with('#') || trimmed == "---" || line.starts_with('%'))
}

fn document(first: u32, text: &str) -> Document {
    let lines = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
    let last = first.saturating_add(lines).saturating_sub(1);
    let (root, problem) = match parse(text, first) {
        Ok(root) => (root, None),
        Err((line, message)) => (salvage(text, first, line), Some((line, message))),
    };
    Document { first, last, root, problem }
}

fn parse(text: &str, first: u32) -> Result<Node, (u32, String)> {
    let raw: Spanned<Raw> = serde_saphyr::from_str_with_options(text, yaml_options())
        .map_err(|error| problem(&error, first))?;
    Ok(node(raw, text, first))
}

fn problem(error: &serde_saphyr::Error, first: u32) -> (u32, String) {
    let line = error.location().map_or(0, |location| absolute(location.line(), first));
    let message = error.to_string();
    // The place in the message counts from the start of the document.
    let message = message.lines().next().unwrap_or_default();
    (line, message.split(" at line ").next().unwrap_or_default().to_owned())
}

/// What stands before the block that is broken: the text is cut at lines near the left margin, the
/// nearest above the break first.
fn salvage(text: &str, first: u32, broken: u32) -> Node {
    const ATTEMPTS: usize = 4;
    let above = broken.saturating_sub(first) as usize;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let shallow = |line: &str| indentation(line) <= 2;
    let cuts = (0..lines.len().min(above + 1)).rev();
    let cuts =
        cuts.filter(|at| lines.get(*at).is_some_and(|line| is_content(line) && shallow(line)));
    let heads = cuts.take(ATTEMPTS).filter_map(|at| lines.get(..at));
    heads.map(|head| parse(&head.concat(), first)).find_map(Result::ok).unwrap_or_default()
}

fn yaml_options() -> Options {
    options! {
        strict_booleans: true,
        with_snippet: false,
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        // Reading recurses through wide frames, and threads have small stacks.
        budget: budget! { max_depth: 32 },
    }
}

impl Node {
    /// The value under `key`, when this is a mapping that has it.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        self.field(key).map(|field| &field.value)
    }

    /// The last entry under `key`, when this is a mapping that has it.
    pub(super) fn field(&self, key: &str) -> Option<&Field> {
        self.fields().iter().rev().find(|field| field.key == key)
    }

    /// The entries of a mapping; none for anything else.
    pub(super) fn fields(&self) -> &[Field] {
        if let Value::Map(fields) = &self.value { fields } else { &[] }
    }

    /// The items of a list; none for anything else.
    pub(super) fn items(&self) -> &[Self] {
        if let Value::List(items) = &self.value { items } else { &[] }
    }

    /// The text of a scalar as written, without quotes.
    pub(super) fn text(&self) -> Option<&str> {
        if let Value::Scalar(text) = &self.value { Some(text) } else { None }
    }

    /// The text under `key`; empty when there is none.
    pub(super) fn text_at(&self, key: &str) -> &str {
        self.get(key).and_then(Self::text).unwrap_or_default()
    }

    /// The texts of a list, or the one text where a list of one may be written without brackets.
    pub(super) fn texts(&self) -> Vec<&str> {
        self.text().into_iter().chain(self.items().iter().filter_map(Self::text)).collect()
    }

    /// Whether this is a mapping.
    pub(super) fn is_map(&self) -> bool {
        matches!(self.value, Value::Map(_))
    }
}

fn node(raw: Spanned<Raw>, text: &str, first: u32) -> Node {
    let line = absolute(raw.referenced.line(), first);
    let span = raw.defined.span();
    let value = match raw.value {
        Raw::Null => Value::Null,
        Raw::Text(text) => Value::Scalar(text),
        Raw::Inferred(read) => {
            let start = span.byte_offset().and_then(|at| usize::try_from(at).ok());
            let length = span.byte_len().and_then(|length| usize::try_from(length).ok());
            let written = start.zip(length).and_then(|(at, length)| text.get(at..at + length));
            Value::Scalar(written.filter(|text| !text.is_empty()).map_or(read, str::to_owned))
        }
        Raw::List(items) => {
            Value::List(items.into_iter().map(|item| node(item, text, first)).collect())
        }
        Raw::Map(pairs) => Value::Map(
            pairs.into_iter().map(|(key, value)| field(key, value, text, first)).collect(),
        ),
    };
    Node { line, value }
}

fn field(key: Spanned<Raw>, value: Spanned<Raw>, text: &str, first: u32) -> Field {
    let key = node(key, text, first);
    Field {
        line: key.line,
        key: key.text().unwrap_or_default().to_owned(),
        value: node(value, text, first),
    }
}

fn absolute(line: u64, first: u32) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX).saturating_add(first).saturating_sub(1)
}

/// A value as the deserializer hands it over.
#[derive(Debug)]
enum Raw {
    Null,
    /// A string.
    Text(String),
    /// A plain scalar that was taken for a boolean or number.
    Inferred(String),
    List(Vec<Spanned<Self>>),
    Map(Vec<(Spanned<Self>, Spanned<Self>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any YAML value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Inferred(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Inferred(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        Ok(Raw::Inferred(value.to_string()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Raw, E> {
        Ok(Raw::Inferred(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Raw, E> {
        Ok(Raw::Inferred(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Inferred(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = access.next_entry()? {
            pairs.push(pair);
        }
        Ok(Raw::Map(pairs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(node: &Node) -> String {
        match &node.value {
            Value::Null => "~".to_owned(),
            Value::Scalar(text) => format!("{text}@{}", node.line),
            Value::List(items) => {
                format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(" "))
            }
            Value::Map(fields) => {
                let show = |f: &Field| format!("{}@{}={}", f.key, f.line, show(&f.value));
                format!("{{{}}}", fields.iter().map(show).collect::<Vec<_>>().join(" "))
            }
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = documents(text).iter().map(|document| show(&document.root)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_key_and_value_has_its_line() {
        check("a: 1\nb:\n  - x\n  - y: z\n", &["{a@1=1@1 b@2=[x@3 {y@4=z@4}]}"]);
        check("# top\n---\n\na: |\n  two\n  lines\n", &["{a@4=two\nlines\n@5}"]);
    }

    #[test]
    fn scalars_keep_their_written_form() {
        check(
            "on: 1.10\nyes: no\nport: 0080\nempty:\n\"q\": 'x'\n",
            &["{on@1=1.10@1 yes@2=no@2 port@3=0080@3 empty@4=~ q@5=x@5}"],
        );
        check("8080: true\né: 3.0\nz: 22:22\n", &["{8080@1=true@1 é@2=3.0@2 z@3=22:22@3}"]);
    }

    #[test]
    fn anchors_merge_keys_tags_and_repeated_keys_are_read() {
        check(
            "x: &a {k: 1}\ny:\n  <<: *a\n  l: 2\nz: *a\n",
            &["{x@1={k@1=1@1} y@2={l@4=2@4 k@3=1@3} z@5={k@5=1@5}}"],
        );
        check("a: !reset null\nb: !reference [x, y]\na: 2\n", &["{a@1=~ b@2=[x@2 y@2] a@3=2@3}"]);
    }

    #[test]
    fn streams_are_cut_at_markers() {
        check(
            "%YAML 1.2\n---\na: 1\n--- # two\nb: 2\n---\n# nothing\n",
            &["{a@3=1@3}", "{b@5=2@5}"],
        );
        check("a: 1\n---\nb: [\n---\nc: 3\n", &["{a@1=1@1}", "~", "{c@5=3@5}"]);
    }

    #[test]
    fn what_stands_before_a_break_is_kept() {
        let text = "jobs:\n  one:\n    runs: x\n  two:\n    a: [b\n    c: d\n";
        check(text, &["{jobs@1={one@2={runs@3=x@3}}}"]);
        let documents = documents(text);
        assert!(documents[0].problem.is_some());
    }

    #[test]
    fn deep_nesting_is_a_problem_and_not_a_crash() {
        let deep = "[".repeat(50_000);
        assert!(documents(&deep)[0].problem.is_some());
        let blocks: Vec<_> = (0..3000).map(|depth| " ".repeat(depth)).collect();
        assert!(documents(&blocks.join("a:\n"))[0].problem.is_some());
    }
}
