//! Lines of mapping keys in YAML and JSON text. The parsers give values without places; keys come in the
//! order of the text, so one pass down the lines finds them by name and indentation.

/// Where a key stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// 1-based line.
    pub(super) line: u32,
    indent: usize,
}

/// A cursor down the keys of a text.
#[derive(Debug)]
pub(super) struct KeyLines<'a> {
    lines: Vec<Line<'a>>,
}

#[derive(Debug)]
struct Line<'a> {
    number: u32,
    indent: usize,
    key: &'a str,
}

impl<'a> KeyLines<'a> {
    /// Every line of `text` that begins with a key.
    pub(super) fn of(text: &'a str) -> Self {
        let numbered = text.lines().zip(1_u32..);
        let lines = numbered
            .filter_map(|(line, number)| {
                let trimmed = line.trim_start();
                let key = leading_key(trimmed)?;
                Some(Line { number, indent: line.len() - trimmed.len(), key })
            })
            .collect();
        Self { lines }
    }

    /// The place of `key` among the children of the mapping at `parent`, or at the outermost level.
    ///
    /// `None` for flow style and other text whose keys do not begin lines.
    pub(super) fn child(&self, parent: Option<Place>, key: &str) -> Option<Place> {
        let after = parent.map_or(0, |place| place.line);
        let below = self.lines.partition_point(|line| line.number <= after);
        let inner = self.lines.get(below..)?;
        let inside = |line: &&Line<'_>| parent.is_none_or(|place| line.indent > place.indent);
        let first = inner.first().filter(inside)?.indent;
        inner
            .iter()
            .take_while(inside)
            .find(|line| line.indent == first && line.key == key)
            .map(|line| Place { line: line.number, indent: line.indent })
    }
}

/// The key that a line begins with, quotes off.
fn leading_key(line: &str) -> Option<&str> {
    let line = line.strip_prefix("? ").unwrap_or(line);
    if let Some(quote) = line.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let (key, rest) = line.get(1..)?.split_once(quote)?;
        return (rest.is_empty() || rest.trim_start().starts_with(':')).then_some(key);
    }
    let key = line
        .split_once(": ")
        .map_or_else(|| line.trim_end().strip_suffix(':'), |(key, _)| Some(key))?;
    (!key.is_empty() && !key.starts_with(['#', '-', '{', '['])).then(|| key.trim_end())
}

/// The line of a top-level `openapi` or `swagger` key; works on text that does not parse.
pub(super) fn marker_line(text: &str, json: bool) -> Option<u32> {
    if json { json_marker(text) } else { yaml_marker(text) }
}

const MARKERS: [&str; 2] = ["openapi", "swagger"];

fn yaml_marker(text: &str) -> Option<u32> {
    // JSON is YAML: `{` opens a document whose keys are indented.
    if text.trim_start().starts_with('{') {
        return json_marker(text);
    }
    let outermost = |line: &str| !line.starts_with([' ', '\t']);
    let mut numbered = text.lines().zip(1_u32..);
    let found = numbered.find(|(line, _)| {
        outermost(line) && leading_key(line).is_some_and(|key| MARKERS.contains(&key))
    });
    found.map(|(_, number)| number)
}

/// Walks the brackets and strings of JSON; only keys of the outermost object count.
fn json_marker(text: &str) -> Option<u32> {
    let (mut depth, mut line) = (0_u32, 1_u32);
    let mut characters = text.char_indices();
    while let Some((start, character)) = characters.next() {
        match character {
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            '\n' => line += 1,
            '"' => {
                let end = string_end(&mut characters)?;
                let name = text.get(start + 1..end)?;
                let is_key = text.get(end + 1..)?.trim_start().starts_with(':');
                if depth == 1 && is_key && MARKERS.contains(&name) {
                    return Some(line);
                }
            }
            _ => {}
        }
    }
    None
}

fn string_end(characters: &mut std::str::CharIndices<'_>) -> Option<usize> {
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => {
                characters.next();
            }
            '"' => return Some(at),
            _ => {}
        }
    }
    None
}
