//! The words of a query that the engines understand, so that a misspelt one in a user's file is an error
//! and not a pattern that silently finds nothing. The built-in queries of the same kind are the list.

use std::collections::BTreeSet;

use tree_sitter::Query;

/// Captures and properties that queries of one kind may use.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    captures: BTreeSet<String>,
    properties: BTreeSet<String>,
}

impl Vocabulary {
    /// Adds the words of a built-in query.
    pub(super) fn learn(&mut self, query: &Query) {
        self.captures.extend(query.capture_names().iter().map(|name| (*name).to_owned()));
        let patterns = 0..query.pattern_count();
        let properties = patterns.flat_map(|pattern| query.property_settings(pattern));
        self.properties.extend(properties.map(|property| property.key.to_string()));
    }

    /// The first word of `query`, compiled from `text`, that no engine knows, with its line.
    pub(super) fn first_unknown(&self, query: &Query, text: &str) -> Option<String> {
        (0..query.pattern_count()).find_map(|pattern| self.unknown_in(query, pattern, text))
    }

    fn unknown_in(&self, query: &Query, pattern: usize, text: &str) -> Option<String> {
        let start = query.start_byte_for_pattern(pattern);
        let end = query.end_byte_for_pattern(pattern);
        let own = text.get(start..end.min(text.len())).unwrap_or_default();
        let line = |word: &str| 1 + before(text, start + own.find(word).unwrap_or(0));
        let predicate = query.general_predicates(pattern).first().map(|one| &*one.operator);
        let asked = query.property_predicates(pattern).first().map(|_| "is?");
        if let Some(operator) = predicate.or(asked) {
            let operator = format!("#{operator}");
            return Some(format!("line {}: unknown predicate {operator}", line(&operator)));
        }
        let settings = query.property_settings(pattern).iter();
        if let Some(one) =
            settings.map(|one| &one.key).find(|key| !self.properties.contains(&***key))
        {
            let known = list(&self.properties, "");
            return Some(format!(
                "line {}: unknown property `{one}`; known are {known}",
                line(one)
            ));
        }
        let captures = words(own).filter(|(_, name)| !name.starts_with('_'));
        let mut unknown = captures.filter(|(_, name)| !self.captures.contains(*name));
        let (at, name) = unknown.next()?;
        let known = list(&self.captures, "@");
        let line = 1 + before(text, start + at);
        Some(format!("line {line}: unknown capture @{name}; known are {known}"))
    }
}

/// Captures of a pattern with their places; strings and comments may hold an `@` that is none.
fn words(pattern: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut quoted = false;
    let mut escaped = false;
    let mut comment = false;
    pattern.char_indices().filter_map(move |(at, letter)| {
        let (was_quoted, was_escaped) = (quoted, escaped);
        escaped = quoted && letter == '\\' && !was_escaped;
        comment = (comment && letter != '\n') || (letter == ';' && !quoted);
        quoted ^= letter == '"' && !was_escaped && !comment;
        if letter != '@' || was_quoted || comment {
            return None;
        }
        let rest = pattern.get(at + 1..)?;
        let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.' | '-');
        let end = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        Some((at, rest.get(..end)?))
    })
}

/// Number of line ends before a byte.
fn before(text: &str, byte: usize) -> usize {
    text.get(..byte).unwrap_or(text).matches('\n').count()
}

fn list(words: &BTreeSet<String>, sign: &str) -> String {
    let public = words.iter().filter(|word| !word.starts_with('_'));
    public.map(|word| format!("{sign}{word}")).collect::<Vec<_>>().join(", ")
}
