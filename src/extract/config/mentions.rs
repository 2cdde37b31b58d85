//! Names of environment variables that scripts, compose files and build files expand (`$KEY`, `${KEY:-x}`).
//! They are no settings of the program; they say that somebody uses a key of an environment file.

use crate::{extract::Input, model::FileFacts};

/// Languages whose texts expand variables.
const LANGUAGES: [&str; 6] = ["yaml", "makefile", "just", "shell", "dockerfile", "dotenv"];

pub(in crate::extract) fn extract(input: &Input<'_>, facts: &mut FileFacts) {
    if !LANGUAGES.contains(&&*input.source.language) {
        return;
    }
    let expanded = input.text.split('$').skip(1).map(|rest| rest.trim_start_matches(['{', '(']));
    let mut found: Vec<String> = expanded.filter_map(name).map(str::to_owned).collect();
    found.sort();
    found.dedup();
    facts.mentions = found;
}

/// The variable's name at the beginning of a text.
fn name(text: &str) -> Option<&str> {
    let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    text.get(..end).filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use crate::{extract::file, language::Registry};

    #[test]
    fn expanded_variables_are_mentioned() {
        let text = "a: ${DB_HOST:-x}:$PORT\nb: $(MAKE) $lower $$X $1 ${DB_HOST}\n";
        let facts =
            file(&Registry::new(&[]).unwrap(), &"compose.yaml".into(), text.as_bytes(), false);
        assert_eq!(facts.mentions, ["DB_HOST", "MAKE", "PORT", "X"]);
    }
}
