//! Environment files: `KEY=VALUE` lines.

use super::is_secret;
use crate::{
    extract::Input,
    model::{FileFacts, Setting},
};

pub(in crate::extract) fn extract(input: &Input<'_>, facts: &mut FileFacts) {
    if input.source.language != "dotenv" {
        return;
    }
    let mut open_quote = None;
    for (line, text) in (1_u32..).zip(input.text.lines()) {
        if let Some(quote) = open_quote {
            open_quote = (!text.contains(quote)).then_some(quote);
            continue;
        }
        let Some((key, value)) = assignment(text) else { continue };
        open_quote = left_open(value);
        let value = if open_quote.is_some() { "" } else { plain(value) };
        facts.configuration.push(Setting {
            at: input.source.evidence("dotenv.key", line, line),
            key: key.to_owned(),
            kind: "dotenv".to_owned(),
            default: (!value.is_empty() && !is_secret(key)).then(|| value.to_owned()),
            required: false,
        });
    }
}

/// Key and value of a line; `None` for comments, blanks and what is no assignment.
fn assignment(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let line = line.strip_prefix("export ").unwrap_or(line);
    let (key, value) = line.split_once('=')?;
    let key = key.trim();
    let valid = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    (!key.is_empty() && key.chars().all(valid)).then(|| (key, value.trim()))
}

/// The quote of a value that goes on in the next lines.
fn left_open(value: &str) -> Option<char> {
    let quote = ['"', '\''].into_iter().find(|quote| value.starts_with(*quote))?;
    (value.matches(quote).count() == 1).then_some(quote)
}

/// The value without quotes or a comment behind it.
fn plain(value: &str) -> &str {
    let quoted = ['"', '\''].into_iter().find_map(|quote| {
        let (inside, _) = value.strip_prefix(quote)?.split_once(quote)?;
        Some(inside)
    });
    let bare = || value.split(" #").next().unwrap_or(value).trim_end();
    quoted.unwrap_or_else(bare)
}

#[cfg(test)]
mod tests {
    use crate::{extract::file, language::Registry};

    #[track_caller]
    fn check(text: &str, expected: &[(&str, u32, Option<&str>)]) {
        let registry = Registry::new(&[]).unwrap();
        let facts = file(&registry, &".env.example".into(), text.as_bytes(), false);
        let found: Vec<_> = facts
            .configuration
            .iter()
            .map(|one| (one.key.as_str(), one.at.line, one.default.as_deref()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn assignments_are_keys() {
        check(
            "# x\nPORT=80 # http\n\nexport HOST = \"a#b\"",
            &[("PORT", 2, Some("80")), ("HOST", 4, Some("a#b"))],
        );
        check("#OFF=1\nEMPTY=\nnot an assignment\n", &[("EMPTY", 2, None)]);
        check("URL=http://a?b=c", &[("URL", 1, Some("http://a?b=c"))]);
        check("TEXT=\"a\nB=1\nc\"\nD=2", &[("TEXT", 1, None), ("D", 4, Some("2"))]);
        check(
            "DB_PASSWORD=hunter2\nAPI_KEY=abc\nMONKEY=x",
            &[("DB_PASSWORD", 1, None), ("API_KEY", 2, None), ("MONKEY", 3, Some("x"))],
        );
    }
}
