//! JSON with lines: a reader that keeps where every value stands, which `serde_json` does not.

/// A value and its lines.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) line: u32,
    pub(super) end_line: u32,
    pub(super) value: Value,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    /// Digits as written.
    Number(String),
    Text(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

/// Nesting that is read; deeper text is no plan.
const DEEPEST: u32 = 64;

/// Reads `text`.
///
/// # Errors
/// The line at which the text is no JSON.
pub(super) fn read(text: &str) -> Result<Node, u32> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { rest: text, line: 1 };
    let node = reader.node(0);
    reader.blanks();
    node.filter(|_| reader.rest.is_empty()).ok_or(reader.line)
}

struct Reader<'t> {
    rest: &'t str,
    line: u32,
}

impl<'t> Reader<'t> {
    fn blanks(&mut self) {
        let rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
        self.take(self.rest.len() - rest.len());
    }

    /// Steps over `bytes` and counts their lines.
    fn take(&mut self, bytes: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        let lines = taken.bytes().filter(|byte| *byte == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.rest = rest;
        taken
    }

    fn mark(&mut self, mark: char) -> Option<()> {
        self.blanks();
        self.rest.starts_with(mark).then(|| {
            self.take(mark.len_utf8());
        })
    }

    fn node(&mut self, depth: u32) -> Option<Node> {
        self.blanks();
        let line = self.line;
        if depth > DEEPEST {
            return None;
        }
        let value = match self.rest.chars().next()? {
            '{' => self.object(depth)?,
            '[' => self.list(depth)?,
            '"' => Value::Text(self.text()?),
            _ => self.plain()?,
        };
        Some(Node { line, end_line: self.line, value })
    }

    fn object(&mut self, depth: u32) -> Option<Value> {
        self.mark('{')?;
        let mut members = Vec::new();
        if self.mark('}').is_some() {
            return Some(Value::Object(members));
        }
        loop {
            self.blanks();
            let name = self.text()?;
            self.mark(':')?;
            members.push((name, self.node(depth + 1)?));
            if self.mark(',').is_none() {
                self.mark('}')?;
                return Some(Value::Object(members));
            }
        }
    }

    fn list(&mut self, depth: u32) -> Option<Value> {
        self.mark('[')?;
        let mut items = Vec::new();
        if self.mark(']').is_some() {
            return Some(Value::List(items));
        }
        loop {
            items.push(self.node(depth + 1)?);
            if self.mark(',').is_none() {
                self.mark(']')?;
                return Some(Value::List(items));
            }
        }
    }

    fn text(&mut self) -> Option<String> {
        let bytes = self.rest.as_bytes();
        if bytes.first() != Some(&b'"') {
            return None;
        }
        let mut at = 1;
        loop {
            match bytes.get(at)? {
                b'"' => break,
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
        serde_json::from_str(self.take(at + 1)).ok()
    }

    /// `null`, `true`, `false`, a number.
    fn plain(&mut self) -> Option<Value> {
        let end = self.rest.find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c)));
        let word = self.take(end.unwrap_or(self.rest.len()));
        match word {
            "null" => Some(Value::Null),
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => serde_json::from_str::<serde_json::Number>(word)
                .ok()
                .map(|_| Value::Number(word.to_owned())),
        }
    }
}

impl Node {
    /// The member with one of `names`, the first of them that is there.
    pub(super) fn get(&self, names: &[&str]) -> Option<&Node> {
        let members = self.members();
        names
            .iter()
            .find_map(|name| members.iter().find(|(own, _)| own == name).map(|(_, node)| node))
    }

    /// Members of an object; none of any other value.
    pub(super) fn members(&self) -> &[(String, Node)] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// Items of a list; none of any other value.
    pub(super) fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// Text, number or truth value as text.
    pub(super) fn scalar(&self) -> Option<String> {
        match &self.value {
            Value::Text(text) => Some(text.trim().to_owned()),
            Value::Number(number) => Some(number.clone()),
            Value::Bool(value) => Some(value.to_string()),
            Value::Null | Value::List(_) | Value::Object(_) => None,
        }
    }

    /// The scalar of a member, when it says something.
    pub(super) fn word(&self, names: &[&str]) -> Option<String> {
        self.get(names)?.scalar().filter(|text| !text.is_empty())
    }

    /// The scalars of a member that is a list, or the one that it is.
    pub(super) fn words(&self, names: &[&str]) -> Vec<String> {
        let Some(node) = self.get(names) else { return Vec::new() };
        let list = node.items().iter().filter_map(|item| {
            item.scalar().or_else(|| {
                item.word(&["id", "path", "file", "name", "title", "description", "text"])
            })
        });
        node.scalar().into_iter().chain(list).filter(|word| !word.is_empty()).collect()
    }

    /// The number of a member.
    pub(super) fn number(&self, names: &[&str]) -> Option<f64> {
        self.get(names)?.scalar()?.parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// Whether a member is true.
    pub(super) fn is(&self, names: &[&str]) -> bool {
        self.get(names).is_some_and(|node| node.value == Value::Bool(true))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_lines() {
        let node =
            read("{\n  \"a\": [\n    {\"id\": 1},\n    {\n\"id\": \"x\\ny\"}\n  ]\n}\n").unwrap();
        let items = node.get(&["a"]).unwrap().items();
        let lines: Vec<_> = items.iter().map(|item| (item.line, item.end_line)).collect();
        assert_eq!(lines, [(3, 3), (4, 5)]);
        assert_eq!(items[1].word(&["id"]).as_deref(), Some("x\ny"));
        assert_eq!(items[0].number(&["id"]), Some(1.0));
    }

    #[test]
    fn broken_text_names_its_line() {
        assert_eq!(read("{\n\"a\": 1,\n}"), Err(3));
        assert_eq!(read("{\"a\": 1} x"), Err(1));
        assert_eq!(read(""), Err(1));
        assert_eq!(read(&"[".repeat(100)), Err(1));
    }

    proptest::proptest! {
        #[test]
        fn it_takes_what_serde_takes(text in r#"[\[\]{}",:0-9a\\n. tru-]{0,24}"#) {
            let ours = read(&text).is_ok();
            let theirs = serde_json::from_str::<serde_json::Value>(&text).is_ok();
            proptest::prop_assert_eq!(ours, theirs);
        }
    }
}
