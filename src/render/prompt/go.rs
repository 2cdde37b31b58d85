//! A prompt in Go's text/template notation with the analysis in place of `{{.Input}}`.
//!
//! Of that notation exactly this action is known, with blanks and trim marks (`{{- .Input -}}`). Any
//! other action is an error, because leaving it in the prompt would be worse.

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
        let Some((action, after)) = from.trim_start_matches("{{").split_once("}}") else {
            return Err(wrong(path, line, "an action does not end"));
        };
        let (name, trim_before, trim_after) = parts(action);
        if name != ".Input" {
            return Err(wrong(path, line, &format!("`{{{{{action}}}}}` is not known")));
        }
        found = true;
        filled.push_str(if trim_before { before.trim_end() } else { before });
        filled.push_str(input);
        rest = if trim_after { after.trim_start() } else { after };
    }
    filled.push_str(rest);
    if found { Ok(filled) } else { Err(wrong(path, 1, "it has no `{{.Input}}`")) }
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
    Error::new(ErrorKind::Template, format!("cannot use {path}, line {line}: {what}"))
        .hint("a prompt file is text with `{{.Input}}` where the analysis goes")
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
    fn anything_else_is_an_error_with_its_line() {
        check("a\n{{.Other}}", "cannot use mine.txt, line 2: `{{.Other}}` is not known");
        check("{{.Input}}\n\n{{.Input", "cannot use mine.txt, line 3: an action does not end");
        check("nothing", "cannot use mine.txt, line 1: it has no `{{.Input}}`");
    }

    #[test]
    fn the_input_itself_is_not_read_as_a_template() {
        assert_eq!(fill("mine.txt", "{{.Input}}", "{{.Other}}").unwrap(), "{{.Other}}");
    }
}
