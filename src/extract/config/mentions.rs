//! Names of environment variables that scripts, compose files, build files and texts in code name. They are no
//! settings of the program; they say that somebody uses a key of an environment file.

use crate::{extract::Input, model::FileFacts};

/// Languages in which any word in capitals may be a variable.
const SCRIPTS: [&str; 5] = ["yaml", "makefile", "just", "shell", "dockerfile"];

/// Languages whose texts may name a variable.
const CODE: [&str; 5] = ["go", "rust", "python", "javascript", "typescript"];

pub(in crate::extract) fn extract(input: &Input<'_>, facts: &mut FileFacts) {
    let language = &*input.source.language;
    let before: &[char] = match language {
        _ if SCRIPTS.contains(&language) => &[],
        _ if CODE.contains(&language) => &['"', '\'', '`'],
        // A key that another one is made of: `URL=http://${HOST}`.
        "dotenv" => &['$', '{'],
        _ => return,
    };
    let mut found: Vec<String> = words(input.text)
        .filter(|(at, _)| {
            let head = input.text.get(..*at).unwrap_or_default();
            before.is_empty() || head.ends_with(before)
        })
        .map(|(_, word)| word.to_owned())
        .collect();
    found.sort();
    found.dedup();
    facts.mentions = found;
}

/// Words of capitals, digits and `_` with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut at = 0;
    let pieces = text.split(move |c: char| !is_part(c)).map(move |word| {
        let start = at;
        // Every separator is one character; its length is known from where the next word begins.
        at += word.len()
            + text
                .get(at + word.len()..)
                .and_then(|rest| rest.chars().next())
                .map_or(0, char::len_utf8);
        (start, word)
    });
    pieces.filter(|(_, word)| {
        word.starts_with(|c: char| c.is_ascii_uppercase())
            && !word.contains(|c: char| c.is_ascii_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use crate::{extract::file, language::Registry};

    #[track_caller]
    fn check(path: &str, text: &str, expected: &[&str]) {
        let facts = file(&Registry::new(&[]).unwrap(), &path.into(), text.as_bytes(), false);
        assert_eq!(facts.mentions, expected, "{text}");
    }

    #[test]
    fn variables_are_mentioned_where_they_are_used() {
        check(
            "compose.yaml",
            "é: ${DB_HOST:-x}:$PORT\nb: $lower $1 A_b\n  KEY: 1",
            &["DB_HOST", "KEY", "PORT"],
        );
        check("a.go", "package a\nconst LIMIT = \"RATE_LIMIT\" // OTHER\n", &["RATE_LIMIT"]);
        check(".env.example", "HOST=a\nURL=http://${HOST}\n", &["HOST"]);
        check("a.md", "`HOST`", &[]);
    }
}
