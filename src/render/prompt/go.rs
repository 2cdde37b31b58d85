//! A prompt in Go's text/template notation with the analysis in place of `{{.Input}}`.
//!
//! Of that notation three actions are known, with blanks and trim marks (`{{- .Input -}}`): the input, a text in
//! quotes, which stands for itself (`{{"{{"}}` writes two braces, as it does in Go), and a comment, which leaves
//! nothing. Any other action is an error, because leaving it in the prompt would be worse.

use crate::error::{Error, ErrorKind, Result};

/// Fills `text`, the template at `path`, with `input`.
///
/// # Errors
/// When the template has another action, an action that does not end, or no `{{.Input}}` at all: with
/// the template's path and line.
pub fn fill(path: &str, text: &str, input: &str) -> Result<String> {
    let mut filled = String::with_capacity(text.len() + input.len());
    let mut rest = text;
    let mut found = false;
    while let Some(start) = rest.find("{{") {
        let (before, from) = rest.split_at(start);
        let line = line_of(text, text.len() - from.len());
        let from = from.strip_prefix("{{").unwrap_or(from);
        let Some(end) = end(from) else {
            return Err(wrong(path, line, "an action does not end"));
        };
        let (action, after) = from.split_at(end);
        let after = after.strip_prefix("}}").unwrap_or(after);
        let (name, trim_before, trim_after) = parts(action);
        filled.push_str(if trim_before { before.trim_end() } else { before });
        match value(name) {
            Some(Value::Input) => {
                found = true;
                filled.push_str(input);
            }
            Some(Value::Text(text)) => filled.push_str(&text),
            None => return Err(wrong(path, line, &format!("`{{{{{action}}}}}` is not known"))),
        }
        rest = if trim_after { after.trim_start() } else { after };
    }
    filled.push_str(rest);
    if found { Ok(filled) } else { Err(wrong(path, 1, "it has no `{{.Input}}`")) }
}

/// What an action writes.
enum Value {
    Input,
    Text(String),
}

fn value(name: &str) -> Option<Value> {
    if name == ".Input" {
        return Some(Value::Input);
    }
    if name.starts_with("/*") && name.ends_with("*/") {
        return Some(Value::Text(String::new()));
    }
    let raw = name.strip_prefix('`').and_then(|rest| rest.strip_suffix('`'));
    let raw = raw.filter(|raw| !raw.contains('`')).map(str::to_owned);
    // A text in quotes is written alike in Go and in JSON, as far as prompts need it.
    let quoted = || serde_json::from_str::<String>(name).ok().filter(|_| name.starts_with('"'));
    raw.or_else(quoted).map(Value::Text)
}

/// Where an action ends: at the first `}}` outside of quotes and comments.
fn end(text: &str) -> Option<usize> {
    let inside = text.trim_start_matches(['-', ' ', '\t']);
    let skipped = text.len() - inside.len();
    let quote = match inside.chars().next() {
        Some('`') => inside.match_indices('`').nth(1).map(|(at, _)| at),
        Some('"') => closing_quote(inside),
        _ if inside.starts_with("/*") => inside.find("*/"),
        _ => Some(0),
    };
    // A quote that does not end is none: the error names what stands up to the braces.
    let from = skipped + quote.unwrap_or_default();
    text.get(from..)?.find("}}").map(|at| from + at)
}

fn closing_quote(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().skip(1).find_map(|(at, letter)| {
        let closes = letter == '"' && !escaped;
        escaped = letter == '\\' && !escaped;
        closes.then_some(at)
    })
}

/// Name of an action and whether it trims before and after.
fn parts(action: &str) -> (&str, bool, bool) {
    let before = action.strip_prefix("- ");
    let inner = before.unwrap_or(action);
    let after = inner.strip_suffix(" -");
    (after.unwrap_or(inner).trim(), before.is_some(), after.is_some())
}

/// 1-based line of a byte offset.
fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

fn wrong(path: &str, line: usize, what: &str) -> Error {
    Error::new(ErrorKind::Template, format!("cannot use {path}:{line}: {what}")).hint(
        "a prompt file is text with `{{.Input}}` where the analysis goes; write `{{\"{{\"}}` for braces that are part of the text, or end the file's name in `.j2` for a minijinja template",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let filled = fill("mine.txt", text, "FACTS").unwrap_or_else(|error| error.to_string());
        assert_eq!(filled, expected, "{text}");
    }

    #[test]
    fn the_input_action_is_replaced_in_every_spelling() {
        check("a {{.Input}} b", "a FACTS b");
        check("a {{ .Input }} b", "a FACTS b");
        check("a\n{{- .Input -}}\n b", "aFACTSb");
        check("{{.Input}}{{.Input}}", "FACTSFACTS");
    }

    #[test]
    fn braces_are_written_as_in_go() {
        check("{{.Input}} ${{\"{{\"}} secrets.KEY {{\"}}\"}}", "FACTS ${{ secrets.KEY }}");
        check("{{`{{range .A}} \"x\"`}}{{.Input}}", "{{range .A}} \"x\"FACTS");
        check("a {{- /* why }} so */ -}} b{{.Input}}", "abFACTS");
        check("{{ \"a\\\"}}\\n\" }}{{.Input}}", "a\"}}\nFACTS");
    }

    #[test]
    fn anything_else_is_an_error_with_its_line() {
        check("a\n{{.Other}}", "cannot use mine.txt:2: `{{.Other}}` is not known");
        check("{{.Input}}\n\n{{.Input", "cannot use mine.txt:3: an action does not end");
        check("nothing", "cannot use mine.txt:1: it has no `{{.Input}}`");
        check("{{\"a}} {{.Input}}", "cannot use mine.txt:1: `{{\"a}}` is not known");
        check("{{{.Input}}}", "cannot use mine.txt:1: `{{{.Input}}` is not known");
    }

    #[test]
    fn the_input_itself_is_not_read_as_a_template() {
        assert_eq!(fill("mine.txt", "{{.Input}}", "{{.Other}}").unwrap(), "{{.Other}}");
    }
}
