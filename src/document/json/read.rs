//! Reading of JSON: strictly, and where the text is no JSON, as far as it goes.

use jsonc_parser::{CollectOptions, ParseOptions, ast, common::Ranged, parse_to_ast};

use super::{Node, Value};

/// Why a text is no JSON, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::document) struct Broken {
    /// First byte of what does not fit.
    pub(in crate::document) at: usize,
    pub(in crate::document) line: u32,
    pub(in crate::document) message: String,
}

/// Reads `text`: what could be read of it, and what is wrong with it.
pub(in crate::document) fn read(text: &str) -> (Option<Node>, Option<Broken>) {
    let lines = Lines::of(text);
    match parsed(text, &STRICT, &lines) {
        Ok(Some(node)) => (Some(node), None),
        Ok(None) => (None, Some(lines.broken(0, "there is no value"))),
        Err(broken) => {
            let loose = parsed(text, &ParseOptions::default(), &lines).ok().flatten();
            (loose.or_else(|| head(text, &broken, &lines)), Some(broken))
        }
    }
}

/// JSON by the letter.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

fn parsed(text: &str, options: &ParseOptions, lines: &Lines) -> Result<Option<Node>, Broken> {
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    let shift = text.len() - bare.len();
    match parse_to_ast(bare, &CollectOptions::default(), options) {
        Ok(result) => Ok(result.value.map(|value| lines.node(&value, shift))),
        Err(error) => Err(lines.broken(error.range().start + shift, &error.kind().to_string())),
    }
}

/// How many places are tried from which a text might be closed.
const TRIES: usize = 16;

/// What stands before the fault, its lists and objects closed.
fn head(text: &str, broken: &Broken, lines: &Lines) -> Option<Node> {
    let before = text.get(..broken.at).or_else(|| text.get(..text.len()))?;
    let mut ends = ends(before);
    // An open text is the fault where its quotation mark stands: what is before it is whole.
    ends.reverse();
    ends.into_iter().take(TRIES).find_map(|(end, closing)| {
        let whole = format!("{}{closing}", before.get(..end)?);
        parsed(&whole, &ParseOptions::default(), lines).ok().flatten()
    })
}

/// Places behind which the text can be closed, with what closes it there.
fn ends(text: &str) -> Vec<(usize, String)> {
    let (mut open, mut found) = (Vec::new(), Vec::new());
    let (mut in_text, mut escaped) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if in_text => {
                in_text = escaped || c != '"';
                escaped = c == '\\' && !escaped;
            }
            '"' => in_text = true,
            '{' => open.push('}'),
            '[' => open.push(']'),
            '}' | ']' => {
                open.pop();
            }
            ',' => {}
            _ => continue,
        }
        if matches!(c, '{' | '[' | '}' | ']' | ',') && !in_text {
            let end = if c == ',' { at } else { at + 1 };
            found.push((end, open.iter().rev().collect()));
            // Only the last ones are tried.
            if found.len() > 2 * TRIES {
                found.drain(..TRIES);
            }
        }
    }
    found
}

/// Where the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    fn line(&self, at: usize) -> u32 {
        u32::try_from(self.0.partition_point(|start| *start <= at)).unwrap_or(u32::MAX).max(1)
    }

    fn broken(&self, at: usize, why: &str) -> Broken {
        let mut letters = why.chars();
        let first = letters.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
        Broken { at, line: self.line(at), message: format!("{first}{}", letters.as_str()) }
    }

    fn node(&self, value: &ast::Value<'_>, shift: usize) -> Node {
        let range = value.range();
        let (start, end) = (range.start + shift, range.end + shift);
        let (line, end_line) = (self.line(start), self.line(end.saturating_sub(1)));
        let (bytes, value) = match value {
            ast::Value::NullKeyword(_) => (start..end, Value::Null),
            ast::Value::BooleanLit(found) => (start..end, Value::Bool(found.value)),
            ast::Value::NumberLit(found) => (start..end, Value::Number(found.value.to_owned())),
            ast::Value::StringLit(found) => (
                start + 1..end.saturating_sub(1).max(start + 1),
                Value::Text(found.value.to_string()),
            ),
            ast::Value::Array(list) => {
                let items = list.elements.iter().map(|item| self.node(item, shift)).collect();
                (start..end, Value::List(items))
            }
            ast::Value::Object(object) => {
                let member = |member: &ast::ObjectProp<'_>| {
                    (member.name.as_str().to_owned(), self.node(&member.value, shift))
                };
                (start..end, Value::Object(object.properties.iter().map(member).collect()))
            }
        };
        Node { line, end_line, bytes, value }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_places() {
        let text = "{\n  \"a\": [\n    {\"id\": 1},\n    {\n\"id\": \"x\\ny\"}\n  ]\n}\n";
        let (node, broken) = read(text);
        assert_eq!(broken, None);
        let node = node.unwrap();
        let items = node.get(&["a"]).unwrap().items();
        let lines: Vec<_> = items.iter().map(|item| (item.line, item.end_line)).collect();
        assert_eq!(lines, [(3, 3), (4, 5)]);
        let id = items[1].get(&["id"]).unwrap();
        assert_eq!(
            (id.scalar().as_deref(), text.get(id.bytes.clone()).unwrap()),
            (Some("x\ny"), "x\\ny")
        );
        assert_eq!(items[0].number(&["id"]), Some(1.0));
    }

    #[track_caller]
    fn broken(text: &str, line: u32, ids: &[&str]) {
        let (node, broken) = read(text);
        assert_eq!(broken.map(|broken| broken.line), Some(line), "{text}");
        let found = node.map(|node| node.words(&["a"])).unwrap_or_default();
        assert_eq!(found, ids, "{text}");
    }

    #[test]
    fn broken_text_is_read_as_far_as_it_goes() {
        broken("{\n\"a\": [1],\n}", 2, &["1"]);
        broken("{\"a\": [1]} x", 1, &["1"]);
        broken("{\n\"a\": [\"1\", \"2\",\n\"3", 3, &["1", "2"]);
        broken("{\"a\": [{\"id\": 1}, {\"id\": 2, \"b\": }]}", 1, &["1", "2"]);
        broken("", 1, &[]);
        broken(&"[".repeat(2000), 1, &[]);
    }

    proptest::proptest! {
        #[test]
        fn it_takes_what_serde_takes(text in r#"[\[\]{}",:0-9a\\n. tru-]{0,24}"#) {
            let ours = read(&text).1.is_none();
            let theirs = serde_json::from_str::<serde_json::Value>(&text).is_ok();
            proptest::prop_assert_eq!(ours, theirs);
        }
    }
}
