//! Names of environment variables that scripts, compose files, build files and texts in code name. They are no
//! settings of the program; they say that somebody uses a key of an environment file.

use crate::{extract::Input, model::FileFacts};

/// Languages in which any word in capitals may be a variable.
const SCRIPTS: [&str; 5] = ["yaml", "makefile", "just", "shell", "dockerfile"];

/// Languages whose texts may name a variable.
const CODE: [&str; 5] = ["go", "rust", "python", "javascript", "typescript"];

pub(in crate::extract) fn extract(input: &Input<'_>, facts: &mut FileFacts) {
    let language = &*input.source.language;
    let before: &[u8] = match language {
        _ if SCRIPTS.contains(&language) => &[],
        _ if CODE.contains(&language) => b"\"'`",
        // A key that another one is made of: `URL=http://${HOST}`.
        "dotenv" => b"${",
        _ => return,
    };
    let mut found: Vec<&str> = match before {
        [first, second, third] => behind([*first, *second, *third], input.text).collect(),
        _ => words(input.text, before).collect(),
    };
    found.sort_unstable();
    found.dedup();
    facts.mentions = found.into_iter().map(str::to_owned).collect();
}

/// The same as `words` for three signs.
fn behind(signs: [u8; 3], text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let [first, second, third] = signs;
    memchr::memchr3_iter(first, second, third, bytes).filter_map(move |at| {
        let rest = bytes.get(at + 1..)?;
        rest.first().filter(|first| first.is_ascii_uppercase())?;
        let length = rest.iter().take_while(|byte| is_part(byte)).count();
        let word = text.get(at + 1..at + 1 + length)?;
        (!word.bytes().any(|byte| byte.is_ascii_lowercase())).then_some(word)
    })
}

/// Words of capitals, digits and `_` that stand behind one of `before`, or anywhere where there is none.
fn words<'a>(text: &'a str, before: &[u8]) -> impl Iterator<Item = &'a str> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = bytes.get(at..)?;
            let start = at + rest.iter().position(u8::is_ascii_uppercase)?;
            let length = bytes.get(start..)?.iter().take_while(|byte| is_part(byte)).count();
            at = start + length;
            let last = start.checked_sub(1).and_then(|last| bytes.get(last));
            let allowed = match last {
                Some(last) if is_part(last) => false,
                Some(last) => before.is_empty() || before.contains(last),
                None => before.is_empty(),
            };
            let word = text.get(start..at)?;
            if allowed && !word.bytes().any(|byte| byte.is_ascii_lowercase()) {
                return Some(word);
            }
        }
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
