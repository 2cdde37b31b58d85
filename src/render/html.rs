//! Writing values into HTML: what is not marked as safe by the template itself is escaped, so that a text of a
//! repository is never markup, in content and in quoted attributes alike.

use minijinja::{AutoEscape, Error, Output, State, escape_formatter, value::Value};

/// Writes `value` as its template asks. The formatter of minijinja also writes every `/` as an entity, which makes a
/// page of paths twice as long.
pub(super) fn write(
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    match (state.auto_escape(), value.as_str()) {
        (AutoEscape::Html, Some(text)) if !value.is_safe() => {
            out.write_str(&escaped(text)).map_err(Error::from)
        }
        _ => escape_formatter(out, state, value),
    }
}

/// A path or address, escaped, that may be broken behind each of its parts.
pub(super) fn breakable(text: &str) -> Value {
    Value::from_safe_string(escaped(text).replace('/', "/<wbr>"))
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // Signs that turn the direction of text or hide it make a name look like another.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}' => {
                safe.push('\u{fffd}');
            }
            letter if letter.is_control() && !matches!(letter, '\n' | '\t') => {
                safe.push('\u{fffd}');
            }
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Templates;

    #[test]
    fn text_is_never_markup() {
        let own = [("x.html.j2".to_owned(), "<a title=\"{{ a }}\">{{ a }}</a>{{ n }}".to_owned())];
        let templates = Templates::new(&own).unwrap();
        let context = serde_json::json!({"a": "\"><img src=x onerror='f()'>&/", "n": 3});
        assert_eq!(
            templates.render("x.html.j2", &context).unwrap(),
            "<a title=\"&quot;&gt;&lt;img src=x onerror=&#39;f()&#39;&gt;&amp;/\">\
             &quot;&gt;&lt;img src=x onerror=&#39;f()&#39;&gt;&amp;/</a>3"
        );
    }

    #[test]
    fn paths_may_be_broken_and_are_escaped() {
        let shown = breakable("a/<script>/b");
        assert!(shown.is_safe());
        assert_eq!(shown.as_str(), Some("a/<wbr>&lt;script&gt;/<wbr>b"));
    }

    #[test]
    fn signs_that_nobody_sees_are_shown() {
        assert_eq!(escaped("a\u{202e}b\u{0}c\nd"), "a\u{fffd}b\u{fffd}c\nd");
    }
}
